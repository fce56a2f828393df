"""A trained one-pass model at work on articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import torch
from torch import Tensor
from transformers import PreTrainedModel, PreTrainedTokenizerBase

from actbank.encoding.decode import FoundTrigger, WindowOutput
from actbank.encoding.layout import Layout
from actbank.encoding.windows import Window
from actbank.models.one_pass.reading import BATCH_TOKENS, Placed, WindowExtractor, own_triggers, to_numpy


class OnePassExtractor(WindowExtractor):
    """Finds the events of articles with a `OnePassModel`.

    Args:
        model: The model; it is used as it is, on its own device.
        tokenizer: The tokenizer it was trained with.
        batch_tokens: Tokens of a batch, padding included.
    """

    def __init__(
        self, model: PreTrainedModel, tokenizer: PreTrainedTokenizerBase, batch_tokens: int = BATCH_TOKENS
    ) -> None:
        super().__init__(model.config, tokenizer, batch_tokens)
        self.model = model

    def outputs(self, layouts: Sequence[Layout]) -> Iterator[tuple[int, WindowOutput]]:
        """Yield what the model says about the windows of a group, each with the number of its article."""
        for batch in self.window_batches(layouts):
            yield from self._run(layouts, batch)

    @torch.inference_mode()
    def _run(self, layouts: Sequence[Layout], batch: Sequence[Placed]) -> Iterator[tuple[int, WindowOutput]]:
        inputs = self.batch_inputs(layouts, batch)
        words, logits = self.model.read(**{name: value.to(self.model.device) for name, value in inputs.items()})
        scores = logits.log_softmax(-1).cpu().numpy()
        for row, (at, window) in enumerate(batch):
            length = window.end - window.start
            yield at, self._ask(words[row : row + 1, :length], window, own_triggers(scores[row], window))

    def _ask(self, words: Tensor, window: Window, triggers: Sequence[FoundTrigger]) -> WindowOutput:
        if not triggers:
            empty = np.zeros((0, 0), dtype=np.float32)
            return WindowOutput(window, (), np.zeros((0, 0, 0, 3), dtype=np.float32), empty, empty)
        device = words.device
        spans = torch.tensor([(t.start, t.end) for t in triggers], device=device)
        types = torch.tensor([t.type for t in triggers], device=device)
        roles, polarity, modality = self.model.ask(words, torch.zeros_like(types), spans, types)
        channelled = roles.log_softmax(-1).permute(0, 2, 1, 3)
        return WindowOutput(window, tuple(triggers), to_numpy(channelled), to_numpy(polarity), to_numpy(modality))
