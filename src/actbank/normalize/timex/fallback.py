"""dateparser for words that no rule knows and for other languages, held to the grain of the words."""

from __future__ import annotations

import re
import warnings
from datetime import date, datetime, timedelta
from functools import lru_cache
from importlib import import_module
from typing import Any

from actbank.normalize.timex.period import Period, period_of
from actbank.normalize.timex.setting import Setting
from actbank.normalize.timex.vocabulary import kinds

# Two days on which a full date means the same and everything else does not.
_BASES = (date(1987, 3, 11), date(2014, 10, 24))
_DAY_OF_MONTH = re.compile(r"(?<![0-9])(?:0?[1-9]|[12][0-9]|3[01])(?![0-9])")
# Nearer than this a day may be meant without its number: a weekday, "two days ago".
_NEAR = timedelta(days=31)
_LONGEST = 60
# A bare number, and 9/11, which is September to some and November to others.
_UNCERTAIN = re.compile(r"[0-9]{1,3}(?:[./-][0-9]{1,3})?")


def by_dateparser(words: str, setting: Setting, lang: str = "en") -> Period | None:
    """Return what dateparser makes of an expression, no finer than the words; slow (about 10 ms).

    Args:
        words: An expression. An English one must hold a digit or a word for a time.
        setting: Without a day of publication only what does not depend on it has a value.
        lang: ISO 639-1 code; one that dateparser does not know gives nothing.
    """
    if not words.strip() or len(words) > _LONGEST or _UNCERTAIN.fullmatch(words.strip()):
        return None
    if lang == "en" and not kinds(words.casefold()):
        return None
    if setting.published is not None:
        return _parsed(words, setting.published, bool(setting.ahead), lang)
    one, other = (_parsed(words, base, False, lang) for base in _BASES)
    return one if one == other else None


def _parsed(words: str, base: date, ahead: bool, lang: str) -> Period | None:
    with warnings.catch_warnings():
        # dateparser asks strptime for days without a year, which newer Pythons warn of.
        warnings.simplefilter("ignore")
        try:
            found = _parser(lang, base, ahead).get_date_data(words)
        except (ValueError, OverflowError, TypeError):
            return None
    return None if found.date_obj is None else _no_finer(found.date_obj.date(), found.period, words, base)


def _no_finer(day: date, grain: str, words: str, base: date) -> Period:
    if grain not in {"week", "month", "year"}:
        told = _DAY_OF_MONTH.search(words) is not None or abs(day - base) <= _NEAR
        grain = "day" if told else "month"
    return period_of(grain, day)


@lru_cache(maxsize=64)
def _parser(lang: str, base: date, ahead: bool) -> Any:
    """Return a parser of one language; imported here, because few expressions need it and it takes a while to load."""
    settings = {
        "RELATIVE_BASE": datetime(base.year, base.month, base.day),
        "PREFER_DATES_FROM": "future" if ahead else "past",
        "PREFER_DAY_OF_MONTH": "first",
        "TIMEZONE": "UTC",
    }
    return import_module("dateparser.date").DateDataParser(languages=[lang], settings=settings)
