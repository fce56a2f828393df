"""The results that are kept in the repository hold together."""

import json
from pathlib import Path

import pytest

from actbank.corpora.corpus import Corpus, load_corpus
from actbank.evaluate import score_articles
from actbank.metrics.signature import parse
from actbank.runs.leaderboard import leaderboard
from actbank.runs.predictions import read_predictions
from actbank.runs.store import run_id, scored_parts, stored_runs, stored_scores

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


@pytest.fixture(scope="module")
def news() -> Corpus:
    return load_corpus("news")


NEWS = [(folder, record) for folder, record in RUNS if record.corpus.startswith("news#")]


@pytest.mark.parametrize(("folder", "record"), NEWS, ids=[folder.name for folder, _ in NEWS])
def test_stored_predictions_give_the_stored_scores_again(folder, record, news):
    if record.corpus != news.identity:
        pytest.skip(f"the run was made on {record.corpus}, the corpus is now {news.identity}")
    for part in scored_parts(folder):
        articles = news.articles(part)
        predictions = read_predictions(folder / f"{part}.predictions.jsonl.gz", articles)
        stored = stored_scores(folder, part)
        stored.pop("seconds")
        assert score_articles(news, articles, predictions).to_dict() == stored
