"""Training and loading of one-pass models."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from transformers import AutoTokenizer, PreTrainedModel, PreTrainedTokenizerBase, set_seed

from actbank.encoding.examples import EncodingLoss, Example, encode_article
from actbank.encoding.labels import Labels, labels_for
from actbank.encoding.layout import WindowSettings, lay_out
from actbank.models.base import TrainingJob
from actbank.models.encoders import load_encoder, window_settings
from actbank.models.one_pass.batching import WindowCollator
from actbank.models.one_pass.configuration import OnePassConfig
from actbank.models.one_pass.extractor import OnePassExtractor
from actbank.models.one_pass.network import OnePassModel
from actbank.problems import ActBankError
from actbank.schema import Article
from actbank.training.processes import is_main
from actbank.training.trainer import fit


class OnePassFamily:
    """The default family."""

    def train(self, job: TrainingJob) -> list[dict[str, float]]:
        """Train a model from a pretrained encoder and write it to ``job.folder / "model"``."""
        set_seed(job.seed)
        encoder, tokenizer = load_encoder(job.encoder.source)
        settings = window_settings(job.model, encoder)
        labels = labels_of(job)
        examples, loss = encode_all(job.train, tokenizer, settings, labels)
        job.say(f"{len(examples)} windows; {loss}")
        model = OnePassModel(OnePassConfig(**config_values(job, encoder, settings, labels)), encoder)
        model.set_priors(*label_frequencies(examples, labels))
        if job.encoder.freeze_word_embeddings:
            model.encoder.get_input_embeddings().weight.requires_grad_(False)

        def dev_score(trained: PreTrainedModel) -> dict[str, float]:
            return dict(job.dev_score(OnePassExtractor(trained, tokenizer)))

        history = fit(
            model,
            examples,
            WindowCollator(tokenizer),
            dev_score,
            job.training,
            encoder_rate=job.encoder.learning_rate,
            seed=job.seed,
            folder=job.folder / "checkpoints",
        )
        model.eval()
        if is_main():
            model.save_pretrained(job.folder / "model")
            tokenizer.save_pretrained(job.folder / "model")
        return history

    def load(self, folder: Path) -> OnePassExtractor:
        """Return the extractor of a model folder."""
        model = OnePassModel.from_pretrained(folder)
        model.eval()
        return OnePassExtractor(model, AutoTokenizer.from_pretrained(folder, use_fast=True))


FAMILY = OnePassFamily()


def labels_of(job: TrainingJob) -> Labels:
    """Return the labels that can be learnt from the training articles.

    Raises:
        ActBankError: there is no event to learn from.
    """
    labels = labels_for(job.ontology, job.train)
    if not labels.types:
        raise ActBankError(f"corpus {job.corpus!r}: no event of ontology {job.ontology.identity} in the training split")
    return labels


def config_values(
    job: TrainingJob, encoder: PreTrainedModel, settings: WindowSettings, labels: Labels
) -> dict[str, Any]:
    """Return what `OnePassConfig` is made from."""
    return {
        "encoder": encoder.config.to_dict(),
        "labels": labels.to_dict(),
        "ontology": job.ontology.to_dict(),
        "windows": asdict(settings),
        "role_size": job.model.role_size,
        "distances": job.model.distances,
        "dropout": job.model.dropout,
        "role_weight": job.model.role_weight,
        "attribute_weight": job.model.attribute_weight,
        "train_corpus": job.corpus,
    }


def encode_all(
    articles: Sequence[Article], tokenizer: PreTrainedTokenizerBase, settings: WindowSettings, labels: Labels
) -> tuple[list[Example], EncodingLoss]:
    """Return the examples of all windows of annotated articles, and what could not be expressed."""
    loss = EncodingLoss()
    examples = []
    for article in articles:
        examples += encode_article(article, lay_out(article.text, tokenizer, settings), labels, loss)
    return examples, loss


def label_frequencies(examples: Sequence[Example], labels: Labels) -> tuple[list[float], list[list[float]]]:
    """Return the frequency of each trigger tag, and for each role channel those of O, begin, inside.

    A channel is counted over the triggers that may have it. Half a count is added to each, so that none is zero.
    """
    tags = np.full(2 * len(labels.types) + 1, 0.5)
    roles = np.full((max(1, len(labels.channels)), 3), 0.5)
    allowed = np.asarray(labels.allowed, dtype=bool).reshape(len(labels.types), -1)
    for example in examples:
        tags += np.bincount(example.tags[example.tags >= 0], minlength=len(tags))
        for trigger in example.triggers:
            for channel in np.flatnonzero(allowed[trigger.type]):
                roles[channel] += np.bincount(trigger.roles[channel], minlength=3)
    return (tags / tags.sum()).tolist(), (roles / roles.sum(axis=1, keepdims=True)).tolist()
