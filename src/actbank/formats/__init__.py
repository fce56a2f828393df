"""Bytes to articles and back: one module a format, and the table of them.

A format has ``read(path, problems)``, which yields articles and appends every `Problem` it meets with its place, and,
unless it is read-only, ``write(articles, path)``. Positions are translated to code points here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from actbank.lookup import pick
from actbank.predicted import Predicted
from actbank.problems import ActBankError, DataError, Problem, unknown_name
from actbank.schema import Article

Reader = Callable[[Path, list[Problem]], Iterator[Article]]
Writer = Callable[[Iterable[Article], Path], None]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, the file endings that give it away, whether it writes a folder, and where its code is."""

    name: str
    endings: tuple[str, ...]
    folder: bool
    about: str
    writable: bool = True

    @property
    def read(self) -> Reader:
        """The reader: ``read(path, problems)`` yields articles."""
        reader: Reader = pick({self.name: f"actbank.formats.{self.name}:read"}, self.name, "format")
        return reader

    @property
    def write(self) -> Writer | None:
        """The writer, ``write(articles, path)``, or ``None`` for a read-only format."""
        if not self.writable:
            return None
        writer: Writer = pick({self.name: f"actbank.formats.{self.name}:write"}, self.name, "format")
        return writer


_ALL = (
    Format("authoring", (".evt",), True, "text with quoted events, for annotators"),
    Format("jsonl", (".jsonl", ".jsonl.gz"), False, "canonical JSON lines, one article a line"),
    Format("brat", (".ann",), True, "brat standoff, NAME.txt and NAME.ann"),
    Format("text", (".txt",), True, "plain text without annotation", writable=False),
    Format("html", (".html", ".htm", ".xhtml"), True, "web pages, raw (extra html)", writable=False),
    Format("tabular", (".csv", ".tsv", ".parquet"), False, "tables of raw articles, one a row", writable=False),
    Format("casie", (), True, "CASIE as published", writable=False),
    Format("m2e2", (), False, "M2E2's text part as published", writable=False),
    Format("plover", (), False, "PLOVER gold standard records as published", writable=False),
    Format("plv", (), False, "PLV's table of political relations as published", writable=False),
)
FORMATS = {row.name: row for row in _ALL}


def format_named(name: str) -> Format:
    """Return the format of this name.

    Raises:
        UnknownName: there is none; the text holds the nearest name.
    """
    if name not in FORMATS:
        raise unknown_name("format", name, list(FORMATS))
    return FORMATS[name]


def guess_format(path: Path) -> Format:
    """Return the format of a file by its ending, or of a folder by the endings of what it holds.

    Raises:
        ActBankError: no ending tells.
    """
    candidates = [path] if not path.is_dir() else (file for file in path.rglob("*") if file.is_file())
    endings = {ending for file in candidates for ending in (file.suffix, "".join(file.suffixes[-2:]))}
    for row in _ALL:
        if endings.intersection(row.endings):
            return row
    raise ActBankError(f"{path}: no ending tells the format. Name one of: {', '.join(FORMATS)}")


def read_articles(path: str | Path, format: str | None, problems: list[Problem]) -> Iterator[Article]:
    """Yield the articles of a file or folder and append every problem to ``problems``.

    Args:
        path: File or folder.
        format: A name of `FORMATS`, or ``None`` to go by the endings.
        problems: Filled while the articles are read.

    Raises:
        ActBankError: there is no such path, or the format is unknown.
    """
    path = Path(path)
    if not path.exists():
        raise ActBankError(f"{path}: no such file or folder")
    row = format_named(format) if format else guess_format(path)
    yield from row.read(path, problems)


def load_articles(path: str | Path, format: str | None = None) -> list[Article]:
    """Return the articles of a file or folder.

    Args:
        path: File or folder.
        format: A name of `FORMATS`, or ``None`` to go by the endings.

    Raises:
        DataError: with every problem of every file.

    Example:
        >>> articles = load_articles("data/news/articles")  # doctest: +SKIP
    """
    problems: list[Problem] = []
    articles = list(read_articles(path, format, problems))
    if problems:
        raise DataError(problems)
    return articles


def read_predictions(
    path: str | Path, gold: Iterable[Article], problems: list[Problem], format: str | None = None
) -> Iterator[Predicted]:
    """Yield what a system predicted for gold articles, out of a file or folder.

    JSON lines may be the loose ones of `actbank.formats.predictions`; other formats must hold whole articles. What is
    wrong with single events of JSON lines stands in the predictions, for `actbank.metrics.scores.score` to judge.

    Args:
        path: File or folder.
        gold: The articles that the predictions are about.
        problems: Everything else that is wrong is appended while the predictions are read.
        format: A name of `FORMATS`, or ``None`` to go by the endings.

    Raises:
        ActBankError: there is no such path, or the format is unknown.
    """
    path = Path(path)
    if path.exists() and (format_named(format) if format else guess_format(path)).name == "jsonl":
        from actbank.formats.predictions import read

        yield from read(path, gold, problems)
        return
    for article in read_articles(path, format, problems):
        yield Predicted(article.id, article.events, article.text)


def load_predictions(path: str | Path, gold: Iterable[Article], format: str | None = None) -> list[Predicted]:
    """Return what a system predicted for gold articles, out of a file or folder; see `read_predictions`.

    Raises:
        DataError: with every problem of whole lines or files; what is wrong with single events of JSON lines is said
            when they are scored.

    Example:
        >>> scores = score(gold, load_predictions("generated.jsonl", gold))  # doctest: +SKIP
    """
    problems: list[Problem] = []
    predictions = list(read_predictions(path, gold, problems, format))
    if problems:
        raise DataError(problems)
    return predictions


def save_articles(articles: Iterable[Article], path: str | Path, format: str | None = None) -> None:
    """Write articles to a file or folder.

    Args:
        articles: What to write.
        path: A folder, or a file where the format has one file.
        format: A name of `FORMATS`, or ``None`` to go by the ending of ``path``.

    Raises:
        DataError: the format cannot hold a name.
        ActBankError: the format only reads.
    """
    path = Path(path)
    row = format_named(format) if format else guess_format(path)
    if row.write is None:
        raise ActBankError(f"format {row.name!r} only reads")
    row.write(articles, path)
