"""Chunks of coded tags, as seqeval 1.2.2 finds them in its default and in its strict mode.

The reading of a tag differs between the two, but its first character is always the prefix. By default the type is what
follows the first ``-`` of the rest, or all the rest where there is none. In strict mode it is the rest without any
``-`` at its ends, and only the prefixes B, I and O are allowed. A tag without a type has the type ``_`` in both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from actbank.metrics.compat.sequences import CodedTags, Codes
from actbank.problems import DataError

_PREFIXES = "OBIES."
_OTHER = len(_PREFIXES)  # any other first character: only a change of type opens or closes its chunk
_O, _B, _I = range(3)


@dataclass(frozen=True, slots=True, eq=False)
class Chunks:
    """Typed stretches of words, half-open; no two chunks have the same end. All arrays have the shape ``(chunks,)``."""

    kinds: Codes
    starts: Codes
    ends: Codes

    def shared(self, other: Chunks) -> Codes:
        """Return the kinds of the chunks that are equal on both sides, shape ``(shared,)``."""
        _, left, right = np.intersect1d(self.ends, other.ends, assume_unique=True, return_indices=True)
        equal = (self.kinds[left] == other.kinds[right]) & (self.starts[left] == other.starts[right])
        found: Codes = self.kinds[left[equal]]
        return found


def find_chunks(coded: CodedTags, *, strict: bool) -> tuple[tuple[str, ...], Chunks, Chunks]:
    """Return the names of the kinds, sorted, and the chunks of gold and of the prediction.

    Raises:
        DataError: with each tag that cannot be read: an empty one or, in strict mode, one with another prefix.
    """
    _refuse_unreadable(coded, strict=strict)
    prefixes = np.array([_prefix(tag) for tag in coded.tags], dtype=np.intp)
    types = [_strict_type(tag) if strict else _lenient_type(tag) for tag in coded.tags]
    names = tuple(sorted(set(types)))
    kinds = _indices(types, names)
    find = _strict_chunks if strict else _lenient_chunks
    gold, predicted = (find(prefixes[codes], kinds[codes]) for _, codes in coded.sides)
    return names, gold, predicted


def _indices(types: Sequence[str], names: Sequence[str]) -> Codes:
    index = {name: number for number, name in enumerate(names)}
    return np.array([index[name] for name in types], dtype=np.intp)


def _refuse_unreadable(coded: CodedTags, *, strict: bool) -> None:
    allowed = _PREFIXES[: _I + 1] if strict else ""
    bad = np.array([not tag or (strict and tag[0] not in allowed) for tag in coded.tags])
    expected = "a tag that begins with B, I or O" if strict else "a tag"
    problems = [
        problem for side, codes in coded.sides for problem in coded.refuse(side, np.flatnonzero(bad[codes]), expected)
    ]
    if problems:
        raise DataError(problems)


def _prefix(tag: str) -> int:
    return _PREFIXES.index(tag[0]) if tag[0] in _PREFIXES else _OTHER


def _lenient_type(tag: str) -> str:
    rest = tag[1:]
    return rest[rest.find("-") + 1 :] or "_"


def _strict_type(tag: str) -> str:
    return tag[1:].strip("-") or "_"


def _pairs(*patterns: str) -> NDArray[np.bool_]:
    """Return the table of (prefix before, prefix) that the patterns name; ``*`` is any prefix."""
    table = np.zeros((_OTHER + 1, _OTHER + 1), dtype=np.bool_)
    for pattern in patterns:
        rows, columns = (slice(None) if prefix == "*" else _PREFIXES.index(prefix) for prefix in pattern)
        table[rows, columns] = True
    return table


_CLOSES = _pairs("E*", "S*", "BB", "BS", "BO", "IB", "IS", "IO")
_OPENS = _pairs("*B", "*S", "EE", "EI", "SE", "SI", "OE", "OI")
_TYPED = np.array([prefix not in "O." for prefix in _PREFIXES] + [True])


def _lenient_chunks(prefix: Codes, kind: Codes) -> Chunks:
    """Return the chunks by the rules of conlleval: any tag that cannot continue a chunk begins one."""
    before, changed = _before(prefix, _O), kind != _before(kind, -1)
    ends = np.flatnonzero(_CLOSES[before, prefix] | (changed & _TYPED[before]))
    opens = _OPENS[before, prefix] | (changed & _TYPED[prefix])
    latest = np.maximum.accumulate(np.where(opens, np.arange(len(prefix)), 0))
    return Chunks(kind[ends - 1], latest[ends - 1], ends)


def _strict_chunks(prefix: Codes, kind: Codes) -> Chunks:
    """Return the chunks of valid IOB2: a B and every I of its type behind it; a stray I is nothing."""
    inside = (prefix == _I) & (kind == _before(kind, -1))  # of a B, or of a tag that begins nothing
    edges = np.flatnonzero(~inside)
    begins = np.flatnonzero(prefix[edges] == _B)
    starts = edges[begins]
    return Chunks(kind[starts], starts, edges[begins + 1])


def _before(values: Codes, first: int) -> Codes:
    """Return the value before each one, ``first`` before the first."""
    shifted = np.empty_like(values)
    shifted[:1] = first
    shifted[1:] = values[:-1]
    return shifted
