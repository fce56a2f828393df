"""Articles with events written as they come: JSON lines, CSV, Parquet, brat, or tables to read."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from rich.console import Console
from rich.table import Table

from actbank.event_table.rows import COLUMNS, rows
from actbank.formats import save_articles
from actbank.formats.jsonl import dump_line
from actbank.problems import ActBankError, unknown_name
from actbank.report.wording import happened
from actbank.schema import Article

Writer = Callable[[Iterable[Article], Path | None], None]
_NUMBERS = ("action_start", "action_end")


def writer_for(format: str | None, output: Path | None) -> Writer:
    """Return what writes a format; without a name, that of the output's ending, and tables for the terminal.

    Raises:
        UnknownName: there is no such format.
        ActBankError: a format of files without an output.
    """
    name = format or (_ENDINGS.get(output.suffix, "jsonl") if output else "table")
    if name not in WRITERS:
        raise unknown_name("format", name, list(WRITERS))
    if output is None and name in ("brat", "parquet"):
        raise ActBankError(f"format {name!r} needs --output")
    return WRITERS[name]


def write_jsonl(articles: Iterable[Article], output: Path | None) -> None:
    """Write each article with its events on a line."""
    with _opened(output) as target:
        for article in articles:
            target.write(dump_line(article).decode("utf-8"))
            target.flush()


def write_csv(articles: Iterable[Article], output: Path | None) -> None:
    """Write a row an event."""
    with _opened(output) as target:
        lines = csv.DictWriter(target, COLUMNS, lineterminator="\n")
        lines.writeheader()
        for article in articles:
            lines.writerows(rows(article))
            target.flush()


def write_parquet(articles: Iterable[Article], output: Path | None) -> None:
    """Write a row an event, in groups of articles."""
    import pyarrow as pa
    from pyarrow.parquet import ParquetWriter

    schema = pa.schema([(name, _kind(name)) for name in COLUMNS])
    output = _new(output)
    with ParquetWriter(output, schema) as target:
        for article in articles:
            found = list(rows(article))
            if found:
                target.write_table(pa.Table.from_pylist(found, schema=schema))


def _kind(column: str) -> Any:
    import pyarrow as pa

    if column in _NUMBERS:
        return pa.int64()
    if column == "occurred":
        return pa.bool_()
    return pa.float64() if column.endswith("score") else pa.string()


def write_brat(articles: Iterable[Article], output: Path | None) -> None:
    """Write a folder that brat opens."""
    save_articles(articles, _new(output), "brat")


def write_tables(articles: Iterable[Article], output: Path | None) -> None:
    """Write a table an article, for people."""
    with _opened(output) as target:
        width = None if target.isatty() else 160
        console = Console(file=target, width=width, highlight=False, markup=False, emoji=False)
        for article in articles:
            events = article.events or ()
            happening = sum(event.occurred for event in events)
            console.print(f"{article.id}: {len(events)} events, {happening} asserted to have happened")
            if events:
                console.print(_table(article))


def _table(article: Article) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in ("", "who", "did what", "to whom", "when", "about", "happened?"):
        table.add_column(heading)
    events = {event.id: event for event in article.events or ()}
    for row in rows(article):
        event = events[row["event_id"]]
        cells = [row["actor"], f"{row['event_type']} ({row['action']})", row["target"], row["time"], row["content"]]
        table.add_row(event.id, *(" ".join(str(cell or "").split()) for cell in cells), happened(event))
    return table


def _new(output: Path | None) -> Path:
    """Return the path to write to, with its folder made.

    Raises:
        ActBankError: there is none.
    """
    if output is None:
        raise ActBankError("say where to write: --output")
    output.parent.mkdir(parents=True, exist_ok=True)
    return output


@contextmanager
def _opened(output: Path | None) -> Iterator[IO[str]]:
    if output is None:
        yield sys.stdout
        return
    with _new(output).open("w", encoding="utf-8", newline="") as target:
        yield target


WRITERS: dict[str, Writer] = {
    "table": write_tables,
    "csv": write_csv,
    "parquet": write_parquet,
    "jsonl": write_jsonl,
    "brat": write_brat,
}
_ENDINGS = {".csv": "csv", ".parquet": "parquet", ".jsonl": "jsonl", ".gz": "jsonl", ".txt": "table"}
