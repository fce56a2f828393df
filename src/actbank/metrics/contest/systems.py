"""Systems side by side on one measure: the F1 of each, and for each pair whether the difference can be chance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from actbank.metrics.contest.comparable import obstacles
from actbank.metrics.contest.differences import difference_interval, mean_interval
from actbank.metrics.contest.holm import holm
from actbank.metrics.contest.randomize import RESAMPLES, randomize
from actbank.metrics.counts import percent
from actbank.metrics.f1 import micro_f1
from actbank.metrics.scores import Scores
from actbank.problems import DataError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Tables = Sequence[NDArray[np.int64]]

LEVEL = 0.05
"""An adjusted p-value of so much or more is a tie."""


@dataclass(frozen=True, slots=True)
class System:
    """A system's micro F1 with each of its seeds, in 0..1, ``None`` at 0/0, and the interval of their mean."""

    name: str
    f1s: tuple[float | None, ...]
    interval: tuple[float, float] | None

    @property
    def f1(self) -> float | None:
        """The mean over seeds, ``None`` where a seed has no F1."""
        known = [f1 for f1 in self.f1s if f1 is not None]
        return sum(known) / len(known) if len(known) == len(self.f1s) else None

    def to_dict(self) -> dict[str, Any]:
        """Return F1 and its interval as percentages, for JSON."""
        return {
            "system": self.name,
            "f1": percent(self.f1),
            "interval": _percents(self.interval),
            "seeds": [percent(f1) for f1 in self.f1s],
        }


@dataclass(frozen=True, slots=True)
class Duel:
    """Two systems: F1 of the first less that of the second with its interval, and the p-value before and after Holm."""

    first: str
    second: str
    difference: float
    interval: tuple[float, float] | None
    p: float
    holm_p: float

    @property
    def tie(self) -> bool:
        """Whether the difference may be chance: the adjusted p is 0.05 or more, or the interval holds 0."""
        if self.interval is None:
            return True
        low, high = self.interval
        return self.holm_p >= LEVEL or low <= 0 <= high

    @property
    def better(self) -> str | None:
        """The name of the better system, ``None`` for a tie."""
        if self.tie:
            return None
        return self.first if self.difference > 0 else self.second

    @property
    def verdict(self) -> str:
        """``A better than B``, or ``tie``."""
        if self.better is None:
            return "tie"
        worse = self.second if self.better == self.first else self.first
        return f"{self.better} better than {worse}"

    def to_dict(self) -> dict[str, Any]:
        """Return the difference and its interval in percentage points, for JSON."""
        return {
            "first": self.first,
            "second": self.second,
            "difference": percent(self.difference),
            "interval": _percents(self.interval),
            "p": self.p,
            "holm_p": self.holm_p,
            "better": self.better,
            "verdict": self.verdict,
        }


@dataclass(frozen=True, slots=True)
class Contest:
    """Systems on one measure, in the order given, and each pair of them; no pairs where the measure has no gold."""

    measure: str
    signature: str
    systems: tuple[System, ...]
    duels: tuple[Duel, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return everything for JSON."""
        return {
            "measure": self.measure,
            "signature": self.signature,
            "systems": [system.to_dict() for system in self.systems],
            "pairs": [duel.to_dict() for duel in self.duels],
        }


def compare_systems(
    scores: Mapping[str, Sequence[Scores]], measure: str, resamples: int = RESAMPLES, seed: int = 0
) -> Contest:
    """Return how systems compare on a measure: F1, differences with intervals, and p-values, Holm over the pairs.

    Args:
        scores: By the name of the system, the scores of each of its seeds, all of the same gold articles.
        measure: A measure that all scores have.
        resamples: How many random swaps each p-value takes; intervals take 2,000 resamples.
        seed: Equal seeds give equal results.

    Raises:
        DataError: the scores cannot be compared; names every field of a signature and every article that differ.
        UnknownName: the scores do not have the measure.
    """
    problems = list(obstacles(scores, measure))
    if problems:
        raise DataError(problems)
    tables = {name: [one.tally(measure).by_article() for one in seeds] for name, seeds in scores.items()}
    systems = tuple(
        System(name, tuple(one.f1(measure) for one in seeds), mean_interval(tables[name], seed=seed))
        for name, seeds in scores.items()
    )
    first = next(iter(scores.values()))[0]
    duels = tuple(_duels(tables, resamples, seed)) if first.counts(measure).gold else ()
    return Contest(measure, first.signature, systems, duels)


def _duels(tables: Mapping[str, Tables], resamples: int, seed: int) -> Iterator[Duel]:
    pairs = [(one, other, tables[one], tables[other]) for one, other in combinations(tables, 2)]
    p_values = [randomize(first, second, resamples, seed) for _, _, first, second in pairs]
    for (one, other, first, second), p, adjusted in zip(pairs, p_values, holm(p_values), strict=True):
        difference = _mean_f1(first) - _mean_f1(second)
        yield Duel(one, other, difference, difference_interval(first, second, seed=seed), p, adjusted)


def _mean_f1(tables: Tables) -> float:
    return float(micro_f1(np.array([table.sum(axis=0) for table in tables])).mean())


def _percents(bounds: tuple[float, float] | None) -> list[float | None] | None:
    return bounds and [percent(bound) for bound in bounds]
