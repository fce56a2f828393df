"""Heads over the words of an encoder: triggers as tags of the words, arguments and attributes of a given trigger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import AutoModel, PreTrainedModel

from actbank.encoding.examples import IGNORED
from actbank.encoding.labels import Labels
from actbank.models.one_pass.configuration import OnePassConfig

Asked = tuple[Tensor, Tensor, Tensor]
"""Logits of roles, polarity and modality."""


@dataclass
class BatchLoss:
    """Loss of a batch; the Trainer asks for it by position and by name."""

    loss: Tensor

    def __getitem__(self, key: str | int) -> Tensor:
        """Return the loss."""
        return self.loss


class RoleHead(nn.Module):
    """Tags the arguments of each trigger: one BIO sequence a role channel.

    The hidden value of a (trigger, word) pair joins a query from the trigger's vector and type, a key from the word,
    their product and an embedding of the signed distance. What a trigger's pairs say about it as a whole (a modal, a
    negation, a governing verb somewhere in the window) is their mean by a learnt attention.
    """

    def __init__(self, config: OnePassConfig, width: int, types: int, channels: int) -> None:
        super().__init__()
        size = config.role_size
        self.distances = config.distances
        self.type_embedding = nn.Embedding(types, width)
        self.query = nn.Linear(2 * width, 2 * size)
        self.key = nn.Linear(width, 2 * size)
        self.distance = nn.Embedding(2 * config.distances + 1, size)
        self.hidden = nn.Linear(size, size)
        self.norm = nn.LayerNorm(size)
        self.out = nn.Linear(size, 3 * channels)
        self.attention = nn.Linear(size, 1)

    def forward(
        self, words: Tensor, vectors: Tensor, types: Tensor, window: Tensor, spans: Tensor, padding: Tensor | None
    ) -> tuple[Tensor, Tensor]:
        """Return logits ``(triggers, words, channels, 3)`` and what the words say of the triggers ``(triggers, size)``.

        Args:
            words: ``(windows, words, width)``.
            vectors: ``(triggers, width)``.
            types: ``(triggers,)`` indices of event types.
            window: ``(triggers,)`` the window of each trigger.
            spans: ``(triggers, 2)`` first word and last word + 1.
            padding: ``(windows, words)``, true where there is no word; ``None`` where all are words.
        """
        query = self.query(torch.cat([vectors, self.type_embedding(types)], dim=-1))
        add_q, times_q = query.chunk(2, dim=-1)
        add_k, times_k = self.key(words).chunk(2, dim=-1)
        pair = add_q[:, None] + add_k[window] + times_q[:, None] * times_k[window]
        pair = pair + self.distance(self._distance(spans, words.shape[1]))
        hidden = functional.gelu(self.norm(pair))
        hidden = functional.gelu(self.hidden(hidden)) + hidden
        logits: Tensor = self.out(hidden)
        weights = self.attention(hidden).float()
        if padding is not None:
            weights = weights.masked_fill(padding[window][..., None], torch.finfo(weights.dtype).min)
        context = (weights.softmax(dim=1).to(hidden.dtype) * hidden).sum(dim=1)
        return logits.float().view(*logits.shape[:2], -1, 3), context

    def _distance(self, spans: Tensor, length: int) -> Tensor:
        at = torch.arange(length, device=spans.device)[None]
        before, after = at - spans[:, :1], at - spans[:, 1:] + 1
        signed = torch.where(before < 0, before, after.clamp(min=0))
        return signed.clamp(-self.distances, self.distances) + self.distances


def padding_of(starts: Tensor) -> Tensor:
    """Return where ``starts`` ``(windows, words)`` hold no word: 0 behind the first, which may begin at 0."""
    padding = starts == 0
    padding[:, :1] = False
    return padding


class WordModel(PreTrainedModel):  # type: ignore[misc]
    """An encoder whose words have vectors, under heads that a subclass adds."""

    config_class: type[OnePassConfig] = OnePassConfig
    base_model_prefix = "encoder"
    accepts_loss_kwargs = False
    _supports_sdpa = True

    def __init__(self, config: OnePassConfig, encoder: PreTrainedModel | None = None) -> None:
        super().__init__(config)
        self.encoder = encoder or AutoModel.from_config(config.encoder_config())
        if getattr(self.encoder, "pooler", None) is not None:
            self.encoder.pooler = None
        self.dropout = nn.Dropout(config.dropout)
        self.add_heads(config.label_set(), self.encoder.config.hidden_size)
        if encoder is None:
            self.post_init()
        else:
            self._init_heads()

    def add_heads(self, labels: Labels, width: int) -> None:
        """Add the modules that read the words; ``width`` is that of their vectors."""

    def _init_heads(self) -> None:
        for name, module in self.named_modules():
            if not name.startswith("encoder") and isinstance(module, nn.Linear | nn.Embedding | nn.LayerNorm):
                self._init_weights(module)

    def word_vectors(self, starts: Tensor, **inputs: Any) -> Tensor:
        """Return the vectors ``(windows, words, width)`` of words from their first tokens ``(windows, words)``."""
        hidden = self.encoder(**inputs).last_hidden_state
        index = starts[..., None].expand(-1, -1, hidden.shape[-1])
        vectors: Tensor = self.dropout(hidden.gather(1, index))
        return vectors


class TriggerHeads(WordModel):
    """Tags the words of a window with the event types that they trigger."""

    def add_heads(self, labels: Labels, width: int) -> None:
        """Add the trigger head."""
        self.trigger_head = nn.Linear(width, 2 * len(labels.types) + 1)
        super().add_heads(labels, width)

    def read(self, input_ids: Tensor, attention_mask: Tensor, starts: Tensor) -> tuple[Tensor, Tensor]:
        """Return what the encoder makes of a batch of windows.

        Args:
            input_ids: ``(windows, tokens)``.
            attention_mask: ``(windows, tokens)``.
            starts: ``(windows, words)``, the first token of each word, 0 for padding.

        Returns:
            Word vectors ``(windows, words, width)`` and trigger logits ``(windows, words, 2 * types + 1)``.
        """
        words = self.word_vectors(starts, input_ids=input_ids, attention_mask=attention_mask)
        return words, self.trigger_head(words).float()

    def trigger_loss(self, logits: Tensor, tags: Tensor) -> Tensor:
        """Return the loss summed over words; ``tags`` is ``(windows, words)``, `IGNORED` outside the own words."""
        return functional.cross_entropy(logits.flatten(0, 1), tags.flatten(), ignore_index=IGNORED, reduction="sum")

    @torch.no_grad()
    def set_trigger_prior(self, tags: Sequence[float]) -> None:
        """Set the bias of the trigger head to the log of the frequency of each tag.

        Without it a fine-tuned small encoder tends to predict O everywhere.
        """
        self.trigger_head.bias.copy_(torch.tensor(tags).clamp(min=1e-6).log())


class ArgumentHeads(WordModel):
    """Finds the arguments of given triggers, and their polarity and modality."""

    def add_heads(self, labels: Labels, width: int) -> None:
        """Add the role head and those of the attributes."""
        self.role_head = RoleHead(self.config, width, len(labels.types), max(1, len(labels.channels)))
        known = 2 * width + self.config.role_size
        self.polarity_head = nn.Linear(known, max(1, len(labels.polarities)))
        self.modality_head = nn.Linear(known, max(1, len(labels.modalities)))
        allowed = torch.tensor(labels.allowed, dtype=torch.float).view(len(labels.types), -1)
        self.allowed: Tensor
        self.register_buffer("allowed", allowed)
        super().add_heads(labels, width)

    def ask(self, words: Tensor, window: Tensor, spans: Tensor, types: Tensor, padding: Tensor | None = None) -> Asked:
        """Return logits of roles ``(triggers, words, channels, 3)``, polarity and modality ``(triggers, values)``.

        Args:
            words: ``(windows, words, width)``, the vectors of words.
            window: ``(triggers,)`` the window of each trigger.
            spans: ``(triggers, 2)`` first word and last word + 1.
            types: ``(triggers,)`` indices of event types.
            padding: ``(windows, words)``, true where there is no word; ``None`` where all are words.
        """
        first, last = words[window, spans[:, 0]], words[window, spans[:, 1] - 1]
        vectors = (first + last) / 2
        roles, context = self.role_head(words, vectors, types, window, spans, padding)
        kind = self.role_head.type_embedding(types).to(vectors.dtype)
        about = torch.cat([vectors, kind, context.to(vectors.dtype)], dim=-1)
        roles = roles[:, :, : self.allowed.shape[1]]  # there is one channel at least
        return roles, self.polarity_head(about).float(), self.modality_head(about).float()

    def answer_losses(
        self, asked: Asked, types: Tensor, role_tags: Tensor, polarity: Tensor, modality: Tensor, scale: float
    ) -> Iterator[Tensor]:
        """Yield the weighted losses of roles, polarity and modality, each summed over triggers, times ``scale``.

        ``role_tags`` is ``(triggers, words, channels)``, `IGNORED` for padding; the rest is ``(triggers,)``.
        """
        roles, *attributes = asked
        yield self.config.role_weight * scale * self._role_loss(roles, role_tags, types)
        for logits, gold in zip(attributes, (polarity, modality), strict=True):
            said = functional.cross_entropy(logits, gold.clamp(min=0), reduction="none") * (gold >= 0)
            yield self.config.attribute_weight * scale * said.sum()

    def _role_loss(self, logits: Tensor, gold: Tensor, types: Tensor) -> Tensor:
        each = functional.cross_entropy(
            logits.flatten(0, 2), gold.flatten(), ignore_index=IGNORED, reduction="none"
        ).view(gold.shape)
        return (each * self.allowed[types][:, None]).sum()

    @torch.no_grad()
    def set_role_priors(self, roles: Sequence[Sequence[float]]) -> None:
        """Set the bias of the role head to the logs of the frequencies of O, begin and inside for each channel."""
        self.role_head.out.bias.copy_(torch.tensor(roles).clamp(min=1e-6).log().flatten())
