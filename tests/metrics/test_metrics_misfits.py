"""Misfits: told apart from events of the article, and counted as wrong whatever gold holds."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actbank.metrics.misfits import divide, settle, stand_in
from actbank.metrics.scores import score
from actbank.schema import Argument, Article, Event, Span

TEXT = "Mali left the pact. Niger said so."
ARTICLE = Article("a", TEXT, events=())
FAR = Span(5, 99)
MATCHES = ("exact", "exact+det", "head", "overlap", "text")


def divided(*events, known=()):
    fitting, misfits = divide(ARTICLE, events, known, "p")
    return [event.id for event in fitting], [[str(problem) for problem in misfit.problems] for misfit in misfits]


def test_events_of_the_article_are_all_kept():
    linked = Event("e2", "STATE", Span(26, 30), (Argument("content", event="e1"),), score=0.5)
    assert divided(Event("e1", "WITHDRAW", Span(5, 9)), linked) == (["e1", "e2"], [])
    assert divided() == ([], [])


@pytest.mark.parametrize(
    ("event", "problems"),
    [
        (Event("x", "JOIN", FAR), ["p, event 'x': trigger (5, 99), expected end <= 34"]),
        (
            Event("x", "JOIN", None, (Argument("a", event="e"), Argument("b", event="x"))),
            [
                "p, event 'x': a refers to event 'e', expected an event of the article, nearest e1",
                "p, event 'x': b refers to itself, expected another event",
            ],
        ),
        (Event("x", "JOIN", score=math.nan), ["p, event 'x': score nan, expected a finite number"]),
        (
            Event("x", "JOIN", FAR, (Argument("a", Span(0, 4), score=math.inf),), modality_score=-math.inf),
            [
                "p, event 'x': trigger (5, 99), expected end <= 34",
                "p, event 'x': score -inf, expected a finite number",
                "p, event 'x': score inf, expected a finite number",
            ],
        ),
    ],
)
def test_an_event_that_does_not_fit(event, problems):
    good = Event("e1", "WITHDRAW", Span(5, 9))
    assert divided(good, event) == (["e1"], [problems])


def test_copies_of_an_id_are_misfits_but_for_the_first():
    events = [Event("x", kind, Span(0, 4)) for kind in ("A", "B", "C")]
    fitting, misfits = divide(ARTICLE, events, (), "p")
    assert [event.type for event in fitting] == ["A"]
    assert [[str(problem) for problem in misfit.problems] for misfit in misfits] == [
        ["p: event id 'x' twice, expected unique ids"]
    ] * 2


def test_references_to_events_set_aside_are_no_problem():
    event = Event("x", "STATE", None, (Argument("content", event="gone"),))
    assert divided(event, known=["gone"]) == (["x"], [])
    assert divided(Event("gone", "A"), known=["gone"]) == ([], [["p: event id 'gone' twice, expected unique ids"]])


def test_a_filler_that_was_set_aside_stands_after_the_text():
    event = Event("x", "STATE", Span(26, 30), (Argument("content", event="gone"), Argument("actor", Span(20, 25))))
    article, (settled,) = settle(ARTICLE, [event])
    assert article.text.startswith(TEXT)
    assert settled.fillers("actor") == event.fillers("actor")
    (content,) = settled.fillers("content")
    assert content.event is None
    assert content.span.start > len(TEXT)
    assert settle(ARTICLE, [event, Event("gone", "A")]) == (ARTICLE, (event, Event("gone", "A")))


def test_a_stand_in_keeps_what_is_counted():
    events = [
        Event(
            *("x", "ATTACK", FAR),
            (
                Argument("actor", Span(0, 4), score=0.5),
                Argument("target", Span(2**40, 2**40 + 1)),
                Argument("place", entity="mali"),
                Argument("content", event="none"),
                Argument("time", Span(0, 4), value="2019"),
            ),
            *("positive", "actual"),
            score=math.nan,
        ),
        Event("x", "ATTACK", FAR, (Argument("actor", pieces=(Span(0, 2), Span(3, 4)), span=Span(0, 2)),), score=0.25),
    ]
    article, moved = stand_in("a (misfits)", events)
    assert (article.id, article.events) == ("a (misfits)", ())
    assert article.with_events(moved).events == moved  # they are events of its text
    first, second = moved
    assert (first.type, first.occurred, first.score, second.score) == ("ATTACK", True, None, 0.25)
    assert [argument.role for argument in first.arguments if argument.span is None] == ["place"]
    assert first.trigger == second.trigger
    assert first.fillers("actor")[0].span == first.fillers("time")[0].span
    spans = {argument.span for event in moved for argument in event.arguments if argument.span}
    assert len({*spans, first.trigger}) == 5  # trigger, actor and time, target, content; the two pieces
    assert [argument.value for argument in first.fillers("time")] == ["2019"]


KINDS = st.sampled_from(["JOIN", "DENY"])
PLACES = st.sampled_from([Span(0, 4), Span(5, 9), Span(10, 18), Span(20, 25)])
GOOD = st.tuples(KINDS, PLACES | st.none(), st.lists(PLACES, max_size=2))
BAD = st.tuples(KINDS, st.lists(PLACES, max_size=2), st.sampled_from(["far", "nan", "copy", "self"]))


def good(number, draft):
    kind, trigger, fillers = draft
    return Event(f"g{number}", kind, trigger, tuple(Argument("actor", span) for span in fillers), "positive", "actual")


def bad(number, draft):
    """An event with a trigger and fillers that has one thing wrong with it."""
    kind, fillers, what = draft
    arguments = [Argument("actor", span) for span in fillers]
    name = "g0" if what == "copy" else f"b{number}"
    if what == "self":
        arguments.append(Argument("content", event=name))
    trigger = FAR if what == "far" else Span(5, 9)
    return Event(name, kind, trigger, tuple(arguments), score=math.nan if what == "nan" else None)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(st.lists(GOOD, max_size=3), st.lists(GOOD, max_size=3), st.lists(BAD, max_size=3), st.sampled_from(MATCHES))
def test_misfits_add_false_positives_and_nothing_else(gold, fitting, misfits, match):
    article = ARTICLE.with_events([good(number, draft) for number, draft in enumerate(gold)])
    kept = [good(number, draft) for number, draft in enumerate(fitting or [("JOIN", None, [])])]
    aside = [bad(number, draft) for number, draft in enumerate(misfits)]
    before = score([article], {"a": kept}, match=match)
    after = score([article], {"a": [*kept, *aside]}, match=match, lenient=True)
    more = {
        "TI": len(aside),
        "TC": len(aside),
        "AI+": sum(len(event.arguments) for event in aside),
        "AC+": sum(len(event.arguments) for event in aside),
        "tuple": len(aside),
    }
    for measure, number in more.items():
        one, other = before.counts(measure), after.counts(measure)
        assert (other.tp, other.fp, other.fn) == (one.tp, one.fp + number, one.fn)
    assert len(after.misfits) == len(aside)
    assert after.events["predicted"] == len(kept) + len(aside)
    assert {name: one.table for name, one in after.attributes.items()} == {
        name: one.table for name, one in before.attributes.items()
    }
