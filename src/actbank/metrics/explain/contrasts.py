"""Why two measures differ on these very predictions: what one of them counts and the other does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from actbank.metrics.comparison import Comparison
from actbank.metrics.compat.loss import Loss
from actbank.metrics.compat.protocols import ProtocolScores
from actbank.metrics.counts import percent
from actbank.metrics.explain.narrowing import narrowed
from actbank.metrics.explain.side_by_side import ProtocolRow
from actbank.metrics.measures import MEASURES, agreement, count
from actbank.metrics.scores import Scores
from actbank.metrics.tally import Tally

_SAME = 1e-9  # ratios that other scorers derive from ratios differ in the last digit


@dataclass(frozen=True, slots=True)
class Contrast:
    """Two measures whose F1 differs (in 0..1), with the counts that make the difference and these counts in words."""

    one: str
    other: str
    f1: tuple[float | None, float | None]
    numbers: Mapping[str, int]
    reason: str

    def to_dict(self) -> dict[str, Any]:
        """Return plain values for JSON, F1 as percentages."""
        f1 = [percent(ratio) for ratio in self.f1]
        return {"one": self.one, "other": self.other, "f1": f1, "numbers": dict(self.numbers), "reason": self.reason}


Explained = tuple[dict[str, int], str]
"""The counts behind a difference, and the sentence that holds them."""


def find_contrasts(
    compared: Sequence[Comparison],
    overlapping: Iterable[Comparison],
    rows: Iterable[ProtocolRow],
    others: Mapping[str, ProtocolScores],
    scores: Scores,
) -> list[Contrast]:
    """Return why measures differ, one contrast for each pair of neighbours whose F1 differs.

    Args:
        compared: The articles, under the rule of matching that ``scores`` have.
        overlapping: The articles under the rule ``overlap``.
        rows: Every measure, from `actbank.metrics.explain.side_by_side.protocol_rows`.
        others: The scores of other scorers, from there.
        scores: Our own scores.
    """
    table = {row.name: row for row in rows}
    found = [*_own_contrasts(compared, table), *_overlap_contrasts(table, scores, overlapping)]
    found += _other_contrasts(compared, table, others, scores)
    return [contrast for contrast in found if _differs(contrast.f1)]


def _differs(f1: tuple[float | None, float | None]) -> bool:
    """Return whether two F1 differ; where there is nothing to score, some say 0 and some say none."""
    one, other = f1
    return abs((one or 0.0) - (other or 0.0)) > _SAME


def _contrast(table: Mapping[str, ProtocolRow], one: str, other: str, explained: Explained) -> Contrast:
    return Contrast(one, other, (table[one].f1, table[other].f1), *explained)


# --- our own measures


def _own_contrasts(compared: Sequence[Comparison], table: Mapping[str, ProtocolRow]) -> Iterator[Contrast]:
    yield _contrast(table, "TI", "TC", _types(compared))
    yield _contrast(table, "AI", "AC", _roles(compared, table["AI"], table["AC"]))
    yield _contrast(table, "AC", "AC+", _attachment(compared, table["AC"], table["AC+"]))
    yield _contrast(table, "TC", "tuple", _fillers(compared))
    yield _contrast(table, "tuple", "tuple-soft", _partly(compared))
    yield _contrast(table, "tuple", "occurred-tuple", _occurrence(compared))


def _types(compared: Iterable[Comparison]) -> Explained:
    hits, lost, _ = narrowed(compared, "TI", "TC")
    return {"hits": hits, "lost": lost}, f"Found triggers with another event type: {lost} of {hits}."


def _roles(compared: Iterable[Comparison], one: ProtocolRow, other: ProtocolRow) -> Explained:
    hits, lost, gained = narrowed(compared, "AI", "AC")
    numbers = {"hits": hits, "lost": lost, "gained": gained}
    several = f"AC counts a filler once for each of its roles: {_more(one, other, gained)}."
    return numbers, f"Found fillers in no right role: {lost} of {hits}. {several}"


def _attachment(compared: Iterable[Comparison], one: ProtocolRow, other: ProtocolRow) -> Explained:
    hits, lost, gained = narrowed(compared, "AC", "AC+")
    numbers = {"hits": hits, "lost": lost, "gained": gained}
    several = f"AC+ counts at every trigger what AC counts once: {_more(one, other, gained)}."
    return numbers, f"Found arguments that hang at another trigger: {lost} of {hits}. {several}"


def _more(one: ProtocolRow, other: ProtocolRow, gained: int) -> str:
    gold, predicted = other.gold - one.gold, other.predicted - one.predicted
    return f"{gold} more in gold, {predicted} more predicted, {gained} more found"


def _fillers(compared: Iterable[Comparison]) -> Explained:
    wrong: Counter[str] = Counter()
    numbers = {"aligned": 0, "wrong": 0, "moved": 0}
    for comparison in compared:
        for gold, predicted in comparison.pairs:
            roles = [role for role in sorted(comparison.roles) if gold.only((role,)) != predicted.only((role,))]
            wrong.update(roles)
            numbers["aligned"] += 1
            numbers["wrong"] += bool(roles)
            numbers["moved"] += not roles and gold.trigger != predicted.trigger
    by_role = ", ".join(f"{role} {wrong[role]}" for role in sorted(wrong))
    where = f" ({by_role}; an event can have several)" if by_role else ""
    reason = (
        f"Aligned events that lack a filler or have one too many: {numbers['wrong']} of {numbers['aligned']}{where}. "
        f"Whole ones with another trigger than gold, which TC counts as wrong: {numbers['moved']}."
    )
    return {**numbers, **wrong}, reason


def _partly(compared: Iterable[Comparison]) -> Explained:
    shares = [agreement(*pair, comparison.roles) for comparison in compared for pair in comparison.pairs]
    wrong = sum(share < 1 for share in shares)
    partly = sum(0 < share < 1 for share in shares)
    reason = f"Aligned events with wrong fillers that have some right, and count in part: {partly} of {wrong}."
    return {"wrong": wrong, "partly": partly}, reason


def _occurrence(compared: Sequence[Comparison]) -> Explained:
    gold = [event.occurred for comparison in compared for event in comparison.gold]
    predicted = [event.occurred for comparison in compared for event in comparison.predicted]
    pairs = [pair for comparison in compared for pair in comparison.pairs]
    apart = sum(left.occurred != right.occurred for left, right in pairs)
    reason = (
        f"Positive and actual: {sum(gold)} of {len(gold)} gold events, {sum(predicted)} of {len(predicted)} predicted "
        f"ones. Aligned events that are so on one side only: {apart} of {len(pairs)}."
    )
    return {"gold": sum(gold), "predicted": sum(predicted), "apart": apart}, reason


def _overlap_contrasts(
    table: Mapping[str, ProtocolRow], scores: Scores, overlapping: Iterable[Comparison]
) -> Iterator[Contrast]:
    things = {"TC": "Triggers", "AC+": "Arguments"}
    measures = {name: MEASURES[name] for name in things}
    counted = [count(comparison, measures) for comparison in overlapping]
    for name, thing in things.items():
        counts = Tally.of(outcomes[name] for outcomes in counted).counts()
        more = counts.tp - scores.counts(name).tp
        reason = f"{thing} found {'besides' if more >= 0 else 'no more'} if half of the words are enough: {abs(more)}."
        yield Contrast(name, f"{name} by overlap", (table[name].f1, counts.f1), {"more": more}, reason)


# --- other scorers


def _other_contrasts(
    compared: Sequence[Comparison],
    table: Mapping[str, ProtocolRow],
    others: Mapping[str, ProtocolScores],
    scores: Scores,
) -> Iterator[Contrast]:
    for one, other, layer, rest in (
        ("TC", "textee TC", "triggers", None),
        ("AI+", "textee AI+", "arguments", ({}, "A filler that has two roles at its trigger counts once.")),
        ("AC+", "textee AC+", "arguments", None),
        ("TC", "seqeval triggers micro avg", "triggers", None),
        ("AC+", "seqeval arguments micro avg", "arguments", _unattached(compared)),
        ("AC", "ceaf-ree micro", "arguments", ({}, "It compares words, not places, and asks for no event type.")),
    ):
        losses = others[table[other].protocol].losses
        known = scores.implicit if layer == "arguments" else {"gold": 0, "predicted": 0}
        explained = _losses(table[one], table[other], (losses[f"gold {layer}"], losses[f"predicted {layer}"]), known)
        yield _contrast(table, one, other, _joined(explained, rest))
    for layer, label in (("triggers", "type"), ("arguments", "role")):
        strict, exact, partial = (table[f"nervaluate {layer} {rule}"] for rule in ("strict", "exact", "partial"))
        yield _contrast(table, strict.name, partial.name, _partial(strict, exact, partial, label))


def _unattached(compared: Iterable[Comparison]) -> Explained:
    hits, lost, _ = narrowed(compared, "role and filler", "attached")
    return {
        "unattached": lost
    }, f"Fillers with the right role that hang at no right trigger and type: {lost} of {hits}."


def _joined(first: Explained, second: Explained | None) -> Explained:
    if second is not None:
        return {**first[0], **second[0]}, f"{first[1]} {second[1]}"
    return first if first[0] else ({}, f"{first[1]} It reads spans as whole words, punctuation at an edge as a word.")


_LOST = {
    "unplaced": "Left out for want of words or of a trigger",
    "repeated": "Copies that count once",
    "overlapping": "Lost because they overlap another one",
    "cut": "In pieces and cut to the first",
    "widened": "Widened because they end inside a word",
}


def _losses(one: ProtocolRow, other: ProtocolRow, losses: tuple[Loss, Loss], known: Mapping[str, int]) -> Explained:
    """Return what another scorer sees, and what became of the rest; ``known`` is unplaced for both scorers."""
    numbers: dict[str, int] = {}
    parts = []
    sides = [(name, loss.to_dict()) for name, loss in zip(("gold", "predicted"), losses, strict=True)]
    for what, words in _LOST.items():
        counts = [max(0, loss[what] - (known[name] if what == "unplaced" else 0)) for name, loss in sides]
        if any(counts):
            numbers |= {f"gold {what}": counts[0], f"predicted {what}": counts[1]}
            parts.append(f"{words}: {counts[0]} gold, {counts[1]} predicted.")
    seen = f"{other.protocol} sees {other.gold} gold and {other.predicted} predicted items, "
    return numbers, " ".join([f"{seen}{one.name} {one.gold} and {one.predicted}.", *parts])


def _partial(strict: ProtocolRow, exact: ProtocolRow, partial: ProtocolRow, label: str) -> Explained:
    other = round(exact.predicted * ((exact.precision or 0) - (strict.precision or 0)))
    halves = round(2 * partial.predicted * ((partial.precision or 0) - (exact.precision or 0)))
    reason = (
        f"Equal words with another {label}, which count in full: {other}. Overlaps, which count one half: {halves}."
    )
    return {"other": other, "halves": halves}, reason
