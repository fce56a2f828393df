"""Attributes of aligned events."""

from __future__ import annotations

import pytest

from actbank.metrics.confusion import Confusion, confusions
from actbank.metrics.counts import Counts
from actbank.metrics.keys import EventKey


def key(polarity, modality):
    return EventKey("JOIN", (0, 4), (), polarity, modality, (polarity, modality) == ("positive", "actual"))


PAIRS = [
    (key("positive", "actual"), key("positive", "actual")),
    (key("positive", "actual"), key("positive", "planned")),
    (key("positive", "planned"), key("positive", "planned")),
    (key("negative", "unspecified"), key("positive", "actual")),
    (key("unspecified", "possible"), key("negative", "unspecified")),
]


def test_polarity_by_hand():
    polarity = confusions(PAIRS)["polarity"]
    # by hand: four gold values; the negative one was called positive
    assert polarity.table == {("positive", "positive"): 3, ("negative", "positive"): 1}
    assert (polarity.events, polarity.correct, polarity.accuracy) == (4, 3, 0.75)
    assert polarity.by_value == {"negative": Counts(0, 0, 1), "positive": Counts(3, 1, 0)}
    assert polarity.macro_f1 == pytest.approx((0 + 6 / 7) / 2)


def test_modality_by_hand():
    modality = confusions(PAIRS)["modality"]
    # by hand: four gold values; actual 1 of 2, planned 1 of 1 with one false, possible 0 of 1 (got no value)
    assert (modality.events, modality.correct, modality.accuracy) == (4, 2, 0.5)
    assert modality.by_value["unspecified"] == Counts(0, 1, 0)
    assert modality.macro_f1 == pytest.approx((2 / 3 + 2 / 3 + 0) / 3)


def test_to_dict_maps_gold_to_predicted_values():
    assert confusions(PAIRS)["modality"].to_dict() == {
        "events": 4,
        "correct": 2,
        "accuracy": 50.0,
        "macro_f1": 44.44,  # by hand: 4/9
        "confusion": {
            "actual": {"actual": 1, "planned": 1},
            "planned": {"planned": 1},
            "possible": {"unspecified": 1},
        },
    }


def test_nothing_to_judge():
    empty = confusions([(key("unspecified", "unspecified"), key("positive", "actual"))])
    assert [confusion.events for confusion in empty.values()] == [0, 0]
    assert (Confusion({}).accuracy, Confusion({}).macro_f1) == (None, None)
