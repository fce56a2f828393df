"""Which one of a row is meant: "last Monday", "this autumn", "the following May"."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from actbank.normalize.timex.period import Period, season
from actbank.normalize.timex.setting import Setting, start, yearly
from actbank.normalize.timex.vocabulary import alternatives

# The words before a name or a unit, and what they choose.
CHOICES = {
    "this": "this",
    "the current": "this",
    "current": "this",
    "last": "last",
    "past": "last",
    "this past": "last",
    "the last": "last",
    "the past": "last",
    "next": "next",
    "coming": "next",
    "this coming": "next",
    "the coming": "next",
    "that": "that",
    "the same": "that",
    "that same": "that",
    "this same": "that",
    "same": "that",
    "the following": "following",
    "following": "following",
    "the next": "following",
    "the previous": "previous",
    "previous": "previous",
    "the preceding": "previous",
    "preceding": "previous",
    "the prior": "previous",
    "the": "",
    "": "",
}
CHOICE = rf"(?P<which>{alternatives(word for word in CHOICES if word)}) "
WHICH = rf"(?:{CHOICE})?"
Row = Callable[[date], list[Period]]


def of_years(at: Callable[[int], Period | None]) -> Row:
    """Return the row of those that come once a year."""
    return lambda day: yearly(at, day.year)


def of_seasons(name: str) -> Row:
    """Return the row of a season; in January and February "this winter" is the one that began in December."""
    return lambda day: yearly(lambda year: season(name, year), day.year - (name == "WI" and day.month < 3))


def of_weeks(weekday: int) -> Row:
    """Return the row of a weekday, counted from Monday = 0."""

    def around(day: date) -> list[Period]:
        first = day - timedelta(days=day.weekday() - weekday)
        return [Period("day", first + timedelta(days=7 * step)) for step in (0, -1, 1)]

    return around


def chosen(words: str | None, row: Row, setting: Setting) -> Period | None:
    """Return the one of a row that the words before it choose, ``None`` where the setting does not tell.

    Args:
        words: A key of `CHOICES`, or nothing.
        row: Gives those around a day, the one of that week or year first.
        setting: What the expression is read against.
    """
    choice = CHOICES[words or ""]
    if choice in {"that", "following", "previous"} and setting.recent:
        return _from_told(choice, row, setting.recent[0])
    if choice == "that":
        return None
    if choice == "" and setting.ahead is not True and (found := _of_story(row, setting)):
        return found
    return None if setting.published is None else _from_publication(choice, row, setting, setting.published)


def _from_told(choice: str, row: Row, told: Period) -> Period | None:
    if choice == "that":
        return row(told.start)[0]
    if choice == "following":
        return min((one for one in row(told.start) if one.start >= told.end), key=start, default=None)
    return max((one for one in row(told.start) if one.end <= told.start), key=start, default=None)


def _of_story(row: Row, setting: Setting) -> Period | None:
    """Return the one with which the story goes on: the next one after what was told last, if it is near."""
    if setting.story is None:
        return None
    told, months, _ = setting.story
    following = min((one for one in row(told.start) if one.end > told.start), key=start, default=None)
    if following is None or (setting.published and following.start > setting.published):
        return None
    gap = 12 * (following.start.year - told.start.year) + following.start.month - told.start.month
    return following if gap <= months else None


def _from_publication(choice: str, row: Row, setting: Setting, day: date) -> Period | None:
    if choice == "this":
        return row(day)[0]
    if choice in {"last", "previous"}:
        return max((one for one in row(day) if one.end <= day), key=start, default=None)
    if choice in {"next", "following"}:
        return min((one for one in row(day) if one.start > day), key=start, default=None)
    return setting.choose(row(day))
