"""Model families behind one interface, and the table of them."""

from __future__ import annotations

import json
from pathlib import Path

from actbank.lookup import pick
from actbank.models.base import Family
from actbank.problems import ActBankError

MODELS = {
    "one_pass": "actbank.models.one_pass.family:FAMILY",
    "token_classifier": "actbank.models.token_classifier.family:FAMILY",
    "trigger_then_arguments": "actbank.models.trigger_then_arguments.family:FAMILY",
}
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
    config = json.loads(file.read_text(encoding="utf-8"))
    kind = config.get("model_type")
    stated = config.get("actbank", {}).get("family") or _BY_TYPE.get(kind)
    if stated is None:
        raise ActBankError(f"{folder}: model_type {kind!r} is not an ActBank model; known: {', '.join(MODELS)}")
    return model_family(stated)
