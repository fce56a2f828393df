"""Where a problem stands: the file and line that a value cannot know."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import TypeVar

from actbank.problems import DataError, Findings, Problem

Row = TypeVar("Row")
Value = TypeVar("Value")


def placed(error: DataError, where: str) -> list[Problem]:
    """Return the problems of ``error`` with ``where`` (``"file:line"``) in front of their own places."""
    return [replace(p, where=f"{where}: {p.where}" if p.where else where) for p in error.problems]


def remember(problems: list[Problem], article: str, where: str, events: Mapping[str, str] | None = None) -> None:
    """Keep the places of an article and its events, if the list of problems can (`Findings`)."""
    if isinstance(problems, Findings):
        problems.remember(article, where)
        for event, place in (events or {}).items():
            problems.remember(article, place, event)


@contextmanager
def placing(where: str) -> Iterator[None]:
    """Put ``where`` in front of the places of problems that are raised inside."""
    try:
        yield
    except DataError as error:
        raise DataError(placed(error, where)) from None


def collect(build: Callable[[Row], Value], rows: Iterable[Row], wrong: list[Problem]) -> list[Value]:
    """Return what ``build`` makes of the rows; the problems of those that it refuses are appended to ``wrong``."""
    built = []
    for row in rows:
        try:
            built.append(build(row))
        except DataError as error:
            wrong.extend(error.problems)
    return built
