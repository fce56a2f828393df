"""Whether annotated articles are sound: readable, inside the ontology, free of doubled events."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from actbank.formats import read_articles
from actbank.ontology import Ontology
from actbank.problems import Findings, Problem
from actbank.schema import Article


def check_path(
    path: Path,
    ontology: Ontology,
    format: str | None = None,
) -> tuple[list[Article], Findings]:
    """Return the readable articles of a file or folder and every problem found.

    Args:
        path: File or folder.
        ontology: The closed vocabulary.
        format: A format's name, or ``None`` to go by the endings.
    """
    problems = Findings()
    articles = list(read_articles(path, format, problems))
    for article in articles:
        problems.extend(ontology.check(article, problems))
        problems.extend(doubled_events(article, problems))
    problems.extend(doubled_ids(articles))
    return articles, problems


def doubled_events(article: Article, places: Findings) -> Iterator[Problem]:
    """Yield a problem for each event that repeats another one's type and trigger."""
    seen: dict[tuple[str, object], str] = {}
    for event in article.events or ():
        if event.trigger is None:
            continue
        key = (event.type, event.trigger)
        if key in seen:
            what = f"repeats the type and trigger of {seen[key]!r}"
            yield Problem(places.place(article.id, event.id), what, "one event a trigger and type")
        seen[key] = event.id


def doubled_ids(articles: list[Article]) -> Iterator[Problem]:
    """Yield a problem for each article id that comes twice."""
    seen: set[str] = set()
    for article in articles:
        if article.id in seen:
            yield Problem(f"article {article.id!r}", "comes twice", "unique article ids")
        seen.add(article.id)
