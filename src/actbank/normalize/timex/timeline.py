"""The times of an article in the order in which they are told: what "a day later" and "in June" go on from."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection
from datetime import date
from typing import NamedTuple

from actbank.normalize.timex.period import Period, parse_period
from actbank.normalize.timex.setting import Setting, Story
from actbank.schema import Article, Event, Span

# Modalities of events that lie ahead, and of those that lie in the past; of a generic one nothing is known.
_AHEAD = frozenset({"planned", "demanded", "threatened", "possible", "conditional"})
_PAST = frozenset({"actual", "unasserted"})
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_HEADING = re.compile(r"(?m)^[12][0-9]{3}(?= ?[:.–—-])")
_DATED = re.compile(
    rf"{_HEADING.pattern}|\b[0-9]{{1,2}} {_MONTH} [0-9]{{4}}\b"
    rf"|\b{_MONTH} (?:[0-9]{{1,2}}, )?[0-9]{{4}}\b|\b(?:[Ii]n|[Ss]ince|[Oo]f|[Uu]ntil|[Bb]y|[Ff]rom) [12][0-9]{{3}}\b"
)
_WEEKDAY = re.compile(r"(?i)\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b(?P<date>,? .*[0-9])?")
# A story goes on without naming the year up to so many months later, under a year as heading for a year.
_STORY, _UNDER_HEADING = 2, 12
# So many of the times told last are looked at: for "the same day", and for the heading of a paragraph.
_RECENT, _NEAR = 3, 20
Read = Callable[[str, Setting], Period | str | None]


class Place(NamedTuple):
    """Where an argument stands: the number of its event and its own number in that event."""

    event: int
    argument: int


class _Filler(NamedTuple):
    """A time that an argument claims, or, without a place, a date in the text that none claims."""

    place: Place | None = None
    value: str | None = None
    future: bool | None = None


class _Told(NamedTuple):
    span: Span
    period: Period
    heading: bool
    counts_weekdays: bool


def future_of(event: Event) -> bool | None:
    """Return whether an event lies ahead of publication, by its modality; ``None`` when that does not tell."""
    if event.modality in _AHEAD:
        return True
    return False if event.modality in _PAST else None


def read_times(article: Article, published: date | None, roles: Collection[str], read: Read) -> dict[Place, str]:
    """Return the values of the arguments that have none, where their words and what was told before give one.

    Args:
        article: Its times are read in text order, and with them the full dates that stand in the text.
        published: The day of publication.
        roles: The roles that are times.
        read: Gives what words mean in a setting.
    """
    told: list[_Told] = []
    values: dict[Place, str] = {}
    for span, fillers in sorted(_fillers(article, roles).items()):
        words = span.of(article.text)
        periods = []
        for place, value, future in fillers:
            reading = parse_period(value) if value else read(words, _setting(article, published, span, future, told))
            if isinstance(reading, Period):
                periods.append(reading)
            if place and value is None and reading is not None:
                values[place] = reading if isinstance(reading, str) else reading.value
        if periods:
            told.append(_Told(span, periods[0], *_marks(article.text, span, told)))
    return values


def _fillers(article: Article, roles: Collection[str]) -> dict[Span, list[_Filler]]:
    fillers: defaultdict[Span, list[_Filler]] = defaultdict(list)
    for number, event in enumerate(article.events or ()):
        for index, argument in enumerate(event.arguments):
            if argument.role in roles and argument.span is not None:
                fillers[argument.span].append(_Filler(Place(number, index), argument.value, future_of(event)))
    if not fillers:
        return {}
    dated = [Span(*found.span()) for found in _DATED.finditer(article.text)]
    return dict(fillers) | {span: [_Filler()] for span in dated if not any(map(span.overlaps, fillers))}


def _setting(article: Article, published: date | None, span: Span, future: bool | None, told: list[_Told]) -> Setting:
    if future is False and published is not None:
        # What lies ahead is not what the past goes on from.
        told = [one for one in told if one.period.start <= published]
    recent = tuple(one.period for one in told[: -_RECENT - 1 : -1])
    return Setting(published, recent, future, _story(article.text, span, told))


def _marks(text: str, span: Span, told: list[_Told]) -> tuple[bool, bool]:
    """Return whether a time heads its paragraph, and whether the weekdays after it go on from it."""
    weekday = _WEEKDAY.search(span.of(text))
    story = _story(text, span, told)
    counts = weekday is not None and (weekday["date"] is not None or (story is not None and story.weekdays))
    return _HEADING.match(text, span.start) is not None, counts


def _story(text: str, span: Span, told: list[_Told]) -> Story | None:
    """Return the story that goes on: what was told last in the paragraph, a day or a month or under a year."""
    paragraph = text.rfind("\n", 0, span.start)
    near = [one for one in told[-_NEAR:] if one.span.start > paragraph]
    heading = any(one.heading for one in near)
    if not near or (near[-1].period.grain not in {"day", "month"} and not heading):
        return None
    return Story(near[-1].period, _UNDER_HEADING if heading else _STORY, near[-1].counts_weekdays)
