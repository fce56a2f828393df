"""Web pages: the article of a page, without menus, advertisements and comments (trafilatura, extra ``html``).

Offsets of events point into the text that is kept, which is the `Article`'s.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from actbank.problems import ActBankError, Problem
from actbank.schema import Article

_ENDINGS = (".html", ".htm", ".xhtml")


def read(path: Path, problems: list[Problem]) -> Iterator[Article]:
    """Yield one article a page (all below a folder); its id is the path below the folder without ending.

    Title and publication date are those that the page states. A page in which no article is found is a problem.

    Raises:
        ActBankError: trafilatura is not installed.
    """
    files = sorted(file for file in path.rglob("*") if file.suffix in _ENDINGS) if path.is_dir() else [path]
    for file in files:
        name = file.relative_to(path) if path.is_dir() else Path(file.name)
        found = page_article(file.read_bytes(), name.with_suffix("").as_posix())
        if found is None:
            problems.append(Problem(file.as_posix(), "no article is found in the page", "a page with running text"))
        else:
            yield found


def page_article(page: bytes | str, name: str) -> Article | None:
    """Return the article of a page, or ``None`` where there is none.

    Raises:
        ActBankError: trafilatura is not installed.
    """
    try:
        from trafilatura import bare_extraction
    except ImportError as error:
        raise ActBankError("HTML pages need trafilatura: pip install 'actbank[html]'") from error
    found = bare_extraction(page, with_metadata=True, include_comments=False, include_tables=False, as_dict=False)
    if found is None or not found.text or not found.text.strip():
        return None
    values = {"date": found.date, "title": found.title, "source": found.hostname, "lang": found.language}
    return Article(name, found.text, **{key: value for key, value in values.items() if value})
