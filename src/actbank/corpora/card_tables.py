"""Counts of a corpus as Markdown tables, one column a split."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from actbank.corpora.corpus import Corpus
from actbank.metrics.table import markdown
from actbank.schema import MODALITIES, POLARITIES, UNSPECIFIED, Article

# Metadata that is counted where the articles have it.
_KEYS = ("region", "topic", "style", "setting", "hard")
Count = Callable[[Article], Iterable[str]]


def count_tables(corpus: Corpus, rows: dict[str, dict[str, int]]) -> Iterator[str]:
    """Yield the rows of the data set, then events by type, arguments by role, attributes, and articles by metadata."""
    parts = list(corpus.splits)
    body = [[table, *(str(counts.get(part, 0)) for part in parts)] for table, counts in rows.items()]
    yield markdown([["rows", *parts], *body])
    yield _table(corpus, "event type", lambda article: (e.type for e in article.events or ()), corpus.ontology.types)
    yield _table(corpus, "role", _roles, corpus.ontology.roles)
    used = {value for found in corpus.splits.values() for article in found for value in _values(article)}
    values = [value for value in (*POLARITIES, *MODALITIES, UNSPECIFIED) if value in used]
    yield _table(corpus, "attribute", _values, values)
    for key in _KEYS:
        if any(key in article.metadata for found in corpus.splits.values() for article in found):
            yield _table(corpus, f"articles by {key}", partial(_listed, key=key))


def _roles(article: Article) -> Iterator[str]:
    return (argument.role for event in article.events or () for argument in event.arguments)


def _values(article: Article) -> Iterator[str]:
    return (value for event in article.events or () for value in (event.polarity, event.modality))


def _listed(article: Article, key: str) -> list[str]:
    """Return the values of a metadata key; ``hard`` lists several."""
    return [value.strip() for value in article.metadata.get(key, "").split(",") if value.strip()]


def _table(corpus: Corpus, head: str, count: Count, names: Iterable[str] = ()) -> str:
    """Return how often each name comes in each split: the given names, and others in the order of their frequency."""
    splits = corpus.splits.items()
    found = {part: Counter(name for article in articles for name in count(article)) for part, articles in splits}
    total = sum(found.values(), Counter[str]())
    order = [*names, *(name for name, _ in sorted(total.items(), key=lambda item: (-item[1], item[0])))]
    rows = [[name, *(str(counts[name]) for counts in found.values())] for name in dict.fromkeys(order)]
    return markdown([[head, *found], *rows])
