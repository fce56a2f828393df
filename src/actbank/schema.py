"""The values that everything passes on: Span, Argument, Event, Entity, Article.

Positions are Unicode code points of ``Article.text``, half-open. All types are frozen; their invariants are checked
when they are built, so a value that exists is a value that holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from actbank.problems import DataError, Problem, nearest

UNSPECIFIED = "unspecified"
POLARITIES = ("positive", "negative")
MODALITIES = (
    "actual",
    "planned",
    "demanded",
    "threatened",
    "possible",
    "conditional",
    "generic",
    "unasserted",
)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open stretch of code points, ``0 <= start < end``; its text is read from the article."""

    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse an empty or negative span."""
        if not 0 <= self.start < self.end:
            message = f"span ({self.start}, {self.end})"
            raise DataError([Problem("span", message, "0 <= start < end")])

    def of(self, text: str) -> str:
        """Return the words of this span in ``text``."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Return whether the two spans share a code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Return whether ``other`` lies inside this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Argument:
    """What fills a role of an event: a span, another event (by id), or only an entity when it is implicit.

    ``entity`` is the id of an `Entity` of the article, ``value`` a normal form ("2019-05"), ``pieces`` the parts of a
    discontinuous filler (``span`` is the first of them). ``score`` is a confidence and is not compared.
    """

    role: str
    span: Span | None = None
    event: str | None = None
    entity: str | None = None
    value: str | None = None
    pieces: tuple[Span, ...] = ()
    score: float | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        """Refuse an argument without a role or with no filler or with two."""
        wrong = list(_argument_problems(self))
        if wrong:
            raise DataError(wrong)


def _argument_problems(argument: Argument) -> Iterator[Problem]:
    where = f"argument {argument.role!r}"
    yield from _name_problems(where, "role", argument.role)
    if argument.span is not None and argument.event is not None:
        yield Problem(where, "has a span and an event", "one filler")
    if argument.span is None and argument.event is None and argument.entity is None:
        yield Problem(where, "has no filler", "a span, an event id or an entity id")
    if argument.pieces and argument.pieces[0] != argument.span:
        yield Problem(where, "pieces do not begin with the span", "the span as first piece")
    yield from _piece_problems(where, argument.pieces)


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom: a trigger of an event type with its arguments, and whether it is asserted to have happened.

    ``extent`` holds the pieces of a multi-word or discontinuous action of which ``trigger`` is the head; ``cues`` the
    words that show polarity or modality; ``instance`` names the happening that several mentions refer to. ``score`` is
    the confidence that this event is there, ``polarity_score`` and ``modality_score`` those in its attributes. ``id``
    and scores are not compared. Arguments are kept in text order.
    """

    id: str = field(compare=False)
    type: str
    trigger: Span | None = None
    arguments: tuple[Argument, ...] = ()
    polarity: str = UNSPECIFIED
    modality: str = UNSPECIFIED
    subtype: str | None = None
    extent: tuple[Span, ...] = ()
    cues: tuple[Span, ...] = ()
    instance: str | None = None
    anaphoric: bool = False
    score: float | None = field(default=None, compare=False)
    polarity_score: float | None = field(default=None, compare=False)
    modality_score: float | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        """Put the arguments in text order and refuse names and values outside the closed lists."""
        object.__setattr__(self, "arguments", tuple(sorted(self.arguments, key=_text_order)))
        wrong = list(_event_problems(self))
        if wrong:
            raise DataError(wrong)

    @property
    def occurred(self) -> bool:
        """Whether the article asserts that this happened: positive and actual."""
        return self.polarity == "positive" and self.modality == "actual"

    def fillers(self, role: str) -> tuple[Argument, ...]:
        """Return the arguments with this role, in text order."""
        return tuple(argument for argument in self.arguments if argument.role == role)


def _text_order(argument: Argument) -> tuple[Any, ...]:
    span = argument.span
    place = (0, span.start, span.end) if span else (1, 0, 0)
    return (*place, argument.role, argument.event or "", argument.entity or "", argument.value or "")


def _event_problems(event: Event) -> Iterator[Problem]:
    where = f"event {event.id!r}"
    yield from _name_problems(where, "id", event.id)
    yield from _name_problems(where, "type", event.type)
    yield from _closed_problems(where, "polarity", event.polarity, POLARITIES)
    yield from _closed_problems(where, "modality", event.modality, MODALITIES)
    yield from _piece_problems(where, event.extent)
    if event.trigger is None and event.extent:
        yield Problem(where, "has an extent and no trigger", "a trigger")


def _closed_problems(where: str, kind: str, value: str, allowed: tuple[str, ...]) -> Iterator[Problem]:
    if value != UNSPECIFIED and value not in allowed:
        yield Problem(where, f"{kind} {value!r}", f"one of {', '.join(allowed)}", nearest(value, allowed))


def _name_problems(where: str, kind: str, name: str) -> Iterator[Problem]:
    if not name or any(c.isspace() for c in name) or not name.isprintable():
        yield Problem(where, f"{kind} {name!r}", "a name without spaces")


def _piece_problems(where: str, pieces: tuple[Span, ...]) -> Iterator[Problem]:
    for left, right in pairwise(pieces):
        if right.start < left.end:
            yield Problem(where, f"pieces ({left.start}, {left.end}) and ({right.start}, {right.end})", "text order")


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, state, body or group that mentions refer to.

    ``country`` is ISO 3166 alpha-3, ``sector`` a short code.
    """

    id: str
    name: str
    country: str | None = None
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A text with, perhaps, its events.

    ``events`` is ``None`` when nobody has annotated the text and ``()`` when it was annotated and holds none.
    ``story`` joins articles that must share a split; ``metadata`` keeps whatever else the source says.
    """

    id: str
    text: str
    date: str | None = None
    lang: str | None = None
    source: str | None = None
    title: str | None = None
    story: str | None = None
    events: tuple[Event, ...] | None = None
    entities: tuple[Entity, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        """Refuse spans outside the text and references that do not resolve; list all of them."""
        object.__setattr__(self, "metadata", MappingProxyType(dict(self.metadata)))
        wrong = list(_article_problems(self))
        if wrong:
            raise DataError(wrong)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle by values: a mapping proxy cannot be pickled."""
        names = ("id", "text", "date", "lang", "source", "title", "story", "events", "entities")
        return _rebuild_article, (*(getattr(self, name) for name in names), dict(self.metadata))

    def with_events(self, events: Iterable[Event] | None) -> Article:
        """Return this article holding other events."""
        return replace(self, events=None if events is None else tuple(events))

    def event(self, event_id: str) -> Event:
        """Return the event of this id.

        Raises:
            KeyError: no event has it.
        """
        for event in self.events or ():
            if event.id == event_id:
                return event
        raise KeyError(event_id)


