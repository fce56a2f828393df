"""What keeps scores from being compared, and the words it is said in."""

from __future__ import annotations

import pytest
from made_scores import made_scores

from actbank.metrics.contest.comparable import obstacles
from actbank.problems import UnknownName

ROWS = [[1, 0, 1], [2, 1, 0], [0, 0, 3]]
OURS = made_scores(ROWS)


def said(*others, measure="TC"):
    return [str(problem) for problem in obstacles({"ours": [OURS], "theirs": list(others)}, measure)]


def test_equal_gold_and_definitions_can_be_compared():
    assert said(made_scores([[0, 4, 2], [1, 0, 1], [3, 0, 0]]), OURS) == []


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (
            made_scores(ROWS, setting="gold-trigger"),
            ["system 'theirs': signature field 'set' is 'gold-trigger', expected 'e2e' as in system 'ours'"],
        ),
        (
            made_scores(ROWS, roles=["time", "actor"], setting="gold-trigger"),
            [
                "system 'theirs': signature field 'set' is 'gold-trigger', expected 'e2e' as in system 'ours'",
                "system 'theirs': signature field 'tuple' is 'actor+time', expected 'actor+target' as in system 'ours'",
            ],
        ),
        (
            made_scores(ROWS[:2]),
            [
                "system 'theirs': signature field 'n' is 2, expected 3 as in system 'ours'",
                "system 'theirs': lacks 1 article: 'a2', expected the articles of system 'ours'",
            ],
        ),
        (
            made_scores(ROWS, ids=["a1", "b", "c"]),
            [
                "system 'theirs': lacks 2 articles: 'a0', 'a2', expected the articles of system 'ours'",
                "system 'theirs': has besides 2 articles: 'b', 'c', expected the articles of system 'ours'",
            ],
        ),
        (
            made_scores(ROWS, ids=["a1", "a0", "a2"]),
            ["system 'theirs': has its articles in another order, expected the order of system 'ours'"],
        ),
        (
            made_scores([[1, 0, 2], [2, 1, 0], [1, 0, 3]]),
            ["system 'theirs': has other gold for TC in 2 articles: 'a0', 'a2', expected the gold of system 'ours'"],
        ),
    ],
)
def test_each_difference_is_named(other, expected):
    assert said(other) == expected


def test_a_seed_is_named_by_its_number():
    assert said(OURS, made_scores(ROWS, ids=["a1", "a0", "a2"])) == [
        "system 'theirs', seed 2 of 2: has its articles in another order, expected the order of system 'ours'"
    ]


def test_of_many_articles_a_few_are_shown():
    rows = [[1, 0, 0]] * 9
    many = obstacles({"ours": [made_scores(rows)], "theirs": [made_scores(rows, ids="abcdefghi")]}, "TC")
    assert next(many).what == "lacks 9 articles: 'a0', 'a1', 'a2', ..."


def test_too_few_systems_and_a_system_without_scores():
    assert [str(problem) for problem in obstacles({"ours": []}, "TC")] == [
        "systems: only 1 given, expected two or more",
        "system 'ours': has no scores, expected those of a seed",
    ]


def test_an_unknown_measure():
    with pytest.raises(UnknownName, match="unknown measure 'TD'; did you mean 'TC'"):
        said(made_scores(ROWS), measure="TD")
