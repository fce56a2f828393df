"""The values everything passes on: what they refuse, in which words, and what counts for equality."""

import copy
import pickle
from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actbank.problems import DataError
from actbank.schema import (
    MODALITIES,
    POLARITIES,
    UNSPECIFIED,
    Argument,
    Article,
    Entity,
    Event,
    Span,
    event_spans,
)
from strategies import articles, everything

BOUNDS = st.integers(0, 12)
SPANS = st.tuples(BOUNDS, BOUNDS).filter(lambda pair: pair[0] < pair[1]).map(lambda pair: Span(*pair))


def problems_of(build) -> list[str]:
    """Return the texts of the problems with which ``build`` is refused."""
    with pytest.raises(DataError) as caught:
        build()
    return [str(problem) for problem in caught.value.problems]


def article(*events: Event, **fields) -> Article:
    return Article(**{"id": "a", "text": "Mali left the pact.", "events": events, **fields})


# --- spans


@pytest.mark.parametrize(("start", "end"), [(0, 0), (3, 3), (4, 3), (-1, 3), (-3, -1)])
def test_a_span_holds_something(start, end):
    assert problems_of(lambda: Span(start, end)) == [f"span: span ({start}, {end}), expected 0 <= start < end"]


def test_a_span_reads_code_points():
    assert Span(2, 4).of("👩a👧bc") == "👧b"


@settings(deadline=None, derandomize=True)
@given(SPANS, SPANS)
def test_overlap_and_containment_are_those_of_the_sets_of_points(one, other):
    points, others = set(range(one.start, one.end)), set(range(other.start, other.end))
    assert one.overlaps(other) == bool(points & others)
    assert one.contains(other) == (points >= others)


def test_spans_sort_in_text_order():
    assert sorted([Span(3, 4), Span(0, 9), Span(0, 2)]) == [Span(0, 2), Span(0, 9), Span(3, 4)]


# --- arguments

ARGUMENTS = [
    (lambda: Argument("actor"), ["argument 'actor': has no filler, expected a span, an event id or an entity id"]),
    (lambda: Argument("actor", value="x"),
     ["argument 'actor': has no filler, expected a span, an event id or an entity id"]),
    (lambda: Argument("actor", Span(0, 1), event="e1"),
     ["argument 'actor': has a span and an event, expected one filler"]),
    (lambda: Argument("", Span(0, 1)), ["argument '': role '', expected a name without spaces"]),
    (lambda: Argument("the actor", Span(0, 1)),
     ["argument 'the actor': role 'the actor', expected a name without spaces"]),
    (lambda: Argument("a\x07", Span(0, 1)), [r"argument 'a\x07': role 'a\x07', expected a name without spaces"]),
    (lambda: Argument("time", Span(0, 1), pieces=(Span(2, 3), Span(5, 6))),
     ["argument 'time': pieces do not begin with the span, expected the span as first piece"]),
    (lambda: Argument("time", entity="x", pieces=(Span(2, 3),)),
     ["argument 'time': pieces do not begin with the span, expected the span as first piece"]),
    (lambda: Argument("time", Span(2, 5), pieces=(Span(2, 5), Span(4, 6))),
     ["argument 'time': pieces (2, 5) and (4, 6), expected text order"]),
    (lambda: Argument("", event="e1", pieces=(Span(4, 6), Span(0, 2))), [
        "argument '': role '', expected a name without spaces",
        "argument '': pieces do not begin with the span, expected the span as first piece",
        "argument '': pieces (4, 6) and (0, 2), expected text order"]),
]  # fmt: skip


@pytest.mark.parametrize(("build", "problems"), ARGUMENTS)
def test_an_argument_is_refused_with_all_that_is_wrong(build, problems):
    assert problems_of(build) == problems


@pytest.mark.parametrize(
    "fields",
    [{"span": Span(0, 4)}, {"event": "e2"}, {"entity": "mali"}, {"span": Span(0, 4), "entity": "mali"},
     {"event": "e2", "entity": "mali"}, {"span": Span(0, 1), "pieces": (Span(0, 1), Span(1, 2))}],
)  # fmt: skip
def test_an_argument_has_one_filler_and_perhaps_an_entity(fields):
    argument = Argument("actor", **fields)
    assert {name: getattr(argument, name) for name in fields} == fields


# --- events

