"""The files of brat documents: which belong together on reading, and what they may be called on writing."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from actbank.formats.naming import file_problem
from actbank.problems import DataError, Problem, nearest

TEXT, ANNOTATION, GIVEN, PREDICTED, SIDECAR = ".txt", ".ann", ".a1", ".a2", ".meta.json"
_LONGEST = 255 - len(SIDECAR)


@dataclass(frozen=True, slots=True)
class Document:
    """The files of one article; ``annotations`` is ``None`` when nobody has annotated the events."""

    id: str
    text: Path
    annotations: tuple[Path, ...] | None
    sidecar: Path | None


def documents(path: Path, problems: list[Problem]) -> Iterator[Document]:
    """Yield the documents of a folder in the order of their ids, or the one that a file belongs to.

    Args:
        path: A folder, or a ``.txt``, ``.ann``, ``.a1`` or ``.a2`` file.
        problems: Appended to when a text is missing or has two annotations.
    """
    names = _names_below(path, problems) if path.is_dir() else _name_of(path, problems)
    folder = path if path.is_dir() else path.parent
    for name in names:
        base = (folder / name).as_posix()
        annotations = _annotations(base)
        if annotations is not None and annotations[0].suffix == ANNOTATION and len(annotations) > 1:
            what = f"stands beside {annotations[1].name}"
            problems.append(Problem(f"{base}{ANNOTATION}:1", what, f"{ANNOTATION}, or {GIVEN} and {PREDICTED}"))
            continue
        sidecar = Path(base + SIDECAR)
        yield Document(name, Path(base + TEXT), annotations, sidecar if sidecar.is_file() else None)


def _names_below(folder: Path, problems: list[Problem]) -> list[str]:
    found: dict[str, set[str]] = {TEXT: set(), ANNOTATION: set(), GIVEN: set(), PREDICTED: set()}
    for file in folder.rglob("*"):
        name = file.relative_to(folder).as_posix()
        if file.suffix in found and file.is_file():
            found[file.suffix].add(name.removesuffix(file.suffix))
    texts = found.pop(TEXT)
    lonely = sorted(f"{name}{ending}" for ending, names in found.items() for name in names - texts)
    problems.extend(_textless(folder / name, texts) for name in lonely)
    if not texts and not lonely:
        problems.append(Problem(folder.as_posix(), "holds no document", f"pairs NAME{TEXT} and NAME{ANNOTATION}"))
    return sorted(texts)


def _name_of(path: Path, problems: list[Problem]) -> list[str]:
    endings = (TEXT, ANNOTATION, GIVEN, PREDICTED)
    if path.suffix not in endings:
        expected = f"a folder, or a file ending in {', '.join(endings)}"
        problems.append(Problem(path.as_posix(), "is no brat document", expected))
        return []
    if not path.with_suffix(TEXT).is_file():
        problems.append(_textless(path, {file.stem for file in path.parent.glob(f"*{TEXT}")}))
        return []
    return [path.stem]


def _textless(file: Path, texts: set[str]) -> Problem:
    close = nearest(file.stem, sorted(Path(name).name for name in texts))
    return Problem(f"{file.as_posix()}:1", "has no text", f"{file.stem}{TEXT} beside it", close and f"{close}{TEXT}")


def _annotations(base: str) -> tuple[Path, ...] | None:
    there = tuple(Path(base + ending) for ending in (ANNOTATION, GIVEN, PREDICTED) if Path(base + ending).is_file())
    return there if there and there != (Path(base + GIVEN),) else None


@dataclass(slots=True)
class Names:
    """The names that are taken while a folder is written; names that differ only in case or Unicode form are one."""

    files: dict[str, str] = field(default_factory=dict)
    folders: dict[str, str] = field(default_factory=dict)

    def take(self, article_id: str) -> None:
        """Keep the names of an article's files.

        Raises:
            DataError: the id cannot name files, or not files of its own.
        """
        wrong = file_problem(article_id) or _too_long(article_id) or self._collision(article_id)
        if wrong:
            raise DataError([wrong])

    def _collision(self, article_id: str) -> Problem | None:
        key = unicodedata.normalize("NFC", unicodedata.normalize("NFC", article_id).casefold())
        parts = key.split("/")
        folders = {"/".join(parts[:n]) for n in range(1, len(parts))}
        files = {key + ending for ending in (TEXT, ANNOTATION, GIVEN, PREDICTED, SIDECAR)}
        other = _taken(files, self.files) or _taken(files, self.folders) or _taken(folders, self.files)
        if other is not None:
            where = f"article {article_id!r}"
            return Problem(where, "its files would replace those of another article", "ids that differ", repr(other))
        self.files.update(dict.fromkeys(files, article_id))
        self.folders.update(dict.fromkeys(folders, article_id))
        return None


def _too_long(article_id: str) -> Problem | None:
    if max(len(part.encode()) for part in article_id.split("/")) <= _LONGEST:
        return None
    return Problem(f"article {article_id!r}", "id is too long for files", f"at most {_LONGEST} bytes between slashes")


def _taken(names: set[str], table: dict[str, str]) -> str | None:
    return next((table[name] for name in sorted(names) if name in table), None)
