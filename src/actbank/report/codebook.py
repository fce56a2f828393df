"""The codebook of an ontology: for annotators, one section a type, out of the ontology file alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from actbank.ontology import EventType, Ontology


def codebook(ontology: Ontology) -> str:
    """Return definition, roles, what belongs and what does not, triggers and examples of every type, as Markdown."""
    head = f"# Codebook of `{ontology.name}` {ontology.version}\n\nGenerated from the ontology file; do not edit.\n"
    return "\n".join([head, *(line for kind in ontology.types.values() for line in _section(kind, ontology))])


def _section(kind: EventType, ontology: Ontology) -> Iterator[str]:
    yield f"## {kind.name}\n"
    yield f"{kind.definition}\n"
    if kind.subtypes:
        yield f"- **Subtypes**: {', '.join(kind.subtypes)}"
    yield f"- **Roles**: {', '.join(ontology.roles_of(kind.name)) or 'none'}"
    yield from (f"- **Belongs**: {words}" for words in kind.notes.get("includes") or ())
    yield from (f"- **Does not**: {row['what']} → {row['use']}" for row in kind.notes.get("excludes") or ())
    yield from (f"- **Triggers** ({lang}): {', '.join(words)}" for lang, words in kind.triggers.items())
    yield from _examples(kind.notes.get("examples") or {})
    yield ""


def _examples(examples: dict[str, Any]) -> Iterator[str]:
    for value, mark in (("positive", "Yes"), ("negative", "No")):
        yield from (f"- **{mark}**: {words}" for words in examples.get(value) or ())
