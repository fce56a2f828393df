"""Which training the checkpoints of a folder belong to."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_MARK = "training.sha256"


def fingerprint(corpus: str, seed: int, settings: Mapping[str, DataclassInstance]) -> str:
    """Return what tells a training from every other: corpus, seed and all settings."""
    values = [corpus, seed, {name: asdict(spec) for name, spec in settings.items()}]
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


def claim_checkpoints(folder: Path, mark: str) -> bool:
    """Make ``folder`` the checkpoints of the training with this fingerprint; those of another training are removed.

    Returns:
        Whether it already held checkpoints of this training, so that it will go on from them.
    """
    file = folder / _MARK
    same = file.is_file() and file.read_text(encoding="utf-8") == mark
    if folder.is_dir() and not same:
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    file.write_text(mark, encoding="utf-8")
    return same and any(folder.glob("checkpoint-*"))
