"""The error analysis: a worked case of every class, and what must hold for any predictions."""

from __future__ import annotations

import doctest
from collections import Counter

import pytest
from drawn_events import TEXT as LETTERS
from drawn_events import articles
from hypothesis import given, settings
from hypothesis import strategies as st

from actbank.metrics.comparison import compare
from actbank.metrics.explain import errors as errors_module
from actbank.metrics.explain.cases import ARGUMENT_VERDICTS, VERDICTS
from actbank.metrics.explain.errors import Errors, find_errors
from actbank.metrics.scores import score
from actbank.problems import DataError, UnknownName
from actbank.schema import Argument, Article, Event, Span

TEXT = "Norland pulled out of the pact on Monday. Ostia condemned the exit and urged Norland and Kelvia to stay."
PINNED = settings(max_examples=80, deadline=None, derandomize=True)


def span(words):
    start = TEXT.index(words)
    return Span(start, start + len(words))


def event(name, type, trigger, *arguments, polarity="positive", modality="actual"):
    """An event of TEXT; an argument is (role, words), or (role, id of another event)."""
    made = [
        Argument(role, event=filler) if filler[0] in "gp" and filler[1:].isdigit() else Argument(role, span(filler))
        for role, filler in arguments
    ]
    return Event(name, type, span(trigger) if trigger else None, tuple(made), polarity, modality)


def verdicts(gold, predicted, match="exact"):
    """The cases in words: ``class: gold id, predicted id``, and for arguments the roles."""
    found = find_errors([Article("a", TEXT, events=tuple(gold))], {"a": predicted}, match=match)
    events = [f"{case.verdict}: {case.gold or '-'} {case.predicted or '-'}" for case in found.events]
    arguments = {
        f"{case.verdict}: {case.gold_event or '-'} {case.predicted_event or '-'} {' '.join(case.roles)}"
        for case in found.arguments
    }
    return events, arguments


ACTOR, TARGET, TIME = ("actor", "Norland"), ("target", "the pact"), ("time", "on Monday")
LEFT = event("g1", "WITHDRAW", "pulled out", ACTOR, TARGET)


@pytest.mark.parametrize(
    ("gold", "predicted", "events", "arguments"),
    [
        # every expectation by hand, from the definitions in METRICS and in `cases`
        pytest.param(
            [LEFT],
            [event("p1", "WITHDRAW", "pulled out", ACTOR, TARGET)],
            ["correct: g1 p1"],
            {"correct: g1 p1 actor", "correct: g1 p1 target"},
            id="correct",
        ),
        pytest.param(
            [LEFT], [], ["missed: g1 -"], {"event missed: g1 - actor", "event missed: g1 - target"}, id="missed"
        ),
        pytest.param(
            [],
            [event("p1", "WITHDRAW", "pulled out", ACTOR)],
            ["spurious: - p1"],
            {"event spurious: - p1 actor"},
            id="spurious",
        ),
        pytest.param(
            [LEFT],
            [event("p1", "SANCTION", "pulled out", ACTOR, TARGET)],
            ["wrong type: g1 p1"],
            {"correct: g1 p1 actor", "correct: g1 p1 target"},
            id="wrong type",
        ),
        pytest.param(
            [LEFT],
            [event("p1", "SANCTION", "pulled", ACTOR, TIME)],
            ["wrong type: g1 p1"],
            {"correct: g1 p1 actor", "missing argument: g1 - target", "spurious argument: - p1 time"},
            id="wrong type, overlapping",
        ),
        pytest.param(
            [LEFT],
            [event("p1", "WITHDRAW", "pulled", ACTOR)],
            ["trigger boundary: g1 p1"],
            {"correct: g1 p1 actor", "missing argument: g1 - target"},
            id="trigger boundary",
        ),
        pytest.param(
            [LEFT],
            [event("p1", "WITHDRAW", "pulled out", ACTOR)],
            ["missing argument: g1 p1"],
            {"correct: g1 p1 actor", "missing argument: g1 - target"},
            id="missing argument",
        ),
        pytest.param(
            [LEFT],
            [event("p1", "WITHDRAW", "pulled out", ACTOR, TARGET, TIME)],
            ["spurious argument: g1 p1"],
            {"correct: g1 p1 actor", "correct: g1 p1 target", "spurious argument: - p1 time"},
            id="spurious argument",
        ),
        pytest.param(
            [LEFT],
            [event("p1", "WITHDRAW", "pulled out", ACTOR, ("place", "the pact"))],
            ["wrong role: g1 p1"],
            {"correct: g1 p1 actor", "wrong role: g1 p1 target place"},
            id="wrong role",
        ),
        pytest.param(
            [LEFT],
            [event("p1", "WITHDRAW", "pulled out", ACTOR, ("target", "pact"))],
            ["argument boundary: g1 p1"],
            {"correct: g1 p1 actor", "argument boundary: g1 p1 target"},
            id="argument boundary",
        ),
        pytest.param(
            [LEFT, event("g2", "ACCUSE", "condemned", ("actor", "Ostia"))],
            [
                event("p1", "WITHDRAW", "pulled out", ACTOR),
                event("p2", "ACCUSE", "condemned", ("actor", "Ostia"), TARGET),
            ],
            ["wrong event: g1 p1", "wrong event: g2 p2"],
            {"correct: g1 p1 actor", "correct: g2 p2 actor", "wrong event: g1 p2 target"},
            id="wrong event",
        ),
        pytest.param(
            [LEFT],
            [event("p1", "WITHDRAW", "pulled out", ACTOR, TARGET, modality="planned")],
            ["wrong attribute: g1 p1"],
            {"correct: g1 p1 actor", "correct: g1 p1 target"},
            id="wrong attribute",
        ),
    ],
)
def test_one_worked_case_of_each_class(gold, predicted, events, arguments):
    assert verdicts(gold, predicted) == (events, arguments)


