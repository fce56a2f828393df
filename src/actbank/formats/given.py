"""The JSON shape of predictions: as `records`, but words may stand without offsets, and most else may be left out.

A trigger, filler, cue or piece is ``{"span": [3, 9]}``, ``{"text": "joined"}`` or both. The events of an article are
read one by one, so that what is wrong with one of them leaves the others alone.
"""

from __future__ import annotations

from typing import Literal

from msgspec import UNSET, Raw, Struct, UnsetType

from actbank.formats.records import EntityRecord
from actbank.schema import UNSPECIFIED

Score = float | Literal["NaN", "Infinity", "-Infinity"] | None
"""A confidence; JSON has no number for the three words, which many programs write all the same."""


class GivenExpression(Struct, forbid_unknown_fields=True):
    """A span, the words of a span, or both."""

    span: tuple[int, int] | None = None
    text: str | None = None


class GivenArgument(Struct, forbid_unknown_fields=True):
    """An `Argument` whose filler may be given by its words."""

    role: str
    span: tuple[int, int] | None = None
    text: str | None = None
    pieces: tuple[GivenExpression, ...] = ()
    event: str | None = None
    entity: str | None = None
    value: str | None = None
    score: Score = None


class GivenEvent(Struct, forbid_unknown_fields=True, kw_only=True):
    """An `Event` whose expressions may be given by their words; it needs no id."""

    id: str | None = None
    type: str
    subtype: str | None = None
    trigger: GivenExpression | None = None
    polarity: str = UNSPECIFIED
    modality: str = UNSPECIFIED
    anaphoric: bool = False
    instance: str | None = None
    arguments: tuple[GivenArgument, ...] = ()
    extent: tuple[GivenExpression, ...] = ()
    cues: tuple[GivenExpression, ...] = ()
    score: Score = None
    polarity_score: Score = None
    modality_score: Score = None


class GivenArticle(Struct, forbid_unknown_fields=True, kw_only=True):
    """The events given for an article; its text, the SHA-256 of its text and all else may be absent."""

    id: str
    events: list[Raw] | UnsetType | None = UNSET
    text: str = ""
    sha256: str | None = None
    date: str | None = None
    lang: str | None = None
    source: str | None = None
    title: str | None = None
    story: str | None = None
    metadata: dict[str, str] = {}
    entities: tuple[EntityRecord, ...] = ()
