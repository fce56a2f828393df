"""Exit statuses and the words that go with them: 0 done, 1 problems found, 2 used wrongly."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import replace

import pytest

import tiny
from actbank import __version__, cli
from actbank.cli import VERBS, main
from actbank.formats import save_articles
from actbank.problems import ActBankError
from actbank.schema import Argument, Article, Event, Span

TEXT = "Norland left the pact."
GOLD = Article("a", TEXT, events=(Event("e1", "WITHDRAW", Span(8, 12), (Argument("actor", Span(0, 7)),)),))


@pytest.fixture
def gold(tmp_path):
    """A file of one gold article and one of the same article with a wrong type predicted."""
    wrong = GOLD.with_events([replace(GOLD.events[0], type="[b]JOIN[/b]")])
    save_articles([GOLD], tmp_path / "gold.jsonl")
    save_articles([wrong], tmp_path / "predicted.jsonl")
    return [str(tmp_path / "gold.jsonl"), str(tmp_path / "predicted.jsonl")]


@pytest.mark.parametrize("words", [[], ["--help"], ["-h"], ["help"]])
def test_help(words, capsys):
    assert main(words) == 0
    out = capsys.readouterr().out
    assert re.findall(r"^  (\w+)  ", out, re.MULTILINE) == list(VERBS)


@pytest.mark.parametrize("flag", ["--version", "-V"])
def test_version(flag, capsys):
    assert main([flag]) == 0
    assert capsys.readouterr().out == f"actbank {__version__}\n"


@pytest.mark.parametrize(
    ("verb", "said"),
    [
        ("exract", "unknown verb 'exract'; did you mean 'extract'?"),
        ("Train", "unknown verb 'Train'; did you mean 'train'?"),
        ("zzz", "unknown verb 'zzz'."),
        ("--models", "unknown verb '--models'."),
    ],
)
def test_an_unknown_verb(verb, said, capsys):
    assert main([verb]) == 2
    printed = capsys.readouterr()
    known = "build, check, compare, convert, evaluate, explain, extract, quickstart, report, score, train"
    assert printed.err == f"{said} Known: {known}\n"
    assert printed.out == ""


@pytest.mark.parametrize("verb", ["check", "convert", "evaluate", "explain", "extract", "report", "score"])
@pytest.mark.parametrize(
    ("arguments", "said"), [([], "Error: Missing argument"), (["--zzz", "x", "y"], "Error: No such option: --zzz")]
)
def test_a_wrong_call(verb, arguments, said, capsys):
    assert main([verb, *arguments]) == 2
    printed = capsys.readouterr()
    assert printed.err.startswith(f"Usage: actbank {verb} ")
    assert said in printed.err
    assert printed.out == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["evaluate", "no-model", "--corpus", "mine"],
            "no-model: no model here (no config.json). `actbank train` writes one to its output",
        ),
        (["evaluate", "x", "--corpus", "newz"], "unknown corpus 'newz'; did you mean 'news'? Known: "),
        (["evaluate", "x", "--per", "tpye"], "unknown table 'tpye'; did you mean 'type'? Known: article, role, type"),
        (["score", "no.jsonl", "x.jsonl"], "no.jsonl: no such file or folder"),
        (
            ["score", "a", "b", "--per", "rolle"],
            "unknown table 'rolle'; did you mean 'role'? Known: article, role, type",
        ),
        (["convert", "no.jsonl", "x.evt"], "no.jsonl: no such file or folder"),
        (["check", "no.evt"], "no.evt: no such file or folder"),
        (["check", "x", "--ontology", "newss"], "unknown ontology 'newss'; did you mean 'news'? Known: "),
        (["report", "no-run"], "no-run: no run here (no run.json). `actbank train` writes one to its output folder."),
    ],
)
def test_what_is_missing_or_unknown_is_said_in_one_line(arguments, said, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    tiny.write_corpus(tmp_path / "mine")
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert printed.err.startswith(said)
    assert printed.err.count("\n") == 1
    assert printed.out == ""


def test_score_prints_names_as_they_are(gold, capsys):
    assert main(["score", *gold, "--per", "type"]) == 0
    out = capsys.readouterr().out
    rows = {line.split()[0]: line.split()[1:] for line in out.splitlines() if line}
    # measure, P, R, F1, interval (one article has none), gold, predicted: the span is right, the type is not
    assert rows["TI"] == ["100.00", "100.00", "100.00", "-", "1", "1"]
    assert rows["TC"] == ["0.00", "0.00", "0.00", "-", "1", "1"]
    assert rows["[b]JOIN[/b]"][:2] == ["0", "1"]
    assert "predicted types that gold does not have: [b]JOIN[/b]" in out


def test_score_as_json_and_by_setting(gold, capsys):
    assert main(["score", *gold, "--json", "--setting", "gold-trigger", "--tuple-roles", "actor"]) == 0
    values = json.loads(capsys.readouterr().out)
    assert "|set:gold-trigger|tuple:actor|" in values["signature"]
    assert "TC" not in values["measures"]
    assert main(["score", *gold, "--setting", "gold"]) == 2
    expected = "unknown setting 'gold'; did you mean 'gold-trigger'? Known: e2e, gold-trigger\n"
    assert capsys.readouterr().err == expected


def test_check_finds_and_finds_not(tmp_path, capsys):
    tiny.write_corpus(tmp_path / "good", 2)
    assert main(["check", str(tmp_path / "good")]) == 0
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("", "2 articles and 6 events read, 0 problems\n")
    (tmp_path / "bad.evt").write_text(tiny.evt(0).replace("WITHDRAW", "WITHDRAWL"))
    assert main(["check", str(tmp_path / "bad.evt")]) == 1
    printed = capsys.readouterr()
    assert printed.out.startswith(f"{tmp_path / 'bad.evt'}:9: article 'a0', event 'e1': unknown event type 'WITHDRAWL'")
    assert printed.out.endswith("nearest WITHDRAW\n")
    assert printed.err == "1 articles and 3 events read, 1 problems\n"


def raising(error):
    def verb(_):
        raise error

    return verb


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (ActBankError("mend it"), 2, "mend it\n"),
        (KeyboardInterrupt(), 130, "stopped\n"),
    ],
)
def test_what_a_verb_raises(monkeypatch, capsys, error, status, said):
    monkeypatch.setattr(cli, "pick", lambda *_: raising(error))
    assert main(["train"]) == status
    assert capsys.readouterr().err == said


def test_an_error_of_our_own_is_not_hidden(monkeypatch):
    monkeypatch.setattr(cli, "pick", lambda *_: raising(ZeroDivisionError()))
    with pytest.raises(ZeroDivisionError):
        main(["train"])


@pytest.mark.parametrize(
    "words", [["--help"], ["score", "gold", "predicted"], ["score", "gold", "predicted", "--json"]]
)
def test_a_reader_that_stops_early_is_no_error(gold, words):
    given = [dict(zip(["gold", "predicted"], gold, strict=True)).get(word, word) for word in words]
    reading, writing = os.pipe()
    os.close(reading)
    arguments = [sys.executable, "-W", "error", "-m", "actbank", *given]
    done = subprocess.run(arguments, stdout=writing, stderr=subprocess.PIPE, text=True, timeout=60, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_verb_of_typer_can_be_stopped(gold, monkeypatch, capsys):
    def stop(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("actbank.metrics.scores.score", stop)
    assert main(["score", *gold]) == 130
    assert "Traceback" not in capsys.readouterr().err


def test_the_module_is_the_command(gold):
    ran = tiny.run_python("-W", "error", "-m", "actbank", "trian")
    assert ran.returncode == 2
    assert ran.stderr.startswith("unknown verb 'trian'; did you mean 'train'? Known: ")
