"""Hours and parts of the day: cut away, because normal forms are no finer than a day."""

from __future__ import annotations

import re

from actbank.normalize.timex.vocabulary import NUMBER, alternatives

_PARTS = ("morning", "afternoon", "evening", "night", "noon", "midnight", "lunchtime", "daytime", "dawn")
_NAMED = "noon|midday|midnight|dawn|daybreak|dusk|sunrise|sunset|nightfall|first light|lunchtime"
# What the words must hold for an hour or a part of the day to be in them.
_TELLS = re.compile(
    rf"[0-9](?:[:.][0-9]{{2}}| ?[ap]m\b)|o'clock|gmt|utc|hours?\b|minute|at |{_NAMED}|{'|'.join(_PARTS)}"
)
_ZONE = r"(?: (?:utc|gmt|est|edt|et|pst|pdt|cet|cest|bst|local time|local|hours))?+"
_HOUR = (
    r"(?:(?:[0-9]{1,2}(?:(?::[0-9]{2}){1,2}|\.[0-9]{2}(?![.0-9]))(?: ?(?:am|pm)\b)?+|[0-9]{1,2} ?(?:am|pm)"
    rf"|(?:[0-9]{{1,2}}|{NUMBER}) o'clock|[0-9]{{4}}(?= (?:gmt|utc|hours))){_ZONE}|{_NAMED})"
)
_PART = r"(?:hours|small hours|morning|afternoon|evening|night|daytime)"
_NEAR = r"(?:before|after|around|about|towards?|at|by|until|since|from)"
_BEFORE = re.compile(
    rf"(?:(?:before|after|around|about|towards?|at) )?{_HOUR}(?:,? (?:and|or|to) {_HOUR})?+"
    r"(?:,? (?:on|of|in|to|after))?,? (?=.)"
    rf"|the (?:early |late )?{_PART} (?:of|on|to|after|before|from) (?=.)"
)
_BEHIND = re.compile(
    rf",? (?:(?:just |shortly )?{_NEAR} )+(?:about |around )?(?:{_HOUR}|{NUMBER})(?: local time)?$"
    rf"|,? {_HOUR}$|,? in the (?:{_PART}|early hours|{alternatives(_PARTS)})$|,? at night$"
)
_ALONE = re.compile(rf"(?:the )?{_HOUR}(?: (?:and|or|to) {_HOUR})?|at (?:{NUMBER})")
_SAME = re.compile(r"(?:that|the same|that same|the very same) (?:hour|minute|second)")
_PART_BEHIND = re.compile(rf"(?P<head>.*?)[ -]?\b(?:{alternatives(_PARTS)})(?: hours)?")
_DETERMINERS = frozenset({"this", "that", "same", "next", "last", "following", "previous", "preceding"})


def tells_hour(text: str) -> bool:
    """Return whether an hour or a part of the day may be in the words."""
    return _TELLS.search(text) is not None


def hour_before(text: str) -> int:
    """Return how many characters at the beginning tell the hour of the day that follows: "midnight on Sunday"."""
    found = _BEFORE.match(text)
    return found.end() if found else 0


def without_hour(text: str) -> str:
    """Return words without the hour behind them; a part of a day becomes its day.

    >>> without_hour("monday evening"), without_hour("the next morning"), without_hour("noon")
    ('monday', 'the next day', 'the day')
    """
    if _SAME.fullmatch(text):
        return "the same day"
    if _ALONE.fullmatch(text):
        return "the day"
    if (behind := _BEHIND.search(text)) and behind.start():
        text = text[: behind.start()]
    part = _PART_BEHIND.fullmatch(text)
    return _day_of_part(part["head"]) if part else text


def _day_of_part(head: str) -> str:
    head = head.removesuffix("early").removesuffix("late").strip(" ,")
    if head in {"", "the", "in the"}:
        return "the day"
    return f"{head} day" if head.split()[-1] in _DETERMINERS else head
