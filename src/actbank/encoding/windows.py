"""Windows: stretches of consecutive sentences that one encoder pass sees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Window:
    """Words ``start`` to ``end`` of an article; those from ``own_start`` to ``own_end`` belong to this window alone.

    Every word of an article belongs to exactly one window; the rest of a window is context. A window reports the
    events whose trigger begins in its own words, so merging windows needs no rule for ties.
    """

    start: int
    end: int
    own_start: int
    own_end: int

    def owns(self, word: int) -> bool:
        """Return whether the word (numbered in the article) belongs to this window."""
        return self.own_start <= word < self.own_end


def cut_windows(costs: Sequence[int], sentences: Sequence[tuple[int, int]], budget: int, context: int) -> list[Window]:
    """Return windows that cover all words, each of at most ``budget`` tokens.

    Args:
        costs: Tokens of each word of the article.
        sentences: ``(first word, last word + 1)`` of each sentence, in order, together covering all words.
        budget: The most tokens a window may have, without special tokens.
        context: Tokens kept free on each side for the sentences before and after, where the article is too long for
        one window.
    """
    if not costs:
        return []
    context = min(context, budget // 4)
    if sum(costs) <= budget:
        return [Window(0, len(costs), 0, len(costs))]
    pieces = [piece for sentence in sentences for piece in _cut_sentence(costs, sentence, budget - 2 * context)]
    windows = []
    for first, last in _pack(costs, pieces, budget - 2 * context):
        own_start, own_end = pieces[first][0], pieces[last - 1][1]
        room = budget - sum(costs[own_start:own_end])
        start, used = _reach(costs, own_start, -1, min(context, room))
        end, _ = _reach(costs, own_end, 1, room - used)
        windows.append(Window(start, end, own_start, own_end))
    return windows


def _cut_sentence(costs: Sequence[int], sentence: tuple[int, int], budget: int) -> list[tuple[int, int]]:
    pieces = []
    start, used = sentence[0], 0
    for word in range(*sentence):
        if used and used + costs[word] > budget:
            pieces.append((start, word))
            start, used = word, 0
        used += costs[word]
    return [*pieces, (start, sentence[1])]


def _pack(costs: Sequence[int], pieces: Sequence[tuple[int, int]], budget: int) -> list[tuple[int, int]]:
    groups = []
    first, used = 0, 0
    for at, (start, end) in enumerate(pieces):
        cost = sum(costs[start:end])
        if used and used + cost > budget:
            groups.append((first, at))
            first, used = at, 0
        used += cost
    return [*groups, (first, len(pieces))]


def _reach(costs: Sequence[int], edge: int, step: int, room: int) -> tuple[int, int]:
    """Return how far from ``edge`` the room suffices, and the tokens used."""
    used = 0
    word = edge - 1 if step < 0 else edge
    while 0 <= word < len(costs) and used + costs[word] <= room:
        used += costs[word]
        word += step
    return (word + 1 if step < 0 else word), used
