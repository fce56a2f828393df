"""``actbank evaluate``: score a trained model on a split of a corpus."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from actbank.cli.typed import run_typed
from actbank.schema import Article


def evaluate(
    checkpoint: Annotated[Path, typer.Argument(help="Folder of a trained model (holds config.json).")],
    corpus: Annotated[
        str, typer.Option(help="Name of a corpus, a YAML file, or a folder of annotated articles.")
    ] = "news",
    split: Annotated[str, typer.Option(help="A split of the corpus: train, dev, test, or another it has.")] = "test",
    number: Annotated[
        int | None, typer.Option(help="Number of the official split, where a corpus has several.")
    ] = None,
    path: Annotated[str | None, typer.Option(help="Where the corpus lies, if not below ACTBANK_CORPORA.")] = None,
    per: Annotated[str | None, typer.Option(help="One more table: type or role.")] = None,
    output: Annotated[Path | None, typer.Option(help="Folder for the scores and the predictions.")] = None,
) -> None:
    """Score a trained model on a split: TI TC AI AC AI+ AC+ and per-event (tuple) P, R, F1 with 95 % intervals.

    Example: actbank evaluate outputs/quickstart/model --corpus news --split test --per type
    """
    from actbank.cli.tables import check_table, print_tables
    from actbank.corpora.corpus import load_corpus
    from actbank.evaluate import evaluate_checkpoint
    from actbank.runs.record import write_evaluation

    check_table(per)
    loaded = load_corpus(corpus, split=number, path=path)
    found = evaluate_checkpoint(checkpoint, loaded, split, _watched)
    print_tables(found.scores, per)
    print(f"{len(found.gold)} articles in {found.seconds:.1f} s", file=sys.stderr)
    if output:
        write_evaluation(output, found)


def _watched(articles: Iterable[Article]) -> Iterable[Article]:
    from tqdm.auto import tqdm

    watched: Iterable[Article] = tqdm(articles, unit="article", desc="reading", leave=False)
    return watched


def main(arguments: list[str]) -> int:
    """Run the verb."""
    return run_typed(evaluate, "evaluate", arguments)
