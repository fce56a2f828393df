"""The one-pass network: encoder, trigger head, role head conditioned on the trigger, attribute heads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import AutoModel, PreTrainedModel

from actbank.encoding.examples import IGNORED
from actbank.models.one_pass.configuration import OnePassConfig


@dataclass
class OnePassOutput:
    """Loss of a batch; the Trainer asks for it by position and by name."""

    loss: Tensor

    def __getitem__(self, key: str | int) -> Tensor:
        """Return the loss."""
        return self.loss


class RoleHead(nn.Module):
    """Tags the arguments of each trigger: one BIO sequence a role channel.

    The hidden value of a (trigger, word) pair joins a query from the trigger's vector and type, a key from the word,
    their product and an embedding of the signed distance.
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

    def forward(self, words: Tensor, vectors: Tensor, types: Tensor, window: Tensor, spans: Tensor) -> Tensor:
        """Return logits ``(triggers, words, channels, 3)``.

        Args:
            words: ``(windows, words, width)``.
            vectors: ``(triggers, width)``.
            types: ``(triggers,)`` indices of event types.
            window: ``(triggers,)`` the window of each trigger.
            spans: ``(triggers, 2)`` first word and last word + 1.
        """
        query = self.query(torch.cat([vectors, self.type_embedding(types)], dim=-1))
        add_q, times_q = query.chunk(2, dim=-1)
        add_k, times_k = self.key(words).chunk(2, dim=-1)
        pair = add_q[:, None] + add_k[window] + times_q[:, None] * times_k[window]
        pair = pair + self.distance(self._distance(spans, words.shape[1]))
        hidden = functional.gelu(self.norm(pair))
        hidden = functional.gelu(self.hidden(hidden)) + hidden
        logits: Tensor = self.out(hidden)
        return logits.float().view(*logits.shape[:2], -1, 3)

    def _distance(self, spans: Tensor, length: int) -> Tensor:
        at = torch.arange(length, device=spans.device)[None]
        before, after = at - spans[:, :1], at - spans[:, 1:] + 1
        signed = torch.where(before < 0, before, after.clamp(min=0))
        return signed.clamp(-self.distances, self.distances) + self.distances


class OnePassModel(PreTrainedModel):  # type: ignore[misc]
    """Event extraction in one encoder pass a window; see `forward` for training and `read` / `ask` for prediction."""

    config_class = OnePassConfig
    base_model_prefix = "encoder"
    accepts_loss_kwargs = False
    _supports_sdpa = True

    def __init__(self, config: OnePassConfig, encoder: PreTrainedModel | None = None) -> None:
        super().__init__(config)
        labels = config.label_set()
        self.encoder = encoder or AutoModel.from_config(config.encoder_config())
        if getattr(self.encoder, "pooler", None) is not None:
            self.encoder.pooler = None
        width = self.encoder.config.hidden_size
        self.dropout = nn.Dropout(config.dropout)
        self.trigger_head = nn.Linear(width, 2 * len(labels.types) + 1)
        self.role_head = RoleHead(config, width, len(labels.types), max(1, len(labels.channels)))
        self.polarity_head = nn.Linear(2 * width, max(1, len(labels.polarities)))
        self.modality_head = nn.Linear(2 * width, max(1, len(labels.modalities)))
        allowed = torch.tensor(labels.allowed, dtype=torch.float).view(len(labels.types), -1)
        self.allowed: Tensor
        self.register_buffer("allowed", allowed)
        if encoder is None:
            self.post_init()
        else:
            self._init_heads()

    def _init_heads(self) -> None:
        for name, module in self.named_modules():
            if not name.startswith("encoder") and isinstance(module, nn.Linear | nn.Embedding | nn.LayerNorm):
                self._init_weights(module)

    def read(self, input_ids: Tensor, attention_mask: Tensor, starts: Tensor) -> tuple[Tensor, Tensor]:
        """Return what the encoder makes of a batch of windows.

        Args:
            input_ids: ``(windows, tokens)``.
            attention_mask: ``(windows, tokens)``.
            starts: ``(windows, words)``, the first token of each word, 0 for padding.

        Returns:
            Word vectors ``(windows, words, width)`` and trigger logits ``(windows, words, 2 * types + 1)``.
        """
        hidden = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        index = starts[..., None].expand(-1, -1, hidden.shape[-1])
        words = self.dropout(hidden.gather(1, index))
        return words, self.trigger_head(words).float()

    def ask(self, words: Tensor, window: Tensor, spans: Tensor, types: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return logits of roles ``(triggers, words, channels, 3)``, polarity and modality ``(triggers, values)``.

        Args:
            words: ``(windows, words, width)`` from `read`.
            window: ``(triggers,)`` the window of each trigger.
            spans: ``(triggers, 2)`` first word and last word + 1.
            types: ``(triggers,)`` indices of event types.
        """
        first, last = words[window, spans[:, 0]], words[window, spans[:, 1] - 1]
        vectors = (first + last) / 2
        about = torch.cat([vectors, self.role_head.type_embedding(types).to(vectors.dtype)], dim=-1)
        roles = self.role_head(words, vectors, types, window, spans)[:, :, : self.allowed.shape[1]]  # one at least
        return roles, self.polarity_head(about).float(), self.modality_head(about).float()

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
    ) -> OnePassOutput:
        """Return the loss of a batch.

        ``tags`` is ``(windows, words)``, `IGNORED` outside the own words; ``role_tags`` is ``(triggers, words,
        channels)``, `IGNORED` for padding; ``polarity`` and ``modality`` are ``(triggers,)``.
        """
        words, trigger_logits = self.read(input_ids, attention_mask, starts)
        triggers = window.shape[0]
        scale = 1.0 / (triggers + 1)
        loss = scale * functional.cross_entropy(
            trigger_logits.flatten(0, 1), tags.flatten(), ignore_index=IGNORED, reduction="sum"
        )
        if not triggers:
            return OnePassOutput(loss + 0.0 * sum(p.sum() for p in self._other_heads()))
        roles, polarity_logits, modality_logits = self.ask(words, window, spans, types)
        loss = loss + self.config.role_weight * scale * self._role_loss(roles, role_tags, types)
        for logits, gold in ((polarity_logits, polarity), (modality_logits, modality)):
            said = functional.cross_entropy(logits, gold.clamp(min=0), reduction="none") * (gold >= 0)
            loss = loss + self.config.attribute_weight * scale * said.sum()
        return OnePassOutput(loss)

    def _other_heads(self) -> list[Tensor]:
        return [p for n, p in self.named_parameters() if n.startswith(("role_head", "polarity_head", "modality_head"))]

    def _role_loss(self, logits: Tensor, gold: Tensor, types: Tensor) -> Tensor:
        each = functional.cross_entropy(
            logits.flatten(0, 2), gold.flatten(), ignore_index=IGNORED, reduction="none"
        ).view(gold.shape)
        return (each * self.allowed[types][:, None]).sum()

    @torch.no_grad()
    def set_priors(self, tags: Sequence[float], roles: Sequence[Sequence[float]]) -> None:
        """Set the biases of the trigger and role heads to the log of label frequencies.

        Without it a fine-tuned small encoder tends to predict O everywhere.

        Args:
            tags: Frequency of each trigger tag.
            roles: For each channel the frequencies of O, begin, inside.
        """
        self.trigger_head.bias.copy_(torch.tensor(tags).clamp(min=1e-6).log())
        self.role_head.out.bias.copy_(torch.tensor(roles).clamp(min=1e-6).log().flatten())


AutoModel.register(OnePassConfig, OnePassModel)