# Errors of a pair in the order of precedence: each prediction has one more of them, and the new one decides.
STEPS = [
    ("correct", {}),
    ("wrong attribute", {"polarity": "negative"}),
    ("wrong event", {"extra": [("target", "Kelvia")]}),
    ("argument boundary", {"time": "Monday"}),
    ("wrong role", {"place": True}),
    ("spurious argument", {"further": [("object", "the exit")]}),
    ("missing argument", {"drop": True}),
    ("trigger boundary", {"trigger": "pulled"}),
    ("wrong type", {"type": "SANCTION"}),
]


@pytest.mark.parametrize("number", range(len(STEPS)), ids=[name for name, _ in STEPS])
def test_precedence_is_the_order_of_the_table(number):
    how = {}
    for _, change in STEPS[: number + 1]:
        how |= change
    gold = [
        event("g1", "WITHDRAW", "pulled out", ACTOR, TARGET, TIME, ("place", "Norland and Kelvia")),
        event("g2", "DEMAND", "urged", ("target", "Kelvia")),
    ]
    arguments = [] if how.get("drop") else [ACTOR]
    arguments += [("object", "the pact") if how.get("place") else TARGET, ("time", how.get("time", "on Monday"))]
    arguments += [("place", "Norland and Kelvia"), *how.get("extra", []), *how.get("further", [])]
    predicted = [
        event(
            "p1",
            how.get("type", "WITHDRAW"),
            how.get("trigger", "pulled out"),
            *arguments,
            polarity=how.get("polarity", "positive"),
        ),
        event("p2", "DEMAND", "urged", *([] if how.get("extra") else [("target", "Kelvia")])),
    ]
    assert verdicts(gold, predicted)[0][0] == f"{STEPS[number][0]}: g1 p1"


def test_the_steps_are_the_table_from_its_end():
    of_pairs = [verdict for verdict in VERDICTS if verdict not in ("correct", "missed", "spurious")]
    assert [name for name, _ in STEPS] == ["correct", *reversed(of_pairs)]


