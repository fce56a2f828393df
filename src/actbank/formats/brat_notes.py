"""What brat standoff has no place for: the JSON of ActBank's notes and of the sidecar of a document."""

from __future__ import annotations

import msgspec
from msgspec import Struct

from actbank.formats.records import ArgumentRecord, EntityRecord, EventRecord, SpanRecord

_LINE_ENDS = str.maketrans({character: f"\\u{ord(character):04x}" for character in "\x85\u2028\u2029"})


class FillerNote(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """What an argument has besides its span or event; ``pieces`` only where the offsets do not say them."""

    entity: str | None = None
    value: str | None = None
    pieces: tuple[SpanRecord, ...] = ()
    score: float | None = None


class EventNote(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """What an event has besides its line and attributes.

    ``roles`` and ``fillers`` go by the label that an argument has in the event's line; ``arguments`` are those that
    cannot stand there: implicit ones and events without a trigger.
    """

    id: str | None = None
    subtype: str | None = None
    instance: str | None = None
    extent: tuple[SpanRecord, ...] = ()
    cues: tuple[SpanRecord, ...] = ()
    score: float | None = None
    polarity_score: float | None = None
    modality_score: float | None = None
    roles: dict[str, str] = {}
    fillers: dict[str, FillerNote] = {}
    arguments: tuple[ArgumentRecord, ...] = ()


class Sidecar(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """The article's own fields, its events without a trigger, and then the order of all events by id."""

    date: str | None = None
    lang: str | None = None
    source: str | None = None
    title: str | None = None
    story: str | None = None
    metadata: dict[str, str] = {}
    entities: tuple[EntityRecord, ...] = ()
    untriggered: tuple[EventRecord, ...] = ()
    order: tuple[str, ...] = ()


def payload(note: Struct) -> str:
    """Return the JSON of a note without any character at which a program may break a line."""
    return msgspec.json.encode(note).decode().translate(_LINE_ENDS)
