"""Quotes: whole words, the occurrence that is meant, against brute force over every code point."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actbank.formats.quotes import Quote, closest_words, locate, occurrences, parse_quote, write_quote
from actbank.problems import DataError
from actbank.schema import Span
from strategies import spans, texts

# few characters, so that words come often, overlap and touch; "é" stands composed and as "e" with a combining mark
CROWDED = st.text("ab_1 .e\u0301é\n👩\u200d", max_size=30)


def words_of(text: str) -> list[set[int]]:
    """The offsets of each word: a run of letters, digits, "_" and what combines with them."""
    return [set(range(*found.span())) for found in re.finditer(r"[ab_1eé\u0301]+", text)]


def whole(text: str, words: str) -> list[int]:
    """Every start of ``words`` in ``text`` that cuts no word in two, by trying all."""
    starts = []
    for start in range(len(text) - len(words) + 1):
        inside = set(range(start, start + len(words)))
        ends = ({start - 1, start}, {start + len(words) - 1, start + len(words)})
        cut = any(edge <= word for edge in ends for word in words_of(text))
        if text[start : start + len(words)] == words and not cut and inside:
            starts.append(start)
    return starts


@settings(max_examples=300, deadline=None, derandomize=True)
@given(CROWDED, st.data())
def test_occurrences_are_those_of_whole_words(text, data):
    some = spans(text).map(lambda span: span.of(text)) if text else st.nothing()
    words = data.draw(some | st.text("ab .", max_size=3))
    assert occurrences(text, words) == whole(text, words)


@pytest.mark.parametrize(
    ("text", "words", "starts"),
    [
        ("a b a", "a", [0, 4]),
        ("a a a", "a a", [0, 2]),  # they may overlap
        ("aa a", "a", [3]),
        ("snake_case snake", "snake", [11]),
        ("R2D2 2", "2", [5]),
        ("cafe\u0301 cafe", "cafe", [6]),  # a combining mark belongs to its letter
        ("कि क", "क", [3]),  # also one with a width of its own
        ("العلم علم", "علم", [6]),
        ("it's its", "it", [0]),  # an apostrophe ends a word
        ("No! No?", "No", [0, 4]),
        ("x.y", ".", [1]),
        ("a  b", " ", [1, 2]),
        ("", "a", []),
        ("a", "", []),
    ],
)
def test_occurrences_by_hand(text, words, starts):
    assert occurrences(text, words) == starts


def gap(start: int, length: int, near: Span) -> int:
    """How many code points lie between the two, by trying all pairs."""
    between = min(abs(one - other) for one in range(start, start + length) for other in range(near.start, near.end))
    return max(0, between - 1)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(CROWDED.filter(bool), st.data())
def test_the_nearest_occurrence_is_meant_and_a_tie_is_refused(text, data):
    near = data.draw(spans(text))
    words = data.draw(st.sampled_from([*sorted({text[i : i + n] for i in range(len(text)) for n in (1, 2)})]))
    starts = whole(text, words)
    gaps = sorted((gap(start, len(words), near), start) for start in starts)
    if len(gaps) > 1 and gaps[0][0] == gaps[1][0]:
        with pytest.raises(DataError, match="equally near to the trigger"):
            locate(text, Quote(words), near)
    elif gaps:
        assert locate(text, Quote(words), near) == Span(gaps[0][1], gaps[0][1] + len(words))
    else:
        with pytest.raises(DataError, match=r"occurs only inside longer words"):
            locate(text, Quote(words), near)


@pytest.mark.parametrize(
    ("near", "start"),
    [
        # "he" at 0, 9 and 22
        (Span(3, 7), 0),  # 1 code point between against 2
        (Span(12, 16), 9),  # 1 against 6
        (Span(17, 21), 22),  # 6 against 1
        (Span(9, 11), 9),
        (Span(21, 24), 22),
    ],
)
def test_the_nearest_occurrence_by_hand(near, start):
    text = "he said, he left when he"
    assert locate(text, Quote("he"), near) == Span(start, start + 2)


def test_a_single_occurrence_is_meant_however_far_it_is():
    assert locate("x" + " y" * 500 + " z", Quote("x"), Span(1000, 1001)) == Span(0, 1)


@pytest.mark.parametrize(
    ("source", "quote"),
    [
        ('"said"', Quote("said")),
        ('"said"#2', Quote("said", nth=2)),
        ('"said"@17', Quote("said", offset=17)),
        ('"said"~"he said so"', Quote("said", context="he said so")),
        (r'"a \"b\" \\ \n \u00e9"', Quote('a "b" \\ \n é')),
        (r'"\""~"say \"no\""', Quote('"', context='say "no"')),
        ('"a\tb"', Quote("a\tb")),
        ('""', Quote("")),
    ],
)
def test_parse_quote(source, quote):
    assert parse_quote(source) == quote


@pytest.mark.parametrize(
    "source", ["said", '"said', 'said"', '"said"#', '"said"#-1', '"said"@x', '"said"~he', '"said"~"he', '"a" "b"', ""]
)
def test_what_is_no_quote(source):
    with pytest.raises(ValueError, match="is not a quote") as caught:
        parse_quote(source)
    assert str(caught.value) == f"{source} is not a quote"


@pytest.mark.parametrize(
    ("quote", "span"),
    [
        (Quote("left", nth=1), Span(3, 7)),
        (Quote("left", nth=2), Span(13, 17)),
        (Quote("eft", offset=14), Span(14, 17)),
        (Quote("left", context="She left"), Span(13, 17)),
        (Quote("She left", context="She left"), Span(9, 17)),
        (Quote("He"), Span(0, 2)),
    ],
)
def test_locate_by_hand(quote, span):
    assert locate("He left. She left.", quote) == span


@settings(max_examples=300, deadline=None, derandomize=True)
@given(CROWDED | texts(), st.data())
def test_every_span_can_be_quoted_and_found_again(text, data):
    if not text:
        return
    span = data.draw(spans(text))
    near = data.draw(st.none() | spans(text))
    assert locate(text, parse_quote(write_quote(text, span)), near) == span


@pytest.mark.parametrize(
    ("text", "span", "quote"),
    [
        ("He left. She left.", Span(3, 7), '"left"#1'),
        ("He left. She left.", Span(9, 12), '"She"'),
        ("He left. She left.", Span(10, 12), '"he"@10'),
        ('a "b"\nc', Span(2, 7), r'"\"b\"\nc"'),
        ("مالي", Span(0, 4), '"مالي"'),
    ],
)
def test_write_quote_by_hand(text, span, quote):
    assert write_quote(text, span) == quote


@pytest.mark.parametrize(
    ("text", "words", "close"),
    [
        ("Mali left the pact.", "leaft the", '"left the"'),
        ("Mali left the pact.", "MALI LEFT", '"Mali left"'),
        ("Mali left the pact.", "Mali  left", '"Mali left"'),
        ("Mali left the pact.", "Mali left the pact and its friends", ""),
        ("Mali left the pact.", "zzz", ""),
        ("", "x", ""),
    ],
)
def test_closest_words(text, words, close):
    assert closest_words(text, words) == close
