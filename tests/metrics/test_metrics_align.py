"""Alignment: against every matching there is, and independent of the order of events."""

from __future__ import annotations

from collections import Counter
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actbank.metrics.align import align
from actbank.metrics.keys import EventKey

PLACES = [(0, 4), (2, 6), (5, 9), (10, 14), (12, 20)]
ARGUMENTS = [(role, (place,)) for role, place in product(("actor", "target"), ((30, 34), (40, 44)))]


def key(type, trigger, *arguments, polarity="positive"):
    return EventKey(type, trigger, tuple(sorted(arguments)), polarity, "actual", polarity == "positive")


EVENTS = st.builds(
    lambda type, trigger, arguments, polarity: key(type, trigger, *arguments, polarity=polarity),
    st.sampled_from(["JOIN", "LEAVE"]),
    st.sampled_from([*PLACES, None]),
    st.lists(st.sampled_from(ARGUMENTS), max_size=3),
    st.sampled_from(["positive", "negative"]),
)
LISTS = st.lists(EVENTS, max_size=5)
CROWDED = st.lists(  # so alike that most alignments are ties
    st.builds(
        lambda argument, polarity: key("JOIN", (0, 4), *argument, polarity=polarity),
        st.lists(st.sampled_from(ARGUMENTS), max_size=1),
        st.sampled_from(["positive", "negative"]),
    ),
    max_size=4,
)


def worth(gold, predicted):
    """The weights of a pair, written from the definition; ``None`` when the pair is not admissible."""
    shared = sum((Counter(gold.arguments) & Counter(predicted.arguments)).values())
    points = [set(range(*event.trigger)) if event.trigger else set() for event in (gold, predicted)]
    overlap = bool(points[0] & points[1])
    bare = not all(points) and not gold.arguments and not predicted.arguments
    if gold.type != predicted.type or not (shared or overlap or bare):
        return None
    alone = len(gold.arguments) + len(predicted.arguments) - 2 * shared
    equal = bool(points[0]) and points[0] == points[1]
    return 1, equal, shared, overlap, -alone, -abs(gold.offset - predicted.offset)


def matchings(rows, columns):
    """Every one-to-one set of pairs, including the empty one."""
    if not rows:
        yield ()
        return
    for rest in matchings(rows[1:], columns):
        yield rest
    for column in columns:
        for rest in matchings(rows[1:], [other for other in columns if other != column]):
            yield ((rows[0], column), *rest)


def total(gold, predicted, pairs):
    weights = [worth(gold[left], predicted[right]) for left, right in pairs]
    if None in weights:
        return None
    return tuple(sum(values) for values in zip(*weights, strict=True)) or (0,) * 6


@settings(max_examples=150, deadline=None, derandomize=True)
@given(LISTS, LISTS)
def test_no_matching_is_better(gold, predicted):
    totals = [total(gold, predicted, pairs) for pairs in matchings(list(range(len(gold))), list(range(len(predicted))))]
    assert total(gold, predicted, align(gold, predicted)) == max(found for found in totals if found is not None)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(LISTS | CROWDED, LISTS | CROWDED, st.randoms(use_true_random=False))
def test_the_order_of_events_does_not_matter(gold, predicted, chance):
    shuffled, mixed = chance.sample(gold, len(gold)), chance.sample(predicted, len(predicted))
    once = Counter((gold[left], predicted[right]) for left, right in align(gold, predicted))
    again = Counter((shuffled[left], mixed[right]) for left, right in align(shuffled, mixed))
    assert once == again


ACTOR, OTHER = ARGUMENTS[0], ARGUMENTS[1]


@pytest.mark.parametrize(
    ("gold", "predicted", "pairs"),
    [
        ([], [], ()),
        ([key("JOIN", (0, 4))], [], ()),
        ([key("JOIN", (0, 4))], [key("JOIN", (0, 4))], ((0, 0),)),
        ([key("JOIN", (0, 4))], [key("LEAVE", (0, 4))], ()),  # definition: types differ
        ([key("JOIN", (0, 4))], [key("JOIN", (4, 9))], ()),  # by hand: half-open, no code point in common
        ([key("JOIN", (0, 4))], [key("JOIN", (3, 9))], ((0, 0),)),  # by hand: code point 3
        ([key("JOIN", (0, 4), ACTOR)], [key("JOIN", (50, 54), ACTOR)], ((0, 0),)),  # a shared argument
        ([key("JOIN", (0, 4), ACTOR)], [key("JOIN", (50, 54), OTHER)], ()),  # nothing in common
        ([key("JOIN", None)], [key("JOIN", None)], ((0, 0),)),  # no trigger, no arguments: the type is all there is
        ([key("JOIN", None, ACTOR)], [key("JOIN", None)], ()),  # no trigger, arguments differ
        ([key("JOIN", None, ACTOR)], [key("JOIN", (0, 4), ACTOR, OTHER)], ((0, 0),)),
    ],
)
def test_what_may_be_paired(gold, predicted, pairs):
    assert align(gold, predicted) == pairs


@pytest.mark.parametrize(
    ("gold", "predicted", "pairs"),
    [
        # by hand: greedy takes (0, 0) for its equal trigger and leaves two events alone; two pairs come first
        (
            [key("JOIN", (0, 4), ACTOR), key("JOIN", (2, 6))],
            [key("JOIN", (0, 4)), key("JOIN", (50, 54), ACTOR)],
            ((0, 1), (1, 0)),
        ),
        # by hand: an equal trigger outweighs two shared arguments
        ([key("JOIN", (0, 4), ACTOR, OTHER)], [key("JOIN", (50, 54), ACTOR, OTHER), key("JOIN", (0, 4))], ((0, 1),)),
        # by hand: one shared argument outweighs a trigger that only overlaps
        ([key("JOIN", (0, 4), ACTOR)], [key("JOIN", (2, 6)), key("JOIN", (50, 54), ACTOR)], ((0, 1),)),
        # by hand: equal but for an argument too many
        ([key("JOIN", (0, 4), ACTOR)], [key("JOIN", (0, 4), ACTOR, OTHER), key("JOIN", (0, 4), ACTOR)], ((0, 1),)),
        # by hand: equal in all but distance, 20 against 50
        ([key("JOIN", (100, 104), ACTOR)], [key("JOIN", (50, 54), ACTOR), key("JOIN", (120, 124), ACTOR)], ((0, 1),)),
    ],
)
def test_what_comes_first(gold, predicted, pairs):
    assert align(gold, predicted) == pairs


def test_a_chain_of_overlaps_is_solved_as_a_whole():
    # by hand: each prediction touches two gold events but the last, so only in this way all 40 find a partner
    gold = [key("JOIN", (10 * n, 10 * n + 8)) for n in range(40)]
    predicted = [key("JOIN", (10 * n + 5, 10 * n + 13)) for n in range(40)]
    assert align(gold, predicted) == tuple((n, n) for n in range(40))
