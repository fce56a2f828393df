"""Signatures: what they say, and reading them back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actbank.metrics.signature import describe, parse, render
from actbank.problems import DataError

NAMES = st.text(alphabet="ab|+%:-@#.é2BC75", min_size=1, max_size=6)


def signature(setting="e2e", roles=("actor", "target", "time"), ontology="news@1.0#ab12cd34", articles=12):
    return render(describe(setting=setting, tuple_roles=roles, ontology=ontology, articles=articles))


def test_the_printed_form():
    expected = "actbank:0.1|match:exact|align:optimal|dup:multiset|set:e2e|tuple:actor+target+time"
    assert signature() == f"{expected}|ont:news@1.0#ab12cd34|n:12"


def test_lenient_stands_at_the_end_and_only_where_it_is():
    fields = describe(setting="e2e", tuple_roles=(), ontology="", articles=1, lenient=True)
    assert render(fields).endswith("|ont:|n:1|lenient:yes")
    assert parse(render(fields)) == fields
    assert "lenient" not in signature()
    assert parse(signature())["lenient"] is False


def test_the_order_of_roles_and_copies_make_no_difference():
    assert signature(roles=["time", "actor", "target", "actor"]) == signature()


def test_no_ontology_and_no_roles():
    text = signature(roles=(), ontology="", articles=0)
    assert text.endswith("|tuple:|ont:|n:0")
    assert parse(text)["tuple"] == ()
    assert parse(text)["ont"] == ""


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.sampled_from(["e2e", "gold-trigger"]), st.sets(NAMES), NAMES, st.integers(0, 10**6), st.booleans())
def test_round_trip(setting, roles, ontology, articles, lenient):
    fields = describe(setting=setting, tuple_roles=roles, ontology=ontology, articles=articles, lenient=lenient)
    assert parse(render(fields)) == fields


@pytest.mark.parametrize("field", ["setting", "roles", "ontology", "articles"])
def test_every_setting_shows(field):
    other = {"setting": "gold-trigger", "roles": ("actor",), "ontology": "news@1.1#ab12cd34", "articles": 13}
    assert signature(**{field: other[field]}) != signature()


@pytest.mark.parametrize(
    "text",
    ["", "actbank:0.1", "n:1|actbank:0.1", signature()[:-2] + "x", signature() + "|n:1", signature() + "|lenient:no"],
)
def test_what_is_no_signature_is_refused(text):
    with pytest.raises(DataError, match=r"signature: .*, expected actbank:\.\.\.\|match:"):
        parse(text)
