"""Articles read in groups, their windows in batches: what every model that reads windows does alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import numpy as np
from numpy.typing import NDArray
from torch import Tensor
from transformers import PreTrainedTokenizerBase

from actbank.encoding.decode import Draft, FoundTrigger, WindowOutput, find_triggers, merge_drafts, window_drafts
from actbank.encoding.labels import Labels
from actbank.encoding.layout import Layout, lay_out
from actbank.encoding.windows import Window
from actbank.models.one_pass.batching import WindowCollator
from actbank.models.one_pass.configuration import OnePassConfig
from actbank.ontology import Ontology
from actbank.schema import Article, Event

BATCH_TOKENS = 4096
# Articles laid out together, so that windows of like length share a batch.
_GROUP = 64

Placed = tuple[int, Window]
"""A window with the number of its article in the group."""


class WindowExtractor:
    """Finds the events of articles, window by window; a subclass says what a model makes of the windows.

    Args:
        config: Labels, windows and ontology of the model.
        tokenizer: The tokenizer it was trained with.
        batch_tokens: Tokens of a batch, padding included.
    """

    def __init__(
        self, config: OnePassConfig, tokenizer: PreTrainedTokenizerBase, batch_tokens: int = BATCH_TOKENS
    ) -> None:
        self.tokenizer = tokenizer
        self.collate = WindowCollator(tokenizer)
        self.batch_tokens = batch_tokens
        self.labels: Labels = config.label_set()
        self.settings = config.window_settings()
        self.ontology: Ontology = config.vocabulary()

    def outputs(self, layouts: Sequence[Layout]) -> Iterator[tuple[int, WindowOutput]]:
        """Yield what the model says about the windows of a group, each with the number of its article."""
        raise NotImplementedError

    def predict(self, articles: Iterable[Article]) -> Iterator[tuple[Event, ...]]:
        """Yield the events of each article, in order; memory is bounded by a group of articles."""
        for group in _groups(articles):
            layouts = [lay_out(article.text, self.tokenizer, self.settings) for article in group]
            drafts: list[list[Draft]] = [[] for _ in group]
            for at, output in self.outputs(layouts):
                drafts[at] += window_drafts(output, layouts[at], self.labels)
            yield from (merge_drafts(found) for found in drafts)

    def window_batches(self, layouts: Sequence[Layout]) -> Iterator[list[Placed]]:
        """Yield windows of like length, each with the number of its article, as many as the budget holds."""
        items = [(at, window) for at, layout in enumerate(layouts) for window in layout.windows]
        costs = [sum(map(len, layouts[at].tokens[w.start : w.end])) for at, w in items]
        for batch in batches_by_cost(costs, self.batch_tokens):
            yield [items[index] for index in batch]

    def batch_inputs(self, layouts: Sequence[Layout], batch: Sequence[Placed]) -> dict[str, Tensor]:
        """Return the windows of a batch as tensors."""
        return self.collate.inputs([layouts[at].tokens[window.start : window.end] for at, window in batch])


def batches_by_cost(costs: Sequence[int], budget: int) -> Iterator[list[int]]:
    """Yield the numbers of items of like cost, as many as the budget holds when all cost as much as the dearest."""
    batch: list[int] = []
    for index in sorted(range(len(costs)), key=costs.__getitem__):
        if batch and costs[index] * (len(batch) + 1) > budget:
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch


def own_triggers(scores: NDArray[np.floating], window: Window) -> list[FoundTrigger]:
    """Return the triggers that begin in the window's own words.

    Args:
        scores: Log-probabilities ``(words, 2 * types + 1)`` of the words of the window; padding may follow.
        window: The window.
    """
    found = find_triggers(scores[: window.end - window.start])
    return [trigger for trigger in found if window.owns(trigger.start + window.start)]


def to_numpy(values: Tensor) -> NDArray[np.float32]:
    """Return the values of a tensor of any precision and device."""
    array: NDArray[np.float32] = values.float().cpu().numpy()
    return array


def _groups(articles: Iterable[Article]) -> Iterator[list[Article]]:
    rest = iter(articles)
    while group := list(islice(rest, _GROUP)):
        yield group
