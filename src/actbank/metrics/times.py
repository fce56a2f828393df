"""Normal forms of times compared at the granularity of the gold one.

Forms are those of the guidelines, close to ISO 8601 and TIMEX3: ``2019``, ``2019-05``, ``2019-05-14``, ``2019-W21``,
``2019-Q2``, ``2019-H1``, ``2019-SU`` (SP, SU, AU or FA, WI), ``199X``, ``19XX``, and words such as ``PAST_REF``. A
finer form is right when it lies within the gold one; a coarser one is wrong.
"""

from __future__ import annotations

import re
from datetime import date

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_SEASONS = {"SP": (3, 4, 5), "SU": (6, 7, 8), "AU": (9, 10, 11), "FA": (9, 10, 11), "WI": (12, 1, 2)}


def at_grain(value: str, gold: str) -> bool:
    """Return whether a normal form is equal to the gold one or lies within it.

    >>> at_grain("2019-05-14", "2019-05"), at_grain("2019-05", "2019-05-14"), at_grain("2019-05-14", "2019-Q2")
    (True, False, True)
    """
    return value == gold or _within(_cut_clock(value), _cut_clock(gold))


def _cut_clock(value: str) -> str:
    return value if value.startswith("T") else value.partition("T")[0]


def _within(value: str, gold: str) -> bool:
    if value == gold or re.fullmatch(r"\d{2,3}X{1,2}", gold):
        return _in_decade(value, gold)
    if re.fullmatch(r"\d{4}", gold):
        return value.startswith(f"{gold}-")
    if _MONTH.fullmatch(gold):
        return value.startswith(f"{gold}-") and _DAY.fullmatch(value) is not None
    year, _, part = gold.partition("-")
    if re.fullmatch(r"W\d{2}", part):
        return _week(value) == gold
    return value.startswith(f"{year}-") and _month(value) in _months(part)


def _in_decade(value: str, gold: str) -> bool:
    return value == gold or value.startswith(gold.rstrip("X"))


def _week(value: str) -> str | None:
    found = _DAY.fullmatch(value)
    try:
        return date(*map(int, found.groups())).strftime("%G-W%V") if found else None
    except ValueError:
        return None


def _month(value: str) -> int | None:
    found = _DAY.fullmatch(value) or _MONTH.fullmatch(value)
    return int(found[2]) if found else None


def _months(part: str) -> tuple[int, ...]:
    """Return the months of a quarter, a half or a season; none for anything else."""
    if found := re.fullmatch(r"([QH])([1-4])", part):
        length = 3 if found[1] == "Q" else 6
        return tuple(range(length * int(found[2]) - length + 1, length * int(found[2]) + 1))
    return _SEASONS.get(part, ())
