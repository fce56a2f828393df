"""The results that are kept in the repository hold together."""

import json
from pathlib import Path

import pytest

from actbank.metrics.signature import parse
from actbank.runs.leaderboard import leaderboard
from actbank.runs.store import run_id, stored_runs

RESULTS = Path(__file__).resolve().parents[2] / "results"
RUNS = stored_runs(RESULTS)


def test_the_leaderboard_is_the_one_that_the_runs_give():
    assert (RESULTS / "leaderboard.md").read_text(encoding="utf-8") == leaderboard(RESULTS)


@pytest.mark.parametrize(("folder", "record"), RUNS, ids=[folder.name for folder, _ in RUNS])
def test_a_run_lies_where_its_record_says(folder, record):
    corpus, model, name = folder.relative_to(RESULTS).parts
    assert corpus == record.corpus.partition("#")[0]
    assert model == record.settings["model"]["name"]
    assert name == run_id(record)
    assert (folder / "config.yaml").is_file()


@pytest.mark.parametrize(("folder", "record"), RUNS, ids=[folder.name for folder, _ in RUNS])
def test_the_counts_of_a_run_give_its_ratios_and_its_signature_names_its_ontology(folder, record):
    scores = json.loads((folder / "test.json").read_text(encoding="utf-8"))
    assert parse(scores["signature"])["ont"] == record.ontology
    for measure in scores["measures"].values():
        tp, fp, fn = measure["tp"], measure["fp"], measure["fn"]
        if tp:
            assert measure["f1"] == pytest.approx(100 * 2 * tp / (2 * tp + fp + fn), abs=0.006)
