"""Keeping the memory of long trainings on processors bounded.

Batches of ever new shapes leave freed memory in pieces that the C library keeps, and let oneDNN cache a compiled
kernel for each shape: a training that needs 1.5 GB grew to over 4 GB in ten epochs.
"""

from __future__ import annotations

import ctypes
import os
import sys

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8
_LARGE = 1 << 20
_KERNELS = "32"


def bound_memory() -> None:
    """Give large blocks back to the system when they are freed, and keep few compiled kernels.

    Has an effect on Linux with the GNU C library, and only before the first computation; elsewhere it does nothing.
    """
    os.environ.setdefault("ONEDNN_PRIMITIVE_CACHE_CAPACITY", _KERNELS)
    if not sys.platform.startswith("linux"):
        return
    try:
        set_option = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):
        return
    for option, value in ((_M_MMAP_THRESHOLD, _LARGE), (_M_TRIM_THRESHOLD, _LARGE), (_M_ARENA_MAX, 2)):
        set_option(option, value)
