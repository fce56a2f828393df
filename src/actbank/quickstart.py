"""Everything once, end to end: build, train, evaluate, extract, report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from actbank.corpora.build import build_dataset
from actbank.corpora.corpus import Corpus
from actbank.extract import EventExtractor
from actbank.formats import save_articles
from actbank.metrics.scores import Scores
from actbank.problems import ActBankError
from actbank.report.run_report import write_run_report
from actbank.runs.record import read_run
from actbank.schema import Article
from actbank.specs import EncoderSpec, ModelSpec, TrainingSpec
from actbank.train import train_model


@dataclass(frozen=True, slots=True)
class Quickstart:
    """Where the pieces lie."""

    dataset: Path
    model: Path
    report: Path
    events: Path
    scores: Scores


def run_quickstart(
    corpus: Corpus,
    article: Article,
    model: ModelSpec,
    encoder: EncoderSpec,
    training: TrainingSpec,
    *,
    folder: Path,
    seed: int = 0,
    config: str = "",
    say: Callable[[str], None] = lambda _: None,
) -> Quickstart:
    """Build the data set, train, score on test, extract the events of an article, and write the report.

    Args:
        corpus: Articles by split.
        article: A raw article that is in no split.
        model: Family and sizes.
        encoder: Pretrained encoder.
        training: Epochs, rates, budget.
        folder: Receives everything.
        seed: Of the training.
        config: The composed config, kept with the run.
        say: Told what is being done.
    """
    say("1/4 building the data set")
    dataset = build_dataset(corpus, folder / "dataset").folder
    say("2/4 training")
    trained = train_model(
        corpus, model, encoder, training, folder=folder, seed=seed, config=config, say=lambda words: say(f"    {words}")
    )
    if trained.evaluation is None:
        raise ActBankError(f"{folder}: the model was not scored")
    say("3/4 extracting the events of a new article")
    found = next(EventExtractor.from_pretrained(trained.model).extract([article]))
    events = folder / "article.jsonl"
    save_articles([found], events)
    say("4/4 writing the report")
    report = folder / "report.html"
    write_run_report(report, read_run(trained.run), "test", trained.evaluation.scores, [found])
    return Quickstart(dataset, trained.model, report, events, trained.evaluation.scores)
