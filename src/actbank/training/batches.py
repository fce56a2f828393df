"""Batches filled by token budget from items sorted by length."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from torch.utils.data import Sampler


class TokenBatches(Sampler[list[int]]):
    """Batches of indices whose padded size stays near a token budget.

    Items are sorted by length with a little noise, so that batches differ from epoch to epoch; the cuts between
    batches are fixed once, so that every epoch has the same number of batches. The order depends on seed and epoch
    alone.
    """

    def __init__(self, costs: Sequence[int], budget: int, seed: int) -> None:
        """Take the tokens of each item, the tokens a batch may have with padding, and a seed."""
        self.costs = np.asarray(costs, dtype=np.int64)
        self.sizes = _batch_sizes(np.sort(self.costs), budget)
        self.seed = seed
        self.epoch = 0
        self.batch_size = max(self.sizes, default=1)
        self.drop_last = False

    def set_epoch(self, epoch: int) -> None:
        """Choose the order of the epoch."""
        self.epoch = epoch

    def __len__(self) -> int:
        """Return the number of batches."""
        return len(self.sizes)

    def __iter__(self) -> Iterator[list[int]]:
        """Yield the batches of the current epoch."""
        generator = np.random.default_rng([self.seed, self.epoch])
        noisy = self.costs * generator.uniform(0.9, 1.1, len(self.costs))
        order = np.argsort(noisy, kind="stable")
        batches = np.split(order, np.cumsum(self.sizes)[:-1])
        for at in generator.permutation(len(self.sizes)):
            yield batches[at].tolist()


def _batch_sizes(costs: Sequence[int] | np.ndarray[tuple[int, ...], np.dtype[np.int64]], budget: int) -> list[int]:
    """Return batch sizes for items in ascending order of cost; an item above the budget is a batch of its own."""
    sizes: list[int] = []
    held = 0
    for cost in costs:
        if held and cost * (held + 1) > budget:
            sizes.append(held)
            held = 0
        held += 1
    return [*sizes, held] if held else sizes
