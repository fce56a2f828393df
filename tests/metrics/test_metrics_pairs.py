"""Pairing gold with predictions: every reason why it cannot be done, all at once."""

from __future__ import annotations

import pytest

from actbank.metrics.pairs import pair_up
from actbank.problems import DataError
from actbank.schema import Argument, Article, Event, Span

TEXT = "Mali left the pact."
LEAVE = Event("e1", "WITHDRAW", Span(5, 9))
GOLD = [Article("mali-1", TEXT, events=(LEAVE,)), Article("mali-2", TEXT, events=())]


def refused(gold, predictions):
    with pytest.raises(DataError) as caught:
        pair_up(gold, predictions)
    return [str(problem) for problem in caught.value.problems]


def test_events_by_id_and_articles_are_the_same_predictions():
    by_id = pair_up(GOLD, {"mali-1": [LEAVE]})
    by_article = pair_up(iter(GOLD), [Article("mali-1", TEXT, events=(LEAVE,))])
    assert by_id == by_article == [(GOLD[0], (LEAVE,)), (GOLD[1], ())]


def test_a_prediction_without_the_text_is_taken_when_it_has_no_spans():
    bare = Event("p1", "WITHDRAW")
    assert pair_up(GOLD[:1], [Article("mali-1", "", events=(bare,))]) == [(GOLD[0], (bare,))]


def test_entities_of_predictions_need_no_entity_lines():
    event = Event("p1", "WITHDRAW", Span(5, 9), (Argument("actor", entity="mali"),))
    assert pair_up(GOLD[:1], {"mali-1": [event]}) == [(GOLD[0], (event,))]


@pytest.mark.parametrize(
    ("gold", "predictions", "expected"),
    [
        ([*GOLD, GOLD[0]], {}, "gold article 'mali-1': is there twice, expected unique ids"),
        (
            [Article("mali-1", TEXT)],
            {},
            "gold article 'mali-1': is not annotated, expected events, or an empty list of events",
        ),
        (
            GOLD,
            {"mali_1": [LEAVE]},
            "predicted article 'mali_1': is not in gold, expected the id of a gold article, nearest mali-1",
        ),
        (
            GOLD,
            {"mali-1": [Event("p1", "JOIN", Span(5, 25))]},
            "predicted article 'mali-1', event 'p1': trigger (5, 25), expected end <= 19",
        ),
        (
            GOLD,
            {"mali-2": [Event("p1", "STATE", Span(5, 9), (Argument("content", event="p2"),))]},
            "predicted article 'mali-2', event 'p1': content refers to event 'p2', expected an event of the article, "
            "nearest p1",
        ),
        (GOLD, {"mali-2": [LEAVE, LEAVE]}, "predicted article 'mali-2': event id 'e1' twice, expected unique ids"),
        (GOLD, [GOLD[1], GOLD[1]], "predicted article 'mali-2': is there twice, expected unique ids"),
        (
            GOLD,
            [Article("mali-2", TEXT)],
            "predicted article 'mali-2': has no events, expected events, or an empty list of events",
        ),
        (
            GOLD,
            [Article("mali-2", " " + TEXT, events=())],
            "predicted article 'mali-2': has another text than the gold article, "
            "expected the same text, to the code point",
        ),
    ],
)
def test_each_problem_says_where_and_what(gold, predictions, expected):
    assert refused(gold, predictions) == [expected]


def test_all_problems_are_listed():
    gold = [*GOLD, GOLD[1], Article("open", TEXT)]
    predictions = {"mali-1": [Event("p1", "JOIN", Span(5, 25))], "niger": []}
    assert [problem.split(":")[0] for problem in refused(gold, predictions)] == [
        "gold article 'mali-2'",
        "gold article 'open'",
        "predicted article 'niger'",
        "predicted article 'mali-1', event 'p1'",
    ]


def test_many_strangers_are_all_named_but_only_the_first_get_a_hint():
    problems = refused(GOLD, {f"mali-1{n}": [] for n in range(50)})
    assert len(problems) == 50
    assert [n for n, problem in enumerate(problems) if ", nearest mali-" in problem] == list(range(20))
