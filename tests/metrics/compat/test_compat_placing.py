"""From code points to words, and what is lost on the way."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from word_events import TEXT, WORDS, article, event, span

from actbank.metrics.compat.loss import Loss
from actbank.metrics.compat.placing import PlacedEvent, Words, place_articles, place_events
from actbank.problems import DataError
from actbank.schema import Argument, Event, Span
from actbank.segmentation import split_words
from strategies import spans, texts


@st.composite
def texts_with_spans(draw):
    text = draw(texts().filter(bool))
    return text, draw(spans(text))


@settings(max_examples=200, deadline=None, derandomize=True)
@given(texts_with_spans())
def test_the_words_of_a_span_are_those_that_share_a_code_point_with_it(given_text):
    text, where = given_text
    words = split_words(text)
    touching = [number for number, word in enumerate(words) if word.overlaps(where)]
    found = Words(text).place(where)
    assert list(range(*found)) == touching if found else touching == []


@settings(max_examples=200, deadline=None, derandomize=True)
@given(texts_with_spans())
def test_a_span_is_widened_where_its_words_hold_more_than_it(given_text):
    text, where = given_text
    words = Words(text)
    place = words.place(where)
    if place is None:
        assert text[where.start : where.end].strip() == ""
        return
    covered = {at for word in split_words(text)[slice(*place)] for at in range(word.start, word.end)}
    assert words.widens(where, place) == (not covered <= set(range(where.start, where.end)))


@pytest.mark.parametrize(
    ("text", "where", "place", "widened"),
    [
        ("Mali left.", Span(0, 4), (0, 1), False),  # by hand: one word
        ("Mali left.", Span(5, 10), (1, 3), False),  # by hand: a full stop is a word of its own
        ("Mali left.", Span(2, 7), (0, 2), True),  # by hand: ends inside both words
        ("Mali left.", Span(4, 6), (1, 2), True),  # by hand: the space is no word, the letter is in one
        ("Mali left.", Span(4, 5), None, False),  # by hand: nothing but a space
        ("e\u0301tats", Span(0, 1), (0, 1), True),  # by hand: the combining mark stays with its letter
        ("ex-leader", Span(3, 9), (2, 3), False),  # by hand: a hyphen parts words
    ],
)
def test_places_of_spans(text, where, place, widened):
    words = Words(text)
    assert words.place(where) == place
    assert place is None or words.widens(where, place) == widened


def test_events_in_words():
    events = [
        event("e1", "STATE", (1, 3), ("content", "e2"), ("actor", 0)),
        event("e2", "DENY", 5, ("actor", (3, 5)), ("content", "e3")),
        event("e3", "ATTACK", None, ("target", 7)),
    ]
    side = place_events(Words(TEXT), events)
    assert side.events == (
        PlacedEvent("STATE", (1, 3), (("actor", (0, 1)), ("content", (5, 6)))),
        PlacedEvent("DENY", (5, 6), (("actor", (3, 5)),)),
        PlacedEvent("ATTACK", None, (("target", (7, 8)),)),
    )
    # by hand: e3 has no trigger, and so its place in e2 is none either
    assert (side.triggers, side.arguments) == (Loss(unplaced=1), Loss(unplaced=1))


def test_a_filler_in_pieces_is_its_first_piece():
    pieces = (span(2), span(6))
    both = Event("e1", "DENY", span(4), (Argument("target", span=pieces[0], pieces=pieces),))
    side = place_events(Words(TEXT), [both])
    assert side.events[0].arguments == (("target", (2, 3)),)
    assert side.arguments == Loss(cut=1)


def test_an_entity_without_words_has_no_place():
    side = place_events(Words(TEXT), [Event("e1", "DENY", span(4), (Argument("actor", entity="x"),))])
    assert side.events[0].arguments == ()
    assert side.arguments == Loss(unplaced=1)


def test_articles_keep_their_words_and_both_sides():
    gold = event("e1", "DENY", 4)
    (placed,) = place_articles([article(gold)], {})
    assert (placed.words, placed.predicted.events) == (WORDS, ())
    assert placed.gold.events == (PlacedEvent("DENY", (4, 5), ()),)


def test_predictions_for_strange_articles_are_refused():
    with pytest.raises(DataError, match=r"predicted article 'b': is not in gold"):
        place_articles([article()], {"b": ()})


def test_losses_add_up():
    total = Loss(1, 2, 3, 4, 5) + Loss(10, 20, 30, 40, 50)
    assert total.to_dict() == {"unplaced": 11, "repeated": 22, "overlapping": 33, "cut": 44, "widened": 55}
    assert total.left_out == 66
