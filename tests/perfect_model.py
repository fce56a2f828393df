"""A model that knows the examples: log-probabilities of 0 for what they say and of almost nothing for the rest."""

import numpy as np

from actbank.encoding.decode import FoundTrigger, WindowOutput, find_triggers
from actbank.encoding.examples import IGNORED, Example
from actbank.encoding.labels import Labels
from actbank.encoding.windows import Window

NEVER = -50.0


def sure(tags, size: int):
    """Return log-probabilities ``(..., size)`` that are sure of integer tags."""
    return np.where(np.arange(size) == np.asarray(tags)[..., None], 0.0, NEVER).astype(np.float32)


def trigger_scores(example: Example, labels: Labels):
    """Return the scores ``(words, tags)`` of a model that has learnt the example.

    What the example ignores is O, but for the parts of triggers that cross the edges of the window's own words.
    """
    tags = np.where(example.tags == IGNORED, 0, example.tags)
    first = int(np.argmax(example.tags != IGNORED))
    if tags[first] and tags[first] % 2 == 0:
        tags[first - 1] = tags[first] - 1
    for trigger in example.triggers:
        if tags[trigger.start] == 2 * trigger.type + 1:
            tags[trigger.start + 1 : trigger.end] = 2 * trigger.type + 2
    return sure(tags, 2 * len(labels.types) + 1)


def window_output(example: Example, window: Window, labels: Labels) -> WindowOutput:
    """Return what that model says about the window: the triggers it finds, asked for their roles and attributes."""
    known = {(row.start, row.end, row.type): row for row in reversed(example.triggers)}
    found = [t for t in find_triggers(trigger_scores(example, labels)) if window.owns(t.start + window.start)]
    rows = [known[t.start, t.end, t.type] for t in found]
    shape = (len(rows), len(labels.channels), window.end - window.start)
    roles = np.array([row.roles for row in rows], dtype=np.int64).reshape(shape)
    return WindowOutput(
        window,
        tuple(FoundTrigger(t.start, t.end, t.type, t.score) for t in found),
        sure(roles, 3),
        sure([row.polarity for row in rows], len(labels.polarities)),
        sure([row.modality for row in rows], len(labels.modalities)),
    )
