"""Where configs, own data and other people's corpora lie: in a checkout, in a wheel, or where the user says."""

from __future__ import annotations

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent.parent


def configs_dir() -> Path:
    """Return the folder of configs: the packaged one, else the checkout's."""
    packaged = _PACKAGE / "configs"
    return packaged if packaged.is_dir() else _CHECKOUT / "configs"


def data_dir() -> Path:
    """Return the folder of ActBank's own corpora: the packaged one, else the checkout's."""
    packaged = _PACKAGE / "data"
    return packaged if packaged.is_dir() else _CHECKOUT / "data"


def corpora_root() -> Path:
    """Return the folder that holds other people's corpora: ``$ACTBANK_CORPORA``, else ``~/.cache/actbank/corpora``."""
    chosen = os.environ.get("ACTBANK_CORPORA")
    return Path(chosen) if chosen else Path.home() / ".cache" / "actbank" / "corpora"
