"""The events that the lines of a brat document describe.

An event takes its type from its own line. Attributes other than Polarity, Modality, Subtype and Anaphoric, and
text-bound annotations that no event uses, have no place in an article and are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from msgspec import Struct

from actbank.formats.brat_lines import NOTE, AttributeLine, EventLine, Standoff, TextBound, roles_of_labels
from actbank.formats.brat_notes import EventNote, FillerNote
from actbank.formats.placing import collect, placed, placing
from actbank.formats.rebuild import arguments_of, spans_of
from actbank.formats.records import decode
from actbank.formats.words import on_one_line, span_problem
from actbank.problems import DataError, Problem, nearest
from actbank.schema import MODALITIES, POLARITIES, UNSPECIFIED, Argument, Event, Span

_Shape = TypeVar("_Shape", bound=Struct)
_VALUES = {"Polarity": POLARITIES, "Modality": MODALITIES, "Subtype": ()}
_FLAG = "Anaphoric"


def triggered_events(standoff: Standoff, text: str, wrong: list[Problem]) -> list[Event]:
    """Return the events of a document's lines, about ``text``; every problem is appended to ``wrong``.

    The places of the events are kept in ``standoff.places`` under their ids in the article.
    """
    wrong += _text_problems(standoff.texts.values(), on_one_line(text))
    wrong += _note_problems(standoff)
    notes = _notes(standoff, standoff.events, EventNote, wrong)
    ids = {name: (notes[name].id if name in notes else None) or name for name in standoff.events}
    standoff.places.update({ids[name]: line.where for name, line in standoff.events.items()})
    fillers = _notes(standoff, standoff.texts, FillerNote, wrong)
    builder = _Builder(text, standoff, fillers, notes, _attributes(standoff, wrong), ids)
    return collect(builder.event, builder.complete_lines(), wrong)


def _text_problems(bounds: Iterable[TextBound], text: str) -> Iterator[Problem]:
    for bound in bounds:
        if problem := span_problem(bound.where, bound.id, bound.spans, on_one_line(bound.words), text):
            yield problem


def _note_problems(standoff: Standoff) -> Iterator[Problem]:
    for target, note in standoff.notes.items():
        if target not in standoff.seen:
            yield _dangling(note.where, f"{NOTE} note on", target, "an annotation of the document", standoff.seen)


def _dangling(where: str, what: str, target: str, expected: str, known: Iterable[str]) -> Problem:
    return Problem(where, f"{what} {target!r}", expected, nearest(target, sorted(known)))


def _notes(
    standoff: Standoff, table: Mapping[str, object], shape: type[_Shape], wrong: list[Problem]
) -> dict[str, _Shape]:
    notes = {}
    for target, note in standoff.notes.items():
        try:
            if target in table:
                notes[target] = decode(note.payload, shape)
        except DataError as error:
            wrong += placed(error, note.where)
    return notes


def _attributes(standoff: Standoff, wrong: list[Problem]) -> dict[str, dict[str, str]]:
    values: dict[str, dict[str, str]] = {name: {} for name in standoff.events}
    for line in standoff.attributes:
        problems = list(_attribute_problems(line, standoff, values.get(line.target, {})))
        if not problems and line.target in values and line.name in (*_VALUES, _FLAG):
            values[line.target][line.name] = line.value or ""
        wrong += problems
    return values


def _attribute_problems(line: AttributeLine, standoff: Standoff, others: Mapping[str, str]) -> Iterator[Problem]:
    allowed = _VALUES.get(line.name, ())
    if line.target not in standoff.seen:
        yield _dangling(line.where, f"{line.id} is about", line.target, "an annotation of the document", standoff.seen)
    elif line.target not in standoff.events:
        return
    elif line.name in others:
        yield Problem(line.where, f"{line.name} of {line.target!r} twice", "one value")
    elif line.name in _VALUES and not line.value:
        yield Problem(line.where, f"{line.name} without a value", _one_of(allowed) if allowed else "a subtype")
    elif allowed and line.value not in (*allowed, UNSPECIFIED):
        close = nearest(line.value or "", allowed)
        yield Problem(line.where, f"{line.name} {line.value!r}", _one_of(allowed), close)
    elif line.name == _FLAG and line.value is not None:
        yield Problem(line.where, f"{line.name} {line.value!r}", "no value")


@dataclass(frozen=True, slots=True)
class _Builder:
    """What is known of a document when its events are built; ``ids`` gives the article's id of each event line."""

    text: str
    standoff: Standoff
    fillers: Mapping[str, FillerNote]
    notes: Mapping[str, EventNote]
    attributes: Mapping[str, Mapping[str, str]]
    ids: Mapping[str, str]

    def complete_lines(self) -> list[EventLine]:
        """Return the event lines but those that refer to a line that could not be read."""
        broken = self.standoff.broken
        lines = self.standoff.events.values()
        return [line for line in lines if broken.isdisjoint([line.trigger, *(target for _, target in line.arguments)])]

    def event(self, line: EventLine) -> Event:
        """Return the event of a line."""
        note = self.notes.get(line.id, EventNote())
        place = self.standoff.notes[line.id].where if line.id in self.notes else line.where
        wrong = list(_label_problems(line, note, place))
        arguments = [*self._line_arguments(line, note, wrong), *arguments_of(note.arguments, self.text, place, wrong)]
        rows = [("extent", note.extent), ("cue", note.cues)]
        spans = collect(lambda row: spans_of(row[1], row[0], self.text, place), rows, wrong)
        trigger = self.standoff.texts.get(line.trigger)
        if trigger is None:
            expected = "a text-bound annotation"
            wrong.append(_dangling(line.where, f"{line.id} has trigger", line.trigger, expected, self.standoff.texts))
        if wrong or trigger is None:
            raise DataError(wrong)
        extent, cues = spans
        values = self.attributes[line.id]
        with placing(line.where):
            return Event(
                id=self.ids[line.id],
                type=line.type,
                trigger=trigger.spans[0],
                arguments=tuple(arguments),
                polarity=values.get("Polarity", UNSPECIFIED),
                modality=values.get("Modality", UNSPECIFIED),
                subtype=values.get("Subtype", note.subtype),
                extent=extent or _if_several(trigger),
                cues=cues,
                instance=note.instance,
                anaphoric=_FLAG in values,
                score=note.score,
                polarity_score=note.polarity_score,
                modality_score=note.modality_score,
            )

    def _line_arguments(self, line: EventLine, note: EventNote, wrong: list[Problem]) -> list[Argument]:
        roles = {**roles_of_labels([label for label, _ in line.arguments]), **note.roles}
        return collect(lambda pair: self._argument(line, note, roles[pair[0]], *pair), line.arguments, wrong)

    def _argument(self, line: EventLine, note: EventNote, role: str, label: str, target: str) -> Argument:
        if target in self.ids:
            filler = note.fillers.get(label, FillerNote())
            with placing(line.where):
                return Argument(role, None, self.ids[target], filler.entity, filler.value, (), filler.score)
        bound = self.standoff.texts.get(target)
        if bound is None:
            known = (*self.standoff.texts, *self.ids)
            expected = "a text-bound annotation or an event"
            raise DataError([_dangling(line.where, f"{line.id} has {label}", target, expected, known)])
        filler = self.fillers.get(target, FillerNote())
        pieces = spans_of(filler.pieces, target, self.text, line.where) or _if_several(bound)
        with placing(line.where):
            return Argument(role, bound.spans[0], None, filler.entity, filler.value, pieces, filler.score)


def _if_several(bound: TextBound) -> tuple[Span, ...]:
    return bound.spans if len(bound.spans) > 1 else ()


def _label_problems(line: EventLine, note: EventNote, where: str) -> Iterator[Problem]:
    labels = [label for label, _ in line.arguments]
    for label in {**note.roles, **note.fillers}:
        if label not in labels:
            yield _dangling(where, f"{NOTE} note on {line.id} names argument", label, _one_of(labels), labels)


def _one_of(names: Sequence[str]) -> str:
    return f"one of {', '.join(names)}" if names else "none"
