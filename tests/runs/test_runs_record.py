"""The record of a run: it reads back, holds what it should, and a write that fails is an error."""

from __future__ import annotations

import gzip
import json
from dataclasses import asdict, fields

import pytest

from actbank.evaluate import Evaluation
from actbank.formats import load_articles
from actbank.metrics.scores import score
from actbank.problems import ActBankError
from actbank.runs import record as module
from actbank.runs.record import RunRecord, describe_run, read_run, write_evaluation, write_run
from actbank.schema import Argument, Article, Event, Span
from actbank.specs import EncoderSpec, ModelSpec, TrainingSpec

SETTINGS = {
    "model": ModelSpec(role_size=8),
    "encoder": EncoderSpec("Ünïcode"),
    "training": TrainingSpec(report_to=["x"]),
}
LOG = [{"epoch": 1.0, "loss": 2.5, "step": 3}, {"epoch": 1.0, "eval_dev_AC+": 12.5}]


def described(**changes) -> RunRecord:
    values = {
        "corpus": "news#12345678",
        "ontology": "news@1.0#abcdef01",
        "split": 2,
        "articles": {"train": 3, "dev": 1, "test": 2},
        "settings": SETTINGS,
        "seed": 4,
        "minutes": 1.23456,
        "log": LOG,
    }
    return describe_run(**{**values, **changes})


def test_a_record_reads_back(tmp_path):
    record = described()
    write_run(tmp_path / "a" / "b", record, "seed: 4\n", None)
    assert read_run(tmp_path / "a" / "b") == record
    assert (tmp_path / "a" / "b" / "config.yaml").read_bytes() == b"seed: 4\n"
    assert {file.name for file in (tmp_path / "a" / "b").iterdir()} == {"run.json", "config.yaml"}


def test_no_config_no_file(tmp_path):
    write_run(tmp_path, described(), "", None)
    assert [file.name for file in tmp_path.iterdir()] == ["run.json"]


def test_what_a_record_holds():
    record = described()
    assert {field.name for field in fields(record)} >= {"commit", "packages", "hardware", "time", "schema", "actbank"}
    assert (record.schema, record.minutes, record.seed, record.split) == (1, 1.23, 4, 2)
    assert record.settings["model"]["role_size"] == 8
    assert set(record.settings) == {"model", "encoder", "training"}
    assert record.settings["training"] == asdict(TrainingSpec(report_to=["x"]))
    assert record.time.endswith("+00:00")
    assert all(record.packages[name] not in ("", "absent") for name in ("torch", "transformers", "numpy"))


def test_a_package_that_is_not_there_is_absent(monkeypatch):
    monkeypatch.setattr(module, "_PACKAGES", ("no-such-package-of-ours",))
    assert described().packages == {"no-such-package-of-ours": "absent"}


@pytest.mark.parametrize("error", [FileNotFoundError("git"), module.subprocess.TimeoutExpired("git", 10)])
def test_no_git_no_commit(monkeypatch, error):
    def fail(*_, **__):
        raise error

    monkeypatch.setattr(module.subprocess, "run", fail)
    assert described().commit is None


def test_files_are_utf8_with_unix_line_ends(tmp_path):
    write_run(tmp_path, described(), "a: ü\n", None)
    content = (tmp_path / "run.json").read_bytes()
    assert "Ünïcode".encode() in content
    assert b"\r" not in content
    assert content.endswith(b"}\n")


def evaluation() -> Evaluation:
    """One article with one event found and one missed."""
    text = "Norland left. Ostia stayed — “no” was said."
    mine = Event("e1", "WITHDRAW", Span(8, 12), (Argument("actor", Span(0, 7)),), "positive", "actual", score=0.5)
    missed = Event("e2", "STATE", Span(38, 42))
    gold = (Article("a/1", text, events=(mine, missed)), Article("a/2", "Nothing.", events=()))
    predictions = {"a/1": (mine,), "a/2": ()}
    return Evaluation("dev", score(gold, predictions, ontology="o@1#0"), gold, predictions, 1.239)


def test_an_evaluation_reads_back(tmp_path):
    found = evaluation()
    write_evaluation(tmp_path, found)
    values = json.loads((tmp_path / "dev.json").read_text(encoding="utf-8"))
    counts = values["measures"]["TC"]
    # by hand: one of two gold triggers found, nothing made up
    assert (counts["tp"], counts["fp"], counts["fn"], counts["f1"]) == (1, 0, 1, 66.67)
    assert (values["seconds"], values["articles"]) == (1.24, 2)
    assert {key: value for key, value in values.items() if key != "seconds"} == found.scores.to_dict()
    stored = load_articles(tmp_path / "dev.predictions.jsonl.gz")
    assert [article.with_events(found.predictions[article.id]) for article in found.gold] == stored
    assert stored[0].events[0].score == 0.5


def test_stored_predictions_give_the_stored_scores(tmp_path):
    found = evaluation()
    write_evaluation(tmp_path, found)
    again = score(found.gold, load_articles(tmp_path / "dev.predictions.jsonl.gz"), ontology="o@1#0")
    assert again.to_dict() == found.scores.to_dict()


def test_equal_predictions_give_equal_bytes(tmp_path):
    for name in ("one", "two"):
        write_evaluation(tmp_path / name, evaluation())
    one, two = ((tmp_path / name / "dev.predictions.jsonl.gz").read_bytes() for name in ("one", "two"))
    assert one == two
    assert len(gzip.decompress(one).splitlines()) == 2


@pytest.mark.parametrize("taken", ["run.json", "config.yaml", "dev.json", "dev.predictions.jsonl.gz"])
def test_a_write_that_fails_fails_the_run(tmp_path, taken):
    (tmp_path / taken).mkdir()  # a folder stands where the file should
    with pytest.raises((IsADirectoryError, ActBankError)):
        write_run(tmp_path, described(), "a: 1\n", evaluation())


def test_a_folder_that_cannot_be_made_fails_the_run(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(NotADirectoryError):
        write_run(tmp_path / "file" / "run", described(), "", None)


def test_no_run_is_said(tmp_path):
    with pytest.raises(ActBankError) as caught:
        read_run(tmp_path)
    expected = f"{tmp_path}: no run here (no run.json). `actbank train` writes one to its output folder."
    assert str(caught.value) == expected
