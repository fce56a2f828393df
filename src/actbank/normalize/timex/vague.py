"""Words that name no stretch of the calendar: "recently", "now", "soon", and words that point to the time told last."""

from __future__ import annotations

import re

from actbank.normalize.timex.setting import Setting

PAST_REF, PRESENT_REF, FUTURE_REF = "PAST_REF", "PRESENT_REF", "FUTURE_REF"

_PRESENT = """
    now|right now|by now|until now|up to now|till now|currently|at present|presently|present|at the moment
    |at this moment|at this time|at this point|at this stage|these days|nowadays|so far|thus far|to date|to this day
    |as yet|hitherto|immediately|at once|right away|straight away|with immediate effect|current|ongoing|this moment
    |moment|forthwith|instantly
"""
_PAST = """
    recently|more recently|most recently|quite recently|very recently|lately|of late|previously|formerly|earlier
    |before|just|just now|once|in the past|past|recent past|long ago|not long ago|a while ago|some time ago
    |a long time ago|a short time ago|a while back|recent|recent history|recent times|ago|in earlier times|earlier on
    |already|until recently|in history|historically|originally|the other day|in recent memory|a moment ago
    |moments ago|last time
"""
_FUTURE = """
    soon|very soon|shortly|in future|in the future|future|near future|near term|short term|coming future|some day
    |someday|as soon as possible|any time|at any time|any moment|at any moment|any day|any day now|next time
    |sooner or later|in due course|before long|in the long run|in the long term|in the short term|long term
    |medium term|upcoming|forthcoming|foreseeable future|at a later date|a later date|at the earliest opportunity
    |at a later stage
"""
# Behind or ahead, as the event is; ahead where that is not known.
_EITHER = "later|later on|afterwards|thereafter|one day|eventually|ultimately|at some point|in the end"
_TOLD = """
    then|that time|the time|that point|that moment|that date|the same time|that|ever since|since|that very moment
    |the same moment
"""


def _listed(words: str) -> list[str]:
    return [" ".join(word.split()) for word in words.split("|")]


_VALUES = ((_PRESENT, PRESENT_REF), (_PAST, PAST_REF), (_FUTURE, FUTURE_REF))
_WORDS = {word: value for words, value in _VALUES for word in _listed(words)}
_BEHIND_OR_AHEAD = frozenset(_listed(_EITHER))
_POINTERS = frozenset(_listed(_TOLD))
_UNITS = "(?:moments|minutes|hours|days|weekends|weeks|months|quarters|seasons|years|decades|centuries)"
_FEW = r"(?:(?:few|several|couple of|two|three|four|five|six|seven|eight|nine|ten|twelve|[0-9]{1,3}|many) )?"
_RECENT = re.compile(rf"(?:the |these )?(?:more |most )?(?:recent|past|last|previous) {_FEW}{_UNITS}|{_UNITS} past")
_COMING = re.compile(rf"(?:the )?(?:coming|next|following|upcoming) {_FEW}{_UNITS}|{_UNITS} (?:ahead|to come)")
_UNIT = "(?:hour|day|week|month|year|decade|century)"
_OVER = "(?:over|within|during|throughout|in the course of|through|for)"
_UP_TO_NOW = re.compile(rf"{_OVER} the (?:past|last) {_UNIT}|in the (?:past|last) (?:hour|day|week|month|year)")
_FROM_NOW = re.compile(rf"{_OVER} the (?:next|coming) {_UNIT}")
_MAY_STRETCH = re.compile("recent|past|last|previous|coming|next|following|ahead|to come")


def vague(words: str, setting: Setting) -> str | None:
    """Return ``PAST_REF``, ``PRESENT_REF`` or ``FUTURE_REF`` for vague words, ``None`` for others.

    Args:
        words: An expression, with or without its preposition.
        setting: Tells whether "later" lies ahead; its preposition makes "the past year" a stretch up to now.
    """
    if value := _WORDS.get(words) or _WORDS.get(words.removeprefix("the ")):
        return value
    if words in _BEHIND_OR_AHEAD:
        return PAST_REF if setting.future is False else FUTURE_REF
    if not _MAY_STRETCH.search(words):
        return None
    if _RECENT.fullmatch(words) or _UP_TO_NOW.fullmatch(f"{setting.preposition} {words}"):
        return PAST_REF
    return FUTURE_REF if _COMING.fullmatch(words) or _FROM_NOW.fullmatch(f"{setting.preposition} {words}") else None


def points_back(words: str) -> bool:
    """Return whether words stand for the time that was told last: "then", "that time"."""
    return words in _POINTERS
