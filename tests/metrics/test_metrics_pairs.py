"""Pairing gold with predictions: every reason why it cannot be done, all at once."""

from __future__ import annotations

import pytest

from actbank.metrics.pairs import pair_up, pairing
from actbank.predicted import Misfit, Predicted
from actbank.problems import DataError, Problem
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


def test_a_score_that_is_no_number_is_refused():
    event = Event("p1", "JOIN", Span(5, 9), (Argument("actor", Span(0, 4), score=float("inf")),), score=float("nan"))
    where = "predicted article 'mali-2', event 'p1'"
    assert refused(GOLD, {"mali-2": [event]}) == [
        f"{where}: score nan, expected a finite number",
        f"{where}: score inf, expected a finite number",
    ]


def test_problems_have_the_place_that_predictions_were_read_from():
    given = [Predicted("mali_1", where="p.jsonl:1"), Predicted("mali-2", (Event("p1", "A", Span(5, 25)),), "", "q:2")]
    assert refused(GOLD, given) == [
        "p.jsonl:1: predicted article 'mali_1': is not in gold, expected the id of a gold article, nearest mali-1",
        "q:2: predicted article 'mali-2', event 'p1': trigger (5, 25), expected end <= 19",
    ]


def test_what_was_invented_stands_after_the_text():
    event = Event("p1", "WITHDRAW", Span(5, 9), (Argument("target", Span(20, 25)),))
    given = [Predicted("mali-1", (event,), invented=("Ostia",), expressions=2, absent=1)]
    found = pairing(GOLD, given)
    (article, events), other = found.pairs
    assert (article.text, article.events, events) == (f"{TEXT}\nOstia", (LEAVE,), (event,))
    assert other == (GOLD[1], ())
    assert (found.expressions, found.absent, found.stand_ins, found.misfits) == (2, 1, 0, ())


# --- lenient


def test_every_misfit_has_a_stand_in():
    far = Event("p1", "JOIN", Span(5, 25))
    found = pairing(
        GOLD,
        [
            Article("mali-1", TEXT, events=(LEAVE,)),
            Article("mali-1", TEXT, events=(LEAVE, Event("e2", "DENY"))),  # twice
            Article("mali-2", f" {TEXT}", events=(LEAVE,)),  # another text
            Predicted("niger", (far,)),  # no such article
            Predicted("chad", ()),  # nor this; there is nothing to count
        ],
        lenient=True,
    )
    names = [article.id for article, _ in found.pairs]
    assert names == ["mali-1", "mali-2", "mali-1 (misfits)", "mali-2 (misfits)", "niger (misfits)"]
    assert found.stand_ins == 3
    assert [len(events) for _, events in found.pairs] == [1, 0, 2, 1, 1]
    assert [article.events for article, _ in found.pairs[2:]] == [()] * 3
    assert [str(problem).partition(",")[0] for problem in found.misfits] == [
        "predicted article 'mali-1': is there twice",
        "predicted article 'mali-2': has another text than the gold article",
        "predicted article 'niger': is not in gold",
        "predicted article 'chad': is not in gold",
    ]


def test_misfits_of_the_reader_come_with_those_found_here():
    read = Misfit((Problem("q", "unreadable"),), (Event("p1", "?"),))
    linked = Event("p2", "STATE", Span(5, 9), (Argument("content", event="p1"),))
    far = Event("p3", "JOIN", Span(5, 25))
    found = pairing(GOLD[:1], [Predicted("mali-1", (linked, far), misfits=(read,))], lenient=True)
    assert [problem.what for problem in found.misfits] == ["unreadable", "trigger (5, 25)"]
    (article, (event,)), (_, aside) = found.pairs
    assert article.text != TEXT
    assert (event.id, [argument.span.start > len(TEXT) for argument in event.arguments]) == ("p2", [True])
    assert [event.type for event in aside] == ["?", "JOIN"]


def test_misfits_of_an_article_that_is_one_are_counted_with_it():
    read = Misfit((Problem("q", "unreadable"),), (Event("p1", "?"),))
    found = pairing(GOLD[:1], [Predicted("niger", (LEAVE,), misfits=(read,))], lenient=True)
    assert [problem.what for problem in found.misfits] == ["is not in gold", "unreadable"]
    assert len(found.pairs[1][1]) == 2


def test_the_name_of_a_stand_in_is_free():
    gold = [*GOLD, Article("x (misfits)", TEXT, events=())]
    assert [article.id for article, _ in pairing(gold, {"x": [LEAVE]}, lenient=True).pairs][-2:] == [
        "x (misfits)",
        "x (misfits)'",
    ]


def test_gold_is_never_lenient():
    with pytest.raises(DataError) as caught:
        pairing([GOLD[0], GOLD[0]], {"niger": [LEAVE]}, lenient=True)
    assert [str(problem) for problem in caught.value.problems] == [
        "gold article 'mali-1': is there twice, expected unique ids"
    ]
