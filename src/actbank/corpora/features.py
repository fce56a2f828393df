"""Typed columns of the three tables, with class labels by name."""

from __future__ import annotations

from collections.abc import Iterable

from datasets import ClassLabel, Features, List, Value

from actbank.corpora.rows import WHO_WHAT_WHOM
from actbank.ontology import Ontology
from actbank.schema import MODALITIES, POLARITIES, UNSPECIFIED

_TEXT, _NUMBER, _TRUTH = Value("string"), Value("int32"), Value("bool")


def _polarity() -> ClassLabel:
    return ClassLabel(names=[*POLARITIES, UNSPECIFIED])


def _modality() -> ClassLabel:
    return ClassLabel(names=[*MODALITIES, UNSPECIFIED])


def _types(ontology: Ontology) -> ClassLabel:
    return ClassLabel(names=list(ontology.types))


def article_features(ontology: Ontology) -> Features:
    """Return the columns of ``articles``."""
    span = {"start": _NUMBER, "end": _NUMBER, "text": _TEXT}
    argument = {
        "role": ClassLabel(names=list(ontology.roles)),
        "span": span,
        "event": _TEXT,
        "entity": _TEXT,
        "value": _TEXT,
    }
    event = {
        "id": _TEXT,
        "type": _types(ontology),
        "subtype": _TEXT,
        "trigger": span,
        "polarity": _polarity(),
        "modality": _modality(),
        "occurred": _TRUTH,
        "instance": _TEXT,
        "anaphoric": _TRUTH,
        "arguments": List(argument),
    }
    plain = dict.fromkeys(("id", "text", "date", "lang", "source", "title", "story", "metadata"), _TEXT)
    entity = dict.fromkeys(("id", "name", "country", "sector"), _TEXT)
    return Features({**plain, "entities": List(entity), "events": List(event)})


def event_features(ontology: Ontology) -> Features:
    """Return the columns of ``events``."""
    columns = {"article_id": _TEXT, "date": _TEXT, "event_id": _TEXT, "event_type": _types(ontology), "subtype": _TEXT}
    columns |= {"action": _TEXT, "action_start": _NUMBER, "action_end": _NUMBER}
    for name in WHO_WHAT_WHOM:
        columns |= {name: _TEXT, f"{name}_offsets": List({"start": _NUMBER, "end": _NUMBER})}
    columns |= {"time_value": _TEXT, "content": _TEXT, "sentence": _TEXT, "sentence_start": _NUMBER}
    return Features({**columns, "polarity": _polarity(), "modality": _modality(), "occurred": _TRUTH})


def token_features(ontology: Ontology) -> Features:
    """Return the columns of ``tokens``; the tags are BIO over event types, and over event types and roles."""
    return Features(
        {
            "id": _TEXT,
            "article_id": _TEXT,
            "tokens": List(_TEXT),
            "starts": List(_NUMBER),
            "trigger_tags": List(ClassLabel(names=bio_names(ontology.types))),
            "tags": List(ClassLabel(names=bio_names([*ontology.types, *ontology.roles]))),
        }
    )


def bio_names(labels: Iterable[str]) -> list[str]:
    """Return O and, for each label, its B- and I- tag."""
    return ["O", *(f"{mark}-{label}" for label in labels for mark in "BI")]
