"""Predictions without the text they are about, so that those on copyrighted articles can be kept.

One JSON line an article: its id, the SHA-256 of its text, and the events with code-point offsets and no words.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct, convert, json, to_builtins

from actbank.formats.predictions import text_hash
from actbank.formats.rebuild import event_of
from actbank.formats.records import EventRecord, event_record
from actbank.problems import DataError, Problem
from actbank.schema import Article, Event

_SCORES = ("score", "polarity_score", "modality_score")


class PredictionRecord(Struct, forbid_unknown_fields=True):
    """The events predicted for one article."""

    id: str
    sha256: str
    events: list[EventRecord]


def write_predictions(file: Path, articles: Iterable[Article], predictions: Mapping[str, Sequence[Event]]) -> None:
    """Write the events predicted for articles, without words; equal predictions give equal bytes."""
    lines = [_line(article, predictions.get(article.id, ())) for article in articles]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(gzip.compress(b"".join(lines), compresslevel=9, mtime=0))


def _line(article: Article, events: Sequence[Event]) -> bytes:
    rows = [_wordless(to_builtins(event_record(event, article.text))) for event in events]
    return json.encode({"id": article.id, "sha256": text_hash(article.text), "events": rows}) + b"\n"


def _wordless(value: object) -> object:
    """Return plain values without the words beside spans, and with scores of four digits."""
    if isinstance(value, dict):
        return {k: round(v, 4) if k in _SCORES else _wordless(v) for k, v in value.items() if k != "text"}
    return [_wordless(item) for item in value] if isinstance(value, list | tuple) else value


def read_predictions(file: Path, articles: Iterable[Article]) -> dict[str, tuple[Event, ...]]:
    """Return the predicted events by article id.

    Args:
        file: What `write_predictions` wrote.
        articles: The articles it is about, with their texts.

    Raises:
        DataError: an article is missing or its text is another one; all of them.
    """
    texts = {article.id: article.text for article in articles}
    found: dict[str, tuple[Event, ...]] = {}
    problems: list[Problem] = []
    for number, line in enumerate(gzip.decompress(file.read_bytes()).splitlines(), 1):
        record = convert(json.decode(line), PredictionRecord)
        text = texts.get(record.id)
        if text is None or text_hash(text) != record.sha256:
            what = f"article {record.id!r} " + ("is not there" if text is None else "has another text")
            problems.append(Problem(f"{file.as_posix()}:{number}", what, "the text that was predicted on"))
            continue
        found[record.id] = tuple(event_of(event, text) for event in record.events)
    if problems:
        raise DataError(problems)
    return found
