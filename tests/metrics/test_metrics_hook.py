"""Scores as a flat dictionary, for training loops."""

from __future__ import annotations

import doctest
from types import SimpleNamespace

import pytest

from actbank.metrics import hook
from actbank.metrics.hook import compute_metrics, flat
from actbank.metrics.scores import score
from actbank.predicted import Predicted
from actbank.problems import DataError, UnknownName
from actbank.schema import Argument, Article, Event, Span

TEXT = "Mali left the pact."
MALI, PACT = Argument("actor", Span(0, 4)), Argument("target", Span(10, 18))
EVENT = Event("e1", "WITHDRAW", Span(5, 9), (MALI, PACT), "positive", "actual")
GOLD = [Article("a", TEXT, events=(EVENT,)), Article("b", TEXT, events=())]
PREDICTED = {
    "a": [Event("p1", "WITHDRAW", Span(5, 9), (MALI,), "positive", "planned")],
    "b": [Event("p1", "JOIN", Span(5, 9))],
}


def test_numbers_by_hand():
    found = compute_metrics(GOLD)(PREDICTED)
    assert (found["TC_precision"], found["TC_recall"], found["TC_f1"]) == (0.5, 1.0, pytest.approx(2 / 3))
    assert (found["AC+_precision"], found["AC+_recall"], found["AC+_f1"]) == (1.0, 0.5, pytest.approx(2 / 3))
    assert (found["polarity_accuracy"], found["modality_accuracy"]) == (1.0, 0.0)
    assert found["occurred-TC_f1"] == 0.0


def test_all_values_are_numbers_and_what_is_0_of_0_is_left_out():
    found = compute_metrics(GOLD)(PREDICTED)
    assert {type(value) for value in found.values()} == {float}
    assert "time_f1" not in found
    assert "hallucination_rate" not in found
    assert flat(score(GOLD, [Predicted("a", expressions=4, absent=1)]))["hallucination_rate"] == 0.25


def test_what_a_trainer_gives_is_opened_and_decoded():
    evaluation = SimpleNamespace(predictions=[[0, 1]], label_ids=None)
    seen = []

    def decode(logits):
        seen.append(logits)
        return PREDICTED

    assert compute_metrics(GOLD, decode)(evaluation) == compute_metrics(GOLD)(PREDICTED)
    assert seen == [[[0, 1]]]
    assert compute_metrics(GOLD)(SimpleNamespace(predictions=PREDICTED)) == compute_metrics(GOLD)(PREDICTED)


def test_rules_are_those_of_score():
    given = {"a": [Event("p1", "WITHDRAW", Span(0, 9))], "c": []}
    found = compute_metrics(GOLD, setting="gold-trigger", lenient=True)(given)
    assert "TC_f1" not in found
    assert compute_metrics(GOLD, match="head", lenient=True)(given)["TC_f1"] == 1.0


def test_what_is_wrong_is_said_at_once():
    with pytest.raises(DataError, match="gold article 'a': is not annotated"):
        compute_metrics([Article("a", TEXT)])
    with pytest.raises(UnknownName, match="unknown match 'exakt'"):
        compute_metrics(GOLD, match="exakt")


def test_the_example_runs():
    found = doctest.testmod(hook)
    assert (found.attempted > 0, found.failed) == (True, 0)
