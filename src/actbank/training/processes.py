"""Which of several training processes writes the files."""

from __future__ import annotations

import os


def is_main() -> bool:
    """Return whether this is the first process of a ``torchrun``, or the only one."""
    return int(os.environ.get("RANK", "0")) == 0
