"""``actbank extract`` with an extractor of fixed answers: what it reads, what it prints, what it refuses."""

from __future__ import annotations

import csv
import io
import json
import sys
from dataclasses import replace

import pytest

from actbank.cli import main
from actbank.event_table.rows import COLUMNS
from actbank.extract import EventExtractor
from actbank.formats import load_articles, save_articles
from actbank.ontology import Ontology
from actbank.schema import Argument, Article, Entity, Event, Span

TEXT = 'Ostia said Norland,\n"left" on Monday. Kelvia stayed.'
#       0     6    11       20     27         38
EVENTS = (
    Event(
        "e1",
        "STATE",
        Span(6, 10),
        (Argument("actor", Span(0, 5)), Argument("content", event="e2")),
        "positive",
        "actual",
        score=0.98765,
    ),
    Event(
        "e2",
        "WITHDRAW",
        Span(21, 25),
        (Argument("actor", Span(11, 18)), Argument("time", Span(27, 36))),
        "positive",
        "planned",
        score=0.5,
    ),
    Event("e3", "JOIN", Span(45, 51), (Argument("actor", Span(38, 44)),), "negative", "actual"),
)


class Fixed:
    """Finds the events of TEXT and nothing in any other text; tells how many articles it has read."""

    ontology = Ontology("fixed", "1", {}, {})

    def __init__(self):
        self.read = []

    def predict(self, articles):
        for article in articles:
            self.read.append(article)
            yield EVENTS if article.text == TEXT else ()


@pytest.fixture
def fixed(monkeypatch):
    stub = Fixed()
    monkeypatch.setattr(EventExtractor, "from_pretrained", classmethod(lambda cls, _: cls(stub)))
    return stub


def put(file, content=TEXT):
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode())
    return str(file)


def extract(capsys, *arguments):
    """Return what the verb prints to stdout, with actors as they stand in the text."""
    assert main(["extract", "--no-actors", *arguments]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    return printed.out


def test_csv_by_hand(fixed, tmp_path, capsys):
    out = extract(capsys, put(tmp_path / "n.txt"), "--format", "csv", "--date", "2024-01-29")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == 3
    coded = ("sentence", "action_start", "action_end", "actor_name", "target_country")
    assert {key: value for key, value in rows[0].items() if value and key not in coded} == {
        "article_id": "n",
        "date": "2024-01-29",
        "event_id": "e1",
        "event_type": "STATE",
        "action": "said",
        "actor": "Ostia",
        "content": "e2",
        "polarity": "positive",
        "modality": "actual",
        "occurred": "True",
        "score": "0.988",
    }
    assert [(row["action_start"], row["action_end"]) for row in rows] == [("6", "10"), ("21", "25"), ("45", "51")]
    assert [row["occurred"] for row in rows] == ["True", "False", "False"]
    assert rows[2]["score"] == ""
    assert rows[2]["sentence"] == "Kelvia stayed."


def test_jsonl_reads_back(fixed, tmp_path, capsys):
    out = extract(capsys, put(tmp_path / "n.txt"), put(tmp_path / "other.txt", "Nothing."), "--format", "jsonl")
    again = load_articles(put(tmp_path / "out.jsonl", out))
    assert again == [Article("n", TEXT, events=EVENTS), Article("other", "Nothing.", events=())]
    assert [event.score for event in again[0].events] == [0.98765, 0.5, None]


def test_table_by_hand(fixed, tmp_path, capsys):
    out = extract(capsys, put(tmp_path / "n.txt"), put(tmp_path / "o.txt", "x"))
    lines = [" ".join(line.split()) for line in out.splitlines()]
    assert lines == [
        "n: 3 events, 1 asserted to have happened",
        "who did what to whom when about happened?",
        lines[2],
        "e2 Norland WITHDRAW (left) on Monday planned",
        "e3 Kelvia JOIN (stayed) no",
        "o: 0 events, 0 asserted to have happened",
    ]
    assert lines[2].startswith("e1 Ostia STATE (said)")
    assert lines[2].endswith("yes")


def test_brackets_in_a_text_are_words(fixed, tmp_path, capsys, monkeypatch):
    text = "[red]Ostia[/red] said"
    events = (Event("e1", "STATE", Span(17, 21), (Argument("actor", Span(0, 16)),)),)
    monkeypatch.setattr(fixed, "predict", lambda articles: (events for _ in articles))
    out = extract(capsys, put(tmp_path / "[bold]n.txt", text))
    assert "[red]Ostia[/red]" in out
    assert "[bold]n: 1 events" in out


def test_only_what_occurred_without_links_to_the_rest(fixed, tmp_path, capsys):
    out = extract(capsys, put(tmp_path / "n.txt"), "--format", "jsonl", "--occurred-only")
    (article,) = load_articles(put(tmp_path / "out.jsonl", out))
    assert article.events == (replace(EVENTS[0], arguments=(Argument("actor", Span(0, 5)),)),)


def test_folders_files_and_annotated_articles_in_the_order_given(fixed, tmp_path, capsys):
    put(tmp_path / "texts" / "b" / "2.txt")
    put(tmp_path / "texts" / "a.txt")
    gold = Article("gold", TEXT, "2020-01-01", events=(), entities=(Entity("m", "Mali"),), metadata={"k": "v"})
    save_articles([gold], tmp_path / "gold.evt")
    save_articles([Article("j1", TEXT), Article("j2", TEXT)], tmp_path / "more.jsonl.gz")
    sources = [str(tmp_path / name) for name in ("gold.evt", "texts", "more.jsonl.gz")]
    out = extract(capsys, *sources, "--format", "jsonl", "--date", "2024-01-29")
    found = load_articles(put(tmp_path / "out.jsonl", out))
    assert [(article.id, article.date) for article in found] == [
        ("gold", "2020-01-01"),
        *((name, "2024-01-29") for name in ("a", "b/2", "j1", "j2")),
    ]
    # published on a Wednesday; a planned act on Monday lies ahead
    actor, when = EVENTS[1].arguments
    planned = replace(EVENTS[1], arguments=(actor, replace(when, value="2020-01-06")))
    assert found[0] == gold.with_events((EVENTS[0], planned, EVENTS[2]))


def test_jsonl_from_stdin(fixed, capsys, monkeypatch, tmp_path):
    lines = "".join(json.dumps({"id": name, "text": TEXT}) + "\n" for name in ("s1", "s2"))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines.encode())))
    out = extract(capsys, "-", "--jsonl", "--format", "jsonl")
    assert [article.id for article in load_articles(put(tmp_path / "out.jsonl", out))] == ["s1", "s2"]


