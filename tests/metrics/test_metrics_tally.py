"""Tally: adding up by type, by role and by article."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actbank.metrics.counts import Counts
from actbank.metrics.outcome import Outcome
from actbank.metrics.tally import Tally, mean_f1

LABELS = st.sampled_from([("JOIN", "actor"), ("JOIN", "time"), ("LEAVE", "actor"), ("ACCUSE", "")])
SIDES = st.lists(LABELS, max_size=4).map(Counter)
OUTCOMES = st.lists(st.builds(Outcome, SIDES, SIDES, SIDES), max_size=5)


def pooled(outcomes, type=None, role=None):
    """Plain addition over everything."""

    def total(side):
        return sum(n for (t, r), n in side.items() if type in (None, t) and role in (None, r))

    sides = [(outcome.hits, outcome.spurious, outcome.missed) for outcome in outcomes]
    return Counts(*(sum(total(side[index]) for side in sides) for index in range(3)))


@settings(max_examples=100, deadline=None, derandomize=True)
@given(OUTCOMES)
def test_any_slice_is_plain_addition(outcomes):
    tally = Tally.of(outcomes)
    for kind in (None, "JOIN", "LEAVE", "ACCUSE", "absent"):
        for role in (None, "actor", "time"):
            expected = pooled(outcomes, kind, role)
            assert tally.counts(kind, role) == expected
            assert Counts(*tally.by_article(kind, role).sum(axis=0).tolist()) == expected
            single = [[c.tp, c.fp, c.fn] for c in (pooled([outcome], kind, role) for outcome in outcomes)]
            assert tally.by_article(kind, role).tolist() == single
    assert tally.by_type == {t: pooled(outcomes, t) for t in sorted({label[0] for label in tally.labels})}
    assert tally.by_role == {r: pooled(outcomes, None, r) for r in sorted({label[1] for label in tally.labels} - {""})}


def test_articles_that_add_nothing_keep_their_row():
    empty = Outcome(Counter(), Counter(), Counter())
    hit = Outcome(Counter({("JOIN", ""): 1}), Counter(), Counter())
    tally = Tally.of([empty, hit, empty])
    assert tally.by_article().tolist() == [[0, 0, 0], [1, 0, 0], [0, 0, 0]]
    assert tally.entries.dtype == np.int64


def test_no_articles():
    tally = Tally.of([])
    assert (tally.articles, tally.counts(), tally.by_type, tally.macro_f1) == (0, Counts(), {}, None)
    assert tally.by_article().shape == (0, 3)


def test_labels_are_sorted_whatever_comes_first():
    first = Outcome(Counter({("JOIN", ""): 2}), Counter(), Counter())
    second = Outcome(Counter(), Counter({("ACCUSE", ""): 3}), Counter())
    tally = Tally.of([first, second])
    assert tally.labels == (("ACCUSE", ""), ("JOIN", ""))
    assert tally.entries.tolist() == [[0, 1, 2, 0, 0], [1, 0, 0, 3, 0]]


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        ({}, None),
        ({"JOIN": Counts(1, 0, 0), "LEAVE": Counts(0, 0, 1)}, 0.5),  # by hand: (1 + 0) / 2
        ({"JOIN": Counts(1, 1, 0), "GHOST": Counts(0, 5, 0)}, 2 / 3),  # by hand: a type without gold is left out
        ({"GHOST": Counts(0, 5, 0)}, None),
    ],
)
def test_mean_over_groups_with_gold(groups, expected):
    assert mean_f1(groups) == (None if expected is None else pytest.approx(expected))
