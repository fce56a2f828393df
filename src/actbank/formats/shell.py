"""What can be counted of an event that cannot be read: its type, its trigger, its arguments."""

from __future__ import annotations

import json
from typing import Any

from actbank.predicted import LongerText
from actbank.schema import MODALITIES, POLARITIES, UNSPECIFIED, Argument, Event, Span

_UNNAMED = "?"
_LARGEST = 1e9
_FILLERS = ("span", "text", "pieces", "event")


def shell_of(value: Any, name: str, longer: LongerText) -> Event:
    """Return an event with as many parts as a JSON value seems to give; equal expressions get equal spans.

    Args:
        value: What stands where an event should.
        name: The id of the event.
        longer: Where the expressions get their places.
    """
    row = value if isinstance(value, dict) else {}
    trigger, arguments = row.get("trigger"), row.get("arguments")
    return Event(
        id=name,
        type=_name(row.get("type")),
        trigger=None if trigger is None else _place(trigger, longer),
        arguments=tuple(_argument(a, longer) for a in (arguments if isinstance(arguments, list) else ())),
        polarity=row["polarity"] if row.get("polarity") in POLARITIES else UNSPECIFIED,
        modality=row["modality"] if row.get("modality") in MODALITIES else UNSPECIFIED,
        score=_score(row.get("score")),
    )


def _argument(value: Any, longer: LongerText) -> Argument:
    row = value if isinstance(value, dict) else {"text": value}
    role, score = _name(row.get("role")), _score(row.get("score"))
    filler = {key: row[key] for key in _FILLERS if row.get(key) is not None}
    if not filler and row.get("entity") is not None:
        return Argument(role, entity=str(row["entity"]), score=score)
    return Argument(role, _place(filler, longer), score=score)


def _place(expression: Any, longer: LongerText) -> Span:
    return longer.place(_UNNAMED, json.dumps(expression, sort_keys=True))


def name_in(value: Any) -> str | None:
    """Return a value that can be a name (of an event, a type, a role), else ``None``."""
    named = isinstance(value, str) and value and value.isprintable() and not any(c.isspace() for c in value)
    return str(value) if named else None


def _name(value: Any) -> str:
    return name_in(value) or _UNNAMED


def _score(value: Any) -> float | None:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if number and abs(value) <= _LARGEST else None