def test_output_goes_to_a_file_in_a_new_folder(fixed, tmp_path, capsys):
    file = tmp_path / "new" / "events.csv"
    assert extract(capsys, put(tmp_path / "n.txt"), "--format", "csv", "--output", str(file)) == ""
    assert file.read_bytes().count(b"\n") == 1 + 3  # no event has a line break in its cells
    assert file.read_bytes().startswith(b"article_id,date,event_id,")


def refused(capsys, *arguments):
    """Return the words with which the verb ends with status 2."""
    assert main(["extract", *arguments]) == 2
    return capsys.readouterr().err


def test_a_missing_file_is_named(fixed, tmp_path, capsys):
    missing = str(tmp_path / "no.txt")
    assert refused(capsys, missing) == f"{missing}: no such file or folder\n"


def test_broken_articles_are_all_named_after_the_rest(fixed, tmp_path, capsys):
    lines = '{"id": "a", "text": "x"}\n{"id": 3}\n{"id": "b", "text": "x"}\nnot json\n'
    file = put(tmp_path / "in.jsonl", lines)
    assert main(["extract", file, "--format", "jsonl"]) == 2
    printed = capsys.readouterr()
    assert [json.loads(line)["id"] for line in printed.out.splitlines()] == ["a", "b"]
    assert printed.err.startswith("2 problems found\n")
    assert f"{file}:2: " in printed.err
    assert f"{file}:4: " in printed.err


def test_a_format_that_is_not_there_is_refused_before_anything_is_read(tmp_path, capsys):
    said = refused(capsys, str(tmp_path / "no.txt"), "--format", "xml")
    assert said == "unknown format 'xml'. Known: brat, csv, jsonl, parquet, table\n"


def test_a_folder_without_a_model_is_refused(tmp_path, capsys):
    said = refused(capsys, put(tmp_path / "n.txt"), "--model", str(tmp_path))
    assert said == f"{tmp_path}: no model here (no config.json). `actbank train` writes one to its output folder.\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Missing argument"),
        (["-", "--modle", "x"], "No such option: --modle"),
    ],
)
def test_a_wrong_call_is_status_2(arguments, said, capsys):
    assert said in refused(capsys, *arguments)


def test_actors_are_coded(tmp_path, capsys, monkeypatch):
    text = "France accused Russian hackers. Paris denied it."
    events = (Event("e1", "ACCUSE", Span(7, 14), (Argument("actor", Span(0, 6)), Argument("target", Span(15, 30)))),)
    monkeypatch.setattr(Fixed, "predict", lambda self, articles: (events for _ in articles))
    monkeypatch.setattr(EventExtractor, "from_pretrained", classmethod(lambda cls, _: cls(Fixed())))
    assert main(["extract", put(tmp_path / "n.txt", text), "--format", "csv"]) == 0
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert (row["actor"], row["actor_name"], row["actor_country"]) == ("France", "France", "FRA")
    assert (row["target"], row["target_country"]) == ("Russian hackers", "RUS")
