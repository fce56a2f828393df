"""The lines of a brat annotation file, each to a value that knows its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count, pairwise
from pathlib import Path

from actbank.formats.placing import placing
from actbank.problems import DataError, Problem
from actbank.schema import Span

NOTE = "ActBank"
_OFFSETS = "[0-9]{1,18} [0-9]{1,18}"
_KINDS = "a line that begins with T, E, A, M, R, N, # or *"
_TEXT_BOUND = re.compile(rf"(T\S+)\t(\S+) ({_OFFSETS}(?:;{_OFFSETS})*)\t(.*)", re.DOTALL)
_EVENT = re.compile(r"(E\S+)\t(\S.*)")
_ATTRIBUTE = re.compile(r"([AM]\S+)\t(\S+) (\S+)(?: (.*))?", re.DOTALL)
_NOTE = re.compile(rf"#\S*\t{NOTE} (\S+)\t(.*)", re.DOTALL)
_NUMBERED = re.compile(r"(.*[^0-9])[0-9]+", re.DOTALL)


@dataclass(frozen=True, slots=True)
class TextBound:
    """``T1 TYPE 3 9 joined``: pieces of the text with their words."""

    where: str
    id: str
    type: str
    spans: tuple[Span, ...]
    words: str


@dataclass(frozen=True, slots=True)
class EventLine:
    """``E1 TYPE:T1 role:T2``: a trigger, and arguments as pairs of label and target."""

    where: str
    id: str
    type: str
    trigger: str
    arguments: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class AttributeLine:
    """``A1 Name E1 value``: a property of an annotation; a flag has no value."""

    where: str
    id: str
    name: str
    target: str
    value: str | None


@dataclass(frozen=True, slots=True)
class NoteLine:
    """``#1 ActBank E1 {...}``: what ActBank says of an annotation beyond what brat can."""

    where: str
    target: str
    payload: str


@dataclass(frozen=True, slots=True)
class Standoff:
    """The lines of a document's annotation files; ``broken`` holds the ids of lines that could not be read.

    ``seen`` tells where each id stands, ``places`` where the event of each article id stands.
    """

    texts: dict[str, TextBound] = field(default_factory=dict)
    events: dict[str, EventLine] = field(default_factory=dict)
    attributes: list[AttributeLine] = field(default_factory=list)
    notes: dict[str, NoteLine] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    places: dict[str, str] = field(default_factory=dict)


def read_standoff(files: Sequence[Path], wrong: list[Problem]) -> Standoff:
    """Return the annotations of one document; problems of lines are appended to ``wrong``."""
    standoff = Standoff()
    for file in files:
        for where, line in _lines(file, wrong):
            try:
                _take(standoff, where, line)
            except DataError as error:
                standoff.broken.add(line.split("\t", 1)[0])
                wrong.extend(error.problems)
    return standoff


def decoded(file: Path, encoding: str, wrong: list[Problem]) -> str:
    """Return the text of a file as it stands, ``""`` with a problem when it is not UTF-8."""
    data = file.read_bytes()
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        wrong.append(Problem(f"{file.as_posix()}:{line}", f"byte {error.start} is not UTF-8", "UTF-8"))
        return ""


def _lines(file: Path, wrong: list[Problem]) -> Iterator[tuple[str, str]]:
    name = file.as_posix()
    for number, line in enumerate(decoded(file, "utf-8-sig", wrong).split("\n"), 1):
        if content := line.removesuffix("\r"):
            yield f"{name}:{number}", content


def _take(standoff: Standoff, where: str, line: str) -> None:
    name = line.split("\t", 1)[0]
    if line[0] in "TEAMRN":
        if name in standoff.seen:
            raise DataError([Problem(where, f"id {name!r} twice", f"unique ids; it stands at {standoff.seen[name]}")])
        standoff.seen[name] = where
    parse = _PARSERS.get(line[0])
    if parse is None:
        raise _syntax(where, line, _KINDS)
    parse(standoff, where, line)


