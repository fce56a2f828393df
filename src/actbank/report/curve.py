"""The learning curve of a training log as points of an SVG."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 640, 180
_SHOWN = ("dev_TC", "dev_AC+", "dev_tuple")


@dataclass(frozen=True, slots=True)
class Line:
    """A measure over epochs: polyline points, and where its last value stands."""

    name: str
    points: str
    last: float
    y: float


@dataclass(frozen=True, slots=True)
class Curve:
    """Lines in a box of ``WIDTH`` by ``HEIGHT``, 0 to 100 percent upwards."""

    lines: tuple[Line, ...]
    epochs: int
    width: int = WIDTH
    height: int = HEIGHT


def learning_curve(log: Sequence[Mapping[str, float]]) -> Curve | None:
    """Return the dev scores of a training log by epoch, or ``None`` when there are fewer than two epochs."""
    entries = [entry for entry in log if any(f"eval_{name}" in entry for name in _SHOWN)]
    if len(entries) < 2:
        return None
    last = max(entry["epoch"] for entry in entries)
    lines = tuple(_line(name, entries, last) for name in _SHOWN if f"eval_{name}" in entries[-1])
    return Curve(lines, round(last))


def _line(name: str, entries: Sequence[Mapping[str, float]], last: float) -> Line:
    values = [(entry["epoch"], entry[f"eval_{name}"]) for entry in entries]
    points = " ".join(f"{WIDTH * epoch / last:.1f},{_y(value):.1f}" for epoch, value in values)
    return Line(name.removeprefix("dev_"), points, values[-1][1], _y(values[-1][1]))


def _y(value: float) -> float:
    return HEIGHT * (1 - value / 100)
