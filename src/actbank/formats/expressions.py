"""Expressions that are given by their words: where an article has them, or a place past the end of its text.

Whole words are looked for as they stand; where the text does not have them, without regard to case and to the kind and
length of white space.
"""

from __future__ import annotations

import re

from actbank.formats.quotes import occurrences
from actbank.predicted import LongerText
from actbank.schema import Span


def places(text: str, words: str) -> list[Span]:
    """Return the places of whole words in a text, in order: equal ones, or else those that differ in case and space."""
    exact = occurrences(text, words)
    if exact:
        return [Span(at, at + len(words)) for at in exact]
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    found = {match[1] for match in re.finditer(f"(?=({pattern}))", text, re.IGNORECASE)} if pattern else set()
    return sorted(Span(at, at + len(form)) for form in found for at in occurrences(text, form))


class Expressions:
    """The expressions of one article; counts how many are ``given`` by words and ``absent`` from the text."""

    def __init__(self, text: str) -> None:
        """Begin with the article's text."""
        self.longer = LongerText(text)
        self.given = 0
        self.absent = 0
        self._text = text
        self._places: dict[str, list[Span]] = {}
        self._taken: set[tuple[str, Span]] = set()

    def take(self, kind: str, trigger: Span) -> None:
        """Note that an event of this type has its trigger there."""
        self._taken.add((kind, trigger))

    def trigger(self, words: str, kind: str) -> Span:
        """Return the first place of the words that is no trigger of this type yet, or else the last one."""
        found = self._find(words)
        free = (span for span in found if (kind, span) not in self._taken)
        trigger = next(free, None) or (found[-1] if found else self.longer.place(words))
        self.take(kind, trigger)
        return trigger

    def nearest(self, words: str, near: Span | None) -> Span:
        """Return the place of the words nearest to a trigger; the first one where the text has no trigger."""
        found = self._find(words)
        if not found:
            return self.longer.place(words)
        if near is None or near.end > len(self._text):
            return found[0]
        return min(found, key=lambda span: (_gap(span, near), span))

    def after(self, words: str, end: int) -> Span | None:
        """Return the first place of the words that does not begin before ``end``, if there is one."""
        return next((span for span in self._find(words) if span.start >= end), None)

    def _find(self, words: str) -> list[Span]:
        if words not in self._places:
            self._places[words] = places(self._text, words)
        self.given += 1
        self.absent += not self._places[words]
        return self._places[words]


def _gap(one: Span, other: Span) -> int:
    return max(0, one.start - other.end, other.start - one.end)
