"""Calibration of scores: numbers by hand, by brute force over all orders of equal scores, and by scikit-learn."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actbank.metrics.confidences import Bin, Confidences


def of(*pairs, unscored=0):
    scores, hits = zip(*pairs, strict=True) if pairs else ((), ())
    return Confidences(np.array(scores, dtype=float), np.array(hits, dtype=bool), unscored)


FOUR = of((0.9, 1), (0.1, 0), (0.6, 0), (0.4, 1))


def test_four_scores_by_hand():
    assert (FOUR.number, FOUR.mean, FOUR.accuracy) == (4, 0.5, 0.5)
    assert FOUR.brier == pytest.approx((0.01 + 0.36 + 0.36 + 0.01) / 4)
    assert FOUR.calibration_error() == pytest.approx((0.1 + 0.1 + 0.6 + 0.6) / 4)  # each a bin of its own
    # 0.1 and 0.4 against a half, 0.6 and 0.9 against a half
    assert FOUR.bins(2) == (Bin(2, 1, 0.5), Bin(2, 1, 1.5))
    assert FOUR.calibration_error(2) == pytest.approx(0.25)
    # the surest first: right, wrong, right, wrong
    assert FOUR.risks().tolist() == pytest.approx([0, 1 / 2, 1 / 3, 2 / 4])
    assert FOUR.aurc == pytest.approx(1 / 3)


def test_equal_mass_and_equal_width_differ():
    many = of((0.81, 1), (0.82, 0), (0.83, 1), (0.84, 1), (0.05, 0))
    # of five, two halves: ranks 0.5, 1.5, 2.5 (the middle one goes up), 3.5, 4.5
    assert [(each.number, each.hits) for each in many.bins(2)] == [(2, 1), (3, 2)]
    assert [(each.number, each.hits) for each in many.bins(2, equal_mass=False)] == [(1, 0), (4, 3)]
    assert many.calibration_error(2) == pytest.approx((abs(1 - 0.86) + abs(2 - 2.49)) / 5)
    assert many.calibration_error(2, equal_mass=False) == pytest.approx((0.05 + abs(3 - 3.3)) / 5)


def test_scores_on_an_edge_belong_to_the_upper_bin_but_for_one():
    for at in range(10):
        assert of((at / 10, 1), (at / 10 + 0.05, 0)).bins(equal_mass=False)[0].number == 2
    assert [each.number for each in of((1.0, 1), (0.95, 1), (0.9, 1)).bins(equal_mass=False)] == [3]


def test_equal_scores_share_a_bin():
    # ranks 1 to 5 are equal: their middle, 3 of 6, opens the upper half; the sixth joins them
    assert [each.number for each in of(*[(0.3, 1)] * 5, (0.7, 1)).bins(2)] == [5, 1]
    assert [each.number for each in of(*[(0.3, 1)] * 4, (0.1, 0)).bins(2)] == [1, 4]
    assert [each.number for each in of(*[(0.5, 1)] * 20).bins()] == [20]


def test_nothing_scored():
    empty = of(unscored=3)
    assert (empty.number, empty.unscored, empty.bins(), empty.risks().tolist()) == (0, 3, (), [])
    assert {empty.mean, empty.accuracy, empty.brier, empty.aurc, empty.calibration_error()} == {None}
    assert empty.calibration_error(equal_mass=False) is None


def test_certain_and_right_or_wrong():
    right, wrong = of((1.0, 1), (0.0, 0)), of((1.0, 0), (0.0, 1))
    assert (right.calibration_error(), right.brier, right.aurc) == (0, 0, 0.25)
    assert (wrong.calibration_error(), wrong.brier, wrong.aurc) == (1, 1, 0.75)


@pytest.mark.parametrize(
    ("hits", "number", "low", "high"),
    [  # binomtest(hits, number).proportion_ci(method="wilson") of scipy 1.17
        (0, 10, 0.0, 0.2775328),
        (5, 10, 0.2365931, 0.7634069),
        (10, 10, 0.7224672, 1.0),
        (81, 263, 0.2552885, 0.3662096),
    ],
)
def test_intervals_are_those_of_wilson(hits, number, low, high):
    assert Bin(number, hits, 1.0).interval == pytest.approx((low, high), abs=1e-6)


def test_to_dict_by_hand():
    assert of((0.25, 0), (0.75, 1), unscored=1).to_dict() == {
        "scored": 2,
        "unscored": 1,
        "mean_score": 0.5,
        "accuracy": 0.5,
        "ece": 0.25,
        "ece_equal_width": 0.25,
        "brier": 0.0625,
        "aurc": 0.25,
        "bins": [{"n": 1, "score": 0.25, "accuracy": 0.0}, {"n": 1, "score": 0.75, "accuracy": 1.0}],
    }


def test_histogram_by_hand():
    assert of((0.0, 1), (0.49, 1), (0.5, 0), (1.0, 1)).histogram(2) == [2, 2]


TENTHS = st.lists(st.tuples(st.integers(0, 10), st.booleans()), min_size=1, max_size=6)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(TENTHS)
def test_risks_are_means_over_all_orders_of_equal_scores(drawn):
    found = of(*[(score / 10, hit) for score, hit in drawn]).risks()
    orders = [order for order in permutations(drawn) if list(order) == sorted(order, key=lambda pair: -pair[0])]
    for kept in range(1, len(drawn) + 1):
        errors = [sum(not hit for _, hit in order[:kept]) for order in orders]
        assert found[kept - 1] == pytest.approx(float(Fraction(sum(errors), len(orders) * kept)))


@settings(max_examples=150, deadline=None, derandomize=True)
@given(TENTHS, st.integers(1, 12), st.randoms(use_true_random=False))
def test_bins_by_brute_force_in_any_order(drawn, bins, chance):
    """The bin of a score by counting those below and beside it, one by one."""
    number = len(drawn)
    groups = {}
    for score, hit in drawn:
        below, beside = sum(other < score for other, _ in drawn), sum(other == score for other, _ in drawn)
        at = int((below + Fraction(beside, 2)) * bins / number)
        groups.setdefault(at, []).append((score, hit))
    chance.shuffle(drawn)
    found = of(*[(score / 10, hit) for score, hit in drawn])
    expected = [groups[at] for at in sorted(groups)]
    assert [(each.number, each.hits) for each in found.bins(bins)] == [
        (len(group), sum(hit for _, hit in group)) for group in expected
    ]
    gaps = [abs(sum(Fraction(score, 10) - hit for score, hit in group)) for group in expected]
    assert found.calibration_error(bins) == pytest.approx(float(sum(gaps) / number))


def test_scikit_learn_says_the_same():
    """The numbers are those of ``brier_score_loss(hits, scores)`` and, rounded to six digits, of
    ``calibration_curve(hits, scores, n_bins=10, strategy="uniform")`` and ``"quantile"`` of scikit-learn 1.9.1.
    """
    scores = ((np.arange(200) * 137 % 200 + 0.5) / 200) ** 0.5
    hits = np.arange(200) * 61 % 200 / 200 < scores**2
    found = Confidences(scores, hits)
    assert found.brier == pytest.approx(0.20098405486739196)
    wide, equal = found.bins(equal_mass=False), found.bins()
    assert [round(each.accuracy, 6) for each in wide] == [
        *(0.5, 0.0, 0.0, 0.142857, 0.222222),
        *(0.318182, 0.423077, 0.6, 0.735294, 0.894737),
    ]
    assert [round(each.score, 6) for each in wide] == [
        *(0.068301, 0.155641, 0.253351, 0.352387, 0.451855),
        *(0.551517, 0.651283, 0.751112, 0.850981, 0.950877),
    ]
    assert [round(each.accuracy, 6) for each in equal] == [0.1, 0.15, 0.25, 0.35, 0.45, 0.6, 0.6, 0.8, 0.85, 0.95]
    assert [round(each.score, 6) for each in equal] == [
        *(0.211017, 0.385471, 0.499162, 0.591104, 0.670475),
        *(0.741365, 0.806027, 0.865865, 0.921822, 0.974567),
    ]
