"""Flat tags: what they hold, what they lose, and which trigger an argument is given to; worked by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actbank.encoding.examples import EncodingLoss
from actbank.encoding.flat import FlatLabels, flat_events, flat_labels, flat_tags
from actbank.encoding.layout import WindowSettings, lay_out
from actbank.ontology import Ontology
from actbank.schema import Argument, Article, Event, Span

TEXT = "Ostia said Kelvia left the pact. Norland denied it on Monday."
ONTOLOGY = Ontology.from_dict(
    {
        "name": "o",
        "version": 1,
        "roles": {"actor": {}, "target": {}, "time": {}, "content": {"fillers": ["event"]}},
        "types": {
            "STATE": {"roles": ["actor", "content"]},
            "LEAVE": {"roles": ["actor", "target", "time"]},
            "DENY": {"roles": ["actor", "content", "time"]},
        },
    }
)


def at(words):
    start = TEXT.index(words)
    return Span(start, start + len(words))


def filled(role, words):
    return Argument(role, at(words))


SAID = Event(
    "e1", "STATE", at("said"), (filled("actor", "Ostia"), Argument("content", event="e2")), "positive", "actual"
)
LEFT = Event("e2", "LEAVE", at("left"), (filled("actor", "Kelvia"), filled("target", "the pact")))
DENIED = Event("e3", "DENY", at("denied"), (filled("actor", "Norland"), filled("time", "on Monday")))
ARTICLE = Article("a", TEXT, events=(SAID, LEFT, DENIED))
LABELS = FlatLabels(
    ("STATE", "LEAVE", "DENY"),
    ("actor", "target", "time"),
    ((True, False, False), (True, True, True), (True, False, True)),
    (True, False, False),
)
# O, then B and I of STATE 1 2, LEAVE 3 4, DENY 5 6, actor 7 8, target 9 10, time 11 12
TAGS = [7, 1, 7, 3, 9, 10, 0, 7, 5, 0, 11, 12, 0]


@pytest.fixture
def layout(tokenizer):
    return lay_out(TEXT, tokenizer, WindowSettings())


def test_labels_are_those_that_training_uses():
    assert flat_labels(ONTOLOGY, [ARTICLE]) == LABELS
    assert FlatLabels.from_dict(LABELS.to_dict()) == LABELS
    assert LABELS.names[:4] == ("O", "B-STATE", "I-STATE", "B-LEAVE") and LABELS.names[-1] == "I-time"


def test_tags_by_hand(layout):
    loss = EncodingLoss()
    assert flat_tags(ARTICLE, layout, LABELS, loss).tolist() == TAGS
    assert str(loss) == "3 events and 6 arguments encoded; lost: 1 links between events"


def test_events_come_back_without_links_and_attributes(layout):
    found = flat_events(np.array(TAGS), np.full(len(TAGS), 0.5), TEXT, layout, LABELS)
    assert [(event.id, event.type, event.trigger, event.polarity) for event in found] == [
        (name, event.type, event.trigger, "unspecified")
        for name, event in zip(("e1", "e2", "e3"), ARTICLE.events, strict=True)
    ]
    assert [[(a.role, a.span) for a in event.arguments] for event in found] == [
        [(a.role, a.span) for a in event.arguments if a.span] for event in ARTICLE.events
    ]
    assert {round(event.score, 9) for event in found} == {0.5}


def test_what_has_no_room_is_counted(layout):
    crossing = Event("e4", "DENY", at("the pact"), (filled("actor", "Kelvia"), filled("time", "left")))
    again = Event("e5", "LEAVE", at("left the"))
    unknown = Event("e6", "JOIN", at("it"))
    loss = EncodingLoss()
    tags = flat_tags(ARTICLE.with_events((*ARTICLE.events, crossing, again, unknown)), layout, LABELS, loss)
    # "left the" begins where "left" does and is longer: it takes both words, "left" and then "the pact" find no room
    assert tags.tolist()[3:6] == [3, 4, 0]
    assert dict(loss.reasons) == {
        "links between events": 1,
        "events without trigger or of unknown type": 1,
        "overlapping triggers": 2,
        "arguments under another tag": 2,  # the target "the pact" and the time "left"
        "arguments shared by events": 1,  # the actor "Kelvia"
    }


def test_an_argument_goes_to_the_nearest_trigger_that_may_have_it(layout):
    # the time stands alone in the first sentence beside STATE, which may have none: LEAVE is the nearest that may
    tags = [11, 1, 0, 3, 9, 0, 0, 7, 5, 0, 0, 0, 0]
    first, second, third = flat_events(np.array(tags), np.ones(len(tags)), TEXT, layout, LABELS)
    assert [argument.role for argument in first.arguments] == []
    assert [argument.role for argument in second.arguments] == ["time", "target"]
    assert [argument.role for argument in third.arguments] == ["actor"]
    # no trigger of its own sentence may have the target: it goes to the other sentence
    tags = [0, 0, 0, 3, 0, 0, 0, 0, 5, 9, 0, 0, 0]
    left, denied = flat_events(np.array(tags), np.ones(len(tags)), TEXT, layout, LABELS)
    assert [argument.role for argument in left.arguments] == ["target"] and denied.arguments == ()
    assert flat_events(np.array([7] + [0] * 12), np.ones(13), TEXT, layout, LABELS) == ()


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.lists(st.integers(0, 12), min_size=13, max_size=13))
def test_any_tags_give_events_inside_the_text(tokenizer, tags):
    layout = lay_out(TEXT, tokenizer, WindowSettings())
    events = flat_events(np.array(tags), np.full(13, 0.9), TEXT, layout, LABELS)
    article = Article("a", TEXT, events=events)
    edges = {word.start for word in layout.words}, {word.end for word in layout.words}
    for event in article.events:
        for span in (event.trigger, *(argument.span for argument in event.arguments)):
            assert span.start in edges[0] and span.end in edges[1]
