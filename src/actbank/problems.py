"""What can be wrong with data, said so that a person can mend it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: the place, what it is, what was expected, and the nearest right answer."""

    where: str
    what: str
    expected: str = ""
    nearest: str = ""

    def __str__(self) -> str:
        """Return ``where: what, expected ..., nearest ...``."""
        parts = [f"{self.where}: {self.what}"]
        if self.expected:
            parts.append(f"expected {self.expected}")
        if self.nearest:
            parts.append(f"nearest {self.nearest}")
        return ", ".join(parts)


class Findings(list[Problem]):
    """A list of problems that also remembers where each event was read, so that later checks can say ``file:line``."""

    def __init__(self, problems: Iterable[Problem] = ()) -> None:
        """Begin with some problems."""
        super().__init__(problems)
        self._places: dict[tuple[str, str | None], str] = {}

    def remember(self, article: str, where: str, event: str | None = None) -> None:
        """Keep the place of an article, or of one of its events, by id."""
        self._places[article, event] = where

    def place(self, article: str, event: str | None = None) -> str:
        """Return ``file:line`` and the id, or the ids alone when the place is not known."""
        where = self._places.get((article, event)) or self._places.get((article, None))
        name = f"article {article!r}" if event is None else f"article {article!r}, event {event!r}"
        return f"{where}: {name}" if where else name


class ActBankError(Exception):
    """Anything that a user can mend; the commands print its text without a traceback."""


class DataError(ActBankError):
    """Raised with every problem that was found, never only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems and make them the error's text."""
        self.problems = tuple(problems)
        count = len(self.problems)
        lines = [f"{count} problem{'s' if count != 1 else ''} found"]
        super().__init__("\n".join(lines + [str(problem) for problem in self.problems]))


class UnknownName(ActBankError, LookupError):
    """Raised when a name is not in a table; the text holds the nearest names."""


def nearest(name: str, names: Iterable[str]) -> str:
    """Return the closest of ``names`` to ``name``, or ``""`` when none resembles it."""
    table = {candidate.casefold(): candidate for candidate in sorted(names)}
    close = difflib.get_close_matches(name.casefold(), table, n=1, cutoff=0.5)
    return table[close[0]] if close else ""


def unknown_name(kind: str, name: str, names: Sequence[str], where: str = "") -> UnknownName:
    """Return the error for a ``name`` that is not among ``names``."""
    place = f"{where}: " if where else ""
    close = nearest(name, names)
    hint = f"; did you mean {close!r}?" if close else "."
    return UnknownName(f"{place}unknown {kind} {name!r}{hint} Known: {', '.join(sorted(names))}")
