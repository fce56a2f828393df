"""CASIE as published: one JSON file an article, offsets in code points of its ``content``.

The text of an article is that ``content``, without a closing tag that two files carry at their end. The ``source``
texts hold the same words with tags and line breaks that no offset counts; they are not read. An event's type is CASIE's
subtype (Databreach), its id CASIE's index (E3), and events of one hopper share an ``instance``. Realis becomes the
modality; polarity stays unspecified.

Not kept: the upper type (Attack), the entity types of fillers, their links to knowledge bases, subtypes and confidence
of roles.

Some files have offsets that miss their words by a character or two. Words are looked for up to `REACH` code points
away, nearest first; an annotation whose words are not found there is left out, because no span of it would be true.
That is no `Problem` of the reading: `read_with_repairs` says what was moved and what was left out.
"""

from __future__ import annotations

import re
import tarfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path, PurePosixPath

import msgspec

from actbank.problems import DataError, Problem, nearest
from actbank.schema import UNSPECIFIED, Argument, Article, Event, Span

REACH = 8
MODALITY_OF_REALIS = {"Actual": "actual", "Generic": "generic", "General": "generic", "Other": UNSPECIFIED}
_DRIFTS = sorted(range(-REACH, REACH + 1), key=abs)
_CLOSING_TAG = re.compile(r"\s*</text>\s*\Z")
_EXPECTED = "annotation/*.json, also below data/, or one .tar.gz of it"


@dataclass(frozen=True, slots=True)
class Repairs:
    """What the annotations of an article needed; repairs of several articles add up.

    ``realigned`` events have a trigger that was moved to its words, ``dropped`` events one that was not found; the same
    for the arguments, of which those of a dropped event are dropped too. ``left_out`` names each thing dropped.
    """

    realigned: int = 0
    dropped: int = 0
    realigned_arguments: int = 0
    dropped_arguments: int = 0
    left_out: tuple[Problem, ...] = ()

    def __add__(self, other: Repairs) -> Repairs:
        """Return the sums of the counts and all that was left out."""
        return Repairs(
            self.realigned + other.realigned,
            self.dropped + other.dropped,
            self.realigned_arguments + other.realigned_arguments,
            self.dropped_arguments + other.dropped_arguments,
            self.left_out + other.left_out,
        )


class _Words(msgspec.Struct, rename="camel"):
    start_offset: int
    end_offset: int
    text: str


class _Role(msgspec.Struct):
    type: str


class _Filler(_Words, rename="camel"):
    role: _Role


class _Mention(msgspec.Struct):
    index: str
    subtype: str
    realis: str
    nugget: _Words
    argument: tuple[_Filler, ...] = ()


class _Hopper(msgspec.Struct):
    index: int
    events: tuple[_Mention, ...]


class _Hoppers(msgspec.Struct):
    hopper: tuple[_Hopper, ...]


class _Info(msgspec.Struct):
    title: str | None = None
    date: str | None = None
    link: str | None = None


class _File(msgspec.Struct):
    sourcefile: str
    content: str
    info: _Info
    cyberevent: _Hoppers


def read(path: Path, problems: list[Problem]) -> Iterator[Article]:
    """Yield the articles of CASIE, offsets put right where that can be done.

    Args:
        path: Folder that holds ``data/annotation`` or ``annotation``, a ``.tar.gz`` of it, or a folder with that.
        problems: Every file that is not CASIE's is appended; such a file yields nothing.
    """
    for article, _ in read_with_repairs(path, problems):
        yield article


def read_with_repairs(path: Path, problems: list[Problem]) -> Iterator[tuple[Article, Repairs]]:
    """Yield the articles as `read` does, each with what was moved in it and what was left out.

    Args:
        path: As in `read`.
        problems: As in `read`; what was left out is in the `Repairs` alone.
    """
    for where, source in _sources(path, problems):
        try:
            result = _convert(msgspec.json.decode(source, type=_File), where)
        except DataError as error:
            problems.extend(replace(problem, where=f"{where}: {problem.where}") for problem in error.problems)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            problems.append(Problem(where, str(error), "a JSON file of CASIE's annotation"))
        else:
            yield result


def find_words(text: str, words: str, start: int) -> Span | None:
    """Return where ``words`` stand nearest to ``start``, at most `REACH` away; the earlier of two equally near.

    Args:
        text: The article's text.
        words: What to look for; nothing is found for no words.
        start: Where they are said to begin.
    """
    for place in (start + drift for drift in _DRIFTS):
        if words and place >= 0 and text.startswith(words, place):
            return Span(place, place + len(words))
    return None


