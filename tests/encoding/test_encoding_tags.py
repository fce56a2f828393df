"""Tags: spans survive encoding, and the decoder is as good as trying every valid sequence."""

from collections import Counter
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actbank.encoding.tags import decode_bio, encode_bio, viterbi

LENGTH = 7
BOUNDS = st.tuples(st.integers(0, LENGTH), st.integers(0, LENGTH)).filter(lambda pair: pair[0] < pair[1])
SPANS = st.lists(st.tuples(BOUNDS, st.integers(0, 2)).map(lambda drawn: (*drawn[0], drawn[1])), max_size=6)


def valid(tags) -> bool:
    """Whether every continuation follows its own beginning or continuation."""
    return all(tag % 2 or not tag or before in (tag - 1, tag) for before, tag in zip([0, *tags], tags, strict=False))


@settings(max_examples=300, deadline=None, derandomize=True)
@given(SPANS)
def test_every_span_is_placed_or_lost(spans):
    tags, lost = encode_bio(spans, LENGTH)
    placed = decode_bio(tags.tolist())
    assert valid(tags.tolist())
    assert Counter([*placed, *lost]) == Counter(spans)
    assert sum(end - start for start, end, _ in placed) == np.count_nonzero(tags)
    for start, end, _ in lost:
        assert any(start < other_end and other_start < end for other_start, other_end, _ in placed)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(SPANS)
def test_spans_that_leave_each_other_room_all_come_back(spans):
    apart = []
    for start, end, label in spans:
        if all(end <= other_start or other_end <= start for other_start, other_end, _ in apart):
            apart.append((start, end, label))
    tags, lost = encode_bio(apart, LENGTH)
    assert decode_bio(tags.tolist()) == sorted(apart)
    assert lost == []


@settings(max_examples=200, deadline=None, derandomize=True)
@given(SPANS, st.randoms(use_true_random=False))
def test_the_order_of_spans_does_not_matter(spans, chance):
    shuffled = chance.sample(spans, len(spans))
    tags, lost = encode_bio(spans, LENGTH)
    again, lost_again = encode_bio(shuffled, LENGTH)
    assert tags.tolist() == again.tolist() and lost == lost_again


@pytest.mark.parametrize(
    ("spans", "tags", "lost"),
    [
        ([], [0, 0, 0, 0], []),
        ([(1, 3, 0)], [0, 1, 2, 0], []),
        ([(0, 2, 0), (2, 4, 0)], [1, 2, 1, 2], []),  # two neighbours stay two
        ([(0, 2, 1), (2, 3, 0)], [3, 4, 1, 0], []),
        ([(1, 2, 0), (0, 2, 0)], [1, 2, 0, 0], [(1, 2, 0)]),  # the earlier comes first
        ([(0, 1, 0), (0, 3, 1)], [3, 4, 4, 0], [(0, 1, 0)]),  # then the longer
        ([(0, 2, 1), (0, 2, 0)], [1, 2, 0, 0], [(0, 2, 1)]),  # then the label that comes first
        ([(0, 2, 1), (0, 2, 1)], [3, 4, 0, 0], [(0, 2, 1)]),  # there is room for one
    ],
)
def test_encode_by_hand(spans, tags, lost):
    found, over = encode_bio(spans, 4)
    assert (found.tolist(), over) == (tags, lost)


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        ([], []),
        ([0, 0], []),
        ([1, 2, 2], [(0, 3, 0)]),
        ([1, 1, 2], [(0, 1, 0), (1, 3, 0)]),
        ([3, 4, 1], [(0, 2, 1), (2, 3, 0)]),
        # strict: a continuation of nothing is no span
        ([2, 2], []),
        ([0, 2], []),
        ([1, 4], [(0, 1, 0)]),
        ([1, 2, 4, 2], [(0, 2, 0)]),
        ([2, 1, 2], [(1, 3, 0)]),
    ],
)
def test_decode_by_hand(tags, spans):
    assert decode_bio(tags) == spans


# --- the best valid sequence

SMALL = st.tuples(st.integers(1, 3), st.integers(1, 4), st.integers(0, 2))  # sequences, words, labels
SCORES = st.integers(-4, 4)  # so that sums are exact and ties come up


@settings(max_examples=200, deadline=None, derandomize=True)
@given(SMALL, st.data())
def test_no_valid_sequence_is_better(sizes, data):
    sequences, length, labels = sizes
    tags = 2 * labels + 1
    flat = data.draw(st.lists(SCORES, min_size=sequences * length * tags, max_size=sequences * length * tags))
    scores = np.array(flat, dtype=np.float32).reshape(sequences, length, tags)
    best = viterbi(scores)
    assert best.shape == (sequences, length)
    for row, found in zip(scores, best.tolist(), strict=True):
        worth = {tried: sum(row[range(length), tried]) for tried in product(range(tags), repeat=length) if valid(tried)}
        assert valid(found)
        assert worth[tuple(found)] == max(worth.values())


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.integers(0, 2**32 - 1), st.integers(1, 40), st.integers(1, 12))
def test_no_sequence_is_invalid_or_depends_on_its_neighbours(seed, length, labels):
    scores = np.random.default_rng(seed).normal(size=(4, length, 2 * labels + 1))
    best = viterbi(scores)
    assert all(valid(row) for row in best.tolist())
    for row in range(4):
        assert viterbi(scores[row : row + 1])[0].tolist() == best[row].tolist()


@settings(max_examples=100, deadline=None, derandomize=True)
@given(SPANS)
def test_sure_scores_give_back_their_tags(spans):
    tags, _ = encode_bio(spans, LENGTH)
    scores = np.full((1, LENGTH, 7), -1e4, dtype=np.float32)
    scores[0, range(LENGTH), tags] = 0
    assert viterbi(scores)[0].tolist() == tags.tolist()


@pytest.mark.parametrize("shape", [(0, 5, 3), (2, 0, 3), (0, 0, 1)])
def test_nothing_gives_nothing(shape):
    assert viterbi(np.zeros(shape)).shape == shape[:2]


def test_a_continuation_is_kept_at_the_cost_of_a_worse_beginning():
    # by hand: word by word the best are O (1.0) and I (3.0); O I is invalid, B I scores 0.5 + 3.0 against O O 1.0 + 0.0
    scores = np.array([[[1.0, 0.5, 9.0], [0.0, 0.0, 3.0]]])
    assert viterbi(scores).tolist() == [[1, 2]]
