"""One article's gold and predicted events side by side, as the measures see them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from actbank.metrics.align import Pair, align
from actbank.metrics.keys import EventKey, event_keys
from actbank.metrics.matching import reading
from actbank.schema import Event

TUPLE_ROLES = ("actor", "target", "time")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Gold and predicted events with their alignment; ``roles`` are those that the measure ``tuple`` looks at."""

    gold: tuple[EventKey, ...]
    predicted: tuple[EventKey, ...]
    aligned: tuple[Pair, ...]
    roles: frozenset[str]

    @classmethod
    def of(cls, gold: Sequence[EventKey], predicted: Sequence[EventKey], roles: Collection[str]) -> Comparison:
        """Return the comparison of two lists of events; aligns them."""
        return cls(tuple(gold), tuple(predicted), align(gold, predicted), frozenset(roles))

    @property
    def unpaired(self) -> tuple[list[EventKey], list[EventKey]]:
        """The gold events and the predicted events that no event of the other side answers."""
        left, right = {pair[0] for pair in self.aligned}, {pair[1] for pair in self.aligned}
        missed = [event for index, event in enumerate(self.gold) if index not in left]
        return missed, [event for index, event in enumerate(self.predicted) if index not in right]

    @property
    def pairs(self) -> list[tuple[EventKey, EventKey]]:
        """The aligned events: (gold, predicted)."""
        return [(self.gold[left], self.predicted[right]) for left, right in self.aligned]

    def occurred(self) -> Comparison:
        """Return the comparison of the events that are positive and actual on each side, aligned anew."""
        gold = [event for event in self.gold if event.occurred]
        predicted = [event for event in self.predicted if event.occurred]
        if len(gold) == len(self.gold) and len(predicted) == len(self.predicted):
            return self
        return Comparison.of(gold, predicted, self.roles)


def compare(
    text: str,
    gold: Sequence[Event],
    predicted: Sequence[Event],
    roles: Collection[str] = TUPLE_ROLES,
    match: str = "exact",
) -> Comparison:
    """Return the comparison of an article's gold events with the predicted ones; spans are those of ``text``."""
    read = reading(match, text, gold, predicted)
    return Comparison.of(event_keys(read.gold, gold), event_keys(read.predicted, predicted), roles)