def _convert(native: _File, where: str) -> tuple[Article, Repairs]:
    unknown = list(_realis_problems(native))
    if unknown:
        raise DataError(unknown)
    text = _CLOSING_TAG.sub("", native.content)
    events, repairs = [], Repairs()
    for hopper in native.cyberevent.hopper:
        instance = f"hopper{hopper.index}" if len(hopper.events) > 1 else None
        for mention in hopper.events:
            event, repair = _event(mention, instance, text, where)
            events += [event] if event else []
            repairs += repair
    return _article(native, text, events), repairs


def _article(native: _File, text: str, events: list[Event]) -> Article:
    ordered = sorted(events, key=lambda event: (event.trigger or Span(0, 1), event.id))
    return Article(
        native.sourcefile.removesuffix(".txt"),
        text,
        date=_iso_date(native.info.date or ""),
        lang="en",
        title=native.info.title or None,
        events=tuple(ordered),
        metadata={"link": native.info.link} if native.info.link else {},
    )


def _event(mention: _Mention, instance: str | None, text: str, where: str) -> tuple[Event | None, Repairs]:
    place = f"{where}: event {mention.index}"
    trigger = find_words(text, mention.nugget.text, mention.nugget.start_offset)
    if trigger is None:
        lost = _lost(place, mention.nugget)
        return None, Repairs(dropped=1, dropped_arguments=len(mention.argument), left_out=(lost,))
    arguments, repairs = _arguments(mention, text, place)
    modality = MODALITY_OF_REALIS[mention.realis]
    event = Event(mention.index, mention.subtype, trigger, arguments, modality=modality, instance=instance)
    return event, repairs + Repairs(realigned=int(_moved(mention.nugget, trigger)))


def _arguments(mention: _Mention, text: str, place: str) -> tuple[tuple[Argument, ...], Repairs]:
    arguments, repairs = [], Repairs()
    for filler in mention.argument:
        span = find_words(text, filler.text, filler.start_offset)
        if span is None:
            lost = _lost(f"{place}, {filler.role.type}", filler)
            repairs += Repairs(dropped_arguments=1, left_out=(lost,))
            continue
        arguments.append(Argument(filler.role.type, span))
        repairs += Repairs(realigned_arguments=int(_moved(filler, span)))
    return tuple(arguments), repairs


def _moved(words: _Words, span: Span) -> bool:
    return (words.start_offset, words.end_offset) != (span.start, span.end)


def _lost(place: str, words: _Words) -> Problem:
    said = f"{words.text!r} at {words.start_offset}"
    return Problem(place, f"{said} is not in the text, left out", f"these words at most {REACH} characters away")


def _realis_problems(native: _File) -> Iterator[Problem]:
    for mention in (mention for hopper in native.cyberevent.hopper for mention in hopper.events):
        if mention.realis not in MODALITY_OF_REALIS:
            what, expected = f"realis {mention.realis!r}", f"one of {', '.join(MODALITY_OF_REALIS)}"
            yield Problem(f"event {mention.index}", what, expected, nearest(mention.realis, MODALITY_OF_REALIS))


def _iso_date(native: str) -> str | None:
    try:
        return datetime.strptime(native, "%Y_%m_%d").date().isoformat()
    except ValueError:
        return None


def _sources(path: Path, problems: list[Problem]) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of each annotation file."""
    sources = _archive_sources(path, problems) if path.is_file() else _folder_sources(path, problems)
    count, before = 0, len(problems)
    for source in sources:
        count += 1
        yield source
    if not count and len(problems) == before:
        problems.append(Problem(path.as_posix(), "holds no annotation of CASIE", _EXPECTED))


def _folder_sources(path: Path, problems: list[Problem]) -> Iterator[tuple[str, bytes]]:
    for folder in (path / "data" / "annotation", path / "annotation"):
        if folder.is_dir():
            yield from ((file.as_posix(), file.read_bytes()) for file in sorted(folder.glob("[!.]*.json")))
            return
    archives = sorted(path.glob("*.tar.gz"))
    if len(archives) > 1:
        problems.append(Problem(path.as_posix(), f"holds {len(archives)} archives", _EXPECTED))
    elif archives:
        yield from _archive_sources(archives[0], problems)


def _archive_sources(path: Path, problems: list[Problem]) -> Iterator[tuple[str, bytes]]:
    try:
        with tarfile.open(path, "r|gz") as archive:
            for member in archive:
                file = archive.extractfile(member) if _is_annotation(member) else None
                if file is not None:
                    yield f"{path.as_posix()}:{member.name}", file.read()
    except (tarfile.TarError, EOFError, zlib.error) as error:
        problems.append(Problem(path.as_posix(), f"cannot be read to its end: {error}", "a whole .tar.gz"))


def _is_annotation(member: tarfile.TarInfo) -> bool:
    name = PurePosixPath(member.name)
    wanted = name.parent.name == "annotation" and name.suffix == ".json"
    return member.isfile() and wanted and not name.name.startswith(".")
