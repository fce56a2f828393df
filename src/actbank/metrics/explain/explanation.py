"""One prediction file explained: every protocol side by side, why they differ, and the class of every error."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from actbank.metrics.comparison import Comparison, compare
from actbank.metrics.explain.contrasts import Contrast, find_contrasts
from actbank.metrics.explain.errors import Errors, errors_of
from actbank.metrics.explain.side_by_side import ProtocolRow, protocol_rows
from actbank.metrics.matching import check_match
from actbank.metrics.pairs import Predictions, pair_up
from actbank.metrics.scores import score
from actbank.schema import Article, Event


@dataclass(frozen=True, slots=True)
class Explanation:
    """What `explain` returns; ``pairs`` are the gold articles with the events that were predicted for them."""

    signature: str
    pairs: tuple[tuple[Article, tuple[Event, ...]], ...]
    rows: tuple[ProtocolRow, ...]
    contrasts: tuple[Contrast, ...]
    errors: Errors

    def to_dict(self) -> dict[str, Any]:
        """Return plain values for JSON, without the articles."""
        return {
            "signature": self.signature,
            "articles": len(self.pairs),
            "protocols": [row.to_dict() for row in self.rows],
            "contrasts": [contrast.to_dict() for contrast in self.contrasts],
            "errors": self.errors.to_dict(),
        }


def explain(gold: Iterable[Article], predictions: Predictions, *, match: str = "exact") -> Explanation:
    """Return predictions under all protocols, why these differ here, and the class of every event and argument.

    Args:
        gold: Annotated articles.
        predictions: Events by article id, or articles that hold them; where an article has none, nothing was predicted.
        match: When two spans match, a rule of `actbank.metrics.matching`; other scorers have their own.

    Raises:
        DataError: with every article or event that cannot be compared.
    """
    check_match(match)
    pairs = tuple(pair_up(gold, predictions))
    articles, given = [article for article, _ in pairs], {article.id: events for article, events in pairs}
    scores = score(articles, given, match=match)
    rows, others = protocol_rows(articles, given, scores)
    compared = _compared(pairs, match)
    contrasts = find_contrasts(compared, _compared(pairs, "overlap"), rows, others, scores)
    return Explanation(scores.signature, pairs, tuple(rows), tuple(contrasts), errors_of(pairs, compared, match))


def _compared(pairs: Iterable[tuple[Article, tuple[Event, ...]]], match: str) -> list[Comparison]:
    return [compare(article.text, article.events or (), events, match=match) for article, events in pairs]
