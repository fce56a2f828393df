"""Scores as rows of text for printing; the first row holds the headings, F1 and its kin are percentages."""

from __future__ import annotations

from actbank.metrics.counts import Counts
from actbank.metrics.scores import Scores

_NOTHING = "-"


def rows(scores: Scores) -> list[list[str]]:
    """Return the headline table: one row a measure, pooled over types."""
    table = [["measure", "P", "R", "F1", "95 % interval", "gold", "predicted"]]
    for name, tally in scores.measures.items():
        counts = tally.counts()
        ratios = [_percent(ratio) for ratio in (counts.precision, counts.recall, counts.f1)]
        table.append([name, *ratios, _interval(scores.interval(name)), str(counts.gold), str(counts.predicted)])
    return table


def type_rows(scores: Scores) -> list[list[str]]:
    """Return one row an event type: gold and predicted events, and the F1 of each measure."""
    groups = {name: tally.by_type for name, tally in scores.measures.items()}
    return _grouped("type", groups, of="tuple")


def role_rows(scores: Scores) -> list[list[str]]:
    """Return one row a role: gold and predicted arguments with a span, and the F1 of each measure that has roles."""
    groups = {name: scores.measures[name].by_role for name in ("AC", "AI+", "AC+")}
    return _grouped("role", groups, of="AC+")


def attribute_rows(scores: Scores) -> list[list[str]]:
    """Return one row an attribute: aligned events with a gold value, accuracy and macro F1."""
    table = [["attribute", "events", "accuracy", "macro F1"]]
    for name, confusion in scores.attributes.items():
        table.append([name, str(confusion.events), _percent(confusion.accuracy), _percent(confusion.macro_f1)])
    return table


def _grouped(kind: str, groups: dict[str, dict[str, Counts]], of: str) -> list[list[str]]:
    table = [[kind, "gold", "predicted", *groups]]
    for name, counts in groups[of].items():
        scored = [_percent(group.get(name, Counts()).f1) for group in groups.values()]
        table.append([name, str(counts.gold), str(counts.predicted), *scored])
    return table


def _percent(ratio: float | None) -> str:
    return _NOTHING if ratio is None else f"{100 * ratio:.2f}"


def _interval(bounds: tuple[float, float] | None) -> str:
    return _NOTHING if bounds is None else f"{_percent(bounds[0])} .. {_percent(bounds[1])}"
