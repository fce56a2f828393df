"""Scores of predicted events as a module of the library ``evaluate``; the counting is ActBank's."""

from __future__ import annotations

from typing import Any

import datasets
import evaluate

from actbank.formats.jsonl import read_lines as read_articles
from actbank.formats.lines import numbered
from actbank.formats.predictions import read_lines as read_predictions
from actbank.metrics.hook import flat
from actbank.metrics.scores import score
from actbank.problems import DataError, Problem

_DESCRIPTION = """
Who did what to whom, when, and did it happen: precision, recall and F1 of event triggers (TI, TC), arguments (AI, AC,
AI+, AC+), whole events (tuple, tuple-soft) and times, and accuracy of polarity and modality, as ActBank counts them.
"""
_INPUTS = """
Args:
    predictions: One JSON text an article: ``id`` and ``events``; expressions with ``span``, ``text`` or both.
    references: One JSON text an article in ActBank's canonical format: ``id``, ``text``, ``events``. Articles are
        paired by their ids, whatever their order.
    match: When two spans match: exact, exact+det, head, overlap[=0.5] or text.
    setting: e2e, or gold-trigger for systems that were given the triggers.
    lenient: Whether predicted events that fit no article are counted as wrong instead of being refused.
Returns:
    ``<measure>_precision``, ``_recall`` and ``_f1``, ``<attribute>_accuracy`` and ``_macro_f1``, in 0..1; what is 0/0
    is left out. ``hallucination_rate`` where expressions came without offsets. ``signature`` says what was counted.
"""


class ActbankEvents(evaluate.Metric):
    """The metric; ``evaluate.load("metrics/actbank_events")`` gives it."""

    def _info(self) -> evaluate.MetricInfo:
        line = datasets.Value("string")
        return evaluate.MetricInfo(
            description=_DESCRIPTION,
            citation="",
            inputs_description=_INPUTS,
            features=datasets.Features({"predictions": line, "references": line}),
        )

    def _compute(self, predictions: list[str], references: list[str], **rules: Any) -> dict[str, Any]:
        problems: list[Problem] = []
        gold = list(read_articles((line.encode() for line in references), "references", problems))
        lines = numbered((line.encode() for line in predictions), "predictions")
        given = list(read_predictions(lines, gold, problems))
        if problems:
            raise DataError(problems)
        scores = score(gold, given, **rules)
        return {**flat(scores), "signature": scores.signature}
