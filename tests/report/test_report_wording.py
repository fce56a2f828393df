"""How pages and tables say things, by hand."""

import pytest

from actbank.report.wording import happened, percent
from actbank.schema import Event


@pytest.mark.parametrize(
    ("polarity", "modality", "words"),
    [
        ("positive", "actual", "yes"),
        ("negative", "actual", "no"),
        ("negative", "unspecified", "no"),
        ("positive", "unspecified", "not said"),
        ("unspecified", "unspecified", "not said"),
        ("unspecified", "actual", "actual"),
        *[
            ("positive", value, value)
            for value in ("planned", "demanded", "threatened", "possible", "conditional", "generic", "unasserted")
        ],
        ("unspecified", "planned", "planned"),
        ("negative", "planned", "not planned"),
        ("negative", "unasserted", "not unasserted"),
    ],
)
def test_happened(polarity, modality, words):
    assert happened(Event("e1", "JOIN", polarity=polarity, modality=modality)) == words


@pytest.mark.parametrize(
    ("ratio", "words"), [(None, "–"), (0.0, "0.0"), (1 / 3, "33.3"), (2 / 3, "66.7"), (0.5, "50.0"), (1.0, "100.0")]
)
def test_percent(ratio, words):
    assert percent(ratio) == words
