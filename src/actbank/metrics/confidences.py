"""How far confidences can be trusted: expected calibration error, Brier score, and the error left by taking the surest.

Naeini, Cooper and Hauskrecht 2015 (calibration error), Brier 1950, Geifman and El-Yaniv 2017 (risk and coverage).
Nothing depends on the order of equal scores.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

BINS = 10
_Z = 1.959964


@dataclass(frozen=True, slots=True)
class Bin:
    """Predictions of similar score: how many, how many of them are right, and the sum of their scores."""

    number: int
    hits: int
    total: float

    @property
    def score(self) -> float:
        """The mean score."""
        return self.total / self.number

    @property
    def accuracy(self) -> float:
        """The share that is right."""
        return self.hits / self.number

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of the share that is right (Wilson 1927)."""
        whole = self.number + _Z**2
        middle = (self.hits + _Z**2 / 2) / whole
        half = _Z / whole * sqrt(self.hits * (self.number - self.hits) / self.number + _Z**2 / 4)
        return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True, slots=True, eq=False)
class Confidences:
    """Scores in 0..1 and whether what they were given for is right, ``(predictions,)`` each.

    ``unscored`` predictions have no score and take no part.
    """

    scores: NDArray[np.float64]
    hits: NDArray[np.bool_]
    unscored: int = 0

    @property
    def number(self) -> int:
        """How many predictions have a score."""
        return len(self.scores)

    @property
    def mean(self) -> float | None:
        """The mean score, ``None`` where there is none."""
        return float(self.scores.mean()) if self.number else None

    @property
    def accuracy(self) -> float | None:
        """The share of the scored predictions that is right, ``None`` where there is none."""
        return float(self.hits.mean()) if self.number else None

    @property
    def brier(self) -> float | None:
        """The mean square of score less truth (1 or 0), ``None`` where there is no score."""
        return float(((self.scores - self.hits) ** 2).mean()) if self.number else None

    def bins(self, bins: int = BINS, *, equal_mass: bool = True) -> tuple[Bin, ...]:
        """Return the bins that hold something, the least sure first.

        Args:
            bins: How many at most.
            equal_mass: Whether bins hold equally many predictions (as nearly as equal scores, which stay together,
                let them) or else are equally wide, each with its lower edge and without its upper one, but for 1.
        """
        if not self.number:
            return ()
        index = self._rank_bins(bins) if equal_mass else np.minimum((self.scores * bins).astype(np.int64), bins - 1)
        numbers, hits, totals = (
            np.bincount(index, weights=weights, minlength=bins) for weights in (None, self.hits, self.scores)
        )
        return tuple(Bin(int(numbers[at]), int(hits[at]), float(totals[at])) for at in range(bins) if numbers[at])

    def histogram(self, bins: int = 2 * BINS) -> list[int]:
        """Return how many scores fall into each of equally wide bins."""
        found: list[int] = np.histogram(self.scores, bins, (0, 1))[0].tolist()
        return found

    def calibration_error(self, bins: int = BINS, *, equal_mass: bool = True) -> float | None:
        """Return the mean distance of a bin's score from its accuracy, weighted by size; ``None`` without scores."""
        found = self.bins(bins, equal_mass=equal_mass)
        return sum(abs(each.hits - each.total) for each in found) / self.number if found else None

    def risks(self) -> NDArray[np.float64]:
        """Return, for each number of predictions kept (1 to all), the share of errors among them, the surest first.

        Among equal scores, each order is equally likely: errors are those of the mean order.
        """
        scores, index, sizes = np.unique(-self.scores, return_inverse=True, return_counts=True)
        wrong = np.bincount(index, weights=~self.hits, minlength=len(scores))
        errors = np.cumsum(np.repeat(wrong / sizes, sizes))
        return errors / np.arange(1, self.number + 1)

    @property
    def aurc(self) -> float | None:
        """The area under the curve of risk over coverage: the mean of `risks`, ``None`` where there is no score."""
        return float(self.risks().mean()) if self.number else None

    def to_dict(self) -> dict[str, Any]:
        """Return everything for JSON, ratios in 0..1; ``bins`` is the reliability table."""
        table = [{"n": b.number, "score": round(b.score, 6), "accuracy": round(b.accuracy, 6)} for b in self.bins()]
        values = {
            "mean_score": self.mean,
            "accuracy": self.accuracy,
            "ece": self.calibration_error(),
            "ece_equal_width": self.calibration_error(equal_mass=False),
            "brier": self.brier,
            "aurc": self.aurc,
        }
        rounded = {name: None if value is None else round(value, 6) for name, value in values.items()}
        return {"scored": self.number, "unscored": self.unscored, **rounded, "bins": table}

    def _rank_bins(self, bins: int) -> NDArray[np.int64]:
        """Return the bin of each score by its rank; that of equal scores is the middle one of theirs."""
        _, index, sizes = np.unique(self.scores, return_inverse=True, return_counts=True)
        twice_rank = 2 * np.cumsum(sizes) - sizes
        found: NDArray[np.int64] = (twice_rank * bins // (2 * self.number))[index]
        return found
