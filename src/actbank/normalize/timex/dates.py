"""Dates by name or number: "3 May", "May 2019", "on Tuesday", "2019-05-14", "in 2019", "before Christmas"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from actbank.normalize.timex.choice import WHICH, chosen, of_seasons, of_weeks, of_years
from actbank.normalize.timex.period import Period, parse_period, period_of, season
from actbank.normalize.timex.rules import Found, Reading, Rule, compiled
from actbank.normalize.timex.setting import Setting
from actbank.normalize.timex.vocabulary import MONTH, MONTHS, SEASON, SEASONS, WEEKDAY, WEEKDAYS, alternatives
from actbank.normalize.timex.year_words import YEAR, YEAR_BEHIND, year_named

_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_EASTER = {"good friday": -2, "easter": 0, "easter sunday": 0, "easter monday": 1, "easter day": 0, "pentecost": 49}
_FEASTS = {
    "new year's day": (1, 1),
    "new year's eve": (12, 31),
    "new year": (1, 1),
    "the new year": (1, 1),
    "christmas": (12, 25),
    "christmas day": (12, 25),
    "christmas eve": (12, 24),
    "boxing day": (12, 26),
    "may day": (5, 1),
    "valentine's day": (2, 14),
    "halloween": (10, 31),
}


def _calendar_day(year: int, month: int, day: int) -> Period | None:
    try:
        return Period("day", date(year, month, day))
    except ValueError:
        return None


def _yearly(at: Callable[[int], Period | None], found: Found, setting: Setting) -> Period | None:
    """Return the one of the year that is said, else the one that the words before it choose."""
    if words := found["year"]:
        year = year_named(words, setting)
        return None if year is None else at(year)
    return chosen(found["which"], of_years(at), setting)


def _day_of_month(found: Found, setting: Setting) -> Reading:
    month, day = MONTHS[found["month"]], int(found["day"])
    return _yearly(lambda year: _calendar_day(year, month, day), found, setting)


def _month(found: Found, setting: Setting) -> Reading:
    month = MONTHS[found["month"]]
    return _yearly(lambda year: Period("month", date(year, month, 1)), found, setting)


def _season(found: Found, setting: Setting) -> Reading:
    name = SEASONS[found["season"]]
    if found["year"]:
        return _yearly(lambda year: season(name, year), found, setting)
    return chosen(found["which"], of_seasons(name), setting)


def _feast(found: Found, setting: Setting) -> Reading:
    name = found["feast"]
    if name in _EASTER:
        return _yearly(lambda year: Period("day", easter(year) + timedelta(days=_EASTER[name])), found, setting)
    month, day = _FEASTS[name]
    return _yearly(lambda year: _calendar_day(year, month, day), found, setting)


def easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876)."""
    century, in_century = divmod(year, 100)
    moon = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (in_century // 4) - moon - in_century % 4) % 7
    late = (year % 19 + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _weekday(found: Found, setting: Setting) -> Reading:
    row = of_weeks(WEEKDAYS[found["weekday"]])
    if week := found["week"]:
        weeks = _week(week, setting)
        return None if weeks is None else row(weeks.start)[0]
    # Without a story that counts weekdays, a bare one is the last, unless the event lies ahead.
    story = setting.story if setting.story and setting.story.weekdays else None
    setting = replace(setting, story=story, future=bool(setting.ahead))
    return chosen(found["which"], row, setting)


def _week(words: str, setting: Setting) -> Period | None:
    if words in {"that", "the same"}:
        return setting.told("week")
    week = setting.now("week")
    return None if week is None else week.shift({"this": 0, "last": -1, "next": 1}[words])


def _year(found: Found, setting: Setting) -> Reading:
    year = year_named(found["year"], setting)
    return None if year is None else Period("year", date(year, 1, 1))


def _iso(found: Found, _: Setting) -> Reading:
    return parse_period(found[0].partition("t")[0].partition(" ")[0].upper())


def _numeric(found: Found, setting: Setting) -> Reading:
    first, second, last = int(found["first"]), int(found["second"]), found["last"]
    year = year_named(last if len(last) == 4 else f"'{last}", setting)
    if year is None:
        return None
    days = {_calendar_day(year, second, first)}
    if found["mark"] != ".":
        days.add(_calendar_day(year, first, second))
    certain = days - {None}
    # 03/04/2019 is 3 April to some and 4 March to others: only the year is sure.
    return certain.pop() if len(certain) == 1 else period_of("year", date(year, 1, 1))


def _day_alone(found: Found, setting: Setting) -> Reading:
    """Return "the 28th": of the month told last, or of that of publication or beside it."""
    month = setting.here("month")
    if month is None:
        return None
    number = int(found["day"])
    day, published = _calendar_day(month.start.year, month.start.month, number), setting.published
    step = 0
    if day and published and setting.future is not None:
        step = (setting.future and day.start < published) - (not setting.future and day.start > published)
    first = month.shift(step).start
    return _calendar_day(first.year, first.month, number)


_OF = r"(?:,? (?:of )?(?P<week>this|last|next|that|the same) week)?"
_FEAST = rf"{WHICH}(?P<feast>{alternatives([*_FEASTS, *_EASTER])}){YEAR_BEHIND}"
_RULES: dict[str, dict[str, Rule]] = {
    "feast": {_FEAST: _feast},
    "month": {
        rf"(?:(?P<which>the) )?{_DAY}(?: of|-)? ?(?P<month>{MONTH}){YEAR_BEHIND}": _day_of_month,
        rf"(?:(?P<which>the) )?(?P<month>{MONTH})[ -](?:the )?{_DAY}{YEAR_BEHIND}": _day_of_month,
        rf"{WHICH}(?P<month>{MONTH}){YEAR_BEHIND}": _month,
        rf"(?P<which>)(?P<year>{YEAR}),? (?P<month>{MONTH})": _month,
        _FEAST: _feast,
    },
    "weekday": {rf"{WHICH}(?P<weekday>{WEEKDAY}){_OF}": _weekday, _FEAST: _feast},
    "season": {rf"{WHICH}(?P<season>{SEASON}){YEAR_BEHIND}": _season},
    "unit": {r"(?:the (?:whole |entire )?year )(?P<year>[0-9]{4})": _year},
    "digits": {
        r"(?:the )?(?P<year>[0-9]{4}|'[0-9]{2})": _year,
        r"[0-9]{4}-(?:w[0-9]{2}|q[1-4]|h[12]|(?:0[1-9]|1[0-2])(?:-[0-9]{2}(?:[t ][0-9:.+z-]*)?)?)": _iso,
        r"(?P<first>[0-9]{1,2})(?P<mark>[./-])(?P<second>[0-9]{1,2})(?P=mark)(?P<last>[0-9]{4}|[0-9]{2})": _numeric,
        r"the (?P<day>[0-9]{1,2})(?:st|nd|rd|th)": _day_alone,
    },
}
RULES = compiled(_RULES)
