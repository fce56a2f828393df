"""The record of a run: what was trained, with what, where, for how long, and the scores."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from actbank import __version__
from actbank.formats import save_articles
from actbank.problems import ActBankError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    from actbank.evaluate import Evaluation

SCHEMA_VERSION = 1
_PACKAGES = ("torch", "transformers", "datasets", "tokenizers", "numpy", "hydra-core")


@dataclass(frozen=True, slots=True)
class RunRecord:
    """Everything about a run that is not a score; stored as ``run.json``."""

    schema: int
    actbank: str
    commit: str | None
    time: str
    corpus: str
    ontology: str
    split: int
    articles: Mapping[str, int]
    settings: Mapping[str, Any]
    seed: int
    minutes: float
    packages: Mapping[str, str]
    hardware: Mapping[str, Any]
    log: list[dict[str, float]]


def describe_run(
    *,
    corpus: str,
    ontology: str,
    split: int,
    articles: Mapping[str, int],
    settings: Mapping[str, DataclassInstance],
    seed: int,
    minutes: float,
    log: list[dict[str, float]],
) -> RunRecord:
    """Return the record of a run that ends now on this machine."""
    return RunRecord(
        schema=SCHEMA_VERSION,
        actbank=__version__,
        commit=_commit(),
        time=datetime.now(UTC).isoformat(timespec="seconds"),
        corpus=corpus,
        ontology=ontology,
        split=split,
        articles=articles,
        settings={name: asdict(spec) for name, spec in settings.items()},
        seed=seed,
        minutes=round(minutes, 2),
        packages={name: _version(name) for name in _PACKAGES},
        hardware={"machine": platform.machine(), "processors": os.cpu_count(), "python": platform.python_version()},
        log=log,
    )


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "absent"


def _commit() -> str | None:
    """Return the commit of the checkout this code runs from, with ``+`` when it has changes; ``None`` outside one."""
    here = Path(__file__).resolve().parent
    try:
        found = subprocess.run(
            ["git", "describe", "--always", "--dirty=+", "--abbrev=12", "--exclude=*"],  # noqa: S607
            cwd=here,
            capture_output=True,
            text=True,
            check=True,
            timeout=10,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return found.stdout.strip() or None


def write_run(folder: Path, record: RunRecord, config: str, evaluation: Evaluation | None) -> None:
    """Write ``run.json``, ``config.yaml`` and, where the model was scored, ``<split>.json`` and the predictions.

    A failed write is an error of the run.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _write_json(folder / "run.json", asdict(record))
    if config:
        (folder / "config.yaml").write_text(config, encoding="utf-8", newline="\n")
    if evaluation is not None:
        write_evaluation(folder, evaluation)


def write_evaluation(folder: Path, evaluation: Evaluation) -> None:
    """Write ``<split>.json`` (signature and counts) and ``<split>.predictions.jsonl.gz``."""
    folder.mkdir(parents=True, exist_ok=True)
    values = {"seconds": round(evaluation.seconds, 2), **evaluation.scores.to_dict()}
    _write_json(folder / f"{evaluation.part}.json", values)
    predicted = (article.with_events(evaluation.predictions[article.id]) for article in evaluation.gold)
    save_articles(predicted, folder / f"{evaluation.part}.predictions.jsonl.gz")


def _write_json(file: Path, values: Mapping[str, Any]) -> None:
    text = json.dumps(values, indent=1, ensure_ascii=False)
    file.write_text(text + "\n", encoding="utf-8", newline="\n")


def read_run(folder: Path) -> RunRecord:
    """Return the record of a run folder.

    Raises:
        ActBankError: the folder holds no ``run.json``.
    """
    file = folder / "run.json"
    if not file.is_file():
        raise ActBankError(f"{folder}: no run here (no run.json). `actbank train` writes one to its output folder.")
    return RunRecord(**json.loads(file.read_text(encoding="utf-8")))
