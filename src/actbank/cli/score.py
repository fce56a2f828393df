"""``actbank score``: predicted events against gold ones."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from actbank.cli.gold import HELP, load_gold
from actbank.cli.typed import run_typed
from actbank.problems import DataError, Problem

if TYPE_CHECKING:
    from actbank.metrics.confidences import Confidences
    from actbank.metrics.scores import Scores

    Calibration = Mapping[str, Confidences] | None


Gold = Annotated[Path, typer.Argument(help=HELP)]
Given = Annotated[
    Path,
    typer.Argument(
        help="The same articles with predicted events; or JSON lines of an id and events, with offsets or words."
    ),
]
Match = Annotated[str, typer.Option(help="When spans match: exact, exact+det, head, overlap[=0.5] or text.")]
Setting = Annotated[str, typer.Option(help="e2e, or gold-trigger for systems that were given the triggers.")]
Per = Annotated[str | None, typer.Option(help="One more table: type, role or article.")]
Roles = Annotated[str, typer.Option(help="Roles of the per-event measure.")]
Lenient = Annotated[
    bool, typer.Option("--lenient", help="Count events that fit no gold article as wrong; say each on stderr.")
]
Plots = Annotated[
    Path | None,
    typer.Option(help="Print how far scores can be trusted, and plot it: FILE.svg, FILE.html or a folder."),
]
Json = Annotated[bool, typer.Option("--json", help="Print everything as JSON.")]
Markdown = Annotated[bool, typer.Option("--md", help="Print Markdown tables.")]
Latex = Annotated[bool, typer.Option("--latex", help="Print LaTeX tables (booktabs).")]


def score(
    gold: Gold,
    predictions: Given,
    match: Match = "exact",
    setting: Setting = "e2e",
    per: Per = None,
    tuple_roles: Roles = "actor,target,time",
    lenient: Lenient = False,
    calibration: Plots = None,
    as_json: Json = False,
    as_markdown: Markdown = False,
    as_latex: Latex = False,
) -> None:
    """Score predicted events against gold ones, article by article.

    Predictions of generative systems need no offsets: words are looked for in the gold text, nearest to the trigger;
    those that it does not have are false positives, and their share is the hallucination rate.

    Example: actbank score gold.jsonl predictions.jsonl --match overlap --per type --md
    """
    from actbank.cli.tables import check_table
    from actbank.metrics.matching import check_match

    check_table(per)
    check_match(match)
    _check_target(calibration)
    rules = {"match": match, "setting": setting, "tuple_roles": tuple_roles.split(","), "lenient": lenient}
    scores, confidences = _scored(gold, predictions, rules, calibrated=calibration is not None)
    for problem in scores.misfits:
        print(problem, file=sys.stderr)
    if calibration and confidences:
        _plot(calibration, confidences, scores.signature)
    if as_json:
        _print_json(scores, confidences)
    elif as_markdown or as_latex:
        _print_source(scores, confidences, per, markdown=as_markdown)
    else:
        _print_tables(scores, confidences, per)


def _scored(gold: Path, file: Path, rules: Mapping[str, Any], *, calibrated: bool) -> tuple[Scores, Calibration]:
    """Return the scores of a file of predictions, and their confidences where these are asked for.

    Raises:
        DataError: with everything that is wrong, in lines as a whole and in events.
    """
    from actbank.formats import read_predictions
    from actbank.metrics.scores import score as score_events

    articles = load_gold(gold)
    unreadable: list[Problem] = []
    predictions = list(read_predictions(file, articles, unreadable))
    try:
        scores = score_events(articles, predictions, **rules)
    except DataError as error:
        raise DataError([*unreadable, *error.problems]) from None
    if unreadable:
        raise DataError(unreadable)
    if not calibrated:
        return scores, None
    from actbank.metrics.calibration import calibrate

    return scores, calibrate(articles, predictions, match=rules["match"], lenient=rules["lenient"])


def _cells(scores: Scores, confidences: Calibration, per: str | None) -> list[list[list[str]]]:
    """Return every table that is printed, as rows of text."""
    from actbank.cli.tables import all_tables
    from actbank.metrics.table import calibration_rows, expression_rows

    tables = all_tables(scores, per)
    if scores.hallucination_rate is not None:
        tables.append(expression_rows(scores))
    return [*tables, calibration_rows(confidences)] if confidences else tables


def _print_json(scores: Scores, confidences: Calibration) -> None:
    shown = scores.to_dict()
    if confidences:
        shown["calibration"] = {kind: found.to_dict() for kind, found in confidences.items()}
    print(json.dumps(shown, indent=1, ensure_ascii=False))


def _print_source(scores: Scores, confidences: Calibration, per: str | None, *, markdown: bool) -> None:
    from actbank.metrics import table

    write, signature = (table.markdown, f"`{scores.signature}`") if markdown else (table.latex, f"% {scores.signature}")
    print("\n\n".join([*map(write, _cells(scores, confidences, per)), signature]))


def _print_tables(scores: Scores, confidences: Calibration, per: str | None) -> None:
    from rich.console import Console

    from actbank.cli.tables import as_table

    width = None if sys.stdout.isatty() else 140
    console = Console(soft_wrap=True, width=width, highlight=False, markup=False, emoji=False)
    for cells in _cells(scores, confidences, per):
        console.print(as_table(cells))
    if scores.phantom_types:
        console.print(f"predicted types that gold does not have: {', '.join(scores.phantom_types)}")
    console.print(scores.signature)


def _check_target(target: Path | None) -> None:
    if target:
        from actbank.report.calibration_page import check_target

        check_target(target)


def _plot(target: Path, confidences: Mapping[str, Confidences], signature: str) -> None:
    from actbank.report.calibration_page import write_calibration

    for file in write_calibration(target, confidences, signature):
        print(file, file=sys.stderr)


def main(arguments: list[str]) -> int:
    """Run the verb."""
    return run_typed(score, "score", arguments)
