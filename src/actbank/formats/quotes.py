"""Words quoted from a text, and the span they mean: the part of the authoring format that replaces counting."""

from __future__ import annotations

import difflib
import json
import re
import unicodedata
from dataclasses import dataclass

from actbank.problems import DataError, Problem
from actbank.schema import Span

STRING = r'"(?:[^"\\]|\\.)*"'
QUOTE = rf"{STRING}(?:\#\d+|@\d+|~{STRING})?"
_PARTS = re.compile(rf"({STRING})(?:\#(\d+)|@(\d+)|~({STRING}))?")


@dataclass(frozen=True, slots=True)
class Quote:
    """Quoted words and what tells their occurrences apart: the n-th, an offset, or words around them."""

    words: str
    nth: int | None = None
    offset: int | None = None
    context: str | None = None


def unescape(string: str) -> str:
    r"""Return the text of a double-quoted string with JSON escapes (``"a \"b\""``).

    Raises:
        ValueError: an escape that JSON does not have.
    """
    return str(json.loads(string, strict=False))


def parse_quote(source: str) -> Quote:
    """Return the quote written as ``"words"``, ``"words"#2``, ``"words"@17`` or ``"words"~"more words around"``.

    Raises:
        ValueError: ``source`` is not a quote.
    """
    found = _PARTS.fullmatch(source)
    if not found:
        raise ValueError(f"{source} is not a quote")
    words, nth, offset, context = found.groups()
    return Quote(
        unescape(words),
        int(nth) if nth else None,
        int(offset) if offset else None,
        unescape(context) if context else None,
    )


def occurrences(text: str, words: str) -> list[int]:
    """Return the starts of ``words`` in ``text`` where they do not begin or end inside a word."""
    starts = []
    at = text.find(words) if words else -1
    while at >= 0:
        if _on_edges(text, at, at + len(words)):
            starts.append(at)
        at = text.find(words, at + 1)
    return starts


def _on_edges(text: str, start: int, end: int) -> bool:
    inside = start > 0 and _wordlike(text[start - 1]) and _wordlike(text[start])
    return not inside and not (end < len(text) and _wordlike(text[end - 1]) and _wordlike(text[end]))


def _wordlike(character: str) -> bool:
    return character.isalnum() or character == "_" or unicodedata.category(character).startswith("M")


def locate(text: str, quote: Quote, near: Span | None = None) -> Span:
    """Return the span that a quote means.

    Args:
        text: The article's text.
        quote: What was quoted.
        near: Where to look first when the words occur several times and the quote does not say which.

    Raises:
        DataError: the words do not occur, or several occurrences are meant equally.
    """
    if quote.offset is not None:
        return _at_offset(text, quote)
    if quote.context is not None:
        return _in_context(text, quote)
    starts = occurrences(text, quote.words)
    if not starts:
        raise _absent(text, quote.words)
    if quote.nth is not None:
        return _nth(quote, starts)
    if len(starts) > 1:
        starts = [_nearest_start(text, quote.words, starts, near)]
    return Span(starts[0], starts[0] + len(quote.words))


def _at_offset(text: str, quote: Quote) -> Span:
    start = quote.offset or 0
    found = text[start : start + len(quote.words)]
    if found != quote.words or not quote.words:
        close = ", ".join(f"@{at}" for at in _raw_occurrences(text, quote.words)[:3])
        raise _problem(f"{_show(quote.words)} is not at offset {start}", f"there stands {_show(found)}", close)
    return Span(start, start + len(quote.words))


def _raw_occurrences(text: str, words: str) -> list[int]:
    return [found.start() for found in re.finditer(f"(?={re.escape(words)})", text)] if words else []


def _in_context(text: str, quote: Quote) -> Span:
    context = quote.context or ""
    places = occurrences(text, context)
    if not places:
        raise _absent(text, context)
    if len(places) > 1:
        raise _problem(f"the words around, {_show(context)}, occur {len(places)} times", "words that occur once")
    inside = [at for at in occurrences(text, quote.words) if _within(at, quote.words, places[0], context)]
    if len(inside) != 1:
        what = f"{_show(quote.words)} occurs {len(inside)} times as whole words in {_show(context)}"
        raise _problem(what, "exactly one")
    return Span(inside[0], inside[0] + len(quote.words))


def _within(at: int, words: str, start: int, context: str) -> bool:
    return start <= at and at + len(words) <= start + len(context)


def _nth(quote: Quote, starts: list[int]) -> Span:
    nth = quote.nth or 0
    if not 1 <= nth <= len(starts):
        raise _problem(f"{_show(quote.words)}#{nth}", f"#1 to #{len(starts)}")
    start = starts[nth - 1]
    return Span(start, start + len(quote.words))


def _nearest_start(text: str, words: str, starts: list[int], near: Span | None) -> int:
    choices = "; ".join(f"#{n} {_around(text, at, words)}" for n, at in enumerate(starts, 1))
    if near is None:
        raise _problem(f"{_show(words)} occurs {len(starts)} times", f'#n or ~"words around": {choices}')
    gaps = sorted((_gap(Span(at, at + len(words)), near), at) for at in starts)
    if gaps[0][0] == gaps[1][0]:
        raise _problem(f"two occurrences of {_show(words)} are equally near to the trigger", f"#n: {choices}")
    return gaps[0][1]


def _gap(one: Span, other: Span) -> int:
    return max(0, one.start - other.end, other.start - one.end)


def _around(text: str, at: int, words: str) -> str:
    return _show(text[max(0, at - 15) : at + len(words) + 15])


def _show(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)


def _problem(what: str, expected: str, close: str = "") -> DataError:
    return DataError([Problem("quote", what, expected, close)])


def _absent(text: str, words: str) -> DataError:
    if not words:
        return _problem("empty quote", "words of the text")
    if raw := _raw_occurrences(text, words):
        return _problem(f"{_show(words)} occurs only inside longer words", "whole words, or @offset", f"@{raw[0]}")
    return _problem(f"{_show(words)} does not occur in the text", "exact words", closest_words(text, words))


def closest_words(text: str, words: str) -> str:
    """Return the stretch of ``text`` that looks most like ``words``, quoted, or ``""``."""
    tokens = [(found.start(), found.end()) for found in re.finditer(r"\S+", text)]
    length = max(1, len(words.split()))
    stretches = {text[tokens[i][0] : tokens[i + length - 1][1]] for i in range(len(tokens) - length + 1)}
    lowered = {stretch.casefold(): stretch for stretch in sorted(stretches)}
    close = difflib.get_close_matches(words.casefold(), lowered, n=1, cutoff=0.6)
    return _show(lowered[close[0]]) if close else ""


def write_quote(text: str, span: Span) -> str:
    """Return a quote that `locate` reads back as ``span`` whatever stands nearby."""
    words = span.of(text)
    starts = occurrences(text, words)
    quoted = json.dumps(words, ensure_ascii=False)
    if span.start not in starts:
        return f"{quoted}@{span.start}"
    return quoted if len(starts) == 1 else f"{quoted}#{starts.index(span.start) + 1}"
