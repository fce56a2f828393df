"""Pairs of what is left: against every one-to-one assignment there is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actbank.metrics.explain.leftovers import pair_left

LEVELS = st.none() | st.tuples(st.integers(0, 2), st.integers(0, 3))
TABLES = st.integers(0, 4).flatmap(
    lambda width: st.lists(st.lists(LEVELS, min_size=width, max_size=width), min_size=0, max_size=4)
)


def assignments(rows, columns):
    """Every one-to-one set of pairs, including the empty one."""
    if not rows:
        yield ()
        return
    for rest in assignments(rows[1:], columns):
        yield rest
    for column in columns:
        for rest in assignments(rows[1:], [other for other in columns if other != column]):
            yield ((rows[0], column), *rest)


def worth(table, pairs):
    levels = [table[row][column] for row, column in pairs]
    if None in levels:
        return None
    return len(pairs), *(sum(values) for values in zip(*levels, strict=True))


@settings(max_examples=150, deadline=None, derandomize=True)
@given(TABLES)
def test_no_assignment_is_better(table):
    width = len(table[0]) if table else 0
    rows, columns = list(range(len(table))), list(range(width))
    found = pair_left(rows, columns, lambda row, column: table[row][column])
    totals = [worth(table, pairs) for pairs in assignments(rows, columns)]
    assert worth(table, found) == max(total for total in totals if total is not None)
    assert found == sorted(found)


@pytest.mark.parametrize(
    ("levels", "pairs"),
    [
        ({}, []),
        ({(0, 0): (0,)}, [(0, 0)]),  # a pair of no likeness at all is still a pair
        # by hand: (0, 0) alone is worth most, two pairs come first
        ({(0, 0): (9,), (0, 1): (1,), (1, 0): (1,)}, [(0, 1), (1, 0)]),
        # by hand: the first level decides whatever the second says
        ({(0, 0): (1, 0), (0, 1): (0, 99)}, [(0, 0)]),
        # by hand: 1 + 1 on the second level, against 2 + 1
        ({(0, 0): (0, 1), (0, 1): (0, 2), (1, 0): (0, 1), (1, 1): (0, 1)}, [(0, 1), (1, 0)]),
    ],
)
def test_what_comes_first(levels, pairs):
    assert pair_left([0, 1], [0, 1], lambda row, column: levels.get((row, column))) == pairs


def test_nothing_on_one_side():
    assert pair_left([], [1], lambda *_: (1,)) == []
    assert pair_left([1], [], lambda *_: (1,)) == []
