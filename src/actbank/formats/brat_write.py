"""Articles to brat standoff; what brat cannot hold goes into notes and a sidecar, so that nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import msgspec

from actbank.formats.brat_files import ANNOTATION, GIVEN, PREDICTED, SIDECAR, TEXT, Names
from actbank.formats.brat_lines import NOTE, role_labels, roles_of_labels
from actbank.formats.brat_notes import EventNote, FillerNote, Sidecar, payload
from actbank.formats.records import (
    argument_record,
    check_scores,
    encode,
    entity_record,
    event_record,
    span_records,
    unencodable,
)
from actbank.formats.words import on_one_line, words_of
from actbank.problems import DataError, Problem
from actbank.schema import UNSPECIFIED, Argument, Article, Event, Span

_MENTION = "Mention"


def write(articles: Iterable[Article], path: Path) -> None:
    """Write ``ID.txt`` and, for an annotated article, ``ID.ann`` below the folder ``path``.

    An article with more than id, text and events gets a sidecar ``ID.meta.json`` too. Files of the same names are
    replaced (and removed where the article has none); all other files of the folder are left alone.

    Raises:
        DataError: with every id that cannot name files or whose place has BioNLP files (``.a1``, ``.a2``), and
            every article that UTF-8 cannot hold; all others are written.
    """
    if path.suffix in (TEXT, ANNOTATION, GIVEN, PREDICTED) and not path.is_dir():
        expected = f"a folder, which gets NAME{TEXT} and NAME{ANNOTATION}"
        raise DataError([Problem(path.as_posix(), "names a file", expected, path.with_suffix("").as_posix())])
    wrong: list[Problem] = []
    names = Names()
    path.mkdir(parents=True, exist_ok=True)
    for article in articles:
        try:
            names.take(article.id)
            _write_files(_contents(article), path / article.id)
        except DataError as error:
            wrong.extend(error.problems)
    if wrong:
        raise DataError(wrong)


def _contents(article: Article) -> dict[str, bytes]:
    check_scores(article)
    sidecar = _sidecar(article)
    try:
        contents = {TEXT: article.text.encode()}
        if article.events is not None:
            contents[ANNOTATION] = _Lines(article).of_events().encode()
    except UnicodeEncodeError as error:
        raise unencodable(error, article.id) from None
    if sidecar != Sidecar():
        contents[SIDECAR] = msgspec.json.format(encode(sidecar, article.id), indent=1) + b"\n"
    return contents


def _write_files(contents: dict[str, bytes], base: Path) -> None:
    base.parent.mkdir(parents=True, exist_ok=True)
    files = {ending: base.with_name(base.name + ending) for ending in (TEXT, ANNOTATION, SIDECAR, GIVEN, PREDICTED)}
    others = [files.pop(ending) for ending in (GIVEN, PREDICTED)]
    wrong = [Problem(file.as_posix(), "is in the way", "no other annotation") for file in others if file.exists()]
    if wrong:
        raise DataError(wrong)
    for ending, file in files.items():
        if ending in contents:
            file.write_bytes(contents[ending])
        else:
            file.unlink(missing_ok=True)


def _sidecar(article: Article) -> Sidecar:
    events = article.events or ()
    untriggered = tuple(event_record(event, article.text) for event in events if event.trigger is None)
    return Sidecar(
        date=article.date,
        lang=article.lang,
        source=article.source,
        title=article.title,
        story=article.story,
        metadata=dict(sorted(article.metadata.items())),
        entities=tuple(entity_record(entity) for entity in article.entities),
        untriggered=untriggered,
        order=tuple(event.id for event in events) if untriggered else (),
    )


@dataclass(slots=True)
class _Lines:
    """The lines of an article's annotation file, kind by kind; each argument has a text-bound line of its own."""

    article: Article
    texts: list[str] = field(default_factory=list)
    events: list[str] = field(default_factory=list)
    attributes: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)

    def of_events(self) -> str:
        """Return the content of the annotation file."""
        triggered = [event for event in self.article.events or () if event.trigger is not None]
        self.ids = _line_ids([event.id for event in triggered], [event.id for event in self.article.events or ()])
        for event in triggered:
            self._add_event(event)
        lines = [*self.texts, *self.events, *self.attributes, *self.notes]
        return "".join(f"{line}\n" for line in lines)

    def _add_event(self, event: Event) -> None:
        in_line = [argument for argument in event.arguments if self._in_line(argument)]
        labels = role_labels([argument.role for argument in in_line])
        trigger = self._add_text(event.type, _trigger_spans(event))
        pairs = [f"{label}:{self._target(argument)}" for label, argument in zip(labels, in_line, strict=True)]
        name = self.ids[event.id]
        self.events.append(f"{name}\t{' '.join([f'{event.type}:{trigger}', *pairs])}")
        self._add_attributes(name, event)
        self._add_note(name, self._event_note(event, dict(zip(labels, in_line, strict=True))))

    def _in_line(self, argument: Argument) -> bool:
        return argument.span is not None or argument.event in self.ids

    def _target(self, argument: Argument) -> str:
        if argument.span is None:
            return self.ids[argument.event or ""]
        spans = argument.pieces if len(argument.pieces) > 1 else (argument.span,)
        name = self._add_text(_MENTION, spans)
        pieces = argument.pieces if len(argument.pieces) == 1 else ()
        self._add_note(name, self._filler_note(argument, pieces))
        return name

    def _add_text(self, kind: str, spans: tuple[Span, ...]) -> str:
        name = f"T{len(self.texts) + 1}"
        offsets = ";".join(f"{span.start} {span.end}" for span in spans)
        self.texts.append(f"{name}\t{kind} {offsets}\t{on_one_line(words_of(self.article.text, spans))}")
        return name

    def _add_attributes(self, name: str, event: Event) -> None:
        rows = [("Polarity", event.polarity), ("Modality", event.modality)]
        values = [f"{kind} {name} {value}" for kind, value in rows if value != UNSPECIFIED]
        values += [f"Subtype {name} {event.subtype}"] if _plain(event.subtype) else []
        values += [f"Anaphoric {name}"] if event.anaphoric else []
        for value in values:
            self.attributes.append(f"A{len(self.attributes) + 1}\t{value}")

    def _add_note(self, name: str, note: EventNote | FillerNote) -> None:
        if note != type(note)():
            self.notes.append(f"#{len(self.notes) + 1}\t{NOTE} {name}\t{payload(note)}")

    def _filler_note(self, argument: Argument, pieces: tuple[Span, ...]) -> FillerNote:
        return FillerNote(argument.entity, argument.value, span_records(pieces, self.article.text), argument.score)

    def _event_note(self, event: Event, in_line: dict[str, Argument]) -> EventNote:
        text = self.article.text
        understood = roles_of_labels(list(in_line))
        fillers = {label: self._filler_note(argument, ()) for label, argument in in_line.items() if argument.event}
        return EventNote(
            id=None if self.ids[event.id] == event.id else event.id,
            subtype=None if _plain(event.subtype) else event.subtype,
            instance=event.instance,
            extent=() if event.extent == _several(_trigger_spans(event)) else span_records(event.extent, text),
            cues=span_records(event.cues, text),
            score=event.score,
            polarity_score=event.polarity_score,
            modality_score=event.modality_score,
            roles={label: argument.role for label, argument in in_line.items() if understood[label] != argument.role},
            fillers={label: note for label, note in fillers.items() if note != FillerNote()},
            arguments=tuple(argument_record(a, text) for a in event.arguments if not self._in_line(a)),
        )


def _trigger_spans(event: Event) -> tuple[Span, ...]:
    whole = len(event.extent) > 1 and event.extent[0] == event.trigger
    return event.extent if whole or event.trigger is None else (event.trigger,)


def _several(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    return spans if len(spans) > 1 else ()


def _plain(subtype: str | None) -> bool:
    return (
        subtype is not None
        and subtype != ""
        and subtype.isprintable()
        and not any(character.isspace() for character in subtype)
    )


def _line_ids(event_ids: list[str], reserved: list[str]) -> dict[str, str]:
    taken = set(reserved)
    fresh = (f"E{number}" for number in count(1) if f"E{number}" not in taken)
    return {name: name if re.fullmatch(r"E[0-9]+", name) else next(fresh) for name in event_ids}
