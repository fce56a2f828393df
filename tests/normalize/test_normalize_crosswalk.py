"""Codes of other schemes: the rows of the news ontology, read by hand."""

import pytest

from actbank.corpora.spec import find_ontology
from actbank.normalize.crosswalk import codes
from actbank.problems import UnknownName
from actbank.schema import Event

NEWS = find_ontology("news")


def event(kind, polarity="positive", modality="actual", subtype=None):
    return Event("e1", kind, polarity=polarity, modality=modality, subtype=subtype)


@pytest.mark.parametrize(
    ("one", "scheme", "expected"),
    [
        (event("ACCUSE", subtype="allege"), "plover", ("ACCUSE.allege",)),
        (event("ACCUSE"), "plover", ("ACCUSE",)),
        (event("ACCUSE", subtype="criticise"), "cameo", ("110", "111")),
        # the first row that agrees holds: aid that is denied in fact is a sanction, aid to come an agreement
        (event("AID", polarity="negative"), "plover", ("SANCTION",)),
        (event("AID", modality="planned", subtype="arms"), "plover", ("AGREE",)),
        (event("AID", subtype="arms"), "plover", ("AID",)),
        (event("WITHDRAW", modality="planned", subtype="forces"), "plover", ("CONCEDE",)),
        (event("WITHDRAW", modality="planned"), "plover", ("THREATEN",)),
        (event("STATE"), "plover", ()),
    ],
)
def test_codes_by_hand(one, scheme, expected):
    assert codes(one, NEWS, scheme) == expected


def test_unknown_names_are_said_with_the_nearest():
    with pytest.raises(UnknownName, match="unknown scheme 'camo'; did you mean 'cameo'"):
        codes(event("STATE"), NEWS, "camo")
    with pytest.raises(UnknownName, match="unknown event type 'ATACK'; did you mean 'ATTACK'"):
        codes(event("ATACK"), NEWS, "cameo")
