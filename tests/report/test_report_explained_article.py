"""The rows of an article on the page of errors, by hand."""

from __future__ import annotations

from actbank.metrics.explain.explanation import explain
from actbank.report.explained_article import explained_article
from actbank.schema import Argument, Article, Event, Span

TEXT = "Mali pulled\nout of the pact on Monday. Paris condemned it and urged Niger to stay."


def span(words):
    start = TEXT.index(words)
    return Span(start, start + len(words))


def event(name, type, trigger, *arguments, modality="actual"):
    made = [
        Argument(role, event=filler) if filler in ("e1", "p1") else Argument(role, span(filler))
        for role, filler in arguments
    ]
    return Event(name, type, span(trigger), tuple(made), "positive", modality)


GOLD = Article(
    "a",
    TEXT,
    events=(
        event("e1", "WITHDRAW", "pulled\nout", ("actor", "Mali"), ("target", "the pact"), ("time", "on Monday")),
        event("e2", "ACCUSE", "condemned", ("actor", "Paris"), ("content", "e1")),
        event("e3", "DEMAND", "urged", ("target", "Niger")),
    ),
)
PREDICTED = (
    event("p1", "SANCTION", "pulled", ("actor", "Mali"), ("object", "the pact"), modality="planned"),
    event("p2", "ACCUSE", "condemned", ("actor", "Paris"), ("content", "p1"), ("target", "Niger")),
    event("p3", "STATE", "stay"),
)


def part():
    explanation = explain([GOLD], {"a": PREDICTED})
    return explained_article(GOLD, PREDICTED, explanation.errors.events, explanation.errors.arguments)


def test_rows_by_hand():
    rows = [
        (row.verdict, row.ids, row.gold_type, row.predicted_type, row.gold, row.predicted, row.happened)
        for row in part().cases
    ]
    assert rows == [
        ("wrong type", "e1 / p1", "WITHDRAW", "SANCTION", "pulled out", "pulled", "yes → planned"),
        ("argument boundary", "e2 / p2", "ACCUSE", "ACCUSE", "condemned", "condemned", "yes"),
        ("missed", "e3", "DEMAND", "", "urged", "", "yes"),
        ("spurious", "p3", "", "STATE", "", "stay", "yes"),
    ]
    assert part().errors == 4


def test_arguments_stand_below_their_events_and_what_two_have_below_both():
    cases = part().cases
    lines = [
        [(a.verdict, a.gold_role, a.predicted_role, a.gold, a.predicted) for a in case.arguments] for case in cases
    ]
    assert lines == [
        [
            ("correct", "actor", "actor", "Mali", "Mali"),
            ("wrong role", "target", "object", "the pact", "the pact"),
            ("missing argument", "time", "", "on Monday", ""),
        ],
        [
            ("argument boundary", "content", "content", "pulled out", "pulled"),
            ("correct", "actor", "actor", "Paris", "Paris"),
            ("wrong event", "target", "target", "Niger", "Niger"),
        ],
        [("wrong event", "target", "target", "Niger", "Niger")],
        [],
    ]
    at_predicted, at_gold = cases[1].arguments[2], cases[2].arguments[0]
    assert at_predicted.number == at_gold.number
    assert at_predicted.note == "gold at DEMAND “urged”"
    assert at_gold.note == "predicted at ACCUSE “condemned”"
    assert {a.note for case in cases for a in case.arguments if a.verdict != "wrong event"} == {""}


def test_every_span_of_both_sides_is_drawn():
    drawn = [(piece.text, piece.style) for row in part().paragraphs for piece in row if piece.cases]
    assert drawn == [
        ("Mali", "filler both"),
        ("pulled", "trigger apart"),
        ("out", "trigger gold"),
        ("the pact", "filler apart"),
        ("on Monday", "filler gold"),
        ("Paris", "filler both"),
        ("condemned", "trigger both"),
        ("urged", "trigger gold"),
        ("Niger", "filler apart"),
        ("stay", "trigger predicted"),
    ]
