"""The events given for one article as events of its text; what is wrong with one of them leaves the others alone."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from msgspec import Raw

from actbank.formats.expressions import Expressions
from actbank.formats.finder import Finder
from actbank.formats.given import GivenEvent
from actbank.formats.placing import collect
from actbank.formats.rebuild import event_of
from actbank.formats.records import decode
from actbank.formats.shell import name_in, shell_of
from actbank.predicted import LongerText, Misfit, Predicted
from actbank.problems import DataError, Problem, nearest
from actbank.schema import Event, Span


@dataclass(frozen=True, slots=True)
class _Row:
    """One event of a line of JSON: its id, given or made up, and as what it was read or why it was not."""

    raw: Raw
    name: str
    given: GivenEvent | None
    problems: tuple[Problem, ...] = ()


def place_events(predicted: Predicted, raws: Sequence[Raw], text: str) -> Predicted:
    """Return a prediction with the events of its line, placed in the gold text.

    Args:
        predicted: What is known of the prediction.
        raws: The JSON of each event.
        text: The text of the gold article.
    """
    rows, expressions, apart = list(_rows(raws)), Expressions(text), LongerText("")
    names = [row.name for row in rows]
    for row in rows:
        _take_trigger(row, expressions)
    events: list[Event] = []
    misfits: list[Misfit] = []
    for row in rows:
        try:
            events.append(_event(row, names, expressions, text))
        except DataError as error:
            problems = tuple(replace(p, where=f"{predicted.place}, {p.where}") for p in error.problems)
            misfits.append(Misfit(problems, (shell_of(_plain(row.raw), row.name, apart),)))
    return replace(
        predicted,
        events=tuple(events),
        invented=tuple(expressions.longer.lines[1:]),
        expressions=expressions.given,
        absent=expressions.absent,
        misfits=tuple(misfits),
    )


def shells_of(raws: Sequence[Raw]) -> tuple[Event, ...]:
    """Return what can be counted of events that no text is known for."""
    apart = LongerText("")
    return tuple(shell_of(_plain(row.raw), row.name, apart) for row in _rows(raws))


def _rows(raws: Sequence[Raw]) -> Iterator[_Row]:
    names = list(_names([_plain(raw) for raw in raws]))
    for raw, name in zip(raws, names, strict=True):
        try:
            yield _Row(raw, name, decode(bytes(raw), GivenEvent))
        except DataError as error:
            yield _Row(raw, name, None, error.problems)


def _names(values: Sequence[Any]) -> Iterator[str]:
    """Yield the id of each event; one that has none, or none that can be an id, gets a free one."""
    given = [name_in(value.get("id")) if isinstance(value, dict) else None for value in values]
    for number, name in enumerate(given, 1):
        free = f"p{number}"
        while free in given:
            free += "_"
        yield name or free


def _plain(raw: Raw) -> Any:
    try:
        return json.loads(bytes(raw))
    except (ValueError, RecursionError):  # numbers and nestings that no event has
        return None


def _take_trigger(row: _Row, expressions: Expressions) -> None:
    """Note a trigger that is given by its offsets: words mean none that is taken."""
    trigger = row.given.trigger if row.given else None
    if row.given and trigger and trigger.span and 0 <= trigger.span[0] < trigger.span[1]:
        expressions.take(row.given.type, Span(*trigger.span))


def _event(row: _Row, names: Sequence[str], expressions: Expressions, text: str) -> Event:
    """Return the event of a row.

    Raises:
        DataError: with everything that is wrong with the event; one that only refers to no event is let pass.
    """
    where, given = f"event {row.name!r}", row.given
    if given is None:
        places = ((problem, f"{where}: {problem.where}" if problem.where else where) for problem in row.problems)
        raise DataError(replace(problem, where=place) for problem, place in places)
    finder = Finder(expressions, text, where)
    record, wrong = finder.record(given, row.name), finder.problems
    events = collect(partial(event_of, text=expressions.longer.text), [record], wrong)
    if wrong:
        raise DataError([*wrong, *_strange_references(given, names, where)])
    return events[0]


def _strange_references(given: GivenEvent, names: Sequence[str], where: str) -> Iterator[Problem]:
    for argument in given.arguments:
        if argument.event is not None and argument.event not in names:
            what, close = f"{argument.role} refers to event {argument.event!r}", nearest(argument.event, names)
            yield Problem(where, what, "an event of the article", close)
