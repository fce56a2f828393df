"""``actbank score`` on predictions of outside systems: words, misfits, confidences."""

from __future__ import annotations

import json

import pytest

from actbank.cli import main
from actbank.corpora.corpus import load_corpus
from actbank.formats import save_articles
from actbank.runs.predictions import write_predictions
from actbank.schema import Argument, Article, Event, Span

TEXT = "Mali left the pact. Niger left, too."
GOLD = [
    Article(
        "a",
        TEXT,
        events=(
            Event("e1", "WITHDRAW", Span(5, 9), (Argument("actor", Span(0, 4)), Argument("target", Span(10, 18)))),
            Event("e2", "WITHDRAW", Span(26, 30), (Argument("actor", Span(20, 25)),)),
        ),
    ),
    Article("b", TEXT, events=()),
]
GENERATED = {
    "id": "a",
    "events": [
        {
            "type": "WITHDRAW",
            "trigger": {"text": "left"},
            "arguments": [{"role": "actor", "text": "mali", "score": 0.5}, {"role": "place", "text": "Ostia"}],
            "score": 0.75,
        },
        {"type": "WITHDRAW", "trigger": {"text": "Left"}, "arguments": [{"role": "actor", "text": "Niger"}]},
    ],
}
STRAY = {"id": "c", "events": [{"type": "JOIN", "trigger": {"text": "joined"}}]}


