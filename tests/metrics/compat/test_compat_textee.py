"""TextEE's six scores: a table worked by hand, and brute force over lists on small cases."""

from __future__ import annotations

import random

import pytest
from word_events import article, event

from actbank.metrics.compat.loss import Loss
from actbank.metrics.compat.textee import TEXTEE_SCORES, textee_scores
from actbank.metrics.counts import Counts
from actbank.problems import DataError
from actbank.schema import Article, Event, Span

LEFT = event("e1", "WITHDRAW", 2, ("actor", 0), ("target", 4))
ONE, TWO, NONE = (1, 0, 0), (2, 0, 0), (0, 0, 0)
MISSED, EXTRA, WRONG, BOTH = (0, 0, 1), (0, 1, 0), (0, 1, 1), (0, 2, 2)

#   gold events, predicted events, then tp, fp, fn of TI, TC, AI, AC, AI+, AC+
CASES = {
    # by hand: one trigger, two arguments, all right
    "right": ([LEFT], [LEFT], ONE, ONE, TWO, TWO, TWO, TWO),
    # by hand: nothing on either side adds nothing
    "empty on both sides": ([], [], *[NONE] * 6),
    "nothing predicted": ([LEFT], [], MISSED, MISSED, *[(0, 0, 2)] * 4),
    "no gold": ([], [LEFT], EXTRA, EXTRA, *[(0, 2, 0)] * 4),
    # two gold triggers, one found: precision 1/1, recall 1/2
    "one of two": (
        [event("e1", "DENY", 1), event("e2", "DENY", 5)],
        [event("p", "DENY", 5)],
        *[(1, 0, 1)] * 2,
        *[NONE] * 4,
    ),
    # by hand: three copies are one element, so copies cost nothing
    "copies": ([LEFT], [LEFT, event("e2", "WITHDRAW", 2, ("actor", 0), ("target", 4))], ONE, ONE, *[TWO] * 4),
    # by hand: the copies of one trigger pool their arguments
    "split over copies": (
        [LEFT],
        [event("p1", "WITHDRAW", 2, ("actor", 0)), event("p2", "WITHDRAW", 2, ("target", 4))],
        *(ONE, ONE, TWO, TWO, TWO, TWO),
    ),
    # by hand: the trigger is found, its type is not, and with it no argument
    "wrong type": ([LEFT], [event("p", "JOIN", 2, ("actor", 0), ("target", 4))], ONE, WRONG, BOTH, BOTH, BOTH, BOTH),
    # by hand: one trigger with two types is one element of TI
    "two types at one trigger": (
        [event("e1", "DENY", 2), event("e2", "STATE", 2)],
        [event("p1", "DENY", 2)],
        *(ONE, (1, 0, 1)),
        *[NONE] * 4,
    ),
    # by hand: both words are arguments, both roles are wrong
    "swapped arguments": (
        [LEFT],
        [event("p", "WITHDRAW", 2, ("actor", 4), ("target", 0))],
        *(ONE, ONE, TWO, BOTH, TWO, BOTH),
    ),
    # by hand: unattached, both actors are found; attached, each is at the wrong trigger
    "two events of one type, actors exchanged": (
        [event("e1", "DENY", 2, ("actor", 0)), event("e2", "DENY", 8, ("actor", 6))],
        [event("p1", "DENY", 2, ("actor", 6)), event("p2", "DENY", 8, ("actor", 0))],
        *(TWO, TWO, TWO, TWO, BOTH, BOTH),
    ),
    # by hand: one actor of two events is one element unattached, two attached
    "one actor of two events": (
        [event("e1", "DENY", 2, ("actor", 0)), event("e2", "DENY", 8, ("actor", 0))],
        [event("p1", "DENY", 2, ("actor", 0))],
        *((1, 0, 1), (1, 0, 1), ONE, ONE, (1, 0, 1), (1, 0, 1)),
    ),
    # by hand: two words of three are another trigger; its argument is right until it is attached
    "multi-word trigger": (
        [event("e1", "DENY", (2, 5), ("actor", 0))],
        [event("p1", "DENY", (2, 4), ("actor", 0))],
        *(WRONG, WRONG, ONE, ONE, WRONG, WRONG),
    ),
    # by hand: a type that gold does not have
    "phantom type": ([LEFT], [LEFT, event("p", "DREAM", 9)], (1, 1, 0), (1, 1, 0), *[TWO] * 4),
    # by hand: a filler that is an event is its trigger
    "event as filler": (
        [event("e1", "STATE", 2, ("content", "e2")), event("e2", "DENY", 5)],
        [event("p1", "STATE", 2, ("content", 5))],
        *((1, 0, 1), (1, 0, 1), ONE, ONE, ONE, ONE),
    ),
    # by hand: no trigger, no event, no arguments
    "no trigger": ([event("e1", "DENY", None, ("actor", 0))], [event("p1", "DENY", None, ("actor", 0))], *[NONE] * 6),
    # by hand: one filler in two roles is one element of AI
    "reflexive": (
        [event("e1", "DENY", 2, ("actor", 0), ("target", 0))],
        [event("p1", "DENY", 2, ("actor", 0))],
        *(ONE, ONE, ONE, (1, 0, 1), ONE, (1, 0, 1)),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_scores_worked_by_hand(name):
    gold, predicted, *expected = CASES[name]
    scores = textee_scores([article(*gold)], {"a": predicted}).scores
    assert scores == {name: Counts(*counts) for name, counts in zip(TEXTEE_SCORES, expected, strict=True)}


def test_equal_offsets_in_two_articles_are_two_elements():
    gold = [article(LEFT), article(LEFT, name="b")]
    scores = textee_scores(gold, {"a": [LEFT]}).scores
    assert scores["TC"] == Counts(1, 0, 1)
    assert scores["AC+"] == Counts(2, 0, 2)


def test_ratios_of_two_triggers_of_which_one_is_found():
    gold = article(event("e1", "DENY", 1), event("e2", "DENY", 5))
    counts = textee_scores([gold], {"a": [event("p", "DENY", 5)]}).scores["TC"]
    assert (counts.precision, counts.recall, counts.f1) == (1.0, 0.5, 2 / 3)


def test_spans_that_differ_inside_a_word_are_one_place():
    gold = Article("a", "They re-elected her.", events=(Event("e1", "TAKE_OFFICE", Span(8, 15)),))
    scored = textee_scores([gold], {"a": [Event("p1", "TAKE_OFFICE", Span(8, 13))]})
    assert scored.scores["TC"] == Counts(1, 0, 0)
    assert scored.predicted_loss["triggers"] == Loss(widened=1)


def test_what_the_sets_do_not_hold_is_counted():
    gold = article(
        LEFT,
        event("e2", "WITHDRAW", 2, ("actor", 0)),
        event("e3", "DENY", None, ("actor", 0), ("content", "e4")),
        event("e4", "DENY", None),
    )
    scored = textee_scores([gold], {})
    # by hand: e2 repeats trigger and actor of e1; e3 and e4 have no trigger; of e3's fillers one has no place at all
    assert scored.gold_loss == {"triggers": Loss(unplaced=2, repeated=1), "arguments": Loss(unplaced=2, repeated=1)}
    assert scored.predicted_loss == {"triggers": Loss(), "arguments": Loss()}


def test_what_cannot_be_compared_is_refused():
    with pytest.raises(DataError, match=r"gold article 'a': is not annotated"):
        textee_scores([Article("a", "x")], {})


def test_random_events_against_brute_force():
    rng = random.Random(21)
    for _ in range(300):
        sides = [[_random_event(rng, number) for number in range(rng.randint(0, 5))] for _ in range(2)]
        scores = textee_scores([article(*sides[0])], {"a": sides[1]}).scores
        assert scores == {name: Counts(*brute_force(*sides, name)) for name in TEXTEE_SCORES}


def _random_event(rng, number):
    arguments = [(rng.choice(("actor", "target")), rng.randint(0, 3)) for _ in range(rng.randint(0, 3))]
    return event(f"e{number}", rng.choice(("DENY", "STATE")), rng.choice((2, 2, 3, (2, 4), None)), *arguments)


def brute_force(gold, predicted, name):
    """Counts by comparing each element of one list with each of the other, by code points and not by words."""
    left, right = (distinct(side, name) for side in (gold, predicted))
    found = sum(any(one == other for other in right) for one in left)
    return found, len(right) - found, len(left) - found


def distinct(events, name):
    """The elements of a score as a list without copies."""
    rows = []
    for one in events:
        if one.trigger is None:
            continue
        if name[0] == "T":
            rows.append([one.trigger, *([one.type] if name == "TC" else [])])
            continue
        attached = [one.trigger] if name.endswith("+") else []
        named = name.startswith("AC")
        rows += [[one.type, one_of.span, *attached, *([one_of.role] if named else [])] for one_of in one.arguments]
    return [row for at, row in enumerate(rows) if row not in rows[:at]]
