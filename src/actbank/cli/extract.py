"""``actbank extract``: the events of raw articles."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Annotated

import typer

from actbank.cli.typed import run_typed
from actbank.problems import DataError, Problem, unknown_name
from actbank.schema import Article

OUTPUTS = ("jsonl", "csv", "table")


def extract(
    inputs: Annotated[list[str], typer.Argument(help="Text files, JSONL files of articles, folders, or - for stdin.")],
    model: Annotated[Path, typer.Option(help="Folder of a trained model.")] = Path("outputs/quickstart/model"),
    format: Annotated[
        str, typer.Option(help="jsonl (articles with events), csv (one row an event) or table.")
    ] = "table",
    output: Annotated[Path | None, typer.Option(help="File to write; stdout without it.")] = None,
    date: Annotated[
        str | None, typer.Option(help="Publication date of articles that have none, as 2024-01-29.")
    ] = None,
    occurred_only: Annotated[bool, typer.Option(help="Only events that are positive and actual.")] = False,
    jsonl: Annotated[bool, typer.Option(help="stdin holds JSONL articles instead of one raw text.")] = False,
) -> None:
    """Extract who did what to whom, when, and whether it happened, from raw articles. Streams.

    Example: actbank extract article.txt --date 2024-01-29 --format csv
    """
    if format not in OUTPUTS:
        raise unknown_name("format", format, OUTPUTS)
    from actbank.extract import EventExtractor

    extractor = EventExtractor.from_pretrained(model)
    articles = _dated(_articles(inputs, jsonl), date)
    found = extractor.extract(_watched(articles))
    kept = (_occurred(article) for article in found) if occurred_only else found
    with _opened(output) as target:
        {"jsonl": _write_jsonl, "csv": _write_csv, "table": _write_table}[format](kept, target)


def _articles(inputs: list[str], jsonl: bool) -> Iterator[Article]:
    from actbank.formats import guess_format, read_articles

    problems: list[Problem] = []
    for name in inputs:
        if name == "-":
            yield from _from_stdin(jsonl, problems)
        else:
            path = Path(name)
            row = guess_format(path) if path.exists() else None
            yield from read_articles(path, row.name if row else None, problems)
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


def _occurred(article: Article) -> Article:
    """Return the article with the events that happened; links to others become links to nothing and go."""
    from dataclasses import replace

    kept = [event for event in article.events or () if event.occurred]
    ids = {event.id for event in kept}
    return article.with_events(
        replace(event, arguments=tuple(a for a in event.arguments if a.event is None or a.event in ids))
        for event in kept
    )


@contextmanager
def _opened(output: Path | None) -> Iterator[IO[str]]:
    if output is None:
        yield sys.stdout
        return
    output.parent.mkdir(parents=True, exist_ok=True)
    with output.open("w", encoding="utf-8", newline="") as target:
        yield target


def _write_jsonl(articles: Iterable[Article], target: IO[str]) -> None:
    from actbank.formats.jsonl import dump_line

    for article in articles:
        target.write(dump_line(article).decode("utf-8"))
        target.flush()


COLUMNS = (
    "article_id",
    "date",
    "event_id",
    "event_type",
    "action",
    "actor",
    "target",
    "time",
    "place",
    "content",
    "polarity",
    "modality",
    "occurred",
    "score",
    "sentence",
    "action_start",
    "action_end",
)


def _rows(article: Article) -> Iterator[dict[str, object]]:
    from actbank.corpora.rows import event_rows

    scores = {event.id: event.score for event in article.events or ()}
    for row in event_rows(article, {}):
        score = scores[row["event_id"]]
        yield {**row, "score": "" if score is None else round(score, 3)}


def _write_csv(articles: Iterable[Article], target: IO[str]) -> None:
    writer = csv.DictWriter(target, COLUMNS, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for article in articles:
        writer.writerows(_rows(article))
        target.flush()


def _write_table(articles: Iterable[Article], target: IO[str]) -> None:
    from rich.console import Console

    console = Console(file=target, width=None if target.isatty() else 160, highlight=False, markup=False, emoji=False)
    for article in articles:
        events = article.events or ()
        console.print(
            f"{article.id}: {len(events)} events, {sum(e.occurred for e in events)} asserted to have happened"
        )
        if events:
            console.print(_event_table(article))


def _event_table(article: Article) -> object:
    from rich.table import Table

    from actbank.report.wording import happened

    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in ("", "who", "did what", "to whom", "when", "about", "happened?"):
        table.add_column(heading)
    events = {event.id: event for event in article.events or ()}
    for row in _rows(article):
        event = events[str(row["event_id"])]
        cells = [row["actor"], f"{row['event_type']} ({row['action']})", row["target"], row["time"], row["content"]]
        table.add_row(event.id, *(" ".join(str(cell or "").split()) for cell in cells), happened(event))
    return table


def main(arguments: list[str]) -> int:
    """Run the verb."""
    return run_typed(extract, "extract", arguments)
