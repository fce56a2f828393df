"""The two stages at work on articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from transformers import PreTrainedModel, PreTrainedTokenizerBase

from actbank.encoding.decode import FoundTrigger, WindowOutput
from actbank.encoding.layout import Layout
from actbank.encoding.windows import Window
from actbank.models.one_pass.reading import (
    BATCH_TOKENS,
    Placed,
    WindowExtractor,
    batches_by_cost,
    own_triggers,
    to_numpy,
)
from actbank.models.trigger_then_arguments.batching import QuestionCollator
from actbank.models.trigger_then_arguments.questions import Question, QuestionWriter


class TriggerFinder(WindowExtractor):
    """The first stage: finds triggers with a `TriggerModel`; its events have no arguments and no attributes.

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

    def find(self, layouts: Sequence[Layout]) -> Iterator[tuple[int, Window, list[FoundTrigger]]]:
        """Yield the windows of a group, each with the number of its article and the triggers found in it."""
        for batch in self.window_batches(layouts):
            for row, (at, window) in zip(self._scores(layouts, batch), batch, strict=True):
                yield at, window, own_triggers(row, window)

    def outputs(self, layouts: Sequence[Layout]) -> Iterator[tuple[int, WindowOutput]]:
        """Yield what the model says about the windows of a group, each with the number of its article."""
        for at, window, triggers in self.find(layouts):
            roles = np.zeros((len(triggers), 0, window.end - window.start, 3), dtype=np.float32)
            unsaid = np.zeros((len(triggers), 0), dtype=np.float32)
            yield at, WindowOutput(window, tuple(triggers), roles, unsaid, unsaid)

    @torch.inference_mode()
    def _scores(self, layouts: Sequence[Layout], batch: Sequence[Placed]) -> NDArray[np.float32]:
        """Return log-probabilities ``(windows, words, 2 * types + 1)``."""
        inputs = self.batch_inputs(layouts, batch)
        _, logits = self.model.read(**{name: value.to(self.model.device) for name, value in inputs.items()})
        return to_numpy(logits.log_softmax(-1))


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question about a found trigger, with its window and the number of its article."""

    at: int
    window: Window
    question: Question[FoundTrigger]


class TwoStageExtractor(WindowExtractor):
    """Finds the events of articles: triggers first, then one pass of an `ArgumentModel` for each.

    Args:
        finder: The first stage.
        model: The second stage; it is used as it is, on its own device.
        tokenizer: The tokenizer that both were trained with.
        batch_tokens: Tokens of a batch of questions, padding included.
    """

    def __init__(
        self,
        finder: TriggerFinder,
        model: PreTrainedModel,
        tokenizer: PreTrainedTokenizerBase,
        batch_tokens: int = BATCH_TOKENS,
    ) -> None:
        super().__init__(model.config, tokenizer, batch_tokens)
        self.finder = finder
        self.model = model
        self.writer = QuestionWriter(tokenizer, self.labels.types)
        self.collate_questions = QuestionCollator(tokenizer)

    def outputs(self, layouts: Sequence[Layout]) -> Iterator[tuple[int, WindowOutput]]:
        """Yield what the second stage says about each trigger of a group, with the number of its article."""
        asked = list(self._questions(layouts))
        for batch in batches_by_cost([one.question.cost for one in asked], self.batch_tokens):
            yield from self._answer([asked[index] for index in batch])

    def _questions(self, layouts: Sequence[Layout]) -> Iterator[_Asked]:
        for at, window, triggers in self.finder.find(layouts):
            words = layouts[at].tokens[window.start : window.end]
            yield from (_Asked(at, window, self.writer.write(words, trigger)) for trigger in triggers)

    @torch.inference_mode()
    def _answer(self, asked: Sequence[_Asked]) -> Iterator[tuple[int, WindowOutput]]:
        inputs = self.collate_questions.inputs([one.question for one in asked])
        logits = self.model.answer(**{name: value.to(self.model.device) for name, value in inputs.items()})
        roles = to_numpy(logits[0].log_softmax(-1).permute(0, 2, 1, 3))
        polarity, modality = map(to_numpy, logits[1:])
        for row, one in enumerate(asked):
            only = slice(row, row + 1)
            known = roles[only, :, : one.window.end - one.window.start]
            yield one.at, WindowOutput(one.window, (one.question.trigger,), known, polarity[only], modality[only])
