"""Spans over words as BIO tags, and back.

A tag is an integer: 0 is O, ``2 * k + 1`` begins a span of label ``k``, ``2 * k + 2`` continues it.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Labelled = tuple[int, int, int]
"""``(first word, last word + 1, label)``."""


def encode_bio(spans: Iterable[Labelled], length: int) -> tuple[NDArray[np.int64], list[Labelled]]:
    """Return the tags of ``length`` words and the spans that found no room.

    Earlier and, at the same start, longer spans come first; one that overlaps or repeats a placed span is returned as
    lost.
    """
    tags = np.zeros(length, dtype=np.int64)
    lost = []
    for start, end, label in sorted(spans, key=lambda s: (s[0], -s[1], s[2])):
        if tags[start:end].any():
            lost.append((start, end, label))
            continue
        tags[start] = 2 * label + 1
        tags[start + 1 : end] = 2 * label + 2
    return tags, lost


def decode_bio(tags: Iterable[int]) -> list[Labelled]:
    """Return the spans of valid tags; a continuation that continues nothing is no span (strict BIO)."""
    spans: list[Labelled] = []
    start, label = -1, -1
    for at, tag in enumerate([*tags, 0]):
        if start >= 0 and tag != 2 * label + 2:
            spans.append((start, at, label))
            start = -1
        if tag % 2 == 1:
            start, label = at, tag // 2
    return spans


def viterbi(scores: NDArray[np.floating]) -> NDArray[np.int64]:
    """Return the best *valid* tag sequences.

    Args:
        scores: ``(sequences, words, tags)``, log-probabilities or logits; ``tags`` is ``2 * labels + 1``.

    Returns:
        ``(sequences, words)``: for each sequence the tags with the highest sum in which a continuation of a label
        follows only its beginning or its continuation.
    """
    best: NDArray[np.int64] = scores.argmax(axis=2)  # where these are valid, nothing can be better
    broken = _is_broken(best)
    if broken.any():
        best[broken] = _search(scores[broken])
    return best


def _is_broken(tags: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return for each sequence whether a continuation follows something else than its beginning or continuation."""
    before = np.pad(tags[:, :-1], ((0, 0), (1, 0)))[:, : tags.shape[1]]
    continues = (tags > 0) & (tags % 2 == 0)
    broken: NDArray[np.bool_] = (continues & (before != tags) & (before != tags - 1)).any(axis=1)
    return broken


def _search(scores: NDArray[np.floating]) -> NDArray[np.int64]:
    sequences, length, tags = scores.shape
    best = np.empty((sequences, length), dtype=np.int64)
    insides = np.arange(2, tags, 2)
    total = scores[:, 0].astype(np.float64)
    total[:, insides] = -np.inf
    back = np.empty((length, sequences, tags), dtype=np.int64)
    for at in range(1, length):
        total, back[at] = _step(total, scores[:, at], insides)
    best[:, -1] = total.argmax(axis=1)
    rows = np.arange(sequences)
    for at in range(length - 1, 0, -1):
        best[:, at - 1] = back[at, rows, best[:, at]]
    return best


def _step(
    total: NDArray[np.float64], scores: NDArray[np.floating], insides: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Add one word: O and beginnings may follow anything, a continuation only its own label."""
    rows = np.arange(len(total))
    anything = total.argmax(axis=1)
    back = np.repeat(anything[:, None], total.shape[1], axis=1)
    before = np.repeat(total[rows, anything][:, None], total.shape[1], axis=1)
    begins, continues = total[:, insides - 1], total[:, insides]
    from_begin = begins >= continues
    back[:, insides] = np.where(from_begin, insides - 1, insides)
    before[:, insides] = np.where(from_begin, begins, continues)
    return before + scores, back
