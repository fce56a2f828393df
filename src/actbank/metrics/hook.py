"""Scores as the flat dictionary of numbers that training loops and experiment trackers take."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from actbank.metrics.pairs import Predictions
from actbank.metrics.scores import Scores, score
from actbank.schema import Article


def compute_metrics(
    gold: Iterable[Article], decode: Callable[[Any], Predictions] | None = None, **rules: Any
) -> Callable[[Any], dict[str, float]]:
    """Return a function from predictions to a flat dictionary of their scores, see `flat`.

    It can be the ``compute_metrics`` of a ``transformers.Trainer``. That is called with an object whose
    ``predictions`` hold what the model gave; they are taken as they are if they are events already, and go through
    ``decode`` otherwise.

    >>> from actbank.schema import Article, Event, Span
    >>> event = Event("e1", "WITHDRAW", Span(5, 9))
    >>> metrics = compute_metrics([Article("a1", "Mali left.", events=(event,))])
    >>> metrics({"a1": [event]})["TC_f1"], metrics({})["TC_f1"]
    (1.0, 0.0)

    Args:
        gold: The articles that will be predicted on.
        decode: Turns what a model gives, such as logits, into events by article id or articles that hold them.
        rules: Options of `actbank.metrics.scores.score`, such as ``match`` and ``setting``.

    Raises:
        DataError: with every gold article that is repeated or not annotated.
    """
    articles = tuple(gold)
    score(articles, {}, **rules)  # what is wrong with gold or the rules is said now, not after an epoch

    def metrics(predicted: Any) -> dict[str, float]:
        given = getattr(predicted, "predictions", predicted)
        return flat(score(articles, given if decode is None else decode(given), **rules))

    return metrics


def flat(scores: Scores) -> dict[str, float]:
    """Return ``<measure>_precision``, ``_recall``, ``_f1`` and ``<attribute>_accuracy``, ``_macro_f1``, in 0..1.

    Ratios that are 0/0 have no key, and ``hallucination_rate`` only where expressions were given by their words.
    """
    ratios: dict[str, float | None] = {}
    for name in scores.measures:
        counts = scores.counts(name)
        ratios |= {f"{name}_{ratio}": getattr(counts, ratio) for ratio in ("precision", "recall", "f1")}
    for name, confusion in scores.attributes.items():
        ratios |= {f"{name}_{ratio}": getattr(confusion, ratio) for ratio in ("accuracy", "macro_f1")}
    ratios["hallucination_rate"] = scores.hallucination_rate
    return {name: float(ratio) for name, ratio in ratios.items() if ratio is not None}
