"""JSON lines, the canonical format: one article a line, keys in a fixed order, nothing that is at its default.

``events`` is ``null`` when nobody has annotated the article and ``[]`` when it was annotated and holds none. Next to
each span stand its words, which must agree with the text; they may be left out.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BufferedIOBase
from pathlib import Path

from actbank.formats.placing import placed, remember
from actbank.formats.rebuild import article_of
from actbank.formats.records import ArticleRecord, article_record, check_scores, decode, encode
from actbank.problems import DataError, Problem
from actbank.schema import Article

ENDINGS = (".jsonl", ".jsonl.gz")
_BOM = b"\xef\xbb\xbf"


def read(path: Path, problems: list[Problem]) -> Iterator[Article]:
    """Yield the articles of a file, or of every ``.jsonl`` and ``.jsonl.gz`` file below a folder.

    Args:
        path: File (of any ending; ``.gz`` is unpacked) or folder.
        problems: Every problem found is appended, placed as ``file:line``; a line with problems yields nothing.
    """
    for file in _files(path, problems):
        yield from read_lines(_opened_lines(file, problems), file.as_posix(), problems)


def read_lines(lines: Iterable[bytes], name: str, problems: list[Problem]) -> Iterator[Article]:
    """Yield the articles of lines from anywhere.

    Args:
        lines: One article each; empty ones are passed over.
        name: Where they come from, for messages.
        problems: Every problem found is appended, placed as ``name:line``; a line with problems yields nothing.
    """
    for number, line in enumerate(lines, 1):
        content = line.removeprefix(_BOM if number == 1 else b"").strip()
        where = f"{name}:{number}"
        try:
            article = article_of(decode(content, ArticleRecord)) if content else None
        except DataError as error:
            problems.extend(placed(error, where))
            continue
        if article is not None:
            remember(problems, article.id, where)
            yield article


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


def write(articles: Iterable[Article], path: Path) -> None:
    """Write one line an article; a name that ends in ``.gz`` is packed, equal articles giving equal bytes.

    Raises:
        DataError: with every article that JSON in UTF-8 cannot hold; all others are written.
    """
    wrong: list[Problem] = []
    path.parent.mkdir(parents=True, exist_ok=True)
    with _created(path) as target:
        for article in articles:
            try:
                target.write(dump_line(article))
            except DataError as error:
                wrong.extend(error.problems)
    if wrong:
        raise DataError(wrong)


def dump_line(article: Article) -> bytes:
    """Return an article as one line, with its line end.

    Raises:
        DataError: JSON in UTF-8 cannot hold it.
    """
    check_scores(article)
    return encode(article_record(article), article.id) + b"\n"


@contextmanager
def _created(path: Path) -> Iterator[BufferedIOBase]:
    with path.open("wb") as raw:
        if path.suffix != ".gz":
            yield raw
            return
        with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=raw, mtime=0) as packed:
            yield packed
