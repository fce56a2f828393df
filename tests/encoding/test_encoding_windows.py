"""Windows: every word has one owner, no budget is broken, and what lies around comes along."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actbank.encoding.windows import Window, cut_windows

COSTS = st.lists(st.integers(1, 4), min_size=1, max_size=60)


@st.composite
def layouts(draw):
    """Costs of words, sentences over them, a budget that every word fits in, and a context."""
    costs = draw(COSTS)
    edges = draw(st.sets(st.integers(1, max(1, len(costs) - 1)), max_size=12))
    bounds = sorted({0, len(costs), *(edge for edge in edges if edge < len(costs))})
    return costs, list(pairwise(bounds)), draw(st.integers(4, 40)), draw(st.integers(0, 12))


@settings(max_examples=300, deadline=None, derandomize=True)
@given(layouts())
def test_every_word_belongs_to_exactly_one_window(drawn):
    costs, sentences, budget, context = drawn
    windows = cut_windows(costs, sentences, budget, context)
    assert [word for window in windows for word in range(window.own_start, window.own_end)] == list(range(len(costs)))
    assert all(w.start <= w.own_start < w.own_end <= w.end for w in windows)
    for word in range(len(costs)):
        assert sum(window.owns(word) for window in windows) == 1


@settings(max_examples=300, deadline=None, derandomize=True)
@given(layouts())
def test_no_window_is_over_its_budget(drawn):
    costs, sentences, budget, context = drawn
    assert all(sum(costs[w.start : w.end]) <= budget for w in cut_windows(costs, sentences, budget, context))


@settings(max_examples=300, deadline=None, derandomize=True)
@given(layouts())
def test_an_article_that_fits_is_one_window(drawn):
    costs, sentences, budget, context = drawn
    windows = cut_windows(costs, sentences, budget, context)
    if sum(costs) <= budget:
        assert windows == [Window(0, len(costs), 0, len(costs))]
    else:
        assert len(windows) > 1


@settings(max_examples=300, deadline=None, derandomize=True)
@given(layouts())
def test_each_side_has_its_context(drawn):
    costs, sentences, budget, context = drawn
    context = min(context, budget // 4)
    windows = cut_windows(costs, sentences, budget, context)
    for window in windows if len(windows) > 1 else ():
        if sum(costs[window.own_start : window.own_end]) > budget - 2 * context:
            assert window.own_end - window.own_start == 1  # a word that leaves less room than that
            continue
        left, right = range(window.start, window.own_start), range(window.own_end, window.end)
        assert window.start == 0 or sum(costs[word] for word in (window.start - 1, *left)) > context
        assert window.end == len(costs) or sum(costs[word] for word in (*right, window.end)) > context


@settings(max_examples=300, deadline=None, derandomize=True)
@given(layouts())
def test_sentences_stay_whole_where_they_fit(drawn):
    costs, sentences, budget, context = drawn
    room = budget - 2 * min(context, budget // 4)
    windows = cut_windows(costs, sentences, budget, context)
    if len(windows) > 1:
        for start, end in sentences:
            owners = [at for at, w in enumerate(windows) if w.own_start < end and start < w.own_end]
            assert len(owners) == 1 or sum(costs[start:end]) > room


HAND = [
    # costs 1 each; sentences of 4; budget 8 of which 2 are kept on each side, so 4 own words a window
    ([1] * 12, [(0, 4), (4, 8), (8, 12)], 8, 2,
     [Window(0, 8, 0, 4), Window(2, 10, 4, 8), Window(6, 12, 8, 12)]),
    # no context: the budget is for own words alone
    ([1] * 9, [(0, 3), (3, 6), (6, 9)], 6, 0, [Window(0, 6, 0, 6), Window(6, 9, 6, 9)]),
    # one sentence of 6 is cut where its budget of 4 is full
    ([1] * 6, [(0, 6)], 4, 0, [Window(0, 4, 0, 4), Window(4, 6, 4, 6)]),
    # words of 3 tokens: 8 - 2 * 2 = 4 holds one; the context of 2 holds none, what is left of 8 holds one on the right
    ([3, 3, 3], [(0, 3)], 8, 2, [Window(0, 2, 0, 1), Window(1, 3, 1, 2), Window(2, 3, 2, 3)]),
    # a word of 6 has more than 8 - 2 * 2 tokens: it is alone among its own, and no context of 2 can hold it
    ([1, 6, 1, 1], [(0, 2), (2, 4)], 8, 2, [Window(0, 3, 0, 1), Window(0, 3, 1, 2), Window(2, 4, 2, 4)]),
    # a context above a quarter of the budget is cut down to it
    ([1] * 12, [(0, 12)], 8, 100, [Window(0, 8, 0, 4), Window(2, 10, 4, 8), Window(6, 12, 8, 12)]),
]  # fmt: skip


@pytest.mark.parametrize(("costs", "sentences", "budget", "context", "windows"), HAND)
def test_windows_by_hand(costs, sentences, budget, context, windows):
    assert cut_windows(costs, sentences, budget, context) == windows


def test_no_words_no_windows():
    assert cut_windows([], [], 10, 2) == []
