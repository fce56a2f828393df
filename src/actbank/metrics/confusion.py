"""How the value of an attribute was predicted on aligned events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from actbank.metrics.counts import Counts, percent
from actbank.metrics.keys import EventKey
from actbank.metrics.tally import mean_f1
from actbank.schema import UNSPECIFIED

ATTRIBUTES = ("polarity", "modality")


@dataclass(frozen=True, slots=True)
class Confusion:
    """How often each gold value (never ``unspecified``) got each predicted value (perhaps ``unspecified``)."""

    table: Mapping[tuple[str, str], int]

    @property
    def events(self) -> int:
        """How many aligned events have a gold value."""
        return sum(self.table.values())

    @property
    def correct(self) -> int:
        """How many of them got it."""
        return sum(count for (gold, predicted), count in self.table.items() if gold == predicted)

    @property
    def accuracy(self) -> float | None:
        """``correct / events``, ``None`` when there is no event."""
        return self.correct / self.events if self.events else None

    @property
    def by_value(self) -> dict[str, Counts]:
        """The counts of each value on either side, sorted by name."""
        return {value: self._counts(value) for value in sorted({value for pair in self.table for value in pair})}

    @property
    def macro_f1(self) -> float | None:
        """The mean F1 of the values with gold support, ``None`` when there is none."""
        return mean_f1(self.by_value)

    def to_dict(self) -> dict[str, Any]:
        """Return counts and ratios (percentages) for JSON; ``confusion`` maps gold to predicted values."""
        rows: dict[str, dict[str, int]] = {}
        for (gold, predicted), count in sorted(self.table.items()):
            rows.setdefault(gold, {})[predicted] = count
        ratios = {"accuracy": percent(self.accuracy), "macro_f1": percent(self.macro_f1)}
        return {"events": self.events, "correct": self.correct, **ratios, "confusion": rows}

    def _counts(self, value: str) -> Counts:
        tp = self.table.get((value, value), 0)
        gold = sum(count for pair, count in self.table.items() if pair[0] == value)
        predicted = sum(count for pair, count in self.table.items() if pair[1] == value)
        return Counts(tp, predicted - tp, gold - tp)


def confusions(pairs: Iterable[tuple[EventKey, EventKey]]) -> dict[str, Confusion]:
    """Return one confusion an attribute, from aligned events (gold, predicted)."""
    tables: dict[str, Counter[tuple[str, str]]] = {name: Counter() for name in ATTRIBUTES}
    for gold, predicted in pairs:
        for name, table in tables.items():
            if getattr(gold, name) != UNSPECIFIED:
                table[getattr(gold, name), getattr(predicted, name)] += 1
    return {name: Confusion(dict(table)) for name, table in tables.items()}
