"""Which predicted event answers which gold event: an optimal one-to-one alignment within an article.

A pair is admissible when the types are equal and the events touch: their triggers share a code point, or they share an
argument (role, filler); where one of them has no trigger, also when neither has any argument. Among all alignments the
one is taken that is best by, in this order of weight: number of pairs, equal triggers, shared arguments. Ties go to
more overlapping triggers, then fewer arguments on one side only, then the smaller distance of offsets, then text order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from actbank.metrics.assignment import assign
from actbank.metrics.keys import EventKey
from actbank.metrics.matching import Place

Pair = tuple[int, int]
Levels = tuple[int, ...]


def align(gold: Sequence[EventKey], predicted: Sequence[EventKey]) -> tuple[Pair, ...]:
    """Return the aligned pairs (index in ``gold``, index in ``predicted``), sorted.

    The events that are paired do not depend on the order of either sequence.
    """
    left, right = _text_order(gold), _text_order(predicted)
    edges = _edges([gold[index] for index in left], [predicted[index] for index in right])
    pairs = (pair for block in _blocks(edges) for pair in _best(block, edges))
    return tuple(sorted((left[row], right[column]) for row, column in pairs))


def _text_order(events: Sequence[EventKey]) -> list[int]:
    return sorted(range(len(events)), key=lambda index: events[index].order)


def _edges(gold: Sequence[EventKey], predicted: Sequence[EventKey]) -> dict[Pair, Levels]:
    columns: defaultdict[str, list[int]] = defaultdict(list)
    for column, event in enumerate(predicted):
        columns[event.type].append(column)
    edges = {}
    for row, event in enumerate(gold):
        for column in columns.get(event.type, ()):
            levels = _levels(event, predicted[column])
            if levels:
                edges[row, column] = levels
    return edges


def _levels(gold: EventKey, predicted: EventKey) -> Levels | None:
    """Return the weights of a pair of equal type, the heaviest first, or ``None`` when the two do not touch."""
    shared = _shared(gold, predicted)
    overlap = _overlap(gold.trigger, predicted.trigger)
    alone = len(gold.arguments) + len(predicted.arguments) - 2 * shared
    bare = (gold.trigger is None or predicted.trigger is None) and not gold.arguments and not predicted.arguments
    if not (shared or overlap or bare):
        return None
    equal = gold.trigger is not None and gold.trigger == predicted.trigger
    return 1, int(equal), shared, int(overlap), -alone, -abs(gold.offset - predicted.offset)


def _shared(gold: EventKey, predicted: EventKey) -> int:
    """Return how many arguments the two have in common, as multisets."""
    if gold.arguments == predicted.arguments:
        return len(gold.arguments)
    rest = list(predicted.arguments)
    for argument in gold.arguments:
        if argument in rest:
            rest.remove(argument)
    return len(predicted.arguments) - len(rest)


def _overlap(gold: Place | None, predicted: Place | None) -> bool:
    if gold is None or predicted is None:
        return False
    return gold[0] < predicted[1] and predicted[0] < gold[1]


def _blocks(edges: dict[Pair, Levels]) -> Iterator[list[Pair]]:
    """Yield the edges of each connected component, in order."""
    rows: defaultdict[int, list[int]] = defaultdict(list)
    columns: defaultdict[int, list[int]] = defaultdict(list)
    for row, column in edges:
        rows[row].append(column)
        columns[column].append(row)
    while rows:
        waiting, block = [next(iter(rows))], []
        while waiting:
            row = waiting.pop()
            for column in rows.pop(row, ()):
                block.append((row, column))
                waiting.extend(columns.pop(column, ()))
        yield sorted(block)


def _best(block: list[Pair], edges: dict[Pair, Levels]) -> list[Pair]:
    """Return the best pairs of one component."""
    if len(block) == 1:
        return block
    rows = {row: index for index, row in enumerate(sorted({row for row, _ in block}))}
    columns = {column: index for index, column in enumerate(sorted({column for _, column in block}))}
    units = _units([edges[pair] for pair in block], min(len(rows), len(columns)))
    weights = [[0] * len(columns) for _ in rows]
    for row, column in block:
        levels = edges[row, column]
        weights[rows[row]][columns[column]] = sum(level * unit for level, unit in zip(levels, units, strict=True))
    row_of, column_of = list(rows), list(columns)
    return [(row_of[row], column_of[column]) for row, column in assign(weights)]


def _units(levels: Sequence[Levels], pairs: int) -> list[int]:
    """Return what one of each level is worth, so that lower levels of ``pairs`` pairs never outweigh one of a higher.

    Each level is a reward (at least 0) or a penalty (at most 0) in every pair.
    """
    units, lower = [], 0
    for values in zip(*(reversed(row) for row in levels), strict=True):
        unit = pairs * lower + 1
        units.append(unit)
        lower += unit * max(abs(value) for value in values)
    return units[::-1]
