"""Matching multisets by key and label."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actbank.metrics.outcome import match

A, B, C = ("A", ""), ("B", ""), ("C", "")
ITEMS = st.lists(st.tuples(st.integers(0, 2), st.sampled_from([A, B, C])), max_size=8)


@pytest.mark.parametrize(
    ("gold", "predicted", "hits", "spurious", "missed"),
    [
        ([], [], {}, {}, {}),
        ([(1, A)], [(1, A)], {A: 1}, {}, {}),
        ([(1, A)], [(2, A)], {}, {A: 1}, {A: 1}),
        ([(1, A)], [(1, A)] * 3, {A: 1}, {A: 2}, {}),  # by hand: two copies too many
        ([(1, A)], [(1, B)], {A: 1}, {}, {}),  # definition: a hit is counted under the gold label
        ([(1, A), (1, B)], [(1, B)], {B: 1}, {}, {A: 1}),  # definition: its own label first
        ([(1, B), (1, A)], [(1, C)], {A: 1}, {}, {B: 1}),  # definition: then the order of labels
        ([(1, A)], [(1, C), (1, B)], {A: 1}, {C: 1}, {}),  # definition: on the other side as well
    ],
)
def test_hits_spurious_and_missed(gold, predicted, hits, spurious, missed):
    outcome = match(gold, predicted)
    assert (outcome.hits, outcome.spurious, outcome.missed) == (hits, spurious, missed)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(ITEMS, ITEMS)
def test_totals_are_those_of_the_keys_alone(gold, predicted):
    outcome = match(gold, predicted)
    keys = Counter(key for key, _ in gold) & Counter(key for key, _ in predicted)
    assert outcome.hits.total() == keys.total()
    assert outcome.hits + outcome.missed == Counter(label for _, label in gold)
    assert outcome.hits.total() + outcome.spurious.total() == len(predicted)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(ITEMS, ITEMS, st.data())
def test_order_does_not_matter(gold, predicted, data):
    assert match(data.draw(st.permutations(gold)), data.draw(st.permutations(predicted))) == match(gold, predicted)
