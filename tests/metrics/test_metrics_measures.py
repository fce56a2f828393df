"""Measures: tables worked by hand, one row a phenomenon, with tp, fp and fn of every measure."""

from __future__ import annotations

import pytest

from actbank.metrics.comparison import Comparison, compare
from actbank.metrics.counts import Counts
from actbank.metrics.keys import EventKey
from actbank.metrics.measures import MEASURES, count, measures_of
from actbank.metrics.tally import Tally
from actbank.problems import UnknownName
from actbank.schema import Argument, Event, Span

MALI, NIGER, PACT, MONDAY = ((0, 4),), ((10, 15),), ((30, 38),), ((50, 59),)
LEFT, QUIT, SAID = (20, 24), (70, 74), (90, 94)
ROLES = ("actor", "target", "time")


def event(type, trigger, modality="actual", **fillers):
    """An event key; a filler is one place or a list of places."""
    lists = {role: value if isinstance(value, list) else [value] for role, value in fillers.items()}
    named = [(role, place) for role, places in lists.items() for place in places]
    return EventKey(type, trigger, tuple(sorted(named)), "positive", modality, modality == "actual")


def tally(gold, predicted, measure):
    outcomes = count(Comparison.of(gold, predicted, ROLES), MEASURES)
    return Tally.of([outcomes[measure]])


LEAVE = event("WITHDRAW", LEFT, actor=MALI, target=PACT)
PLAN = event("WITHDRAW", LEFT, "planned", actor=MALI, target=PACT)
BARE = event("WITHDRAW", LEFT)
# tuple-soft and time have files of their own
NAMES = tuple(name for name in MEASURES if name not in ("tuple-soft", "time"))
ONE, TWO, NONE = (1, 0, 0), (2, 0, 0), (0, 0, 0)
MISSED, EXTRA, WRONG, BOTH = (0, 0, 1), (0, 1, 0), (0, 1, 1), (0, 2, 2)

