"""YAML files that hold a mapping: ontologies and corpus entries."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from actbank.problems import DataError, Problem

# The loader in C reads the same much faster, where PyYAML was built with it; it says errors in other words.
_FAST = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load_mapping(path: Path, expected: str) -> dict[Any, Any]:
    """Return the mapping that a YAML file holds.

    Args:
        path: The file.
        expected: What the mapping should hold, for the error text.

    Raises:
        DataError: the file is no UTF-8, no YAML, or holds something else.
    """
    try:
        data = _parsed(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise DataError([Problem(str(path), f"byte {error.start} is not UTF-8", "UTF-8")]) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{path}:{mark.line + 1}" if mark else str(path)
        raise DataError([Problem(where, getattr(error, "problem", None) or str(error), "YAML")]) from None
    if not isinstance(data, dict):
        raise DataError([Problem(str(path), "is not a mapping", expected)])
    return data


def _parsed(text: str) -> Any:
    try:
        return yaml.load(text, Loader=_FAST)  # noqa: S506
    except yaml.YAMLError:
        return yaml.safe_load(text)
