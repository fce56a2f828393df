"""Paired randomization: worked tables, all swaps in plain Python, and p-values where the hypothesis is true."""

from __future__ import annotations

import itertools
import random
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actbank.metrics.contest import randomize as randomize_module
from actbank.metrics.contest.randomize import randomize

ALL, NONE, HALF = [1, 0, 0], [0, 0, 1], [1, 0, 1]


def table(*rows):
    return np.array(rows, dtype=np.int64).reshape(-1, 3)


def f1(rows):
    tp, fp, fn = (sum(column) for column in zip(*rows, strict=True))
    return Fraction(2 * tp, 2 * tp + fp + fn)


def all_swaps(first, second):
    """The p-value from the definition: every way to swap articles, each of them all seeds at once, exact numbers."""
    firsts, seconds = [one.tolist() for one in first], [one.tolist() for one in second]

    def statistic(swaps):
        total = Fraction(0)
        for left, right in itertools.product(firsts, seconds):
            pairs = list(zip(left, right, swaps, strict=True))
            total += f1([b if swap else a for a, b, swap in pairs]) - f1([a if swap else b for a, b, swap in pairs])
        return abs(total)

    ways = list(itertools.product([False, True], repeat=len(firsts[0])))
    observed = statistic(ways[0])
    return Fraction(sum(statistic(way) >= observed for way in ways), len(ways))


def drawn(articles, seeds, chance, quality=0.6):
    """Tables of a made-up system: gold of 1 to 4 an article (the same for every system), the rest by chance."""
    gold = [at % 4 + 1 for at in range(articles)]
    tables = []
    for _ in range(seeds):
        hits = [sum(chance.random() < quality for _ in range(number)) for number in gold]
        tables.append(
            table(*([hit, chance.randrange(3), number - hit] for hit, number in zip(hits, gold, strict=True)))
        )
    return tables


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        # by hand: one article, either way round the same distance
        ([ALL], [NONE], 1.0),
        # by hand: differences 1, 0, 0, -1 of 4 ways; two are as far as 1
        ([ALL, ALL], [NONE, NONE], 2 / 4),
        # by hand: only no swap and all swaps give 1
        ([ALL, ALL, ALL], [NONE, NONE, NONE], 2 / 8),
        # by hand: .8 - .5 = .3; one article swapped: 0 - 1 and 1 - 0; both: -.3. All four are .3 or more
        ([[2, 0, 0], [0, 0, 1]], [[0, 0, 2], [1, 0, 0]], 1.0),
        # by hand: equal articles move nothing; as the row with two articles, though F1 is 12/13 to 8/11
        ([ALL, ALL, [4, 1, 0]], [NONE, NONE, [4, 1, 0]], 2 / 4),
        # by hand: 1 - 2/3; one article swapped: 6/7 - 6/7
        ([[2, 0, 0], [2, 0, 0]], [HALF, HALF], 2 / 4),
        # definition: nothing differs
        ([ALL, HALF], [ALL, HALF], 1.0),
        # definition: nothing in gold, so no F1 but 0
        ([[0, 1, 0], [0, 2, 0]], [[0, 0, 0], [0, 1, 0]], 1.0),
        ([], [], 1.0),
    ],
)
def test_worked_tables(first, second, expected):
    assert randomize([table(*first)], [table(*second)]) == pytest.approx(expected)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.data(), st.integers(1, 6), st.integers(1, 2), st.integers(1, 3))
def test_few_articles_are_the_definition(data, articles, lefts, rights):
    gold = data.draw(st.lists(st.integers(1, 4), min_size=articles, max_size=articles))

    def model():
        hits = [data.draw(st.integers(0, number)) for number in gold]
        return table(*([hit, data.draw(st.integers(0, 2)), n - hit] for hit, n in zip(hits, gold, strict=True)))

    first, second = [model() for _ in range(lefts)], [model() for _ in range(rights)]
    assert randomize(first, second) == pytest.approx(float(all_swaps(first, second)))


@pytest.mark.parametrize(("seeds", "quality"), [((1, 1), 0.45), ((2, 2), 0.5), ((2, 1), 0.7), ((1, 1), 0.6)])
def test_random_swaps_come_near_all_swaps(seeds, quality):
    chance = random.Random(7)
    first, second = drawn(11, seeds[0], chance), drawn(11, seeds[1], chance, quality)
    exact = float(all_swaps(first, second))
    assert 0.01 < exact < 1
    assert randomize(first, second) == pytest.approx(exact)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(randomize_module, "EXACT", 0)
        sampled = randomize(first, second, 10_000)
    assert sampled != pytest.approx(exact, abs=1e-9)
    assert sampled == pytest.approx(exact, abs=4 * (exact * (1 - exact) / 10_000) ** 0.5)


