"""A trained token classifier at work on articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import torch
from numpy.typing import NDArray
from transformers import PreTrainedModel, PreTrainedTokenizerBase

from actbank.encoding.flat import FlatLabels, flat_events
from actbank.encoding.layout import Layout, WindowSettings, lay_out
from actbank.encoding.tags import viterbi
from actbank.models.one_pass.batching import WindowCollator
from actbank.ontology import Ontology
from actbank.schema import Article, Event


class FlatExtractor:
    """Finds the events of articles with a stock token classifier; a window at a time, joined per article.

    Args:
        model: The classifier; it is used as it is, on its own device.
        tokenizer: The tokenizer it was trained with.
    """

    def __init__(self, model: PreTrainedModel, tokenizer: PreTrainedTokenizerBase) -> None:
        self.model = model
        self.tokenizer = tokenizer
        self.collate = WindowCollator(tokenizer)
        known = model.config.actbank
        self.labels = FlatLabels.from_dict(known["labels"])
        self.settings = WindowSettings(**known["windows"])
        self.ontology: Ontology = Ontology.from_dict(known["ontology"])

    def predict(self, articles: Iterable[Article]) -> Iterator[tuple[Event, ...]]:
        """Yield the events of each article, in order."""
        for article in articles:
            layout = lay_out(article.text, self.tokenizer, self.settings)
            tags, scores = self._tags(layout)
            yield flat_events(tags, scores, article.text, layout, self.labels)

    @torch.inference_mode()
    def _tags(self, layout: Layout) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Return the best valid tags of all words and their probabilities."""
        logits = np.zeros((len(layout.words), len(self.labels.names)), dtype=np.float32)
        for window in layout.windows:
            inputs = self.collate.inputs([layout.tokens[window.start : window.end]])
            starts = inputs.pop("starts")[0]
            found = self.model(**{name: value.to(self.model.device) for name, value in inputs.items()}).logits[0]
            own = slice(window.own_start - window.start, window.own_end - window.start)
            logits[window.own_start : window.own_end] = found[starts].log_softmax(-1).float().cpu().numpy()[own]
        if not len(logits):
            return np.zeros(0, dtype=np.int64), np.zeros(0)
        tags = viterbi(logits[None])[0]
        return tags, np.exp(logits[np.arange(len(tags)), tags]).astype(np.float64)
