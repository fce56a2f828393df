"""What becomes of the hits of one measure under another that asks for more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from actbank.metrics.comparison import Comparison
from actbank.metrics.keys import EventKey

Keys = Callable[[tuple[EventKey, ...]], Iterable[tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class _View:
    """What a measure compares: the beginning of a key, each copy or distinct ones."""

    keys: Keys
    length: int
    distinct: bool

    def hits(self, comparison: Comparison) -> Counter[tuple[Any, ...]]:
        """Return how often each key is found in one article."""
        gold, predicted = (
            Counter(key[: self.length] for key in self.keys(events))
            for events in (comparison.gold, comparison.predicted)
        )
        both = gold & predicted
        return Counter(both.keys()) if self.distinct else both


def _trigger_keys(events: tuple[EventKey, ...]) -> Iterator[tuple[Any, ...]]:
    return ((event.trigger, event.type) for event in events if event.trigger)


def _argument_keys(events: tuple[EventKey, ...]) -> Iterator[tuple[Any, ...]]:
    return ((event.type, filler, role, event.trigger) for event in events for role, filler in event.arguments)


def _role_keys(events: tuple[EventKey, ...]) -> Iterator[tuple[Any, ...]]:
    return ((role, filler, event.type, event.trigger) for event in events for role, filler in event.arguments)


_VIEWS = {
    "TI": _View(_trigger_keys, 1, False),
    "TC": _View(_trigger_keys, 2, False),
    "AI": _View(_argument_keys, 2, True),
    "AC": _View(_argument_keys, 3, True),
    "AC+": _View(_argument_keys, 4, False),
    "role and filler": _View(_role_keys, 2, True),
    "attached": _View(_role_keys, 4, False),
}


def narrowed(compared: Iterable[Comparison], one: str, other: str) -> tuple[int, int, int]:
    """Return what becomes of the hits of a measure under one that asks for more.

    The hits of the first, how many of them the second does not have, and how many the second has besides, because it
    counts several times what the first counts once: the second has the first number, less the second, and the third.

    Args:
        compared: The articles.
        one: TI, TC, AI, AC, AC+, ``role and filler`` (distinct in an article) or ``attached`` (at type and trigger).
        other: One that asks for more than ``one``.
    """
    hits = lost = gained = 0
    coarse, fine = _VIEWS[one], _VIEWS[other]
    for comparison in compared:
        before, after = coarse.hits(comparison), Counter[tuple[Any, ...]]()
        for key, copies in fine.hits(comparison).items():
            after[key[: coarse.length]] += copies
        hits += before.total()
        lost += (before - after).total()
        gained += (after - before).total()
    return hits, lost, gained