def test_alike_articles_are_swapped_as_single_ones(monkeypatch):
    monkeypatch.setattr(randomize_module, "EXACT", 0)
    first, second = table(*[ALL, HALF, NONE] * 4), table(*[HALF, NONE, HALF] * 4)  # differences: 4 of one, 8 of one
    exact = float(all_swaps([first], [second]))
    assert randomize([first], [second], 20_000) == pytest.approx(exact, abs=0.01)


SIDES = drawn(40, 2, random.Random(1)), drawn(40, 3, random.Random(2), 0.55)


def test_equal_seeds_give_equal_p_values():
    assert randomize(*SIDES, 500, seed=4) == randomize(*SIDES, 500, seed=4)
    assert randomize(*SIDES, 500, seed=4) != randomize(*SIDES, 500, seed=5)


def test_neither_the_order_of_articles_nor_of_systems_matters():
    (first, _), (second, _, _) = SIDES
    order = np.array(random.Random(3).sample(range(40), 40))
    expected = randomize([first], [second], 500)
    assert randomize([first[order]], [second[order]], 500) == expected
    assert randomize([second], [first], 500) == expected


def test_the_order_of_seeds_says_nothing():
    first, second = SIDES
    again = randomize(first[::-1], [second[1], second[2], second[0]], 20_000)
    assert again == pytest.approx(randomize(first, second, 20_000), abs=0.02)


def test_a_seed_given_twice_adds_nothing():
    (first, _), (second, _, _) = SIDES
    assert randomize([first, first], [second, second], 500) == randomize([first], [second], 500)


def test_small_blocks_give_the_same_swaps(monkeypatch):
    whole = randomize(*SIDES, 501)
    monkeypatch.setattr(randomize_module, "_CELLS", 300)
    assert randomize(*SIDES, 501) == whole


def test_no_random_swap_is_as_extreme():
    first, second = table(*[[3, 0, 0]] * 60), table(*[[1, 1, 2]] * 60)
    assert randomize([first], [second], 999) == 1 / 1000  # (1 + 0) / (1 + 999), never 0


# --- p-values where nothing differs but by chance


def distance_from_uniform(p_values):
    """Kolmogorov and Smirnov's: the farthest that the share of p-values up to x is from x."""
    ordered = np.sort(p_values)
    ranks = np.arange(1, len(ordered) + 1) / len(ordered)
    return max(np.max(ranks - ordered), np.max(ordered - ranks + 1 / len(ordered)))


def corpus(chance, articles, seeds, *, taste=0.0):
    """Two systems of equal quality: articles are long and short, hard and easy, and ``taste`` makes an article easier
    for all seeds of one system than for those of the other."""
    gold = 1 + chance.negative_binomial(2, 2 / 7, size=articles)
    level = chance.normal(0.2, 0.7, size=articles)
    sides = []
    for _ in range(2):
        ease = level + chance.normal(0, taste, size=articles)
        hits = chance.binomial(gold, 1 / (1 + np.exp(-ease)), size=(seeds, articles))
        extra = chance.poisson(0.4 * gold, size=(seeds, articles))
        sides.append([np.stack([hit, more, gold - hit], axis=1) for hit, more in zip(hits, extra, strict=True)])
    return sides


@pytest.mark.parametrize(("seeds", "taste"), [(1, 0.0), (1, 0.7), (3, 0.7)])
def test_p_values_are_uniform_where_the_hypothesis_is_true(seeds, taste):
    chance = np.random.default_rng(11)
    p_values = np.array([randomize(*corpus(chance, 60, seeds, taste=taste), 199, at) for at in range(1000)])
    # 1.63 / sqrt(n): what the distance of n uniform numbers exceeds with a chance of 1 %; 1/200 is the grid of p
    assert distance_from_uniform(p_values) < 1.63 / 1000**0.5 + 1 / 200
    assert np.mean(p_values <= 0.05) < 0.05 + 3 * (0.05 * 0.95 / 1000) ** 0.5


def test_swapping_each_seed_alone_would_reject_true_hypotheses():
    chance = np.random.default_rng(12)
    alone = []
    for at in range(300):
        first, second = corpus(chance, 60, 3, taste=0.7)
        # three seeds as if they were three times as many articles of one seed
        alone.append(randomize([np.concatenate(first)], [np.concatenate(second)], 199, at))
    assert np.mean(np.array(alone) <= 0.05) > 0.1


def test_a_real_difference_is_seen():
    chance = np.random.default_rng(13)
    worse = 0
    for at in range(100):
        (first,), (second,) = corpus(chance, 80, 1)
        lost = chance.binomial(second[:, 0], 0.3)
        second = second + np.stack([-lost, 0 * lost, lost], axis=1)
        worse += randomize([first], [second], 199, at) <= 0.05
    assert worse > 90
