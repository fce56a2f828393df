"""Score a trained model on a split of a corpus: the function behind ``actbank evaluate``."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from actbank.corpora.corpus import Corpus
from actbank.metrics.comparison import TUPLE_ROLES
from actbank.metrics.scores import Scores, score
from actbank.models import family_of
from actbank.models.base import Extractor
from actbank.normalize.time import normalize_times
from actbank.schema import Article, Event


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Scores on a split, the gold articles, what was predicted for them, and how long that took."""

    part: str
    scores: Scores
    gold: tuple[Article, ...]
    predictions: Mapping[str, tuple[Event, ...]]
    seconds: float


def score_articles(corpus: Corpus, gold: Iterable[Article], predictions: Mapping[str, Sequence[Event]]) -> Scores:
    """Return the scores of predictions, with the corpus' own roles for actor, target and time in ``tuple``."""
    common = corpus.spec.common
    roles = [role for name in TUPLE_ROLES for role in common.get(name) or ([] if common else [name])]
    return score(gold, predictions, tuple_roles=roles, ontology=corpus.ontology.identity)


def evaluate_extractor(
    extractor: Extractor, corpus: Corpus, part: str, watch: Callable[[Iterable[Article]], Iterable[Article]] = iter
) -> Evaluation:
    """Return the scores of an extractor on a split; predicted times get normal forms.

    Args:
        extractor: A trained model.
        corpus: Articles by split.
        part: ``train``, ``dev`` or ``test``.
        watch: Wraps the articles as they are read, for a progress bar.
    """
    gold = corpus.articles(part)
    began = time.monotonic()
    predicted = extractor.predict(watch(gold))
    roles = corpus.spec.common.get("time") or ["time"]
    found = (normalize_times(a.with_events(events), roles) for a, events in zip(gold, predicted, strict=True))
    predictions = {article.id: article.events or () for article in found}
    seconds = time.monotonic() - began
    return Evaluation(part, score_articles(corpus, gold, predictions), tuple(gold), predictions, seconds)


def evaluate_checkpoint(
    folder: Path, corpus: Corpus, part: str, watch: Callable[[Iterable[Article]], Iterable[Article]] = iter
) -> Evaluation:
    """Return the scores of the model in a folder on a split; see `evaluate_extractor`.

    Raises:
        ActBankError: the folder holds no model.
    """
    return evaluate_extractor(family_of(folder).load(folder), corpus, part, watch)
