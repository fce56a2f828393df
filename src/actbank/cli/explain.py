"""``actbank explain``: one prediction file under every protocol, why they differ, and where the errors are."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from actbank.cli.gold import HELP, load_gold
from actbank.cli.typed import run_typed

if TYPE_CHECKING:
    from rich.table import Table

    from actbank.metrics.explain.contrasts import Contrast
    from actbank.metrics.explain.errors import Errors
    from actbank.metrics.explain.explanation import Explanation
    from actbank.metrics.explain.side_by_side import ProtocolRow

_ARTICLES = 5


def explain(
    gold: Annotated[Path, typer.Argument(help=HELP)],
    predictions: Annotated[Path, typer.Argument(help="The same articles with predicted events.")],
    page: Annotated[
        Path | None, typer.Option(help="Also write an HTML page that shows gold against predicted in the text.")
    ] = None,
    match: Annotated[
        str, typer.Option(help="When spans match: exact, exact+det, head, overlap[=0.5] or text.")
    ] = "exact",
    as_json: Annotated[
        bool, typer.Option("--json", help="Print everything as JSON, with the ids of every case.")
    ] = False,
) -> None:
    """Show one prediction file under every protocol, say why they differ on it, and put every event in an error class.

    Example: actbank explain gold.jsonl predictions.jsonl --page errors.html

    Example: actbank explain news/test outputs/quickstart/test.predictions.jsonl.gz
    """
    from actbank.formats import load_predictions
    from actbank.metrics.explain.explanation import explain as explain_events
    from actbank.metrics.matching import check_match
    from actbank.report.explain_page import write_explanation

    check_match(match)
    articles = load_gold(gold)
    explanation = explain_events(articles, load_predictions(predictions, articles), match=match)
    if as_json:
        print(json.dumps(explanation.to_dict(), indent=1, ensure_ascii=False))
    else:
        _print_explanation(explanation)
    if page:
        write_explanation(page, explanation, title=f"{predictions.name} against {gold.name}")
        print(f"open {page.resolve().as_uri()}", file=sys.stderr)


def _print_explanation(explanation: Explanation) -> None:
    _print_table(_protocol_table(explanation.rows))
    print("\nWhy they differ on these predictions:" if explanation.contrasts else "\nThey all agree here.")
    for contrast in explanation.contrasts:
        print(f"  {_contrast_line(contrast)}")
    for table in _class_tables(explanation.errors):
        print()
        _print_table(table)
    print("\nEvery event and every argument is in one class, the first that applies.")
    print(explanation.signature)


def _print_table(table: Table) -> None:
    from rich.console import Console

    width = None if sys.stdout.isatty() else 140
    console = Console(width=width, highlight=False, markup=False, emoji=False)
    with console.capture() as captured:
        console.print(table)
    print("\n".join(line.rstrip() for line in captured.get().splitlines()))


def _protocol_table(rows: tuple[ProtocolRow, ...]) -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("protocol", no_wrap=True)
    for heading in ("P", "R", "F1"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("a hit is")
    for row in rows:
        ratios = (row.precision, row.recall, row.f1)
        table.add_row(row.name, *(_percent(ratio) for ratio in ratios), row.hit)
    return table


def _percent(ratio: float | None) -> str:
    return "-" if ratio is None else f"{100 * ratio:.2f}"


def _contrast_line(contrast: Contrast) -> str:
    one, other = (_percent(ratio) for ratio in contrast.f1)
    return f"{contrast.one} {one}, {contrast.other} {other}: {contrast.reason}"


def _class_tables(errors: Errors) -> Iterator[Table]:
    yield _class_table("event", errors.counts, {name: errors.articles(name) for name in errors.counts})
    found = {name: errors.argument_articles(name) for name in errors.argument_counts}
    yield _class_table("argument", errors.argument_counts, found)


def _class_table(kind: str, counts: Mapping[str, int], articles: Mapping[str, Mapping[str, int]]) -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(f"class of {kind}", no_wrap=True, min_width=18)
    table.add_column("n", justify="right", no_wrap=True)
    table.add_column("articles with most")
    for name, count in counts.items():
        table.add_row(name, str(count), "" if name == "correct" else _first(articles[name]))
    return table


def _first(articles: Mapping[str, int]) -> str:
    """Return the first articles with their numbers."""
    shown = [f"{name} ({number})" for name, number in list(articles.items())[:_ARTICLES]]
    more = len(articles) - len(shown)
    return ", ".join([*shown, *([f"and {more} more"] if more else [])])


def main(arguments: list[str]) -> int:
    """Run the verb."""
    return run_typed(explain, "explain", arguments)