EVENTS = [
    (lambda: Event("", "JOIN"), ["event '': id '', expected a name without spaces"]),
    (lambda: Event("e 1", "JOIN"), ["event 'e 1': id 'e 1', expected a name without spaces"]),
    (lambda: Event("e1", "a\u2028b"), [r"event 'e1': type 'a\u2028b', expected a name without spaces"]),
    (lambda: Event("e1", "JOIN", polarity="positiv"),
     ["event 'e1': polarity 'positiv', expected one of positive, negative, nearest positive"]),
    (lambda: Event("e1", "JOIN", modality="zzz"), [
        "event 'e1': modality 'zzz', expected one of actual, planned, demanded, threatened, possible, conditional, "
        "generic, unasserted"]),
    (lambda: Event("e1", "JOIN", polarity="actual"), ["event 'e1': polarity 'actual', expected one of positive, "
                                                      "negative"]),
    (lambda: Event("e1", "JOIN", extent=(Span(0, 1),)), ["event 'e1': has an extent and no trigger, expected a "
                                                         "trigger"]),
    (lambda: Event("e1", "JOIN", Span(0, 1), extent=(Span(4, 6), Span(5, 7))),
     ["event 'e1': pieces (4, 6) and (5, 7), expected text order"]),
    (lambda: Event("e1", "", polarity="x", modality="planed"), [
        "event 'e1': type '', expected a name without spaces",
        "event 'e1': polarity 'x', expected one of positive, negative",
        "event 'e1': modality 'planed', expected one of actual, planned, demanded, threatened, possible, "
        "conditional, generic, unasserted, nearest planned"]),
]  # fmt: skip


@pytest.mark.parametrize(("build", "problems"), EVENTS)
def test_an_event_is_refused_with_all_that_is_wrong(build, problems):
    assert problems_of(build) == problems


def test_attributes_are_unspecified_when_nobody_says():
    event = Event("e1", "JOIN")
    assert (event.polarity, event.modality, event.occurred) == (UNSPECIFIED, UNSPECIFIED, False)


@pytest.mark.parametrize("polarity", [*POLARITIES, UNSPECIFIED])
@pytest.mark.parametrize("modality", [*MODALITIES, UNSPECIFIED])
def test_only_the_positive_and_actual_occurred(polarity, modality):
    event = Event("e1", "JOIN", polarity=polarity, modality=modality)
    assert event.occurred is ((polarity, modality) == ("positive", "actual"))


def test_arguments_come_in_text_order_and_those_without_a_span_last():
    later, early, longer = (Argument("x", Span(9, 11)), Argument("y", Span(0, 2)), Argument("x", Span(0, 3)))
    event = Event("e1", "JOIN", arguments=(Argument("b", event="e2"), later, Argument("a", entity="z"), longer, early))
    assert [(a.role, a.span, a.event, a.entity) for a in event.arguments] == [
        ("y", Span(0, 2), None, None),
        ("x", Span(0, 3), None, None),
        ("x", Span(9, 11), None, None),
        ("a", None, None, "z"),
        ("b", None, "e2", None),
    ]
    assert event.fillers("x") == (longer, later) and event.fillers("none") == ()


def test_ids_and_scores_are_not_compared_and_everything_else_is():
    event = Event("e1", "JOIN", Span(0, 1), (Argument("actor", Span(2, 3), score=0.5),), score=0.9)
    same = Event("e9", "JOIN", Span(0, 1), (Argument("actor", Span(2, 3)),))
    assert event == same and hash(event) == hash(same)
    changes = [
        {"type": "LEAVE"}, {"trigger": Span(0, 2)}, {"arguments": ()}, {"polarity": "positive"},
        {"modality": "actual"}, {"subtype": "accede"}, {"extent": (Span(0, 1),)}, {"cues": (Span(0, 1),)},
        {"instance": "i"}, {"anaphoric": True},
    ]  # fmt: skip
    assert [change for change in changes if replace(event, **change) == event] == []


def test_the_spans_of_an_event_are_named():
    event = Event(
        "e1",
        "JOIN",
        Span(0, 1),
        (Argument("time", Span(8, 9), pieces=(Span(8, 9), Span(10, 11))), Argument("actor", entity="x")),
        extent=(Span(0, 1), Span(2, 3)),
        cues=(Span(4, 5),),
    )
    assert list(event_spans(event)) == [
        ("trigger", Span(0, 1)),
        ("extent", Span(0, 1)),
        ("extent", Span(2, 3)),
        ("cue", Span(4, 5)),
        ("time", Span(8, 9)),
        ("time", Span(8, 9)),
        ("time", Span(10, 11)),
    ]


# --- articles

