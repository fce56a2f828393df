"""Micro F1 of many pooled counts at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def micro_f1(totals: NDArray[Any]) -> NDArray[np.float64]:
    """Return the F1 of tp, fp and fn along the last axis, ``(..., 3)`` to ``(...)``; NaN at 0/0.

    Multiplying all three by a number changes nothing.
    """
    hits = 2.0 * totals[..., 0]
    whole = hits + totals[..., 1] + totals[..., 2]
    ratios: NDArray[np.float64] = np.divide(hits, whole, out=np.full_like(whole, np.nan), where=whole > 0)
    return ratios
