"""Examples as tensors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor

from actbank.encoding.examples import IGNORED, Example

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

    def inputs(self, windows: Sequence[Words]) -> dict[str, Tensor]:
        """Return ``input_ids`` and ``attention_mask`` ``(windows, tokens)`` and ``starts`` ``(windows, words)``."""
        rows, starts = [], []
        for words in windows:
            row, first = list(self.before), []
            for word in words:
                first.append(len(row))
                row.extend(word)
            rows.append(row + self.after)
            starts.append(first)
        ids = _padded(rows, self.pad)
        mask = _padded([[1] * len(row) for row in rows], 0)
        return {"input_ids": ids, "attention_mask": mask, "starts": _padded(starts, 0)}

    def __call__(self, examples: Sequence[Example]) -> dict[str, Tensor]:
        """Return the arguments of `OnePassModel.forward`."""
        batch = self.inputs([example.words for example in examples])
        batch["tags"] = _padded([example.tags.tolist() for example in examples], IGNORED)
        rows = [(at, trigger) for at, example in enumerate(examples) for trigger in example.triggers]
        batch["window"] = _column([at for at, _ in rows])
        batch["spans"] = _column([(trigger.start, trigger.end) for _, trigger in rows]).view(-1, 2)
        for name in ("polarity", "modality"):
            batch[name] = _column([getattr(trigger, name) for _, trigger in rows])
        batch["types"] = _column([trigger.type for _, trigger in rows])
        batch["role_tags"] = _role_tags([trigger.roles for _, trigger in rows], batch["starts"].shape[1])
        return batch


def _column(values: Sequence[object]) -> Tensor:
    return torch.tensor(values, dtype=torch.long)


def _padded(rows: Sequence[Sequence[int]], value: int) -> Tensor:
    length = max((len(row) for row in rows), default=0)
    table = np.full((len(rows), length), value, dtype=np.int64)
    for at, row in enumerate(rows):
        table[at, : len(row)] = row
    return torch.from_numpy(table)


def _role_tags(rows: Sequence[np.ndarray[tuple[int, ...], np.dtype[np.int8]]], length: int) -> Tensor:
    """Return ``(triggers, words, channels)``."""
    channels = rows[0].shape[0] if rows else 1
    table = np.full((len(rows), length, channels), IGNORED, dtype=np.int64)
    for at, row in enumerate(rows):
        table[at, : row.shape[1]] = row.T
    return torch.from_numpy(table)
