"""Predictions of any system as JSON lines: an id and events, with offsets, with words, or with both.

A line is one of three, and lines of each kind may stand in one file: a whole article in the canonical format; only
``id`` and ``events``, spans then being about the gold text; or what is stored without words, with the SHA-256 of the
text that was predicted on. See `given` for the keys of an event and `expressions` for how words get their offsets.

Words that the gold text does not have stand after it, where no gold span is: a false positive under each rule of
matching but ``text``, which asks for equal words and not for places.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
from msgspec import UNSET

from actbank.formats.given import GivenArticle
from actbank.formats.lines import Line, file_lines
from actbank.formats.placement import place_events, shells_of
from actbank.formats.placing import placed
from actbank.formats.records import decode
from actbank.predicted import Misfit, Predicted
from actbank.problems import DataError, Problem
from actbank.schema import Article


def text_hash(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def read(path: Path, gold: Iterable[Article], problems: list[Problem]) -> Iterator[Predicted]:
    """Yield the predictions of a file, or of every ``.jsonl`` and ``.jsonl.gz`` file below a folder.

    Args:
        path: File (of any ending; ``.gz`` is unpacked) or folder.
        gold: The articles that the predictions are about.
        problems: What is wrong with whole lines is appended, placed as ``file:line``; such a line yields nothing. What
            is wrong with events stands in the predictions.
    """
    yield from read_lines(file_lines(path, problems), gold, problems)


def read_lines(lines: Iterable[Line], gold: Iterable[Article], problems: list[Problem]) -> Iterator[Predicted]:
    """Yield the predictions of lines from anywhere, each with its place; see `read`."""
    texts = {article.id: article.text for article in gold}
    for where, line in lines:
        try:
            record = _decoded(line)
        except DataError as error:
            problems.extend(placed(error, where))
        else:
            yield _predicted(record, where, texts.get(record.id))


def _decoded(line: bytes) -> GivenArticle:
    """Return the record of a line; numbers that JSON does not have become their names.

    Raises:
        DataError: the line is no JSON, or not that of an article.
    """
    try:
        return decode(line, GivenArticle)
    except DataError as error:
        try:
            named = msgspec.json.encode(json.loads(line, parse_constant=str))
        except (ValueError, OverflowError, RecursionError):
            raise error from None
        return decode(named, GivenArticle)
    except RecursionError:
        raise DataError([Problem("", "lists within lists without end", "one JSON object in UTF-8")]) from None


def _predicted(record: GivenArticle, where: str, text: str | None) -> Predicted:
    """Return the prediction of a line; the events of one for another text are not looked into."""
    predicted = Predicted(record.id, None, record.text, where)
    if record.events is None or record.events is UNSET:
        return predicted
    if text is None or record.text not in ("", text):
        return Predicted(record.id, shells_of(record.events), record.text, where)
    if record.sha256 not in (None, text_hash(text)):
        what, expected = (
            f"is about a text with the SHA-256 {record.sha256}",
            f"that of the gold text, {text_hash(text)}",
        )
        wrong = Problem(predicted.place, what, expected)
        return Predicted(record.id, (), record.text, where, misfits=(Misfit((wrong,), shells_of(record.events)),))
    return place_events(predicted, record.events, text)
