"""Marked text: pieces rebuild the text and carry what covers them, for any article; overlaps by hand."""

from __future__ import annotations

from hypothesis import given, settings

from actbank.report.marked_text import Piece, event_lines, paragraphs
from actbank.schema import Argument, Article, Event, Span
from strategies import articles

PINNED = settings(derandomize=True, deadline=None)


def placed(article):
    """Yield each piece with its offset, walking the lines of the text that are not blank."""
    rows = iter(paragraphs(article))
    at = 0
    for line in article.text.split("\n"):
        start = at
        for piece in next(rows) if line.strip() else ():
            yield start, piece
            start += len(piece.text)
        at += len(line) + 1


def covering(article, at):
    """Return, by brute force, the triggers and roles that lie over a code point."""
    events = article.events or ()
    triggers = {event.id for event in events if event.trigger and event.trigger.start <= at < event.trigger.end}
    arguments = [(event.id, argument) for event in events for argument in event.arguments if argument.span]
    roles = {(name, a.role) for name, a in arguments if a.span.start <= at < a.span.end}
    return triggers, roles


@PINNED
@given(articles(free=True))
def test_pieces_rebuild_every_paragraph(article):
    lines = [line for line in article.text.split("\n") if line.strip()]
    assert ["".join(piece.text for piece in row) for row in paragraphs(article)] == lines
    assert all(piece.text for row in paragraphs(article) for piece in row)


@PINNED
@given(articles(free=True))
def test_a_piece_names_all_that_lies_over_each_of_its_code_points(article):
    for start, piece in placed(article):
        assert article.text.startswith(piece.text, start)
        for at in range(start, start + len(piece.text)):
            assert (set(piece.triggers), set(piece.roles)) == covering(article, at)


@PINNED
@given(articles(free=True))
def test_a_trigger_is_named_once_where_it_begins(article):
    begun = [(start, name) for start, piece in placed(article) for name in piece.starts]
    triggers = [(event.trigger.start, event.id) for event in article.events or () if event.trigger]
    visible = [(start, name) for start, name in triggers if not article.text[start].isspace()]
    assert sorted(row for row in begun if row in visible) == sorted(visible)
    assert set(begun) <= set(triggers)


@PINNED
@given(articles(free=True))
def test_every_event_has_a_row(article):
    rows = event_lines(article)
    assert [(row.id, row.type) for row in rows] == [(event.id, event.type) for event in article.events or ()]
    for row, event in zip(rows, article.events or (), strict=True):
        assert row.action == (article.text[event.trigger.start : event.trigger.end] if event.trigger else "")
        assert row.standing == {"yes": "occurred"}.get(row.happened, row.standing)


def piece(text, triggers=(), roles=(), starts=()):
    return Piece(text, tuple(triggers), tuple(roles), tuple(starts))


def test_overlaps_by_hand():
    text = "Mali ended the\nwithdrawal talks."
    #       0    5     11   15         26
    article = Article(
        "a",
        text,
        events=(
            Event("e1", "CONSULT", Span(26, 31), (Argument("topic", Span(11, 25)), Argument("actor", Span(0, 4)))),
            Event("e2", "WITHDRAW", Span(15, 25), (Argument("actor", Span(0, 4)),)),
            Event("e3", "STATE", Span(15, 31), (Argument("content", event="e2"),)),
        ),
    )
    assert paragraphs(article) == [
        [
            piece("Mali", roles=[("e1", "actor"), ("e2", "actor")]),
            piece(" ended "),
            piece("the", roles=[("e1", "topic")]),
        ],
        [
            piece("withdrawal", ["e2", "e3"], [("e1", "topic")], ["e2", "e3"]),
            piece(" ", ["e3"]),
            piece("talks", ["e1", "e3"], starts=["e1"]),
            piece("."),
        ],
    ]


def test_a_trigger_over_a_line_break_is_named_once():
    article = Article("a", "pulled\nout", events=(Event("e1", "WITHDRAW", Span(0, 10)),))
    assert paragraphs(article) == [[piece("pulled", ["e1"], starts=["e1"])], [piece("out", ["e1"])]]


def test_texts_without_anything_to_draw():
    assert paragraphs(Article("a", "")) == []
    assert paragraphs(Article("a", " \n\n")) == []
    assert paragraphs(Article("a", "One.\n\nTwo.\n")) == [[piece("One.")], [piece("Two.")]]


def test_rows_by_hand():
    text = "Mali and Niger left on Monday; Paris denied it."
    article = Article(
        "a",
        text,
        events=(
            Event(
                "e1",
                "WITHDRAW",
                Span(15, 19),
                (
                    Argument("actor", Span(0, 4)),
                    Argument("actor", Span(9, 14)),
                    Argument("time", Span(20, 29), value="2024-01-29"),
                    Argument("target", entity="ecowas"),
                    Argument("object", Span(9, 14)),
                ),
                "positive",
                "actual",
                score=0.875,
            ),
            Event("e2", "DENY", Span(37, 43), (Argument("content", event="e1"),), "negative", "planned"),
            Event("e3", "STATE", None, (), "unspecified", "possible"),
        ),
    )
    first, second, third = event_lines(article)
    assert (first.action, first.happened, first.standing, first.score) == ("left", "yes", "occurred", "0.88")
    assert first.fillers == {
        "actor": "Mali; Niger",
        "target": "ecowas",
        "time": "on Monday",
        "place": "",
        "other": "object: Niger",
    }
    assert (second.fillers["other"], second.happened, second.standing) == (
        "content: left (e1)",
        "not planned",
        "negative",
    )
    assert (third.action, third.happened, third.standing, third.score) == ("", "possible", "open", "")
    (only, *_) = event_lines(article, roles=("object",))
    assert only.fillers == {
        "object": "Niger",
        "other": "actor: Mali; actor: Niger; time: on Monday; target: ecowas",
    }
