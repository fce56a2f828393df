"""The year that a date or a normal form of time begins with."""

from __future__ import annotations

import re

_YEAR = re.compile(r"\d{4}(?!\d)")


def year_of(value: str | None) -> int | None:
    """Return the year of a date or a normal form, ``None`` where it names none.

    >>> [year_of(value) for value in ("2019-05-14", "2019", "199X", "PAST_REF", None)]
    [2019, 2019, None, None, None]
    """
    found = _YEAR.match(value or "")
    return int(found.group()) if found else None
