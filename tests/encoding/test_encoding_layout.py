"""Layouts: words to tokens and code points to words, against brute force over all words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actbank.encoding.layout import Layout, WindowSettings, lay_out, word_tokens
from actbank.encoding.windows import Window
from actbank.schema import Span
from actbank.segmentation import split_sentences, split_words
from strategies import spans, texts

WIDE = WindowSettings(max_tokens=512, context=64)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(texts(), st.data())
def test_the_words_of_a_span_are_those_it_touches(tokenizer, text, data):
    layout = lay_out(text, tokenizer, WIDE)
    if not text:
        return
    span = data.draw(spans(text))
    first, end = layout.word_range(span)
    assert list(range(first, end)) == [at for at, word in enumerate(layout.words) if word.overlaps(span)]
    if first < end:
        around = layout.span(first, end)
        assert (around.start, around.end) == (layout.words[first].start, layout.words[end - 1].end)
        assert layout.word_range(around) == (first, end)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(texts(), st.integers(20, 60), st.integers(0, 12))
def test_a_layout_covers_the_text(tokenizer, text, max_tokens, context):
    layout = lay_out(text, tokenizer, WindowSettings(max_tokens, context))
    assert list(layout.words) == split_words(text)
    assert len(layout.tokens) == len(layout.words) and all(layout.tokens)
    owned = [word for window in layout.windows for word in range(window.own_start, window.own_end)]
    assert owned == list(range(len(layout.words)))
    for window in layout.windows:
        assert sum(map(len, layout.tokens[window.start : window.end])) <= max_tokens - 2


def test_a_layout_by_hand(tokenizer):
    text = "He left it.\nIt is so, ab."
    layout = lay_out(text, tokenizer, WindowSettings(max_tokens=14, context=2))
    assert [span.of(text) for span in layout.words] == ["He", "left", "it", ".", "It", "is", "so", ",", "ab", "."]
    # "H" and "I" are no pieces of this tokenizer, so their words are one unknown token
    assert [len(tokens) for tokens in layout.tokens] == [1, 4, 2, 1, 1, 2, 2, 1, 2, 1]
    # 14 less 2 special tokens is 12, less 2 * 2 for the context 8: the first sentence has 8, the second 9
    assert layout.windows == (Window(0, 6, 0, 4), Window(3, 10, 4, 9), Window(8, 10, 9, 10))


def test_the_tokens_of_words(tokenizer):
    pieces = [tokenizer.convert_ids_to_tokens(list(row)) for row in word_tokens(["abc", "É", "\u200b", "b"], tokenizer)]
    assert pieces == [["a", "##b", "##c"], ["[UNK]"], ["[UNK]"], ["b"]]
    assert word_tokens([], tokenizer) == []


def test_a_word_of_many_tokens_is_cut_but_keeps_its_place(tokenizer):
    text = f"{'x' * 40} y"
    layout = lay_out(text, tokenizer, WIDE)
    assert [len(tokens) for tokens in layout.tokens] == [16, 1]
    assert layout.words == (Span(0, 40), Span(41, 42))


@pytest.mark.parametrize("text", ["", " \n\t", "\x1c"])
def test_a_text_without_words_has_no_windows(tokenizer, text):
    assert lay_out(text, tokenizer, WIDE) == Layout((), (), ())


def test_windows_end_with_sentences(tokenizer):
    text = "ab cd. " * 30
    layout = lay_out(text, tokenizer, WindowSettings(max_tokens=34, context=4))
    starts = {sentence.start for sentence in split_sentences(text)}
    assert len(layout.windows) > 3
    assert {layout.words[window.own_start].start for window in layout.windows} <= starts
