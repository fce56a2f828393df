"""Events in words: the first door from articles to scorers that know tokens only.

Words are those of `actbank.segmentation.split_words`. A span becomes the words that it touches, so that one which ends
inside a word is widened to it. The filler of an argument that is another event is the trigger of that event, a
discontinuous filler is its first piece, and the trigger stands for the whole extent. Whatever has no word is left out
and counted.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from actbank.metrics.compat.loss import Loss
from actbank.metrics.pairs import Predictions, pair_up
from actbank.schema import Argument, Article, Event, Span
from actbank.segmentation import split_words

WordRange = tuple[int, int]
"""The first word and the last word + 1."""


@dataclass(frozen=True, slots=True)
class PlacedEvent:
    """An event whose trigger and fillers are words; fillers without words are left out, as (role, words)."""

    type: str
    trigger: WordRange | None
    arguments: tuple[tuple[str, WordRange], ...]


@dataclass(frozen=True, slots=True)
class PlacedSide:
    """The gold or the predicted events of an article, and what was lost of their triggers and of their arguments."""

    events: tuple[PlacedEvent, ...]
    triggers: Loss
    arguments: Loss


@dataclass(frozen=True, slots=True)
class PlacedArticle:
    """Both sides of an article of so many ``words``."""

    words: int
    gold: PlacedSide
    predicted: PlacedSide


class Words:
    """The words of a text, and the way from code points to them."""

    def __init__(self, text: str) -> None:
        """Split the text."""
        words = split_words(text)
        self._starts = [word.start for word in words]
        self._ends = [word.end for word in words]

    def __len__(self) -> int:
        """Return how many words there are."""
        return len(self._starts)

    def place(self, span: Span) -> WordRange | None:
        """Return the words that touch the span, ``None`` when none does."""
        first, end = bisect_right(self._ends, span.start), bisect_left(self._starts, span.end)
        return (first, end) if first < end else None

    def widens(self, span: Span, place: WordRange) -> bool:
        """Return whether the words at ``place`` hold more than ``span``."""
        return self._starts[place[0]] < span.start or self._ends[place[1] - 1] > span.end


def place_articles(gold: Iterable[Article], predictions: Predictions) -> list[PlacedArticle]:
    """Return every gold article with both sides in words.

    Raises:
        DataError: with every article or event that cannot be compared (see `actbank.metrics.pairs.pair_up`).
    """
    return [_place_article(article, events) for article, events in pair_up(gold, predictions)]


def _place_article(article: Article, predicted: Sequence[Event]) -> PlacedArticle:
    words = Words(article.text)
    return PlacedArticle(len(words), place_events(words, article.events or ()), place_events(words, predicted))


def place_events(words: Words, events: Sequence[Event]) -> PlacedSide:
    """Return the events of one side of an article in words, in the same order."""
    triggers, trigger_loss = _places(words, [event.trigger for event in events])
    spans = {event.id: event.trigger for event in events}
    arguments = [argument for event in events for argument in event.arguments]
    fillers, loss = _places(words, [_filler(argument, spans) for argument in arguments])
    cut = sum(len(argument.pieces) > 1 for argument in arguments)
    roles = zip((argument.role for argument in arguments), fillers, strict=True)
    placed = []
    for event, trigger in zip(events, triggers, strict=True):
        own = [next(roles) for _ in event.arguments]
        placed.append(PlacedEvent(event.type, trigger, tuple((role, place) for role, place in own if place)))
    return PlacedSide(tuple(placed), trigger_loss, replace(loss, cut=cut))


def _places(words: Words, spans: Sequence[Span | None]) -> tuple[list[WordRange | None], Loss]:
    places = [None if span is None else words.place(span) for span in spans]
    pairs = zip(spans, places, strict=True)
    widened = sum(words.widens(span, place) for span, place in pairs if span is not None and place is not None)
    return places, Loss(unplaced=places.count(None), widened=widened)


def _filler(argument: Argument, triggers: Mapping[str, Span | None]) -> Span | None:
    return argument.span if argument.event is None else triggers[argument.event]
