"""``actbank extract``: the events of raw articles."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated

import typer

from actbank.cli.typed import run_typed
from actbank.problems import ActBankError, DataError, Problem
from actbank.schema import Article


def extract(
    inputs: Annotated[
        list[str],
        typer.Argument(help="Text, HTML, CSV, Parquet or JSONL files, folders of them, or - for stdin."),
    ],
    model: Annotated[Path, typer.Option(help="Folder of a trained model.")] = Path("outputs/quickstart/model"),
    format: Annotated[
        str | None,
        typer.Option(help="table, csv or parquet (one row an event), jsonl (articles with events) or brat."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option(help="Where to write; its ending says the format. Else stdout.")
    ] = None,
    date: Annotated[
        str | None, typer.Option(help="Publication date of articles that have none, as 2024-01-29.")
    ] = None,
    occurred_only: Annotated[bool, typer.Option(help="Only events that are positive and actual.")] = False,
    types: Annotated[str, typer.Option(help="Only these event types, as ATTACK,PROTEST.")] = "",
    min_confidence: Annotated[float, typer.Option(help="Only events that the model is so sure of, 0 to 1.")] = 0.0,
    columns: Annotated[
        str, typer.Option(help="Columns of a table of articles, as text=body,id=url,date=published.")
    ] = "",
    actors: Annotated[
        bool, typer.Option(help="Code actors and targets: name, country and sector, also behind pronouns.")
    ] = True,
    jsonl: Annotated[bool, typer.Option(help="stdin holds JSONL articles instead of one raw text.")] = False,
) -> None:
    """Extract who did what to whom, when, and whether it happened, from raw articles. Streams.

    Example: actbank extract article.txt --date 2024-01-29

    Example: actbank extract archive.csv --columns text=body,id=url --occurred-only --output events.parquet
    """
    from actbank.event_table.selection import Selection
    from actbank.event_table.writers import writer_for
    from actbank.extract import EventExtractor

    write = writer_for(format, output)
    named = _named(columns)
    extractor = EventExtractor.from_pretrained(model)
    selection = Selection(
        tuple(name.strip() for name in types.split(",") if name.strip()), min_confidence, occurred_only
    )
    selection.check(extractor.ontology)
    articles = _dated(_articles(inputs, jsonl, named), date)
    found = extractor.extract(_watched(articles))
    write((selection.of(article) for article in (_coded(found) if actors else found)), output)


def _coded(articles: Iterable[Article]) -> Iterator[Article]:
    from actbank.normalize.actors import code_actors

    return (code_actors(article) for article in articles)


def _named(columns: str) -> dict[str, str]:
    """Return field to column of ``text=body,id=url``."""
    pairs = [pair.partition("=") for pair in columns.split(",") if pair.strip()]
    if any(not equals or not column.strip() for _, equals, column in pairs):
        raise ActBankError(f"--columns {columns!r}: say it as text=body,id=url")
    return {field.strip(): column.strip() for field, _, column in pairs}


def _articles(inputs: list[str], jsonl: bool, columns: Mapping[str, str]) -> Iterator[Article]:
    from actbank.formats import read_articles, tabular

    problems: list[Problem] = []
    for name in inputs:
        if name == "-":
            yield from _from_stdin(jsonl, problems)
        elif columns and Path(name).exists():
            yield from tabular.read(Path(name), problems, columns)
        else:
            yield from read_articles(name, None, problems)
    if problems:
        raise DataError(problems)


def _from_stdin(jsonl: bool, problems: list[Problem]) -> Iterator[Article]:
    if not jsonl:
        yield Article("stdin", sys.stdin.read())
        return
    from actbank.formats.jsonl import read_lines

    yield from read_lines(sys.stdin.buffer, "stdin", problems)


def _dated(articles: Iterable[Article], date: str | None) -> Iterator[Article]:
    from dataclasses import replace

    for article in articles:
        yield replace(article, date=date) if date and not article.date else article


def _watched(articles: Iterable[Article]) -> Iterable[Article]:
    from tqdm.auto import tqdm

    watched: Iterable[Article] = tqdm(articles, unit="article", desc="extracting", disable=not sys.stderr.isatty())
    return watched


def main(arguments: list[str]) -> int:
    """Run the verb."""
    return run_typed(extract, "extract", arguments)
