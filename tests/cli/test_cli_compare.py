"""``actbank compare``: which files are which system, what is printed, what is refused."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

import tiny
from actbank.cli import main
from actbank.formats import save_articles
from actbank.schema import Argument, Article, Event, Span

TEXT = "Norland left the pact."
LEFT = Event("e1", "WITHDRAW", Span(8, 12), (Argument("actor", Span(0, 7)),), "positive", "actual")
WRONG = replace(LEFT, type="JOIN")
GOLD = [Article(f"a{at:02}", TEXT, events=(LEFT,)) for at in range(30)]


def write(file, right):
    """Predictions of which the first ``right`` articles are right, the others of a wrong type."""
    file.parent.mkdir(exist_ok=True)
    events = [LEFT if at < right else WRONG for at in range(len(GOLD))]
    save_articles([article.with_events([event]) for article, event in zip(GOLD, events, strict=True)], file)
    return str(file)


@pytest.fixture
def files(tmp_path, monkeypatch):
    """Gold and predictions in the working folder: good (29 of 30 right), same (28), bad (3)."""
    monkeypatch.chdir(tmp_path)
    save_articles(GOLD, tmp_path / "gold.jsonl")
    for name, right in (("good", 29), ("same", 28), ("bad", 3)):
        write(tmp_path / f"{name}.jsonl", right)
    return tmp_path


def compared(capsys, *words):
    """What ``compare --json`` finds."""
    assert main(["compare", "gold.jsonl", *words, "--json", "--resamples", "200"]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_tables(files, capsys):
    assert main(["compare", "gold.jsonl", "good.jsonl", "same.jsonl", "bad.jsonl", "--measure", "TC"]) == 0
    lines = capsys.readouterr().out.splitlines()
    # by hand: 29, 28 and 3 of 30 right, as many made up as missed
    assert [line.split()[:3] for line in lines[:4]] == [
        ["system", "seeds", "TC"],
        ["good", "1", "96.67"],
        ["same", "1", "93.33"],
        ["bad", "1", "10.00"],
    ]
    assert lines[4].split() == ["pair", "difference", "95", "%", "interval", "p", "Holm", "p", "verdict"]
    # by hand: two articles of one kind differ, 4 of 4 ways are as extreme; Holm of the others: 3 / 10001 at least
    assert lines[5].split()[:4] == ["good", "-", "same", "+3.33"]
    assert lines[5].split()[-3:] == ["1.0000", "1.0000", "tie"]
    assert lines[6].split()[:4] == ["good", "-", "bad", "+86.67"]
    assert lines[6].split()[-6:] == ["0.0001", "0.0003", "good", "better", "than", "bad"]
    assert lines[7].endswith("same better than bad")
    assert "difference: in points of F1; p: paired randomization over articles, 10000 swaps" in lines
    assert "Holm p: p adjusted for the 3 pairs of a measure." in lines
    assert lines[-1].startswith("actbank:0.1|match:exact|")


def test_the_default_measures(files, capsys):
    found = compared(capsys, "good.jsonl", "bad.jsonl")
    assert [one["measure"] for one in found["measures"]] == ["TC", "AC+", "tuple", "occurred-tuple"]
    assert (found["resamples"], found["seed"]) == (200, 0)
    found = compared(capsys, "good.jsonl", "bad.jsonl", "--setting", "gold-trigger")
    assert [one["measure"] for one in found["measures"]] == ["AC+", "tuple", "occurred-tuple"]


def test_measures_and_rules_that_were_asked_for(files, capsys):
    options = ["--measure", "AC", "--measure", "TI", "--measure", "AC", "--tuple-roles", "actor", "--match", "head"]
    found = compared(capsys, "good.jsonl", "bad.jsonl", *options)
    assert [one["measure"] for one in found["measures"]] == ["AC", "TI"]
    assert "|match:head|" in found["measures"][0]["signature"]
    assert "|tuple:actor|" in found["measures"][0]["signature"]


def test_equal_seeds_print_equal_results(files, capsys):
    words = ["good.jsonl", "same.jsonl", "--measure", "TC"]
    assert compared(capsys, *words, "--seed", "4") == compared(capsys, *words, "--seed", "4")


@pytest.mark.parametrize(
    ("words", "systems"),
    [
        (["good.jsonl", "bad.jsonl"], {"good": [96.67], "bad": [10.0]}),
        (["ours=good.jsonl,same.jsonl", "bad.jsonl"], {"ours": [96.67, 93.33], "bad": [10.0]}),
        (["ours=good.jsonl", "bad.jsonl", "ours=same.jsonl"], {"ours": [96.67, 93.33], "bad": [10.0]}),
        # two files of one name: their folders tell them apart
        (["x/run.predictions.jsonl.gz", "y/run.jsonl"], {"x/run": [100.0], "y/run": [0.0]}),
        (["run=bad.jsonl", "y/run.jsonl"], {"run": [10.0], "y/run": [0.0]}),
        # a name of a file may hold what else would part names and files
        (["a=1,b=2.jsonl", "two=a=1,b=2.jsonl"], {"a=1,b=2": [50.0], "two": [50.0]}),
        (["folder", "bad.jsonl"], {"folder": [100.0], "bad": [10.0]}),
    ],
)
def test_which_file_is_which_system(files, words, systems, capsys):
    write(files / "x/run.predictions.jsonl.gz", 30)
    write(files / "y/run.jsonl", 0)
    write(files / "a=1,b=2.jsonl", 15)
    (files / "folder").mkdir()
    save_articles(GOLD, files / "folder", "brat")
    (found,) = compared(capsys, *words, "--measure", "TC")["measures"]
    assert {system["system"]: system["seeds"] for system in found["systems"]} == systems
    assert [system["system"] for system in found["systems"]] == list(systems)


def test_a_measure_without_gold(files, capsys):
    planned = [article.with_events([replace(LEFT, modality="planned")]) for article in GOLD]
    save_articles(planned, files / "gold.jsonl")
    assert main(["compare", "gold.jsonl", "good.jsonl", "bad.jsonl", "--measure", "occurred-tuple"]) == 0
    assert "\nnothing in gold for occurred-tuple: no pairs to compare\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["good.jsonl"], "only one system, 'good': give two or more to compare"),
        (["a=good.jsonl", "a=bad.jsonl"], "only one system, 'a': give two or more to compare"),
        (["good.jsonl", "nope.jsonl"], "nope.jsonl: no such file or folder"),
        (["good.jsonl", "x="], "'x=' is no system: expected FILE, NAME=FILE or NAME=FILE1,FILE2"),
        (["good.jsonl", "x=bad.jsonl,"], "'x=bad.jsonl,' is no system: expected FILE"),
        (["good.jsonl", "=bad.jsonl"], "'=bad.jsonl' is no system: expected FILE"),
        (["good.jsonl", "./good.jsonl"], "good.jsonl: there are two systems '"),
        (
            ["x=bad.jsonl,bad.jsonl", "good.jsonl"],
            "system 'x': bad.jsonl is given twice; its seeds are different files",
        ),
        (["good.jsonl", "bad.jsonl", "--measure", "tupel"], "setting 'e2e': unknown measure 'tupel'; did you mean"),
        (["good.jsonl", "bad.jsonl", "--setting", "e2"], "unknown setting 'e2'; did you mean 'e2e'?"),
        (["good.jsonl", "bad.jsonl", "--match", "exakt"], "unknown match"),
        (
            ["good.jsonl", "bad.jsonl", "--measure", "TI", "--setting", "gold-trigger"],
            "setting 'gold-trigger': unknown",
        ),
    ],
)
def test_what_is_refused(files, words, said, capsys):
    assert main(["compare", "gold.jsonl", *words]) == 2
    printed = capsys.readouterr()
    assert printed.err.startswith(said)
    assert printed.out == ""


def test_a_wrong_prediction_is_named_with_its_file(files, capsys):
    save_articles([replace(GOLD[0], id="a99")], files / "strange.jsonl")
    assert main(["compare", "gold.jsonl", "good.jsonl", "strange.jsonl"]) == 2
    assert "\nstrange.jsonl:1: predicted article 'a99': is not in gold" in capsys.readouterr().err


@pytest.mark.parametrize(("option", "value"), [("--resamples", "0"), ("--seed", "-1")])
def test_numbers_out_of_range(files, option, value, capsys):
    assert main(["compare", "gold.jsonl", "good.jsonl", "bad.jsonl", option, value]) == 2
    assert f"Invalid value for '{option}'" in capsys.readouterr().err


def test_help_teaches_with_an_example(capsys):
    assert main(["compare", "--help"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "Example: actbank compare gold.jsonl lexicon.jsonl ours=seed1.jsonl,seed2.jsonl,seed3.jsonl" in shown


def test_it_loads_nothing_heavy(files):
    call = "from actbank.cli import main; main(['compare', 'gold.jsonl', 'good.jsonl', 'bad.jsonl'])"
    code = f"{call}\nimport sys\nprint([name for name in ('torch', 'scipy', 'transformers') if name in sys.modules])"
    done = tiny.run_python("-c", code)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "[]"
