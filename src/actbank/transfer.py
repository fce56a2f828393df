"""How well a model of one ontology codes sentences that were coded in another scheme, through the crosswalk.

Each gold sentence has one coded event with actor and target; a model finds any number of events. Three readings, from
the strictest to the mildest:

``main``  the event that a simple rule takes without looking at gold: the first with actor and target, else the first
          with one of them, else the first
``pair``  the event whose actor and target overlap the gold ones best, as where source and target are given
``any``   whether some event of the sentence has the gold class
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from actbank.metrics.counts import Counts, percent
from actbank.normalize.crosswalk import codes
from actbank.ontology import Ontology
from actbank.schema import Article, Event, Span
from actbank.segmentation import split_words

ROLES = ("actor", "target")
OVERLAP = 0.5
Coded = tuple[Event, str]


@dataclass(slots=True)
class Transfer:
    """Counts over the gold sentences: those with any coded event, hits by reading, arguments by role, by gold class."""

    sentences: int = 0
    coded: int = 0
    hits: Counter[str] = field(default_factory=Counter)
    classes: dict[str, Counter[str]] = field(default_factory=dict)
    confused: Counter[tuple[str, str]] = field(default_factory=Counter)
    arguments: dict[tuple[str, str], Counts] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """Return plain values for JSON, ratios as percentages."""
        readings = {name: percent(self.hits[name] / self.sentences) for name in ("main", "pair", "any")}
        arguments = {f"{reading} {role}": counts.to_dict() for (reading, role), counts in self.arguments.items()}
        return {
            "sentences": self.sentences,
            "coded": self.coded,
            "type_accuracy": readings,
            "arguments": arguments,
            "classes": {name: dict(counts) for name, counts in sorted(self.classes.items())},
            "confused": [[gold, found, count] for (gold, found), count in self.confused.most_common(25)],
        }


def score_transfer(
    gold: Iterable[Article],
    predictions: Mapping[str, Sequence[Event]],
    ontology: Ontology,
    scheme: str,
    merge: Callable[[str], str],
) -> Transfer:
    """Return how the predictions code the gold sentences.

    Args:
        gold: Articles of one coded event each.
        predictions: Events by article id.
        ontology: That of the predictions, with a crosswalk to the scheme.
        scheme: The scheme of the gold classes.
        merge: Maps gold classes and codes to the classes that are compared.
    """
    found = Transfer()
    for article in gold:
        (event,) = article.events or ()
        coded = [(e, merge(code)) for e in predictions[article.id] for code in codes(e, ontology, scheme)[:1]]
        _count(found, article.text, event, merge(event.type), coded)
    return found


def _count(found: Transfer, text: str, gold: Event, wanted: str, coded: list[Coded]) -> None:
    found.sentences += 1
    found.coded += bool(coded)
    row = found.classes.setdefault(wanted, Counter())
    row["n"] += 1
    chosen = {"main": main_event(coded), "pair": pair_event(text, gold, coded)}
    hits = [name for name, one in chosen.items() if one and one[1] == wanted]
    hits += ["any"] if any(code == wanted for _, code in coded) else []
    found.hits.update(hits)
    row.update(hits)
    if chosen["pair"] is None or chosen["pair"][1] != wanted:
        found.confused[wanted, chosen["pair"][1] if chosen["pair"] else "(nothing)"] += 1
    for name, one in chosen.items():
        for role in ROLES:
            counts = overlap_counts(text, _spans(gold, role), _spans(one[0], role) if one else [])
            found.arguments[name, role] = found.arguments.get((name, role), Counts()) + counts


def main_event(coded: Sequence[Coded]) -> Coded | None:
    """Return the event that the rule takes: the first of those with most of actor and target."""
    return max(coded, key=lambda one: sum(bool(_spans(one[0], role)) for role in ROLES), default=None)


def pair_event(text: str, gold: Event, coded: Sequence[Coded]) -> Coded | None:
    """Return the first of the events whose actor and target overlap the gold ones most."""

    def agreement(one: Coded) -> int:
        return sum(overlap_counts(text, _spans(gold, role), _spans(one[0], role)).tp for role in ROLES)

    return max(coded, key=agreement, default=None)


def _spans(event: Event, role: str) -> list[Span]:
    return [argument.span for argument in event.fillers(role) if argument.span]


def overlap_counts(text: str, gold: Sequence[Span], predicted: Sequence[Span]) -> Counts:
    """Return hits where the words of two spans overlap by half of their union (intersection over union >= 0.5)."""
    words = split_words(text)
    rest = [_inside(words, span) for span in predicted]
    hits = 0
    for span in gold:
        wanted = _inside(words, span)
        match = next((other for other in rest if _ratio(wanted, other) >= OVERLAP), None)
        if match is not None:
            rest.remove(match)
            hits += 1
    return Counts(hits, len(predicted) - hits, len(gold) - hits)


def _inside(words: Sequence[Span], span: Span) -> frozenset[int]:
    return frozenset(number for number, word in enumerate(words) if word.overlaps(span))


def _ratio(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / len(one | other) if one or other else 0.0
