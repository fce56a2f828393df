"""Counts: integers that add, ratios with their 0/0 cases."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actbank.metrics.counts import Counts, percent

NUMBERS = st.integers(0, 10**6)


@pytest.mark.parametrize(
    ("counts", "precision", "recall", "f1"),
    [
        (Counts(3, 1, 2), 0.75, 0.6, 2 / 3),  # by hand: 3/4, 3/5, 6/9
        (Counts(5, 0, 0), 1.0, 1.0, 1.0),  # by hand: nothing wrong
        (Counts(0, 0, 4), 0.0, 0.0, 0.0),  # definition: no prediction, but gold
        (Counts(0, 4, 0), 0.0, 0.0, 0.0),  # definition: no gold, but predictions
        (Counts(0, 2, 3), 0.0, 0.0, 0.0),  # by hand: 0/2, 0/3, 0/5
        (Counts(), None, None, None),  # definition: nothing on either side
    ],
)
def test_ratios(counts, precision, recall, f1):
    assert counts.precision == precision
    assert counts.recall == recall
    assert counts.f1 == (None if f1 is None else pytest.approx(f1))


def test_sizes_of_both_sides():
    counts = Counts(3, 1, 2)
    assert (counts.predicted, counts.gold) == (4, 5)  # by hand: 3+1, 3+2


@settings(max_examples=50, deadline=None, derandomize=True)
@given(st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS), min_size=1, max_size=5))
def test_counts_add_field_by_field(rows):
    columns = [sum(column) for column in zip(*rows, strict=True)]
    assert sum((Counts(*row) for row in rows), Counts()) == Counts(*columns)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(NUMBERS, NUMBERS, NUMBERS)
def test_f1_is_the_harmonic_mean_of_precision_and_recall(tp, fp, fn):
    counts = Counts(tp, fp, fn)
    if not tp:
        assert counts.f1 == (0.0 if fp + fn else None)
        return
    assert counts.f1 == pytest.approx(2 / (1 / counts.precision + 1 / counts.recall))


def test_to_dict_gives_integers_and_percentages():
    expected = {"tp": 1, "fp": 2, "fn": 0, "precision": 33.33, "recall": 100.0, "f1": 50.0}  # by hand: 1/3, 1/1, 2/4
    assert Counts(1, 2, 0).to_dict() == expected


@pytest.mark.parametrize(("ratio", "expected"), [(None, None), (0.0, 0.0), (2 / 3, 66.67), (1.0, 100.0)])
def test_percent(ratio, expected):
    assert percent(ratio) == expected
