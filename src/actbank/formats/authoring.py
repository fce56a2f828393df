"""The authoring format: header, text, and events in which words are quoted instead of counted (``.evt``).

``data/news/GUIDELINES.md`` section 1 shows it. Nothing of the text is translated: what stands between the two marker
lines is the text, code point for code point.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from actbank.formats.event_lines import parse_entity, parse_event, write_entity, write_event
from actbank.formats.naming import article_paths
from actbank.formats.placing import placed, remember
from actbank.formats.quotes import STRING, unescape
from actbank.problems import DataError, Problem, nearest
from actbank.schema import Article, Entity, Event

ENDING = ".evt"
_TEXT, _EVENTS = "--- text", "--- events"
_FIELDS = ("id", "date", "lang", "title", "source", "story")
_HEADER = re.compile(r'("(?:[^"\\]|\\.)*"|[^:"]+?):\s?(.*)')


def read(path: Path, problems: list[Problem]) -> Iterator[Article]:
    """Yield the articles of a ``.evt`` file, or of all of them below a folder, in the order of their names.

    Args:
        path: File or folder.
        problems: Every problem found is appended, placed as ``file:line``; a file with problems yields nothing.
    """
    files = sorted(path.rglob(f"*{ENDING}")) if path.is_dir() else [path]
    if not files:
        problems.append(Problem(path.as_posix(), "holds no article", f"files ending in {ENDING}"))
    for file in files:
        try:
            source = file.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            problems.append(Problem(file.as_posix(), f"byte {error.start} is not UTF-8", "UTF-8"))
            continue
        article = parse(source, file.as_posix(), problems)
        if article is not None:
            yield article


def write(articles: Iterable[Article], path: Path) -> None:
    """Write each article to ``path/ID.evt``, or a single one to ``path`` when that ends in ``.evt``."""
    for article, file in article_paths(articles, path, ENDING):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(dump(article).encode("utf-8"))


def dump(article: Article) -> str:
    """Return the article in the authoring format.

    Raises:
        DataError: a name that the format cannot hold.
    """
    parts = [_dump_header(article), _TEXT, "\n", _escape(article.text), "\n"]
    if article.events is not None or article.entities:
        parts += [_EVENTS if article.events is not None else "--- entities", "\n"]
        parts += [f"{write_entity(entity)}\n" for entity in article.entities]
        parts += [f"{write_event(event, article.text)}\n" for event in article.events or ()]
    return "".join(parts)


def _dump_header(article: Article) -> str:
    named = [(name, getattr(article, name)) for name in _FIELDS]
    lines = [f"{name}: {_header_value(value)}\n" for name, value in named if value is not None]
    lines += [f"{_header_key(key)}: {_header_value(value)}\n" for key, value in article.metadata.items()]
    return "".join(lines)


def _header_key(key: str) -> str:
    plain = re.fullmatch(r"[\w-]+", key) and key not in _FIELDS
    return key if plain else json.dumps(key, ensure_ascii=False)


def _header_value(value: str) -> str:
    plain = value == value.strip() and value.isprintable() and value and not value.startswith('"')
    return value if plain else json.dumps(value)


def _escape(text: str) -> str:
    return re.sub(r"(?m)^(?=--- |\\)", r"\\", text)


def _unescape(text: str) -> str:
    return re.sub(r"(?m)^\\", "", text)


@dataclass(slots=True)
class _Sections:
    header: list[tuple[int, str]] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    marks: list[tuple[int, str]] = field(default_factory=list)
    events: list[tuple[int, str]] = field(default_factory=list)
    annotated: bool = False
    has_text: bool = False


def _split(source: str) -> _Sections:
    parts = _Sections()
    room = "header"
    for number, line in enumerate(source.split("\n"), 1):
        mark = line.rstrip("\r ")
        if room == "header" and mark == _TEXT:
            room, parts.has_text = "text", True
        elif room == "text" and mark in (_EVENTS, "--- entities"):
            room, parts.annotated = "events", mark == _EVENTS
        elif room == "text":
            parts.text.append(line)
            parts.marks += [(number, mark)] if line.startswith("--- ") else []
        elif line.strip() and not line.lstrip().startswith("#"):
            (parts.header if room == "header" else parts.events).append((number, line.strip()))
    if room == "text" and parts.text and parts.text[-1] == "":
        parts.text.pop()
    return parts


def parse(source: str, where: str, problems: list[Problem]) -> Article | None:
    """Return the article of a file's content, or ``None`` when it has problems.

    Args:
        source: The content.
        where: The file's name, for messages.
        problems: Every problem is appended, placed at ``where:line``.
    """
    parts = _split(source)
    if not parts.has_text:
        problems.append(Problem(where, f"has no line {_TEXT!r}", "header, text, events"))
        return None
    wrong = [
        Problem(f"{where}:{number}", f"line {mark!r} in the text", rf"{_EVENTS!r}, or '\{mark}' for a line of text")
        for number, mark in parts.marks
    ]
    fields, metadata = _parse_header(parts.header, where, wrong)
    text = _unescape("\n".join(parts.text))
    if source.split("\n", 1)[0].endswith("\r") and text.endswith("\r"):
        text = text[:-1]
    entities, events = _parse_lines(parts.events, text, where, wrong)
    if "id" not in fields:
        wrong.append(Problem(f"{where}:1", "no id", "a header line 'id: NAME'"))
    problems.extend(wrong)
    if wrong:
        return None
    remember(problems, fields["id"], where, {event.id: f"{where}:{line}" for line, event in events})
    annotated = tuple(event for _, event in events) if parts.annotated else None
    try:
        return Article(text=text, events=annotated, entities=tuple(entities), metadata=metadata, **fields)
    except DataError as error:
        problems.extend(placed(error, where))
        return None


def _parse_header(
    lines: list[tuple[int, str]], where: str, problems: list[Problem]
) -> tuple[dict[str, str], dict[str, str]]:
    fields: dict[str, str] = {}
    metadata: dict[str, str] = {}
    for number, line in lines:
        found = _HEADER.fullmatch(line)
        try:
            key, value = (_from_json(part) for part in found.groups()) if found else ("", "")
        except ValueError:
            found = None
        if not found:
            problems.append(Problem(f"{where}:{number}", f"header line {line!r}", "key: value"))
            continue
        table = fields if found[1] in _FIELDS else metadata
        if key in table:
            problems.append(Problem(f"{where}:{number}", f"header key {key!r} twice", "unique keys"))
        table[key] = value
    return fields, metadata


def _from_json(value: str) -> str:
    return unescape(value) if re.fullmatch(STRING, value) else value


def _parse_lines(
    lines: list[tuple[int, str]], text: str, where: str, problems: list[Problem]
) -> tuple[list[Entity], list[tuple[int, Event]]]:
    entities: list[tuple[int, Entity]] = []
    events: list[tuple[int, Event]] = []
    for number, line in lines:
        place = f"{where}:{number}"
        try:
            if line.startswith("@"):
                entities.append((number, parse_entity(line)))
            else:
                events.append((number, parse_event(line, text)))
        except DataError as error:
            problems.extend(placed(error, place))
    ids = [line.split(None, 1)[0] for _, line in lines if not line.startswith("@")]
    problems.extend(_doubled(where, "entity", [(number, entity.id) for number, entity in entities]))
    problems.extend(_doubled(where, "event", [(number, event.id) for number, event in events]))
    problems.extend(_reference_problems(where, events, ids, {entity.id for _, entity in entities}))
    return [entity for _, entity in entities], events


def _doubled(where: str, kind: str, ids: list[tuple[int, str]]) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, name in ids:
        if name in seen:
            yield Problem(f"{where}:{number}", f"{kind} id {name!r} twice", "unique ids")
        seen.add(name)


def _reference_problems(
    where: str, events: list[tuple[int, Event]], ids: list[str], entities: set[str]
) -> Iterator[Problem]:
    for number, event in events:
        place = f"{where}:{number}"
        for argument in event.arguments:
            if argument.event == event.id:
                yield Problem(place, f"{argument.role} refers to itself", "another event")
            if argument.event is not None and argument.event not in ids:
                close = nearest(argument.event, ids)
                yield Problem(place, f"{argument.role} refers to event {argument.event!r}", "an event line", close)
            if argument.entity is not None and argument.entity not in entities and entities:
                close = nearest(argument.entity, entities)
                yield Problem(place, f"{argument.role} refers to entity {argument.entity!r}", "an entity line", close)