@pytest.mark.parametrize(
    ("gold", "predicted", "events"),
    [
        # by hand: aligned by their actor alone, but "pulled out" and "urged" are two events
        (
            [event("g1", "WITHDRAW", "pulled out", ACTOR)],
            [event("p1", "WITHDRAW", "urged", ACTOR)],
            ["missed: g1 -", "spurious: - p1"],
        ),
        # by hand: the alignment prefers the shared actor; set apart, the overlapping trigger finds its gold event
        (
            [event("g1", "WITHDRAW", "condemned", ACTOR), event("g2", "WITHDRAW", "pulled out")],
            [event("p1", "WITHDRAW", "pulled", ACTOR)],
            ["trigger boundary: g2 p1", "missed: g1 -"],
        ),
        # by hand: two gold types at one trigger, both found, one more predicted
        (
            [event("g1", "JOIN", "urged"), event("g2", "DENY", "urged")],
            [event("p1", "DENY", "urged"), event("p2", "STATE", "urged"), event("p3", "STATE", "urged Norland")],
            ["correct: g2 p1", "wrong type: g1 p2", "spurious: - p3"],
        ),
        # by hand: most pairs come first, so the equal trigger (g1, p1) gives way
        (
            [event("g1", "JOIN", "urged Norland"), event("g2", "DENY", "Norland and Kelvia")],
            [event("p1", "STATE", "urged Norland and Kelvia"), event("p2", "LEAVE", "urged")],
            ["wrong type: g1 p2", "wrong type: g2 p1"],
        ),
        # gold without triggers is not judged by triggers; a prediction without one is, where gold has one
        (
            [event("g1", "JOIN", None, ACTOR), event("g2", "DENY", "urged", ACTOR)],
            [event("p1", "JOIN", "urged", ACTOR), event("p2", "DENY", None, ACTOR)],
            ["correct: g1 p1", "trigger boundary: g2 p2"],
        ),
        # a duplicate is spurious
        (
            [LEFT],
            [event(f"p{n}", "WITHDRAW", "pulled out", ACTOR, TARGET) for n in (1, 2)],
            ["correct: g1 p1", "spurious: - p2"],
        ),
    ],
)
def test_partners_by_hand(gold, predicted, events):
    assert sorted(verdicts(gold, predicted)[0]) == sorted(events)


def test_an_unspecified_attribute_of_gold_is_not_judged():
    bare = event("g1", "WITHDRAW", "pulled out", polarity="unspecified", modality="unspecified")
    assert verdicts([bare], [event("p1", "WITHDRAW", "pulled out", modality="planned")])[0] == ["correct: g1 p1"]
    silent = event("p1", "WITHDRAW", "pulled out", polarity="unspecified", modality="unspecified")
    (case,) = find_errors([Article("a", TEXT, events=(event("g1", "WITHDRAW", "pulled out"),))], {"a": [silent]}).events
    assert (case.verdict, case.attributes) == ("wrong attribute", ("polarity", "modality"))


def test_an_argument_that_is_an_event_is_its_trigger():
    gold = [event("g1", "DENY", "condemned", ("content", "g2")), event("g2", "WITHDRAW", "pulled out")]
    predicted = [event("p1", "DENY", "condemned", ("content", "p2")), event("p2", "WITHDRAW", "pulled")]
    events, arguments = verdicts(gold, predicted)
    assert events == ["trigger boundary: g2 p2", "argument boundary: g1 p1"]
    assert arguments == {"argument boundary: g1 p1 content"}


def test_the_rule_of_matching_decides_what_is_equal():
    predicted = [event("p1", "WITHDRAW", "pulled out of", ACTOR, ("target", "pact"))]
    assert verdicts([LEFT], predicted)[0] == ["trigger boundary: g1 p1"]
    assert verdicts([LEFT], predicted, "overlap")[0] == ["correct: g1 p1"]
    with pytest.raises(UnknownName, match="did you mean 'overlap'"):
        verdicts([LEFT], predicted, "overlaps")


# --- what must hold for any predictions


def sizes(cases, verdict):
    return sum(case.verdict == verdict for case in cases)


