"""Batches by token budget: what must hold for any lengths, and cuts worked out by hand."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actbank.training.batches import TokenBatches

COSTS = st.lists(st.integers(1, 200), max_size=60)
BUDGETS = st.integers(1, 600)
PINNED = settings(derandomize=True, deadline=None)


def drawn(costs, budget, seed, epoch):
    sampler = TokenBatches(costs, budget, seed)
    sampler.set_epoch(epoch)
    return list(sampler)


@PINNED
@given(COSTS, BUDGETS, st.integers(0, 5), st.integers(0, 5))
def test_every_item_is_there_once_an_epoch(costs, budget, seed, epoch):
    batches = drawn(costs, budget, seed, epoch)
    assert sorted(item for batch in batches for item in batch) == list(range(len(costs)))
    assert all(batches)


@PINNED
@given(COSTS, BUDGETS, st.integers(0, 5))
def test_every_epoch_has_as_many_batches_as_the_length_says(costs, budget, seed):
    sampler = TokenBatches(costs, budget, seed)
    for epoch in range(4):
        sampler.set_epoch(epoch)
        assert len(list(sampler)) == len(sampler)


@PINNED
@given(COSTS.filter(bool), BUDGETS, st.integers(0, 5), st.integers(0, 5))
def test_padded_size_is_at_most_eleven_ninths_of_the_budget(costs, budget, seed, epoch):
    # Noise is 0.9 .. 1.1: the item at a place is noisier than the one that belongs there by 1.1 / 0.9 at the most.
    for batch in drawn(costs, budget, seed, epoch):
        padded = len(batch) * max(costs[item] for item in batch)
        assert len(batch) == 1 or 9 * padded <= 11 * budget


@PINNED
@given(COSTS, BUDGETS, st.integers(0, 5), st.integers(0, 5))
def test_order_depends_on_seed_and_epoch_alone(costs, budget, seed, epoch):
    sampler = TokenBatches(costs, budget, seed)
    for before in range(epoch):
        sampler.set_epoch(before)
        list(sampler)
    sampler.set_epoch(epoch)
    assert list(sampler) == list(sampler) == drawn(costs, budget, seed, epoch)


def test_epochs_and_seeds_differ():
    costs = [7 + at % 40 for at in range(100)]
    orders = [drawn(costs, 120, seed, epoch) for seed, epoch in ((0, 0), (0, 1), (1, 0))]
    assert all(one != other for one, other in pairwise([*orders, orders[0]]))
    assert {frozenset(batch) for batch in orders[0]} != {frozenset(batch) for batch in orders[1]}


@pytest.mark.parametrize(
    ("costs", "budget", "sizes"),
    [  # by hand: costs in ascending order, a batch ends where items * longest would pass the budget
        ([10, 10, 10, 10], 30, [3, 1]),
        ([10, 20, 30], 60, [2, 1]),  # 2 * 20 <= 60, 3 * 30 > 60
        ([50, 1, 1, 1], 6, [3, 1]),  # above the budget: a batch of its own
        ([50, 60], 6, [1, 1]),
        ([5], 5, [1]),
        ([], 5, []),
    ],
)
def test_sizes_by_hand(costs, budget, sizes):
    sampler = TokenBatches(costs, budget, 0)
    assert sampler.sizes == sizes
    assert sorted(map(len, sampler)) == sorted(sizes)
    assert sampler.batch_size == max(sizes, default=1)
