"""The numbers of nervaluate 1.2.1, to the last digit, without its running time.

nervaluate scores entities of tag sequences under four rules (https://github.com/MantisAI/nervaluate, after SemEval
2013, task 9). Predicted entities are taken in text order, and each takes a gold entity that is still free:

- ``strict``: equal words and label are *correct*; another overlap, also equal words with another label, is *incorrect*.
- ``exact``: equal words are correct whatever the label; another overlap is incorrect.
- ``partial``: equal words are correct whatever the label; another overlap is *partial* and worth one half.
- ``ent_type``: an overlap with an equal label is correct, with another label incorrect.

What is left is *spurious* or *missed*. What moves its numbers:

- A prediction takes the first gold entity that it overlaps, not the best: the alignment is greedy. ``ent_type`` takes
  the one of equal label whose edges are nearest, and the first other one only where no label is equal.
- Two entities overlap when their common words are at least ``min_overlap`` per cent of the *gold* entity: by default
  one common word with a gold entity of more than a hundred words is none.
- The numbers of a label come from a matching among the entities of this label alone, so they do not add up to the
  overall ones: a wrong label is *incorrect* there, and *missed* and *spurious* here.
- Labels that are not among ``tags`` are dropped before anything is matched, predicted ones as well.
- Tags are read leniently: an I begins an entity where none is, or where the label changes. Within an entity only the
  text behind the first two characters counts, and ``B``: there ``E-PER`` or ``O-PER`` continue a ``PER``.
- 0/0 is 0.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from actbank.metrics.compat.overlaps import Entities, Overlaps
from actbank.metrics.compat.sequences import CodedTags, Codes, TagSequences, code_tags
from actbank.problems import DataError, Problem

STRATEGIES = ("strict", "exact", "partial", "ent_type")


@dataclass(frozen=True, slots=True)
class Matches:
    """How the entities of one strategy were answered; ratios are in 0..1, and 0.0 at 0/0."""

    correct: int = 0
    incorrect: int = 0
    partial: int = 0
    missed: int = 0
    spurious: int = 0

    @property
    def possible(self) -> int:
        """How many gold entities there are."""
        return self.correct + self.incorrect + self.partial + self.missed

    @property
    def actual(self) -> int:
        """How many entities were predicted."""
        return self.correct + self.incorrect + self.partial + self.spurious

    @property
    def precision(self) -> float:
        """``(correct + partial / 2) / actual``."""
        return (self.correct + 0.5 * self.partial) / self.actual if self.actual else 0.0

    @property
    def recall(self) -> float:
        """``(correct + partial / 2) / possible``."""
        return (self.correct + 0.5 * self.partial) / self.possible if self.possible else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two ratios, computed from them as nervaluate does."""
        both = self.precision + self.recall
        return 2 * (self.precision * self.recall) / both if both > 0 else 0.0


@dataclass(frozen=True, slots=True)
class NervaluateReport:
    """The matches by strategy, and by tag and strategy for the tags that occur."""

    overall: Mapping[str, Matches]
    tags: Mapping[str, Mapping[str, Matches]]


def nervaluate_report(
    gold: TagSequences,
    predicted: TagSequences,
    *,
    tags: Collection[str] | None = None,
    min_overlap: float = 1.0,
) -> NervaluateReport:
    """Return the four evaluations of nervaluate 1.2.1 on tag sequences.

    >>> gold, predicted = [["B-DENY", "I-DENY", "O"]], [["B-DENY", "O", "O"]]
    >>> report = nervaluate_report(gold, predicted)
    >>> {name: matches.f1 for name, matches in report.overall.items()}
    {'strict': 0.0, 'exact': 0.0, 'partial': 0.5, 'ent_type': 1.0}

    Args:
        gold: One list of tags a sequence.
        predicted: The same sequences with predicted tags.
        tags: The labels to score; all others are dropped on both sides. ``None`` scores every label that occurs, where
            nervaluate asks for a list.
        min_overlap: How much of a gold entity an overlap must cover, in per cent.

    Raises:
        DataError: the two are not of one shape, ``min_overlap`` is not a percentage, or with every tag at the beginning
            of an entity that does not begin with ``B-`` or ``I-``.
    """
    if not 1.0 <= min_overlap <= 100.0:
        raise DataError([Problem("min_overlap", repr(min_overlap), "1 to 100")])
    names, left, right = _find_entities(code_tags(gold, predicted))
    if tags is not None:
        wanted = np.array([name in tags for name in names], dtype=np.bool_)
        left, right = left.chosen(wanted[left.kinds]), right.chosen(wanted[right.kinds])
    overlaps = Overlaps.of(left, right, min_overlap)
    return NervaluateReport(_overall(overlaps, left, right), _by_tag(overlaps.alike(), left, right, names))


