"""Results that are kept: predictions without words, folders named by what they hold, and the table over them."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace

import pytest
from hypothesis import given, settings

from actbank.evaluate import Evaluation
from actbank.metrics.scores import score
from actbank.problems import ActBankError, DataError
from actbank.runs.leaderboard import leaderboard, write_leaderboard
from actbank.runs.predictions import read_predictions, write_predictions
from actbank.runs.record import describe_run, write_run
from actbank.runs.store import run_id, store_run, stored_runs, stored_scores
from actbank.schema import Article, Event, Span
from actbank.specs import EncoderSpec, ModelSpec, TrainingSpec
from strategies import corpora

TEXT = "Norland left. Ostia left."
LEFT = (Event("e1", "WITHDRAW", Span(8, 12), score=0.123456), Event("e2", "WITHDRAW", Span(20, 24)))


@settings(derandomize=True, deadline=None, max_examples=50)
@given(corpora(free=True))
def test_predictions_come_back_without_their_words(tmp_path_factory, drawn):
    file = tmp_path_factory.mktemp("predictions") / "p.jsonl.gz"
    predictions = {article.id: article.events or () for article in drawn}
    write_predictions(file, drawn, predictions)
    assert read_predictions(file, drawn) == predictions
    for line in gzip.decompress(file.read_bytes()).splitlines():
        assert set(json.loads(line)) == {"id", "sha256", "events"}
        assert '"text":' not in line.decode()


def test_predictions_hold_places_and_short_scores(tmp_path):
    write_predictions(tmp_path / "p.gz", [Article("a", TEXT)], {"a": LEFT[:1]})
    row = json.loads(gzip.decompress((tmp_path / "p.gz").read_bytes()))
    # printf 'Norland left. Ostia left.' | sha256sum
    assert row["sha256"] == "462520783a87f511fee45cab23d494377cefc4f3407889b32a4e3340c68c3a44"
    assert row["events"][0]["trigger"] == {"span": [8, 12]}
    assert row["events"][0]["score"] == 0.1235
    assert b"left" not in gzip.decompress((tmp_path / "p.gz").read_bytes())


def test_predictions_for_other_texts_are_refused(tmp_path):
    file = tmp_path / "p.gz"
    write_predictions(file, [Article(name, TEXT) for name in "abc"], {"a": LEFT})
    with pytest.raises(DataError) as caught:
        read_predictions(file, [Article("a", TEXT), Article("b", TEXT + " ")])
    assert str(caught.value) == (
        "2 problems found\n"
        f"{file}:2: article 'b' has another text, expected the text that was predicted on\n"
        f"{file}:3: article 'c' is not there, expected the text that was predicted on"
    )


def scored(folder, corpus="mine#abcd1234", seed=0, predicted=LEFT, polarity="positive"):
    """Write the run of two equal articles with two events each."""
    stated, found = (tuple(replace(e, polarity=polarity, modality="actual") for e in es) for es in (LEFT, predicted))
    gold = tuple(Article(name, TEXT, events=stated) for name in "ab")
    predictions = {"a": found, "b": found}
    record = describe_run(
        corpus=corpus,
        ontology="o@1#0",
        split=1,
        articles={"train": 1, "dev": 1, "test": 1},
        settings={"model": ModelSpec(), "encoder": EncoderSpec("tiny"), "training": TrainingSpec()},
        seed=seed,
        minutes=2.6,
        log=[],
    )
    record = replace(record, time="2026-02-03T04:05:06+00:00")
    write_run(folder, record, "seed: 0\n", Evaluation("test", score(gold, predictions), gold, predictions, 1.0))
    return record


def test_a_run_is_stored_under_the_name_of_what_it_is(tmp_path):
    record = scored(tmp_path / "run", seed=3)
    (tmp_path / "run" / "model").mkdir()
    (tmp_path / "run" / "model" / "model.safetensors").write_bytes(b"weights")
    folder = store_run(tmp_path / "run", tmp_path / "results")
    assert run_id(record) == "split1-tiny-seed3-2026-02-03-abcd1234"
    assert folder == tmp_path / "results" / "mine" / "one_pass" / run_id(record)
    assert {file.name for file in folder.iterdir()} == {
        *("run.json", "config.yaml", "test.json", "test.predictions.jsonl.gz")
    }
    assert stored_runs(tmp_path / "results") == [(folder, record)]
    assert stored_scores(folder)["measures"]["TC"]["f1"] == 100.0
    again = read_predictions(folder / "test.predictions.jsonl.gz", [Article(name, TEXT) for name in "ab"])
    assert [event.trigger for event in again["a"]] == [Span(8, 12), Span(20, 24)]


def test_a_run_without_scores_is_refused(tmp_path):
    scored(tmp_path)
    (tmp_path / "test.predictions.jsonl.gz").unlink()
    with pytest.raises(ActBankError) as caught:
        store_run(tmp_path, tmp_path / "results")
    assert str(caught.value) == f"{tmp_path}: the run has no scored split"


def test_the_table_by_hand(tmp_path):
    results = tmp_path / "results"
    for seed, predicted in ((1, LEFT), (2, LEFT[:1])):
        scored(tmp_path / "run", seed=seed, predicted=predicted)
        store_run(tmp_path / "run", results)
    scored(tmp_path / "other", corpus="zeta#00000000", polarity="negative")
    store_run(tmp_path / "other", results)
    rows = [line for line in leaderboard(results).splitlines() if "one_pass" in line]
    # one of two events found: F1 2 / 3; the articles are equal, so every resample is the same; there are no arguments
    # and, in the last corpus, no event that occurred: 0/0
    whole, part, none = "100.0 (100.0–100.0)", "66.7 (66.7–66.7)", "–"
    # the mean of 100 and 66.67, their standard deviation 33.33 / sqrt(2); attributes are right in all aligned events
    both, right = "**83.3** ± 23.6", "**100.0** ± 0.0"
    assert [row.strip("| ").split(" | ") for row in rows] == [
        ["one_pass [abcd1234]", "tiny", "1", "1", "2", whole, whole, none, none, whole, whole, "100.0", "100.0", "3"],
        ["one_pass [abcd1234]", "tiny", "1", "2", "2", part, part, none, none, part, part, "100.0", "100.0", "3"],
        ["**one_pass [abcd1234]**", "tiny", "1", "2 seeds", "2", both, both, none, none, both, both, right, right, "3"],
        ["one_pass [00000000]", "tiny", "1", "0", "2", whole, whole, none, none, whole, none, "100.0", "100.0", "3"],
    ]
    assert write_leaderboard(results) == results / "leaderboard.md"
    assert (results / "leaderboard.md").read_text(encoding="utf-8") == leaderboard(results)
