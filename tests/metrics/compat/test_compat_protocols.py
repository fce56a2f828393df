"""All protocols on one prediction file: names, rows and numbers that follow from one small case."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from word_events import article, event

from actbank.metrics.compat.loss import Loss
from actbank.metrics.compat.protocols import PROTOCOLS, Line, all_protocols, find_protocol
from actbank.problems import DataError, UnknownName
from strategies import corpora

GOLD = article(event("e1", "WITHDRAW", (2, 4), ("actor", 0), ("target", 6)), event("e2", "DENY", 8, ("actor", 0)))
PREDICTED = [
    event("p1", "WITHDRAW", 2, ("actor", 0), ("target", 6)),
    event("p2", "DENY", 8, ("actor", 0)),
    event("p3", "DENY", 8, ("actor", 6)),
]


def lines(name):
    return {line.measure: line for line in all_protocols([GOLD], {"a": PREDICTED})[name].lines}


@pytest.mark.parametrize(
    ("protocol", "expected"),
    [
        # by hand: of the triggers "2-4" and "8" one is found, one is cut short; p3 copies the trigger of p2
        ("textee", Line("TC", 0.5, 0.5, 0.5, 2, 2)),
        # by hand: gold and prediction hold actor and target of WITHDRAW, actor of DENY; the actor at 6 is extra
        ("textee", Line("AC", 0.75, 1.0, 6 / 7, 3, 4)),
        # by hand: attached, only the actor of DENY is at its trigger
        ("textee", Line("AC+", 1 / 4, 1 / 3, 2 / 7, 3, 4)),
        # by hand: copies are lost, so the tags hold two triggers on either side
        ("seqeval", Line("triggers micro avg", 0.5, 0.5, 0.5, 2, 2)),
        # by hand: the actor at 6 lies before the target at 6 by label, and hides it
        ("seqeval", Line("arguments micro avg", 0.5, 0.5, 0.5, 2, 2)),
        ("seqeval-strict", Line("triggers micro avg", 0.5, 0.5, 0.5, 2, 2)),
        # by hand: "2-4" against "2" is a half
        ("nervaluate", Line("triggers partial", 0.75, 0.75, 0.75, 2, 2)),
        ("nervaluate", Line("triggers strict", 0.5, 0.5, 0.5, 2, 2)),
        ("nervaluate", Line("triggers ent_type", 1.0, 1.0, 1.0, 2, 2)),
        # by hand: actor and target are found by their text, the second actor is extra
        ("ceaf-ree", Line("micro", 2 / 3, 1.0, 0.8, 2, 3)),
        ("ceaf-ree", Line("target", 1.0, 1.0, 1.0, 1, 1)),
    ],
)
def test_rows_of_one_prediction_file(protocol, expected):
    assert lines(protocol)[expected.measure] == expected


def test_every_protocol_has_its_rows_and_a_rule_of_one_sentence():
    scores = all_protocols([GOLD], {"a": PREDICTED})
    assert list(scores) == list(PROTOCOLS) == ["textee", "seqeval", "seqeval-strict", "nervaluate", "ceaf-ree"]
    assert {name: len(found.lines) for name, found in scores.items()} == {
        "textee": 6,
        "seqeval": 6,
        "seqeval-strict": 6,
        "nervaluate": 8,
        "ceaf-ree": 3,
    }
    for found in scores.values():
        assert found.rule.endswith(".")
        assert len(found.rule) < 120
        assert len({line.measure for line in found.lines}) == len(found.lines)


def test_losses_are_named_by_side_and_layer():
    losses = all_protocols([GOLD], {"a": PREDICTED})["seqeval"].losses
    assert losses == {
        "gold triggers": Loss(),
        "predicted triggers": Loss(repeated=1),
        "gold arguments": Loss(repeated=1),
        "predicted arguments": Loss(repeated=1, overlapping=1),
    }
    assert list(all_protocols([GOLD], {})["ceaf-ree"].losses) == ["gold arguments", "predicted arguments"]


def test_iterators_are_read_once_for_all():
    predicted = GOLD.with_events(PREDICTED)
    assert all_protocols(iter([GOLD]), iter([predicted])) == all_protocols([GOLD], {"a": PREDICTED})


def test_gold_against_itself_is_perfect_everywhere():
    for found in all_protocols([GOLD], [GOLD]).values():
        assert {(line.precision, line.recall, line.f1) for line in found.lines} == {(1.0, 1.0, 1.0)}


def test_empty_articles_give_rows_without_numbers_or_zeros():
    scores = all_protocols([article()], {})
    assert {line.f1 for line in scores["textee"].lines} == {None}
    assert [line.f1 for line in scores["seqeval"].lines] == [0.0, None, 0.0] * 2
    assert {line.f1 for line in scores["nervaluate"].lines} == {0.0}


@settings(max_examples=40, deadline=None, derandomize=True)
@given(corpora(free=True))
def test_no_valid_article_is_too_awkward(drawn):
    gold = [one for one in drawn if one.events is not None]
    for name, found in all_protocols(gold, gold).items():
        for line in found.lines:
            assert line.gold == line.predicted, (name, line)
            assert line.f1 in ((1.0,) if line.gold else (None, 0.0)), (name, line)


def test_what_cannot_be_compared_is_refused():
    with pytest.raises(DataError, match=r"predicted article 'b': is not in gold"):
        all_protocols([GOLD], {"b": ()})


def test_an_unknown_protocol_is_refused_with_the_nearest():
    assert find_protocol("ceaf-ree") is PROTOCOLS["ceaf-ree"]
    with pytest.raises(UnknownName, match=r"unknown protocol 'seqeval-strikt'; did you mean 'seqeval-strict'\?"):
        find_protocol("seqeval-strikt")
