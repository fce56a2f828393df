"""The record of one event with offsets everywhere, out of one whose expressions are given by offsets or by words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from actbank.formats.expressions import Expressions
from actbank.formats.given import GivenArgument, GivenEvent, GivenExpression, Score
from actbank.formats.rebuild import span_of
from actbank.formats.records import ArgumentRecord, EventRecord, SpanRecord
from actbank.problems import DataError, Problem
from actbank.schema import Span


class Finder:
    """Finds the expressions of one event; leaves out those that are wrong and collects what is wrong with them."""

    def __init__(self, expressions: Expressions, text: str, where: str) -> None:
        """Begin with the expressions of the article so far, its text, and the place of the event for messages."""
        self.problems: list[Problem] = []
        self._expressions = expressions
        self._text = text
        self._where = where

    def record(self, given: GivenEvent, name: str) -> EventRecord:
        """Return the record of an event, under a name of its own if it has none."""
        trigger = self._trigger(given)
        arguments = [self._argument(argument, trigger) for argument in given.arguments]
        extent = self._pieces("extent", given.extent, trigger)
        return EventRecord(
            id=name if given.id is None else given.id,
            type=given.type,
            subtype=given.subtype,
            trigger=_record(trigger) if trigger else None,
            polarity=given.polarity,
            modality=given.modality,
            anaphoric=given.anaphoric,
            instance=given.instance,
            arguments=tuple(argument for argument in arguments if argument),
            extent=tuple(map(_record, extent)) if trigger or given.trigger is None else (),
            cues=tuple(map(_record, self._each("cue", given.cues, trigger))),
            score=_number(given.score),
            polarity_score=_number(given.polarity_score),
            modality_score=_number(given.modality_score),
        )

    def _trigger(self, given: GivenEvent) -> Span | None:
        if given.trigger is None:
            return None
        return self._span("trigger", given.trigger, partial(self._expressions.trigger, kind=given.type))

    def _argument(self, given: GivenArgument, trigger: Span | None) -> ArgumentRecord | None:
        """Return the record of an argument; its pieces say where it is unless it has a span of its own."""
        before = len(self.problems)
        pieces = self._pieces(given.role, given.pieces, trigger)
        spans = pieces
        if given.span or (given.text is not None and not pieces):
            spans = list(self._each(given.role, [GivenExpression(given.span, given.text)], trigger))
        if len(self.problems) > before:
            return None
        return ArgumentRecord(
            role=given.role,
            span=(spans[0].start, spans[0].end) if spans else None,
            pieces=tuple(map(_record, pieces)) if given.span or len(pieces) > 1 else (),
            event=given.event,
            entity=given.entity,
            value=given.value,
            score=_number(given.score),
        )

    def _each(self, name: str, given: Iterable[GivenExpression], near: Span | None) -> Iterator[Span]:
        for expression in given:
            span = self._span(name, expression, partial(self._expressions.nearest, near=near))
            if span:
                yield span

    def _pieces(self, name: str, given: Sequence[GivenExpression], near: Span | None) -> list[Span]:
        """Return pieces in text order; a single one past the end of the text where it has none in this order."""
        pieces = list(self._each(name, given[:1], near))
        for expression in given[1:]:
            after = partial(self._expressions.after, end=pieces[-1].end if pieces else 0)
            span = self._span(name, expression, after)
            if span is None:
                return [self._expressions.longer.place(" ".join(piece.text or "" for piece in given))]
            pieces.append(span)
        return pieces

    def _span(self, name: str, given: GivenExpression, find: Callable[[str], Span | None]) -> Span | None:
        """Return the span of an expression: its own, or the one that is found for its words."""
        words = (given.text or "").strip()
        if given.span is None and words:
            return find(words)
        if given.span is None:
            self.problems.append(Problem(self._where, f"{name} has neither span nor words", '"span" or "text"'))
            return None
        try:
            return span_of(SpanRecord(given.span, given.text), name, self._text, self._where)
        except DataError as error:
            self.problems.extend(error.problems)
            return None


def _record(span: Span) -> SpanRecord:
    return SpanRecord((span.start, span.end))


def _number(score: Score) -> float | None:
    return None if score is None else float(score)
