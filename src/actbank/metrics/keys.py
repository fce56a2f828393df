"""What is compared: the events of an article as hashable keys, their spans read as places by a rule of matching.

The filler of an argument that is another event is the trigger of that event. Fillers without a place in the text (only
an entity, or an event without a trigger) are counted as ``implicit`` and take no part in span measures.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from actbank.metrics.matching import Place, Read
from actbank.schema import Argument, Event

Filler = tuple[Place, ...]
"""The pieces of a filler in text order; one piece unless it is discontinuous."""


@dataclass(frozen=True, slots=True)
class EventKey:
    """An event as measures see it.

    ``arguments`` are sorted pairs (role, filler) with all their copies, ``times`` the normal forms of its times.
    """

    type: str
    trigger: Place | None
    arguments: tuple[tuple[str, Filler], ...]
    polarity: str
    modality: str
    occurred: bool
    implicit: int = 0
    times: tuple[str, ...] = ()

    @property
    def offset(self) -> int:
        """Where the event begins: its trigger, else its first filler, else the start of the article."""
        if self.trigger is not None:
            return self.trigger[0]
        return min((filler[0][0] for _, filler in self.arguments), default=0)

    @property
    def order(self) -> tuple[Any, ...]:
        """A sort key by offset first; only events that no measure can tell apart share it."""
        attributes = (self.polarity, self.modality, self.implicit, self.times)
        return self.offset, self.trigger or (), self.type, self.arguments, attributes

    def only(self, roles: Collection[str]) -> tuple[tuple[str, Filler], ...]:
        """Return the arguments whose role is among ``roles``."""
        return tuple(argument for argument in self.arguments if argument[0] in roles)


def event_keys(read: Read, events: Sequence[Event]) -> tuple[EventKey, ...]:
    """Return one key an event, in the order of ``events``, which are all the events of one side of an article."""
    triggers = {event.id: None if event.trigger is None else read(event.trigger, True) for event in events}
    return tuple(_event_key(read, event, triggers) for event in events)


def _event_key(read: Read, event: Event, triggers: Mapping[str, Place | None]) -> EventKey:
    fillers = [(argument.role, _filler(read, argument, triggers)) for argument in event.arguments]
    placed = tuple(sorted((role, filler) for role, filler in fillers if filler is not None))
    return EventKey(
        type=event.type,
        trigger=triggers[event.id],
        arguments=placed,
        polarity=event.polarity,
        modality=event.modality,
        occurred=event.occurred,
        implicit=len(fillers) - len(placed),
        times=tuple(sorted(argument.value for argument in event.fillers("time") if argument.value)),
    )


def _filler(read: Read, argument: Argument, triggers: Mapping[str, Place | None]) -> Filler | None:
    if argument.event is not None:
        trigger = triggers[argument.event]
        return None if trigger is None else (trigger,)
    if argument.span is None:
        return None
    return tuple(read(piece, False) for piece in argument.pieces or (argument.span,))
