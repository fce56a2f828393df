"""What a system said: names in messages, and a text that grows at its end."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from actbank.predicted import LongerText, Predicted
from actbank.schema import Span


def test_a_place_has_the_file_if_there_is_one():
    assert Predicted("a").place == "predicted article 'a'"
    assert Predicted("a", where="p.jsonl:3").place == "p.jsonl:3: predicted article 'a'"


def test_lines_by_hand():
    longer = LongerText("Mali left.")
    assert (longer.place("Ostia"), longer.place("Niger"), longer.place("Ostia")) == (
        Span(11, 16),
        Span(17, 22),
        Span(11, 16),
    )
    assert longer.text == "Mali left.\nOstia\nNiger"
    assert longer.lines == ["Mali left.", "Ostia", "Niger"]


def test_a_key_tells_equal_words_apart():
    longer = LongerText("")
    assert (longer.place("?", 1), longer.place("?", 2), longer.place("?", 1)) == (Span(1, 2), Span(3, 4), Span(1, 2))
    assert longer.text == "\n?\n?"


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.text("ab\n", max_size=5), st.lists(st.text("ab c", min_size=1, max_size=4), max_size=6))
def test_every_expression_stands_where_it_was_placed(text, expressions):
    longer = LongerText(text)
    spans = [longer.place(words) for words in expressions]
    assert [span.of(longer.text) for span in spans] == expressions
    assert longer.text.startswith(text)
    assert all(span.start > len(text) for span in spans)
    assert len(set(spans)) == len(set(expressions))
