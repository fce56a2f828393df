"""Two lists of tag sequences as integer codes, for scorers that count millions of tags."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from actbank.metrics.compat.tags import OUTSIDE
from actbank.problems import DataError, Problem

TagSequences = Sequence[Sequence[str]]
Codes = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class CodedTags:
    """Gold and predicted tags, all sequences one after another with one more ``O`` behind each.

    ``tags[code]`` is the text of a code, ``tags[0]`` is ``O``. ``gold`` and ``predicted`` are codes, shape
    ``(words + sequences,)``; ``starts`` says where each sequence begins in them, shape ``(sequences,)``.
    """

    tags: tuple[str, ...]
    gold: Codes
    predicted: Codes
    starts: Codes

    @property
    def sides(self) -> tuple[tuple[str, Codes], tuple[str, Codes]]:
        """The codes of both sides with their names."""
        return ("gold", self.gold), ("predicted", self.predicted)

    def refuse(self, side: str, places: Codes, expected: str) -> Iterator[Problem]:
        """Yield one problem for each distinct tag at some ``places`` of a side, where it stands first."""
        codes = (self.gold if side == "gold" else self.predicted)[places]
        for first in sorted(np.unique(codes, return_index=True)[1].tolist()):
            at = int(places[first])
            sequence = int(np.searchsorted(self.starts, at, side="right")) - 1
            where = f"{side} sequence {sequence + 1}, tag {at - int(self.starts[sequence]) + 1}"
            yield Problem(where, repr(self.tags[codes[first]]), expected)


class _Codebook(dict[str, int]):
    """Codes of tags, given out as tags come."""

    def __missing__(self, tag: str) -> int:
        code = len(self)
        self[tag] = code
        return code


def code_tags(gold: TagSequences, predicted: TagSequences) -> CodedTags:
    """Return the codes of two lists of tag sequences.

    Raises:
        DataError: with every sequence that has another length on the other side, or where a side holds text in place of
            lists of tags.
    """
    problems = [*_text_problems("gold", gold), *_text_problems("predicted", predicted)]
    problems = problems or list(_shape_problems(gold, predicted))
    if problems:
        raise DataError(problems)
    lengths = np.fromiter(map(len, gold), dtype=np.intp, count=len(gold))
    book = _Codebook({OUTSIDE: 0})
    sides = [_coded(sequences, lengths, book) for sequences in (gold, predicted)]
    starts = np.cumsum(lengths + 1) - (lengths + 1)
    return CodedTags(tuple(book), sides[0], sides[1], starts)


def _coded(sequences: TagSequences, lengths: Codes, book: _Codebook) -> Codes:
    """Return the codes of a list of sequences with one more 0 behind each."""
    words = int(lengths.sum())
    flat = np.fromiter(map(book.__getitem__, chain.from_iterable(sequences)), dtype=np.intp, count=words)
    codes = np.zeros(words + len(lengths), dtype=np.intp)
    codes[np.arange(words) + np.repeat(np.arange(len(lengths)), lengths)] = flat
    return codes


def _shape_problems(gold: TagSequences, predicted: TagSequences) -> Iterator[Problem]:
    if len(gold) != len(predicted):
        yield Problem("predicted", f"{len(predicted)} sequences", f"{len(gold)}, as in gold")
        return
    pairs = zip(map(len, gold), map(len, predicted), strict=True)
    for number, (left, right) in enumerate(pairs, start=1):
        if left != right:
            yield Problem(f"predicted sequence {number}", f"{right} tags", f"{left}, as in gold")


def _text_problems(side: str, sequences: TagSequences) -> Iterator[Problem]:
    """Yield the first text that stands where a list should: in a flat list of tags, all do."""
    if isinstance(sequences, str):
        yield Problem(side, "is text", "a list of lists of tags")
        return
    number = next((number for number, tags in enumerate(sequences, start=1) if isinstance(tags, str)), None)
    if number is not None:
        yield Problem(f"{side} sequence {number}", "is text", "a list of tags")
