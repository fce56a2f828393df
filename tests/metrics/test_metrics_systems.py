"""Systems side by side: numbers by hand, ties said as ties, Holm over the pairs."""

from __future__ import annotations

import json

import pytest
from made_scores import made_scores

from actbank.metrics.contest.holm import holm
from actbank.metrics.contest.randomize import randomize
from actbank.metrics.contest.systems import Duel, compare_systems
from actbank.metrics.scores import score
from actbank.problems import DataError, UnknownName
from actbank.schema import Article, Event, Span

GOOD = made_scores([[3, 0, 0]] * 20 + [[2, 1, 1]] * 10)
FAIR = made_scores([[3, 0, 0]] * 19 + [[2, 1, 1]] * 11)
BAD = made_scores([[1, 1, 2]] * 30)


def test_better_and_tie():
    contest = compare_systems({"good": [GOOD], "fair": [FAIR], "bad": [BAD]}, "TC", 999)
    assert [(duel.first, duel.second) for duel in contest.duels] == [("good", "fair"), ("good", "bad"), ("fair", "bad")]
    assert [duel.verdict for duel in contest.duels] == ["tie", "good better than bad", "fair better than bad"]
    assert [duel.better for duel in contest.duels] == [None, "good", "fair"]
    assert (contest.measure, contest.signature) == ("TC", GOOD.signature)


def test_numbers_by_hand():
    contest = compare_systems({"bad": [BAD], "good": [GOOD]}, "TC", 999)
    bad, good = contest.systems
    assert bad.f1 == pytest.approx(60 / (60 + 30 + 60))  # 30 found, 30 made up, 60 missed
    assert good.f1 == pytest.approx(160 / (160 + 10 + 10))
    assert good.interval == GOOD.interval("TC")
    (duel,) = contest.duels
    assert duel.difference == pytest.approx(0.4 - 160 / 180)
    assert duel.interval[0] < duel.difference < duel.interval[1] < 0
    assert duel.p == duel.holm_p == 1 / 1000  # no swap of 999 is as extreme
    assert duel.verdict == "good better than bad"


def test_holm_over_the_pairs_of_the_measure():
    contest = compare_systems({"good": [GOOD], "fair": [FAIR], "bad": [BAD]}, "TC", 999, seed=5)
    p_values = [duel.p for duel in contest.duels]
    tables = {name: [one.tally("TC").by_article()] for name, one in (("good", GOOD), ("fair", FAIR), ("bad", BAD))}
    assert p_values[1] == randomize(tables["good"], tables["bad"], 999, 5)
    assert [duel.holm_p for duel in contest.duels] == holm(p_values)
    assert sorted(duel.holm_p for duel in contest.duels) == pytest.approx([0.003, 0.003, 1.0])  # by hand: 3 * .001


def test_the_interval_of_a_system_is_that_of_its_scores():
    varied = made_scores([[at % 4, at % 3, at % 5] for at in range(40)])
    contest = compare_systems({"varied": [varied], "same": [varied]}, "TC", 99, seed=5)
    assert contest.systems[0].interval == varied.interval("TC", seed=5)
    assert contest.systems[0].interval != varied.interval("TC", seed=6)


def test_a_system_does_not_tell_from_itself():
    (duel,) = compare_systems({"one": [GOOD], "other": [GOOD]}, "TC", 99).duels
    assert (duel.difference, duel.interval, duel.p, duel.verdict) == (0.0, (0.0, 0.0), 1.0, "tie")


def test_several_seeds_are_one_system_by_their_mean():
    contest = compare_systems({"ours": [GOOD, BAD], "theirs": [FAIR]}, "TC", 99)
    ours, theirs = contest.systems
    assert ours.f1s == (GOOD.f1("TC"), BAD.f1("TC"))
    assert ours.f1 == pytest.approx((160 / 180 + 60 / 150) / 2)  # by hand
    assert theirs.f1s == (FAIR.f1("TC"),)
    (duel,) = contest.duels
    assert duel.difference == pytest.approx(ours.f1 - theirs.f1)