def _overall(overlaps: Overlaps, gold: Entities, predicted: Entities) -> dict[str, Matches]:
    first, near = overlaps.first_fit(), overlaps.nearest_fit()
    equal, same = int(overlaps.equal[first].sum()), int((overlaps.equal & overlaps.same)[first].sum())
    labelled, taken, typed = int(overlaps.same[near].sum()), len(first), len(near)
    left, right = len(gold.kinds), len(predicted.kinds)
    return {
        "strict": Matches(same, taken - same, 0, left - taken, right - taken),
        "exact": Matches(equal, taken - equal, 0, left - taken, right - taken),
        "partial": Matches(equal, 0, taken - equal, left - taken, right - taken),
        "ent_type": Matches(labelled, typed - labelled, 0, left - typed, right - typed),
    }


def _by_tag(
    overlaps: Overlaps, gold: Entities, predicted: Entities, names: tuple[str, ...]
) -> dict[str, dict[str, Matches]]:
    """Return the matches of each tag from the overlaps between entities of equal labels."""
    first, near = overlaps.first_fit(), overlaps.nearest_fit()
    kinds = predicted.kinds[overlaps.predicted]
    lists = (kinds[first[overlaps.equal[first]]], kinds[first], kinds[near], gold.kinds, predicted.kinds)
    table = np.stack([np.bincount(found, minlength=len(names)) for found in lists])
    rows = zip(names, table.T.tolist(), strict=True)
    return {name: _of_one_tag(*row) for name, row in rows if row[3] or row[4]}


def _of_one_tag(equal: int, taken: int, near: int, left: int, right: int) -> dict[str, Matches]:
    sharp = Matches(equal, taken - equal, 0, left - taken, right - taken)
    return {
        "strict": sharp,
        "exact": sharp,
        "partial": Matches(equal, 0, taken - equal, left - taken, right - taken),
        "ent_type": Matches(near, 0, 0, left - near, right - near),
    }


def _find_entities(coded: CodedTags) -> tuple[tuple[str, ...], Entities, Entities]:
    """Return the names of the kinds, sorted, and the entities of gold and of the prediction."""
    labels = [tag[2:] for tag in coded.tags]
    names = tuple(sorted(set(labels)))
    index = {name: number for number, name in enumerate(names)}
    kinds = np.array([index[label] for label in labels], dtype=np.intp)
    begins = np.array([tag[:1] == "B" for tag in coded.tags], dtype=np.bool_)
    heads = [_heads(codes, kinds, begins) for _, codes in coded.sides]
    _refuse_headless(coded, heads)
    gold, predicted = (_entities(codes, kinds, head) for (_, codes), head in zip(coded.sides, heads, strict=True))
    return names, gold, predicted


def _heads(codes: Codes, kinds: Codes, begins: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which tags begin an entity."""
    before = np.zeros_like(codes)
    before[1:] = codes[:-1]
    heads: NDArray[np.bool_] = (codes != 0) & ((before == 0) | (kinds[codes] != kinds[before]) | begins[codes])
    return heads


def _refuse_headless(coded: CodedTags, heads: list[NDArray[np.bool_]]) -> None:
    bad = np.array([not tag.startswith(("B-", "I-")) for tag in coded.tags])
    problems = [
        problem
        for (side, codes), head in zip(coded.sides, heads, strict=True)
        for problem in coded.refuse(side, np.flatnonzero(head & bad[codes]), "O, or a tag that begins with B- or I-")
    ]
    if problems:
        raise DataError(problems)


def _entities(codes: Codes, kinds: Codes, heads: NDArray[np.bool_]) -> Entities:
    """Return the entities, each from its head to the next head or ``O``; a last ``O`` is always there."""
    edges = np.flatnonzero(heads | (codes == 0))
    begins = np.flatnonzero(heads[edges])
    starts = edges[begins]
    return Entities(kinds[codes[starts]], starts, edges[begins + 1])
