"""Predicted events that are no events of their article: told apart from those that are, and counted as wrong.

A misfit is scored against a stand-in: a gold article without events, so that everything in it is a false positive
under each measure and each rule of matching. The text of the stand-in has one word for each expression of the misfits.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from actbank.predicted import LongerText, Misfit
from actbank.problems import DataError, Problem
from actbank.schema import Argument, Article, Event

Pair = tuple[Article, tuple[Event, ...]]
"""A gold article with the events that were predicted for it."""
_SET_ASIDE = "\ufffd"


def divide(
    article: Article, events: Sequence[Event], known: Collection[str], place: str
) -> tuple[list[Event], list[Misfit]]:
    """Return the events that can be events of an article, and the others with every reason why they cannot.

    Args:
        article: A gold article.
        events: What was predicted for it.
        known: Ids of further events of this prediction, which may be referred to.
        place: Where the prediction stands, for messages.
    """
    if not known and _holds(article, events):
        return list(events), []
    ids = [*known, *(event.id for event in events)]
    fitting: list[Event] = []
    misfits: list[Misfit] = []
    seen = set(known)
    for event in events:
        problems = [replace(problem, where=f"{place}{problem.where}") for problem in _problems(article, event, ids)]
        if event.id in seen:
            problems.insert(0, Problem(place, f"event id {event.id!r} twice", "unique ids"))
        seen.add(event.id)
        if problems:
            misfits.append(Misfit(tuple(problems), (event,)))
        else:
            fitting.append(event)
    return fitting, misfits


def _holds(article: Article, events: Sequence[Event]) -> bool:
    """Return whether nothing is wrong with any of the events."""
    try:
        Article(article.id, article.text, events=tuple(events))
    except DataError:
        return False
    return all(math.isfinite(score) for event in events for score in _scores(event))


def _problems(article: Article, event: Event, ids: Collection[str]) -> Iterator[Problem]:
    """Yield what is wrong with an event, beside others of which there are only the ids; places begin with a comma."""
    wanted = {argument.event for argument in event.arguments if argument.event}
    others = sorted((wanted if wanted.issubset(ids) else set(ids)) - {event.id})
    try:
        Article(article.id, article.text, events=(event, *(Event(name, event.type) for name in others)))
    except DataError as error:
        for problem in error.problems:
            yield replace(problem, where=problem.where.removeprefix(f"article {article.id!r}"))
    for score in _scores(event):
        if not math.isfinite(score):
            yield Problem(f", event {event.id!r}", f"score {score}", "a finite number")


def _scores(event: Event) -> Iterator[float]:
    given = (event.score, event.polarity_score, event.modality_score, *(a.score for a in event.arguments))
    return (score for score in given if score is not None)


def settle(article: Article, events: Iterable[Event]) -> Pair:
    """Return the pair of an article and fitting events, of which some may refer to events that are not among them.

    Such a filler is a false positive: it becomes a place past the end of the text, where gold has nothing.
    """
    events = tuple(events)
    ids = {event.id for event in events}
    longer = LongerText(article.text)

    def settled(argument: Argument) -> Argument:
        if argument.event is None or argument.event in ids:
            return argument
        return replace(argument, event=None, span=longer.place(_SET_ASIDE, argument.event))

    if all(argument.event is None or argument.event in ids for event in events for argument in event.arguments):
        return article, events
    rewired = tuple(replace(event, arguments=tuple(map(settled, event.arguments))) for event in events)
    return replace(article, text=longer.text), rewired


def stand_in(name: str, events: Iterable[Event]) -> Pair:
    """Return a gold article without events and the misfits as events of it."""
    longer = LongerText("")
    moved = tuple(_moved(event, f"m{number}", longer) for number, event in enumerate(events, 1))
    return Article(name, longer.text, events=()), moved


def _moved(event: Event, name: str, longer: LongerText) -> Event:
    """Return what of a misfit is counted, with equal expressions at equal places of the longer text."""
    return Event(
        id=name,
        type=event.type,
        trigger=longer.place(_word(longer), (event.trigger,)) if event.trigger else None,
        arguments=tuple(_moved_argument(argument, longer) for argument in event.arguments),
        polarity=event.polarity,
        modality=event.modality,
        score=_finite(event.score),
    )


def _moved_argument(argument: Argument, longer: LongerText) -> Argument:
    plain = Argument(argument.role, entity=argument.entity or "?", value=argument.value, score=_finite(argument.score))
    if argument.span is None and argument.event is None:
        return plain
    key = argument.pieces or (argument.span or argument.event,)
    return replace(plain, entity=None, span=longer.place(_word(longer), key))


def _word(longer: LongerText) -> str:
    """Return a word that the text does not have: no rule of matching takes it for another."""
    return f"m{len(longer.lines)}"


def _finite(score: float | None) -> float | None:
    return score if score is not None and math.isfinite(score) else None
