"""ActBank: who did what to whom, when, and whether it really happened, out of news."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from actbank.lookup import pick

if TYPE_CHECKING:
    from actbank.extract import EventExtractor
    from actbank.formats import load_articles, load_predictions, save_articles
    from actbank.metrics.scores import score
    from actbank.ontology import Ontology
    from actbank.schema import Argument, Article, Entity, Event, Span

__version__ = "0.1.0"
__all__ = [
    "Argument",
    "Article",
    "Entity",
    "Event",
    "EventExtractor",
    "Ontology",
    "Span",
    "load_articles",
    "load_predictions",
    "save_articles",
    "score",
]

_PUBLIC = {
    **{name: f"actbank.schema:{name}" for name in ("Argument", "Article", "Entity", "Event", "Span")},
    "EventExtractor": "actbank.extract:EventExtractor",
    "Ontology": "actbank.ontology:Ontology",
    "load_articles": "actbank.formats:load_articles",
    "load_predictions": "actbank.formats:load_predictions",
    "save_articles": "actbank.formats:save_articles",
    "score": "actbank.metrics.scores:score",
}


def __getattr__(name: str) -> Any:
    if name not in _PUBLIC:
        raise AttributeError(f"module 'actbank' has no attribute {name!r}")
    return pick(_PUBLIC, name, "public name")
