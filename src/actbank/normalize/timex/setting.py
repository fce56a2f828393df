"""What a time expression is read against."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from actbank.normalize.timex.period import GRAINS, Period, period_of

# These look forward unless the event is known to lie in the past: "by Friday".
_FORWARD = frozenset({"by", "until", "till", "up to", "before", "ahead of", "prior to", "no later than"})
# How far the years around a base are searched: a 29 February may be eight years away.
_NEAR, _FAR = (0, -1, 1), sorted(range(-8, 9), key=abs)
# What was to happen on a day just gone by is that day, not the one of next year.
_JUST, _NEXT_YEAR = timedelta(days=14), timedelta(days=300)
# A date of unknown tense is the next one if it comes within a quarter.
_NEAR_AHEAD = timedelta(days=92)


class Story(NamedTuple):
    """A thread of past events that an expression goes on with: "in June" after "in May 2011".

    ``months`` is how far ahead of the period told last the thread may go on, ``weekdays`` whether it counts weekdays.
    """

    told: Period
    months: int
    weekdays: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """Publication, the times told last (newest first), tense, the preposition, and the story that goes on.

    ``future`` is whether the event lies ahead of publication, ``None`` when that is not known.
    """

    published: date | None = None
    recent: tuple[Period, ...] = ()
    future: bool | None = None
    story: Story | None = None
    preposition: str = ""

    @property
    def ahead(self) -> bool | None:
        """Whether the expression looks forward from publication, ``None`` when nothing tells."""
        if self.future is None and self.preposition in _FORWARD:
            return True
        return self.future

    def now(self, grain: str) -> Period | None:
        """Return the period of a grain in which the article was published."""
        return None if self.published is None else period_of(grain, self.published)

    def told(self, grain: str) -> Period | None:
        """Return the period of a grain that was told last; a coarser one where none so fine was told."""
        limit = GRAINS.index(grain)
        for one in self.recent:
            if GRAINS.index(one.grain) <= limit:
                return one.at(grain)
        return self.recent[0] if self.recent else None

    def here(self, grain: str) -> Period | None:
        """Return what "the day" or "the month" means: the one told last, unless the event lies ahead."""
        told = None if self.ahead else self.told(grain)
        return told if told is not None and told.grain == grain else self.now(grain)

    def choose(self, candidates: list[Period]) -> Period | None:
        """Return the last of the candidates that has begun by publication, or the first that is not over.

        The former for past events, the latter for those that lie ahead; where that is not known, the next one if it is
        near and else the last, since news tells more of the past.
        """
        day = self.published
        if day is None:
            return None
        if self.ahead:
            return _coming(candidates, day)
        last = max((one for one in candidates if one.start <= day), key=start, default=None)
        if self.ahead is False:
            return last
        following = min((one for one in candidates if one.start > day), key=start, default=None)
        return following if following and following.start - day <= _NEAR_AHEAD else last


def _coming(candidates: list[Period], day: date) -> Period | None:
    coming = min((one for one in candidates if one.end > day), key=start, default=None)
    gone = max((one for one in candidates if one.end <= day), key=start, default=None)
    if coming and gone and gone.grain == "day" and coming.start - day > _NEXT_YEAR and day - gone.start <= _JUST:
        return gone
    return coming


def yearly(at: Callable[[int], Period | None], year: int) -> list[Period]:
    """Return those of the years around a year, of more years where a near one has none; the nearest years first.

    Args:
        at: The one of a year, ``None`` where that year has none.
        year: The year around which to look.
    """
    found = [one for step in _NEAR if 0 < year + step < 10000 and (one := at(year + step)) is not None]
    if len(found) == len(_NEAR):
        return found
    return [one for step in _FAR if 0 < year + step < 10000 and (one := at(year + step)) is not None]


def start(one: Period) -> date:
    """Return the first day of a period, to order by."""
    return one.start
