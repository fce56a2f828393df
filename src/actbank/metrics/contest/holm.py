"""Holm's correction (1979) of p-values that are looked at together."""

from __future__ import annotations

from collections.abc import Sequence


def holm(p_values: Sequence[float]) -> list[float]:
    """Return the step-down adjusted p-values, in the order of the given ones.

    The smallest of m is multiplied by m, the next by m - 1 and so on; none is adjusted to less than a smaller one, and
    none to more than 1. Those below 0.05 are the hypotheses that Holm's test rejects at 0.05: the chance to reject one
    or more true ones among all is at most 0.05, whatever depends on what.

    >>> holm([0.04, 0.01, 0.03])
    [0.06, 0.03, 0.06]
    """
    adjusted = [0.0] * len(p_values)
    least = 0.0
    for rank, at in enumerate(sorted(range(len(p_values)), key=p_values.__getitem__)):
        least = max(least, min(1.0, (len(p_values) - rank) * p_values[at]))
        adjusted[at] = least
    return adjusted
