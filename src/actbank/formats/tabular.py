"""Tables of raw articles, one a row: CSV, TSV, Parquet, and JSON lines of any keys; streams.

Columns are found by their usual names (`USUAL`) or named by the user. Only ``text`` is needed: where there is no id,
it is ``NAME:ROW``. Cells of other columns are kept as metadata. Annotation has no place here: see `jsonl`.
"""

from __future__ import annotations

import csv
import math
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from actbank.problems import ActBankError, Problem, nearest
from actbank.schema import Article

FIELDS = ("id", "text", "date", "title", "source", "lang", "story")
USUAL: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "article_id", "doc_id", "document_id", "url", "link", "uri"),
    "text": ("text", "body", "content", "article", "full_text", "maintext", "story_text"),
    "date": ("date", "publication_date", "published", "published_at", "pub_date", "date_publish", "publish_date"),
    "title": ("title", "headline"),
    "source": ("source", "publisher", "outlet", "source_domain", "domain"),
    "lang": ("lang", "language"),
    "story": ("story",),
}
Row = tuple[str, Mapping[str, Any]]


def read(path: Path, problems: list[Problem], columns: Mapping[str, str] | None = None) -> Iterator[Article]:
    """Yield one article a row.

    Args:
        path: A ``.csv``, ``.tsv``, ``.parquet`` or ``.jsonl`` file, or a folder of such files.
        problems: Every row without text, or that repeats an id, is appended; it yields nothing.
        columns: Field of the article to name of the column, where the usual names do not say it.

    Raises:
        ActBankError: a field or a column that there is not.
    """
    for field in columns or {}:
        if field not in FIELDS:
            raise ActBankError(f"columns: unknown field {field!r}. Known: {', '.join(FIELDS)}")
    files = [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.suffix in _READERS)
    seen: dict[str, str] = {}
    for file in files:
        for where, row in _READERS[file.suffix](file):
            yield from _article(row, where, columns or {}, seen, problems)


def _article(
    row: Mapping[str, Any], where: str, columns: Mapping[str, str], seen: dict[str, str], problems: list[Problem]
) -> Iterator[Article]:
    names = {field: _column(field, row, columns, where) for field in FIELDS}
    cells = {field: _words(row.get(name)) for field, name in names.items() if name}
    text = cells.pop("text", None)
    name = cells.pop("id", None) or where
    if text is None or not text.strip():
        problems.append(Problem(where, "has no text", f"words in column {names['text']!r}"))
    elif name in seen:
        problems.append(Problem(where, f"id {name!r} is also at {seen[name]}", "unique ids"))
    else:
        seen[name] = where
        rest = {str(key): _words(value) for key, value in row.items() if key not in names.values()}
        metadata = {key: value for key, value in rest.items() if value is not None}
        strings: dict[str, Any] = dict(cells)
        yield Article(_printable(name), text, metadata=metadata, **strings)


def _column(field: str, row: Mapping[str, Any], columns: Mapping[str, str], where: str) -> str | None:
    """Return the column of a field, or ``None`` where the table has none for it."""
    asked = columns.get(field)
    if asked is not None and asked in row:
        return asked
    found = {str(name).strip().casefold(): str(name) for name in row}
    usual = next((found[name] for name in USUAL[field] if name in found), None)
    if asked is None and (usual is not None or field != "text"):
        return usual
    wanted = asked or "text"
    close = nearest(wanted, list(found.values()))
    hint = f"; did you mean {close!r}?" if close else ""
    raise ActBankError(
        f"{where}: no column {wanted!r}{hint} It has: {', '.join(map(str, row))}. Say --columns text=NAME"
    )


def _words(value: Any) -> str | None:
    """Return a cell as text; nothing for an empty one, and a day for a date without a time of day."""
    if value is None or value == "" or (isinstance(value, float) and math.isnan(value)):
        return None
    if hasattr(value, "isoformat"):
        return str(value.isoformat()).removesuffix("T00:00:00")
    return value if isinstance(value, str) else str(value)


def _printable(name: str) -> str:
    return "".join(character if character.isprintable() else " " for character in name)


def _csv(file: Path) -> Iterator[Row]:
    csv.field_size_limit(sys.maxsize)
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows: Iterable[dict[str | Any, Any]] = csv.DictReader(lines, delimiter="\t" if file.suffix == ".tsv" else ",")
        for number, row in enumerate(rows, 2):
            yield f"{file.name}:{number}", {key: value for key, value in row.items() if key is not None}


def _parquet(file: Path) -> Iterator[Row]:
    from pyarrow.parquet import ParquetFile

    number = 0
    with ParquetFile(file) as table:
        for batch in table.iter_batches(batch_size=256):
            for row in batch.to_pylist():
                number += 1
                yield f"{file.name}:{number}", row


def _jsonl(file: Path) -> Iterator[Row]:
    with file.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield f"{file.name}:{number}", msgspec.json.decode(line, type=dict[str, Any])


_READERS = {".csv": _csv, ".tsv": _csv, ".parquet": _parquet, ".jsonl": _jsonl}
