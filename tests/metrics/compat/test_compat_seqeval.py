"""seqeval 1.2.2: the installed program is the oracle, number by number and without tolerance."""

from __future__ import annotations

import math
import warnings
from importlib.metadata import version

import pytest
import seqeval.metrics
import seqeval.scheme
from hypothesis import given, settings
from hypothesis import strategies as st
from tag_cases import ADVERSARIAL, LABELS, PHANTOM, odd_cases, random_cases, vocabulary_cases

from actbank.metrics.compat.seqeval import seqeval_report
from actbank.metrics.counts import Counts
from actbank.problems import DataError


def oracle(gold, predicted, *, strict, zero_division=0):
    """The report of seqeval, or ``None`` where it refuses a tag."""
    mode = {"mode": "strict", "scheme": seqeval.scheme.IOB2} if strict else {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return seqeval.metrics.classification_report(
                gold, predicted, output_dict=True, zero_division=zero_division, **mode
            )
        except (IndexError, KeyError, ValueError):
            return None


def ours(gold, predicted, *, strict, zero_division=0):
    try:
        return seqeval_report(gold, predicted, strict=strict, zero_division=zero_division).to_dict()
    except DataError:
        return None


def plain(report):
    """The numbers with NaN as text, for NaN is not equal to itself."""
    if report is None:
        return None
    numbers = {name: {key: float(value) for key, value in row.items()} for name, row in report.items()}
    return {
        name: {key: "nan" if math.isnan(value) else value for key, value in row.items()}
        for name, row in numbers.items()
    }


def differences(cases, **mode):
    return [case for case in cases if plain(ours(*case, **mode)) != plain(oracle(*case, **mode))]


def test_the_oracle_is_the_version_that_is_reproduced():
    assert version("seqeval") == "1.2.2"


@pytest.mark.parametrize("strict", [False, True])
def test_two_thousand_random_cases_give_equal_numbers(strict):
    assert differences(random_cases(2000, seed=1), strict=strict) == []


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize("zero_division", [0, 1])
def test_awkward_cases_give_equal_numbers(strict, zero_division):
    both_ways = [*ADVERSARIAL, *((predicted, gold) for gold, predicted in ADVERSARIAL)]
    assert differences(both_ways, strict=strict, zero_division=zero_division) == []
    assert differences(random_cases(200, seed=2, longest=3), strict=strict, zero_division=zero_division) == []


@pytest.mark.parametrize("strict", [False, True])
def test_odd_tags_give_equal_numbers_or_are_refused_by_both(strict):
    cases = list(odd_cases(400, seed=3))
    assert differences(cases, strict=strict) == []
    refused = sum(ours(*case, strict=strict) is None for case in cases)
    assert 5 < refused < 390  # both outcomes are met


@pytest.mark.parametrize(
    ("strict", "vocabulary"),
    [
        (False, ["O", "B-Z", "I-Z", "E-Z", "S-Z", "E-DENY", "S-DENY"]),
        (False, ["O", "B", "I-Z", ".", ".-Z", "X-Z", "X", "_", "O-Z", "BX-Z"]),
        (True, ["O", "B-Z", "I-Z", "I-Z-", "B-Z-", "I--Z", "IZ", "O-Z"]),
        (True, ["O", "B", "I", "B-", "I-_", "B-A-B", "I-A-B", "O-_"]),
    ],
)
def test_every_pair_of_tags_is_read_as_by_the_oracle(strict, vocabulary):
    assert differences(vocabulary_cases(400, seed=4, vocabulary=vocabulary), strict=strict) == []


def test_long_sequences_of_many_types_give_equal_numbers():
    # macro and weighted averages over more than eight types are where the order of additions shows
    labels = [f"T{number}" for number in range(40)]
    gold = [[f"{'BI'[at % 3 > 0]}-{labels[(at // 3) % 40]}" for at in range(900)]]
    predicted = [[tag if at % 7 else "O" for at, tag in enumerate(gold[0])]]
    for strict in (False, True):
        assert differences([(gold, predicted)], strict=strict) == []


TAGS = st.sampled_from(["O", *(f"{prefix}-{label}" for prefix in "BI" for label in (*LABELS[:3], PHANTOM))])
ROWS = st.lists(st.tuples(TAGS, TAGS), max_size=8)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(ROWS, min_size=1, max_size=4), st.booleans(), st.sampled_from([0, 1]))
def test_any_sequences_give_equal_numbers(rows, strict, zero_division):
    gold = [[left for left, _ in row] for row in rows]
    predicted = [[right for _, right in row] for row in rows]
    assert differences([(gold, predicted)], strict=strict, zero_division=zero_division) == []


@pytest.mark.parametrize(
    ("gold", "predicted", "lenient", "strict"),
    [
        # by hand: a stray I is a chunk by default and nothing in strict mode
        (["B-DENY", "I-DENY"], ["I-DENY", "I-DENY"], Counts(1, 0, 0), Counts(0, 0, 1)),
        # by hand: the change of type ends the first chunk; the second has no B, so strict sees "B-DENY" alone
        (["B-DENY", "I-Z"], ["B-DENY", "O"], Counts(1, 0, 1), Counts(1, 0, 0)),
        # by hand: two chunks against one of the same words
        (["B-DENY", "B-DENY"], ["B-DENY", "I-DENY"], Counts(0, 1, 2), Counts(0, 1, 2)),
        # by hand: one right, one type that gold does not know
        (["B-DENY", "O"], ["B-DENY", "B-NEW"], Counts(1, 1, 0), Counts(1, 1, 0)),
    ],
)
def test_counts_of_a_sequence(gold, predicted, lenient, strict):
    assert seqeval_report([gold], [predicted]).total == lenient
    assert seqeval_report([gold], [predicted], strict=True).total == strict


def test_a_report_holds_counts_by_type():
    report = seqeval_report([["B-DENY", "O", "B-Z"]], [["B-DENY", "B-Z", "O"]])
    assert report.counts == {"DENY": Counts(1, 0, 0), "Z": Counts(0, 1, 1)}
    assert list(report.types) == ["DENY", "Z"]
    assert (report.micro.f1, report.macro.f1, report.micro.support) == (0.5, 0.5, 2)


def test_no_sequences_are_no_chunks():
    report = seqeval_report([], [])
    assert (report.types, report.micro.f1, report.micro.support) == ({}, 0.0, 0)
    assert math.isnan(report.macro.f1)


def test_every_tag_that_strict_mode_cannot_read_is_named_where_it_stands_first():
    with pytest.raises(DataError) as error:
        seqeval_report([["O", "S-Z"], ["O", "X-Z", "S-Z"]], [["O", "O"], ["O", "O", "E-Z"]], strict=True)
    expected = "expected a tag that begins with B, I or O"
    assert str(error.value) == (
        "3 problems found\n"
        f"gold sequence 1, tag 2: 'S-Z', {expected}\n"
        f"gold sequence 2, tag 2: 'X-Z', {expected}\n"
        f"predicted sequence 2, tag 3: 'E-Z', {expected}"
    )


def test_zero_division_is_nothing_but_0_or_1():
    with pytest.raises(DataError, match=r"zero_division: 2, expected 0 or 1"):
        seqeval_report([["O"]], [["O"]], zero_division=2)
