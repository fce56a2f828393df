"""Holm's correction: worked tables, and his step-down procedure itself."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actbank.metrics.contest import holm as holm_module
from actbank.metrics.contest.holm import holm


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], []),
        ([0.03], [0.03]),
        # by hand: 3 * .005 = .015; 2 * .0275 = .055; 1 * .06
        ([0.005, 0.0275, 0.06], [0.015, 0.055, 0.06]),
        # by hand, sorted .01 .02 .03 .04: .04, .06, .06, .04 that may not be less than .06
        ([0.04, 0.01, 0.03, 0.02], [0.06, 0.04, 0.06, 0.06]),
        ([0.5, 0.4, 0.9], [1.0, 1.0, 1.0]),  # by hand: 1.2 and 1.0, no p-value is above 1
        ([0.02, 0.02], [0.04, 0.04]),  # by hand: equal ones stay equal
        ([0.0001, 0.04, 0.05, 0.9], [0.0004, 0.12, 0.12, 0.9]),  # by hand: .0004, .12, .10 raised to .12, .9
    ],
)
def test_worked_tables(given, expected):
    assert holm(given) == pytest.approx(expected)


def rejected(p_values, level):
    """Holm's procedure as he tells it: reject from the smallest on, stop at the first that is not small enough."""
    order = sorted(range(len(p_values)), key=lambda at: p_values[at])
    found = set()
    for step, at in enumerate(order):
        if p_values[at] > level / (len(p_values) - step):
            break
        found.add(at)
    return found


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(st.integers(1, 997), max_size=8), st.sampled_from([0.0107, 0.0503, 0.2003]))
def test_rejects_what_the_procedure_rejects(thousandths, level):
    p_values = [p / 997 for p in thousandths]
    assert {at for at, p in enumerate(holm(p_values)) if p <= level} == rejected(p_values, level)


def test_the_example():
    assert doctest.testmod(holm_module).failed == 0
