"""The words for months, weekdays, seasons, numbers and parts of the day, and patterns of them."""

from __future__ import annotations

import re
from collections.abc import Iterable

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

MONTHS = {name: number for number, name in enumerate(_MONTHS, 1)}
MONTHS |= {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}
WEEKDAYS = {name: number for number, name in enumerate(_WEEKDAYS)}
WEEKDAYS |= {name[:3]: number for name, number in WEEKDAYS.items()}
WEEKDAYS |= {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
SEASONS = {"spring": "SP", "springtime": "SP", "summer": "SU", "midsummer": "SU", "autumn": "FA", "fall": "FA"}
SEASONS |= {"summertime": "SU", "winter": "WI", "midwinter": "WI", "wintertime": "WI"}

_ONES = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
NUMBERS = {name: number for number, name in enumerate(_ONES, 1)}
NUMBERS |= {name: 10 * number for number, name in enumerate(_TENS, 2)}
NUMBERS |= {f"{ten}-{unit}": NUMBERS[ten] + NUMBERS[unit] for ten in _TENS for unit in _ONES[:9]}
NUMBERS |= {"a": 1, "an": 1, "a hundred": 100, "one hundred": 100, "a dozen": 12}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
CENTURIES = {"fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19}
CENTURIES |= {"twentieth": 20, "twenty-first": 21}
DECADES = {f"{name[:-1]}ies": 10 * number for number, name in enumerate(_TENS, 2)}


def alternatives(words: Iterable[str]) -> str:
    """Return a pattern for one of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


MONTH = alternatives(MONTHS)
WEEKDAY = alternatives(WEEKDAYS)
SEASON = alternatives(SEASONS)
NUMBER = alternatives(NUMBERS) + "|[0-9]{1,4}"


# The kinds of words by which rules are found, the most telling kind first.
KINDS = ("feast", "relative", "month", "weekday", "season", "unit", "digits")
_UNITS = (
    *("minute", "hour", "day", "week", "weekend", "fortnight"),
    *("month", "quarter", "half", "year", "decade", "century"),
)
_KIND_OF = dict.fromkeys((*_UNITS, *(f"{unit}s" for unit in _UNITS), "centuries"), "unit")
_KIND_OF |= dict.fromkeys(SEASONS, "season") | dict.fromkeys(WEEKDAYS, "weekday") | dict.fromkeys(MONTHS, "month")
_KIND_OF |= dict.fromkeys(("yesterday", "today", "tonight", "overnight", "tomorrow"), "relative")
_KIND_OF |= dict.fromkeys(("christmas", "easter", "new", "boxing", "valentine", "halloween", "pentecost"), "feast")
_KIND_OF |= dict.fromkeys(DECADES, "digits")
_WORD = re.compile(r"[a-z]+")
_DIGIT = re.compile("[0-9]")


def kinds(text: str) -> list[str]:
    """Return which of `KINDS` stand in a text, the most telling first."""
    found = {_KIND_OF[word] for word in _WORD.findall(text) if word in _KIND_OF}
    if _DIGIT.search(text):
        found.add("digits")
    return [kind for kind in KINDS if kind in found] if len(found) > 1 else list(found)


def number(words: str) -> int:
    """Return the number that a word or a row of digits names."""
    return NUMBERS[words] if words in NUMBERS else int(words)