#   gold, predicted, then tp, fp, fn: TI, TC, AI, AC, AI+, AC+, tuple, occurred-TC, occurred-tuple
CASES = {
    # by hand: one event, two arguments, all right
    "right": ([LEAVE], [LEAVE], ONE, ONE, TWO, TWO, TWO, TWO, ONE, ONE, ONE),
    # by hand: an article that is empty on both sides adds nothing
    "empty on both sides": ([], [], *[NONE] * 9),
    "nothing predicted": ([LEAVE], [], *[MISSED] * 2, *[(0, 0, 2)] * 4, *[MISSED] * 3),
    "no gold": ([], [LEAVE], *[EXTRA] * 2, *[(0, 2, 0)] * 4, *[EXTRA] * 3),
    # by hand: the trigger span is right, everything that holds the type is wrong
    "wrong type": (
        [LEAVE],
        [event("JOIN", LEFT, actor=MALI, target=PACT)],
        *(ONE, WRONG, BOTH, BOTH, BOTH, BOTH, WRONG, WRONG, WRONG),
    ),
    # by hand: both spans are arguments, both roles are wrong
    "swapped arguments": (
        [LEAVE],
        [event("WITHDRAW", LEFT, actor=PACT, target=MALI)],
        *(ONE, ONE, TWO, BOTH, TWO, BOTH, WRONG, ONE, WRONG),
    ),
    # by hand: three copies of one event are two too many, but AI and AC are sets of the article
    "copies of an event": (
        [LEAVE],
        [LEAVE] * 3,
        *((1, 2, 0), (1, 2, 0), TWO, TWO, (2, 4, 0), (2, 4, 0), (1, 2, 0), (1, 2, 0), (1, 2, 0)),
    ),
    # by hand: the second actor is one argument too many, which also spoils the tuple
    "copy of an argument": (
        [LEAVE],
        [event("WITHDRAW", LEFT, actor=[MALI, MALI], target=PACT)],
        *(ONE, ONE, TWO, TWO, (2, 1, 0), (2, 1, 0), WRONG, ONE, WRONG),
    ),
    # by hand: unattached, both actors are found; attached, each is at the wrong trigger
    "two events of one type": (
        [event("WITHDRAW", LEFT, actor=MALI), event("WITHDRAW", QUIT, actor=NIGER)],
        [event("WITHDRAW", LEFT, actor=NIGER), event("WITHDRAW", QUIT, actor=MALI)],
        *(TWO, TWO, TWO, TWO, BOTH, BOTH, BOTH, TWO, BOTH),
    ),
    # by hand: "pulled out" against "pulled": wrong wherever the trigger counts, right where the event does
    "trigger boundary": (
        [event("WITHDRAW", (20, 30), actor=MALI)],
        [event("WITHDRAW", (20, 26), actor=MALI)],
        *(WRONG, WRONG, ONE, ONE, WRONG, WRONG, ONE, WRONG, ONE),
    ),
    # by hand: Mali accuses Niger, Niger denies it to Mali; only the target of the denial is missed
    "one span in opposed roles": (
        [event("ACCUSE", LEFT, actor=MALI, target=NIGER), event("DENY", SAID, actor=NIGER, target=MALI)],
        [event("ACCUSE", LEFT, actor=MALI, target=NIGER), event("DENY", SAID, actor=NIGER)],
        *(TWO, TWO, (3, 0, 1), (3, 0, 1), (3, 0, 1), (3, 0, 1), (1, 1, 1), TWO, (1, 1, 1)),
    ),
    # by hand: content is no role of the tuple, so an extra one costs arguments only
    "extra content": (
        [LEAVE],
        [event("WITHDRAW", LEFT, actor=MALI, target=PACT, content=((90, 94),))],
        *(ONE, ONE, *[(2, 1, 0)] * 4, ONE, ONE, ONE),
    ),
    # by hand: time is a role of the tuple
    "extra time": (
        [LEAVE],
        [event("WITHDRAW", LEFT, actor=MALI, target=PACT, time=MONDAY)],
        *(ONE, ONE, *[(2, 1, 0)] * 4, WRONG, ONE, WRONG),
    ),
    # by hand: one filler in two roles is one span of the article, but two arguments of the event
    "reflexive": (
        [event("WITHDRAW", LEFT, actor=MALI, target=MALI)],
        [event("WITHDRAW", LEFT, actor=MALI)],
        *(ONE, ONE, ONE, (1, 0, 1), (1, 0, 1), (1, 0, 1), WRONG, ONE, WRONG),
    ),
    # by hand: two types at one trigger, one is found
    "two types at one trigger": (
        [BARE, event("SANCTION", LEFT)],
        [BARE],
        *((1, 0, 1), (1, 0, 1), *[NONE] * 4, *[(1, 0, 1)] * 3),
    ),
    # by hand: right, but it did not happen: the plan counts as extra among what happened
    "a plan taken for a fact": ([PLAN], [LEAVE], ONE, ONE, TWO, TWO, TWO, TWO, ONE, EXTRA, EXTRA),
    "a fact taken for a plan": ([LEAVE], [PLAN], ONE, ONE, TWO, TWO, TWO, TWO, ONE, MISSED, MISSED),
    "plans only": ([PLAN], [PLAN], ONE, ONE, TWO, TWO, TWO, TWO, ONE, NONE, NONE),
    # by hand: without triggers there is no TI and TC; arguments are attached to the type
    "no triggers": (
        [event("ATTACK", None, actor=MALI, target=NIGER)],
        [event("ATTACK", None, actor=MALI, target=NIGER)],
        *(NONE, NONE, *[TWO] * 4, ONE, NONE, ONE),
    ),
    # by hand: a prediction without a trigger names no trigger, and its arguments hang nowhere
    "no predicted trigger": (
        [LEAVE],
        [event("WITHDRAW", None, actor=MALI, target=PACT)],
        *(MISSED, MISSED, TWO, TWO, BOTH, BOTH, ONE, MISSED, ONE),
    ),
    # by hand: a multi-piece filler against its first piece
    "pieces": (
        [event("WITHDRAW", LEFT, actor=((0, 4), (10, 15)))],
        [event("WITHDRAW", LEFT, actor=MALI)],
        *(ONE, ONE, *[WRONG] * 4, WRONG, ONE, WRONG),
    ),
}


