"""Compared systems as rows of text."""

from __future__ import annotations

from actbank.metrics.contest.systems import Contest, Duel, System
from actbank.metrics.contest.systems_table import duel_rows, system_rows

CONTEST = Contest(
    "AC+",
    "actbank:0.1",
    (System("ours", (0.5, 0.52), (0.45, 0.561)), System("lexicon", (0.25,), (0.2, 0.3)), System("none", (None,), None)),
    (
        Duel("ours", "lexicon", 0.26, (0.2, 0.31234), 1 / 10_001, 2 / 10_001),
        Duel("lexicon", "ours", -0.004, (-0.02, 0.01), 0.5, 1.0),
        Duel("ours", "none", 0.0, None, 0.00001, 1.0),
    ),
)


def test_systems():
    assert system_rows(CONTEST) == [
        ["system", "seeds", "AC+ F1", "95 % interval"],
        ["ours", "2", "51.00", "45.00 .. 56.10"],
        ["lexicon", "1", "25.00", "20.00 .. 30.00"],
        ["none", "1", "-", "-"],
    ]


def test_pairs():
    assert duel_rows(CONTEST) == [
        ["pair", "difference", "95 % interval", "p", "Holm p", "verdict"],
        ["ours - lexicon", "+26.00", "+20.00 .. +31.23", "0.0001", "0.0002", "ours better than lexicon"],
        ["lexicon - ours", "-0.40", "-2.00 .. +1.00", "0.5000", "1.0000", "tie"],
        ["ours - none", "+0.00", "-", "<0.0001", "1.0000", "tie"],
    ]
