"""Records back to the values of one text: every offset is checked against the words next to it."""

from __future__ import annotations

from functools import partial

from msgspec import UNSET

from actbank.formats.placing import collect, placing
from actbank.formats.records import ArgumentRecord, ArticleRecord, EntityRecord, EventRecord, SpanRecord
from actbank.formats.words import nearest_occurrence, span_problem
from actbank.problems import DataError, Problem
from actbank.schema import Argument, Article, Entity, Event, Span


def span_of(record: SpanRecord, name: str, text: str, where: str) -> Span:
    """Return the span of a record.

    Raises:
        DataError: it is empty, not in the text, or does not read its words.
    """
    start, end = record.span
    if not 0 <= start < end:
        close = nearest_occurrence(text, record.text or "", max(0, start))
        raise DataError([Problem(where, f"{name} ({start}, {end})", "0 <= start < end", close)])
    span = Span(start, end)
    wrong = span_problem(where, name, [span], record.text, text)
    if wrong:
        raise DataError([wrong])
    return span


def spans_of(records: tuple[SpanRecord, ...], name: str, text: str, where: str) -> tuple[Span, ...]:
    """Return the spans of records.

    Raises:
        DataError: with every problem of every span.
    """
    wrong: list[Problem] = []
    spans = collect(partial(span_of, name=name, text=text, where=where), records, wrong)
    if wrong:
        raise DataError(wrong)
    return tuple(spans)


def argument_of(record: ArgumentRecord, text: str, where: str) -> Argument:
    """Return the argument of a record.

    Raises:
        DataError: a span is wrong, or it has no filler or two.
    """
    if record.span is None and record.text is not None:
        close = nearest_occurrence(text, record.text, 0)
        raise DataError([Problem(where, f"{record.role} reads {record.text!r} and has no span", "a span", close)])
    first = () if record.span is None else (SpanRecord(record.span, record.text),)
    spans = spans_of((*first, *record.pieces), record.role, text, where)
    span, pieces = (spans[0], spans[1:]) if first else (None, spans)
    with placing(where):
        return Argument(record.role, span, record.event, record.entity, record.value, pieces, record.score)


def arguments_of(records: tuple[ArgumentRecord, ...], text: str, where: str, wrong: list[Problem]) -> list[Argument]:
    """Return the arguments of records; the problems of the others are appended to ``wrong``."""
    return collect(partial(argument_of, text=text, where=where), records, wrong)


def event_of(record: EventRecord, text: str) -> Event:
    """Return the event of a record.

    Raises:
        DataError: with every problem of the event.
    """
    where, wrong = f"event {record.id!r}", list[Problem]()
    trigger = () if record.trigger is None else (record.trigger,)
    rows = [("trigger", trigger), ("extent", record.extent), ("cue", record.cues)]
    spans = collect(lambda row: spans_of(row[1], row[0], text, where), rows, wrong)
    arguments = arguments_of(record.arguments, text, where, wrong)
    if wrong:
        raise DataError(wrong)
    triggers, extent, cues = spans
    return Event(
        id=record.id,
        type=record.type,
        trigger=next(iter(triggers), None),
        arguments=tuple(arguments),
        polarity=record.polarity,
        modality=record.modality,
        subtype=record.subtype,
        extent=extent,
        cues=cues,
        instance=record.instance,
        anaphoric=record.anaphoric,
        score=record.score,
        polarity_score=record.polarity_score,
        modality_score=record.modality_score,
    )


def entity_of(record: EntityRecord) -> Entity:
    """Return the entity of a record."""
    return Entity(record.id, record.name, record.country, record.sector)


def article_of(record: ArticleRecord) -> Article:
    """Return the article of a record.

    Raises:
        DataError: with the problems of every event, or else with those of the article.
    """
    wrong: list[Problem] = []
    annotated = record.events is not UNSET and record.events is not None
    events = collect(lambda row: event_of(row, record.text), record.events or (), wrong)
    if wrong:
        raise DataError(wrong)
    return Article(
        id=record.id,
        text=record.text,
        date=record.date,
        lang=record.lang,
        source=record.source,
        title=record.title,
        story=record.story,
        events=tuple(events) if annotated else None,
        entities=tuple(entity_of(row) for row in record.entities),
        metadata=record.metadata,
    )
