"""Stretches counted from publication or from the time told last: "last week", "the third quarter", "the 1990s"."""

from __future__ import annotations

from datetime import date

from actbank.normalize.timex.choice import CHOICE, CHOICES, WHICH, chosen, of_years
from actbank.normalize.timex.period import Period, moved, period_of
from actbank.normalize.timex.rules import Found, Reading, Rule, compiled
from actbank.normalize.timex.setting import Setting
from actbank.normalize.timex.vocabulary import CENTURIES, DECADES, ORDINALS, alternatives
from actbank.normalize.timex.year_words import YEAR_BEHIND, year_named

_UNITS = alternatives(("day", "week", "month", "quarter", "year", "decade", "century"))
_STEPS = {"this": 0, "last": -1, "next": 1, "that": 0, "following": 1, "previous": -1, "": 0}
_RELATIVE = {"yesterday": -1, "today": 0, "tonight": 0, "overnight": 0, "tomorrow": 1}
_RELATIVE |= {"the day before yesterday": -2, "the day after tomorrow": 2}
_PARTS = {"q": ("quarter", 3), "h": ("half", 6)}
# A weekend begins on this weekday and is told as its week.
_SATURDAY = 5


def _unit(found: Found, setting: Setting) -> Reading:
    return _stepped(found["unit"], CHOICES[found["which"] or ""], setting)


def _stepped(unit: str, choice: str, setting: Setting) -> Period | None:
    if choice in {"that", "following", "previous"} and (told := setting.told(unit)):
        return moved(told, unit, _STEPS[choice])
    if choice == "that" or (unit == "day" and choice == "following"):
        return None
    base = setting.here(unit) if choice == "" else setting.now(unit)
    return None if base is None else base.shift(_STEPS[choice])


def _unit_beside(found: Found, setting: Setting) -> Reading:
    """Return "the day before", "the year after", "the week before last", "the month after next"."""
    step = -1 if found["side"] in {"before", "prior", "earlier"} else 1
    if found["beyond"]:
        base = setting.now(found["unit"])
        return None if base is None else base.shift(2 * step)
    told = setting.told(found["unit"])
    return None if told is None else moved(told, found["unit"], step)


def _relative_day(found: Found, setting: Setting) -> Reading:
    today = setting.now("day")
    return None if today is None else today.shift(_RELATIVE[found[0]])


def _weekend(found: Found, setting: Setting) -> Reading:
    choice = CHOICES[found["which"] or ""]
    if choice or setting.published is None:
        return _stepped("week", choice, setting)
    week = period_of("week", setting.published)
    over = setting.ahead is not True and setting.published.weekday() < _SATURDAY
    return week.shift(-1) if over else week


def _part_of_year(found: Found, setting: Setting) -> Reading:
    """Return "the third quarter of 2019", "Q3", "the first half of next year"."""
    grain, length = _PARTS[found["part"][0]]
    words = found["number"]
    number = ORDINALS[words] if words in ORDINALS else int(words)
    if number * length > 12:
        return None

    def at(year: int) -> Period:
        return Period(grain, date(year, length * (number - 1) + 1, 1))

    if words := found["year"]:
        year = year_named(words, setting)
        return None if year is None else at(year)
    return chosen("", of_years(at), setting)


def _decade(found: Found, setting: Setting) -> Reading:
    digits = int(found["digits"]) if found["digits"] else DECADES[found["name"]]
    if digits >= 100:
        return Period("decade", date(digits, 1, 1))
    if setting.published is None:
        # "the nineties" of an article without a date are those of the last century; "the twenties" may be two.
        return Period("decade", date(1900 + digits, 1, 1)) if digits >= 30 else None
    year = setting.published.year
    return Period("decade", date(year - (year - digits) % 100, 1, 1))


def _century(found: Found, _: Setting) -> Reading:
    number = int(found["digits"]) if found["digits"] else CENTURIES[found["name"]]
    return Period("century", date(100 * (number - 1), 1, 1)) if 2 <= number <= 99 else None


def _same_last_year(found: Found, setting: Setting) -> Reading:
    """Return "the same period last year", "this time last year": the time told last, or now, a year before."""
    if found["which"] == "this" or not setting.recent:
        return _stepped("year", "last", setting)
    told = setting.recent[0]
    return period_of(told.grain, told.start.replace(day=min(told.start.day, 28), year=told.start.year - 1))


_RULES: dict[str, dict[str, Rule]] = {
    "relative": {alternatives(_RELATIVE): _relative_day},
    "unit": {
        rf"{CHOICE}(?P<unit>{_UNITS})": _unit,
        rf"the (?P<unit>{_UNITS}) (?P<side>before|after|prior|earlier|later)(?P<beyond> last| next)?": _unit_beside,
        rf"{WHICH}(?:long )?weekend": _weekend,
        rf"(?:the )?(?P<number>{alternatives(ORDINALS)})[ -](?P<part>quarter|half){YEAR_BEHIND}": _part_of_year,
        rf"(?:the )?(?:(?P<digits>[0-9]{{1,2}})(?:st|nd|rd|th)|(?P<name>{alternatives(CENTURIES)}))"
        r"[ -]century": _century,
        r"(?P<which>the same|that|this) (?:period|time|point|stage|quarter|month|day|week)"
        r"(?:,? (?:of |in )?(?:the )?(?:last|previous|past) year|,? a year (?:ago|before|earlier))": _same_last_year,
    },
    "digits": {
        rf"(?:the )?(?P<part>q|h)(?P<number>[1-4]){YEAR_BEHIND}": _part_of_year,
        r"(?P<year>[0-9]{4})[ -]?(?P<part>q|h)(?P<number>[1-4])": _part_of_year,
        rf"(?:the )?(?:'?(?P<digits>[0-9]{{3}}0|[0-9]0)'?s|(?P<name>{alternatives(DECADES)}))": _decade,
    },
}
RULES = compiled(_RULES)
