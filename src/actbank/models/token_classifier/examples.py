"""Windows with one tag a word, and their batches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from actbank.encoding.examples import IGNORED, EncodingLoss
from actbank.encoding.flat import FlatLabels, flat_tags
from actbank.encoding.layout import WindowSettings, lay_out
from actbank.models.one_pass.batching import WindowCollator, Words
from actbank.schema import Article

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase


@dataclass(frozen=True, slots=True)
class FlatExample:
    """A window: token ids of each word, and its tag, `IGNORED` outside the own words."""

    words: Words
    tags: NDArray[np.int64]

    @property
    def cost(self) -> int:
        """Tokens without special ones."""
        return sum(len(word) for word in self.words)


def flat_examples(
    article: Article,
    tokenizer: PreTrainedTokenizerBase,
    settings: WindowSettings,
    labels: FlatLabels,
    loss: EncodingLoss,
) -> Iterator[FlatExample]:
    """Yield one example a window of an annotated article."""
    layout = lay_out(article.text, tokenizer, settings)
    tags = flat_tags(article, layout, labels, loss)
    for window in layout.windows:
        own = tags[window.start : window.end].copy()
        own[: window.own_start - window.start] = IGNORED
        own[window.own_end - window.start :] = IGNORED
        yield FlatExample(layout.tokens[window.start : window.end], own)


class FlatCollator:
    """Pads windows to one batch; the first token of each word has its tag, all else is ignored."""

    def __init__(self, tokenizer: PreTrainedTokenizerBase) -> None:
        """Take the tokenizer that says how windows begin, end and are padded."""
        self._windows = WindowCollator(tokenizer)

    def __call__(self, examples: Sequence[FlatExample]) -> dict[str, Tensor]:
        """Return ``input_ids``, ``attention_mask`` and ``labels``, each ``(windows, tokens)``."""
        batch = self._windows.inputs([example.words for example in examples])
        starts = batch.pop("starts")
        labels = torch.full_like(batch["input_ids"], IGNORED)
        for row, example in enumerate(examples):
            labels[row, starts[row, : len(example.tags)]] = torch.from_numpy(example.tags)
        return {**batch, "labels": labels}
