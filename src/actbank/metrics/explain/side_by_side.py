"""One prediction file under every protocol: a row a measure, with what counts as a hit in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from actbank.metrics.compat.protocols import Line, ProtocolScores, all_protocols
from actbank.metrics.counts import percent
from actbank.metrics.pairs import Predictions
from actbank.metrics.scores import Scores
from actbank.schema import Article

OWN = "actbank"
_TEXTEE = {
    "TI": "a distinct trigger in whole words",
    "TC": "a distinct trigger in whole words with its type",
    "AI": "a distinct filler in whole words of this event type, anywhere",
    "AC": "a distinct filler in whole words of this event type and role, anywhere",
    "AI+": "a distinct filler in whole words at its trigger and event type",
    "AC+": "a distinct filler in whole words and its role at its trigger and event type",
}
_SEQEVAL = {
    "triggers micro avg": "a chunk of BIO tags, trigger and type; where two overlap, one is lost",
    "arguments micro avg": "a chunk of BIO tags, filler and role, at no event; where two overlap, one is lost",
}
_RULES = {
    "strict": "equal in words and {label}",
    "exact": "equal in words",
    "partial": "equal in words, or overlapping for one half",
    "ent_type": "overlapping and equal in {label}",
}
_LABELS = {"triggers": ("trigger", "type"), "arguments": ("filler", "role")}
HITS: Mapping[str, Mapping[str, str]] = {
    OWN: {
        "TI": "a trigger, whatever its type",
        "TC": "a trigger with its type",
        "AI": "a filler of this event type, anywhere in the article, copies once",
        "AC": "a filler of this event type and role, anywhere in the article, copies once",
        "AI+": "a filler at its trigger and event type, each copy",
        "AC+": "a filler and its role at its trigger and event type, each copy",
        "tuple": "a whole event: its type and every actor, target and time, none too many",
        "tuple-soft": "an aligned event, worth the mean F1 of its actors, targets and times",
        "time": "the normal form of a time at an aligned event, at the granularity of gold",
        "occurred-TC": "a trigger with its type, of events that are positive and actual",
        "occurred-tuple": "a whole event among those that are positive and actual",
    },
    "textee": _TEXTEE,
    "seqeval": _SEQEVAL,
    "seqeval-strict": _SEQEVAL,
    "nervaluate": {
        f"{layer} {name}": f"a {noun} of flat tags, {rule.format(label=label)}"
        for layer, (noun, label) in _LABELS.items()
        for name, rule in _RULES.items()
    },
    "ceaf-ree": {"micro": "an entity of a role in the article, by its words; events and places do not matter"},
}
"""By protocol and measure what a hit is; a measure without a sentence is one of several averages of the same hits."""


@dataclass(frozen=True, slots=True)
class ProtocolRow:
    """A measure of a protocol; ratios are in 0..1, ``None`` where there is none, sizes are items on either side."""

    protocol: str
    measure: str
    hit: str
    precision: float | None
    recall: float | None
    f1: float | None
    gold: int
    predicted: int

    @property
    def name(self) -> str:
        """The measure with its protocol, unless it is our own."""
        return self.measure if self.protocol == OWN else f"{self.protocol} {self.measure}"

    def to_dict(self) -> dict[str, Any]:
        """Return plain values for JSON, ratios as percentages."""
        ratios = {name: percent(getattr(self, name)) for name in ("precision", "recall", "f1")}
        return {**asdict(self), **ratios}


def protocol_rows(
    gold: Iterable[Article], predictions: Predictions, scores: Scores
) -> tuple[list[ProtocolRow], dict[str, ProtocolScores]]:
    """Return a row for each measure of ours and of other scorers, and the scores of the others by name.

    Args:
        gold: Annotated articles.
        predictions: Events by article id, or articles that hold them.
        scores: Those of the same predictions.
    """
    others = all_protocols(gold, predictions)
    rows = [_row(OWN, line) for line in _own_lines(scores)]
    for protocol, found in others.items():
        rows += [_row(protocol, line) for line in found.lines if line.measure in HITS.get(protocol, {})]
    return rows, others


def _own_lines(scores: Scores) -> Iterator[Line]:
    for name, tally in scores.measures.items():
        counts = tally.counts()
        sizes = (counts.gold // tally.unit, counts.predicted // tally.unit)
        yield Line(name, counts.precision, counts.recall, counts.f1, *sizes)


def _row(protocol: str, line: Line) -> ProtocolRow:
    ratios = (line.precision, line.recall, line.f1)
    return ProtocolRow(protocol, line.measure, HITS[protocol][line.measure], *ratios, line.gold, line.predicted)
