"""The six scores of TextEE (Huang et al. 2024): sets of triggers and arguments on token offsets.

Each score compares two sets, pooled over articles (micro); a copy on either side is the same element. With ``trigger``
and ``filler`` as (first word, last word + 1), the elements are:

=====  =========================================
TI     (article, trigger)
TC     (article, trigger, type)
AI     (article, type, filler)
AC     (article, type, filler, role)
AI+    (article, type, trigger, filler)
AC+    (article, type, trigger, filler, role)
=====  =========================================

TextEE knows no event without a trigger: such events are left out with their arguments. Words are those of ActBank, see
`actbank.metrics.compat.placing`; TextEE takes the tokens of its own data files, and cuts articles into the windows that
a model reads: here an article is one window. Where TextEE prints 0 for 0/0, `Counts` says ``None``.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from actbank.metrics.compat.loss import Loss
from actbank.metrics.compat.placing import PlacedArticle, PlacedEvent, PlacedSide, place_articles
from actbank.metrics.counts import Counts
from actbank.metrics.pairs import Predictions
from actbank.schema import Article

TEXTEE_SCORES = ("TI", "TC", "AI", "AC", "AI+", "AC+")


@dataclass(frozen=True, slots=True)
class TexteeScores:
    """The counts of the six scores by name, and what the sets do not hold of either side by layer."""

    scores: Mapping[str, Counts]
    gold_loss: Mapping[str, Loss]
    predicted_loss: Mapping[str, Loss]


def textee_scores(gold: Iterable[Article], predictions: Predictions) -> TexteeScores:
    """Return TextEE's counts of predictions against gold articles.

    >>> from actbank.schema import Argument, Event, Span
    >>> event = Event("e1", "DENY", Span(5, 11), (Argument("actor", Span(0, 4)),))
    >>> gold = Article("a1", "Mali denied it.", events=(event,))
    >>> scores = textee_scores([gold], {"a1": [event, Event("e2", "DENY", Span(5, 11))]}).scores
    >>> scores["TC"], scores["AC+"]
    (Counts(tp=1, fp=0, fn=0), Counts(tp=1, fp=0, fn=0))

    Raises:
        DataError: with every article or event that cannot be compared.
    """
    return textee_of(place_articles(gold, predictions))


def textee_of(articles: Sequence[PlacedArticle]) -> TexteeScores:
    """Return TextEE's counts of placed articles."""
    totals = dict.fromkeys(TEXTEE_SCORES, Counts())
    for article in articles:
        gold, predicted = _elements(article.gold.events), _elements(article.predicted.events)
        for name in TEXTEE_SCORES:
            totals[name] += _compared(gold[name], predicted[name])
    return TexteeScores(
        totals,
        _losses([article.gold for article in articles]),
        _losses([article.predicted for article in articles]),
    )


def _compared(gold: set[Hashable], predicted: set[Hashable]) -> Counts:
    return Counts(len(gold & predicted), len(predicted - gold), len(gold - predicted))


def _elements(events: Iterable[PlacedEvent]) -> dict[str, set[Hashable]]:
    """Return the set of each score for one side of an article."""
    sets: dict[str, set[Hashable]] = {name: set() for name in TEXTEE_SCORES}
    for event in events:
        if event.trigger is None:
            continue
        sets["TI"].add(event.trigger)
        sets["TC"].add((event.trigger, event.type))
        for role, filler in event.arguments:
            sets["AI"].add((event.type, filler))
            sets["AC"].add((event.type, filler, role))
            sets["AI+"].add((event.type, event.trigger, filler))
            sets["AC+"].add((event.type, event.trigger, filler, role))
    return sets


def _losses(sides: Iterable[PlacedSide]) -> dict[str, Loss]:
    triggers = arguments = Loss()
    for side in sides:
        held = _elements(side.events)
        kept = [event for event in side.events if event.trigger is not None]
        placed = sum(len(event.arguments) for event in side.events)
        usable = sum(len(event.arguments) for event in kept)
        triggers += replace(side.triggers, repeated=len(kept) - len(held["TC"]))
        lost = Loss(unplaced=placed - usable, repeated=usable - len(held["AC+"]))
        arguments += side.arguments + lost
    return {"triggers": triggers, "arguments": arguments}
