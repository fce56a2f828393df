"""Periods of the calendar, and their normal forms."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

# From fine to coarse; the months that a period of this grain has, 0 for those that are counted in days.
MONTHS = {
    "day": 0,
    "week": 0,
    "month": 1,
    "quarter": 3,
    "season": 3,
    "half": 6,
    "year": 12,
    "decade": 120,
    "century": 1200,
}
GRAINS = tuple(MONTHS)
_DAYS = {"day": 1, "week": 7}
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_SEASON_OF_MONTH = {month: name for name, first in SEASONS.items() for month in (first, first % 12 + 1, first % 12 + 2)}


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of the calendar: a grain of `GRAINS` and its first day.

    A winter is named by the year in which it begins, a week by the year of ISO 8601.
    """

    grain: str
    start: date

    @property
    def value(self) -> str:
        """The normal form: ``2019``, ``2019-05``, ``2019-W21``, ``2019-05-14``, ``2019-Q2``, ``2019-SU``, ``199X``."""
        return _FORMS[self.grain](self.start)

    @property
    def end(self) -> date:
        """The first day after the period."""
        return self.shift(1).start

    def shift(self, count: int) -> Period:
        """Return the period of this grain that begins ``count`` periods later.

        Raises:
            OverflowError: it lies outside the years 1 to 9999.
        """
        if self.grain in _DAYS:
            return Period(self.grain, self.start + timedelta(days=count * _DAYS[self.grain]))
        return Period(self.grain, _months_later(self.start, count * MONTHS[self.grain]))

    def at(self, grain: str) -> Period:
        """Return the period of a grain that holds the first day of this one, or this one if it is no finer."""
        return self if GRAINS.index(self.grain) >= GRAINS.index(grain) else period_of(grain, self.start)


def period_of(grain: str, day: date) -> Period:
    """Return the period of a grain that holds a day."""
    if grain == "day":
        return Period(grain, day)
    if grain == "week":
        return Period(grain, day - timedelta(days=day.weekday()))
    months = MONTHS[grain]
    if months < 12:
        # Seasons begin in December, the other parts of a year in January.
        over = (day.month % 12 if grain == "season" else day.month - 1) % months
        return Period(grain, _months_later(day.replace(day=1), -over))
    years = months // 12
    return Period(grain, date(max(day.year - day.year % years, 1), 1, 1))


def moved(told: Period, grain: str, count: int) -> Period:
    """Return the period of a grain that lies so many of them after another, or that other one where it is coarser.

    "A day later" after "in March" is still in March.
    """
    base = told.at(grain)
    return base.shift(count) if base.grain == grain else base


def season(name: str, year: int) -> Period:
    """Return the season of a year: ``SP``, ``SU``, ``FA`` or ``WI``."""
    return Period("season", date(year, SEASONS[name], 1))


def _months_later(first: date, count: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + count, 12)
    if not 1 <= year <= 9999:
        raise OverflowError("year outside 1 to 9999")
    return date(year, month + 1, first.day)


def _week_form(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


_FORMS: dict[str, Callable[[date], str]] = {
    "day": date.isoformat,
    "week": _week_form,
    "month": lambda day: f"{day.year:04d}-{day.month:02d}",
    "quarter": lambda day: f"{day.year:04d}-Q{(day.month + 2) // 3}",
    "season": lambda day: f"{day.year:04d}-{_SEASON_OF_MONTH[day.month]}",
    "half": lambda day: f"{day.year:04d}-H{(day.month + 5) // 6}",
    "year": lambda day: f"{day.year:04d}",
    "decade": lambda day: f"{day.year // 10:03d}X",
    "century": lambda day: f"{day.year // 100:02d}XX",
}
_VALUES = re.compile(
    r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?|-W(?P<week>[0-9]{2})|-Q(?P<quarter>[1-4])"
    r"|-H(?P<half>[12])|-(?P<season>SP|SU|FA|AU|WI))?(?:T.*)?|(?P<decade>[0-9]{3})X|(?P<century>[0-9]{2})XX"
)


def parse_period(value: str) -> Period | None:
    """Return the period that a normal form names, ``None`` for ``PAST_REF`` and for what is no normal form.

    >>> parse_period("2019-W21").start.isoformat(), parse_period("199X").grain, parse_period("PAST_REF")
    ('2019-05-20', 'decade', None)
    """
    found = _VALUES.fullmatch(value)
    if found is None:
        return None
    try:
        return _period(found.groupdict())
    except ValueError:
        return None


def _period(parts: dict[str, str | None]) -> Period:
    if parts["century"]:
        return Period("century", date(int(parts["century"]) * 100, 1, 1))
    if parts["decade"]:
        return Period("decade", date(int(parts["decade"]) * 10, 1, 1))
    year = int(parts["year"] or 0)
    if parts["week"]:
        return Period("week", date.fromisocalendar(year, int(parts["week"]), 1))
    if parts["season"]:
        return season(parts["season"].replace("AU", "FA"), year)
    for grain, months in (("quarter", 3), ("half", 6), ("month", 1)):
        if number := parts[grain]:
            first = date(year, months * (int(number) - 1) + 1, 1)
            day = parts["day"]
            return Period("day", first.replace(day=int(day))) if day else Period(grain, first)
    return Period("year", date(year, 1, 1))
