"""Plain text files: articles that nobody has annotated."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from actbank.problems import Problem
from actbank.schema import Article


def read(path: Path, problems: list[Problem]) -> Iterator[Article]:
    """Yield one article a ``.txt`` file (all below a folder); its id is the path below the folder without ending."""
    files = sorted(path.rglob("*.txt")) if path.is_dir() else [path]
    for file in files:
        name = file.relative_to(path) if path.is_dir() else Path(file.name)
        try:
            yield Article(name.with_suffix("").as_posix(), file.read_bytes().decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            problems.append(Problem(file.as_posix(), f"byte {error.start} is not UTF-8", "UTF-8"))
