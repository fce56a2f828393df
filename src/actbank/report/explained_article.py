"""An article of the page that shows gold against predicted events: its marked text, and its cases in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from actbank.metrics.explain.cases import ArgumentCase, EventCase, RoleFiller
from actbank.report.compared_text import GOLD, PREDICTED, ComparedPiece, Mark, compared_paragraphs
from actbank.report.wording import happened
from actbank.schema import Article, Event


@dataclass(frozen=True, slots=True)
class ArgumentLine:
    """An argument as a row of the page: roles and words of either side, ``""`` where a side has none, and its class.

    ``number`` is that of the argument in its article; one that two events have stands below both.
    """

    number: int
    verdict: str
    gold_role: str
    predicted_role: str
    gold: str
    predicted: str
    note: str


@dataclass(frozen=True, slots=True)
class CaseLine:
    """An event as a row of the page: types and triggers of either side, what happened, its class and its arguments."""

    number: int
    verdict: str
    ids: str
    gold_type: str
    predicted_type: str
    gold: str
    predicted: str
    happened: str
    arguments: tuple[ArgumentLine, ...]


@dataclass(frozen=True, slots=True)
class ArticlePart:
    """An article of the page."""

    article: Article
    paragraphs: list[list[ComparedPiece]]
    cases: list[CaseLine]

    @property
    def errors(self) -> int:
        """How many cases are not correct."""
        return sum(case.verdict != "correct" for case in self.cases)


def _one_line(text: str) -> str:
    return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class _Sides:
    """The gold and the predicted events of an article by id."""

    text: str
    gold: Mapping[str, Event]
    predicted: Mapping[str, Event]

    @classmethod
    def of(cls, article: Article, predicted: Iterable[Event]) -> _Sides:
        """Return both sides of an article."""
        gold = {event.id: event for event in article.events or ()}
        return cls(article.text, gold, {event.id: event for event in predicted})

    def events(self, case: EventCase) -> tuple[Event | None, Event | None]:
        """Return the gold and the predicted event of a case."""
        gold = None if case.gold is None else self.gold[case.gold]
        return gold, None if case.predicted is None else self.predicted[case.predicted]

    def trigger(self, event: Event | None) -> str:
        """Return the words of a trigger, ``""`` where there is none."""
        return "" if event is None or event.trigger is None else _one_line(event.trigger.of(self.text))

    def words(self, argument: RoleFiller | None) -> str:
        """Return the words of a filler."""
        return "" if argument is None else " … ".join(_one_line(self.text[start:end]) for start, end in argument[1])

    def marks(self, number: int, case: EventCase) -> Iterator[Mark]:
        """Yield every span of a case's events that is drawn."""
        for side, event in zip((GOLD, PREDICTED), self.events(case), strict=True):
            if event is None:
                continue
            if event.trigger:
                yield Mark(event.trigger, side, number, event.type, True)
            for argument in event.arguments:
                for piece in argument.pieces or ((argument.span,) if argument.span else ()):
                    yield Mark(piece, side, number, argument.role, False)


def explained_article(
    article: Article, predicted: Sequence[Event], events: Sequence[EventCase], arguments: Sequence[ArgumentCase]
) -> ArticlePart:
    """Return an article of the page.

    Args:
        article: The gold article.
        predicted: The events that were predicted for it.
        events: The cases of its events.
        arguments: The cases of its arguments.
    """
    sides = _Sides.of(article, predicted)
    lines = _argument_lines(sides, events, arguments)
    cases = [_case_line(at, case, sides, own) for at, (case, own) in enumerate(zip(events, lines, strict=True))]
    marks = [mark for at, case in enumerate(events) for mark in sides.marks(at, case)]
    return ArticlePart(article, compared_paragraphs(article.text, marks), cases)


def _case_line(number: int, case: EventCase, sides: _Sides, arguments: Sequence[ArgumentLine]) -> CaseLine:
    gold, predicted = sides.events(case)
    standings = [happened(event) for event in (gold, predicted) if event]
    return CaseLine(
        number=number,
        verdict=case.verdict,
        ids=" / ".join(name for name in (case.gold, case.predicted) if name),
        gold_type=case.gold_type or "",
        predicted_type=case.predicted_type or "",
        gold=sides.trigger(gold),
        predicted=sides.trigger(predicted),
        happened=" → ".join(standings) if case.attributes else standings[0],
        arguments=tuple(arguments),
    )


def _argument_lines(
    sides: _Sides, events: Sequence[EventCase], arguments: Iterable[ArgumentCase]
) -> list[list[ArgumentLine]]:
    """Return the rows of arguments below each case; what two events have in common stands below both."""
    lines = [list[ArgumentLine]() for _ in events]
    gold = {case.gold: at for at, case in enumerate(events)}
    predicted = {case.predicted: at for at, case in enumerate(events)}
    for number, argument in enumerate(arguments):
        owners = [] if argument.gold is None else [gold[argument.gold_event]]
        owners += [] if argument.predicted is None else [predicted[argument.predicted_event]]
        for owner in dict.fromkeys(owners):
            lines[owner].append(_argument_line(number, argument, sides, events[owner]))
    return lines


def _argument_line(number: int, case: ArgumentCase, sides: _Sides, owner: EventCase) -> ArgumentLine:
    return ArgumentLine(
        number=number,
        verdict=case.verdict,
        gold_role=case.gold[0] if case.gold else "",
        predicted_role=case.predicted[0] if case.predicted else "",
        gold=sides.words(case.gold),
        predicted=sides.words(case.predicted),
        note=_note(case, sides, owner) if case.verdict == "wrong event" else "",
    )


def _note(case: ArgumentCase, sides: _Sides, owner: EventCase) -> str:
    """Return where an argument of this event hangs instead, or where it belongs."""
    if case.gold_event is not None and case.gold_event == owner.gold:
        other = sides.predicted[case.predicted_event or ""]
        return f"predicted at {other.type} “{sides.trigger(other)}”"
    other = sides.gold[case.gold_event or ""]
    return f"gold at {other.type} “{sides.trigger(other)}”"