def _text_bound(standoff: Standoff, where: str, line: str) -> None:
    found = _TEXT_BOUND.fullmatch(line)
    if not found:
        raise _syntax(where, line, r"'T1\tTYPE START END\twords'")
    name, kind, offsets, words = found.groups()
    with placing(where):
        spans = tuple(Span(*map(int, piece.split(" "))) for piece in offsets.split(";"))
    if any(left.end > right.start for left, right in pairwise(spans)):
        raise DataError([Problem(where, f"{name} has pieces {offsets!r}", "text order")])
    standoff.texts[name] = TextBound(where, name, kind, spans, words)


def _event(standoff: Standoff, where: str, line: str) -> None:
    found = _EVENT.fullmatch(line)
    pairs = [pair.rpartition(":") for pair in found[2].split()] if found else []
    if not found or not all(label and target for label, _, target in pairs):
        raise _syntax(where, line, r"'E1\tTYPE:T1 role:T2 role:E2'")
    (kind, _, trigger), *arguments = pairs
    fillers = tuple((label, target) for label, _, target in arguments)
    standoff.events[found[1]] = EventLine(where, found[1], kind, trigger, fillers)


def _attribute(standoff: Standoff, where: str, line: str) -> None:
    found = _ATTRIBUTE.fullmatch(line)
    if not found:
        raise _syntax(where, line, r"'A1\tName E1 value'")
    standoff.attributes.append(AttributeLine(where, *found.groups()))


def _relation(standoff: Standoff, where: str, line: str) -> None:
    name = line.split("\t", 1)[0]
    raise DataError([Problem(where, f"relation {name!r}", "no relations: an article holds events and their arguments")])


def _note(standoff: Standoff, where: str, line: str) -> None:
    if not re.match(rf"#\S*\t{NOTE}(\s|$)", line):
        return
    found = _NOTE.fullmatch(line)
    if not found:
        raise _syntax(where, line, rf"'#1\t{NOTE} E1\t{{...}}'")
    if found[1] in standoff.notes:
        first = standoff.notes[found[1]].where
        raise DataError([Problem(where, f"{NOTE} note on {found[1]!r} twice", f"one note; it stands at {first}")])
    standoff.notes[found[1]] = NoteLine(where, *found.groups())


def _ignored(standoff: Standoff, where: str, line: str) -> None:
    """Normalisations (N) and equivalences (*) have no place in an article."""


_PARSERS: dict[str, Callable[[Standoff, str, str], None]] = {
    "T": _text_bound,
    "E": _event,
    "A": _attribute,
    "M": _attribute,
    "R": _relation,
    "N": _ignored,
    "*": _ignored,
    "#": _note,
}


def _syntax(where: str, line: str, expected: str) -> DataError:
    shown = line if len(line) <= 60 else f"{line[:57]}..."
    return DataError([Problem(where, f"line {shown!r}", expected)])


def role_labels(roles: Sequence[str]) -> list[str]:
    """Return a unique label for each role of an event: a role that comes again is numbered from 2, as brat does."""
    labels: dict[str, None] = {}
    reserved = set(roles)
    for role in roles:
        numbered = (f"{role}{number}" for number in count(2))
        free = (label for label in numbered if label not in labels and label not in reserved)
        labels[next(free) if role in labels else role] = None
    return list(labels)


def roles_of_labels(labels: Sequence[str]) -> dict[str, str]:
    """Return the role that each label of an event means.

    Digits at the end are numbering, and dropped, where the event has another label that differs in them only
    (``object``, ``object2``); alone, ``object2`` is a role of that name.
    """
    alike: dict[str, set[str]] = {}
    for label in labels:
        alike.setdefault(_unnumbered(label), set()).add(label)
    return {label: role if len(alike[role]) > 1 else label for label in labels for role in [_unnumbered(label)]}


def _unnumbered(label: str) -> str:
    found = _NUMBERED.fullmatch(label)
    return found[1] if found else label
