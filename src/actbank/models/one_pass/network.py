"""The one-pass network: encoder, trigger head, role head conditioned on the trigger, attribute heads."""

from __future__ import annotations

from collections.abc import Sequence

from torch import Tensor
from transformers import AutoModel

from actbank.models.one_pass.configuration import OnePassConfig
from actbank.models.one_pass.heads import ArgumentHeads, BatchLoss, TriggerHeads, padding_of


class OnePassModel(TriggerHeads, ArgumentHeads):
    """Event extraction in one encoder pass a window; see `forward` for training and `read` / `ask` for prediction."""

    def forward(
        self,
        input_ids: Tensor,
        attention_mask: Tensor,
        starts: Tensor,
        tags: Tensor,
        window: Tensor,
        spans: Tensor,
        types: Tensor,
        role_tags: Tensor,
        polarity: Tensor,
        modality: Tensor,
    ) -> BatchLoss:
        """Return the loss of a batch.

        ``tags`` is ``(windows, words)``, `IGNORED` outside the own words; ``role_tags`` is ``(triggers, words,
        channels)``, `IGNORED` for padding; ``polarity`` and ``modality`` are ``(triggers,)``.
        """
        words, trigger_logits = self.read(input_ids, attention_mask, starts)
        triggers = window.shape[0]
        scale = 1.0 / (triggers + 1)
        loss = scale * self.trigger_loss(trigger_logits, tags)
        if not triggers:
            return BatchLoss(loss + 0.0 * sum(p.sum() for p in self._other_heads()))
        asked = self.ask(words, window, spans, types, padding_of(starts))
        return BatchLoss(sum(self.answer_losses(asked, types, role_tags, polarity, modality, scale), loss))

    def _other_heads(self) -> list[Tensor]:
        return [p for n, p in self.named_parameters() if n.startswith(("role_head", "polarity_head", "modality_head"))]

    def set_priors(self, tags: Sequence[float], roles: Sequence[Sequence[float]]) -> None:
        """Set the biases of the trigger and role heads to the log of label frequencies.

        Args:
            tags: Frequency of each trigger tag.
            roles: For each channel the frequencies of O, begin, inside.
        """
        self.set_trigger_prior(tags)
        self.set_role_priors(roles)


AutoModel.register(OnePassConfig, OnePassModel)
