"""Bootstrap: against draws one by one, exact small cases, and determinism."""

from __future__ import annotations

import random

import numpy as np
import pytest

from actbank.metrics import resample
from actbank.metrics.resample import interval

ORDINARY = np.array([[n % 4, (n * 7) % 3, (n * 5) % 2] for n in range(60)])


def point(table):
    tp, fp, fn = table.sum(axis=0)
    return 2 * tp / (2 * tp + fp + fn)


def one_by_one(table, resamples, seed):
    """The textbook bootstrap in plain Python."""
    chance = random.Random(seed)
    rows, scores = table.tolist(), []
    for _ in range(resamples):
        tp, fp, fn = (sum(column) for column in zip(*chance.choices(rows, k=len(rows)), strict=True))
        scores.append(2 * tp / (2 * tp + fp + fn))
    scores.sort()
    return scores[int(0.025 * resamples)], scores[int(0.975 * resamples)]


def test_close_to_the_textbook():
    assert interval(ORDINARY, 4000) == pytest.approx(one_by_one(ORDINARY, 4000, 1), abs=0.01)


def test_holds_the_point_estimate():
    low, high = interval(ORDINARY)
    assert low < point(ORDINARY) < high


def test_equal_seeds_give_equal_intervals_in_any_order_of_articles():
    assert interval(ORDINARY, seed=3) == interval(ORDINARY[::-1].copy(), seed=3)
    assert interval(ORDINARY, seed=3) != interval(ORDINARY, seed=4)


def test_small_blocks_give_the_same_draws(monkeypatch):
    whole = interval(ORDINARY, 501)
    monkeypatch.setattr(resample, "_CELLS", 100)
    assert interval(ORDINARY, 501) == whole


def test_more_articles_narrow_it():
    low, high = interval(np.tile(ORDINARY, (25, 1)))
    wide = interval(ORDINARY)
    assert (high - low) * 5 == pytest.approx(wide[1] - wide[0], rel=0.15)  # theory: 25 times the articles, a fifth


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ([], None),
        ([[3, 1, 1]], None),  # definition: one article says nothing about others
        ([[0, 0, 0], [0, 0, 0]], None),  # definition: 0/0
        ([[1, 0, 0], [0, 1, 1]], (0.0, 1.0)),  # by hand: F1 is 0, 1/2 or 1 with chances 1/4, 1/2, 1/4
        ([[2, 1, 1], [2, 1, 1]], (2 / 3, 2 / 3)),  # by hand: every resample is 4/6
        ([[1, 0, 0], [0, 0, 0]], (1.0, 1.0)),  # by hand: a quarter of the resamples is 0/0 and left out
    ],
)
def test_small_cases(table, expected):
    found = interval(np.array(table, dtype=np.int64).reshape(-1, 3))
    assert found == (None if expected is None else pytest.approx(expected))
