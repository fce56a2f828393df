"""Tag sequences as codes: what goes in comes out, and what has no equal shape is refused."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actbank.metrics.compat.sequences import code_tags
from actbank.problems import DataError

SEQUENCES = st.lists(st.lists(st.sampled_from(["O", "B-X", "I-X", ""]), max_size=4), max_size=5)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(SEQUENCES)
def test_codes_are_the_tags_with_an_outside_tag_behind_each_sequence(sequences):
    coded = code_tags(sequences, sequences)
    flat = [tag for sequence in sequences for tag in [*sequence, "O"]]
    assert [coded.tags[code] for code in coded.gold] == [coded.tags[code] for code in coded.predicted] == flat
    assert coded.tags[0] == "O"
    starts = [sum(len(earlier) + 1 for earlier in sequences[:number]) for number in range(len(sequences))]
    assert coded.starts.tolist() == starts


@pytest.mark.parametrize(
    ("gold", "predicted", "message"),
    [
        ([["O"]], [], "predicted: 0 sequences, expected 1, as in gold"),
        ([["O"], ["O", "O"]], [["O"], ["O"]], "predicted sequence 2: 1 tags, expected 2, as in gold"),
        (["O", "B-X"], [["O"], ["O"]], "gold sequence 1: is text, expected a list of tags"),
        ([["O"], ["O"]], [["O"], "B"], "predicted sequence 2: is text, expected a list of tags"),
        ("O", [["O"]], "gold: is text, expected a list of lists of tags"),
    ],
)
def test_unequal_shapes_are_refused(gold, predicted, message):
    with pytest.raises(DataError) as error:
        code_tags(gold, predicted)
    assert str(error.value) == f"1 problem found\n{message}"


def test_all_unequal_sequences_are_named():
    with pytest.raises(DataError) as error:
        code_tags([["O"], [], ["O"]], [[], ["O"], ["O"]])
    assert [problem.where for problem in error.value.problems] == ["predicted sequence 1", "predicted sequence 2"]