@PINNED
@given(articles())
def test_every_event_and_every_argument_is_in_one_class(drawn):
    gold, predicted = drawn
    errors = find_errors([gold], {"a": predicted})
    assert sorted(case.gold for case in errors.events if case.gold) == sorted(e.id for e in gold.events)
    assert sorted(case.predicted for case in errors.events if case.predicted) == sorted(e.id for e in predicted)
    compared = compare(LETTERS, gold.events, predicted)
    for side, events, keys in (("gold", gold.events, compared.gold), ("predicted", predicted, compared.predicted)):
        held = Counter((e.id, argument) for e, key in zip(events, keys, strict=True) for argument in key.arguments)
        cases = [(getattr(case, f"{side}_event"), getattr(case, side)) for case in errors.arguments]
        assert Counter(case for case in cases if case[1] is not None) == held
    assert set(errors.counts) == set(VERDICTS)
    assert sum(errors.counts.values()) == len(errors.events)
    assert sum(errors.argument_counts.values()) == len(errors.arguments)
    assert set(errors.argument_counts) == set(ARGUMENT_VERDICTS)


@PINNED
@given(articles(), st.randoms(use_true_random=False))
def test_a_perfect_copy_is_all_correct_in_any_order(drawn, chance):
    gold, _ = drawn
    errors = find_errors([gold], {"a": chance.sample(gold.events, len(gold.events))})
    assert {case.verdict for case in (*errors.events, *errors.arguments)} <= {"correct"}
    assert sizes(errors.events, "correct") == len(gold.events)


@PINNED
@given(articles(), st.randoms(use_true_random=False))
def test_the_order_of_events_does_not_matter(drawn, chance):
    gold, predicted = drawn
    shuffled = gold.with_events(chance.sample(gold.events, len(gold.events)))
    once = find_errors([gold], {"a": predicted})
    again = find_errors([shuffled], {"a": chance.sample(predicted, len(predicted))})
    assert (again.by_type, again.by_role) == (once.by_type, once.by_role)
    assert plain(again, shuffled, predicted) == plain(once, gold, predicted)


def plain(errors: Errors, gold, predicted):
    """The cases with events in the place of ids, which tell events apart that are equal."""
    named = [{e.id: without_ids(e, events) for e in events} for events in (gold.events, predicted)]
    events = Counter((c.verdict, named[0].get(c.gold), named[1].get(c.predicted)) for c in errors.events)
    arguments = Counter(
        (c.verdict, named[0].get(c.gold_event), c.gold, named[1].get(c.predicted_event), c.predicted)
        for c in errors.arguments
    )
    return events, arguments


def without_ids(event, events):
    triggers = {other.id: other.trigger for other in events}
    arguments = tuple(sorted(str((a.role, a.span, a.pieces, triggers.get(a.event))) for a in event.arguments))
    return event.type, event.trigger, event.polarity, event.modality, arguments


@PINNED
@given(articles())
def test_nothing_that_could_answer_is_left_over(drawn):
    gold, predicted = drawn
    errors = find_errors([gold], {"a": predicted})
    triggers = [{e.id: e.trigger for e in events} for events in (gold.events, predicted)]
    missed = [triggers[0][case.gold] for case in errors.events if case.verdict == "missed"]
    spurious = [triggers[1][case.predicted] for case in errors.events if case.verdict == "spurious"]
    assert not any(one and other and one.overlaps(other) for one in missed for other in spurious)
    left = {case.gold for case in errors.arguments if case.predicted is None}
    assert left.isdisjoint(case.predicted for case in errors.arguments if case.gold is None)


