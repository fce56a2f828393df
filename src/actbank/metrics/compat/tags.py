"""Articles as BIO tags over words, for scorers that take lists of tag sequences.

One flat sequence holds one label a word, events need more. They are therefore written in two layers, each scored on
its own: ``triggers``, the words of each trigger labelled with the event type, and ``arguments``, the words of each
filler labelled with its role. An article is one sequence a layer. What even a layer cannot hold is left out on either
side, as it would be by anyone who made such sequences, and counted: copies (one actor of two events is one span) and
spans that overlap one that is already there. Spans are placed in the order of their first word, the longer first, then
by label, so that the order of events changes nothing. See `actbank.metrics.compat.placing` for words and fillers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from actbank.metrics.compat.loss import Loss
from actbank.metrics.compat.placing import PlacedArticle, PlacedSide, place_articles
from actbank.metrics.pairs import Predictions
from actbank.problems import unknown_name
from actbank.schema import Article

LAYERS = ("triggers", "arguments")
OUTSIDE = "O"
Labelled = tuple[int, int, str]
"""First word, last word + 1, label."""


@dataclass(frozen=True, slots=True)
class TaggedArticles:
    """One tag sequence an article on either side, and what the sequences could not hold."""

    gold: list[list[str]]
    predicted: list[list[str]]
    gold_loss: Loss
    predicted_loss: Loss


def tag_articles(gold: Iterable[Article], predictions: Predictions, layer: str) -> TaggedArticles:
    """Return a layer of the gold articles and of the events predicted for them as BIO tags.

    >>> from actbank.schema import Event, Span
    >>> article = Article("a", "Mali pulled out.", events=(Event("e", "WITHDRAW", Span(5, 15)),))
    >>> tag_articles([article], {}, "triggers").gold
    [['O', 'B-WITHDRAW', 'I-WITHDRAW', 'O']]

    Raises:
        UnknownName: there is no such layer.
        DataError: with every article or event that cannot be compared.
    """
    return tag_placed(place_articles(gold, predictions), layer)


def tag_placed(articles: Sequence[PlacedArticle], layer: str) -> TaggedArticles:
    """Return a layer of placed articles as BIO tags.

    Raises:
        UnknownName: there is no such layer.
    """
    if layer not in LAYERS:
        raise unknown_name("layer", layer, LAYERS)
    gold, gold_loss = _tagged([(article.words, article.gold) for article in articles], layer)
    predicted, predicted_loss = _tagged([(article.words, article.predicted) for article in articles], layer)
    return TaggedArticles(gold, predicted, gold_loss, predicted_loss)


def _tagged(sides: Iterable[tuple[int, PlacedSide]], layer: str) -> tuple[list[list[str]], Loss]:
    sequences, total = [], Loss()
    for words, side in sides:
        tags, loss = bio_tags(_spans(side, layer), words)
        sequences.append(tags)
        total += loss + (side.triggers if layer == "triggers" else side.arguments)
    return sequences, total


def _spans(side: PlacedSide, layer: str) -> Iterator[Labelled]:
    for event in side.events:
        if layer == "arguments":
            yield from ((*place, role) for role, place in event.arguments)
        elif event.trigger:
            yield (*event.trigger, event.type)


def bio_tags(spans: Iterable[Labelled], length: int) -> tuple[list[str], Loss]:
    """Return the BIO tags of ``length`` words and the spans that found no room in them."""
    tags = [OUTSIDE] * length
    ordered = sorted(spans, key=lambda span: (span[0], -span[1], span[2]))
    free, overlapping = 0, 0
    distinct = dict.fromkeys(ordered)
    for start, end, label in distinct:
        if start < free:
            overlapping += 1
            continue
        tags[start:end] = [f"B-{label}", *[f"I-{label}"] * (end - start - 1)]
        free = end
    return tags, Loss(repeated=len(ordered) - len(distinct), overlapping=overlapping)
