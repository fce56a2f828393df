"""Examples as tensors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor

from actbank.encoding.examples import IGNORED, Example, TriggerExample

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

Words = tuple[tuple[int, ...], ...]


class WindowCollator:
    """Pads windows of words to one batch; special tokens are the tokenizer's own."""

    def __init__(self, tokenizer: PreTrainedTokenizerBase) -> None:
        """Read from the tokenizer what it puts around a text and how it pads."""
        plain = tokenizer("a", add_special_tokens=False)["input_ids"]
        marked = tokenizer("a")["input_ids"]
        at = marked.index(plain[0])
        self.before, self.after = marked[:at], marked[at + len(plain) :]
        self.pad = tokenizer.pad_token_id or 0

    def inputs(self, windows: Sequence[Words], tails: Sequence[Sequence[int]] | None = None) -> dict[str, Tensor]:
        """Return ``input_ids`` and ``attention_mask`` ``(windows, tokens)`` and ``starts`` ``(windows, words)``.

        Args:
            windows: Token ids of each word of each window.
            tails: Token ids that follow each window behind what the tokenizer puts after a text; nothing without them.
        """
        rows, starts = [], []
        for words, tail in zip(windows, tails or [()] * len(windows), strict=True):
            row, first = list(self.before), []
            for word in words:
                first.append(len(row))
                row.extend(word)
            rows.append([*row, *self.after, *tail])
            starts.append(first)
        ids = padded(rows, self.pad)
        mask = padded([[1] * len(row) for row in rows], 0)
        return {"input_ids": ids, "attention_mask": mask, "starts": padded(starts, 0)}

    def __call__(self, examples: Sequence[Example]) -> dict[str, Tensor]:
        """Return the arguments of `OnePassModel.forward`."""
        batch = self.inputs([example.words for example in examples])
        batch["tags"] = padded([example.tags.tolist() for example in examples], IGNORED)
        rows = [(at, trigger) for at, example in enumerate(examples) for trigger in example.triggers]
        batch["window"] = _column([at for at, _ in rows])
        return {**batch, **gold_columns([trigger for _, trigger in rows], batch["starts"].shape[1])}


def gold_columns(triggers: Sequence[TriggerExample], length: int) -> dict[str, Tensor]:
    """Return what gold says about triggers of windows of so many words at most.

    ``spans`` is ``(triggers, 2)``, ``types``, ``polarity`` and ``modality`` are ``(triggers,)``, ``role_tags`` is
    ``(triggers, words, channels)``.
    """
    return {
        "spans": _column([(trigger.start, trigger.end) for trigger in triggers]).view(-1, 2),
        "types": _column([trigger.type for trigger in triggers]),
        "polarity": _column([trigger.polarity for trigger in triggers]),
        "modality": _column([trigger.modality for trigger in triggers]),
        "role_tags": _role_tags([trigger.roles for trigger in triggers], length),
    }


def padded(rows: Sequence[Sequence[int]], value: int) -> Tensor:
    """Return rows of unlike length as one table, filled up with ``value``."""
    length = max((len(row) for row in rows), default=0)
    table = np.full((len(rows), length), value, dtype=np.int64)
    for at, row in enumerate(rows):
        table[at, : len(row)] = row
    return torch.from_numpy(table)


def _column(values: Sequence[object]) -> Tensor:
    return torch.tensor(values, dtype=torch.long)


def _role_tags(rows: Sequence[np.ndarray[tuple[int, ...], np.dtype[np.int8]]], length: int) -> Tensor:
    """Return ``(triggers, words, channels)``."""
    channels = rows[0].shape[0] if rows else 1
    table = np.full((len(rows), length, channels), IGNORED, dtype=np.int64)
    for at, row in enumerate(rows):
        table[at, : row.shape[1]] = row.T
    return torch.from_numpy(table)
