"""What became of each event and of each argument: the classes of the error analysis, and a case of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from actbank.metrics.keys import Filler

RoleFiller = tuple[str, Filler]
"""A role and what fills it, as in `EventKey.arguments`."""

VERDICTS: Mapping[str, str] = {
    "correct": "type, trigger, arguments and attributes are all right",
    "missed": "no predicted event answers this gold event",
    "spurious": "the predicted event answers no gold event",
    "wrong type": "the triggers are equal or overlap, the types differ",
    "trigger boundary": "the type is right, the trigger overlaps the gold one and is another, or is not given",
    "missing argument": "a gold argument is predicted nowhere",
    "spurious argument": "a predicted argument is nowhere in gold",
    "wrong role": "a filler is right and its role is not",
    "argument boundary": "a role is right, its filler overlaps the gold one and is another",
    "wrong event": "an argument is attached to another event",
    "wrong attribute": "polarity or modality is not that of gold",
}
"""The classes of events in their order of precedence, each with what it means. An event is in the first that applies;
the classes from ``missing argument`` on presuppose that type and trigger are right."""

ARGUMENT_VERDICTS: Mapping[str, str] = {
    "correct": "role and filler are right, at the event that answers the gold one",
    "missing argument": VERDICTS["missing argument"] + ", though its event is found",
    "spurious argument": VERDICTS["spurious argument"] + ", though its event is",
    "wrong role": VERDICTS["wrong role"],
    "argument boundary": VERDICTS["argument boundary"],
    "wrong event": VERDICTS["wrong event"],
    "event missed": "an argument of a missed event, predicted nowhere",
    "event spurious": "an argument of a spurious event, nowhere in gold",
}
"""The classes of arguments, each with what it means."""


@dataclass(frozen=True, slots=True)
class EventCase:
    """A gold event, a predicted one, or a pair of both, with its class.

    Ids and types are ``None`` on the side that has no event; ``attributes`` names those that are wrong, whatever the
    class.
    """

    article: str
    verdict: str
    gold: str | None
    predicted: str | None
    gold_type: str | None
    predicted_type: str | None
    attributes: tuple[str, ...] = ()

    @property
    def type(self) -> str:
        """The gold type, or the predicted one where gold has no event."""
        return self.gold_type or self.predicted_type or ""

    def to_dict(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        ids = {"gold": self.gold, "predicted": self.predicted}
        types = {"gold_type": self.gold_type, "predicted_type": self.predicted_type}
        return {"article": self.article, "class": self.verdict, **ids, **types, "attributes": list(self.attributes)}


@dataclass(frozen=True, slots=True)
class ArgumentCase:
    """A gold argument, a predicted one, or a pair of both, with its class.

    ``gold_event`` and ``predicted_event`` are the ids of the events that have them; in ``wrong event`` these two events
    do not answer each other. Fillers are places as the rule of matching reads them.
    """

    article: str
    verdict: str
    gold_event: str | None
    gold: RoleFiller | None
    predicted_event: str | None
    predicted: RoleFiller | None

    @property
    def roles(self) -> tuple[str, ...]:
        """The gold role and the predicted one, once if they are equal."""
        return tuple(dict.fromkeys(argument[0] for argument in (self.gold, self.predicted) if argument))

    def to_dict(self) -> dict[str, Any]:
        """Return plain values for JSON; a filler is a list of pieces [start, end]."""
        sides = (("gold", self.gold_event, self.gold), ("predicted", self.predicted_event, self.predicted))
        shown = {name: _argument_to_dict(event, argument) for name, event, argument in sides}
        return {"article": self.article, "class": self.verdict, **shown}


def _argument_to_dict(event: str | None, argument: RoleFiller | None) -> dict[str, Any] | None:
    if argument is None:
        return None
    return {"event": event, "role": argument[0], "filler": [list(piece) for piece in argument[1]]}
