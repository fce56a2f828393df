"""One prediction file under every scorer of the field, side by side, each with the rule that makes it differ."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from actbank.metrics.compat.ceaf_ree import ceaf_ree_scores
from actbank.metrics.compat.loss import Loss
from actbank.metrics.compat.nervaluate import nervaluate_report
from actbank.metrics.compat.seqeval import SeqevalReport, seqeval_report
from actbank.metrics.compat.tags import LAYERS, TaggedArticles, tag_articles
from actbank.metrics.compat.textee import textee_scores
from actbank.metrics.counts import Counts
from actbank.metrics.pairs import Predictions
from actbank.problems import unknown_name
from actbank.schema import Article


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a scorer; ratios in 0..1 as the scorer gives them, ``None`` where it gives no number.

    ``gold`` and ``predicted`` are how many items the scorer sees on either side.
    """

    measure: str
    precision: float | None
    recall: float | None
    f1: float | None
    gold: int
    predicted: int

    @classmethod
    def of(cls, measure: str, counts: Counts) -> Line:
        """Return the row of integer counts."""
        return cls(measure, counts.precision, counts.recall, counts.f1, counts.gold, counts.predicted)


@dataclass(frozen=True, slots=True)
class ProtocolScores:
    """The rows of one scorer, its rule in a sentence, and by side and layer what it never sees."""

    rule: str
    lines: tuple[Line, ...]
    losses: Mapping[str, Loss]


Answer = tuple[list[Line], dict[str, Loss]]


@dataclass(frozen=True, slots=True)
class Protocol:
    """A scorer: the sentence that says why its numbers differ, and the function that gives them."""

    rule: str
    answer: Callable[[Iterable[Article], Predictions], Answer]

    def score(self, gold: Iterable[Article], predictions: Predictions) -> ProtocolScores:
        """Return the scores of predictions against gold articles.

        Raises:
            DataError: with every article or event that cannot be compared.
        """
        lines, losses = self.answer(gold, predictions)
        return ProtocolScores(self.rule, tuple(lines), losses)


def _textee(gold: Iterable[Article], predictions: Predictions) -> Answer:
    scored = textee_scores(gold, predictions)
    lines = [Line.of(name, counts) for name, counts in scored.scores.items()]
    sides = (("gold", scored.gold_loss), ("predicted", scored.predicted_loss))
    return lines, {f"{side} {layer}": loss for side, losses in sides for layer, loss in losses.items()}


def _seqeval(gold: Iterable[Article], predictions: Predictions) -> Answer:
    return _by_layer(gold, predictions, lambda tagged: _seqeval_lines(seqeval_report(tagged.gold, tagged.predicted)))


def _seqeval_strict(gold: Iterable[Article], predictions: Predictions) -> Answer:
    return _by_layer(
        gold, predictions, lambda tagged: _seqeval_lines(seqeval_report(tagged.gold, tagged.predicted, strict=True))
    )


def _seqeval_lines(report: SeqevalReport) -> Iterator[Line]:
    total = report.total
    for name, score in report.averages.items():
        precision, recall, f1 = (
            None if math.isnan(ratio) else ratio for ratio in (score.precision, score.recall, score.f1)
        )
        yield Line(name, precision, recall, f1, total.gold, total.predicted)


def _nervaluate(gold: Iterable[Article], predictions: Predictions) -> Answer:
    return _by_layer(gold, predictions, _nervaluate_lines)


def _nervaluate_lines(tagged: TaggedArticles) -> Iterator[Line]:
    for name, found in nervaluate_report(tagged.gold, tagged.predicted).overall.items():
        yield Line(name, found.precision, found.recall, found.f1, found.possible, found.actual)


def _by_layer(
    gold: Iterable[Article], predictions: Predictions, lines_of: Callable[[TaggedArticles], Iterable[Line]]
) -> Answer:
    articles, given = _kept(gold, predictions)
    lines: list[Line] = []
    losses: dict[str, Loss] = {}
    for layer in LAYERS:
        tagged = tag_articles(articles, given, layer)
        lines += [replace(line, measure=f"{layer} {line.measure}") for line in lines_of(tagged)]
        losses |= {f"gold {layer}": tagged.gold_loss, f"predicted {layer}": tagged.predicted_loss}
    return lines, losses


def _ceaf_ree(gold: Iterable[Article], predictions: Predictions) -> Answer:
    scored = ceaf_ree_scores(gold, predictions)
    lines = [Line.of("micro", scored.micro), *(Line.of(role, counts) for role, counts in scored.roles.items())]
    return lines, {"gold arguments": scored.gold_loss, "predicted arguments": scored.predicted_loss}


PROTOCOLS: Mapping[str, Protocol] = {
    "textee": Protocol(
        "Sets of word offsets: copies count once, AI and AC ask for no trigger, AI+ and AC+ for the equal one.",
        _textee,
    ),
    "seqeval": Protocol(
        "Chunks of flat BIO tags with nothing attached: spans that overlap are lost, stray I tags are mended.",
        _seqeval,
    ),
    "seqeval-strict": Protocol(
        "Chunks of flat BIO tags with nothing attached: spans that overlap are lost, stray I tags are dropped.",
        _seqeval_strict,
    ),
    "nervaluate": Protocol(
        "Entities of flat BIO tags matched greedily in text order: partial and ent_type reward any overlap.",
        _nervaluate,
    ),
    "ceaf-ree": Protocol(
        "Entities of a role in the whole article by their text, aligned one to one: events and offsets do not matter.",
        _ceaf_ree,
    ),
}


def find_protocol(name: str) -> Protocol:
    """Return the protocol of this name.

    Raises:
        UnknownName: there is none; the text holds the nearest name.
    """
    if name not in PROTOCOLS:
        raise unknown_name("protocol", name, list(PROTOCOLS))
    return PROTOCOLS[name]


def all_protocols(gold: Iterable[Article], predictions: Predictions) -> dict[str, ProtocolScores]:
    """Return the scores of one prediction file under every protocol, by name.

    Raises:
        DataError: with every article or event that cannot be compared.
    """
    articles, given = _kept(gold, predictions)
    return {name: protocol.score(articles, given) for name, protocol in PROTOCOLS.items()}


def _kept(gold: Iterable[Article], predictions: Predictions) -> tuple[list[Article], Predictions]:
    """Return both so that they can be read more than once."""
    return list(gold), predictions if isinstance(predictions, Mapping) else list(predictions)
