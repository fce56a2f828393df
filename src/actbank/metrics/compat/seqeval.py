"""The numbers of seqeval 1.2.2, to the last digit, without its running time.

seqeval scores chunks of tag sequences (https://github.com/chakki-works/seqeval). A chunk is right when its type, its
first and its last word are. What moves its numbers:

- In default mode invalid sequences are mended as conlleval does: an I that continues nothing begins a chunk, and so
  does a tag of another type. In strict mode (here with scheme IOB2) such tags are no chunk at all.
- Only types of which a chunk was found have a row, on whichever side; one that is only predicted lowers the macro
  average, with support 0.
- The weighted average weighs by gold support; without any it falls back on zero division.
- At 0/0 a ratio is ``zero_division``. Without any chunk on either side the macro average is NaN.
- F1 is computed from the two ratios, so it may differ in the last digit from ``2 tp / (predicted + gold)``.

seqeval warns of tags without a prefix; here they give the same numbers in silence. It refuses an empty list of
sequences; here that scores as no chunks.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

import numpy as np
from numpy.typing import NDArray

from actbank.metrics.compat.chunks import Chunks, find_chunks
from actbank.metrics.compat.sequences import Codes, TagSequences, code_tags
from actbank.metrics.counts import Counts
from actbank.problems import DataError, Problem

Ratios = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class SeqevalScore:
    """One row of a report: three ratios in 0..1 (the macro average of nothing is NaN), and how many gold chunks."""

    precision: float
    recall: float
    f1: float
    support: int


@dataclass(frozen=True, slots=True)
class SeqevalReport:
    """The rows by type, sorted by name, the three averages, and the integers behind them by type."""

    types: Mapping[str, SeqevalScore]
    micro: SeqevalScore
    macro: SeqevalScore
    weighted: SeqevalScore
    counts: Mapping[str, Counts]

    @property
    def total(self) -> Counts:
        """The counts of all types together."""
        return sum(self.counts.values(), Counts())

    @property
    def averages(self) -> dict[str, SeqevalScore]:
        """The three averages under the names of seqeval."""
        return {"micro avg": self.micro, "macro avg": self.macro, "weighted avg": self.weighted}

    def to_dict(self) -> dict[str, dict[str, float]]:
        """Return what ``seqeval.metrics.classification_report(..., output_dict=True)`` returns."""
        rows = {name: asdict(row) for name, row in {**self.types, **self.averages}.items()}
        return {name: {"f1-score" if key == "f1" else key: row[key] for key in row} for name, row in rows.items()}


_NO_MEAN = SeqevalScore(math.nan, math.nan, math.nan, 0)


def seqeval_report(
    gold: TagSequences, predicted: TagSequences, *, strict: bool = False, zero_division: int = 0
) -> SeqevalReport:
    """Return the report of seqeval 1.2.2 on tag sequences.

    >>> report = seqeval_report([["B-WITHDRAW", "I-WITHDRAW", "O"]], [["I-WITHDRAW", "I-WITHDRAW", "O"]])
    >>> report.micro.f1, report.types["WITHDRAW"].support
    (1.0, 1)
    >>> seqeval_report([["B-DENY", "O"]], [["I-DENY", "O"]], strict=True).micro.f1
    0.0

    Args:
        gold: One list of tags a sequence.
        predicted: The same sequences with predicted tags.
        strict: Count only chunks that are valid in IOB2 (``mode="strict", scheme=IOB2``).
        zero_division: What 0/0 is: 0 or 1.

    Raises:
        DataError: the two are not of one shape, or with every tag that cannot be read.
    """
    if zero_division not in (0, 1):
        raise DataError([Problem("zero_division", repr(zero_division), "0 or 1")])
    names, left, right = find_chunks(code_tags(gold, predicted), strict=strict)
    table = _table(left, right, len(names))
    present = np.flatnonzero(table[1] + table[2])
    rows = _rows(table[:, present], zero_division)
    labels = [names[kind] for kind in present.tolist()]
    counts = [Counts(tp, given - tp, support - tp) for tp, given, support in table[:, present].T.tolist()]
    averages = _averages(table[:, present], float(zero_division))
    return SeqevalReport(dict(zip(labels, rows, strict=True)), *averages, dict(zip(labels, counts, strict=True)))


def _table(gold: Chunks, predicted: Chunks, kinds: int) -> Codes:
    """Return true positives, predicted and gold chunks of each kind, shape ``(3, kinds)``."""
    lists = (gold.shared(predicted), predicted.kinds, gold.kinds)
    return np.stack([np.bincount(found, minlength=kinds) for found in lists])


def _rows(table: Codes, zero_division: float) -> list[SeqevalScore]:
    ratios = (column.tolist() for column in _ratios(table, zero_division))
    return [SeqevalScore(*row) for row in zip(*ratios, table[2].tolist(), strict=True)]


def _ratios(table: Codes, zero_division: float) -> tuple[Ratios, Ratios, Ratios]:
    """Return precision, recall and F1 of each column."""
    right, given, support = table
    precision, recall = _divided(right, given, zero_division), _divided(right, support, zero_division)
    both = precision + recall
    return precision, recall, 2.0 * precision * recall / np.where(both == 0.0, 1.0, both)


def _divided(part: Codes, whole: Codes, zero_division: float) -> Ratios:
    return np.where(whole == 0, zero_division, part / np.maximum(whole, 1))


def _averages(table: Codes, zero_division: float) -> tuple[SeqevalScore, SeqevalScore, SeqevalScore]:
    """Return the micro, macro and weighted average over the columns."""
    (micro,) = _rows(table.sum(axis=1, keepdims=True), zero_division)
    ratios = _ratios(table, zero_division)
    macro = replace(_mean(ratios), support=micro.support) if table.size else _NO_MEAN
    if micro.support:
        return micro, macro, replace(_mean(ratios, table[2]), support=micro.support)
    predicted = 0.0 if table[1].any() else zero_division
    return micro, macro, SeqevalScore(predicted, zero_division, predicted, 0)


def _mean(ratios: tuple[Ratios, Ratios, Ratios], weights: Codes | None = None) -> SeqevalScore:
    """Return the means, without support, added up in the order of numpy."""
    precision, recall, f1 = (float(np.average(ratio, weights=weights)) for ratio in ratios)
    return SeqevalScore(precision, recall, f1, 0)
