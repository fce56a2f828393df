"""Model families behind one interface, and the table of them."""

from __future__ import annotations

import json
from pathlib import Path

from actbank.lookup import pick
from actbank.models.base import Family
from actbank.problems import ActBankError

MODELS = {"one_pass": "actbank.models.one_pass.family:FAMILY"}
_BY_TYPE = {"actbank-one-pass": "one_pass"}


def model_family(name: str) -> Family:
    """Return the model family of this name.

    Raises:
        UnknownName: there is none; the text holds the nearest name.
    """
    family: Family = pick(MODELS, name, "model")
    return family


def family_of(folder: Path) -> Family:
    """Return the family of the model in a folder.

    Raises:
        ActBankError: the folder holds no model of ours.
    """
    file = folder / "config.json"
    if not file.is_file():
        raise ActBankError(
            f"{folder}: no model here (no config.json). `actbank train` writes one to its output folder."
        )
    kind = json.loads(file.read_text(encoding="utf-8")).get("model_type")
    if kind not in _BY_TYPE:
        raise ActBankError(f"{folder}: model_type {kind!r} is not an ActBank model; known: {', '.join(_BY_TYPE)}")
    return model_family(_BY_TYPE[kind])
