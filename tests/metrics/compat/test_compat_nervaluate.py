"""nervaluate 1.2.1: the installed program is the oracle, number by number and without tolerance."""

from __future__ import annotations

import random
from importlib.metadata import version

import nervaluate
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tag_cases import ADVERSARIAL, LABELS, PHANTOM, odd_cases, random_cases, vocabulary_cases

from actbank.metrics.compat.nervaluate import STRATEGIES, Matches, nervaluate_report
from actbank.problems import DataError

NUMBERS = ("correct", "incorrect", "partial", "missed", "spurious", "possible", "actual", "precision", "recall", "f1")
ALL_LABELS = (*LABELS, PHANTOM)


def numbers(strategies):
    return {name: tuple(getattr(found, number) for number in NUMBERS) for name, found in strategies.items()}


def oracle(gold, predicted, tags, min_overlap=1.0):
    """The numbers of nervaluate, or ``None`` where it refuses a tag."""
    try:
        evaluator = nervaluate.Evaluator(
            gold, predicted, tags=list(tags), loader="list", min_overlap_percentage=min_overlap
        )
    except ValueError:
        return None
    found = evaluator.evaluate()
    return numbers(found["overall"]), {tag: numbers(strategies) for tag, strategies in found["entities"].items()}


def ours(gold, predicted, tags, min_overlap=1.0):
    try:
        report = nervaluate_report(gold, predicted, tags=tags, min_overlap=min_overlap)
    except DataError:
        return None
    return numbers(report.overall), {tag: numbers(strategies) for tag, strategies in report.tags.items()}


def differences(cases, tags=ALL_LABELS, min_overlap=1.0):
    return [case for case in cases if ours(*case, tags, min_overlap) != oracle(*case, tags, min_overlap)]


def test_the_oracle_is_the_version_that_is_reproduced():
    assert version("nervaluate") == "1.2.1"


def test_two_thousand_random_cases_give_equal_numbers():
    assert differences(random_cases(2000, seed=11)) == []


def test_awkward_cases_give_equal_numbers():
    both_ways = [*ADVERSARIAL, *((predicted, gold) for gold, predicted in ADVERSARIAL)]
    assert differences(both_ways) == []


@pytest.mark.parametrize("tags", [("DENY",), ("DENY", "A-B", "absent"), (PHANTOM,), ()])
def test_labels_that_are_not_asked_for_are_dropped_on_both_sides(tags):
    assert differences(random_cases(150, seed=12), tags) == []


@pytest.mark.parametrize("min_overlap", [1.0, 33.4, 50.0, 66.7, 100.0])
def test_overlap_is_measured_against_the_gold_span(min_overlap):
    assert differences(random_cases(150, seed=13), min_overlap=min_overlap) == []


def test_odd_tags_give_equal_numbers_or_are_refused_by_both():
    cases = list(odd_cases(400, seed=14))
    labels = [*ALL_LABELS, "", "-DENY", "ENY", "DENY-", "her"]
    assert differences(cases, labels) == []
    refused = sum(ours(*case, labels) is None for case in cases)
    assert 20 < refused < 380  # both outcomes are met


@pytest.mark.parametrize(
    "vocabulary", [["O", "B-Z", "B-Z", "I-Z", "I-DENY", "E-Z", "O-Z", "O-DENY"], ["O", "B-Z", "I-Z", "I-Z", "B_Z"]]
)
def test_every_pair_of_tags_is_read_as_by_the_oracle(vocabulary):
    assert differences(vocabulary_cases(300, seed=16, vocabulary=vocabulary)) == []


def test_long_chains_of_overlaps_give_equal_numbers():
    rng = random.Random(15)
    cases = []
    for _ in range(20):
        sides = [
            [tag for _ in range(60) for tag in _span(rng.choice("XYZ"), rng.choice((1, 2, 3, 5, 120)))][:400]
            for _ in range(2)
        ]
        cases.append(([sides[0]], [sides[1]]))
    assert differences(cases, "XYZ") == []


