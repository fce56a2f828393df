"""What a score depends on, as one line: scores are comparable when their signatures are equal."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from actbank.problems import DataError, Problem

VERSION = "0.1"
"""The version of the definitions; raise it with any change that can move a number."""
_FIELDS = ("actbank", "match", "align", "dup", "set", "tuple", "ont", "n")
_LENIENT = "lenient:yes"
"""Stands at the end of a lenient signature, and not in others: they stay as they were before there was such a mode."""
_ESCAPES = {"%": "%25", "|": "%7C", "+": "%2B"}


def describe(
    *,
    match: str = "exact",
    setting: str,
    tuple_roles: Collection[str],
    ontology: str,
    articles: int,
    lenient: bool = False,
) -> dict[str, Any]:
    """Return the fields of a signature; ``tuple_roles`` are sorted, for their order moves no number."""
    return {
        "actbank": VERSION,
        "match": match,
        "align": "optimal",
        "dup": "multiset",
        "set": setting,
        "tuple": tuple(sorted(set(tuple_roles))),
        "ont": ontology,
        "n": articles,
        "lenient": lenient,
    }


def render(fields: Mapping[str, Any]) -> str:
    """Return the fields as one line that `parse` reads back.

    >>> render(describe(setting="e2e", tuple_roles=["actor", "target"], ontology="news@1.0#ab12cd34", articles=12))
    'actbank:0.1|match:exact|align:optimal|dup:multiset|set:e2e|tuple:actor+target|ont:news@1.0#ab12cd34|n:12'
    """
    values = {**fields, "tuple": "+".join(_escape(role) for role in fields["tuple"])}
    texts = {name: value if name == "tuple" else _escape(str(value)) for name, value in values.items()}
    last = [_LENIENT] if fields.get("lenient") else []
    return "|".join([*(f"{name}:{texts[name]}" for name in _FIELDS), *last])


def parse(signature: str) -> dict[str, Any]:
    """Return the fields of a signature; ``tuple`` is a tuple of roles, ``n`` an integer, ``lenient`` a truth value.

    All else is text.

    Raises:
        DataError: the text is not a signature.
    """
    lenient = signature.endswith(f"|{_LENIENT}")
    parts = [part.partition(":") for part in signature.removesuffix(f"|{_LENIENT}").split("|")]
    if tuple(name for name, _, _ in parts) != _FIELDS:
        raise _malformed(signature)
    fields: dict[str, Any] = {name: value for name, _, value in parts}
    roles = fields["tuple"].split("+") if fields["tuple"] else ()
    if not fields["n"].isdecimal():
        raise _malformed(signature)
    texts = {name: _unescape(value) for name, value in fields.items()}
    roles = tuple(_unescape(role) for role in roles)
    return {**texts, "tuple": roles, "n": int(fields["n"]), "lenient": lenient}


def _malformed(signature: str) -> DataError:
    expected = "|".join(f"{name}:..." for name in _FIELDS)
    return DataError([Problem("signature", repr(signature), expected)])


def _escape(text: str) -> str:
    return "".join(_ESCAPES.get(character, character) for character in text)


def _unescape(text: str) -> str:
    for character, escape in reversed(_ESCAPES.items()):
        text = text.replace(escape, character)
    return text
