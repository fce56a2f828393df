"""A text as words with their base forms and sentences; and what is marked in it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from actbank.encoding.examples import EncodingLoss, encode_article
from actbank.encoding.labels import Labels
from actbank.encoding.layout import Layout
from actbank.encoding.tags import decode_bio
from actbank.encoding.windows import Window
from actbank.models.lexicon.lemmas import lemma
from actbank.models.lexicon.word_classes import phrase_kind
from actbank.schema import Article
from actbank.segmentation import split_sentences, split_words

OUTSIDE = "<>"
"""What stands in place of a word before or after its sentence."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A text by words: as they are written, in lower case, as base forms; ``sentence[i]`` is that of word ``i``.

    ``bounds`` are the first word and the last word + 1 of each sentence.
    """

    layout: Layout
    written: tuple[str, ...]
    lower: tuple[str, ...]
    lemmas: tuple[str, ...]
    bounds: tuple[tuple[int, int], ...]
    sentence: tuple[int, ...]

    def __len__(self) -> int:
        """Return the number of words."""
        return len(self.lower)

    def sentence_of(self, word: int) -> tuple[int, int]:
        """Return the first word and the last word + 1 of a word's sentence."""
        return self.bounds[self.sentence[word]]

    def word(self, at: int, start: int, end: int) -> str:
        """Return the lower-case word at a place, `OUTSIDE` where it is not between ``start`` and ``end``."""
        return self.lower[at] if start <= at < end else OUTSIDE

    def lemma(self, at: int, start: int, end: int) -> str:
        """Return the base form at a place, `OUTSIDE` where it is not between ``start`` and ``end``."""
        return self.lemmas[at] if start <= at < end else OUTSIDE

    def kind(self, start: int, end: int) -> str:
        """Return the kind of the phrase of these words; see `phrase_kind`."""
        opening = start == self.sentence_of(start)[0]
        capital = self.written[start + opening : start + opening + 1]
        inside = start + opening < end
        return phrase_kind(list(self.lower[start:end]), inside and bool(capital) and capital[0][0].isupper())


def read_text(text: str) -> Reading:
    """Return the reading of a text."""
    spans = tuple(split_words(text))
    written = tuple(span.of(text) for span in spans)
    lower = tuple(word.lower() for word in written)
    starts = [span.start for span in spans]
    edges = [bisect_left(starts, sentence.start) for sentence in split_sentences(text)]
    bounds = tuple(pairwise(sorted({0, *edges, len(spans)})))
    sentence = tuple(number for number, (start, end) in enumerate(bounds) for _ in range(start, end))
    window = Window(0, len(spans), 0, len(spans))
    layout = Layout(spans, ((),) * len(spans), (window,) if spans else ())
    return Reading(layout, written, lower, tuple(map(lemma, lower)), bounds, sentence)


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A trigger: first word, last word + 1, event type, and the probability of being one."""

    start: int
    end: int
    type: str
    score: float = field(default=1.0, compare=False)


Filler = tuple[str, int, int]
"""Role channel, first word, last word + 1."""


@dataclass(frozen=True, slots=True)
class GoldMark:
    """An annotated trigger with its fillers and attributes (``None`` where they are not stated)."""

    mark: Mark
    fillers: tuple[Filler, ...]
    polarity: str | None
    modality: str | None


@dataclass(frozen=True, slots=True)
class Scene:
    """A reading with its triggers in text order; ``types`` tells the event type of each word inside one."""

    reading: Reading
    marks: tuple[Mark, ...]
    types: Mapping[int, str]

    @classmethod
    def of(cls, reading: Reading, marks: Sequence[Mark]) -> Scene:
        """Return the scene of these triggers."""
        ordered = tuple(sorted(marks))
        return cls(reading, ordered, {at: m.type for m in ordered for at in range(m.start, m.end)})

    def beside(self, mark: Mark, before: int = 0) -> list[Mark]:
        """Return the other triggers of a trigger's sentence and of ``before`` sentences before it."""
        here = self.reading.sentence[mark.start]
        return [m for m in self.marks if m != mark and here - before <= self.reading.sentence[m.start] <= here]


@dataclass(frozen=True, slots=True)
class Lesson:
    """An annotated article to learn from."""

    reading: Reading
    gold: tuple[GoldMark, ...]

    @property
    def scene(self) -> Scene:
        """The annotated triggers."""
        return Scene.of(self.reading, [gold.mark for gold in self.gold])


def read_lesson(article: Article, labels: Labels, loss: EncodingLoss) -> Lesson:
    """Return an annotated article as a lesson.

    Args:
        article: An annotated article.
        labels: The label set; the rest is left out.
        loss: Counts what is left out.
    """
    reading = read_text(article.text)
    gold = []
    for example in encode_article(article, reading.layout, labels, loss):
        for trigger in example.triggers:
            mark = Mark(trigger.start, trigger.end, labels.types[trigger.type])
            fillers = [
                (channel, start, end)
                for channel, tags in zip(labels.channels, trigger.roles.tolist(), strict=False)
                for start, end, _ in decode_bio(tags)
            ]
            polarity, modality = _value(labels.polarities, trigger.polarity), _value(labels.modalities, trigger.modality)
            gold.append(GoldMark(mark, tuple(fillers), polarity, modality))
    return Lesson(reading, tuple(sorted(gold, key=lambda one: one.mark)))


def _value(values: tuple[str, ...], index: int) -> str | None:
    return values[index] if index >= 0 else None


def sentence_words(reading: Reading) -> Iterator[tuple[int, int, int]]:
    """Yield every word with the first word and the last word + 1 of its sentence."""
    for start, end in reading.bounds:
        for at in range(start, end):
            yield at, start, end
