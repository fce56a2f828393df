"""Results that are kept: ``results/<corpus>/<model>/<run id>/``."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from actbank.formats import load_articles
from actbank.problems import ActBankError
from actbank.runs.predictions import write_predictions
from actbank.runs.record import RunRecord, read_run

_PREDICTIONS = ".predictions.jsonl.gz"


def run_id(record: RunRecord) -> str:
    """Return the name of a run: official split, encoder, seed, day, and the hash of its corpus."""
    day = record.time[:10]
    corpus_hash = record.corpus.partition("#")[2]
    return f"split{record.split}-{record.settings['encoder']['name']}-seed{record.seed}-{day}-{corpus_hash}"


def store_run(run: Path, results: Path) -> Path:
    """Copy what is worth keeping of a run folder into ``results`` and return the new folder.

    Kept are the record, the config, and for each scored split the counts and the predictions without words. Weights
    are not.

    Args:
        run: Output folder of a training.
        results: The folder of results.

    Raises:
        ActBankError: the folder holds no scored run.
    """
    record = read_run(run)
    parts = scored_parts(run)
    if not parts:
        raise ActBankError(f"{run}: the run has no scored split")
    corpus = record.corpus.partition("#")[0]
    model: str = record.settings["model"]["name"]
    target = results / corpus / model / run_id(record)
    target.mkdir(parents=True, exist_ok=True)
    for name in ("run.json", "config.yaml", *(f"{part}.json" for part in parts)):
        shutil.copyfile(run / name, target / name)
    for part in parts:
        articles = load_articles(run / f"{part}{_PREDICTIONS}")
        predictions = {article.id: article.events or () for article in articles}
        write_predictions(target / f"{part}{_PREDICTIONS}", articles, predictions)
    return target


def scored_parts(run: Path) -> list[str]:
    """Return the splits that a run folder holds scores and predictions of, sorted."""
    return [file.name.removesuffix(_PREDICTIONS) for file in sorted(run.glob(f"*{_PREDICTIONS}"))]


def stored_runs(results: Path) -> list[tuple[Path, RunRecord]]:
    """Return the stored runs with their folders, in the order of their paths."""
    return [(file.parent, read_run(file.parent)) for file in sorted(results.glob("*/*/*/run.json"))]


def stored_scores(folder: Path, part: str = "test") -> dict[str, object]:
    """Return the scores of a stored run on a split, as `Scores.to_dict` gives them."""
    values: dict[str, object] = json.loads((folder / f"{part}.json").read_text(encoding="utf-8"))
    return values
