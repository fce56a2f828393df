"""A trained one-pass model at work on articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from transformers import PreTrainedModel, PreTrainedTokenizerBase

from actbank.encoding.decode import Draft, FoundTrigger, WindowOutput, find_triggers, merge_drafts, window_drafts
from actbank.encoding.layout import Layout, lay_out
from actbank.encoding.windows import Window
from actbank.models.one_pass.batching import WindowCollator
from actbank.ontology import Ontology
from actbank.schema import Article, Event

# Articles laid out together, so that windows of like length share a batch.
_GROUP = 64


class OnePassExtractor:
    """Finds the events of articles with a `OnePassModel`.

    Args:
        model: The model; it is used as it is, on its own device.
        tokenizer: The tokenizer it was trained with.
        batch_tokens: Tokens of a batch, padding included.
    """

    def __init__(self, model: PreTrainedModel, tokenizer: PreTrainedTokenizerBase, batch_tokens: int = 4096) -> None:
        self.model = model
        self.tokenizer = tokenizer
        self.collate = WindowCollator(tokenizer)
        self.batch_tokens = batch_tokens
        self.labels = model.config.label_set()
        self.settings = model.config.window_settings()
        self.ontology: Ontology = model.config.vocabulary()

    def predict(self, articles: Iterable[Article]) -> Iterator[tuple[Event, ...]]:
        """Yield the events of each article, in order; memory is bounded by a group of articles."""
        for group in _groups(articles):
            layouts = [lay_out(article.text, self.tokenizer, self.settings) for article in group]
            drafts: list[list[Draft]] = [[] for _ in group]
            for batch in self._batches(layouts):
                for at, output in self._run(layouts, batch):
                    drafts[at] += window_drafts(output, layouts[at], self.labels)
            yield from (merge_drafts(found) for found in drafts)

    def _batches(self, layouts: Sequence[Layout]) -> Iterator[list[tuple[int, Window]]]:
        """Yield windows of like length, each with the number of its article, as many as the budget holds."""
        items = [(at, window) for at, layout in enumerate(layouts) for window in layout.windows]
        costs = [sum(map(len, layouts[at].tokens[w.start : w.end])) for at, w in items]
        batch: list[tuple[int, Window]] = []
        for index in sorted(range(len(items)), key=costs.__getitem__):
            if batch and costs[index] * (len(batch) + 1) > self.batch_tokens:
                yield batch
                batch = []
            batch.append(items[index])
        if batch:
            yield batch

    @torch.inference_mode()
    def _run(self, layouts: Sequence[Layout], batch: list[tuple[int, Window]]) -> Iterator[tuple[int, WindowOutput]]:
        inputs = self.collate.inputs([layouts[at].tokens[window.start : window.end] for at, window in batch])
        words, logits = self.model.read(**{name: value.to(self.model.device) for name, value in inputs.items()})
        scores = logits.log_softmax(-1).cpu().numpy()
        for row, (at, window) in enumerate(batch):
            length = window.end - window.start
            triggers = [t for t in find_triggers(scores[row, :length]) if window.owns(t.start + window.start)]
            yield at, self._ask(words[row : row + 1, :length], window, triggers)

    def _ask(self, words: Tensor, window: Window, triggers: Sequence[FoundTrigger]) -> WindowOutput:
        if not triggers:
            empty = np.zeros((0, 0), dtype=np.float32)
            return WindowOutput(window, (), np.zeros((0, 0, 0, 3), dtype=np.float32), empty, empty)
        device = words.device
        spans = torch.tensor([(t.start, t.end) for t in triggers], device=device)
        types = torch.tensor([t.type for t in triggers], device=device)
        roles, polarity, modality = self.model.ask(words, torch.zeros_like(types), spans, types)
        channelled = roles.log_softmax(-1).permute(0, 2, 1, 3)
        return WindowOutput(window, tuple(triggers), _plain(channelled), _plain(polarity), _plain(modality))


def _groups(articles: Iterable[Article]) -> Iterator[list[Article]]:
    rest = iter(articles)
    while group := list(islice(rest, _GROUP)):
        yield group


def _plain(values: Tensor) -> NDArray[np.float32]:
    array: NDArray[np.float32] = values.float().cpu().numpy()
    return array