def _rebuild_article(*values: Any) -> Article:
    return Article(*values)


def event_spans(event: Event) -> Iterator[tuple[str, Span]]:
    """Yield every span of an event with a name for messages."""
    if event.trigger:
        yield "trigger", event.trigger
    yield from (("extent", span) for span in event.extent)
    yield from (("cue", span) for span in event.cues)
    for argument in event.arguments:
        if argument.span:
            yield argument.role, argument.span
        yield from ((argument.role, piece) for piece in argument.pieces)


def _article_problems(article: Article) -> Iterator[Problem]:
    where = f"article {article.id!r}"
    if not article.id or not article.id.isprintable():
        yield Problem(where, "id", "a printable name")
    yield from _duplicates(where, "entity id", [entity.id for entity in article.entities])
    events = article.events or ()
    ids = [event.id for event in events]
    yield from _duplicates(where, "event id", ids)
    entities = {entity.id for entity in article.entities}
    for event in events:
        yield from _reference_problems(f"{where}, event {event.id!r}", event, set(ids), entities)
        for name, span in event_spans(event):
            if span.end > len(article.text):
                place = f"{where}, event {event.id!r}"
                yield Problem(place, f"{name} ({span.start}, {span.end})", f"end <= {len(article.text)}")


def _duplicates(where: str, kind: str, ids: list[str]) -> Iterator[Problem]:
    if len(set(ids)) == len(ids):
        return
    for name in sorted({name for name in ids if ids.count(name) > 1}):
        yield Problem(where, f"{kind} {name!r} twice", "unique ids")


def _reference_problems(where: str, event: Event, events: set[str], entities: set[str]) -> Iterator[Problem]:
    for argument in event.arguments:
        if argument.event is not None and argument.event not in events:
            close = nearest(argument.event, events)
            yield Problem(
                where, f"{argument.role} refers to event {argument.event!r}", "an event of the article", close
            )
        if argument.event is not None and argument.event == event.id:
            yield Problem(where, f"{argument.role} refers to itself", "another event")
        if argument.entity is not None and entities and argument.entity not in entities:
            close = nearest(argument.entity, entities)
            yield Problem(where, f"{argument.role} refers to entity {argument.entity!r}", "an entity line", close)
