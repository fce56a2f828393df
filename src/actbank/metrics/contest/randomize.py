"""Paired randomization over articles (Noreen 1989; Yeh 2000): could the difference of two systems be chance?

The null hypothesis: in each article, on its own, it is as likely that the two systems had given each other's answers.
An article is the unit that is swapped because articles are what a corpus is drawn from; a smaller unit would call
differences of a few odd articles significant.

A system trained with several seeds is one table a seed, its score the mean F1 over seeds (Reimers and Gurevych 2017
compare scores over seeds too). The swap of an article moves the answers of *all* seeds of one system to the other at
once: what the seeds of a system share in an article (its text is easy for that architecture) is then kept together.
Swapping each seed on its own takes n articles for seeds * n independent ones and rejects true hypotheses too often.
So that systems may have different numbers of seeds, and their order says nothing, each seed of the one meets each of
the other, and the statistic is the mean over these meetings. The test is about the models that were trained; how far
other seeds would move the difference is in the interval of `actbank.metrics.contest.differences`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from actbank.metrics.f1 import micro_f1

if TYPE_CHECKING:
    from numpy.typing import NDArray

RESAMPLES = 10_000
EXACT = 12
"""With at most so many articles that differ, all swaps are tried (4096) instead of random ones."""
_CELLS = 2_000_000
_ROUNDING = 1e-12


def randomize(
    first: Sequence[NDArray[np.int64]],
    second: Sequence[NDArray[np.int64]],
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> float:
    """Return the two-sided p-value of the difference of two systems in (mean) micro F1.

    With random swaps it is (1 + as extreme ones) / (1 + resamples), which is never too small (Davison and Hinkley
    1997, 4.2); with all swaps the share of the as extreme ones, among which is the observed one. Swapping an article
    in which both have the same counts moves nothing, so such articles are left alone, which changes no probability;
    articles with the same difference of counts are swapped by one binomial draw, for the same reason. The result does
    not depend on the order of the articles. With nothing in gold, it is 1.

    Args:
        first: tp, fp and fn of every article, ``(articles, 3)``, one table a seed of the first system.
        second: The same of the second system: the same articles in the same order.
        resamples: How many random swaps are tried.
        seed: Equal seeds give equal p-values.
    """
    differences, totals = _meetings(first, second)
    groups, sizes = _alike(differences)
    observed = abs(_statistic(differences.sum(axis=0)[np.newaxis], totals)[0])
    exact = sizes.sum() <= EXACT
    signs = _all_signs(sizes) if exact else _random_signs(sizes, groups.shape[1], resamples, seed)
    tried = hits = 0
    for block in signs:
        tried += len(block)
        hits += int(np.count_nonzero(np.abs(_statistic(block @ groups, totals)) >= observed - _ROUNDING))
    return hits / tried if exact else (1 + hits) / (1 + tried)


def _meetings(
    first: Sequence[NDArray[np.int64]], second: Sequence[NDArray[np.int64]]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return, for each seed of the first with each of the second, first - second by article and first + second pooled.

    Shapes ``(articles, meetings * 3)`` and ``(meetings * 3)``.
    """
    pairs = [(left, right) for left in first for right in second]
    differences = np.concatenate([left - right for left, right in pairs], axis=1)
    totals = np.concatenate([(left + right).sum(axis=0) for left, right in pairs])
    return differences, totals


def _alike(differences: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the different rows that are not 0, up to their sign, ``(groups, meetings * 3)``, and how many of each.

    A row and its opposite are alike: either is added or subtracted with the same chance.
    """
    rows = differences[differences.any(axis=1)]
    leading = rows[np.arange(len(rows)), (rows != 0).argmax(axis=1)]
    groups, sizes = np.unique(rows * np.sign(leading)[:, np.newaxis], axis=0, return_counts=True)
    return groups, sizes


def _statistic(shifts: NDArray[np.int64], totals: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the difference of mean F1 of every row of ``shifts``, the pooled first - second after swaps.

    (first + second) + (first - second) is twice the first, and F1 does not mind being given twice the counts.
    """
    shifts, totals = shifts.reshape(len(shifts), -1, 3), totals.reshape(-1, 3)
    first, second = (np.nan_to_num(micro_f1(pooled)) for pooled in (totals + shifts, totals - shifts))
    means: NDArray[np.float64] = (first - second).mean(axis=1)
    return means


def _all_signs(sizes: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    """Yield the sum of signs in each group for all ways to swap articles, ``(2 ** articles, groups)``."""
    articles = int(sizes.sum())
    ways = np.arange(2**articles)[:, np.newaxis] >> np.arange(articles) & 1
    group = np.repeat(np.arange(len(sizes)), sizes)
    yield (2 * ways - 1) @ np.eye(len(sizes), dtype=np.int64)[group]


def _random_signs(sizes: NDArray[np.int64], width: int, resamples: int, seed: int) -> Iterator[NDArray[np.int64]]:
    """Yield the sum of signs in each group for random swaps, ``(block, groups)``; as many as memory allows."""
    generator = np.random.default_rng(seed)
    step = max(1, _CELLS // max(len(sizes), width))
    for done in range(0, resamples, step):
        swapped = generator.binomial(sizes, 0.5, size=(min(step, resamples - done), len(sizes)))
        yield 2 * swapped - sizes
