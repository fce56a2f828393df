"""Pairs of what an exact comparison has left over: as many as can be, and as alike as can be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from actbank.metrics.assignment import assign

Left = TypeVar("Left")
Right = TypeVar("Right")
Likeness = tuple[int, ...]
"""How alike two things are, the weightiest level first; integers of at least 0."""


def pair_left(
    left: Sequence[Left], right: Sequence[Right], likeness: Callable[[Left, Right], Likeness | None]
) -> list[tuple[int, int]]:
    """Return the index pairs of a one-to-one assignment of what may be paired, sorted.

    Among all assignments it is the one with most pairs, then with the greatest sum of the first level of likeness, of
    the second, and so on; ties go by the order of the sequences.

    Args:
        left: Things of one side.
        right: Things of the other side.
        likeness: How alike two of them are, ``None`` when they may not be paired; always with the same levels.
    """
    found = {(row, column): likeness(a, b) for row, a in enumerate(left) for column, b in enumerate(right)}
    levels = {pair: (1, *values) for pair, values in found.items() if values is not None}
    if not levels:
        return []
    base = 1 + min(len(left), len(right)) * max(max(values) for values in levels.values())
    weights = [[0] * len(right) for _ in left]
    for (row, column), values in levels.items():
        weights[row][column] = _number(values, base)
    return assign(weights)


def _number(digits: Likeness, base: int) -> int:
    """Return the number of these digits; a sum over all pairs never carries from one digit to the next."""
    number = 0
    for digit in digits:
        number = number * base + digit
    return number
