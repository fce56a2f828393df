"""The rules one after the other, the plainest words first."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from actbank.normalize.timex import dates, distances, stretches
from actbank.normalize.timex.rules import Reading
from actbank.normalize.timex.setting import Setting
from actbank.normalize.timex.vague import FUTURE_REF, PAST_REF, points_back, vague
from actbank.normalize.timex.vocabulary import KINDS, MONTH, kinds
from actbank.normalize.timex.wording import AFTER, BEFORE, ON, Wording, canonical, take_apart

# Words that are also verbs or nouns: alone and in lower case they are no time.
_AMBIGUOUS = frozenset({"may", "march", "mar", "sat", "sun", "wed"})
_LONGEST = 120
_RULES = {
    kind: tuple(row for table in (dates.RULES, stretches.RULES, distances.RULES) for row in table.get(kind, ()))
    for kind in KINDS
}
_ST = "(?:st|nd|rd|th)?"
_TO = r" ?(?:-|/|to|and|or|until|till|through) ?"
_PARTS = (
    # "3-5 May", "May 3 to 5", "May to July 2019", "2010-14": the first of them
    (re.compile(rf"\b([0-9]{{1,2}}){_ST}{_TO}[0-9]{{1,2}}{_ST} (?=(?:of )?(?:{MONTH})\b)"), r"\1 "),
    (re.compile(rf"\b({MONTH}) ([0-9]{{1,2}}){_TO}[0-9]{{1,2}}\b(?![0-9])"), r"\1 \2"),
    (re.compile(rf"\b({MONTH}){_TO}(?:{MONTH})\b"), r"\1"),
    (re.compile(rf"\b([0-9]{{4}}){_TO}(?:[0-9]{{4}}|[0-9]{{2}})\b"), r"\1"),
    # "the 1994 accord": the year
    (re.compile(r"^(?:the )?([12][0-9]{3}) [a-z].*"), r"\1"),
)
_AND = re.compile(r",? (?:and|or|to|until|till|through) ")
_INSIDE = re.compile(r"(?<= )(?:of|in|on|from|since) ")
_OWNER = re.compile(r"'s? ")


class Answer(NamedTuple):
    """What an expression means, its relation to the event, and whether a rule knew its words."""

    reading: Reading
    relation: str
    known: bool


_NOTHING = Answer(None, ON, True)


def resolve(words: str, setting: Setting) -> Answer:
    """Return what an English expression means.

    Raises:
        OverflowError: the time lies outside the calendar.
        ValueError: likewise.
    """
    text = canonical(words)
    if not text or len(text) > _LONGEST or (text in _AMBIGUOUS and words.strip() == text):
        return _NOTHING
    found, wording = _resolved(text, setting)
    return found if found.known else _by_pieces(wording, setting)


def _resolved(text: str, setting: Setting) -> tuple[Answer, Wording]:
    """Return what the words mean, and the last of their wordings."""
    wording = Wording("", ON, text)
    for wording in take_apart(text):
        if wording.preposition != setting.preposition:
            setting = replace(setting, preposition=wording.preposition)
        if value := vague(wording.rest, setting):
            return Answer(value, wording.relation, True), wording
        if points_back(wording.rest):
            return Answer(setting.recent[0] if setting.recent else None, wording.relation, True), wording
    return _by_rules(wording, setting), wording


def _by_rules(wording: Wording, setting: Setting) -> Answer:
    for kind in kinds(wording.rest):
        for pattern, rule in _RULES[kind]:
            if match := pattern.fullmatch(wording.rest):
                return Answer(rule(match, setting), wording.relation, True)
    return Answer(None, wording.relation, False)


def _by_pieces(wording: Wording, setting: Setting) -> Answer:
    """Return what a part of the words means: the beginning of a range, the date inside a phrase."""
    for text in _pieces(wording.rest):
        found, _ = _resolved(text, setting)
        if found.known and found.reading is not None:
            relation = found.relation if wording.relation == ON else wording.relation
            return Answer(found.reading, relation, True)
    return _around(wording, setting)


def _pieces(text: str) -> list[str]:
    """Return shorter texts, each of which may be the time: what comes first in a range or a list first."""
    found = []
    for pattern, first in _PARTS:
        if (cut := pattern.sub(first, text)) != text:
            found.append(cut)
    found += [text[: match.start()] for pattern in (_AND, _OWNER) if (match := pattern.search(text))]
    return found + [text[match.end() :] for match in _INSIDE.finditer(text)]


def _around(wording: Wording, setting: Setting) -> Answer:
    """Return that an event without a date of its own lies behind or ahead: "before the election"."""
    past = setting.future is False
    if "digits" in kinds(wording.rest):
        return Answer(None, wording.relation, False)
    if wording.preposition in {"before", "until", "ahead of", "prior to"}:
        return Answer(PAST_REF if past else FUTURE_REF, BEFORE, True)
    if wording.preposition in {"after", "since"} and past:
        return Answer(PAST_REF, AFTER, True)
    return Answer(None, wording.relation, False)
