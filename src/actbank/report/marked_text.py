"""The text of an article cut into pieces that can be marked: triggers and arguments may overlap."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from actbank.report.wording import happened
from actbank.schema import Argument, Article, Event


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text over which the same events hold.

    Ids of the events it triggers, and ``(event id, role)`` pairs.
    """

    text: str
    triggers: tuple[str, ...]
    roles: tuple[tuple[str, str], ...]
    starts: tuple[str, ...]


def paragraphs(article: Article) -> list[list[Piece]]:
    """Return the paragraphs of an article as marked pieces."""
    cuts = sorted(_borders(article))
    rows: list[list[Piece]] = [[]]
    for start, end in pairwise(cuts):
        lines = article.text[start:end].split("\n")
        for number, line in enumerate(lines):
            if number:
                rows.append([])
            if line:
                rows[-1].append(_piece(article, line, start, end, first=number == 0))
    return [row for row in rows if any(piece.text.strip() for piece in row)]


def _borders(article: Article) -> set[int]:
    borders = {0, len(article.text)}
    for event in article.events or ():
        spans = [event.trigger, *(argument.span for argument in event.arguments)]
        borders.update(edge for span in spans if span for edge in (span.start, span.end))
    return borders


def _piece(article: Article, text: str, start: int, end: int, *, first: bool) -> Piece:
    events = article.events or ()
    triggers = [e for e in events if e.trigger and e.trigger.start <= start and end <= e.trigger.end]
    roles = [
        (event.id, argument.role)
        for event in events
        for argument in event.arguments
        if argument.span and argument.span.start <= start and end <= argument.span.end
    ]
    starts = [e.id for e in triggers if first and e.trigger and e.trigger.start == start]
    return Piece(text, tuple(e.id for e in triggers), tuple(roles), tuple(starts))


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event as a row of the page."""

    id: str
    type: str
    action: str
    fillers: dict[str, str]
    happened: str
    standing: str
    score: str


def event_lines(article: Article, roles: tuple[str, ...] = ("actor", "target", "time", "place")) -> list[EventLine]:
    """Return the events of an article as rows; roles that are not among ``roles`` come under ``other``."""
    return [_line(event, article, roles) for event in article.events or ()]


def _filler(argument: Argument, article: Article) -> str:
    if argument.span is not None:
        return argument.span.of(article.text)
    if argument.event is not None:
        trigger = article.event(argument.event).trigger
        return f"{trigger.of(article.text)} ({argument.event})" if trigger else argument.event
    return argument.entity or ""


def _line(event: Event, article: Article, roles: tuple[str, ...]) -> EventLine:
    fillers: dict[str, list[str]] = {role: [] for role in (*roles, "other")}
    for argument in event.arguments:
        words = _filler(argument, article)
        if argument.role in roles:
            fillers[argument.role].append(words)
        else:
            fillers["other"].append(f"{argument.role}: {words}")
    return EventLine(
        event.id,
        event.type,
        event.trigger.of(article.text) if event.trigger else "",
        {role: "; ".join(words) for role, words in fillers.items()},
        happened(event),
        "occurred" if event.occurred else "negative" if event.polarity == "negative" else "open",
        "" if event.score is None else f"{event.score:.2f}",
    )
