"""Distances from publication or from the time told last: "two weeks ago", "a day later", "in three months"."""

from __future__ import annotations

from actbank.normalize.timex.period import Period, moved
from actbank.normalize.timex.rules import Found, Reading, Rule, compiled
from actbank.normalize.timex.setting import Setting
from actbank.normalize.timex.vague import FUTURE_REF, PAST_REF
from actbank.normalize.timex.vocabulary import NUMBER, number

_CLOCKS = {"minute": 1 / 1440, "hour": 1 / 24}
# The unit of a normal form and how many of it the word is.
_UNITS = {
    "minute": ("day", 1),
    "hour": ("day", 1),
    "day": ("day", 1),
    "week": ("week", 1),
    "fortnight": ("week", 2),
    "month": ("month", 1),
    "year": ("year", 1),
    "decade": ("decade", 1),
    "century": ("century", 1),
}
_BACK = frozenset({"earlier", "before", "previously", "prior to", "ahead of", "beforehand"})
_AGO = frozenset({"ago", "back", "ago today"})
_AHEAD = frozenset({"from now", "from today", "hence", "' time", "'s time"})


def _count(words: str | None) -> int | None:
    """Return the number that is said, ``None`` for "a few", "several" or nothing."""
    try:
        return number(words) if words else None
    except ValueError:
        return None


def _measured(found: Found, setting: Setting) -> Reading:
    """Return "two weeks ago", "three days later", "two days after the explosion"."""
    unit = found["unit"]
    unit = "century" if unit == "centurie" else unit
    count, way = _count(found["count"]), found["way"].strip()
    if way in _AGO:
        return PAST_REF if count is None else _from_now(unit, -count, setting)
    if way in _AHEAD:
        return FUTURE_REF if count is None else _from_now(unit, count, setting)
    return _from_told(unit, count, -1 if way in _BACK else 1, setting)


def _bare(found: Found, setting: Setting) -> Reading:
    """Return "in two days", "after five days", "within hours"; a bare length is no time."""
    unit, count = found["unit"], _count(found["count"])
    if setting.preposition == "in" and setting.ahead is not False:
        return FUTURE_REF if count is None else _from_now(unit, count, setting)
    if setting.preposition in {"in", "after", "within"}:
        return _from_told(unit, count, 1, setting)
    return None


def _from_now(unit: str, count: int, setting: Setting) -> Period | None:
    grain, size = _UNITS[unit]
    if unit in _CLOCKS:
        grain, count = "day", int(count * _CLOCKS[unit])
    elif unit == "week" and abs(count) == 1:
        # "A week ago" is the same weekday, "two weeks ago" some day of that week.
        grain, size = "day", 7
    base = setting.now(grain)
    return None if base is None else base.shift(count * size)


def _from_told(unit: str, count: int | None, sign: int, setting: Setting) -> Reading:
    grain, size = _UNITS[unit]
    told = setting.told("day" if grain == "week" else grain)
    if told is None:
        return None
    if unit in _CLOCKS:
        return told if count is None else moved(told, "day", sign * int(count * _CLOCKS[unit]))
    if count is None:
        return told.at("month") if unit == "day" else None
    if grain == "week" and told.grain == "day":
        grain, size = "day", 7 * size
    return moved(told, grain, sign * count * size)


_COUNT = rf"(?:(?P<count>{NUMBER}|a few|several|some|many|a couple of|a number of)[ -])?"
_UNIT = r"(?P<unit>minute|hour|day|week|fortnight|month|year|decade|centur(?:y|ie))s?"
_RULES: dict[str, dict[str, Rule]] = {
    "unit": {
        rf"{_COUNT}{_UNIT}(?P<way> ago(?: today)?| back| from now| from today| hence|'s time|' time)": _measured,
        rf"{_COUNT}{_UNIT} (?P<way>earlier|later|before|previously|afterwards|beforehand|on|after)": _measured,
        rf"{_COUNT}{_UNIT} (?P<way>after|before|prior to|ahead of|from|following|into) .+": _measured,
        rf"{_COUNT}{_UNIT}": _bare,
    }
}
RULES = compiled(_RULES)