@pytest.mark.parametrize(
    ("case", "measure", "expected"),
    [(case, name, row[2 + index]) for case, row in CASES.items() for index, name in enumerate(NAMES)],
)
def test_counts_by_hand(case, measure, expected):
    gold, predicted = CASES[case][:2]
    assert tally(gold, predicted, measure).counts() == Counts(*expected)


@pytest.mark.parametrize("case", CASES)
def test_every_row_has_every_measure(case):
    assert len(CASES[case]) == 2 + len(NAMES)


def test_a_trigger_of_another_type_is_a_hit_of_the_gold_type():
    gold = [event("WITHDRAW", LEFT), event("STATE", SAID)]
    predicted = [event("JOIN", LEFT), event("STATE", SAID), event("JOIN", QUIT)]
    by_type = tally(gold, predicted, "TI").by_type
    # by hand: LEFT and SAID are found under their gold types, QUIT is made up as a JOIN
    assert by_type == {"JOIN": Counts(0, 1, 0), "STATE": Counts(1, 0, 0), "WITHDRAW": Counts(1, 0, 0)}


def test_roles_of_attached_spans_are_those_of_gold():
    gold = [event("WITHDRAW", LEFT, actor=MALI, target=PACT)]
    predicted = [event("WITHDRAW", LEFT, actor=PACT, place=NIGER)]
    # by hand: PACT is found (gold says target), MALI is missed, NIGER is made up
    expected = {"actor": Counts(0, 0, 1), "place": Counts(0, 1, 0), "target": Counts(1, 0, 0)}
    assert tally(gold, predicted, "AI+").by_role == expected
    # by hand: with roles, the predicted actor is wrong as well
    expected = {"actor": Counts(0, 1, 1), "place": Counts(0, 1, 0), "target": Counts(0, 0, 1)}
    assert tally(gold, predicted, "AC+").by_role == expected
    assert tally(gold, predicted, "AC").by_role == expected


@pytest.mark.parametrize("measure", ["TI", "TC", "AI", "tuple", "occurred-TC", "occurred-tuple"])
def test_measures_without_roles(measure):
    assert tally([LEAVE], [LEAVE], measure).by_role == {}


@pytest.mark.parametrize(
    ("roles", "right"),
    [(("actor",), True), (("actor", "time"), True), (("actor", "target"), False), ((), True)],
)
def test_the_roles_of_a_tuple_are_a_parameter(roles, right):
    predicted = [event("WITHDRAW", LEFT, actor=MALI)]  # by hand: only the target is missing
    outcome = count(Comparison.of([LEAVE], predicted, roles), MEASURES)["tuple"]
    assert bool(outcome.hits) is right


def test_gold_triggers_leave_out_the_trigger_measures():
    assert list(measures_of("gold-trigger")) == [name for name in MEASURES if name not in ("TI", "TC")]


def test_an_unknown_setting_is_refused_with_the_nearest():
    with pytest.raises(UnknownName, match="unknown setting 'gold-triggers'; did you mean 'gold-trigger'"):
        measures_of("gold-triggers")


def test_an_event_filler_is_right_when_its_trigger_is_whatever_its_type():
    text = "Mali said it left."
    said, left = Span(5, 9), Span(13, 17)
    content = (Argument("content", event="e1"),)
    gold = [Event("e1", "WITHDRAW", left), Event("e2", "STATE", said, content)]
    predicted = [Event("e1", "LEAVE_OFFICE", left), Event("e2", "STATE", said, content)]
    outcomes = count(compare(text, gold, predicted), MEASURES)
    assert Tally.of([outcomes["AC+"]]).counts() == Counts(1, 0, 0)  # by hand: the filler is the span of "left"
    assert Tally.of([outcomes["TC"]]).counts() == Counts(1, 1, 1)


def test_implicit_fillers_are_not_scored():
    text = "Mali said it left."
    gold = [Event("e1", "STATE", Span(5, 9), (Argument("actor", entity="mali"),))]
    outcomes = count(compare(text, gold, [Event("p1", "STATE", Span(5, 9))]), MEASURES)
    assert Tally.of([outcomes["AC+"]]).counts() == Counts()
    assert Tally.of([outcomes["tuple"]]).counts() == Counts(1, 0, 0)
