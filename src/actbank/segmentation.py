"""Words and sentences with their offsets."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import regex

from actbank.schema import Span

if TYPE_CHECKING:
    from nupunkt import PunktSentenceTokenizer

# \x1c-\x1f are white space to str.strip, which trims the sentences, but not to this \s.
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}_]+|[^\s\x1c-\x1f\p{L}\p{M}\p{N}_]")
_LINE = regex.compile(r"[^\n\r]+")
# Lines above this many characters are cut at spaces first, so that one endless line cannot exhaust memory.
_LONGEST_LINE = 20_000


def split_words(text: str) -> list[Span]:
    """Return the words of a text: runs of letters, marks and digits, and every other visible character on its own.

    A combining mark stays with its letter; nothing but white space is left out.
    """
    return [Span(*found.span()) for found in _WORD.finditer(text)]


@lru_cache(maxsize=1)
def _splitter() -> PunktSentenceTokenizer:
    from nupunkt import PunktSentenceTokenizer, load_default_model

    loaded = load_default_model()
    return loaded if isinstance(loaded, PunktSentenceTokenizer) else PunktSentenceTokenizer(loaded)


def split_sentences(text: str) -> list[Span]:
    """Return the sentences of a text, line by line (a sentence never crosses a line break), without outer spaces."""
    spans = []
    for line in _LINE.finditer(text):
        for start, end in _pieces(line.group()):
            spans.extend(_stripped(text, line.start() + start, line.start() + end))
    return spans


def _pieces(line: str) -> list[tuple[int, int]]:
    pieces = []
    at = 0
    while at < len(line):
        cut = _cut(line, at)
        pieces += [(at + start, at + end) for start, end in _splitter().span_tokenize(line[at:cut])]
        at = cut
    return pieces


def _cut(line: str, start: int) -> int:
    """Return where the piece of a line that begins at ``start`` ends: never inside a word."""
    reach = start + _LONGEST_LINE
    if reach >= len(line):
        return len(line)
    space = line.rfind(" ", start, reach)
    if space < 0:
        space = line.find(" ", reach)
    return len(line) if space < 0 else space + 1


def _stripped(text: str, start: int, end: int) -> list[Span]:
    words = text[start:end]
    left = len(words) - len(words.lstrip())
    right = len(words.rstrip())
    return [Span(start + left, start + right)] if right > left else []
