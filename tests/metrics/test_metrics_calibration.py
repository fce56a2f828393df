"""Which predicted scores were given for something right: by hand, and against the counts of the scorer."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actbank.metrics.calibration import KINDS, calibrate
from actbank.metrics.scores import score
from actbank.problems import DataError, UnknownName
from actbank.schema import Argument, Article, Event, Span

TEXT = "Mali left the pact on Monday."
LEFT, PACT, MALI = Span(5, 9), Span(10, 18), Span(0, 4)


def verdicts(found):
    return sorted(zip(found.scores.tolist(), found.hits.tolist(), strict=True))


def event(name, kind="WITHDRAW", trigger=LEFT, score=None, arguments=(), **more):
    fillers = tuple(Argument(role, span, score=sure) for role, span, sure in arguments)
    return Event(name, kind, trigger, fillers, score=score, **more)


GOLD = Article(
    "a",
    TEXT,
    events=(
        event("e1", arguments=[("actor", MALI, None), ("target", PACT, None)], polarity="positive", modality="planned"),
        event("e2", "STATE", PACT, polarity="negative"),
    ),
)


def test_events_and_arguments_by_hand():
    given = [
        event("p1", score=0.9, arguments=[("actor", MALI, 0.8), ("actor", PACT, 0.7), ("time", PACT, None)]),
        event("p2", "JOIN", score=0.6, arguments=[("actor", MALI, 0.4)]),
        event("p3", "STATE", PACT),
        event("p4", "STATE", None, score=0.5),
    ]
    found = calibrate([GOLD], {"a": given})
    assert tuple(found) == KINDS
    assert verdicts(found["events"]) == [(0.6, False), (0.9, True)]
    assert verdicts(found["arguments"]) == [(0.4, False), (0.7, False), (0.8, True)]
    assert {kind: found[kind].unscored for kind in KINDS} == {"events": 1, "arguments": 1, "polarity": 2, "modality": 1}


def test_of_copies_the_surest_is_right():
    arguments = [("actor", MALI, 0.1), ("actor", MALI, 0.2)]
    given = [event("p1", score=0.3), event("p2", score=0.7, arguments=arguments), event("p3")]
    found = calibrate([GOLD], {"a": given})
    assert verdicts(found["events"]) == [(0.3, False), (0.7, True)]
    assert verdicts(found["arguments"]) == [(0.1, False), (0.2, True)]


def test_attributes_by_hand():
    given = [
        event("p1", polarity="positive", modality="actual", polarity_score=0.9, modality_score=0.8),
        event("p2", "STATE", PACT, polarity="positive", modality="actual", polarity_score=0.6, modality_score=0.5),
        event("p3", "JOIN", polarity="positive", polarity_score=0.1),  # answers no gold event
    ]
    found = calibrate([GOLD], {"a": given})
    assert verdicts(found["polarity"]) == [(0.6, False), (0.9, True)]
    assert verdicts(found["modality"]) == [(0.8, False)]  # what STATE is, gold does not say


def test_another_event_as_filler_is_its_trigger():
    linked = (Argument("content", event="e1"),)
    gold = Article("a", TEXT, events=(event("e1"), Event("e2", "STATE", PACT, linked)))
    given = [event("p2"), Event("p1", "STATE", PACT, (Argument("content", event="p2", score=0.9),))]
    assert verdicts(calibrate([gold], {"a": given})["arguments"]) == [(0.9, True)]


def test_the_rule_of_matching_counts():
    given = [event("p1", score=0.9, trigger=Span(5, 13))]
    hits = {
        match: calibrate([GOLD], {"a": given}, match=match)["events"].hits.tolist() for match in ("exact", "overlap")
    }
    assert hits == {"exact": [False], "overlap": [True]}
    with pytest.raises(UnknownName, match="unknown match 'exakt'; did you mean 'exact'"):
        calibrate([GOLD], {}, match="exakt")


def test_misfits_are_wrong_with_the_scores_they_have():
    given = {"a": [event("p1", score=math.nan)], "b": [event("p1", score=0.4, arguments=[("actor", MALI, 0.3)])]}
    found = calibrate([GOLD], given, lenient=True)
    assert verdicts(found["events"]) == [(0.4, False)]
    assert verdicts(found["arguments"]) == [(0.3, False)]
    assert found["events"].unscored == 1
    with pytest.raises(DataError, match="score nan, expected a finite number"):
        calibrate([GOLD], given)


def test_scores_that_are_no_probabilities_are_all_named():
    given = [
        event("p1", score=1.5, arguments=[("actor", MALI, -0.1), ("target", PACT, 1.0)]),
        event("p2", score=0.0, polarity_score=7.0),
    ]
    with pytest.raises(DataError) as caught:
        calibrate([GOLD], {"a": given})
    assert [str(problem) for problem in caught.value.problems] == [
        "predicted article 'a', event 'p1': score 1.5, expected a probability, from 0 to 1",
        "predicted article 'a', event 'p1': score of actor -0.1, expected a probability, from 0 to 1",
        "predicted article 'a', event 'p2': polarity_score 7.0, expected a probability, from 0 to 1",
    ]


PLACES = st.sampled_from([MALI, LEFT, PACT])
SURE = st.sampled_from([0.0, 0.25, 0.5, 1.0])
DRAFTS = st.lists(
    st.tuples(
        st.sampled_from(["JOIN", "STATE"]),
        PLACES | st.none(),
        SURE,
        st.lists(st.tuples(st.sampled_from(["actor", "target"]), PLACES, SURE), max_size=3),
        st.sampled_from(["positive", "negative", "unspecified"]),
    ),
    max_size=4,
)


def drawn(drafts):
    return tuple(
        event(f"e{number}", kind, trigger, sure, fillers, polarity=polarity, polarity_score=sure, modality_score=sure)
        for number, (kind, trigger, sure, fillers, polarity) in enumerate(drafts)
    )


@settings(max_examples=100, deadline=None, derandomize=True)
@given(DRAFTS, DRAFTS, st.sampled_from(["exact", "head", "overlap", "text"]))
def test_there_are_as_many_right_ones_as_the_scorer_counts(gold_drafts, drafts, match):
    gold, given = Article("a", TEXT, events=drawn(gold_drafts)), {"a": drawn(drafts)}
    found, scores = calibrate([gold], given, match=match), score([gold], given, match=match)
    for kind, measure in (("events", "TC"), ("arguments", "AC+")):
        counts = scores.counts(measure)
        assert (int(found[kind].hits.sum()), found[kind].number) == (counts.tp, counts.predicted)
    for kind in ("polarity", "modality"):
        confusion = scores.attributes[kind]
        assert (int(found[kind].hits.sum()), found[kind].number) == (confusion.correct, confusion.events)
    assert sum(found[kind].unscored for kind in KINDS) == 0
