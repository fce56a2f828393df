"""The confidences of predicted events, arguments and attributes, and what of them is right.

``events``     a predicted event with a trigger; right when TC counts it as a true positive
``arguments``  an argument with a place in the text; right when AC+ counts it as a true positive
``polarity``   of an event that answers a gold event whose polarity is known; right when it is the same
``modality``   the same of modality

Where more copies are predicted than gold has, those with the highest scores are the right ones.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from actbank.metrics.comparison import Comparison, compare
from actbank.metrics.confidences import Confidences
from actbank.metrics.confusion import ATTRIBUTES
from actbank.metrics.keys import EventKey, event_keys
from actbank.metrics.matching import check_match, reading
from actbank.metrics.misfits import Pair
from actbank.metrics.pairs import Predictions, pairing
from actbank.problems import DataError, Problem
from actbank.schema import UNSPECIFIED, Article, Event

KINDS = ("events", "arguments", *ATTRIBUTES)
Verdict = tuple[float | None, bool]
"""A score, where there is one, and whether it was given for something right."""
_Scored = tuple[Hashable, float | None]


def calibrate(
    gold: Iterable[Article], predictions: Predictions, *, match: str = "exact", lenient: bool = False
) -> dict[str, Confidences]:
    """Return the confidences of each of `KINDS`.

    Args:
        gold: Annotated articles.
        predictions: Events by article id, or articles that hold them.
        match: When two spans match, a rule of `actbank.metrics.matching`.
        lenient: Whether events that fit no gold article are taken as wrong instead of being refused.

    Raises:
        DataError: with every article or event that cannot be compared, and every score that is no probability.
    """
    check_match(match)
    pairs = pairing(gold, predictions, lenient=lenient).pairs
    problems = [problem for article, events in pairs for problem in _range_problems(article, events)]
    if problems:
        raise DataError(problems)
    verdicts: dict[str, list[Verdict]] = {kind: [] for kind in KINDS}
    for article, events in pairs:
        for kind, found in _verdicts(article, events, match).items():
            verdicts[kind].extend(found)
    return {kind: _confidences(found) for kind, found in verdicts.items()}


def _range_problems(article: Article, events: Sequence[Event]) -> Iterator[Problem]:
    for event in events:
        own = (("score", event.score), *((f"{name}_score", getattr(event, f"{name}_score")) for name in ATTRIBUTES))
        for name, score in (*own, *((f"score of {argument.role}", argument.score) for argument in event.arguments)):
            if score is not None and not 0 <= score <= 1:
                where = f"predicted article {article.id!r}, event {event.id!r}"
                yield Problem(where, f"{name} {score}", "a probability, from 0 to 1")


def _confidences(verdicts: Sequence[Verdict]) -> Confidences:
    scored = [(score, hit) for score, hit in verdicts if score is not None]
    scores = np.array([score for score, _ in scored], dtype=np.float64)
    hits = np.array([hit for _, hit in scored], dtype=np.bool_)
    return Confidences(scores, hits, len(verdicts) - len(scored))


def _verdicts(article: Article, events: Sequence[Event], match: str) -> dict[str, list[Verdict]]:
    compared = compare(article.text, article.events or (), events, match=match)
    arguments = list(_arguments((article, tuple(events)), match))
    triggers: list[_Scored] = [
        ((key.type, key.trigger), event.score)
        for key, event in zip(compared.predicted, events, strict=True)
        if key.trigger
    ]
    gold_triggers: Counter[Hashable] = Counter((key.type, key.trigger) for key in compared.gold if key.trigger)
    gold_arguments: Counter[Hashable] = Counter(item for key in compared.gold for item in _attached(key))
    attributes = {name: list(_attribute(name, compared, events)) for name in ATTRIBUTES}
    return {"events": _judged(triggers, gold_triggers), "arguments": _judged(arguments, gold_arguments), **attributes}


def _judged(given: Iterable[_Scored], gold: Counter[Hashable]) -> list[Verdict]:
    """Return the verdict on each item: of equal ones, as many are right as gold has, the surest first."""
    groups: defaultdict[Hashable, list[float | None]] = defaultdict(list)
    for item, score in given:
        groups[item].append(score)
    verdicts: list[Verdict] = []
    for item, scores in groups.items():
        ordered = sorted(scores, key=lambda score: -1.0 if score is None else score, reverse=True)
        verdicts += [(score, at < gold[item]) for at, score in enumerate(ordered)]
    return verdicts


def _attached(key: EventKey) -> Iterator[Hashable]:
    return ((key.type, key.trigger, filler, role) for role, filler in key.arguments)


def _arguments(pair: Pair, match: str) -> Iterator[_Scored]:
    """Yield the key and the score of each argument: one key an event with this argument alone."""
    article, events = pair
    read = reading(match, article.text, article.events or (), events).predicted
    singles = [(replace(event, arguments=(one,)), one.score) for event in events for one in event.arguments]
    keys = event_keys(read, [*events, *(event for event, _ in singles)])[len(events) :]
    for key, (_, score) in zip(keys, singles, strict=True):
        yield from ((item, score) for item in _attached(key))


def _attribute(name: str, compared: Comparison, events: Sequence[Event]) -> Iterator[Verdict]:
    for left, right in compared.aligned:
        wanted = getattr(compared.gold[left], name)
        if wanted != UNSPECIFIED:
            yield getattr(events[right], f"{name}_score"), wanted == getattr(events[right], name)
