"""One line of the authoring format's events part: an entity or an event, read and written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from actbank.formats.quotes import QUOTE, STRING, locate, parse_quote, unescape, write_quote
from actbank.ontology import RESERVED_ROLES
from actbank.problems import DataError, Problem, nearest
from actbank.schema import MODALITIES, POLARITIES, Argument, Entity, Event, Span

_BARE = r'[^\s"\[\]{}()=]+'
_ITEM = re.compile(rf"(?:{STRING}|[^\s\"])+|(?P<bad>\")")
_FILLER = re.compile(
    rf"(?P<quotes>{QUOTE}(?:\+{QUOTE})*)?(?P<event>{_BARE})?"
    rf"(?:\[(?P<entity>{STRING}|[^\]\"]+)\])?(?:\{{(?P<value>{STRING}|[^}}\"]+)\}})?(?:\((?P<score>[-+.\deinfa]+)\))?"
)
_QUOTES = re.compile(QUOTE)
_SCORES = ("score", "polarity_score", "modality_score")
_FLAGS = {**dict.fromkeys(POLARITIES, "polarity"), **dict.fromkeys(MODALITIES, "modality"), "anaphoric": "anaphoric"}


def _wrong(what: str, expected: str, close: str = "") -> DataError:
    return DataError([Problem("line", what, expected, close)])


def split_items(line: str) -> list[str]:
    """Return the items of a line: split at spaces, but not inside quotes.

    Raises:
        DataError: a quotation mark has no partner.
    """
    found = list(_ITEM.finditer(line))
    if any(item["bad"] for item in found):
        raise _wrong("a quotation mark without its partner", r'"words", with \" for a mark inside them')
    return [item.group() for item in found]


def parse_entity(line: str) -> Entity:
    """Return the entity of a line ``@id "Name" country=ISO3 sector=CODE``.

    Raises:
        DataError: the line is not of this form.
    """
    items = split_items(line)
    if len(items) < 2 or items[0] == "@" or not items[1].startswith('"'):
        raise _wrong(f"entity line {line!r}", '@id "Name" country=ISO3 sector=CODE')
    fields: dict[str, str] = {}
    for item in items[2:]:
        key, _, value = item.partition("=")
        if key not in ("country", "sector"):
            raise _wrong(f"unknown key {key!r}", "country or sector", nearest(key, ("country", "sector")))
        fields[key] = _plain(value)
    return Entity(_plain(items[0][1:]), _plain(items[1]), **fields)


def _plain(value: str) -> str:
    if not value.startswith('"'):
        return value
    try:
        return unescape(value)
    except ValueError:
        raise _wrong(f"string {value}", r'"words", in which \ stands only in \" \\ \/ \b \f \n \r \t \uXXXX') from None


def write_entity(entity: Entity) -> str:
    """Return the line that `parse_entity` reads back."""
    pairs = [("country", entity.country), ("sector", entity.sector)]
    extra = "".join(f" {key}={_bare(value)}" for key, value in pairs if value is not None)
    return f"@{_bare(entity.id)} {_json(entity.name)}{extra}"


def _json(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _bare(value: str) -> str:
    return value if re.fullmatch(_BARE, value) else _json(value)


def parse_event(line: str, text: str) -> Event:
    """Return the event of a line ``ID TYPE[.subtype] TRIGGER item ...`` about ``text``.

    Raises:
        DataError: with every problem of the line.
    """
    items = split_items(line)
    if len(items) < 3:
        raise _wrong(f"event line {line!r}", 'ID TYPE "trigger" and then attributes and role="words" pairs')
    kind, _, subtype = items[1].partition(".")
    fields: dict[str, Any] = {"id": items[0], "type": kind, "subtype": subtype or None}
    problems: list[Problem] = []
    trigger = None
    try:
        trigger = None if items[2] == "-" else locate(text, _read_quote(items[2]))
    except DataError as error:
        problems += [Problem("trigger", p.what, p.expected, p.nearest) for p in error.problems]
    for item in items[3:]:
        try:
            _take(fields, item, text, trigger)
        except DataError as error:
            place = item.partition("=")[0]
            problems += [Problem(place, p.what, p.expected, p.nearest) for p in error.problems]
    if problems:
        raise DataError(problems)
    values: dict[str, Any] = {key: tuple(v) if isinstance(v, list) else v for key, v in fields.items()}
    return Event(trigger=trigger, **values)


def _read_quote(source: str) -> Any:
    try:
        return parse_quote(source)
    except ValueError:
        raise _wrong(f"{source} is not a quote", '"words", "words"#2 or "words"~"words around"') from None


def _take(fields: dict[str, Any], item: str, text: str, near: Span | None) -> None:
    key, equals, rest = item.partition("=")
    if not equals:
        _take_flag(fields, item)
    elif key in ("cue", "extent"):
        name = "cues" if key == "cue" else key
        fields.setdefault(name, []).append(locate(text, _read_quote(rest), near))
    elif key == "instance" or key in _SCORES:
        _refuse_second(fields, key, rest)
        fields[key] = _plain(rest) if key == "instance" else _number(rest)
    else:
        fields.setdefault("arguments", []).append(_argument(key, rest, text, near))


def _take_flag(fields: dict[str, Any], word: str) -> None:
    if word not in _FLAGS:
        raise _wrong(f"unknown word {word!r}", "a polarity, a modality, anaphoric or role=...", nearest(word, _FLAGS))
    name = _FLAGS[word]
    _refuse_second(fields, name, word)
    fields[name] = True if name == "anaphoric" else word


def _refuse_second(fields: dict[str, Any], name: str, value: str) -> None:
    if name in fields:
        raise _wrong(f"a second {name}, {value!r}", "one")


def _number(source: str) -> float:
    try:
        return float(source)
    except ValueError:
        raise _wrong(f"score {source!r}", "a number") from None


def _argument(role: str, source: str, text: str, near: Span | None) -> Argument:
    found = _FILLER.fullmatch(source)
    if not found or not source:
        raise _wrong(f"filler {source!r}", 'role="words"[entity]{value}, role=e2 or role=[entity]')
    quotes = _QUOTES.findall(found["quotes"] or "")
    spans = tuple(locate(text, _read_quote(quote), near) for quote in quotes)
    return Argument(
        role,
        span=spans[0] if spans else None,
        event=found["event"],
        entity=None if found["entity"] is None else _plain(found["entity"]),
        value=None if found["value"] is None else _plain(found["value"]),
        pieces=spans if len(spans) > 1 else (),
        score=_number(found["score"]) if found["score"] else None,
    )


def write_event(event: Event, text: str) -> str:
    """Return the line that `parse_event` reads back.

    Raises:
        DataError: a name that the format cannot hold.
    """
    _refuse_names(event)
    kind = event.type if event.subtype is None else f"{event.type}.{event.subtype}"
    head = write_quote(text, event.trigger) if event.trigger else "-"
    return " ".join([event.id, kind, head, *_written_items(event, text)])


def _refuse_names(event: Event) -> None:
    names = [("id", event.id), ("type", event.type), *(("role", a.role) for a in event.arguments)]
    names += [("event", a.event) for a in event.arguments if a.event is not None]
    names += [("subtype", event.subtype)] if event.subtype is not None else []
    wrong = [
        Problem(f"event {event.id!r}", f"{kind} {name!r}", 'a name without " [ ] { } ( ) =')
        for kind, name in names
        if not re.fullmatch(_BARE, name)
    ]
    wrong += [
        Problem(f"event {event.id!r}", f"role {name!r}", "not a reserved word")
        for kind, name in names
        if kind == "role" and name in RESERVED_ROLES
    ]
    if event.id.startswith(("#", "@")):
        wrong.append(Problem(f"event {event.id!r}", f"id {event.id!r}", "no '#' or '@' in front"))
    if "." in event.type:
        wrong.append(Problem(f"event {event.id!r}", f"type {event.type!r}", "no '.' in a type"))
    if wrong:
        raise DataError(wrong)


def _written_items(event: Event, text: str) -> Iterator[str]:
    yield from (flag for flag in (event.polarity, event.modality) if flag != "unspecified")
    if event.anaphoric:
        yield "anaphoric"
    yield from (f"{argument.role}={_written_filler(argument, text)}" for argument in event.arguments)
    yield from (f"cue={write_quote(text, span)}" for span in event.cues)
    yield from (f"extent={write_quote(text, span)}" for span in event.extent)
    if event.instance is not None:
        yield f"instance={_bare(event.instance)}"
    scores = [(name, getattr(event, name)) for name in _SCORES]
    yield from (f"{name}={score!r}" for name, score in scores if score is not None)


def _written_filler(argument: Argument, text: str) -> str:
    spans = argument.pieces or ((argument.span,) if argument.span else ())
    filler = argument.event or "+".join(write_quote(text, span) for span in spans)
    entity = "" if argument.entity is None else f"[{_bare(argument.entity)}]"
    value = "" if argument.value is None else f"{{{_bare(argument.value)}}}"
    score = "" if argument.score is None else f"({argument.score!r})"
    return f"{filler}{entity}{value}{score}"
