"""Train a model on a corpus: the function behind ``actbank train``."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from actbank.corpora.corpus import Corpus
from actbank.evaluate import Evaluation, evaluate_extractor, score_articles
from actbank.models import model_family
from actbank.models.base import Extractor, TrainingJob
from actbank.runs.checkpoints import claim_checkpoints, fingerprint
from actbank.runs.record import describe_run, write_run
from actbank.schema import Article
from actbank.specs import EncoderSpec, ModelSpec, TrainingSpec
from actbank.training.processes import is_main

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


@dataclass(frozen=True, slots=True)
class TrainedModel:
    """A trained model: its folder, the run folder with what was recorded, and the scores on the split asked for."""

    model: Path
    run: Path
    evaluation: Evaluation | None


def train_model(
    corpus: Corpus,
    model: ModelSpec,
    encoder: EncoderSpec,
    training: TrainingSpec,
    *,
    folder: Path,
    seed: int = 0,
    test: str = "test",
    config: str = "",
    say: Callable[[str], None] = lambda _: None,
) -> TrainedModel:
    """Train on the train split, select the epoch on dev, score the best model on ``test``, and record the run.

    A killed training in the same folder goes on from its last epoch.

    Args:
        corpus: Articles by split.
        model: Family and sizes.
        encoder: Pretrained encoder and its rate.
        training: Epochs, rates, budget.
        folder: Receives ``model/``, ``checkpoints/``, ``run.json``, ``config.yaml`` and predictions.
        seed: Of heads, batches and dropout.
        test: The split to score at the end; empty for none.
        config: The composed config, stored as ``config.yaml``.
        say: Told what is being done.
    """
    began = time.monotonic()
    for part in ("train", "dev", test) if test else ("train", "dev"):
        corpus.articles(part)  # an empty one is said now, not after hours
    settings: dict[str, DataclassInstance] = {"model": model, "encoder": encoder, "training": training}
    identity = f"{corpus.identity} {corpus.ontology.identity}"
    if is_main() and claim_checkpoints(folder / "checkpoints", fingerprint(identity, seed, settings)):
        say("going on from the last epoch of an earlier run of this very training")
    job = TrainingJob(
        train=corpus.articles("train"),
        dev_score=dev_scorer(corpus),
        ontology=corpus.ontology,
        corpus=corpus.identity,
        model=model,
        encoder=encoder,
        training=training,
        seed=seed,
        folder=folder,
        say=say,
    )
    family = model_family(model.name)
    log = family.train(job)
    minutes = (time.monotonic() - began) / 60
    say(f"trained in {minutes:.1f} min; model in {folder / 'model'}")
    if not is_main():
        return TrainedModel(folder / "model", folder, None)
    evaluation = None
    if test:
        say(f"scoring on {test}")
        evaluation = evaluate_extractor(family.load(folder / "model"), corpus, test)
    sizes = {part: len(articles) for part, articles in corpus.splits.items()}
    record = describe_run(
        corpus=corpus.identity,
        ontology=corpus.ontology.identity,
        split=corpus.spec.split,
        articles=sizes,
        settings=settings,
        seed=seed,
        minutes=minutes,
        log=log,
    )
    write_run(folder, record, config, evaluation)
    return TrainedModel(folder / "model", folder, evaluation)


def dev_scorer(corpus: Corpus) -> Callable[[Extractor], Mapping[str, float]]:
    """Return a function that scores an extractor on the dev articles, in percent."""
    dev: Sequence[Article] = corpus.articles("dev")

    def score_dev(extractor: Extractor) -> dict[str, float]:
        predictions = {article.id: events for article, events in zip(dev, extractor.predict(dev), strict=True)}
        scores = score_articles(corpus, dev, predictions)
        return {name: 100 * (scores.f1(name) or 0.0) for name in ("TC", "AC+", "tuple")}

    return score_dev
