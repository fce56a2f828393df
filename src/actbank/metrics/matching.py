"""When two spans match: each rule reads a span as a place, and two spans match when they are read as the same place.

``exact``      equal code points after white space and punctuation (Unicode ``P*``) are stripped from the edges
``exact+det``  the same, and a leading article (a, an, the) is dropped
``head``       equal head words; see `head_word`
``overlap``    a predicted span is read as the gold span (trigger as trigger, filler as filler) whose words it shares
               most, if the shared words are at least half of those of either (intersection over union; another share is
               written ``overlap=0.7``); of equal shares its own place, then the first, then the longer
``text``       equal words wherever they stand: NFKC, case folded, articles and punctuation removed
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from actbank.problems import ActBankError, unknown_name
from actbank.schema import Event, Span

Place = tuple[int, int]
Read = Callable[[Span, bool], Place]
"""Reads a span as a place; the flag says that it is a trigger."""

MATCHES = ("exact", "exact+det", "head", "overlap", "text")
TAU = 0.5
_ARTICLE = re.compile(r"(?:an?|the)\b\s*(?=\w)", re.IGNORECASE)
_ARTICLES = re.compile(r"\b(?:an?|the)\b")
_DETERMINERS = "a an the this that these those his her its their our my your some any all both no"
_PREPOSITIONS = (
    "of in on at by for from to into with without within against over under between among across after before during "
    "since until till through throughout towards toward about around near off out up down as than via late early mid"
)
_RELATIVES = "who whom whose which that where when and or"
_SKIPPED = frozenset(f"{_DETERMINERS} {_PREPOSITIONS}".split())
_ENDS = frozenset(f"{_PREPOSITIONS} {_RELATIVES}".split())


@dataclass(frozen=True, slots=True)
class Reading:
    """How the gold spans and the predicted spans of one article are read."""

    gold: Read
    predicted: Read


def check_match(match: str) -> None:
    """Refuse a rule that does not exist.

    Raises:
        UnknownName: there is no such rule.
        ActBankError: the share of ``overlap`` is no number above 0 and at most 1.
    """
    name, equals, _ = match.partition("=")
    if name not in MATCHES or (equals and name != "overlap"):
        raise unknown_name("match", match, MATCHES)
    if not 0 < share(match) <= 1:
        raise ActBankError(f"match {match!r}: a share above 0 and at most 1, such as overlap=0.5")


def share(match: str) -> float:
    """Return the least share of common words that ``overlap`` asks for; 0 where it is no number."""
    _, equals, number = match.partition("=")
    try:
        return float(number) if equals else TAU
    except ValueError:
        return 0.0


def reading(match: str, text: str, gold: Sequence[Event], predicted: Sequence[Event]) -> Reading:
    """Return how an article's spans are read under a rule that `check_match` has let pass."""
    exact: Read = lambda span, _: stripped(text, span)  # noqa: E731
    if match == "exact":
        return Reading(exact, exact)
    if match == "exact+det":
        plain: Read = lambda span, _: without_article(text, stripped(text, span))  # noqa: E731
        return Reading(plain, plain)
    if match == "head":
        head: Read = lambda span, _: head_word(text, span)  # noqa: E731
        return Reading(head, head)
    if match == "text":
        same = _by_words(text, gold, predicted)
        return Reading(same, same)
    return Reading(exact, _by_overlap(text, gold, share(match)))


def spans_of(events: Iterable[Event], *, triggers: bool) -> list[Span]:
    """Return the trigger spans of events, or the pieces of all their fillers."""
    if triggers:
        return [event.trigger for event in events if event.trigger]
    fillers = [argument for event in events for argument in event.arguments if argument.span]
    return [piece for argument in fillers for piece in argument.pieces or (argument.span,) if piece]


def stripped(text: str, span: Span) -> Place:
    """Return the place of ``span`` without white space and punctuation at its edges, if that leaves anything."""
    start, end = span.start, span.end
    while start < end and _is_edge(text[start]):
        start += 1
    if start == end:
        return span.start, span.end
    while _is_edge(text[end - 1]):
        end -= 1
    return start, end


def _is_edge(character: str) -> bool:
    if character.isalnum():
        return False
    return character.isspace() or unicodedata.category(character).startswith("P")


def without_article(text: str, place: Place) -> Place:
    """Return the place without a leading article, unless nothing else is there."""
    found = _ARTICLE.match(text, *place)
    return (found.end(), place[1]) if found and found.end() < place[1] else place


def head_word(text: str, span: Span) -> Place:
    """Return the place of a phrase's head by rule.

    Determiners and prepositions at its beginning are skipped. Of what follows, the head is the last word before the
    first preposition, conjunction, relative word or punctuation mark between words.

    >>> text = "the former president of Mali, who resigned"
    >>> start, end = head_word(text, Span(0, len(text)))
    >>> text[start:end]
    'president'
    """
    place = stripped(text, span)
    words = list(re.compile(r"[\w'’.\-]*\w").finditer(text, *place))
    first = next((n for n, word in enumerate(words) if word.group().casefold() not in _SKIPPED), 0)
    head = first
    for number in range(first + 1, len(words)):
        between = text[words[number - 1].end() : words[number].start()]
        if words[number].group().casefold() in _ENDS or not re.fullmatch(r"\.?\s+", between):
            break
        head = number
    if not words:
        return place
    found = words[head]
    owner = re.search(r"['’]s?$", found.group())
    return found.start(), found.end() - (len(owner.group()) if owner and owner.start() else 0)


def plain_words(text: str) -> str:
    """Return words without case, compatibility forms, articles, punctuation and superfluous spaces."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    kept = "".join(" " if unicodedata.category(character).startswith("P") else character for character in folded)
    return " ".join(_ARTICLES.sub(" ", kept).split())


def _by_words(text: str, gold: Sequence[Event], predicted: Sequence[Event]) -> Read:
    """Return a reading of every span as the first place of the article's spans that has the same words."""
    events = [*gold, *predicted]
    spans = {*spans_of(events, triggers=True), *spans_of(events, triggers=False)}
    first: dict[str, Place] = {}
    for span in sorted(spans):
        first.setdefault(plain_words(span.of(text)) or span.of(text), (span.start, span.end))
    return lambda span, _: first[plain_words(span.of(text)) or span.of(text)]


def _by_overlap(text: str, gold: Sequence[Event], least: float) -> Read:
    """Return a reading of every predicted span as the gold span that it shares most words with."""
    from actbank.segmentation import split_words

    words = split_words(text)
    starts, ends = [word.start for word in words], [word.end for word in words]

    def inside(place: Place) -> range:
        return range(bisect_right(ends, place[0]), bisect_left(starts, place[1]))

    wanted = {
        flag: [(place, inside(place)) for place in sorted({stripped(text, s) for s in spans_of(gold, triggers=flag)})]
        for flag in (True, False)
    }

    def read(span: Span, trigger: bool) -> Place:
        place = stripped(text, span)
        own = inside(place)
        shares = [(2.0 if at == place else _share(own, held), -at[0], at[1]) for at, held in wanted[trigger]]
        best = max(shares, default=(0.0, 0, 0))
        return (-best[1], best[2]) if best[0] >= least else place

    return read


def _share(one: range, other: range) -> float:
    both = min(one.stop, other.stop) - max(one.start, other.start)
    return both / (len(one) + len(other) - both) if both > 0 else 0.0
