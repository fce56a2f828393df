"""F1 of arrays: the same numbers as from counts one by one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actbank.metrics.counts import Counts
from actbank.metrics.f1 import micro_f1

NUMBERS = st.integers(0, 10**6)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS), min_size=1, max_size=5))
def test_equals_the_f1_of_counts(rows):
    found = micro_f1(np.array(rows))
    expected = [Counts(*row).f1 for row in rows]
    assert [None if np.isnan(f1) else f1 for f1 in found] == pytest.approx(expected)


def test_any_shape_and_nan_at_nothing():
    totals = np.array([[[2, 1, 1], [0, 0, 0]], [[0, 3, 0], [5, 0, 0]]])
    assert micro_f1(totals).tolist() == [[pytest.approx(2 / 3), pytest.approx(np.nan, nan_ok=True)], [0.0, 1.0]]