def test_the_articles_say_one_thing_and_the_seeds_another():
    """Two models beat theirs in nearly all articles, but their seeds are so far apart that a third may be no better."""
    theirs = made_scores([[2, 1, 2]] * 60)
    high, low = made_scores([[4, 0, 0]] * 60), made_scores([[2, 1, 2]] * 59 + [[3, 1, 1]])
    (duel,) = compare_systems({"ours": [high, low], "theirs": [theirs]}, "TC", 999).duels
    assert duel.holm_p < 0.01
    assert duel.interval[0] <= 0.01
    (duel,) = compare_systems({"ours": [high, theirs], "theirs": [theirs]}, "TC", 999).duels
    assert (duel.holm_p < 0.01, duel.tie) == (True, True)


@pytest.mark.parametrize(
    ("difference", "interval", "holm_p", "verdict"),
    [
        (0.1, (0.02, 0.18), 0.049, "A better than B"),
        (-0.1, (-0.18, -0.02), 0.001, "B better than A"),
        (0.1, (0.02, 0.18), 0.05, "tie"),
        (0.1, (0.0, 0.18), 0.01, "tie"),
        (-0.1, (-0.2, 0.01), 0.01, "tie"),
        (0.1, None, 0.01, "tie"),
    ],
)
def test_when_it_is_a_tie(difference, interval, holm_p, verdict):
    duel = Duel("A", "B", difference, interval, holm_p / 2, holm_p)
    assert duel.verdict == verdict
    assert duel.tie == (verdict == "tie")


def test_one_article_is_a_tie_whatever_it_says():
    (duel,) = compare_systems({"A": [made_scores([[9, 0, 0]])], "B": [made_scores([[0, 0, 9]])]}, "TC").duels
    assert (duel.difference, duel.interval, duel.p, duel.verdict) == (1.0, None, 1.0, "tie")


def test_without_gold_there_are_no_pairs():
    contest = compare_systems({"A": [made_scores([[0, 0, 0]] * 3)], "B": [made_scores([[0, 1, 0]] * 3)]}, "TC")
    assert [system.f1 for system in contest.systems] == [None, 0.0]
    assert contest.duels == ()
    assert contest.to_dict()["pairs"] == []


def test_everything_for_json():
    contest = compare_systems({"bad": [BAD], "ours": [GOOD, GOOD]}, "TC", 999)
    shown = json.loads(json.dumps(contest.to_dict()))
    assert shown["systems"][1]["f1"] == 88.89  # by hand: 160 / 180
    assert shown["systems"][1]["seeds"] == [88.89, 88.89]
    (pair,) = shown["pairs"]
    assert pair["difference"] == -48.89
    assert pair["interval"] == [round(100 * bound, 2) for bound in contest.duels[0].interval]
    assert (pair["first"], pair["second"], pair["better"], pair["p"]) == ("bad", "ours", "ours", 0.001)
    assert pair["verdict"] == "ours better than bad"


def test_scores_that_cannot_be_compared_are_refused():
    other = made_scores([[1, 0, 0]] * 30, setting="gold-trigger")
    with pytest.raises(DataError, match="signature field 'set' is 'gold-trigger', expected 'e2e' as in system 'A'"):
        compare_systems({"A": [GOOD], "B": [other]}, "TC")
    with pytest.raises(UnknownName, match="unknown measure 'tupel'"):
        compare_systems({"A": [GOOD], "B": [GOOD]}, "tupel")


def test_real_scores_of_articles():
    text = "Mali left the pact."
    left, pact = Event("e1", "WITHDRAW", Span(5, 9)), Event("e2", "JOIN", Span(14, 18))
    gold = [Article(f"a{at}", text, events=(left,)) for at in range(40)]
    right = score(gold, {article.id: [left] for article in gold})
    wrong = score(gold, {article.id: [pact] for article in gold})
    (duel,) = compare_systems({"right": [right], "wrong": [wrong]}, "tuple", 199).duels
    assert (duel.difference, duel.verdict) == (1.0, "right better than wrong")
