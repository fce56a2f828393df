"""What a one-pass model is made of; stored as ``config.json`` with the weights."""

from __future__ import annotations

from typing import Any

from transformers import AutoConfig, PretrainedConfig

from actbank.encoding.labels import Labels
from actbank.encoding.layout import WindowSettings
from actbank.ontology import Ontology


class OnePassConfig(PretrainedConfig):  # type: ignore[misc]
    """Encoder, labels, ontology, windows and head sizes of a one-pass model.

    Args:
        encoder: The encoder's own configuration, as `PretrainedConfig.to_dict` gives it.
        labels: `Labels.to_dict`.
        ontology: `Ontology.to_dict`.
        windows: ``max_tokens`` and ``context`` of `WindowSettings`.
        role_size: Width of the role head.
        distances: Largest distance in words between trigger and argument that has an embedding of its own.
        dropout: Dropout before the heads.
        role_weight: Weight of the argument loss against the trigger loss.
        attribute_weight: Weight of the polarity and modality losses.
        train_corpus: Name of the corpus it was trained on.
    """

    model_type = "actbank-one-pass"
    has_no_defaults_at_init = True

    def __init__(
        self,
        encoder: dict[str, Any] | None = None,
        labels: dict[str, Any] | None = None,
        ontology: dict[str, Any] | None = None,
        windows: dict[str, int] | None = None,
        role_size: int = 256,
        distances: int = 64,
        dropout: float = 0.1,
        role_weight: float = 1.0,
        attribute_weight: float = 0.5,
        train_corpus: str = "",
        initializer_range: float = 0.02,
        **others: Any,
    ) -> None:
        self.encoder = encoder or {}
        self.labels = labels or {}
        self.ontology = ontology or {}
        self.windows = windows or {}
        self.role_size = role_size
        self.distances = distances
        self.dropout = dropout
        self.role_weight = role_weight
        self.attribute_weight = attribute_weight
        self.train_corpus = train_corpus
        self.initializer_range = initializer_range
        super().__init__(**others)

    def encoder_config(self) -> PretrainedConfig:
        """Return the encoder's configuration object."""
        values = dict(self.encoder)
        return AutoConfig.for_model(values.pop("model_type"), **values)

    def label_set(self) -> Labels:
        """Return the labels."""
        return Labels.from_dict(self.labels)

    def vocabulary(self) -> Ontology:
        """Return the ontology."""
        return Ontology.from_dict(self.ontology, "config.json: ontology")

    def window_settings(self) -> WindowSettings:
        """Return the window settings."""
        return WindowSettings(**self.windows)


AutoConfig.register(OnePassConfig.model_type, OnePassConfig)
