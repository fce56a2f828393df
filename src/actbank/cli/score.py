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
    match: Annotated[
        str, typer.Option(help="When spans match: exact, exact+det, head, overlap[=0.5] or text.")
    ] = "exact",
    setting: Annotated[
        str, typer.Option(help="e2e, or gold-trigger for systems that were given the triggers.")
    ] = "e2e",
    per: Annotated[str | None, typer.Option(help="One more table: type, role or article.")] = None,
    tuple_roles: Annotated[str, typer.Option(help="Roles of the per-event measure.")] = "actor,target,time",
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
    as_markdown: Annotated[bool, typer.Option("--md", help="Print Markdown tables.")] = False,
    as_latex: Annotated[bool, typer.Option("--latex", help="Print LaTeX tables (booktabs).")] = False,
) -> None:
    """Score predicted events against gold ones, article by article.

    Example: actbank score gold.jsonl predictions.jsonl --match overlap --per type --md
    """
    from actbank.cli.tables import all_tables, check_table, print_tables
    from actbank.formats import load_articles
    from actbank.metrics.matching import check_match
    from actbank.metrics.scores import score as score_events
    from actbank.metrics.table import latex, markdown

    check_table(per)
    check_match(match)
    scores = score_events(
        load_articles(gold),
        load_articles(predictions),
        match=match,
        setting=setting,
        tuple_roles=tuple_roles.split(","),
    )
    if as_json:
        print(json.dumps(scores.to_dict(), indent=1, ensure_ascii=False))
    elif as_markdown or as_latex:
        write, signature = (markdown, f"`{scores.signature}`") if as_markdown else (latex, f"% {scores.signature}")
        print("\n\n".join([*map(write, all_tables(scores, per)), signature]))
    else:
        print_tables(scores, per)


def main(arguments: list[str]) -> int:
    """Run the verb."""
    return run_typed(score, "score", arguments)
