"""What is compared: the events of an article as hashable keys under match ``exact``.

Two spans match when they cover equal code points after white space and punctuation (Unicode categories ``P*``) are
stripped from their edges; a span of nothing else stays as it is. The filler of an argument that is another event is
the trigger of that event. Fillers without a place in the text (only an entity, or an event without a trigger) are
counted as ``implicit`` and take no part in span measures.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from actbank.schema import Argument, Event, Span

Place = tuple[int, int]
Filler = tuple[Place, ...]
"""The pieces of a filler in text order; one piece unless it is discontinuous."""


@dataclass(frozen=True, slots=True)
class EventKey:
    """An event as measures see it; ``arguments`` are sorted pairs (role, filler) with all their copies."""

    type: str
    trigger: Place | None
    arguments: tuple[tuple[str, Filler], ...]
    polarity: str
    modality: str
    occurred: bool
    implicit: int = 0

    @property
    def offset(self) -> int:
        """Where the event begins: its trigger, else its first filler, else the start of the article."""
        if self.trigger is not None:
            return self.trigger[0]
        return min((filler[0][0] for _, filler in self.arguments), default=0)

    @property
    def order(self) -> tuple[Any, ...]:
        """A sort key by offset first; only events that no measure can tell apart share it."""
        attributes = (self.polarity, self.modality, self.implicit)
        return self.offset, self.trigger or (), self.type, self.arguments, attributes

    def only(self, roles: Collection[str]) -> tuple[tuple[str, Filler], ...]:
        """Return the arguments whose role is among ``roles``."""
        return tuple(argument for argument in self.arguments if argument[0] in roles)


def event_keys(text: str, events: Sequence[Event]) -> tuple[EventKey, ...]:
    """Return one key an event, in the order of ``events``, which are all the events of one side of an article."""
    triggers = {event.id: None if event.trigger is None else stripped(text, event.trigger) for event in events}
    return tuple(_event_key(text, event, triggers) for event in events)


def stripped(text: str, span: Span) -> Place:
    """Return the place of ``span`` without white space and punctuation at its edges, if that leaves anything."""
    start, end = span.start, span.end
    while start < end and _is_edge(text[start]):
        start += 1
    if start == end:
        return span.start, span.end
    while _is_edge(text[end - 1]):
        end -= 1
    return start, end


def _is_edge(character: str) -> bool:
    if character.isalnum():
        return False
    return character.isspace() or unicodedata.category(character).startswith("P")


def _event_key(text: str, event: Event, triggers: Mapping[str, Place | None]) -> EventKey:
    fillers = [(argument.role, _filler(text, argument, triggers)) for argument in event.arguments]
    placed = tuple(sorted((role, filler) for role, filler in fillers if filler is not None))
    return EventKey(
        type=event.type,
        trigger=triggers[event.id],
        arguments=placed,
        polarity=event.polarity,
        modality=event.modality,
        occurred=event.occurred,
        implicit=len(fillers) - len(placed),
    )


def _filler(text: str, argument: Argument, triggers: Mapping[str, Place | None]) -> Filler | None:
    if argument.event is not None:
        trigger = triggers[argument.event]
        return None if trigger is None else (trigger,)
    if argument.span is None:
        return None
    return tuple(stripped(text, piece) for piece in argument.pieces or (argument.span,))
