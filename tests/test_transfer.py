"""Transfer by hand: which predicted event stands for a sentence, and what then counts as found."""

import pytest

from actbank.corpora.spec import find_ontology
from actbank.metrics.counts import Counts
from actbank.schema import Argument, Article, Event, Span
from actbank.transfer import overlap_counts, score_transfer

TEXT = "Orland accused Bresk after Tavia met the senior envoy of Bresk in Tavia."
ORLAND, BRESK, TAVIA = Span(0, 6), Span(15, 20), Span(27, 32)
ENVOY = Span(37, 62)  # the senior envoy of Bresk


def gold(kind, *arguments):
    return Article("a", TEXT, events=(Event("g", kind, None, arguments),))


def found(name, kind, trigger, *arguments):
    return Event(name, kind, trigger, arguments, "positive", "actual")


ACCUSE = found("e1", "ACCUSE", Span(7, 14), Argument("actor", ORLAND))
CONSULT = found("e2", "CONSULT", Span(33, 36), Argument("actor", TAVIA), Argument("target", ENVOY))
STATE = found("e3", "STATE", Span(33, 36), Argument("actor", TAVIA), Argument("target", ENVOY))


def score(article, *events):
    return score_transfer([article], {"a": events}, find_ontology("news"), "plover", lambda code: code.split(".")[0])


def test_three_readings_of_one_sentence():
    # main: CONSULT has both roles; pair: ACCUSE has the gold actor; any: ACCUSE is there
    result = score(gold("ACCUSE", Argument("actor", ORLAND), Argument("target", BRESK)), ACCUSE, CONSULT, STATE)
    assert dict(result.hits) == {"pair": 1, "any": 1}
    assert result.arguments["main", "actor"] == Counts(0, 1, 1)
    assert result.arguments["pair", "actor"] == Counts(1, 0, 0)
    assert result.arguments["pair", "target"] == Counts(0, 0, 1)
    values = result.to_dict()
    assert values["type_accuracy"] == {"main": 0.0, "pair": 100.0, "any": 100.0}
    assert values["classes"] == {"ACCUSE": {"n": 1, "pair": 1, "any": 1}}


def test_an_event_without_counterpart_codes_nothing():
    result = score(gold("CONSULT", Argument("actor", TAVIA)), STATE)
    assert (result.sentences, result.coded, sum(result.hits.values())) == (1, 0, 0)
    assert result.arguments["pair", "actor"] == Counts(0, 0, 1)
    assert dict(result.confused) == {("CONSULT", "(nothing)"): 1}


@pytest.mark.parametrize(
    ("spans", "others", "expected"),
    [
        ([ENVOY], [Span(41, 53)], Counts(0, 1, 1)),  # "senior envoy": 2 of 5 words
        ([ENVOY], [Span(41, 62)], Counts(1, 0, 0)),  # 4 of 5
        ([ENVOY], [Span(41, 53), Span(37, 56)], Counts(1, 1, 0)),  # "the senior envoy of" is 4 of 5
        ([], [], Counts(0, 0, 0)),
        ([ORLAND, BRESK], [BRESK, BRESK], Counts(1, 1, 1)),  # a hit is used up
    ],
)
def test_overlap_by_words(spans, others, expected):
    assert overlap_counts(TEXT, spans, others) == expected
