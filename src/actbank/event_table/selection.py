"""Which events of an article are wanted."""

from __future__ import annotations

from dataclasses import dataclass, replace

from actbank.ontology import Ontology
from actbank.problems import ActBankError, unknown_name
from actbank.schema import Article, Event


@dataclass(frozen=True, slots=True)
class Selection:
    """Events of these types (all if there are none), at least this sure, and only what occurred if so wanted."""

    types: tuple[str, ...] = ()
    least: float = 0.0
    occurred: bool = False

    def check(self, ontology: Ontology) -> None:
        """Refuse types that the ontology does not have and a confidence outside 0..1.

        Raises:
            UnknownName: a type that there is not.
            ActBankError: the confidence.
        """
        for name in self.types:
            if ontology.types and name not in ontology.types:
                raise unknown_name("event type", name, list(ontology.types))
        if not 0 <= self.least <= 1:
            raise ActBankError(f"confidence {self.least}: a number from 0 to 1")

    def wants(self, event: Event) -> bool:
        """Return whether an event is wanted; one without a score is as sure as can be."""
        if self.occurred and not event.occurred:
            return False
        if self.types and event.type not in self.types:
            return False
        return event.score is None or event.score >= self.least

    def of(self, article: Article) -> Article:
        """Return the article with the wanted events; links to others go, as they lead nowhere."""
        kept = [event for event in article.events or () if self.wants(event)]
        if len(kept) == len(article.events or ()):
            return article
        ids = {event.id for event in kept}
        return article.with_events(
            replace(event, arguments=tuple(a for a in event.arguments if a.event is None or a.event in ids))
            for event in kept
        )
