"""PLOVER's gold standard records as published: a JSON array of sentences, each with one coded event.

Actor, target and event words stand in the inline markup ``(SRC: ...)``, ``(TAR: ...)``, ``(EVT: ...)``, ``(LOC: ...)``:
every marked expression is looked for in the sentence, in order. That also mends the records whose markup differs from
the sentence elsewhere; those whose own expressions are not in the sentence are refused. ``(SRC/TAR: ...)`` fills both
roles. The event's trigger is the first ``EVT`` expression, ``extent`` holds all. Country and sector go to
entities. The ``date`` of the records is a placeholder and is not kept, nor is the note on the file itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from actbank.problems import DataError, Problem
from actbank.schema import Argument, Article, Entity, Event, Span

_OPEN = re.compile(r"\((SRC/TAR|SRC|TAR|EVT|LOC):\s*")
_ROLES = {"SRC": ("actor",), "TAR": ("target",), "SRC/TAR": ("actor", "target"), "LOC": ("place",)}
_NOTE = "DOCUMENT"


class _Actor(msgspec.Struct):
    text: str = msgspec.field(name="actorText")
    code: str = ""
    sector: str = ""


class _Info(msgspec.Struct):
    markup: str = ""


class _Record(msgspec.Struct):
    id: str
    event: str
    text: str = ""
    mode: str = ""
    source: tuple[_Actor, ...] | str = ()
    target: tuple[_Actor, ...] | str = ()
    info: _Info = msgspec.field(name="textInfo", default_factory=_Info)
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Mark:
    """An expression that the markup names, with its label."""

    label: str
    words: str


def read(path: Path, problems: list[Problem]) -> Iterator[Article]:
    """Yield one article a record, in the order of the file.

    Args:
        path: The file of records, or a folder with one such ``.txt`` or ``.json`` file.
        problems: Every problem is appended; a record with a problem yields nothing.
    """
    for file in [path] if path.is_file() else sorted([*path.glob("*GSR*.txt"), *path.glob("*GSR*.json")]):
        for number, raw in enumerate(_records(file, problems)):
            where = f"{file.as_posix()}: record {number}"
            try:
                record = msgspec.json.decode(raw, type=_Record)
                if record.event != _NOTE:
                    yield _article(record)
            except DataError as error:
                problems.extend(replace(problem, where=f"{where}: {problem.where}") for problem in error.problems)
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                problems.append(Problem(where, str(error), "a PLOVER record"))


def _records(file: Path, problems: list[Problem]) -> list[msgspec.Raw]:
    try:
        return msgspec.json.decode(file.read_bytes(), type=list[msgspec.Raw])
    except msgspec.DecodeError as error:
        problems.append(Problem(file.as_posix(), str(error), "a JSON array of records"))
        return []


def _article(record: _Record) -> Article:
    if not record.text.strip():
        raise DataError([Problem(record.id, "has no text", "a sentence")])
    marks = marked(record.info.markup)
    spans = located(record.text, marks, record.id)
    events = [span for mark, span in zip(marks, spans, strict=True) if mark.label == "EVT"]
    entities = _entities(record)
    arguments = [
        Argument(role, span, entity=_entity_of(role, mark, entities))
        for mark, span in zip(marks, spans, strict=True)
        for role in _ROLES.get(mark.label, ())
    ]
    event = Event(
        "e1",
        record.event,
        events[0] if events else None,
        tuple(dict.fromkeys(arguments)),
        subtype=record.mode or None,
        extent=_apart(events),
    )
    return Article(record.id, record.text, lang=record.language, entities=entities, events=(event,))


def _entities(record: _Record) -> tuple[Entity, ...]:
    """Return the coded actors of a record, ``source1``, ``source2``, ..., ``target1``, ..."""
    sides = {"source": _actors(record.source), "target": _actors(record.target)}
    return tuple(
        Entity(f"{side}{number}", actor.text, actor.code or None, actor.sector or None)
        for side, actors in sides.items()
        for number, actor in enumerate(actors, 1)
        if actor.text
    )


def _entity_of(role: str, mark: Mark, entities: tuple[Entity, ...]) -> str | None:
    """Return the coded actor that the marked words name, on the role's own side if it is there."""
    named = [entity.id for entity in entities if entity.name == mark.words]
    own = [name for name in named if name.startswith("source") == (role == "actor")]
    return next(iter([*own, *named]), None)


def _actors(coded: tuple[_Actor, ...] | str) -> tuple[_Actor, ...]:
    """Return the coded actors; some records hold an empty string for none."""
    return () if isinstance(coded, str) else coded


def _apart(spans: list[Span]) -> tuple[Span, ...]:
    """Return the pieces of an extent: in order, none inside another; nothing where there is but one."""
    kept: list[Span] = []
    for span in spans:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return tuple(kept) if len(kept) > 1 else ()


def marked(markup: str) -> list[Mark]:
    """Return the marked expressions in the order in which they begin; inner marks are taken out of outer ones.

    >>> marked("(SRC: Police (LOC: in Accra)) detained two men.")
    [Mark(label='SRC', words='Police in Accra'), Mark(label='LOC', words='in Accra')]
    """
    marks = []
    for opening in _OPEN.finditer(markup):
        inside = markup[opening.end() : _closing(markup, opening.end())]
        marks.append(Mark(opening[1], " ".join(_plain(inside).split())))
    return marks


def _closing(markup: str, start: int) -> int:
    depth = 1
    for at in range(start, len(markup)):
        depth += {"(": 1, ")": -1}.get(markup[at], 0)
        if depth == 0:
            return at
    return len(markup)


def _plain(markup: str) -> str:
    """Return a stretch of markup without the marks inside it."""
    while found := _OPEN.search(markup):
        end = _closing(markup, found.end())
        markup = markup[: found.start()] + markup[found.end() : end] + markup[end + 1 :]
    return markup


def located(text: str, marks: list[Mark], name: str) -> list[Span]:
    """Return where the marked expressions stand, each at or after the beginning of the one before.

    Raises:
        DataError: with every expression that is not there.
    """
    spans: list[Span] = []
    problems, at = [], 0
    for mark in marks:
        pattern = re.compile(r"\s+".join(map(re.escape, mark.words.split())))
        found = pattern.search(text, at) or pattern.search(text) if mark.words else None
        if found:
            spans.append(Span(*found.span()))
            at = found.start()
        else:
            problems.append(Problem(name, f"{mark.label} {mark.words!r} is not in the sentence", "its own words"))
    if problems:
        raise DataError(problems)
    return spans
