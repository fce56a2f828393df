"""Which number format this machine trains in."""

from __future__ import annotations

import torch

from actbank.problems import UnknownName, unknown_name

CHOICES = ("auto", "bf16", "fp32")


def has_bf16() -> bool:
    """Return whether bf16 is fast here: a GPU that has it, or a processor with its instructions."""
    if torch.cuda.is_available():
        return bool(torch.cuda.is_bf16_supported())
    probe = getattr(torch.cpu, "_is_avx512_bf16_supported", None)
    return bool(probe and probe())


def use_bf16(precision: str) -> bool:
    """Return whether to train in bf16.

    Raises:
        UnknownName: ``precision`` is not one of `CHOICES`.
    """
    if precision not in CHOICES:
        error: UnknownName = unknown_name("training.precision", precision, CHOICES)
        raise error
    return precision == "bf16" or (precision == "auto" and has_bf16())