@pytest.fixture
def files(tmp_path):
    save_articles(GOLD, tmp_path / "gold.jsonl")

    def write(*rows):
        (tmp_path / "p.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
        return [str(tmp_path / "gold.jsonl"), str(tmp_path / "p.jsonl")]

    return write


def test_generated_events_are_scored_by_their_words(files, capsys):
    assert main(["score", *files(GENERATED), "--json"]) == 0
    scores = json.loads(capsys.readouterr().out)
    counts = {name: [scores["measures"][name][key] for key in ("tp", "fp", "fn")] for name in ("TC", "AC+")}
    assert counts == {"TC": [2, 0, 0], "AC+": [2, 1, 1]}  # by hand: Ostia is made up, the pact is missed
    assert scores["expressions"] == {"given": 5, "absent": 1, "hallucination_rate": 20.0}
    assert "misfits" not in scores


@pytest.mark.parametrize("kind", [[], ["--md"], ["--latex"]])
def test_the_hallucination_rate_is_in_every_kind_of_table(files, capsys, kind):
    assert main(["score", *files(GENERATED), *kind]) == 0
    (heading,) = [line for line in capsys.readouterr().out.splitlines() if "hallucination" in line]
    assert "by words" in heading
    assert main(["score", *files({"id": "a", "events": []}), *kind]) == 0
    assert "hallucination" not in capsys.readouterr().out


def test_stored_predictions_are_a_file_of_predictions(files, tmp_path, capsys):
    gold, _ = files()
    write_predictions(tmp_path / "stored.jsonl.gz", GOLD, {"a": GOLD[0].events})
    assert main(["score", gold, str(tmp_path / "stored.jsonl.gz"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["measures"]["AC+"]["f1"] == 100.0


def test_everything_wrong_is_listed_and_refused(files, capsys):
    far = {
        "id": "b",
        "events": [{"type": "JOIN", "trigger": {"span": [5, 50]}}, {"type": "JOIN", "trigger": {"text": ""}}],
    }
    arguments = files(GENERATED, {"id": "d"}, {"ids": "e"}, STRAY, far)
    assert main(["score", *arguments]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    where = arguments[1].replace("\\", "/")
    assert printed.err.splitlines() == [
        "6 problems found",
        f"{where}:3: unknown key 'ids', expected one of id, events, text, sha256, date, lang, source, title, story, "
        "metadata, entities, nearest id",
        f"{where}:2: predicted article 'd': has no events, expected events, or an empty list of events",
        f"{where}:2: predicted article 'd': is not in gold, expected the id of a gold article",
        f"{where}:4: predicted article 'c': is not in gold, expected the id of a gold article",
        f"{where}:5: predicted article 'b', event 'p1': trigger (5, 50), expected end <= 36",
        f"{where}:5: predicted article 'b', event 'p2': trigger has neither span nor words, "
        'expected "span" or "text"',
    ]


def test_lenient_counts_misfits_as_wrong_and_says_each(files, capsys):
    arguments = files(GENERATED, STRAY)
    assert main(["score", *arguments, "--lenient", "--json"]) == 0
    printed = capsys.readouterr()
    assert printed.err.splitlines() == [
        f"{arguments[1]}:2: predicted article 'c': is not in gold, expected the id of a gold article"
    ]
    scores = json.loads(printed.out)
    assert scores["misfits"] == printed.err.splitlines()
    assert [scores["measures"]["TC"][key] for key in ("tp", "fp", "fn")] == [2, 1, 0]
    assert scores["signature"].endswith("|n:2|lenient:yes")
    assert scores["articles"] == 2


def test_lines_that_cannot_be_read_are_never_let_pass(files, capsys):
    assert main(["score", *files(STRAY, {"ids": "e"}), "--lenient"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 2  # how many, and the line


def test_calibration_is_printed_and_plotted(files, tmp_path, capsys):
    plot = tmp_path / "plots" / "p.svg"
    assert main(["score", *files(GENERATED), "--calibration", str(plot), "--md"]) == 0
    printed = capsys.readouterr()
    assert printed.err == f"{plot}\n"
    assert plot.read_text(encoding="utf-8").startswith("<svg ")
    # by hand: of two right events one has the score 0.75, of right arguments one 0.5
    rows = [line.strip("| ").split(" | ") for line in printed.out.splitlines()]
    assert ["events", "1", "100.00", "75.00", "25.00", "25.00", "0.0625", "0.00"] in rows
    assert ["arguments", "1", "100.00", "50.00", "50.00", "50.00", "0.2500", "0.00"] in rows


def test_calibration_in_json_and_as_a_folder(files, tmp_path, capsys):
    assert main(["score", *files(GENERATED), "--calibration", str(tmp_path / "plots"), "--json"]) == 0
    printed = capsys.readouterr()
    assert len(printed.err.splitlines()) == 3
    calibration = json.loads(printed.out)["calibration"]
    assert (calibration["events"]["scored"], calibration["events"]["unscored"]) == (1, 1)
    assert calibration["events"]["ece"] == 0.25
    assert calibration["polarity"] == {
        **{"scored": 0, "unscored": 0, "mean_score": None, "accuracy": None, "ece": None, "ece_equal_width": None},
        **{"brier": None, "aurc": None, "bins": []},
    }


@pytest.mark.parametrize(
    ("name", "row", "said"),
    [
        ("p.png", GENERATED, "p.png: plots are written to a file ending in .svg or .html, or to a folder"),
        ("p.svg", {"id": "a", "events": []}, "p.svg: no prediction has a score, so there is nothing to plot"),
        (
            "p.svg",
            {"id": "a", "events": [{"type": "JOIN", "score": 7}]},
            "1 problem found\npredicted article 'a', event 'p1': score 7.0, expected a probability, from 0 to 1",
        ),
    ],
)
def test_what_cannot_be_plotted(files, tmp_path, capsys, name, row, said):
    assert main(["score", *files(row), "--calibration", str(tmp_path / name)]) == 2
    printed = capsys.readouterr()
    assert printed.err.strip().removeprefix(f"{tmp_path}/") == said
    assert printed.out == ""
    assert not (tmp_path / name).exists()


def test_gold_may_be_a_split_of_a_corpus(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    articles = load_corpus("news").articles("hard")
    save_articles(articles, tmp_path / "copied.jsonl")
    assert main(["score", "news/hard", "copied.jsonl", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["articles"], shown["measures"]["AC+"]["f1"]) == (len(articles), 100.0)
    assert main(["score", "news/tset", "copied.jsonl"]) == 2
    assert "has no articles in split 'tset'; it has: train" in capsys.readouterr().err
