"""Scores as rows of text."""

from __future__ import annotations

import numpy as np

from actbank.metrics.confidences import Confidences
from actbank.metrics.scores import score
from actbank.metrics.table import (
    article_rows,
    attribute_rows,
    calibration_rows,
    expression_rows,
    latex,
    markdown,
    role_rows,
    rows,
    type_rows,
)
from actbank.predicted import Predicted
from actbank.schema import Argument, Article, Event, Span

TEXT = "Mali left the pact."
MALI, PACT = Argument("actor", Span(0, 4)), Argument("target", Span(10, 18))
GOLD = [
    Article("a1", TEXT, events=(Event("e1", "WITHDRAW", Span(5, 9), (MALI, PACT), "positive", "actual"),)),
    Article("a2", TEXT, events=(Event("e1", "WITHDRAW", Span(5, 9), (MALI, PACT), "positive", "actual"),)),
]
PREDICTED = {
    "a1": [Event("p1", "WITHDRAW", Span(5, 9), (MALI,), "positive", "planned"), Event("p2", "JOIN", Span(10, 18))],
    "a2": [Event("p1", "WITHDRAW", Span(5, 9), (MALI,), "positive", "planned")],
}
SCORES = score(GOLD, PREDICTED)


def test_headline():
    table = rows(SCORES)
    assert table[0] == ["measure", "P", "R", "F1", "95 % interval", "gold", "predicted"]
    assert [row[0] for row in table[1:]] == list(SCORES.measures)
    # by hand: 2 of 3 predicted, 2 of 2 gold; resamples hold a1 0, 1 or 2 times: 4/4, 4/5, 4/6
    assert table[2] == ["TC", "66.67", "100.00", "80.00", "66.67 .. 100.00", "2", "3"]
    assert table[6] == ["AC+", "100.00", "50.00", "66.67", "66.67 .. 66.67", "4", "2"]


def test_types():
    by_name = {row[0]: row for row in type_rows(SCORES)}
    shown = [name for name in SCORES.measures if name not in ("tuple-soft", "time")]
    assert by_name["type"] == ["type", "gold", "predicted", *shown]
    # by hand: nothing of JOIN is in gold, it has no arguments, and nothing predicted is actual
    assert by_name["JOIN"] == ["JOIN", "0", "1", "0.00", "0.00", "-", "-", "-", "-", "0.00", "-", "-"]
    assert by_name["WITHDRAW"][:9] == ["WITHDRAW", "2", "2", "100.00", "100.00", *["66.67"] * 4]
    assert by_name["WITHDRAW"][9:] == ["0.00", "0.00", "0.00"]


def test_types_without_trigger_measures():
    (heading, *table) = type_rows(score(GOLD, PREDICTED, setting="gold-trigger"))
    assert heading[3:5] == ["AI", "AC"]
    assert [row[:3] for row in table] == [["JOIN", "0", "1"], ["WITHDRAW", "2", "2"]]


def test_roles():
    assert role_rows(SCORES) == [
        ["role", "gold", "predicted", "AC", "AI+", "AC+"],
        ["actor", "2", "2", "100.00", "100.00", "100.00"],
        ["target", "2", "0", "0.00", "0.00", "0.00"],
    ]


def test_attributes():
    assert attribute_rows(SCORES) == [
        ["attribute", "events", "accuracy", "macro F1"],
        ["polarity", "2", "100.00", "100.00"],
        ["modality", "2", "0.00", "0.00"],  # by hand: both actual, both called planned
    ]


def test_nothing_scored():
    empty = score([], {})
    assert rows(empty)[1] == ["TI", "-", "-", "-", "-", "0", "0"]
    assert type_rows(empty)[1:] == role_rows(empty)[1:] == []
    assert attribute_rows(empty)[1] == ["polarity", "0", "-", "-"]


def test_articles_come_with_the_worst_first():
    table = article_rows(score(GOLD, {**PREDICTED, "a1": []}))
    assert table[0][:5] == ["article", "gold", "predicted", "TI", "TC"]
    # by hand: nothing is found in a1; in a2 one of two arguments is missed
    assert [row[:5] for row in table[1:]] == [["a1", "1", "0", "0.00", "0.00"], ["a2", "1", "1", "100.00", "100.00"]]
    assert [row[0] for row in article_rows(SCORES)[1:]] == ["a1", "a2"]  # a made-up event more


def test_stand_ins_are_articles_of_their_own():
    table = article_rows(score(GOLD, {**PREDICTED, "b": PREDICTED["a1"]}, lenient=True))
    assert [row[:5] for row in table[1:]] == [
        ["b (misfits)", "0", "2", "0.00", "0.00"],  # two events and an argument are wrong
        ["a1", "1", "2", "66.67", "66.67"],
        ["a2", "1", "1", "100.00", "100.00"],
    ]


def test_expressions_given_by_words():
    assert expression_rows(SCORES) == [["expressions", "by words", "not in the text", "hallucination rate"]]
    given = [Predicted("a1", (), expressions=7, absent=1), Predicted("a2", (), expressions=1)]
    assert expression_rows(score(GOLD, given))[1] == ["triggers, fillers, cues", "8", "1", "12.50"]


def test_calibration():
    # by hand: (0.2 - 0)^2 + (0.6 - 1)^2 over 2; each score is a bin; the surer one is right, of both one in two
    found = Confidences(np.array([0.2, 0.6]), np.array([False, True]))
    assert calibration_rows({"events": found, "arguments": Confidences(np.array([]), np.array([], dtype=bool))}) == [
        ["confidence", "scored", "right", "mean score", "ECE", "ECE of equal widths", "Brier", "AURC"],
        ["events", "2", "50.00", "40.00", "30.00", "30.00", "0.1000", "25.00"],
        ["arguments", "0", *["-"] * 6],
    ]


CELLS = [["a|b", "F1"], ["x_y & z", "50.00 .. 60.00"]]


def test_markdown_by_hand():
    assert markdown(CELLS) == "| a\\|b | F1 |\n| --- | ---: |\n| x_y & z | 50.00 .. 60.00 |"


def test_latex_by_hand():
    assert latex(CELLS).splitlines() == [
        r"\begin{tabular}{lr}",
        r"\toprule",
        r"a|b & F1 \\",
        r"\midrule",
        r"x\_y \& z & 50.00--60.00 \\",
        r"\bottomrule",
        r"\end{tabular}",
    ]
