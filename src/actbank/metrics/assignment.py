"""Maximum-weight assignment of rows to columns, in exact integers (Kuhn 1955, by shortest augmenting paths)."""

from __future__ import annotations

import math
from collections.abc import Sequence


def assign(weights: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """Return the (row, column) pairs of a one-to-one assignment of maximum total weight, sorted.

    Weights are integers of any size, at least 0; pairs of weight 0 are left out. Takes ``O(n * n * m)`` steps for the
    shorter side ``n`` and the longer side ``m``.
    """
    if not weights or not weights[0]:
        return []
    if len(weights) > len(weights[0]):
        turned = [list(column) for column in zip(*weights, strict=True)]
        return sorted((row, column) for column, row in assign(turned))
    owners = _owners([[-weight for weight in row] for row in weights])
    pairs = ((row, column) for column, row in enumerate(owners) if row >= 0)
    return sorted((row, column) for row, column in pairs if weights[row][column] > 0)


def _owners(costs: list[list[int]]) -> list[int]:
    """Return for every column its row in an assignment of least cost, or -1; there are no more rows than columns."""
    width = len(costs[0])
    owners = [-1] * (width + 1)  # the last column is a place to stand on for the row that is being added
    row_prices, column_prices = [0] * len(costs), [0] * (width + 1)
    for row in range(len(costs)):
        owners[width] = row
        column, came_from = _shortest_path(costs, owners, row_prices, column_prices)
        while column != width:
            owners[column] = owners[came_from[column]]
            column = came_from[column]
    return owners[:width]


def _shortest_path(
    costs: list[list[int]], owners: list[int], row_prices: list[int], column_prices: list[int]
) -> tuple[int, list[int]]:
    """Return the free column that is cheapest to reach and the way back from each column; brings prices up to date."""
    width = len(costs[0])
    slack: list[float] = [math.inf] * width
    came_from = [width] * width
    reached, outside, column = [], list(range(width)), width
    while owners[column] >= 0:
        reached.append(column)
        row = owners[column]
        for other in outside:
            reduced = costs[row][other] - row_prices[row] - column_prices[other]
            if reduced < slack[other]:
                slack[other], came_from[other] = reduced, column
        nearest = min(outside, key=slack.__getitem__)
        step = int(slack[nearest])
        for known in reached:
            row_prices[owners[known]] += step
            column_prices[known] -= step
        for other in outside:
            slack[other] -= step
        outside.remove(nearest)
        column = nearest
    return column, came_from
