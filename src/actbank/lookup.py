"""Names to objects, without importing what is not asked for."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

from actbank.problems import unknown_name


def pick(table: Mapping[str, str], name: str, kind: str) -> Any:
    """Return the object that ``table[name]`` (``"module:object"``) points to; its module is imported now.

    Args:
        table: Name to ``"module:object"``.
        name: The name asked for.
        kind: What the table holds, for the error text ("format", "model").

    Raises:
        UnknownName: ``name`` is not in the table; the text holds the nearest name.
    """
    if name not in table:
        raise unknown_name(kind, name, list(table))
    module, _, attribute = table[name].partition(":")
    return getattr(importlib.import_module(module), attribute)
