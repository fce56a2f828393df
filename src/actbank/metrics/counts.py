"""True positives, false positives and false negatives: integers that add; ratios are derived at the edge."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Counts:
    """How many were found, made up and missed; ratios are in 0..1, and ``None`` where nothing is on either side."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def __add__(self, other: Counts) -> Counts:
        """Return the pooled counts."""
        return Counts(self.tp + other.tp, self.fp + other.fp, self.fn + other.fn)

    @property
    def predicted(self) -> int:
        """How many the system gave."""
        return self.tp + self.fp

    @property
    def gold(self) -> int:
        """How many there are."""
        return self.tp + self.fn

    @property
    def precision(self) -> float | None:
        """``tp / predicted``; 0.0 when nothing was predicted and gold exists."""
        return self._ratio(self.predicted)

    @property
    def recall(self) -> float | None:
        """``tp / gold``; 0.0 when there is no gold and something was predicted."""
        return self._ratio(self.gold)

    @property
    def f1(self) -> float | None:
        """``2 tp / (predicted + gold)``, the harmonic mean of precision and recall."""
        both = self.predicted + self.gold
        return 2 * self.tp / both if both else None

    def _ratio(self, whole: int) -> float | None:
        if self.predicted + self.gold == 0:
            return None
        return self.tp / whole if whole else 0.0

    def to_dict(self) -> dict[str, Any]:
        """Return the integers and the ratios as percentages, for JSON."""
        ratios = {"precision": self.precision, "recall": self.recall, "f1": self.f1}
        integers = {"tp": self.tp, "fp": self.fp, "fn": self.fn}
        return {**integers, **{name: percent(ratio) for name, ratio in ratios.items()}}


def percent(ratio: float | None) -> float | None:
    """Return 0..1 as 0..100 with two decimals; ``None`` stays ``None``."""
    return None if ratio is None else round(100 * ratio, 2)
