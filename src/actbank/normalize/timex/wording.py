"""An expression taken apart: the preposition and its relation to the event, what blurs the time, and the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from actbank.normalize.timex.hours import hour_before, tells_hour, without_hour
from actbank.normalize.timex.vocabulary import MONTH, WEEKDAY, alternatives

ON, BEFORE, AFTER, DURING = "on", "before", "after", "during"
_RELATIONS = {
    BEFORE: "by|before|until|till|up to|up until|prior to|ahead of|no later than|not later than",
    AFTER: "since|after|from|following|ever since|as of|as from|starting|starting from|starting in|starting on"
    "|effective|beginning in|beginning on|beginning from|with effect from",
    DURING: "during|over|throughout|within|through|between|amid|in the course of|over the course of",
    ON: "on|in|at|for|of|to|around|about|circa|dated|as early as|as late as|as recently as|back in|some time in"
    "|sometime in|no earlier than|not before",
}
_RELATION = {word: relation for relation, words in _RELATIONS.items() for word in words.split("|")}
_PREPOSITION = re.compile(rf"(?:{alternatives(_RELATION)}) ")
_PREPOSITION_STARTS = frozenset(word.split()[0] for word in _RELATION)

# What is said beside a time without changing it ("only", "nearly") and what names an edge of it ("early in").
_FILLERS = (
    *("only", "just", "again", "already", "even", "also", "still", "nearly", "almost", "barely", "exactly"),
    *("precisely", "roughly", "approximately", "some", "perhaps", "probably", "possibly", "not", "more"),
    *("less", "at", "well", "shortly", "soon", "immediately", "long", "about", "around", "ending", "every", "each"),
)
_FILLER = rf"(?:more than|less than|at least|some ?time|{alternatives(_FILLERS)}) (?!ago|that|as possible|term|time)"
_EDGE = (
    r"(?:the )?(?:very )?(?:early|earlier|late|later|mid|middle|end|start|beginning)"
    r"(?: ?- ?|(?: (?:on|in|of|at|by|during))? )"
    r"|(?:the )?(?:very )?(?:end|ends|close|beginning|start|middle|turn|eve|course|opening|rest|remainder|whole|entire)"
    r"(?: of)? "
    r"|(?:the )?(?:(?:opening|closing|first|second|third|fourth|last|final|early)(?: few| two| three| couple of)?) "
    r"(?:days?|weeks?|weekend|months|hours|fortnight|stretch|part) (?:of|in) "
    rf"|(?:the )?(?:first|second|latter|other) half of (?={MONTH})"
)
_EDGE_STARTS = (
    *("the", "very", "early", "earlier", "late", "later", "mid", "middle", "end", "ends", "start", "beginning"),
    *("close", "turn", "eve", "course", "opening", "rest", "remainder", "whole", "entire", "closing", "first"),
    *("second", "third", "fourth", "last", "final", "latter", "other"),
)
_LEAD = re.compile(rf"{_FILLER}|{_EDGE}")
_LEAD_STARTS = frozenset((*_FILLERS, *_EDGE_STARTS))
_WEEKDAY_BEFORE = re.compile(rf"(?:{WEEKDAY}),? (?:the )?(?=[0-9]|(?:{MONTH})\b)")

_TAIL = re.compile(r" (?:on|onwards?|(?:is|was|were) (?:out|over|up)|at the latest|at the earliest)$")
_MARKS = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | dict.fromkeys("‘’ʼ`´", "'") | dict.fromkeys('“”„«»"()[]', " "))
_ABBREVIATION = re.compile(r"(?<=[a-z])\.")
_SPACED = re.compile(r" (?=[,;]|'s\b)|(?<=') (?=[0-9]{2}\b)")


class Wording(NamedTuple):
    """The words of an expression without what stands around the time: its preposition, the relation, the rest."""

    preposition: str
    relation: str
    rest: str


def canonical(words: str) -> str:
    """Return words in lower case, with plain dashes, quotes and spaces, without the points of abbreviations."""
    text = _SPACED.sub("", " ".join(words.casefold().translate(_MARKS).split()))
    return _ABBREVIATION.sub("", text).strip(" ,;:!?.-").removesuffix("'s")


def take_apart(text: str) -> Iterator[Wording]:
    """Yield the wordings of a canonical expression, from the whole of it to what is left when all is cut.

    Words like "before" and "in recent weeks" mean something of their own; the last wording is the time itself.
    """
    hour = tells_hour(text)
    wording: Wording | None = Wording("", ON, text)
    while wording is not None:
        yield wording
        last, wording = wording, _cut_front(wording, hour)
    rest = _TAIL.sub("", without_hour(last.rest) if hour else last.rest)
    if rest != last.rest:
        yield Wording(last.preposition, last.relation, rest)


def _cut_front(wording: Wording, hour: bool) -> Wording | None:
    preposition, relation, text = wording
    if hour and (end := hour_before(text)):
        # Before noon is still on that day.
        return Wording(preposition, ON if preposition in {"before", "after"} else relation, text[end:])
    start = text.partition(" ")[0].partition("-")[0]
    if start in _PREPOSITION_STARTS and (found := _PREPOSITION.match(text)):
        word = found[0][:-1]
        return Wording(word, _RELATION[word] if relation == ON else relation, text[found.end() :])
    if start in _LEAD_STARTS and (found := _LEAD.match(text)):
        return Wording(preposition, relation, text[found.end() :])
    if found := _WEEKDAY_BEFORE.match(text):
        return Wording(preposition, relation, text[found.end() :])
    return None
