"""``actbank train``: train a model from its config."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from omegaconf import DictConfig

from actbank.cli.hydra_verbs import known_choice, register, run_hydra, to_object, to_yaml
from actbank.cli.tables import print_tables
from actbank.corpora.corpus import read_corpus
from actbank.specs import CorpusSpec, EncoderSpec, ModelSpec, TrainingSpec

ABOUT = """Train a model on a corpus, keep the epoch with the best AC+ on dev, and score it on test.

  actbank train                                   news corpus, one_pass model, embedded encoder
  actbank train corpus=casie corpus.split=1       a public corpus (ACTBANK_CORPORA=FOLDER, or corpus.path=FOLDER)
  actbank train encoder=roberta-base              a hub name or a local folder
  actbank train training.epochs=5 seed=1          any value below
  actbank train --multirun seed=0,1,2             several runs
  actbank train debug=smoke                       one step, to see that everything fits

The output folder holds model/, checkpoints/, run.json, config.yaml, the scores and the predictions. Run the same
command again after a crash: it goes on from the last epoch."""


@dataclass
class TrainConfig:
    """The schema of ``configs/train.yaml``."""

    corpus: CorpusSpec = field(default_factory=CorpusSpec)
    model: ModelSpec = field(default_factory=ModelSpec)
    encoder: EncoderSpec = field(default_factory=EncoderSpec)
    training: TrainingSpec = field(default_factory=TrainingSpec)
    seed: int = 0
    test: str = "test"
    name: str = ""
    output: str = ""
    experiment: Any = None
    debug: Any = None


def main(arguments: list[str]) -> int:
    """Run the verb."""
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    register("train", TrainConfig)
    return run_hydra(_train, "train", known_choice("encoder", arguments, "hub", "source"), ABOUT)


def _train(values: DictConfig) -> None:
    from actbank.train import train_model

    config: TrainConfig = to_object(values)
    corpus = read_corpus(config.corpus)
    sizes = ", ".join(f"{len(articles)} {part}" for part, articles in corpus.splits.items())
    _say(f"corpus {corpus.identity} with ontology {corpus.ontology.identity}: {sizes} articles")
    trained = train_model(
        corpus,
        config.model,
        config.encoder,
        config.training,
        folder=Path(config.output),
        seed=config.seed,
        test=config.test,
        config=to_yaml(values),
        say=_say,
    )
    if trained.evaluation is not None:
        print_tables(trained.evaluation.scores, per="type")
    _say(f"everything is in {trained.run}")


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)