@PINNED
@given(articles())
def test_classes_mean_what_they_say(drawn):
    gold, predicted = drawn
    errors = find_errors([gold], {"a": predicted})
    events = [{e.id: e for e in side} for side in (gold.events, predicted)]
    partners = {(case.gold, case.predicted) for case in errors.events if case.gold and case.predicted}
    for case in errors.events:
        if case.gold and case.predicted:
            one, other = events[0][case.gold], events[1][case.predicted]
            assert (case.verdict == "wrong type") == (one.type != other.type)
            if case.verdict == "trigger boundary":
                assert other.trigger is None or (one.trigger.overlaps(other.trigger) and one.trigger != other.trigger)
            assert not (one.trigger and other.trigger) or one.trigger.overlaps(other.trigger)
    for case in errors.arguments:
        assert ((case.gold_event, case.predicted_event) in partners) == (
            case.verdict in ("correct", "wrong role", "argument boundary")
        )
        if case.verdict in ("correct", "wrong event"):
            assert case.gold == case.predicted
        if case.verdict == "wrong role":
            assert case.gold[1] == case.predicted[1] and case.gold[0] != case.predicted[0]


@PINNED
@given(articles())
def test_where_all_is_correct_no_measure_finds_an_error(drawn):
    gold, predicted = drawn
    gold = gold.with_events([e for e in gold.events if e.trigger and not any(a.event for a in e.arguments)])
    predicted = [e for e in predicted if e.trigger and not any(a.event for a in e.arguments)]
    errors = find_errors([gold], {"a": predicted})
    if {case.verdict for case in errors.events} <= {"correct"}:
        scores = score([gold], {"a": predicted})
        for name in ("TI", "TC", "AI", "AC", "AI+", "AC+", "tuple"):
            assert (scores.counts(name).fp, scores.counts(name).fn) == (0, 0), name


# --- the result


def result():
    gold = [
        Article("a", TEXT, events=(LEFT, event("g2", "ACCUSE", "condemned"))),
        Article("b", TEXT, events=(event("g1", "WITHDRAW", "pulled out"), event("g2", "DEMAND", "urged"))),
        Article("c", TEXT, events=()),
    ]
    predicted = {"a": [event("p1", "WITHDRAW", "pulled out", TARGET)], "c": [event("p1", "DENY", "urged", ACTOR)]}
    return find_errors(gold, predicted)


def test_counts_by_class_type_role_and_article():
    errors = result()
    assert {name: n for name, n in errors.counts.items() if n} == {"missed": 3, "spurious": 1, "missing argument": 1}
    assert {kind: {n: c for n, c in row.items() if c} for kind, row in errors.by_type.items()} == {
        "ACCUSE": {"missed": 1},
        "DEMAND": {"missed": 1},
        "DENY": {"spurious": 1},
        "WITHDRAW": {"missed": 1, "missing argument": 1},
    }
    assert {role: {n: c for n, c in row.items() if c} for role, row in errors.by_role.items()} == {
        "actor": {"missing argument": 1, "event spurious": 1},
        "target": {"correct": 1},
    }
    assert list(errors.articles("missed").items()) == [("b", 2), ("a", 1)]
    assert errors.articles("wrong type") == {}
    assert errors.argument_articles("event spurious") == {"c": 1}


def test_json():
    values = result().to_dict()
    assert values["match"] == "exact"
    assert values["events"]["classes"]["missed"] == 3
    assert values["events"]["cases"][0] == {
        "article": "a",
        "class": "missing argument",
        "gold": "g1",
        "predicted": "p1",
        "gold_type": "WITHDRAW",
        "predicted_type": "WITHDRAW",
        "attributes": [],
    }
    target = {"event": "g1", "role": "target", "filler": [[22, 30]]}
    assert {"article": "a", "class": "correct", "gold": target, "predicted": {**target, "event": "p1"}} in values[
        "arguments"
    ]["cases"]
    assert {
        "article": "a",
        "class": "missing argument",
        "gold": {"event": "g1", "role": "actor", "filler": [[0, 7]]},
        "predicted": None,
    } in values["arguments"]["cases"]


def test_what_cannot_be_compared_is_refused():
    with pytest.raises(DataError, match="predicted article 'b': is not in gold"):
        find_errors([Article("a", TEXT, events=())], {"b": []})


def test_the_example_in_the_docstring():
    assert doctest.testmod(errors_module).failed == 0
    assert doctest.testmod(errors_module).attempted > 0
