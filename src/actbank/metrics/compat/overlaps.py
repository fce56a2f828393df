"""Which flat spans of two sides overlap, and the greedy matching of them that nervaluate does.

Spans of one side do not overlap each other, so all overlaps of a million words are found by binary search, and two
equal spans overlap nothing else. Most spans overlap one span at most; only chains of several are walked one by one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from actbank.metrics.compat.sequences import Codes

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Entities:
    """Labelled spans in text order that do not overlap; half-open, shape ``(entities,)``."""

    kinds: Codes
    starts: Codes
    ends: Codes

    def chosen(self, which: Mask) -> Entities:
        """Return some of the entities."""
        return Entities(self.kinds[which], self.starts[which], self.ends[which])


@dataclass(frozen=True, slots=True, eq=False)
class Overlaps:
    """Pairs of a predicted and a gold entity that overlap, sorted, shape ``(pairs,)``.

    ``predicted`` and ``gold`` are indices of entities; ``equal`` says that both cover the same words, ``same`` that
    both have the same label; ``distance`` is how far their edges lie apart.
    """

    predicted: Codes
    gold: Codes
    equal: Mask
    same: Mask
    distance: Codes

    @classmethod
    def of(cls, gold: Entities, predicted: Entities, min_overlap: float) -> Overlaps:
        """Return the overlaps that cover at least ``min_overlap`` per cent of the gold entity."""
        right, left = _touching(gold, predicted)
        starts, ends = predicted.starts[right], predicted.ends[right]
        gold_starts, gold_ends = gold.starts[left], gold.ends[left]
        common = np.minimum(ends, gold_ends) - np.maximum(starts, gold_starts)
        enough = common / (gold_ends - gold_starts) * 100.0 >= min_overlap
        distance = np.abs(starts - gold_starts) + np.abs(ends - gold_ends)
        same = predicted.kinds[right] == gold.kinds[left]
        return cls(right, left, distance == 0, same, distance)._chosen(enough)

    def alike(self) -> Overlaps:
        """Return the overlaps between entities of equal labels."""
        return self._chosen(self.same)

    def _chosen(self, which: Mask) -> Overlaps:
        return Overlaps(
            self.predicted[which], self.gold[which], self.equal[which], self.same[which], self.distance[which]
        )

    def first_fit(self) -> Codes:
        """Return the indices of the pairs that are matched when each prediction takes its first free gold entity."""
        return self._fit(np.arange(len(self.gold)))

    def nearest_fit(self) -> Codes:
        """Return the same when it prefers an equal label and, among these, the nearest edges."""
        distance = np.where(self.same, self.distance, 0)
        return self._fit(np.lexsort((self.gold, distance, ~self.same, self.predicted)))

    def _fit(self, order: Codes) -> Codes:
        """Return the pairs matched when each prediction, in text order, takes its first free one in this order."""
        if not len(order):
            return order
        lonely = (np.bincount(self.predicted)[self.predicted] == 1) & (np.bincount(self.gold)[self.gold] == 1)
        crowded = order[~lonely[order]]
        walked = _walk(crowded.tolist(), self.predicted[crowded].tolist(), self.gold[crowded].tolist())
        return np.concatenate([np.flatnonzero(lonely), np.array(walked, dtype=np.intp)])


def _walk(pairs: list[int], predicted: list[int], gold: list[int]) -> list[int]:
    """Return the pairs that find both of their entities free, in this order."""
    matched, taken, served = [], set(), -1
    for pair, right, left in zip(pairs, predicted, gold, strict=True):
        if right != served and left not in taken:
            matched.append(pair)
            taken.add(left)
            served = right
    return matched


def _touching(gold: Entities, predicted: Entities) -> tuple[Codes, Codes]:
    """Return the indices of the predicted and of the gold entities that share a word, sorted."""
    first = np.searchsorted(gold.ends, predicted.starts, side="right")
    counts = np.searchsorted(gold.starts, predicted.ends, side="left") - first
    right = np.repeat(np.arange(len(counts)), counts)
    before = np.cumsum(counts) - counts
    return right, np.arange(len(right)) + np.repeat(first - before, counts)
