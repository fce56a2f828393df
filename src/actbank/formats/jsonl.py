"""JSON lines, the canonical format: one article a line, keys in a fixed order, nothing that is at its default.

``events`` is ``null`` when nobody has annotated the article and ``[]`` when it was annotated and holds none. Next to
each span stand its words, which must agree with the text; they may be left out.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BufferedIOBase
from pathlib import Path

from actbank.formats.lines import Line, file_lines, numbered
from actbank.formats.placing import placed, remember
from actbank.formats.rebuild import article_of
from actbank.formats.records import ArticleRecord, article_record, check_scores, decode, encode
from actbank.problems import DataError, Problem
from actbank.schema import Article


def read(path: Path, problems: list[Problem]) -> Iterator[Article]:
    """Yield the articles of a file, or of every ``.jsonl`` and ``.jsonl.gz`` file below a folder.

    Args:
        path: File (of any ending; ``.gz`` is unpacked) or folder.
        problems: Every problem found is appended, placed as ``file:line``; a line with problems yields nothing.
    """
    yield from _articles(file_lines(path, problems), problems)


def read_lines(lines: Iterable[bytes], name: str, problems: list[Problem]) -> Iterator[Article]:
    """Yield the articles of lines from anywhere.

    Args:
        lines: One article each; empty ones are passed over.
        name: Where they come from, for messages.
        problems: Every problem found is appended, placed as ``name:line``; a line with problems yields nothing.
    """
    yield from _articles(numbered(lines, name), problems)


def _articles(lines: Iterable[Line], problems: list[Problem]) -> Iterator[Article]:
    for where, line in lines:
        try:
            article = article_of(decode(line, ArticleRecord))
        except DataError as error:
            problems.extend(placed(error, where))
            continue
        remember(problems, article.id, where)
        yield article


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
