"""What a two-stage model and its stages are made of; stored as ``config.json`` of their folders."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from transformers import AutoConfig, PretrainedConfig

from actbank.encoding.labels import Labels
from actbank.models.one_pass.configuration import OnePassConfig

NAME = "trigger_then_arguments"


class TwoStageConfig(PretrainedConfig):  # type: ignore[misc]
    """Names the family; all else stands with the stages."""

    model_type = "actbank-trigger-then-arguments"

    def __init__(self, **others: Any) -> None:
        self.actbank = {"family": NAME}
        super().__init__(**others)


class StageConfig(OnePassConfig):
    """Encoder, labels, ontology, windows and head sizes of one of the two stages; see `OnePassConfig`."""

    model_type = "actbank-stage"

    # Without an __init__ of its own, transformers gives the class one that skips the parent's.
    def __init__(self, **values: Any) -> None:
        super().__init__(**values)


def trigger_labels(labels: Labels) -> Labels:
    """Return the labels with event types alone: what the first stage says."""
    return replace(labels, channels=(), allowed=tuple(() for _ in labels.types), polarities=(), modalities=())


AutoConfig.register(TwoStageConfig.model_type, TwoStageConfig)
