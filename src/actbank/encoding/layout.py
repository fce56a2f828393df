"""How an article falls into words, tokens, sentences and windows for one tokenizer."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from actbank.encoding.windows import Window, cut_windows
from actbank.schema import Span
from actbank.segmentation import split_sentences, split_words

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

# A word of more tokens (a long address, say) is cut down to this many; its offsets stay whole.
_MOST_TOKENS_A_WORD = 16


@dataclass(frozen=True, slots=True)
class WindowSettings:
    """``max_tokens``: tokens of a window with special tokens; ``context``: tokens kept for neighbours on each side."""

    max_tokens: int = 384
    context: int = 64


@dataclass(frozen=True, slots=True)
class Layout:
    """The words of a text, the token ids of each word, and the windows over the words."""

    words: tuple[Span, ...]
    tokens: tuple[tuple[int, ...], ...]
    windows: tuple[Window, ...]

    def word_range(self, span: Span) -> tuple[int, int]:
        """Return ``(first, last + 1)`` of the words that touch a span of code points; equal when it touches none."""
        first = bisect_right(self.words, span.start, key=lambda word: word.end)
        return first, max(first, bisect_left(self.words, span.end, key=lambda word: word.start))

    def span(self, first: int, end: int) -> Span:
        """Return the code points from word ``first`` to before word ``end``."""
        return Span(self.words[first].start, self.words[end - 1].end)


def lay_out(text: str, tokenizer: PreTrainedTokenizerBase, settings: WindowSettings) -> Layout:
    """Return the layout of a text.

    Args:
        text: The article's text.
        tokenizer: A fast tokenizer; each word is tokenized with a space before it.
        settings: Size and overlap of windows.
    """
    words = split_words(text)
    tokens = word_tokens([span.of(text) for span in words], tokenizer)
    starts = [word.start for word in words]
    edges = [bisect_left(starts, sentence.start) for sentence in split_sentences(text)]
    bounds = sorted({0, *edges, len(words)})
    sentences = list(pairwise(bounds))
    special = tokenizer.num_special_tokens_to_add()
    windows = cut_windows([len(t) for t in tokens], sentences, settings.max_tokens - special, settings.context)
    return Layout(tuple(words), tuple(tokens), tuple(windows))


def word_tokens(words: list[str], tokenizer: PreTrainedTokenizerBase) -> list[tuple[int, ...]]:
    """Return the token ids of each word, without special tokens; a word that has none gets the unknown token."""
    if not words:
        return []
    encoded = tokenizer(words, is_split_into_words=True, add_special_tokens=False, verbose=False)
    ids: list[list[int]] = [[] for _ in words]
    for token, word in zip(encoded["input_ids"], encoded.word_ids(), strict=True):
        ids[word].append(token)
    unknown = tokenizer.unk_token_id if tokenizer.unk_token_id is not None else tokenizer.pad_token_id
    return [tuple(row[:_MOST_TOKENS_A_WORD]) if row else (unknown,) for row in ids]
