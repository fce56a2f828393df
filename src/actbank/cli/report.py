"""``actbank report``: the HTML report of a trained model."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from actbank.cli.typed import run_typed


def report(
    run: Annotated[Path, typer.Argument(help="Output folder of a training (holds run.json and model/).")],
    corpus: Annotated[
        str, typer.Option(help="Name of a corpus, a YAML file, or a folder of annotated articles.")
    ] = "news",
    split: Annotated[str, typer.Option(help="A split of the corpus: train, dev, test, or another it has.")] = "test",
    number: Annotated[
        int | None, typer.Option(help="Number of the official split, where a corpus has several.")
    ] = None,
    path: Annotated[str | None, typer.Option(help="Where the corpus lies, if not below ACTBANK_CORPORA.")] = None,
    article: Annotated[
        list[Path] | None, typer.Option(help="Raw articles to draw with their events; may be repeated.")
    ] = None,
    output: Annotated[Path | None, typer.Option(help="The HTML file; report.html in RUN without it.")] = None,
) -> None:
    """Score a trained model on a split and write one HTML page: F1 by type and role with intervals, and drawn articles.

    Example: actbank report outputs/train/news-one_pass-minilm-seed0 --article my_article.txt
    """
    from actbank.corpora.corpus import load_corpus
    from actbank.evaluate import evaluate_extractor
    from actbank.extract import EventExtractor
    from actbank.formats import load_articles
    from actbank.models import family_of
    from actbank.report.run_report import write_run_report
    from actbank.runs.record import read_run

    record = read_run(run)
    extractor = family_of(run / "model").load(run / "model")
    found = evaluate_extractor(extractor, load_corpus(corpus, split=number, path=path), split)
    raw = [loaded for file in article or () for loaded in load_articles(file)]
    drawn = list(EventExtractor(extractor).extract(raw))
    target = output or run / "report.html"
    write_run_report(target, record, split, found.scores, drawn)
    print(target)
    print(f"open {target.resolve().as_uri()}", file=sys.stderr)


def main(arguments: list[str]) -> int:
    """Run the verb."""
    return run_typed(report, "report", arguments)
