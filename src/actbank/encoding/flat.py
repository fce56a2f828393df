"""One flat BIO sequence for triggers and arguments together, as a stock token classifier learns it, and back.

A word has one tag, so of spans that overlap one is kept (triggers before arguments, then what begins earlier, then the
longer), and nothing says which event an argument belongs to: it is given to the nearest trigger whose type may have the
role, in its own sentence if there is one, and of two equally near to the one on the usual side. Links between events,
polarity and modality have no place.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from actbank.encoding.examples import EncodingLoss
from actbank.encoding.labels import labels_for
from actbank.encoding.layout import Layout
from actbank.encoding.tags import Labelled, decode_bio, encode_bio
from actbank.ontology import Ontology
from actbank.schema import Argument, Article, Event, Span
from actbank.segmentation import split_sentences


@dataclass(frozen=True, slots=True)
class FlatLabels:
    """Event types and roles.

    ``allowed[t][r]`` tells whether type ``t`` may have role ``r``, ``before[r]`` whether its fillers mostly stand
    before their trigger.
    """

    types: tuple[str, ...]
    roles: tuple[str, ...]
    allowed: tuple[tuple[bool, ...], ...]
    before: tuple[bool, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The tags by number: ``O``, then ``B-`` and ``I-`` of each type and of each role."""
        return ("O", *(f"{mark}-{name}" for name in (*self.types, *self.roles) for mark in "BI"))

    def to_dict(self) -> dict[str, Any]:
        """Return plain values for `from_dict`."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> FlatLabels:
        """Return the labels that `to_dict` wrote."""
        allowed = tuple(tuple(bool(cell) for cell in row) for row in data["allowed"])
        return cls(tuple(data["types"]), tuple(data["roles"]), allowed, tuple(map(bool, data["before"])))


def flat_labels(ontology: Ontology, training: Sequence[Article]) -> FlatLabels:
    """Return the labels that training articles use: types of the ontology and roles that spans fill."""
    types = labels_for(ontology, training).types
    before: Counter[str] = Counter()
    for event in (event for article in training for event in article.events or () if event.trigger):
        for argument in event.arguments:
            if argument.span and event.trigger:
                before[argument.role] += 1 if argument.span.start < event.trigger.start else -1
    roles = tuple(name for name in ontology.roles if name in before)
    allowed = tuple(tuple(role in ontology.roles_of(t) for role in roles) for t in types)
    return FlatLabels(types, roles, allowed, tuple(before[role] > 0 for role in roles))


def flat_tags(article: Article, layout: Layout, labels: FlatLabels, loss: EncodingLoss) -> NDArray[np.int64]:
    """Return the tag of each word of an annotated article.

    Args:
        article: An annotated article.
        layout: Its words.
        labels: The label set.
        loss: Counts what is not expressed.
    """
    triggers, arguments = _spans(article, layout, labels, loss)
    tags, lost = encode_bio(sorted(set(triggers)), len(layout.words))
    loss.add("overlapping triggers", len(lost))
    free = [span for span in sorted(set(arguments)) if not tags[span[0] : span[1]].any()]
    own, overlapping = encode_bio(free, len(layout.words))
    loss.add("arguments under another tag", len(set(arguments)) - len(free) + len(overlapping))
    loss.add("arguments shared by events", len(arguments) - len(set(arguments)))
    return np.where(own > 0, own, tags)


def _spans(
    article: Article, layout: Layout, labels: FlatLabels, loss: EncodingLoss
) -> tuple[list[Labelled], list[Labelled]]:
    triggers: list[Labelled] = []
    arguments: list[Labelled] = []
    for event in article.events or ():
        loss.events += 1
        place = layout.word_range(event.trigger) if event.trigger else (0, 0)
        if event.type not in labels.types or place[0] == place[1]:
            loss.add("events without trigger or of unknown type")
            continue
        triggers.append((*place, labels.types.index(event.type)))
        for argument in event.arguments:
            loss.arguments += 1
            if argument.span is None or argument.role not in labels.roles:
                loss.add("links between events" if argument.event else "implicit arguments")
                continue
            label = len(labels.types) + labels.roles.index(argument.role)
            arguments.append((*layout.word_range(argument.span), label))
    return triggers, [span for span in arguments if span[0] < span[1]]


def flat_events(
    tags: NDArray[np.int64], scores: NDArray[np.floating], text: str, layout: Layout, labels: FlatLabels
) -> tuple[Event, ...]:
    """Return the events of an article.

    Args:
        tags: A valid BIO tag for each word.
        scores: The probability of each word's tag.
        text: The article's text.
        layout: Its words.
        labels: The label set.
    """
    spans = decode_bio(tags.tolist())
    sure = {span: float(np.exp(np.log(np.maximum(scores[span[0] : span[1]], 1e-9)).mean())) for span in spans}
    triggers = [span for span in spans if span[2] < len(labels.types)]
    sentences = [layout.word_range(sentence)[0] for sentence in split_sentences(text)]
    found: dict[int, list[Argument]] = {number: [] for number in range(len(triggers))}
    for span in spans:
        owner = _owner(span, triggers, sentences, labels) if span[2] >= len(labels.types) else None
        if owner is not None:
            role = labels.roles[span[2] - len(labels.types)]
            found[owner].append(Argument(role, layout.span(span[0], span[1]), score=sure[span]))
    events = [_event(trigger, sure[trigger], layout, labels) for trigger in triggers]
    return tuple(
        replace(event, id=f"e{number + 1}", arguments=tuple(found[number])) for number, event in enumerate(events)
    )


def _event(trigger: Labelled, score: float, layout: Layout, labels: FlatLabels) -> Event:
    span: Span = layout.span(trigger[0], trigger[1])
    return Event("e0", labels.types[trigger[2]], span, score=score)


def _owner(span: Labelled, triggers: Sequence[Labelled], sentences: Sequence[int], labels: FlatLabels) -> int | None:
    """Return the number of the trigger that an argument is given to."""
    role = span[2] - len(labels.types)

    def cost(number: int) -> tuple[bool, int, bool, int]:
        trigger = triggers[number]
        apart = bisect_right(sentences, trigger[0]) != bisect_right(sentences, span[0])
        unusual = (span[0] < trigger[0]) != labels.before[role]
        return apart, max(trigger[0] - span[1], span[0] - trigger[1]), unusual, number

    able = [number for number, trigger in enumerate(triggers) if labels.allowed[trigger[2]][role]]
    return min(able, key=cost, default=None)
