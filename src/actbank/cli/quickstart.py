"""``actbank quickstart``: everything once, end to end."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from omegaconf import DictConfig

from actbank.cli.hydra_verbs import known_choice, register, run_hydra, to_object, to_yaml
from actbank.cli.train import TrainConfig
from actbank.corpora.corpus import read_corpus

ABOUT = """Build the news data set, train the default model, score it, extract the events of a new article, write the
report.

  actbank quickstart                              about ten minutes on two cores, to outputs/quickstart
  actbank quickstart training.epochs=5            takes what `actbank train` takes"""

_ENDING = """
Done in {minutes:.1f} min. Look at the report in a browser:
  {report}
Everything lies in {folder}:
  dataset/        datasets.load_dataset("{folder}/dataset", "events")   also "articles" and "tokens"
  model/          the trained model; EventExtractor.from_pretrained("{folder}/model")
  article.jsonl   the events of a raw article that is in no split
Try next:
  {run} extract MY_ARTICLE.txt --model {folder}/model --date 2024-01-29
  {run} evaluate {folder}/model --corpus news --per role
  {run} train training.epochs=30 seed=1
"""


def main(arguments: list[str]) -> int:
    """Run the verb."""
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    register("train", TrainConfig)
    chosen = ["experiment=quickstart", *known_choice("encoder", arguments, "hub", "source")]
    return run_hydra(_quickstart, "train", chosen, ABOUT)


def _quickstart(values: DictConfig) -> None:
    from actbank.cli.tables import print_tables
    from actbank.formats import load_articles
    from actbank.places import data_dir
    from actbank.quickstart import run_quickstart

    began = time.monotonic()
    config: TrainConfig = to_object(values)
    article = load_articles(data_dir() / "examples" / "harbour-pact.txt")[0]
    done = run_quickstart(
        read_corpus(config.corpus),
        article,
        config.model,
        config.encoder,
        config.training,
        folder=Path(config.output),
        seed=config.seed,
        config=to_yaml(values),
        say=lambda words: print(words, file=sys.stderr, flush=True),
    )
    print_tables(done.scores, per="type")
    minutes = (time.monotonic() - began) / 60
    print(
        _ENDING.format(minutes=minutes, report=done.report.resolve(), folder=config.output, run=sys.argv[0].split()[0])
    )
