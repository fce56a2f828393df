"""Model output of windows as events in article offsets."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from actbank.encoding.labels import Labels, split_channel
from actbank.encoding.layout import Layout
from actbank.encoding.tags import decode_bio, viterbi
from actbank.encoding.windows import Window
from actbank.schema import UNSPECIFIED, Argument, Event, Span

# Characters: how far before a linked word a trigger that touches it may begin.
_LONGEST_TRIGGER = 200


@dataclass(frozen=True, slots=True)
class FoundTrigger:
    """A predicted trigger: words of the window, index of its type, probability."""

    start: int
    end: int
    type: int
    score: float


@dataclass(frozen=True, slots=True)
class WindowOutput:
    """What the model says about one window.

    For each trigger log-probabilities ``(channels, words, 3)`` and of the attributes.
    """

    window: Window
    triggers: tuple[FoundTrigger, ...]
    roles: NDArray[np.float32]
    polarity: NDArray[np.float32]
    modality: NDArray[np.float32]


def find_triggers(scores: NDArray[np.floating]) -> list[FoundTrigger]:
    """Return the triggers in the log-probabilities ``(words, 2 * types + 1)`` of one window, by valid BIO."""
    best = viterbi(scores[None])[0]
    rows = []
    for start, end, kind in decode_bio(best.tolist()):
        chosen = scores[np.arange(start, end), best[start:end]]
        rows.append(FoundTrigger(start, end, kind, float(np.exp(chosen.mean()))))
    return rows


@dataclass(frozen=True, slots=True)
class Draft:
    """An event of one window whose links (role, words of the other trigger, probability) are not yet resolved."""

    event: Event
    links: tuple[tuple[str, Span, float], ...]


def window_drafts(output: WindowOutput, layout: Layout, labels: Labels) -> list[Draft]:
    """Return the events whose trigger begins in the window's own words."""
    if not output.triggers:
        return []
    triggers, channels, words, tags = output.roles.shape
    best = viterbi(output.roles.reshape(-1, words, tags)).reshape(triggers, channels, words)
    return [
        _draft(output, row, best[row], layout, labels)
        for row, trigger in enumerate(output.triggers)
        if output.window.owns(trigger.start + output.window.start)
    ]


def merge_drafts(drafts: Iterable[Draft]) -> tuple[Event, ...]:
    """Return the events of an article from the drafts of all its windows, in text order, with ids ``e1``, ``e2`` ...

    Links between events are resolved over the whole article; one that touches no other event is dropped.
    """
    ordered = sorted(drafts, key=lambda draft: (draft.event.trigger or Span(0, 1), draft.event.type))
    named = {f"e{number}": draft for number, draft in enumerate(ordered, 1)}
    triggers = [(name, draft.event.trigger) for name, draft in named.items() if draft.event.trigger]
    starts = [trigger.start for _, trigger in triggers]
    return tuple(_resolved(name, draft, triggers, starts) for name, draft in named.items())


def _draft(output: WindowOutput, row: int, best: NDArray[np.int64], layout: Layout, labels: Labels) -> Draft:
    trigger = output.triggers[row]
    arguments, links = [], []
    for channel in np.flatnonzero(best.any(axis=1)):
        if not labels.allowed[trigger.type][channel]:
            continue
        role, is_link = split_channel(labels.channels[channel])
        for start, end, _ in decode_bio(best[channel].tolist()):
            chosen = output.roles[row, channel, np.arange(start, end), best[channel, start:end]]
            score = float(np.exp(chosen.mean()))
            span = layout.span(start + output.window.start, end + output.window.start)
            if is_link:
                links.append((role, span, score))
            else:
                arguments.append(Argument(role, span, score=score))
    polarity, modality = _best(labels.polarities, output.polarity[row]), _best(labels.modalities, output.modality[row])
    event = Event(
        "e0",
        labels.types[trigger.type],
        layout.span(trigger.start + output.window.start, trigger.end + output.window.start),
        tuple(arguments),
        polarity[0],
        modality[0],
        score=trigger.score,
        polarity_score=polarity[1],
        modality_score=modality[1],
    )
    return Draft(event, tuple(links))


def _best(values: Sequence[str], logits: NDArray[np.floating]) -> tuple[str, float | None]:
    """Return the value of the highest logit with its probability."""
    if not values:
        return UNSPECIFIED, None
    best = int(logits.argmax())
    return values[best], float(1 / np.exp(logits - logits[best]).sum())


def _resolved(name: str, draft: Draft, triggers: Sequence[tuple[str, Span]], starts: Sequence[int]) -> Event:
    found: dict[tuple[str, str], Argument] = {}
    for role, span, score in draft.links:
        nearby = triggers[bisect_left(starts, span.start - _LONGEST_TRIGGER) : bisect_left(starts, span.end)]
        for other, trigger in nearby:
            if other != name and trigger.overlaps(span):
                found.setdefault((role, other), Argument(role, event=other, score=score))
    return replace(draft.event, id=name, arguments=(*draft.event.arguments, *found.values()))
