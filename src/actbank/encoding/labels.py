"""The labels of a model: event types, role channels and attributes, from an ontology or a training split."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from actbank.ontology import Ontology
from actbank.schema import MODALITIES, POLARITIES, UNSPECIFIED, Article

EVENT_CHANNEL = "@"


@dataclass(frozen=True, slots=True)
class Labels:
    """What a model can say.

    ``types`` are event types; ``channels`` are roles, each with its own tag sequence: a role that an event may fill
    has a second channel ``role@``, whose spans are the triggers of the filling events. ``allowed[t][c]`` tells
    whether type ``t`` may have channel ``c``. An attribute that the training data never states has no values and no
    head.
    """

    types: tuple[str, ...]
    channels: tuple[str, ...]
    allowed: tuple[tuple[bool, ...], ...]
    polarities: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return plain values for `from_dict`."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Labels:
        """Return the labels that `to_dict` wrote."""
        allowed = tuple(tuple(bool(cell) for cell in row) for row in data["allowed"])
        names = {key: tuple(data[key]) for key in ("types", "channels", "polarities", "modalities")}
        return cls(allowed=allowed, **names)


def split_channel(channel: str) -> tuple[str, bool]:
    """Return the role of a channel and whether events fill it."""
    return (channel[: -len(EVENT_CHANNEL)], True) if channel.endswith(EVENT_CHANNEL) else (channel, False)


def labels_for(ontology: Ontology, training: Sequence[Article]) -> Labels:
    """Return the labels of an ontology, cut down to what the training articles use at all.

    Types, roles and attribute values that never occur in training cannot be learnt. Types and roles outside the
    ontology are left out too (the encoder counts them as lost).
    """
    used = Ontology.observed(training)
    types = tuple(name for name in ontology.types if name in used.types)
    channels = tuple(_channels(ontology, used))
    allowed = tuple(tuple(split_channel(c)[0] in ontology.roles_of(t) for c in channels) for t in types)
    events = [event for article in training for event in article.events or ()]
    polarities = _stated([event.polarity for event in events], POLARITIES)
    modalities = _stated([event.modality for event in events], MODALITIES)
    return Labels(types, channels, allowed, polarities, modalities)


def _channels(ontology: Ontology, used: Ontology) -> Iterator[str]:
    for role in ontology.roles:
        fillers = used.roles[role].fillers if role in used.roles else ()
        if "span" in fillers:
            yield role
        if "event" in fillers and ontology.takes_event(role):
            yield role + EVENT_CHANNEL


def _stated(values: list[str], order: tuple[str, ...]) -> tuple[str, ...]:
    found = set(values) - {UNSPECIFIED}
    return tuple(value for value in order if value in found)
