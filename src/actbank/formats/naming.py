"""Article ids as file names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from actbank.problems import DataError, Problem
from actbank.schema import Article


def file_problem(article_id: str) -> Problem | None:
    """Return why an article id cannot name a file below a folder, or ``None`` when it can."""
    parts = article_id.split("/")
    safe = all(part not in ("", ".", "..") for part in parts) and "\\" not in article_id and article_id.isprintable()
    if safe and not article_id.startswith("~") and ":" not in parts[0]:
        return None
    return Problem(f"article {article_id!r}", "id cannot be a file name", "no empty or dotted parts, '\\' or ':'")


def article_paths(articles: Iterable[Article], path: Path, ending: str) -> Iterator[tuple[Article, Path]]:
    """Yield each article with the file it goes to: ``path`` itself if it has the ending, else ``path/ID<ending>``.

    Raises:
        DataError: an id cannot name a file or comes twice, or a second article would go to one file.
    """
    single = path.suffix == ending
    seen: set[str] = set()
    for article in articles:
        wrong = file_problem(article.id)
        if wrong or article.id in seen or (single and seen):
            where = f"article {article.id!r}"
            raise DataError([wrong or Problem(where, f"has no file of its own in {path}", "unique ids and a folder")])
        seen.add(article.id)
        yield article, path if single else path / f"{article.id}{ending}"
