"""Intervals of mean F1 over seeds and of differences: exact small cases, draws one by one, and how often they hold."""

from __future__ import annotations

import random

import numpy as np
import pytest

from actbank.metrics.contest import differences as differences_module
from actbank.metrics.contest.differences import difference_interval, mean_interval
from actbank.metrics.resample import interval

ORDINARY = [np.array([[n % 4, (n * k) % 3, (n * 5 + k) % 2] for n in range(60)]) for k in (1, 2, 5, 7, 11)]


def table(*rows):
    return np.array(rows, dtype=np.int64).reshape(-1, 3)


def f1(rows):
    tp, fp, fn = (sum(column) for column in zip(*rows, strict=True))
    return 2 * tp / (2 * tp + fp + fn)


def one_by_one(first, second, resamples, seed):
    """The bootstrap in plain Python: draw articles, then one seed less than there are (at least one), then subtract."""
    chance = random.Random(seed)
    sides = [[one.tolist() for one in side] for side in (first, second)]
    articles, found = len(sides[0][0]), []
    for _ in range(resamples):
        places = chance.choices(range(articles), k=articles)
        means = []
        for side in sides:
            models = chance.choices(side, k=max(1, len(side) - 1))
            means.append(sum(f1([model[at] for at in places]) for model in models) / len(models))
        found.append(means[0] - means[1])
    found.sort()
    return found[int(0.025 * resamples)], found[int(0.975 * resamples)]


@pytest.mark.parametrize(("seeds", "others"), [(1, 1), (1, 2), (2, 3)])
def test_close_to_the_textbook(seeds, others):
    first, second = ORDINARY[:seeds], ORDINARY[seeds : seeds + others]
    assert difference_interval(first, second, 4000) == pytest.approx(one_by_one(first, second, 4000, 1), abs=0.012)


def test_one_seed_has_the_interval_that_scores_have():
    assert mean_interval([ORDINARY[0]], seed=3) == interval(ORDINARY[0], seed=3)


def test_the_same_articles_are_drawn_for_both():
    """Articles that are hard for both systems widen the interval of each, and not that of the difference."""
    first = table(*([[3, 0, 0]] * 20 + [[0, 0, 3]] * 20))
    second = table(*([[3, 0, 0]] * 20 + [[0, 1, 3]] * 20))
    low, high = difference_interval([first], [second])
    alone = mean_interval([first])
    assert high - low < 0.5 * (alone[1] - alone[0])
    assert low > 0


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ([], [], None),
        ([[3, 1, 1]], [[1, 0, 3]], None),  # definition: one article says nothing about others
        ([[0, 0, 0], [0, 0, 0]], [[0, 0, 0], [0, 0, 0]], None),  # definition: 0/0
        ([[1, 0, 0], [2, 1, 1]], [[1, 0, 0], [2, 1, 1]], (0.0, 0.0)),  # definition: equal systems never differ
        ([[2, 0, 0], [2, 0, 0]], [[1, 0, 1], [1, 0, 1]], (1 / 3, 1 / 3)),  # by hand: 4/4 - 4/6 in every resample
        # by hand: the first is 1 in all, the second 0, 2/3 or 1 with chances 1/4, 1/2, 1/4
        ([[1, 0, 0], [1, 0, 0]], [[1, 0, 0], [0, 0, 1]], (0.0, 1.0)),
        # by hand: where only the second article is drawn, nothing is on either side; else 1 - 0
        ([[1, 0, 0], [0, 0, 0]], [[0, 0, 1], [0, 0, 0]], (1.0, 1.0)),
    ],
)
def test_small_cases(first, second, expected):
    found = difference_interval([table(*first)], [table(*second)])
    assert found == (None if expected is None else pytest.approx(expected))


@pytest.mark.parametrize(
    ("seeds", "expected"),
    [
        # by hand: one of two seeds is drawn, F1 1 or 0
        ([[[1, 0, 0]] * 2, [[0, 0, 1]] * 2], (0.0, 1.0)),
        # by hand: two of three are drawn, mean 1, 1/2 or 0
        ([[[1, 0, 0]] * 2, [[0, 0, 1]] * 2, [[0, 0, 1]] * 2], (0.0, 1.0)),
        # by hand: three of four are drawn, all of them the first with a chance of 1/64, two of them with 9/64
        ([[[1, 0, 0]] * 2, *[[[0, 0, 1]] * 2] * 3], (0.0, 2 / 3)),
        # by hand: equal seeds, no spread
        ([[[1, 0, 1]] * 2, [[1, 0, 1]] * 2], (2 / 3, 2 / 3)),
    ],
)
def test_seeds_by_hand(seeds, expected):
    assert mean_interval([table(*rows) for rows in seeds]) == pytest.approx(expected)


def test_the_seeds_of_each_system_are_drawn_on_their_own():
    right, wrong = table(*[[1, 0, 0]] * 2), table(*[[0, 0, 1]] * 2)
    assert difference_interval([right, wrong], [right, wrong]) == (-1.0, 1.0)  # by hand: 1 - 0, 0 and 0 - 1


def test_the_other_way_round_it_is_the_negative():
    low, high = difference_interval(ORDINARY[:1], ORDINARY[1:2], 8000)
    turned = difference_interval(ORDINARY[1:2], ORDINARY[:1], 8000)
    assert turned == pytest.approx((-high, -low), abs=0.006)


def test_equal_seeds_give_equal_intervals_in_any_order_of_articles():
    first, second = ORDINARY[:2], ORDINARY[2:]
    backwards = [[one[::-1].copy() for one in side] for side in (first, second)]
    assert difference_interval(first, second, seed=3) == difference_interval(*backwards, seed=3)
    assert difference_interval(first, second, seed=3) != difference_interval(first, second, seed=4)


def test_small_blocks_give_the_same_draws(monkeypatch):
    whole = difference_interval(ORDINARY[:2], ORDINARY[2:], 501)
    monkeypatch.setattr(differences_module, "_CELLS", 1000)
    assert difference_interval(ORDINARY[:2], ORDINARY[2:], 501) == whole


def test_seeds_that_differ_widen_it():
    same, apart = [ORDINARY[0]] * 3, [ORDINARY[0], ORDINARY[0] + [0, 2, 0], ORDINARY[0] + [2, 0, 0]]
    narrow, wide = mean_interval(same), mean_interval(apart)
    assert wide[1] - wide[0] > 1.5 * (narrow[1] - narrow[0])
