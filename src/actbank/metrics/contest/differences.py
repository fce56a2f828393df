"""Paired percentile bootstrap: how far a system's F1, or the difference of two, would move with other articles.

Both systems are scored on the same drawn articles. Where a system was trained with several seeds, its score is the
mean F1 over seeds, and seeds are drawn as well, each system's on its own, beside the articles (the multi-bootstrap of
Sellam et al. 2022). Of S seeds, S - 1 are drawn: S would give the mean over seeds a variance that is too small by
(S - 1) / S, a half with two seeds; with S - 1 it is right (McCarthy and Snowden 1985; Rao and Wu 1988). Drawing both
ways counts chance within an article twice (Owen 2007), so that the interval is wide where seeds differ little: it held
the truth in 96 to 99 of 100 simulated corpora. It is narrow (88 to 92) with only two or three seeds that differ far
more than other articles would make them differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from actbank.metrics.f1 import micro_f1
from actbank.metrics.resample import RESAMPLES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Tables = Sequence[NDArray[np.int64]]
    Draw = tuple[NDArray[np.int64], list[NDArray[np.float64]]]

_LEVEL = (2.5, 97.5)
_CELLS = 4_000_000


def mean_interval(tables: Tables, resamples: int = RESAMPLES, seed: int = 0) -> tuple[float, float] | None:
    """Return the 95 % interval of a system's mean F1 over seeds; see `difference_interval`.

    With one table it is `actbank.metrics.resample.interval`.
    """
    return _percentiles(_mean_f1([tables], resamples, seed)[:, 0])


def difference_interval(
    first: Tables, second: Tables, resamples: int = RESAMPLES, seed: int = 0
) -> tuple[float, float] | None:
    """Return the 95 % interval of the first system's F1 less the second's, in -1..1.

    ``None`` with fewer than two articles or no F1 to compare. Resamples in which a model has nothing on either side
    have no F1 and are left out. The result does not depend on the order of the articles.

    Args:
        first: tp, fp and fn of every article, ``(articles, 3)``, one table a seed of the first system.
        second: The same of the second system: the same articles in the same order.
        resamples: How many times articles and seeds are drawn.
        seed: Equal seeds give equal intervals.
    """
    scores = _mean_f1([first, second], resamples, seed)
    return _percentiles(scores[:, 0] - scores[:, 1])


def _percentiles(values: NDArray[np.float64]) -> tuple[float, float] | None:
    values = values[~np.isnan(values)]
    if not len(values):
        return None
    low, high = np.percentile(values, _LEVEL)
    return float(low), float(high)


def _mean_f1(systems: Sequence[Tables], resamples: int, seed: int) -> NDArray[np.float64]:
    """Return the mean F1 over drawn seeds of each system in each resample, ``(resamples, systems)``; NaN at 0/0.

    Articles with equal counts are drawn as one cell of a multinomial, as in `actbank.metrics.resample`.
    """
    articles = np.concatenate([table for tables in systems for table in tables], axis=1)
    if len(articles) < 2:
        return np.full((0, len(systems)), np.nan)
    cells, sizes = np.unique(articles, axis=0, return_counts=True)
    draws = _draws(sizes, [len(tables) for tables in systems], resamples, seed, cells.shape[1])
    return np.concatenate([_scores(counts @ cells, seeds) for counts, seeds in draws])


def _draws(sizes: NDArray[np.int64], seeds: Sequence[int], resamples: int, seed: int, width: int) -> Iterator[Draw]:
    """Yield how often each cell is drawn, ``(block, cells)``, and the weights of each system's seeds."""
    articles, of_articles = int(sizes.sum()), np.random.default_rng(seed)
    of_seeds = [(np.random.default_rng([seed, at]), number) for at, number in enumerate(seeds, 1)]
    step = max(1, _CELLS // max(len(sizes), width))
    for done in range(0, resamples, step):
        block = min(step, resamples - done)
        counts = of_articles.multinomial(articles, sizes / articles, size=block)
        yield counts, [_seed_weights(generator, number, block) for generator, number in of_seeds]


def _seed_weights(generator: np.random.Generator, seeds: int, block: int) -> NDArray[np.float64]:
    drawn = max(1, seeds - 1)
    return generator.multinomial(drawn, np.full(seeds, 1 / seeds), size=block) / drawn


def _scores(totals: NDArray[np.int64], weights: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    """Return the weighted mean F1 of each system; ``totals`` are ``(block, models * 3)``, the models of all systems."""
    by_model = micro_f1(totals.reshape(len(totals), -1, 3))
    ends = np.cumsum([weight.shape[1] for weight in weights])
    parts = np.split(by_model, ends[:-1], axis=1)
    return np.stack([(part * weight).sum(axis=1) for part, weight in zip(parts, weights, strict=True)], axis=1)
