"""Plots of how far confidences can be trusted, as shapes of an SVG: reliability, and risk over coverage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from actbank.metrics.confidences import Bin, Confidences
from actbank.report.wording import percent

SIZE = 240
"""Height and width of a panel."""
ROW = 366
"""Height of the two panels of a kind with their words."""
_BARS = 44
_POINTS = 200
# The highest risk that is shown, and the step of its scale.
_SCALES = ((0.05, 0.01), (0.1, 0.02), (0.2, 0.05), (0.3, 0.1), (0.4, 0.1), (0.5, 0.1), (0.6, 0.2), (0.8, 0.2), (1, 0.2))
_NOISE = 0.05  # the risk of the very first few says little: the scale is for those after them


@dataclass(frozen=True, slots=True)
class Dot:
    """A bin of the reliability diagram: its place, that of equal score and accuracy, and its interval."""

    x: float
    y: float
    even: float
    low: float
    high: float
    words: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of the histogram of scores, standing on the lower edge."""

    x: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Plot:
    """The two panels of one kind of confidence, each in a box of ``SIZE`` by ``SIZE``.

    ``ticks`` are places and words of the scale of risk, ``risk`` the points of its curve, ``last`` where it ends.
    """

    kind: str
    about: str
    dots: tuple[Dot, ...]
    bars: tuple[Bar, ...]
    ece: str
    brier: str
    risk: str
    last: float
    error: str
    aurc: str
    ticks: tuple[tuple[float, str], ...]


def calibration_plot(kind: str, found: Confidences) -> Plot:
    """Return the plot of a kind of confidence that has at least one score."""
    risks = found.risks()
    top, step = _scale(risks[int(_NOISE * len(risks)) :].max())
    left = f", {found.unscored} without score" if found.unscored else ""
    return Plot(
        kind=kind,
        about=f"{found.number} scored{left}; {percent(found.accuracy)} % right, mean score {percent(found.mean)} %",
        dots=tuple(_dot(each) for each in found.bins()),
        bars=_bars(found.histogram()),
        ece=percent(found.calibration_error()),
        brier=f"{found.brier:.3f}",
        risk=_curve(risks, top),
        last=_up(float(risks[-1]) / top),
        error=percent(float(risks[-1])),
        aurc=percent(found.aurc),
        ticks=tuple((_up(value / top), f"{100 * value:.0f}") for value in np.arange(0, top + step / 2, step)),
    )


def _dot(each: Bin) -> Dot:
    low, high = each.interval
    words = f"{each.number} with a mean score of {percent(each.score)} %: {percent(each.accuracy)} % right"
    return Dot(SIZE * each.score, _up(each.accuracy), _up(each.score), _up(low), _up(high), words)


def _bars(histogram: Sequence[int]) -> tuple[Bar, ...]:
    width, most = SIZE / len(histogram), max(histogram)
    return tuple(Bar(at * width, width, _BARS * count / most) for at, count in enumerate(histogram) if count)


def _scale(highest: float) -> tuple[float, float]:
    return next((scale for scale in _SCALES if highest <= scale[0]), _SCALES[-1])


def _curve(risks: np.ndarray[tuple[int], np.dtype[np.float64]], top: float) -> str:
    """Return some hundred points of the curve, its first and its last among them."""
    chosen = np.unique(np.linspace(0, len(risks) - 1, _POINTS).astype(np.int64))
    places = ((SIZE * (at + 1) / len(risks), _up(float(risks[at]) / top)) for at in chosen.tolist())
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in places)


def _up(share: float) -> float:
    return SIZE * (1 - share)
