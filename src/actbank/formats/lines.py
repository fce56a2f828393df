"""Lines of JSON out of files that may be packed, with the place of each."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from actbank.problems import Problem

ENDINGS = (".jsonl", ".jsonl.gz")
_BOM = b"\xef\xbb\xbf"
Line = tuple[str, bytes]
"""``file:line`` and what stands there."""


def file_lines(path: Path, problems: list[Problem]) -> Iterator[Line]:
    """Yield the lines of a file, or of every ``.jsonl`` and ``.jsonl.gz`` file below a folder, but for empty ones.

    Args:
        path: File (of any ending; ``.gz`` is unpacked) or folder.
        problems: Every problem found is appended.
    """
    for file in _files(path, problems):
        yield from numbered(_opened_lines(file, problems), file.as_posix())


def numbered(lines: Iterable[bytes], name: str) -> Iterator[Line]:
    """Yield lines from anywhere with their places, but for empty ones."""
    for number, line in enumerate(lines, 1):
        content = line.removeprefix(_BOM if number == 1 else b"").strip()
        if content:
            yield f"{name}:{number}", content


def _files(path: Path, problems: list[Problem]) -> list[Path]:
    if path.is_dir():
        files = sorted(file for file in path.rglob("*") if file.name.endswith(ENDINGS) and file.is_file())
        if not files:
            problems.append(Problem(path.as_posix(), "holds no article", f"files ending in {' or '.join(ENDINGS)}"))
        return files
    if not path.is_file():
        problems.append(Problem(path.as_posix(), "no such file", f"a file ending in {' or '.join(ENDINGS)}"))
        return []
    return [path]


def _opened_lines(file: Path, problems: list[Problem]) -> Iterator[bytes]:
    read = 0
    try:
        with _opened(file) as source:
            for line in source:
                yield line
                read += 1
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        problems.append(Problem(f"{file.as_posix()}:{read + 1}", str(error), "a whole gzip file"))


@contextmanager
def _opened(file: Path) -> Iterator[Iterable[bytes]]:
    with file.open("rb") as raw:
        yield gzip.GzipFile(fileobj=raw) if file.suffix == ".gz" else raw
