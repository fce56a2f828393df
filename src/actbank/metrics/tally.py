"""The counts of one measure over all articles, kept by article, event type and role, as integers."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import add
from typing import TYPE_CHECKING

import numpy as np

from actbank.metrics.counts import Counts
from actbank.metrics.outcome import Label, Outcome

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """Counts that can be added up by type, by role and by article.

    ``entries`` has one row for each label that occurs in an article: index of the article, index in ``labels``, tp, fp,
    fn; shape ``(entries, 5)``. ``unit`` is what one whole hit counts, where hits can be partial.
    """

    articles: int
    labels: tuple[Label, ...]
    entries: NDArray[np.int64]
    unit: int = 1

    @classmethod
    def of(cls, outcomes: Iterable[Outcome]) -> Tally:
        """Return the tally of one outcome an article, in the order of the articles."""
        sheet = TallySheet()
        for outcome in outcomes:
            sheet.add(outcome)
        return sheet.tally()

    def counts(self, type: str | None = None, role: str | None = None) -> Counts:
        """Return the pooled counts, of one type or role where it is given."""
        tp, fp, fn = self.entries[self._chosen(type, role), 2:].sum(axis=0).tolist()
        return Counts(tp, fp, fn)

    def by_article(self, type: str | None = None, role: str | None = None) -> NDArray[np.int64]:
        """Return tp, fp and fn of every article; shape ``(articles, 3)``."""
        table = np.zeros((self.articles, 3), dtype=np.int64)
        chosen = self.entries[self._chosen(type, role)]
        np.add.at(table, chosen[:, 0], chosen[:, 2:])
        return table

    @property
    def by_type(self) -> dict[str, Counts]:
        """The counts of each event type that occurs, sorted by name."""
        return self._grouped(0)

    @property
    def by_role(self) -> dict[str, Counts]:
        """The counts of each role that occurs, sorted by name; empty for a measure without roles."""
        return self._grouped(1)

    @property
    def macro_f1(self) -> float | None:
        """The mean F1 of the types with gold support, ``None`` when there is none."""
        return mean_f1(self.by_type)

    def _chosen(self, type: str | None, role: str | None) -> NDArray[np.bool_]:
        wanted = [type in (None, kind) and role in (None, part) for kind, part in self.labels]
        return np.array(wanted, dtype=np.bool_)[self.entries[:, 1]]

    def _grouped(self, part: int) -> dict[str, Counts]:
        totals = np.zeros((len(self.labels), 3), dtype=np.int64)
        np.add.at(totals, self.entries[:, 1], self.entries[:, 2:])
        groups: dict[str, list[Counts]] = {}
        for label, (tp, fp, fn) in zip(self.labels, totals.tolist(), strict=True):
            if label[part]:
                groups.setdefault(label[part], []).append(Counts(tp, fp, fn))
        return {name: reduce(add, groups[name]) for name in sorted(groups)}


@dataclass(slots=True)
class TallySheet:
    """Where the outcomes of a measure are written down, article by article."""

    articles: int = 0
    _labels: dict[Label, int] = field(default_factory=dict)
    _cells: array[int] = field(default_factory=lambda: array("q"))

    def add(self, outcome: Outcome) -> None:
        """Write down the outcome of the next article."""
        for label in outcome.labels:
            index = self._labels.setdefault(label, len(self._labels))
            counts = (outcome.hits[label], outcome.spurious[label], outcome.missed[label])
            self._cells.extend((self.articles, index, *counts))
        self.articles += 1

    def tally(self, unit: int = 1) -> Tally:
        """Return what was written down, in units of a whole hit; its labels are sorted."""
        labels = tuple(sorted(self._labels))
        entries = np.array(self._cells, dtype=np.int64).reshape(-1, 5)
        places = np.zeros(len(labels), dtype=np.int64)
        places[[self._labels[label] for label in labels]] = np.arange(len(labels))
        entries[:, 1] = places[entries[:, 1]]
        return Tally(self.articles, labels, entries, unit)


def mean_f1(groups: Mapping[str, Counts]) -> float | None:
    """Return the mean F1 of the groups that have gold, ``None`` when none has."""
    supported = [counts.f1 for counts in groups.values() if counts.gold and counts.f1 is not None]
    return sum(supported) / len(supported) if supported else None
