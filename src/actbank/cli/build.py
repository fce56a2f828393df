"""``actbank build``: annotated articles to a Hugging Face data set folder."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path

from omegaconf import DictConfig

from actbank.cli.hydra_verbs import register, run_hydra, to_object
from actbank.corpora.corpus import read_corpus
from actbank.specs import CorpusSpec

ABOUT = """Write a corpus as a folder that datasets.load_dataset(FOLDER, "articles" | "events" | "tokens") opens.

  actbank build corpus=news                       to outputs/datasets/news
  actbank build corpus=casie corpus.split=2       a public corpus with one of its official splits
  actbank build corpus=news corpus.path=MY_FOLDER corpus.own=false corpus.name=mine     your own articles"""


@dataclass
class BuildConfig:
    """The schema of ``configs/build.yaml``."""

    corpus: CorpusSpec = field(default_factory=CorpusSpec)
    output: str = ""


def main(arguments: list[str]) -> int:
    """Run the verb."""
    register("build", BuildConfig)
    return run_hydra(_build, "build", arguments, ABOUT)


def _build(values: DictConfig) -> None:
    from actbank.corpora.build import build_dataset

    config: BuildConfig = to_object(values)
    corpus = read_corpus(config.corpus)
    built = build_dataset(corpus, Path(config.output), _say)
    for table, parts in built.rows.items():
        print(f"{table:<10}" + "  ".join(f"{part} {count}" for part, count in parts.items()))
    _say(f'load it with datasets.load_dataset("{built.folder}", "events")')


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)
