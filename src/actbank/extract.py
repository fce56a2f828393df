"""Events out of raw articles: the function behind ``actbank extract``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from actbank.models import family_of
from actbank.models.base import Extractor
from actbank.normalize.time import normalize_times
from actbank.ontology import Ontology
from actbank.schema import Article

TIME_ROLES = ("time", "Time")


class EventExtractor:
    """A trained model that turns text into articles with events; their times get normal forms.

    Example:
        >>> extractor = EventExtractor.from_pretrained("outputs/quickstart/model")  # doctest: +SKIP
        >>> article = extractor("Mali left the pact on Monday.", date="2024-01-29")  # doctest: +SKIP
        >>> [(event.type, event.modality) for event in article.events]  # doctest: +SKIP
    """

    def __init__(self, extractor: Extractor) -> None:
        """Take a loaded model."""
        self._extractor = extractor

    @classmethod
    def from_pretrained(cls, folder: str | Path) -> EventExtractor:
        """Return the extractor of a model folder.

        Raises:
            ActBankError: the folder holds no model.
        """
        folder = Path(folder)
        return cls(family_of(folder).load(folder))

    @property
    def ontology(self) -> Ontology:
        """The ontology of the model."""
        return self._extractor.ontology

    def __call__(self, text: str, date: str | None = None, id: str = "article") -> Article:
        """Return one text as an article with its events."""
        return next(self.extract([Article(id, text, date=date)]))

    def extract(self, articles: Iterable[Article]) -> Iterator[Article]:
        """Yield each article with the events found in it; streams, in order."""
        waiting: list[Article] = []
        found = self._extractor.predict(_remembered(articles, waiting))
        for events in found:
            article = waiting.pop(0)
            yield normalize_times(article.with_events(events), TIME_ROLES)


def _remembered(articles: Iterable[Article], waiting: list[Article]) -> Iterator[Article]:
    for article in articles:
        waiting.append(article)
        yield article
