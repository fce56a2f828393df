"""What was found, made up and missed in one article, by label."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

Label = tuple[str, str]
"""Event type and role; the role is ``""`` for measures that have none."""
Item = tuple[Hashable, Label]
"""What must be equal, and the label it is counted under."""
Copies = Mapping[Item, int]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How often each label was found (``hits``), made up (``spurious``) and missed."""

    hits: Counter[Label]
    spurious: Counter[Label]
    missed: Counter[Label]

    @property
    def labels(self) -> list[Label]:
        """The labels that occur, sorted."""
        return sorted(self.hits.keys() | self.spurious.keys() | self.missed.keys())


def match(gold: Iterable[Item], predicted: Iterable[Item]) -> Outcome:
    """Return the outcome of comparing two multisets: each copy on one side answers one copy on the other.

    A hit is counted under the label of the gold item. Items of one key with different labels (a measure whose key
    leaves out the type or the role) answer those of their own label first, then the rest in the order of labels.
    """
    left, right = Counter(gold), Counter(predicted)
    found = {item: min(left[item], right[item]) for item in left.keys() & right.keys()}
    missed, spurious = _rest(left, found), _rest(right, found)
    hits = _labels(found)
    if missed and spurious:
        answered, answers = _meetings(missed, spurious)
        hits += _labels(answered)
        missed, spurious = _rest(missed, answered), _rest(spurious, answers)
    return Outcome(hits, _labels(spurious), _labels(missed))


def _rest(items: Copies, taken: Copies) -> Copies:
    return {item: left for item, copies in items.items() if (left := copies - taken.get(item, 0))}


def _labels(items: Copies) -> Counter[Label]:
    labels: Counter[Label] = Counter()
    for (_, label), copies in items.items():
        labels[label] += copies
    return labels


def _meetings(left: Copies, right: Copies) -> tuple[Counter[Item], Counter[Item]]:
    """Return the items of either side that answer each other by key though their labels differ."""
    lefts, rights = _by_key(left), _by_key(right)
    met: tuple[Counter[Item], Counter[Item]] = (Counter(), Counter())
    for key in lefts.keys() & rights.keys():
        for one, other in zip(sorted(lefts[key]), sorted(rights[key]), strict=False):
            met[0][key, one] += 1
            met[1][key, other] += 1
    return met


def _by_key(items: Copies) -> dict[Hashable, list[Label]]:
    labels: defaultdict[Hashable, list[Label]] = defaultdict(list)
    for (key, label), copies in items.items():
        labels[key].extend([label] * copies)
    return labels
