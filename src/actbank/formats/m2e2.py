"""M2E2's text part as published: a JSON list of sentences, positions in tokens, ends exclusive.

One article is one sentence, because the published splits name sentences: its id is the sentence's, its text the words
joined by single spaces, and ``story`` the document, which is the id without its last number. The scheme has no
polarity, modality or coreference. Parses, part-of-speech tags, entity mentions and picture names are not kept.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import TypeVar

import msgspec

from actbank.problems import DataError, Problem
from actbank.schema import Argument, Article, Event, Span

FILE = "text_only_event.json"
_DATE = re.compile(r"_(\d{4})\.(\d{2})\.(\d{2})\.")
_EXPECTED = f"{FILE}, or one .zip that holds it"
_Name = TypeVar("_Name", Path, PurePosixPath)


class _Tokens(msgspec.Struct):
    start: int
    end: int
    text: str


class _Filler(_Tokens):
    role: str


class _Mention(msgspec.Struct):
    trigger: _Tokens
    event_type: str
    arguments: tuple[_Filler, ...] = ()


class _Sentence(msgspec.Struct):
    sentence_id: str
    words: tuple[str, ...]
    events: tuple[_Mention, ...] = msgspec.field(name="golden-event-mentions")


def read(path: Path, problems: list[Problem]) -> Iterator[Article]:
    """Yield one article a sentence, in the order of the file.

    Args:
        path: ``text_only_event.json``, a folder or ``.zip`` that holds it, or a folder with that ``.zip``.
        problems: Every problem is appended; a sentence with a problem yields nothing.
    """
    for where, source in _source(path, problems):
        for number, sentence in enumerate(_sentences(source, where, problems)):
            try:
                yield _article(msgspec.json.decode(sentence, type=_Sentence))
            except DataError as error:
                problems.extend(replace(problem, where=f"{where}: {problem.where}") for problem in error.problems)
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                problems.append(Problem(f"{where}: sentence {number}", str(error), "a sentence of M2E2"))


def _sentences(source: bytes, where: str, problems: list[Problem]) -> list[msgspec.Raw]:
    try:
        return msgspec.json.decode(source, type=list[msgspec.Raw])
    except msgspec.DecodeError as error:
        problems.append(Problem(where, str(error), "a JSON list of sentences"))
        return []


def _article(sentence: _Sentence) -> Article:
    wrong = list(_position_problems(sentence))
    if wrong:
        raise DataError(wrong)
    starts = token_starts(sentence.words)
    story, _, _ = sentence.sentence_id.rpartition("_")
    return Article(
        sentence.sentence_id,
        " ".join(sentence.words),
        date=_iso_date(sentence.sentence_id),
        lang="en",
        story=story or None,
        events=tuple(_event(f"e{n}", row, sentence.words, starts) for n, row in enumerate(sentence.events, 1)),
    )


def token_starts(words: Sequence[str]) -> list[int]:
    """Return the code point at which each word begins when all are joined by single spaces.

    Args:
        words: The words of a sentence.
    """
    starts, position = [], 0
    for word in words:
        starts.append(position)
        position += len(word) + 1
    return starts


def _event(event_id: str, row: _Mention, words: Sequence[str], starts: Sequence[int]) -> Event:
    arguments = tuple(Argument(filler.role, _span(filler, words, starts)) for filler in row.arguments)
    return Event(event_id, row.event_type, _span(row.trigger, words, starts), arguments)


def _span(tokens: _Tokens, words: Sequence[str], starts: Sequence[int]) -> Span:
    last = tokens.end - 1
    return Span(starts[tokens.start], starts[last] + len(words[last]))


def _position_problems(sentence: _Sentence) -> Iterator[Problem]:
    for number, event in enumerate(sentence.events, 1):
        for tokens in (event.trigger, *event.arguments):
            yield from _token_problems(tokens, sentence.words, f"{sentence.sentence_id}, event e{number}")


def _token_problems(tokens: _Tokens, words: Sequence[str], place: str) -> Iterator[Problem]:
    said = f"tokens ({tokens.start}, {tokens.end})"
    if not 0 <= tokens.start < tokens.end <= len(words):
        yield Problem(place, said, f"0 <= start < end <= {len(words)}")
    elif "".join(words[tokens.start : tokens.end]) != "".join(tokens.text.split()):
        yield Problem(place, f"{said} are {' '.join(words[tokens.start : tokens.end])!r}", repr(tokens.text))


def _iso_date(sentence_id: str) -> str | None:
    found = _DATE.search(sentence_id)
    try:
        return date(*map(int, found.groups())).isoformat() if found else None
    except ValueError:
        return None


def _source(path: Path, problems: list[Problem]) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of the one file that is asked for."""
    if path.is_file():
        yield from _zipped(path, problems) if zipfile.is_zipfile(path) else [(path.as_posix(), path.read_bytes())]
        return
    files, archives = _wanted(path.rglob(FILE)), sorted(path.glob("*.zip"))
    if len(files) == 1:
        yield files[0].as_posix(), files[0].read_bytes()
    elif not files and len(archives) == 1:
        yield from _zipped(archives[0], problems)
    else:
        what = f"holds {len(files)} files {FILE} and {len(archives)} archives"
        problems.append(Problem(path.as_posix(), what, _EXPECTED))


def _zipped(path: Path, problems: list[Problem]) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(path) as archive:
            names = _wanted(PurePosixPath(name) for name in archive.namelist())
            if len(names) == 1:
                yield f"{path.as_posix()}:{names[0]}", archive.read(str(names[0]))
            else:
                problems.append(Problem(path.as_posix(), f"holds {len(names)} files {FILE}", "one"))
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        problems.append(Problem(path.as_posix(), f"cannot be read: {error}", "a whole .zip"))


def _wanted(names: Iterator[_Name]) -> list[_Name]:
    return sorted(name for name in names if name.name == FILE and "__MACOSX" not in name.parts)
