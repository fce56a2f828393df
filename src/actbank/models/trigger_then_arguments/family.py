"""Training and loading of two-stage models."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from transformers import AutoTokenizer, PreTrainedModel, PreTrainedTokenizerBase, set_seed

from actbank.encoding.examples import Example, TriggerExample
from actbank.encoding.labels import Labels
from actbank.models.base import TrainingJob
from actbank.models.encoders import load_encoder, window_settings
from actbank.models.one_pass.family import config_values, encode_all, label_frequencies, labels_of
from actbank.models.trigger_then_arguments.batching import QuestionCollator, TriggerCollator
from actbank.models.trigger_then_arguments.configuration import StageConfig, TwoStageConfig, trigger_labels
from actbank.models.trigger_then_arguments.extractor import TriggerFinder, TwoStageExtractor
from actbank.models.trigger_then_arguments.network import ArgumentModel, TriggerModel
from actbank.models.trigger_then_arguments.questions import Question, QuestionWriter, gold_questions
from actbank.problems import ActBankError
from actbank.training.processes import is_main
from actbank.training.trainer import fit, last_whole_checkpoint

FIRST, SECOND = "stage1", "stage2"


class TwoStageFamily:
    """Two encoders, trained one after the other from the same pretrained one, each with the whole recipe.

    The first stage keeps the epoch with the best TC on dev. The second learns from gold triggers and keeps the epoch
    with the best AC+ on dev of both stages together, the very number that selects the epoch of the other families.
    """

    def train(self, job: TrainingJob) -> list[dict[str, float]]:
        """Train both stages and write them to ``job.folder / "model"``.

        Returns:
            The log of the second stage, after that of the first, whose keys begin with ``stage1_``.
        """
        material = _prepare(job)
        tokenizer = material.tokenizer
        triggers, first = _train_triggers(job, material)
        finder = TriggerFinder(triggers, tokenizer)
        arguments, second = _train_arguments(job, material, finder)
        if is_main():
            _save(job.folder / "model", triggers, arguments, tokenizer)
        return [*({f"{FIRST}_{key}": value for key, value in entry.items()} for entry in first), *second]

    def load(self, folder: Path) -> TwoStageExtractor:
        """Return the extractor of a model folder."""
        tokenizer = AutoTokenizer.from_pretrained(folder, use_fast=True)
        triggers = TriggerModel.from_pretrained(folder / FIRST).eval()
        arguments = ArgumentModel.from_pretrained(folder / SECOND).eval()
        return TwoStageExtractor(TriggerFinder(triggers, tokenizer), arguments, tokenizer)


FAMILY = TwoStageFamily()


@dataclass(frozen=True, slots=True)
class _Material:
    """What both stages are trained from; ``config`` are the values of the second stage's `StageConfig`."""

    tokenizer: PreTrainedTokenizerBase
    labels: Labels
    config: Mapping[str, Any]
    examples: Sequence[Example]
    questions: Sequence[Question[TriggerExample]]


def _prepare(job: TrainingJob) -> _Material:
    labels = labels_of(job)
    encoder, tokenizer = load_encoder(job.encoder.source)
    writer = QuestionWriter(tokenizer, labels.types)
    settings = window_settings(job.model, encoder, beside=writer.longest)
    examples, loss = encode_all(job.train, tokenizer, settings, labels)
    questions = list(gold_questions(examples, writer))
    job.say(f"{len(examples)} windows, {len(questions)} triggers; {loss}")
    if not questions:
        raise ActBankError(f"corpus {job.corpus!r}: no trigger in the training split that stands on whole words")
    return _Material(tokenizer, labels, config_values(job, encoder, settings, labels), examples, questions)


def _train_triggers(job: TrainingJob, material: _Material) -> tuple[PreTrainedModel, list[dict[str, float]]]:
    config = StageConfig(**{**material.config, "labels": trigger_labels(material.labels).to_dict()})
    model = _begin(TriggerModel, config, job)
    model.set_trigger_prior(label_frequencies(material.examples, material.labels)[0])

    def dev_score(trained: PreTrainedModel) -> dict[str, float]:
        return {"TC": job.dev_score(TriggerFinder(trained, material.tokenizer))["TC"]}

    collate = TriggerCollator(material.tokenizer)
    return model, _fit(job, FIRST, model, material.examples, collate, dev_score, "TC")


def _train_arguments(
    job: TrainingJob, material: _Material, finder: TriggerFinder
) -> tuple[PreTrainedModel, list[dict[str, float]]]:
    model = _begin(ArgumentModel, StageConfig(**material.config), job)
    model.set_role_priors(label_frequencies(material.examples, material.labels)[1])

    def dev_score(trained: PreTrainedModel) -> dict[str, float]:
        return dict(job.dev_score(TwoStageExtractor(finder, trained, material.tokenizer)))

    collate = QuestionCollator(material.tokenizer)
    return model, _fit(job, SECOND, model, material.questions, collate, dev_score, "AC+")


def _begin(network: type[PreTrainedModel], config: StageConfig, job: TrainingJob) -> PreTrainedModel:
    """Return a network on the pretrained encoder; the seed alone decides what its heads begin with."""
    set_seed(job.seed)
    encoder, _ = load_encoder(job.encoder.source)
    model = network(config, encoder)
    if job.encoder.freeze_word_embeddings:
        model.encoder.get_input_embeddings().weight.requires_grad_(False)
    return model


def _fit(
    job: TrainingJob,
    stage: str,
    model: PreTrainedModel,
    items: Sequence[Any],
    collate: Callable[[Sequence[Any]], dict[str, torch.Tensor]],
    dev_score: Callable[[PreTrainedModel], Mapping[str, float]],
    watched: str,
) -> list[dict[str, float]]:
    """Train a stage in place, ready for prediction, and return its log."""
    folder = job.folder / "checkpoints" / stage
    again = "; going on from its last epoch" if last_whole_checkpoint(folder) else ""
    job.say(f"{stage}: {len(items)} items; keeps the epoch with the best {watched} on dev{again}")
    history = fit(
        model,
        items,
        collate,
        dev_score,
        job.training,
        encoder_rate=job.encoder.learning_rate,
        seed=job.seed,
        folder=folder,
        watched=watched,
    )
    model.eval()
    return history


def _save(
    folder: Path, triggers: PreTrainedModel, arguments: PreTrainedModel, tokenizer: PreTrainedTokenizerBase
) -> None:
    """Write both stages; ``config.json``, which makes the folder a model, comes last."""
    triggers.save_pretrained(folder / FIRST)
    arguments.save_pretrained(folder / SECOND)
    tokenizer.save_pretrained(folder)
    TwoStageConfig().save_pretrained(folder)
