"""Training and loading of token classifiers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
from transformers import (
    AutoConfig,
    AutoModelForTokenClassification,
    AutoTokenizer,
    PreTrainedModel,
    PreTrainedTokenizerBase,
    set_seed,
)

from actbank.encoding.examples import EncodingLoss
from actbank.encoding.flat import FlatLabels, flat_events, flat_labels, flat_tags
from actbank.encoding.layout import WindowSettings, lay_out
from actbank.metrics.scores import score
from actbank.models.base import TrainingJob
from actbank.models.encoders import load_encoder, window_settings
from actbank.models.token_classifier.examples import FlatCollator, FlatExample, flat_examples
from actbank.models.token_classifier.extractor import FlatExtractor
from actbank.problems import ActBankError
from actbank.schema import Article
from actbank.training.processes import is_main
from actbank.training.trainer import fit

NAME = "token_classifier"


class TokenClassifierFamily:
    """The plain baseline; its ceiling is what gold itself scores after a round trip through flat tags."""

    def train(self, job: TrainingJob) -> list[dict[str, float]]:
        """Train a model from a pretrained encoder and write it to ``job.folder / "model"``."""
        set_seed(job.seed)
        encoder, tokenizer = load_encoder(job.encoder.source)
        settings = window_settings(job.model, encoder)
        labels = flat_labels(job.ontology, job.train)
        if not labels.types:
            raise ActBankError(
                f"corpus {job.corpus!r}: no event of ontology {job.ontology.identity} in the training split"
            )
        loss = EncodingLoss()
        examples = [example for a in job.train for example in flat_examples(a, tokenizer, settings, labels, loss)]
        job.say(f"{len(examples)} windows; {loss}")
        job.say(ceiling(job.train, tokenizer, settings, labels))
        model = _model(job, encoder, settings, labels)
        _set_prior(model, examples)
        if job.encoder.freeze_word_embeddings:
            model.base_model.get_input_embeddings().weight.requires_grad_(False)

        def dev_score(trained: PreTrainedModel) -> dict[str, float]:
            return dict(job.dev_score(FlatExtractor(trained, tokenizer)))

        history = fit(
            model,
            examples,
            FlatCollator(tokenizer),
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

    def load(self, folder: Path) -> FlatExtractor:
        """Return the extractor of a model folder."""
        model = AutoModelForTokenClassification.from_pretrained(folder)
        model.eval()
        return FlatExtractor(model, AutoTokenizer.from_pretrained(folder, use_fast=True))


FAMILY = TokenClassifierFamily()


def ceiling(
    articles: Sequence[Article], tokenizer: PreTrainedTokenizerBase, settings: WindowSettings, labels: FlatLabels
) -> str:
    """Return in a sentence what gold scores against itself after a round trip through flat tags."""
    again = {}
    for article in articles:
        layout = lay_out(article.text, tokenizer, settings)
        tags = flat_tags(article, layout, labels, EncodingLoss())
        again[article.id] = flat_events(tags, np.ones(len(tags)), article.text, layout, labels)
    scores = score([article for article in articles if article.events is not None], again)
    ratios = ", ".join(f"{name} {100 * (scores.f1(name) or 0):.1f}" for name in ("TC", "AC+", "tuple"))
    return f"the most that flat tags can score on the training articles: {ratios}; no polarity, no modality"


def _model(job: TrainingJob, encoder: PreTrainedModel, settings: WindowSettings, labels: FlatLabels) -> PreTrainedModel:
    """Return a stock classifier on the encoder; what ActBank needs to know stands in its config."""
    config = AutoConfig.for_model(**encoder.config.to_dict())
    config.id2label = dict(enumerate(labels.names))
    config.label2id = {name: number for number, name in enumerate(labels.names)}
    config.actbank = {
        "family": NAME,
        "labels": labels.to_dict(),
        "ontology": job.ontology.to_dict(),
        "windows": asdict(settings),
        "train_corpus": job.corpus,
    }
    model: PreTrainedModel = AutoModelForTokenClassification.from_config(config)
    weights = {name: value for name, value in encoder.state_dict().items() if not name.startswith("pooler.")}
    missing = model.base_model.load_state_dict(weights, strict=False).missing_keys
    if missing:
        raise ActBankError(f"encoder {job.encoder.source!r} lacks {', '.join(missing)}")
    return model


@torch.no_grad()
def _set_prior(model: PreTrainedModel, examples: Sequence[FlatExample]) -> None:
    """Set the bias of the classifier to the log of the tags' frequencies."""
    counts = np.full(model.config.num_labels, 0.5)
    for example in examples:
        counts += np.bincount(example.tags[example.tags >= 0], minlength=len(counts))
    bias = next(module.bias for module in reversed(list(model.modules())) if isinstance(module, torch.nn.Linear))
    bias.copy_(torch.from_numpy(np.log(counts / counts.sum())))
