"""``tuple-soft`` by hand, and beside ``tuple``."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actbank.metrics.keys import EventKey
from actbank.metrics.measures import SOFT, agreement
from actbank.metrics.scores import score
from actbank.schema import Argument, Article, Event, Span

ROLES = ("actor", "target", "time")


def key(*arguments):
    return EventKey("X", (0, 1), tuple(sorted((role, ((at, at + 1),)) for role, at in arguments)), "", "", False)


@pytest.mark.parametrize(
    ("gold", "predicted", "expected"),
    [
        ([], [], Fraction(1)),
        ([("place", 1)], [], Fraction(1)),  # not among the roles
        ([("actor", 1)], [("actor", 1)], Fraction(1)),
        ([("actor", 1)], [], Fraction(0)),
        ([("actor", 1)], [("actor", 2)], Fraction(0)),
        ([("actor", 1), ("target", 3)], [("actor", 1)], Fraction(1, 2)),
        ([("actor", 1), ("actor", 2)], [("actor", 1)], Fraction(2, 3)),
        ([("actor", 1), ("actor", 2), ("time", 5)], [("actor", 1), ("time", 5)], Fraction(5, 6)),
        ([("actor", 1)], [("actor", 1), ("target", 2), ("time", 3)], Fraction(1, 3)),
    ],
)
def test_agreement_by_hand(gold, predicted, expected):
    assert agreement(key(*gold), key(*predicted), ROLES) == expected
    assert (SOFT * expected).denominator == 1  # counted without rounding


def test_f1_is_twice_the_agreement_over_all_events():
    text = "abcdefgh" * 4

    def event(name, kind, trigger, *arguments):
        spans = tuple(Argument(role, Span(at, at + 1)) for role, at in arguments)
        return Event(name, kind, Span(trigger, trigger + 1), spans)

    gold = [event("1", "X", 0, ("actor", 4), ("target", 6)), event("2", "X", 10), event("3", "Y", 20, ("actor", 2))]
    predicted = [event("1", "X", 0, ("actor", 4)), event("2", "X", 10, ("actor", 3))]
    found = score([Article("a", text, events=tuple(gold))], {"a": predicted})
    # pairs: 1/2 and 0; five events: 2 * 1/2 / 5
    assert found.f1("tuple-soft") == pytest.approx(0.2)
    assert found.tally("tuple-soft").unit == SOFT
    assert found.to_dict()["measures"]["tuple-soft"]["unit"] == SOFT
    assert found.f1("tuple") == 0.0


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.data())
def test_soft_is_never_below_whole_events(data):
    arguments = st.lists(st.tuples(st.sampled_from(ROLES), st.integers(0, 3)), max_size=3)

    def side():
        rows = data.draw(st.lists(st.tuples(st.sampled_from("XY"), st.integers(0, 3), arguments), max_size=4))
        return tuple(
            Event(
                f"e{n}",
                kind,
                Span(at, at + 1),
                tuple(Argument(role, Span(5 + place, 6 + place)) for role, place in given),
            )
            for n, (kind, at, given) in enumerate(rows)
        )

    found = score([Article("a", "abcdefghijk", events=side())], {"a": side()})
    assert (found.f1("tuple-soft") or 0.0) >= (found.f1("tuple") or 0.0)
