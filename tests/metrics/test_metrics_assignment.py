"""Assignment: against brute force, scipy, and integers that no float holds."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actbank.metrics.assignment import assign


@st.composite
def matrices(draw, most=5, largest=6):
    rows, columns = draw(st.integers(1, most)), draw(st.integers(1, most))
    row = st.lists(st.integers(0, largest), min_size=columns, max_size=columns)
    return draw(st.lists(row, min_size=rows, max_size=rows))


def total(weights, pairs):
    return sum(weights[row][column] for row, column in pairs)


def brute_force(weights):
    """The greatest total over all ways to give every row or, if there are fewer, every column a partner."""
    rows, columns = range(len(weights)), range(len(weights[0]))
    if len(rows) > len(columns):
        return max(total(weights, zip(order, columns, strict=True)) for order in permutations(rows, len(columns)))
    return max(total(weights, zip(rows, order, strict=True)) for order in permutations(columns, len(rows)))


@settings(max_examples=200, deadline=None, derandomize=True)
@given(matrices())
def test_total_equals_brute_force(weights):
    pairs = assign(weights)
    assert total(weights, pairs) == brute_force(weights)
    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs)
    assert all(weights[row][column] for row, column in pairs)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(matrices(most=25, largest=1000))
def test_total_equals_scipy(weights):
    optimize = pytest.importorskip("scipy.optimize")
    rows, columns = optimize.linear_sum_assignment(weights, maximize=True)
    assert total(weights, assign(weights)) == total(weights, zip(rows, columns, strict=True))


@pytest.mark.parametrize(
    ("weights", "pairs"),
    [
        ([], []),
        ([[]], []),
        ([[0]], []),  # by hand: weight 0 is left out
        ([[5]], [(0, 0)]),
        ([[3, 2], [2, 0]], [(0, 1), (1, 0)]),  # by hand: greedy takes 3 + 0, the best is 2 + 2
        ([[1], [4], [2]], [(1, 0)]),  # by hand: one column, the heaviest row
        ([[10**40, 10**40 + 1], [10**40, 10**40]], [(0, 1), (1, 0)]),  # by hand: floats would see a tie
    ],
)
def test_small_cases(weights, pairs):
    assert assign(weights) == pairs
