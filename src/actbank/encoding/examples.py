"""Windows of annotated articles as training examples, and what could not be expressed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from actbank.encoding.labels import EVENT_CHANNEL, Labels
from actbank.encoding.layout import Layout
from actbank.encoding.tags import Labelled, encode_bio
from actbank.encoding.windows import Window
from actbank.schema import Article, Event, Span

IGNORED = -100


@dataclass(frozen=True, slots=True)
class TriggerExample:
    """A gold trigger of a window with what is said about it.

    ``start``, ``end`` are words of the window; ``roles`` is ``(channels, words)`` of tags 0 O, 1 begin, 2 inside;
    ``polarity`` and ``modality`` are `IGNORED` where gold does not say.
    """

    start: int
    end: int
    type: int
    roles: NDArray[np.int8]
    polarity: int
    modality: int


@dataclass(frozen=True, slots=True)
class Example:
    """A window as model input.

    ``words`` are the token ids of each word; ``tags`` BIO over event types, `IGNORED` outside the own words.
    """

    words: tuple[tuple[int, ...], ...]
    tags: NDArray[np.int64]
    triggers: tuple[TriggerExample, ...]

    @property
    def cost(self) -> int:
        """Tokens without special ones."""
        return sum(len(word) for word in self.words)


@dataclass(slots=True)
class EncodingLoss:
    """What the encoding could not express, counted by reason; it still counts as missed when scored."""

    events: int = 0
    arguments: int = 0
    reasons: Counter[str] = field(default_factory=Counter)

    def add(self, reason: str, times: int = 1) -> None:
        """Count something lost."""
        if times:
            self.reasons[reason] += times

    def __str__(self) -> str:
        """Return one sentence."""
        lost = ", ".join(f"{count} {reason}" for reason, count in sorted(self.reasons.items()))
        return f"{self.events} events and {self.arguments} arguments encoded; lost: {lost or 'nothing'}"


def encode_article(article: Article, layout: Layout, labels: Labels, loss: EncodingLoss) -> list[Example]:
    """Return one example a window.

    Args:
        article: An annotated article.
        layout: Its words, tokens and windows.
        labels: The label set.
        loss: Counts what is not expressed.
    """
    events = [event for event in article.events or () if _placeable(event, layout, labels, loss)]
    triggers = {event.id: layout.word_range(event.trigger) for event in events if event.trigger}
    return [_encode_window(window, events, triggers, layout, labels, loss) for window in layout.windows]


def _placeable(event: Event, layout: Layout, labels: Labels, loss: EncodingLoss) -> bool:
    loss.events += 1
    if event.trigger is None:
        loss.add("events without trigger")
    elif event.type not in labels.types:
        loss.add("events of unknown type")
    elif not _fits(event.trigger, layout):
        loss.add("triggers inside a word")
    else:
        return True
    return False


def _fits(span: Span, layout: Layout) -> bool:
    first, end = layout.word_range(span)
    return first < end and layout.span(first, end) == span


def _encode_window(
    window: Window,
    events: list[Event],
    triggers: dict[str, tuple[int, int]],
    layout: Layout,
    labels: Labels,
    loss: EncodingLoss,
) -> Example:
    length = window.end - window.start
    inside = [e for e in events if window.start <= triggers[e.id][0] and triggers[e.id][1] <= window.end]
    placed = [
        (triggers[e.id][0] - window.start, triggers[e.id][1] - window.start, labels.types.index(e.type)) for e in inside
    ]
    tags, lost = encode_bio(placed, length)
    own = [event for event in inside if window.owns(triggers[event.id][0])]
    loss.add("triggers cut by the window", sum(window.owns(s) and end > window.end for s, end in triggers.values()))
    loss.add("overlapping triggers", sum(window.owns(start + window.start) for start, _, _ in lost))
    tags[: window.own_start - window.start] = IGNORED
    tags[window.own_end - window.start :] = IGNORED
    rows = tuple(_encode_trigger(event, window, triggers, layout, labels, loss) for event in own)
    return Example(layout.tokens[window.start : window.end], tags, rows)


def _encode_trigger(
    event: Event,
    window: Window,
    triggers: dict[str, tuple[int, int]],
    layout: Layout,
    labels: Labels,
    loss: EncodingLoss,
) -> TriggerExample:
    kind = labels.types.index(event.type)
    spans: dict[str, list[Labelled]] = {}
    for channel, span in _fillers(event, triggers, layout, loss):
        if channel not in labels.channels or not labels.allowed[kind][labels.channels.index(channel)]:
            loss.add("arguments of a role outside the ontology")
        elif not (window.start <= span[0] and span[1] <= window.end):
            loss.add("arguments outside the window")
        else:
            spans.setdefault(channel, []).append((span[0] - window.start, span[1] - window.start, 0))
    roles = np.zeros((len(labels.channels), window.end - window.start), dtype=np.int8)
    for channel, found in spans.items():
        roles[labels.channels.index(channel)], lost = encode_bio(found, roles.shape[1])
        loss.add("overlapping arguments of one role", len(lost))
    start, end = triggers[event.id]
    polarity = _index(labels.polarities, event.polarity)
    return TriggerExample(
        start - window.start, end - window.start, kind, roles, polarity, _index(labels.modalities, event.modality)
    )


def _index(values: tuple[str, ...], value: str) -> int:
    return values.index(value) if value in values else IGNORED


def _fillers(
    event: Event, triggers: dict[str, tuple[int, int]], layout: Layout, loss: EncodingLoss
) -> Iterable[tuple[str, tuple[int, int]]]:
    for argument in event.arguments:
        loss.arguments += 1
        if argument.event is not None:
            if argument.event in triggers:
                yield argument.role + EVENT_CHANNEL, triggers[argument.event]
            else:
                loss.add("links to an event that is not expressed")
        elif argument.span is None:
            loss.add("implicit arguments")
        elif not _fits(argument.span, layout):
            loss.add("arguments inside a word")
        else:
            if argument.pieces:
                loss.add("further pieces of an argument")
            yield argument.role, layout.word_range(argument.span)
