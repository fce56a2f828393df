"""Events as a table: rows by hand, which events are wanted, and every file read back by somebody else's library."""

import csv

import pyarrow.parquet
import pytest

from actbank.event_table.rows import COLUMNS, rows
from actbank.event_table.selection import Selection
from actbank.event_table.writers import writer_for
from actbank.formats import load_articles
from actbank.ontology import Ontology
from actbank.problems import ActBankError, UnknownName
from actbank.schema import Argument, Article, Entity, Event, Span

TEXT = "Ostia and Kelvia said they left in May."
STATE = Event(
    "e1",
    "STATE",
    Span(17, 21),
    (
        Argument("actor", Span(0, 5), entity="ostia", score=0.91234),
        Argument("actor", Span(10, 16), entity="kelvia", score=0.5),
        Argument("content", event="e2", score=0.8),
    ),
    "positive",
    "actual",
    score=0.98765,
    polarity_score=0.9999,
    modality_score=0.6,
)
LEAVE = Event(
    "e2",
    "WITHDRAW",
    Span(27, 31),
    (Argument("actor", Span(22, 26)), Argument("time", Span(32, 38), value="2024-05", score=0.7)),
    "negative",
    "planned",
    score=0.4,
)
ARTICLE = Article(
    "a", TEXT, "2024-06-01", entities=(Entity("ostia", "Ostia", "OST", "GOV"), Entity("kelvia", "Kelvia", None, "GOV"))
).with_events((STATE, LEAVE))


def test_rows_by_hand():
    first, second = rows(ARTICLE)
    assert tuple(first) == tuple(second) == COLUMNS
    assert {name: value for name, value in first.items() if value is not None} == {
        "article_id": "a",
        "date": "2024-06-01",
        "event_id": "e1",
        "event_type": "STATE",
        "action": "said",
        "actor": "Ostia; Kelvia",
        "content": "e2",
        "polarity": "positive",
        "modality": "actual",
        "occurred": True,
        "actor_name": "Ostia; Kelvia",
        "actor_country": "OST",
        "actor_sector": "GOV",
        "score": 0.988,
        "actor_score": 0.5,
        "polarity_score": 1.0,
        "modality_score": 0.6,
        "sentence": TEXT,
        "action_start": 17,
        "action_end": 21,
    }
    assert (second["time"], second["time_value"], second["time_score"], second["occurred"]) == (
        *("in May", "2024-05", 0.7, False),
    )


@pytest.mark.parametrize(
    ("selection", "kept"),
    [
        (Selection(), ["e1", "e2"]),
        (Selection(occurred=True), ["e1"]),
        (Selection(types=("WITHDRAW", "JOIN")), ["e2"]),
        (Selection(least=0.4), ["e1", "e2"]),
        (Selection(least=0.41), ["e1"]),
        (Selection(types=("WITHDRAW",), occurred=True), []),
    ],
)
def test_which_events_are_wanted(selection, kept):
    found = selection.of(ARTICLE)
    assert [event.id for event in found.events] == kept
    links = [argument.event for event in found.events for argument in event.arguments if argument.event]
    assert set(links) <= set(kept)


def test_an_event_without_a_score_is_wanted_at_any_confidence():
    assert Selection(least=1.0).wants(Event("e", "X"))


def test_what_cannot_be_selected_is_refused():
    ontology = Ontology.observed([ARTICLE])
    with pytest.raises(UnknownName, match="unknown event type 'WITHDRAWAL'; did you mean 'WITHDRAW'"):
        Selection(types=("WITHDRAWAL",)).check(ontology)
    with pytest.raises(ActBankError, match="a number from 0 to 1"):
        Selection(least=90).check(ontology)


def test_csv_and_parquet_hold_the_same_rows(tmp_path):
    for name in ("events.csv", "events.parquet"):
        writer_for(None, tmp_path / "new" / name)([ARTICLE, Article("b", "x", events=())], tmp_path / "new" / name)
    table = pyarrow.parquet.read_table(tmp_path / "new" / "events.parquet").to_pylist()
    assert table == list(rows(ARTICLE))
    with (tmp_path / "new" / "events.csv").open(encoding="utf-8", newline="") as lines:
        assert list(csv.DictReader(lines)) == [
            {name: "" if value is None else str(value) for name, value in row.items()} for row in rows(ARTICLE)
        ]


@pytest.mark.parametrize(("format", "name"), [("brat", "folder"), (None, "events.jsonl")])
def test_articles_come_back_whole(tmp_path, format, name):
    writer_for(format, tmp_path / name)([ARTICLE], tmp_path / name)
    assert load_articles(tmp_path / name) == [ARTICLE]


def test_a_format_of_files_needs_a_file():
    with pytest.raises(ActBankError, match="format 'parquet' needs --output"):
        writer_for("parquet", None)
