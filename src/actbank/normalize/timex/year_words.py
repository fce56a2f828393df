"""Words for years: "2019", "'82", "last year", "that year"."""

from __future__ import annotations

from actbank.normalize.timex.choice import CHOICES
from actbank.normalize.timex.setting import Setting

YEAR = (
    r"(?:[0-9]{4}|'[0-9]{2}|(?:the )?(?:this|last|next|that|that same|current|coming|past|same|following|previous"
    r"|preceding) year)"
)
# The year behind a day or a month: ", 2019", " of that year".
YEAR_BEHIND = rf"(?:(?:,? (?:of |in )?|-|/)(?P<year>{YEAR}))?"
_STEPS = {"this": 0, "last": -1, "next": 1}
_STEPS_FROM_TOLD = {"that": 0, "following": 1, "previous": -1}
# '82 is the last year of these two digits that lies no more than so many years ahead.
_AHEAD = 10


def year_named(words: str, setting: Setting) -> int | None:
    """Return the year that words of the pattern `YEAR` name, ``None`` where the setting does not tell."""
    if words.isdigit():
        return int(words) or None
    published = setting.published
    if words.startswith("'"):
        return None if published is None else _of_two_digits(int(words[1:]), published.year)
    choice = CHOICES[words.removesuffix(" year")]
    told = setting.recent[0] if setting.recent else None
    if choice in _STEPS_FROM_TOLD and told is not None:
        return told.start.year + _STEPS_FROM_TOLD[choice]
    if published is None or choice == "that":
        return None
    return published.year + (_STEPS | _STEPS_FROM_TOLD)[choice]


def _of_two_digits(digits: int, year: int) -> int:
    latest = year + _AHEAD
    return latest - (latest - digits) % 100
