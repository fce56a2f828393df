"""Which predicted event is the same as which gold event, also where type or trigger is wrong.

The pairs are those of the alignment, but for pairs whose triggers share no code point: such events have arguments in
common and are two different ones. What is left on either side is paired by an optimal assignment of overlapping
triggers: most pairs, then equal types, equal triggers, shared code points, shared arguments.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from actbank.metrics.align import Pair
from actbank.metrics.comparison import Comparison
from actbank.metrics.explain.leftovers import Likeness, pair_left
from actbank.metrics.keys import EventKey
from actbank.metrics.matching import Place


@dataclass(frozen=True, slots=True)
class Partners:
    """A gold event and the predicted one that is the same, or an event alone; ``left`` and ``right`` are indices."""

    left: int | None
    gold: EventKey | None
    right: int | None
    predicted: EventKey | None

    @property
    def alone(self) -> bool:
        """Whether one side has no event."""
        return self.gold is None or self.predicted is None

    @property
    def order(self) -> tuple[Any, ...]:
        """A sort key by offset first; only pairs that no measure can tell apart share it."""
        gold, predicted = (() if event is None else event.order for event in (self.gold, self.predicted))
        return gold or predicted, self.gold is None, predicted


def find_partners(comparison: Comparison) -> list[Partners]:
    """Return every gold and every predicted event of an article once, in text order.

    Which events are partners does not depend on the order of either side.
    """
    kept = [pair for pair in comparison.aligned if _may_stay(comparison, pair)]
    kept += _by_trigger(comparison, kept)
    lefts, rights = {left for left, _ in kept}, {right for _, right in kept}
    found = [Partners(left, comparison.gold[left], right, comparison.predicted[right]) for left, right in kept]
    found += [Partners(at, event, None, None) for at, event in enumerate(comparison.gold) if at not in lefts]
    found += [Partners(None, None, at, event) for at, event in enumerate(comparison.predicted) if at not in rights]
    return sorted(found, key=lambda partners: partners.order)


def shared_points(one: Place | None, other: Place | None) -> int:
    """Return how many code points two places have in common, 0 where there is no place."""
    if one is None or other is None:
        return 0
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _may_stay(comparison: Comparison, pair: Pair) -> bool:
    """Return whether an aligned pair is one event: where both have triggers, these must overlap."""
    gold, predicted = comparison.gold[pair[0]].trigger, comparison.predicted[pair[1]].trigger
    return gold is None or predicted is None or shared_points(gold, predicted) > 0


def _by_trigger(comparison: Comparison, kept: Iterable[Pair]) -> Iterator[Pair]:
    """Yield pairs of the events that are left and whose triggers overlap."""
    taken = {(side, at) for pair in kept for side, at in enumerate(pair)}
    triggers = [
        _Trigger(event.trigger, event, side, at)
        for side, events in enumerate((comparison.gold, comparison.predicted))
        for at, event in enumerate(events)
        if event.trigger is not None and (side, at) not in taken
    ]
    for cluster in _clusters(sorted(triggers, key=lambda trigger: (trigger.place, trigger.event.order))):
        left, right = ([trigger for trigger in cluster if trigger.side == side] for side in (0, 1))
        yield from ((left[row].at, right[column].at) for row, column in pair_left(left, right, _likeness))


@dataclass(frozen=True, slots=True)
class _Trigger:
    place: Place
    event: EventKey
    side: int
    at: int


def _clusters(triggers: Sequence[_Trigger]) -> Iterator[list[_Trigger]]:
    """Yield runs of triggers in text order; a trigger overlaps none of another run."""
    run: list[_Trigger] = []
    reach = 0
    for trigger in triggers:
        if run and trigger.place[0] >= reach:
            yield run
            run = []
        run.append(trigger)
        reach = max(reach, trigger.place[1])
    if run:
        yield run


def _likeness(gold: _Trigger, predicted: _Trigger) -> Likeness | None:
    points = shared_points(gold.place, predicted.place)
    if not points:
        return None
    shared = (Counter(gold.event.arguments) & Counter(predicted.event.arguments)).total()
    return int(gold.event.type == predicted.event.type), int(gold.place == predicted.place), points, shared
