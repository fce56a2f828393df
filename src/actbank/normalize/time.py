"""Normal forms of times: what the words of an article say, at the granularity at which they say it.

Values are those of the guidelines, close to ISO 8601 and TIMEX3: ``2019``, ``2019-05``, ``2019-05-14``, ``2019-W21``
(also for a weekend), ``2019-Q2``, ``2019-H1``, ``2019-SU`` (SP, SU, FA, WI; a winter belongs to the year in which it
begins), ``199X``, ``19XX``, ``PAST_REF``, ``PRESENT_REF``, ``FUTURE_REF``. A range has the value of its beginning.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass, replace

from actbank.normalize.timex.cascade import Answer, resolve
from actbank.normalize.timex.fallback import by_dateparser
from actbank.normalize.timex.period import Period, parse_period
from actbank.normalize.timex.setting import Setting
from actbank.normalize.timex.timeline import Place, read_times
from actbank.normalize.timex.wording import ON
from actbank.schema import Article


@dataclass(frozen=True, slots=True)
class TimeValue:
    """A normal form, and how the event stands to it: ``on`` (at or in it), ``before``, ``after`` or ``during``.

    "By Friday" and "until Friday" are ``before``, "since Friday" and "from Friday" ``after``.
    """

    value: str
    relation: str = ON


def normalize_time(
    words: str,
    date: str | None,
    *,
    future: bool | None = None,
    reference: str | None = None,
    lang: str = "en",
) -> TimeValue | None:
    """Return the value of a time expression, ``None`` when its words do not give one.

    Nothing is guessed: without the article's date only full dates, years and vague words have a value, without a
    reference "a day later" has none.

    >>> normalize_time("late on Monday", "2019-05-14")
    TimeValue(value='2019-05-13', relation='on')
    >>> normalize_time("by the end of October", "2019-05-14", future=True)
    TimeValue(value='2019-10', relation='before')
    >>> normalize_time("in October", None) is None
    True

    Args:
        words: The expression, with or without its preposition.
        date: The day of publication, ``2019-05-14``; what follows the day is ignored.
        future: Whether the event lies ahead of publication, where that is known: then "on Monday" is the next one.
        reference: The value that was told last, for "a day later" and "that month".
        lang: ISO 639-1 code of the language; all but English is left to dateparser.
    """
    told = parse_period(reference) if reference else None
    found = _read(words, Setting(_day(date), (told,) if told else (), future), lang)
    if found.reading is None:
        return None
    return TimeValue(found.reading.value if isinstance(found.reading, Period) else found.reading, found.relation)


def normalize_times(article: Article, roles: Collection[str] = ("time",)) -> Article:
    """Return the article with a ``value`` for each time that has words and none, where they give one.

    The times are read in text order: "a day later" and "in June" go on from what was told before. The modality of the
    event says whether a time lies ahead. Values that are there are kept and count as told.

    Args:
        article: An annotated article, or one with predicted events.
        roles: The roles that are times.
    """
    lang = (article.lang or "en").replace("_", "-").partition("-")[0].lower()
    values = read_times(article, _day(article.date), roles, lambda words, setting: _read(words, setting, lang).reading)
    if not values:
        return article
    return article.with_events(
        replace(
            event,
            arguments=tuple(
                replace(argument, value=values.get(Place(number, index), argument.value))
                for index, argument in enumerate(event.arguments)
            ),
        )
        for number, event in enumerate(article.events or ())
    )


def _read(words: str, setting: Setting, lang: str) -> Answer:
    try:
        found = resolve(words, setting) if lang == "en" else Answer(None, ON, False)
    except (OverflowError, ValueError):
        # "Ten thousand years ago" lies before the calendar's first day.
        return Answer(None, ON, True)
    return found if found.known else Answer(by_dateparser(words, setting, lang), found.relation, True)


def _day(text: str | None) -> datetime.date | None:
    try:
        return None if text is None else datetime.date.fromisoformat(text[:10])
    except ValueError:
        return None
