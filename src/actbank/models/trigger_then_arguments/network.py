"""The networks of the two stages: an encoder that finds triggers, and one that reads a window for one of them."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from actbank.encoding.labels import Labels
from actbank.models.one_pass.heads import ArgumentHeads, Asked, BatchLoss, TriggerHeads, padding_of
from actbank.models.trigger_then_arguments.configuration import StageConfig
from actbank.models.trigger_then_arguments.questions import NAMED, TEXT


class TriggerModel(TriggerHeads):
    """The first stage: tags the words of a window with the event types that they trigger."""

    config_class = StageConfig

    def forward(self, input_ids: Tensor, attention_mask: Tensor, starts: Tensor, tags: Tensor) -> BatchLoss:
        """Return the loss of a batch, which weighs a window by its triggers as the one-pass network does.

        ``tags`` is ``(windows, words)``, `IGNORED` outside the own words.
        """
        _, logits = self.read(input_ids, attention_mask, starts)
        triggers = int(((tags > 0) & (tags % 2 == 1)).sum())
        return BatchLoss(self.trigger_loss(logits, tags) / (triggers + 1))


class ArgumentModel(ArgumentHeads):
    """The second stage: reads the window of a question and answers what its trigger is about.

    What a token is (plain text, the trigger, the trigger again, the name of its type) is a vector added to its word
    embedding, as token types are; so it works alike for encoders with token types and without, and is learnt even
    where the word embeddings are frozen.
    """

    config_class = StageConfig

    def add_heads(self, labels: Labels, width: int) -> None:
        """Add the vectors of parts, then the heads."""
        size = self.encoder.get_input_embeddings().embedding_dim
        self.parts = nn.Embedding(NAMED + 1, size, padding_idx=TEXT)
        super().add_heads(labels, width)

    def answer(
        self, input_ids: Tensor, attention_mask: Tensor, starts: Tensor, parts: Tensor, spans: Tensor, types: Tensor
    ) -> Asked:
        """Return logits of roles ``(questions, words, channels, 3)``, polarity and modality ``(questions, values)``.

        Args:
            input_ids: ``(questions, tokens)``.
            attention_mask: ``(questions, tokens)``.
            starts: ``(questions, words)``, the first token of each word of the window, 0 for padding.
            parts: ``(questions, tokens)``, what each token is.
            spans: ``(questions, 2)`` first word and last word + 1 of the trigger.
            types: ``(questions,)`` indices of event types.
        """
        embedded = self.encoder.get_input_embeddings()(input_ids) + self.parts(parts)
        words = self.word_vectors(starts, inputs_embeds=embedded, attention_mask=attention_mask)
        return self.ask(words, torch.arange(len(types), device=types.device), spans, types, padding_of(starts))

    def forward(
        self,
        input_ids: Tensor,
        attention_mask: Tensor,
        starts: Tensor,
        parts: Tensor,
        spans: Tensor,
        types: Tensor,
        role_tags: Tensor,
        polarity: Tensor,
        modality: Tensor,
    ) -> BatchLoss:
        """Return the loss of a batch of questions, their mean.

        ``role_tags`` is ``(questions, words, channels)``, `IGNORED` for padding; ``polarity`` and ``modality`` are
        ``(questions,)``; the rest is as in `answer`.
        """
        asked = self.answer(input_ids, attention_mask, starts, parts, spans, types)
        losses = self.answer_losses(asked, types, role_tags, polarity, modality, 1 / len(types))
        return BatchLoss(torch.stack(list(losses)).sum())
