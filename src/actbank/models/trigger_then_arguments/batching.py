"""Windows and questions as tensors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from actbank.encoding.examples import IGNORED, Example, TriggerExample
from actbank.models.one_pass.batching import WindowCollator, gold_columns, padded
from actbank.models.trigger_then_arguments.questions import MARKED, TEXT, Question, Trigger

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase


class TriggerCollator:
    """Pads windows to one batch with the tags of their words."""

    def __init__(self, tokenizer: PreTrainedTokenizerBase) -> None:
        """Take the tokenizer that says how windows begin, end and are padded."""
        self._windows = WindowCollator(tokenizer)

    def __call__(self, examples: Sequence[Example]) -> dict[str, Tensor]:
        """Return the arguments of `TriggerModel.forward`."""
        batch = self._windows.inputs([example.words for example in examples])
        return {**batch, "tags": padded([example.tags.tolist() for example in examples], IGNORED)}


class QuestionCollator:
    """Pads questions to one batch."""

    def __init__(self, tokenizer: PreTrainedTokenizerBase) -> None:
        """Take the tokenizer that says how windows begin, end and are padded."""
        self._windows = WindowCollator(tokenizer)

    def inputs(self, questions: Sequence[Question[Trigger]]) -> dict[str, Tensor]:
        """Return the arguments of `ArgumentModel.answer`."""
        batch = self._windows.inputs([q.words for q in questions], [q.tail for q in questions])
        batch["parts"] = padded([self._parts(question) for question in questions], TEXT)
        batch["spans"] = torch.tensor([(q.trigger.start, q.trigger.end) for q in questions])
        batch["types"] = torch.tensor([q.trigger.type for q in questions])
        return batch

    def __call__(self, questions: Sequence[Question[TriggerExample]]) -> dict[str, Tensor]:
        """Return the arguments of `ArgumentModel.forward`."""
        batch = self.inputs(questions)
        return {**batch, **gold_columns([q.trigger for q in questions], batch["starts"].shape[1])}

    def _parts(self, question: Question[Trigger]) -> list[int]:
        """Return what each token of a question is."""
        parts = [TEXT] * len(self._windows.before)
        for at, word in enumerate(question.words):
            inside = question.trigger.start <= at < question.trigger.end
            parts += [MARKED if inside else TEXT] * len(word)
        return [*parts, *[TEXT] * len(self._windows.after), *question.parts]
