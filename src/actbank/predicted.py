"""What a system said about an article: its events, what it made up, and what cannot be placed at all."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from actbank.problems import Problem
from actbank.schema import Event, Span


@dataclass(frozen=True, slots=True)
class Misfit:
    """Events that cannot be compared with gold for one cause, and every reason why.

    The events hold what it takes to count them as wrong; their spans tell equal expressions apart, no more.
    """

    problems: tuple[Problem, ...]
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Predicted:
    """The events that a system gave for one article, placed in the gold text.

    ``events`` is ``None`` when it gave no list of them. ``text`` is the text that it says they are about, ``""`` when
    it does not say. ``where`` is the place this was read from, for messages. ``invented`` are the expressions that the
    text does not have; they stand after it, a line each, and spans may point to them. Of ``expressions`` that were
    given by their words, ``absent`` are not in the text.
    """

    id: str
    events: tuple[Event, ...] | None = ()
    text: str = ""
    where: str = ""
    invented: tuple[str, ...] = ()
    expressions: int = 0
    absent: int = 0
    misfits: tuple[Misfit, ...] = ()

    @property
    def place(self) -> str:
        """Where the article was read, and its id."""
        name = f"predicted article {self.id!r}"
        return f"{self.where}: {name}" if self.where else name


class LongerText:
    """A text with more lines at its end, one for each expression that it does not have."""

    def __init__(self, text: str) -> None:
        """Begin with the text alone."""
        self.lines = [text]
        self._end = len(text)
        self._spans: dict[Hashable, Span] = {}

    @property
    def text(self) -> str:
        """The text and its further lines."""
        return "\n".join(self.lines)

    def place(self, words: str, key: Hashable = None) -> Span:
        """Return the span of an expression; those of an equal ``key`` (else of equal words) share their line."""
        key = words if key is None else key
        if key not in self._spans:
            start = self._end + 1
            self._end = start + len(words)
            self._spans[key] = Span(start, self._end)
            self.lines.append(words)
        return self._spans[key]
