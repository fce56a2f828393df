"""Events as codes of another scheme, by the conditional rows of the ontology."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actbank.ontology import Ontology
from actbank.problems import unknown_name
from actbank.schema import Event

SCHEMES = ("plover", "cameo", "ace", "rams", "wikievents")


def codes(event: Event, ontology: Ontology, scheme: str) -> tuple[str, ...]:
    """Return the codes of an event in a scheme, ``()`` when no counterpart is known.

    The rows of the event's type are tried in order; the first whose ``when`` agrees with the event's subtype, polarity
    and modality holds.

    Args:
        event: An event of the ontology.
        ontology: The ontology with its crosswalk rows.
        scheme: One of `SCHEMES`.

    Raises:
        UnknownName: the ontology has no such type, or there is no such scheme.
    """
    if scheme not in SCHEMES:
        raise unknown_name("scheme", scheme, SCHEMES)
    if event.type not in ontology.types:
        raise unknown_name("event type", event.type, list(ontology.types))
    for row in ontology.types[event.type].notes.get("crosswalk", ()):
        if _agrees(row.get("when") or {}, event):
            found = row.get(scheme) or ()
            return (found,) if isinstance(found, str) else tuple(found)
    return ()


def _agrees(when: Mapping[str, Any], event: Event) -> bool:
    return all(getattr(event, name) == value for name, value in when.items())
