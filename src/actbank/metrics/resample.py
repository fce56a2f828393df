"""Percentile bootstrap over articles (Efron 1979): how far F1 would move with other articles of the same kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

RESAMPLES = 2000
_LEVEL = (2.5, 97.5)
_CELLS = 4_000_000


def interval(table: NDArray[np.int64], resamples: int = RESAMPLES, seed: int = 0) -> tuple[float, float] | None:
    """Return the 95 % interval of F1, or ``None`` with fewer than two articles or nothing on either side.

    Articles with equal counts are drawn as one cell of a multinomial, which has the distribution of drawing articles
    one by one; so the result does not depend on the order of the articles. Resamples with nothing on either side have
    no F1 and are left out.

    Args:
        table: tp, fp and fn of every article, ``(articles, 3)``.
        resamples: How many times as many articles are drawn with replacement.
        seed: Equal seeds give equal intervals.
    """
    articles = len(table)
    if articles < 2 or not table.any():
        return None
    cells, sizes = np.unique(table, axis=0, return_counts=True)
    totals = _totals(cells, sizes, resamples, seed)
    whole = totals @ np.array([2, 1, 1])
    scores = 2 * totals[whole > 0, 0] / whole[whole > 0]
    if not len(scores):
        return None
    low, high = np.percentile(scores, _LEVEL)
    return float(low), float(high)


def _totals(cells: NDArray[np.int64], sizes: NDArray[np.int64], resamples: int, seed: int) -> NDArray[np.int64]:
    """Return the pooled tp, fp and fn of every resample, ``(resamples, 3)``; draws as many at once as memory allows."""
    generator = np.random.default_rng(seed)
    articles = int(sizes.sum())
    step = max(1, _CELLS // len(cells))
    blocks = [min(step, resamples - done) for done in range(0, resamples, step)]
    return np.concatenate([generator.multinomial(articles, sizes / articles, size=block) @ cells for block in blocks])
