"""Names to objects: imported when asked for, and refused with the nearest name."""

import sys

import pytest

import actbank
from actbank.lookup import pick
from actbank.problems import UnknownName
from actbank.schema import Span

TABLE = {"span": "actbank.schema:Span", "counts": "no.such.module:Counts"}


def test_pick_returns_the_object():
    assert pick(TABLE, "span", "value") is Span


def test_pick_imports_the_module_of_the_chosen_name_only(tmp_path, monkeypatch):
    for name in ("chosen", "other"):
        (tmp_path / f"lookup_{name}.py").write_text(f"NAME = {name!r}", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    table = {name: f"lookup_{name}:NAME" for name in ("chosen", "other")}
    assert pick(table, "chosen", "value") == "chosen"
    assert "lookup_chosen" in sys.modules and "lookup_other" not in sys.modules


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("spam", "unknown value 'spam'; did you mean 'span'? Known: counts, span"),
        ("", "unknown value ''. Known: counts, span"),
    ],
)
def test_an_unknown_name_is_refused_before_anything_is_imported(name, text):
    with pytest.raises(UnknownName) as caught:
        pick(TABLE, name, "value")
    assert str(caught.value) == text


@pytest.mark.parametrize("name", actbank.__all__)
def test_every_public_name_is_there(name):
    assert getattr(actbank, name).__name__ == name


def test_the_package_has_no_other_names():
    with pytest.raises(AttributeError) as caught:
        actbank.Sapn  # noqa: B018 - the look-up is what is tested
    assert str(caught.value) == "module 'actbank' has no attribute 'Sapn'"
