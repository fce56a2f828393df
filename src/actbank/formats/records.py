"""The JSON shape of articles and events: what `jsonl` holds in a line and `brat` in its notes and sidecars.

A span is ``{"span": [3, 9], "text": "joined"}``: code points, half-open, and the words for people and for checking.
"""

from __future__ import annotations

import math
import re
import typing
from collections.abc import Iterator
from typing import TypeVar

import msgspec
from msgspec import UNSET, Struct, UnsetType

from actbank.problems import DataError, Problem, nearest
from actbank.schema import UNSPECIFIED, Argument, Article, Entity, Event, Span

_Shape = TypeVar("_Shape", bound=Struct)
_MESSAGE = re.compile(r"(?P<what>.*?)(?: - at `\$\.?(?P<path>.*)`)?", re.DOTALL)
_UNKNOWN = re.compile(r"Object contains unknown field `(.*)`", re.DOTALL)
_MISSING = re.compile(r"Object missing required field `(.*)`")
_EXPECTED = re.compile(r"Expected (?P<expected>.+?)(?:, got (?P<got>.+))?")


class SpanRecord(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """A span with its words."""

    span: tuple[int, int]
    text: str | None = None


class ArgumentRecord(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """An `Argument`."""

    role: str
    span: tuple[int, int] | None = None
    text: str | None = None
    pieces: tuple[SpanRecord, ...] = ()
    event: str | None = None
    entity: str | None = None
    value: str | None = None
    score: float | None = None


class EventRecord(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """An `Event`."""

    id: str
    type: str
    subtype: str | None = None
    trigger: SpanRecord | None = None
    polarity: str = UNSPECIFIED
    modality: str = UNSPECIFIED
    anaphoric: bool = False
    instance: str | None = None
    arguments: tuple[ArgumentRecord, ...] = ()
    extent: tuple[SpanRecord, ...] = ()
    cues: tuple[SpanRecord, ...] = ()
    score: float | None = None
    polarity_score: float | None = None
    modality_score: float | None = None


class EntityRecord(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """An `Entity`."""

    id: str
    name: str
    country: str | None = None
    sector: str | None = None


class ArticleRecord(Struct, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """An `Article`; ``events`` is written even when it is ``None`` and may be absent on reading."""

    id: str
    date: str | None = None
    lang: str | None = None
    source: str | None = None
    title: str | None = None
    story: str | None = None
    metadata: dict[str, str] = {}
    text: str
    entities: tuple[EntityRecord, ...] = ()
    events: tuple[EventRecord, ...] | UnsetType | None = UNSET


def decode(data: bytes | str, shape: type[_Shape]) -> _Shape:
    """Return the record that JSON ``data`` holds.

    Raises:
        DataError: not JSON, or not of this shape; an unknown key comes with the nearest known one.
    """
    try:
        return msgspec.json.decode(data, type=shape)
    except msgspec.ValidationError as error:
        raise DataError([_shape_problem(str(error), shape)]) from None
    except (msgspec.DecodeError, UnicodeError) as error:
        raise DataError([Problem("", str(error), "one JSON object in UTF-8")]) from None


def _shape_problem(message: str, shape: type[Struct]) -> Problem:
    found = re.fullmatch(_MESSAGE, message)
    what, path = (found["what"], found["path"] or "") if found else (message, "")
    keys = _struct_at(shape, path).__struct_fields__
    if unknown := _UNKNOWN.fullmatch(what):
        close = nearest(unknown[1], keys)
        return Problem(path, f"unknown key {unknown[1]!r}", f"one of {', '.join(keys)}", close)
    if missing := _MISSING.fullmatch(what):
        return Problem(path, f"no key {missing[1]!r}", f"keys {', '.join(keys)}")
    if wrong := _EXPECTED.fullmatch(what):
        return Problem(path, f"got {wrong['got'] or 'another value'}", wrong["expected"])
    return Problem(path, what)


def _struct_at(shape: type[Struct], path: str) -> type[Struct]:
    for name in re.findall(r"[a-z]\w*", path):
        inner = _struct_in(typing.get_type_hints(shape).get(name))
        shape = inner or shape
    return shape


def _struct_in(hint: object) -> type[Struct] | None:
    if isinstance(hint, type) and issubclass(hint, Struct):
        return hint
    return next(filter(None, map(_struct_in, typing.get_args(hint))), None)


def encode(record: Struct, article_id: str) -> bytes:
    """Return the JSON of a record of an article.

    Raises:
        DataError: a string has a lone surrogate, which UTF-8 cannot hold.
    """
    try:
        return msgspec.json.encode(record)
    except UnicodeEncodeError as error:
        raise unencodable(error, article_id) from None


def unencodable(error: UnicodeEncodeError, article_id: str) -> DataError:
    """Return the error for a string of an article that UTF-8 cannot hold."""
    what = f"lone surrogate {error.object[error.start]!r} at {error.start} of {error.object[:20]!r}"
    return DataError([Problem(f"article {article_id!r}", what, "code points that UTF-8 can hold")])


def check_scores(article: Article) -> None:
    """Refuse scores that JSON has no number for.

    Raises:
        DataError: with every infinite or undefined score.
    """
    wrong = [
        Problem(f"article {article.id!r}, event {event.id!r}", f"score {score}", "a finite number")
        for event in article.events or ()
        for score in _scores(event)
        if score is not None and not math.isfinite(score)
    ]
    if wrong:
        raise DataError(wrong)


def _scores(event: Event) -> Iterator[float | None]:
    yield from (event.score, event.polarity_score, event.modality_score)
    yield from (argument.score for argument in event.arguments)


def span_record(span: Span, text: str) -> SpanRecord:
    """Return the record of a span with its words."""
    return SpanRecord((span.start, span.end), span.of(text))


def span_records(spans: tuple[Span, ...], text: str) -> tuple[SpanRecord, ...]:
    """Return the records of spans with their words."""
    return tuple(span_record(span, text) for span in spans)


def argument_record(argument: Argument, text: str) -> ArgumentRecord:
    """Return the record of an argument."""
    span = argument.span
    return ArgumentRecord(
        role=argument.role,
        span=(span.start, span.end) if span else None,
        text=span.of(text) if span else None,
        pieces=span_records(argument.pieces, text),
        event=argument.event,
        entity=argument.entity,
        value=argument.value,
        score=argument.score,
    )


def event_record(event: Event, text: str) -> EventRecord:
    """Return the record of an event."""
    return EventRecord(
        id=event.id,
        type=event.type,
        subtype=event.subtype,
        trigger=span_record(event.trigger, text) if event.trigger else None,
        polarity=event.polarity,
        modality=event.modality,
        anaphoric=event.anaphoric,
        instance=event.instance,
        arguments=tuple(argument_record(argument, text) for argument in event.arguments),
        extent=span_records(event.extent, text),
        cues=span_records(event.cues, text),
        score=event.score,
        polarity_score=event.polarity_score,
        modality_score=event.modality_score,
    )


def entity_record(entity: Entity) -> EntityRecord:
    """Return the record of an entity."""
    return EntityRecord(entity.id, entity.name, entity.country, entity.sector)


def article_record(article: Article) -> ArticleRecord:
    """Return the record of an article; metadata are in the order of their keys."""
    events = article.events
    return ArticleRecord(
        id=article.id,
        date=article.date,
        lang=article.lang,
        source=article.source,
        title=article.title,
        story=article.story,
        metadata=dict(sorted(article.metadata.items())),
        text=article.text,
        entities=tuple(entity_record(entity) for entity in article.entities),
        events=None if events is None else tuple(event_record(event, article.text) for event in events),
    )