WHERE = "article 'a', event 'e1'"
MALI = Entity("mali", "Mali")
ARTICLES = [
    (lambda: article(id=""), ["article '': id, expected a printable name"]),
    (lambda: article(id="a\nb"), [r"article 'a\nb': id, expected a printable name"]),
    (lambda: article(Event("e1", "X", Span(10, 20))), [f"{WHERE}: trigger (10, 20), expected end <= 19"]),
    (lambda: article(Event("e1", "X", Span(0, 1), (Argument("time", Span(19, 20)),), cues=(Span(0, 21),))), [
        f"{WHERE}: cue (0, 21), expected end <= 19", f"{WHERE}: time (19, 20), expected end <= 19"]),
    (lambda: article(Event("e1", "X"), Event("e1", "Y"), Event("e2", "X"), Event("e2", "Y"), Event("e2", "Z")),
     [f"article 'a': event id {name!r} twice, expected unique ids" for name in ("e1", "e2")]),
    (lambda: article(entities=(MALI, Entity("mali", "Republic of Mali"))),
     ["article 'a': entity id 'mali' twice, expected unique ids"]),
    (lambda: article(Event("e1", "X", arguments=(Argument("content", event="e3"),)), Event("e2", "X")),
     [f"{WHERE}: content refers to event 'e3', expected an event of the article, nearest e2"]),
    (lambda: article(Event("e1", "X", arguments=(Argument("content", event="e1"),))),
     [f"{WHERE}: content refers to itself, expected another event"]),
    (lambda: article(Event("e1", "X", arguments=(Argument("actor", entity="malli"),)), entities=(MALI,)),
     [f"{WHERE}: actor refers to entity 'malli', expected an entity line, nearest mali"]),
    (lambda: article(Event("e1", "X", Span(0, 99), (Argument("actor", event="zz"),)), id=""), [
        "article '': id, expected a printable name",
        "article '', event 'e1': actor refers to event 'zz', expected an event of the article",
        "article '', event 'e1': trigger (0, 99), expected end <= 19"]),
]  # fmt: skip


@pytest.mark.parametrize(("build", "problems"), ARTICLES)
def test_an_article_is_refused_with_all_that_is_wrong(build, problems):
    assert problems_of(build) == problems


def test_entity_ids_are_free_where_an_article_has_no_entity_list():
    found = article(Event("e1", "X", arguments=(Argument("actor", entity="anyone"),)))
    assert found.event("e1").arguments[0].entity == "anyone"


def test_two_events_may_refer_to_each_other():
    pair = (
        Event("e1", "X", arguments=(Argument("a", event="e2"),)),
        Event("e2", "X", arguments=(Argument("a", event="e1"),)),
    )
    assert article(*pair).events == pair


def test_an_article_that_nobody_annotated_is_not_one_without_events():
    assert Article("a", "x").events is None
    assert Article("a", "x") != Article("a", "x", events=())
    assert article().with_events(None).events is None
    assert article().with_events(iter([Event("e1", "X")])).events == (Event("e1", "X"),)


def test_with_events_checks_again():
    assert problems_of(lambda: article().with_events([Event("e1", "X", Span(0, 99))])) == [
        f"{WHERE}: trigger (0, 99), expected end <= 19"
    ]


def test_event_by_id():
    found = article(Event("e1", "X"), Event("e2", "Y"))
    assert found.event("e2").type == "Y"
    with pytest.raises(KeyError, match=r"^'e3'$"):
        found.event("e3")
    with pytest.raises(KeyError, match=r"^'e1'$"):
        Article("a", "x").event("e1")


def test_nothing_can_be_changed():
    given = {"topic": "alliances"}
    found = article(Event("e1", "X"), metadata=given)
    given["topic"] = "else"
    assert found.metadata == {"topic": "alliances"}
    with pytest.raises(TypeError):
        found.metadata["topic"] = "else"
    for value, name in [(found, "text"), (found.events[0], "type"), (Span(0, 1), "end"), (MALI, "name")]:
        with pytest.raises(FrozenInstanceError):
            setattr(value, name, "else")


@settings(max_examples=50, deadline=None, derandomize=True)
@given(articles(free=True))
def test_articles_survive_pickle_and_deep_copy_and_hash_by_value(found):
    for again in (pickle.loads(pickle.dumps(found)), copy.deepcopy(found)):
        assert everything(again) == everything(found)
        assert hash(again) == hash(found)
        assert again.metadata == found.metadata and type(again.metadata) is type(found.metadata)
