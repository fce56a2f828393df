"""``actbank score``: predicted events against gold ones."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from actbank.cli.typed import run_typed


def score(
    gold: Annotated[Path, typer.Argument(help="Gold articles, in any readable format.")],
    predictions: Annotated[Path, typer.Argument(help="The same articles with predicted events.")],
    per: Annotated[str | None, typer.Option(help="One more table: type or role.")] = None,
    setting: Annotated[
        str, typer.Option(help="e2e, or gold-trigger for systems that were given the triggers.")
    ] = "e2e",
    tuple_roles: Annotated[str, typer.Option(help="Roles of the per-event measure.")] = "actor,target,time",
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
) -> None:
    """Score predicted events against gold ones, article by article.

    Example: actbank score gold.jsonl predictions.jsonl --per type
    """
    from actbank.cli.tables import check_table, print_tables
    from actbank.formats import load_articles
    from actbank.metrics.scores import score as score_events

    check_table(per)
    scores = score_events(
        load_articles(gold), load_articles(predictions), setting=setting, tuple_roles=tuple_roles.split(",")
    )
    if as_json:
        print(json.dumps(scores.to_dict(), indent=1, ensure_ascii=False))
        return
    print_tables(scores, per)


def main(arguments: list[str]) -> int:
    """Run the verb."""
    return run_typed(score, "score", arguments)
