"""Expressions given by their words: where a text has them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actbank.formats.expressions import Expressions, places
from actbank.schema import Span

TEXT = "Mali left. The Prime\nMinister of Mali, Mali's pm, left; mali-based staff left MALI."


@pytest.mark.parametrize(
    ("words", "expected"),
    [  # offsets are those that `grep -bo WORD` prints for TEXT on one line
        ("Mali", [(0, 4), (33, 37), (39, 43)]),
        ("left", [(5, 9), (50, 54), (73, 77)]),
        ("mali", [(56, 60)]),
        ("MALI", [(78, 82)]),
        ("mAlI", [(0, 4), (33, 37), (39, 43), (56, 60), (78, 82)]),
        ("PM", [(46, 48)]),
        ("prime minister", [(15, 29)]),
        ("Prime  Minister", [(15, 29)]),
        ("ali", []),
        ("Ostia", []),
        (".", [(9, 10), (82, 83)]),
        ("left.", [(5, 10)]),
    ],
)
def test_places_by_hand(words, expected):
    assert [(span.start, span.end) for span in places(TEXT, words)] == expected


def test_places_that_share_letters_are_all_found():
    assert places("na na na", "na na") == [Span(0, 5), Span(3, 8)]
    assert places("na\nna na", "NA NA") == [Span(0, 5), Span(3, 8)]


def test_a_special_character_is_itself():
    assert places("It cost $5 (or so).", "$5 (OR") == [Span(8, 14)]


def brute(text, words):
    """Every stretch of the text on the edges of words that reads the same, else the same but for case and space."""
    wordlike = str.isalnum
    stretches = [
        Span(start, end)
        for start in range(len(text))
        for end in range(start + 1, len(text) + 1)
        if not (start and wordlike(text[start - 1]) and wordlike(text[start]))
        and not (end < len(text) and wordlike(text[end - 1]) and wordlike(text[end]))
    ]
    exact = [span for span in stretches if span.of(text) == words]
    plain = " ".join(words.lower().split())
    bare = [span for span in stretches if span.of(text) == span.of(text).strip()]
    return exact or [span for span in bare if " ".join(span.of(text).lower().split()) == plain]


@settings(max_examples=400, deadline=None, derandomize=True)
@given(st.text("aAbB. \n", max_size=12), st.text("aAb. ", min_size=1, max_size=4).map(str.strip).filter(bool))
def test_places_by_brute_force(text, words):
    assert places(text, words) == brute(text, words)


def test_triggers_of_one_type_take_one_place_after_the_other():
    found = Expressions(TEXT)
    spans = [found.trigger("left", kind) for kind in ("WITHDRAW", "WITHDRAW", "JOIN", "WITHDRAW", "WITHDRAW")]
    first, second, third = Span(5, 9), Span(50, 54), Span(73, 77)
    assert spans == [first, second, first, third, third]  # the fourth has no place of its own left
    assert (found.given, found.absent) == (5, 0)


def test_a_place_that_is_taken_is_passed_over():
    found = Expressions(TEXT)
    found.take("WITHDRAW", Span(5, 9))
    assert found.trigger("Left", "WITHDRAW") == Span(50, 54)


@pytest.mark.parametrize(
    ("near", "expected"),
    [
        (Span(5, 9), Span(0, 4)),
        (Span(44, 45), Span(39, 43)),
        (Span(30, 32), Span(33, 37)),
        (Span(18, 19), Span(0, 4)),  # 14 characters to either side
        (None, Span(0, 4)),
        (Span(90, 95), Span(0, 4)),  # a trigger that is not in the text is near nothing
    ],
)
def test_the_nearest_place(near, expected):
    assert Expressions(TEXT).nearest("Mali", near) == expected


def test_what_the_text_does_not_have_stands_after_it():
    found = Expressions("Mali left.")
    assert found.nearest("Ostia", Span(5, 9)) == Span(11, 16)
    assert found.trigger("quit", "WITHDRAW") == Span(17, 21)
    assert found.nearest("Ostia", None) == Span(11, 16)
    assert found.longer.text == "Mali left.\nOstia\nquit"
    assert (found.given, found.absent) == (3, 3)


def test_the_next_place():
    found = Expressions(TEXT)
    assert [found.after("left", end) for end in (0, 5, 6, 73, 74)] == [
        *(Span(5, 9), Span(5, 9), Span(50, 54)),
        *(Span(73, 77), None),
    ]
    assert (found.given, found.absent) == (5, 0)
