"""brat standoff to articles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from actbank.formats.brat_events import triggered_events
from actbank.formats.brat_files import Document, documents
from actbank.formats.brat_lines import decoded, read_standoff
from actbank.formats.brat_notes import Sidecar
from actbank.formats.placing import collect, placed, remember
from actbank.formats.rebuild import entity_of, event_of
from actbank.formats.records import decode
from actbank.problems import DataError, Problem
from actbank.schema import Article, Event


def read(path: Path, problems: list[Problem]) -> Iterator[Article]:
    """Yield the articles of a folder, or of one ``.txt``, ``.ann``, ``.a1`` or ``.a2`` file and those beside it.

    Args:
        path: File or folder; an article's id is its path below the folder without ending.
        problems: Every problem found is appended, placed as ``file:line``; a document with problems yields nothing.
    """
    for document in documents(path, problems):
        wrong: list[Problem] = []
        article = _article(document, wrong, problems)
        problems.extend(wrong)
        if article is not None:
            yield article


def _article(document: Document, wrong: list[Problem], problems: list[Problem]) -> Article | None:
    text = decoded(document.text, "utf-8", wrong)
    sidecar = _sidecar(document.sidecar, wrong)
    if wrong:
        return None
    standoff = read_standoff(document.annotations or (), wrong)
    events = [*triggered_events(standoff, text, wrong), *_untriggered(document, sidecar, text, wrong)]
    if wrong:
        return None
    order = {name: at for at, name in enumerate(sidecar.order)}
    events.sort(key=lambda event: order.get(event.id, len(order)))
    annotated = document.annotations is not None or bool(events)
    remember(problems, document.id, document.text.as_posix(), standoff.places)
    try:
        return _with_fields(document.id, text, sidecar, tuple(events) if annotated else None)
    except DataError as error:
        places = {row.id: _first_line(document.sidecar) for row in sidecar.untriggered} | standoff.places
        wrong += [_at_its_line(problem, places, document) for problem in error.problems]
        return None


def _with_fields(name: str, text: str, sidecar: Sidecar, events: tuple[Event, ...] | None) -> Article:
    return Article(
        id=name,
        text=text,
        date=sidecar.date,
        lang=sidecar.lang,
        source=sidecar.source,
        title=sidecar.title,
        story=sidecar.story,
        events=events,
        entities=tuple(entity_of(row) for row in sidecar.entities),
        metadata=sidecar.metadata,
    )


def _at_its_line(problem: Problem, places: Mapping[str, str], document: Document) -> Problem:
    default = _first_line((*(document.annotations or ()), document.sidecar)[0])
    lines = [where for name, where in places.items() if problem.where.endswith(f"event {name!r}")]
    return placed(DataError([problem]), (*lines, default)[0])[0]


def _first_line(file: Path | None) -> str:
    return f"{file.as_posix()}:1" if file else ""


def _sidecar(file: Path | None, wrong: list[Problem]) -> Sidecar:
    if file is None:
        return Sidecar()
    try:
        return decode(file.read_bytes(), Sidecar)
    except DataError as error:
        wrong += placed(error, _first_line(file))
        return Sidecar()


def _untriggered(document: Document, sidecar: Sidecar, text: str, wrong: list[Problem]) -> list[Event]:
    refused: list[Problem] = []
    events = collect(partial(event_of, text=text), sidecar.untriggered, refused)
    wrong += placed(DataError(refused), _first_line(document.sidecar))
    return events