def _span(label, size):
    return [f"B-{label}", *[f"I-{label}"] * (size - 1)]


TAGS = st.sampled_from(["O", *(f"{prefix}-{label}" for prefix in "BI" for label in (*LABELS[:2], PHANTOM))])
ROWS = st.lists(st.tuples(TAGS, TAGS), max_size=10)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(ROWS, min_size=1, max_size=4), st.sampled_from([1.0, 40.0]))
def test_any_sequences_give_equal_numbers(rows, min_overlap):
    gold = [[left for left, _ in row] for row in rows]
    predicted = [[right for _, right in row] for row in rows]
    assert differences([(gold, predicted)], min_overlap=min_overlap) == []


@pytest.mark.parametrize(
    ("gold", "predicted", "expected"),
    [
        # by hand: the prediction takes the first gold span it overlaps, and the equal words of none
        (
            ["B-Z", "B-Z", "I-Z"],
            ["B-Z", "I-Z", "I-Z"],
            {"strict": Matches(0, 1, 0, 1, 0), "partial": Matches(0, 0, 1, 1, 0), "ent_type": Matches(1, 0, 0, 1, 0)},
        ),
        # by hand: equal words, another label
        (
            ["B-Z"],
            ["B-DENY"],
            {"strict": Matches(0, 1), "exact": Matches(1), "partial": Matches(1), "ent_type": Matches(0, 1)},
        ),
        # by hand: one common word of 101 gold words is no overlap
        (
            ["B-Z", *["I-Z"] * 100],
            [*["O"] * 100, "B-Z"],
            {"partial": Matches(missed=1, spurious=1), "ent_type": Matches(missed=1, spurious=1)},
        ),
    ],
)
def test_matches_of_a_sequence(gold, predicted, expected):
    overall = nervaluate_report([gold], [predicted]).overall
    assert {name: overall[name] for name in expected} == expected


def test_a_wrong_label_is_missed_and_spurious_among_its_own():
    report = nervaluate_report([["B-Z"]], [["B-DENY"]])
    assert report.tags["Z"]["strict"] == Matches(missed=1)
    assert report.tags["DENY"]["strict"] == Matches(spurious=1)
    assert report.overall["strict"] == Matches(incorrect=1)


def test_a_phantom_label_is_spurious_unless_it_is_not_asked_for():
    gold, predicted = [["B-Z", "O"]], [["B-Z", f"B-{PHANTOM}"]]
    assert nervaluate_report(gold, predicted).overall["strict"] == Matches(1, spurious=1)
    assert nervaluate_report(gold, predicted, tags=["Z"]).overall["strict"] == Matches(1)


def test_without_sequences_everything_is_zero():
    report = nervaluate_report([], [])
    assert report.overall == dict.fromkeys(STRATEGIES, Matches())
    assert report.tags == {}
    assert Matches().f1 == 0.0


def test_every_tag_that_begins_no_entity_is_named_where_it_stands_first():
    with pytest.raises(DataError) as error:
        nervaluate_report([["O", "S-Z"], ["B-Z", "E-Z", "E-Q"]], [["O", "O"], ["DENY", "O", "O"]])
    expected = "expected O, or a tag that begins with B- or I-"
    assert str(error.value) == (
        "3 problems found\n"
        f"gold sequence 1, tag 2: 'S-Z', {expected}\n"
        f"gold sequence 2, tag 3: 'E-Q', {expected}\n"
        f"predicted sequence 2, tag 1: 'DENY', {expected}"
    )


@pytest.mark.parametrize("min_overlap", [0.0, 0.5, 100.5])
def test_min_overlap_is_a_percentage(min_overlap):
    with pytest.raises(DataError, match=rf"min_overlap: {min_overlap}, expected 1 to 100"):
        nervaluate_report([["O"]], [["O"]], min_overlap=min_overlap)
