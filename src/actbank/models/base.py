"""What every model family offers; free of torch."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from actbank.ontology import Ontology
from actbank.schema import Article, Event
from actbank.specs import EncoderSpec, TrainingSpec


class Extractor(Protocol):
    """A trained model: articles in, their events out, one tuple an article and in the same order."""

    ontology: Ontology

    def predict(self, articles: Iterable[Article]) -> Iterator[tuple[Event, ...]]:
        """Yield the events of each article; streams."""


DevScore = Callable[[Extractor], Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class TrainingJob:
    """Everything a family needs to train.

    ``dev_score`` scores an extractor on the dev articles (percent; ``AC+`` selects the epoch). ``model`` is the spec of
    the family; a family that is not neural reads neither ``encoder`` nor ``training``. ``folder`` receives ``model/``
    (the trained model) and ``checkpoints/``.
    """

    train: Sequence[Article]
    dev_score: DevScore
    ontology: Ontology
    corpus: str
    model: Any
    encoder: EncoderSpec
    training: TrainingSpec
    seed: int
    folder: Path
    say: Callable[[str], None]


class Family(Protocol):
    """A way to model events: trains a job, loads what it trained."""

    def train(self, job: TrainingJob) -> list[dict[str, float]]:
        """Train, write ``job.folder / "model"``, and return the log."""

    def load(self, folder: Path) -> Extractor:
        """Return the extractor of a model folder."""
