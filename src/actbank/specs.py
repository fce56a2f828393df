"""What a config may say. Plain dataclasses, so that Hydra can compose them; the YAML files hold the values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar


@dataclass
class SplitSpec:
    """How articles are split when the corpus has no official split: shares of train, dev and test, by story."""

    train: float = 0.7
    dev: float = 0.1
    test: float = 0.2
    salt: str = ""


@dataclass
class CorpusSpec:
    """A corpus: where it is, how it is read, its ontology, its splits, and what its card says.

    ``path`` is absolute, or relative to ActBank's data folder (``own: true``) or to the corpora root. ``split_files``
    names files of article ids, with ``{split}`` and ``{part}``, relative to the articles' folder; ``parts`` are the
    splits that have one. ``common`` maps actor, target, time and place to native roles. ``known_problems`` is the
    number of articles of the published data that the reader has to refuse; ``notes`` names a Markdown file for the
    card, relative to the articles' folder.
    """

    name: str = ""
    title: str = ""
    description: str = ""
    reader: str = ""
    ontology: str = "news"
    path: str = ""
    own: bool = False
    language: str = "en"
    licence: str = ""
    citation: str = ""
    origin: str = ""
    revision: str = ""
    split: int = 1
    split_files: str = ""
    parts: list[str] = field(default_factory=lambda: ["train", "dev", "test"])
    splits: SplitSpec = field(default_factory=SplitSpec)
    common: dict[str, Any] = field(default_factory=dict)
    known_problems: int = 0
    notes: str = ""


@dataclass
class EncoderSpec:
    """A pretrained encoder and the learning rate that suits it.

    ``source`` is ``embedded`` (the encoder of the installed package), a local folder, or a hub name.
    """

    name: str = "minilm"
    source: str = "embedded"
    learning_rate: float = 3e-4
    freeze_word_embeddings: bool = True


@dataclass
class FamilySpec:
    """What the spec of every model family has: its name. ``neural`` families train an encoder in epochs."""

    neural: ClassVar[bool] = False
    name: str = ""


@dataclass
class ModelSpec(FamilySpec):
    """A neural model family and its sizes (see `OnePassConfig`)."""

    neural: ClassVar[bool] = True
    name: str = "one_pass"
    role_size: int = 256
    distances: int = 64
    dropout: float = 0.1
    role_weight: float = 1.0
    attribute_weight: float = 0.5
    max_tokens: int = 384
    context: int = 64


@dataclass
class LexiconSpec(FamilySpec):
    """Rules counted from the training articles (see `learn_rules`).

    A feature seen less than ``least`` times makes no rule; ``doubt`` makes rare rules less sure.
    """

    name: str = "lexicon"
    least: int = 1
    doubt: float = 0.3


@dataclass
class LinearSpec(FamilySpec):
    """Logistic regressions over words and phrases.

    A feature seen less than ``least`` times is left out. Where a step learns from the output of another, that output
    comes from other articles: ``lexicon_folds`` for the lexicon, ``folds`` for classifiers. ``iterations`` bounds those
    of the optimizer; each ``*_strength`` is the inverse of the penalty on weights. ``open_starts`` is the probability
    above which a word is tried as the first of a phrase. ``trigger_none``, ``role_none`` and ``link_none`` weigh the
    answer "nothing" against the others: below 1 more is found.
    """

    name: str = "linear"
    least: int = 2
    lexicon_folds: int = 4
    folds: int = 2
    iterations: int = 40
    trigger_strength: float = 0.3
    role_strength: float = 0.7
    attribute_strength: float = 1.0
    open_starts: float = 0.04
    trigger_none: float = 0.7
    role_none: float = 0.7
    link_none: float = 0.7


# The spec of each family that is not neural; every other name stands for a `ModelSpec`.
WORD_MODELS: dict[str, type[FamilySpec]] = {"lexicon": LexiconSpec, "linear": LinearSpec}


@dataclass
class TrainingSpec:
    """How a model is trained.

    ``head_rate`` is the learning rate of everything outside the encoder; ``batch_tokens`` fills a batch (padding
    included); ``patience`` is the number of epochs without a better dev score before it stops, 0 for never;
    ``precision`` is ``auto`` (bf16 where the processor has it), ``bf16`` or ``fp32``; ``report_to`` names Trainer
    trackers ("tensorboard").
    """

    epochs: float = 6
    head_rate: float = 3e-3
    weight_decay: float = 0.01
    warmup: float = 0.1
    batch_tokens: int = 450
    clip: float = 1.0
    patience: int = 6
    precision: str = "auto"
    threads: int = 0
    max_steps: int = -1
    save_every_epoch: bool = True
    report_to: list[str] = field(default_factory=list)
