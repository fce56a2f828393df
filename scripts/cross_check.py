"""Let models look for mistakes in an annotated corpus: five-fold inspection of confident disagreements.

``python scripts/cross_check.py OUT`` trains on four fifths of the stories of the news corpus, predicts the other
fifth, and rotates through all five. ``OUT/foldN.md`` lists, article by article, where model and gold differ: for
people to read and to decide who is right. A fold that is there is not trained again.
"""

import argparse
import hashlib
import shutil
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from actbank.corpora.corpus import Corpus
from actbank.corpora.spec import find_corpus, find_ontology
from actbank.extract import EventExtractor
from actbank.formats import load_articles
from actbank.metrics.comparison import compare
from actbank.places import data_dir
from actbank.schema import Argument, Article, Event, Span
from actbank.segmentation import split_sentences
from actbank.specs import EncoderSpec, ModelSpec, TrainingSpec
from actbank.train import train_model

FOLDS = 5
DEV = 0.08
# A model is confident from here on.
SURE = 0.9


def main() -> None:
    """Run the script."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("output", type=Path, help="folder for the lists")
    parser.add_argument("--epochs", type=int, default=4)
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    articles = load_articles(data_dir() / "news" / "articles")
    for fold in range(FOLDS):
        file = options.output / f"fold{fold}.md"
        if not file.exists():
            found = inspected(articles, fold, options.output, options.epochs)
            file.write_text("".join(found), encoding="utf-8")
        lines = [line for line in file.read_text(encoding="utf-8").splitlines() if line.startswith("- ")]
        kinds = Counter(line.split(":")[0].removeprefix("- ") for line in lines)
        print(f"fold {fold}: {len(lines)} disagreements, {dict(kinds.most_common())}", flush=True)


def inspected(articles: Sequence[Article], fold: int, output: Path, epochs: int) -> Iterator[str]:
    """Yield the disagreements on one fold as Markdown, with a model trained on the others."""
    held = [article for article in articles if place(article) % FOLDS == fold]
    rest = sorted((article for article in articles if place(article) % FOLDS != fold), key=place)
    dev = rest[: int(DEV * len(rest))]
    kept = {article.story for article in dev}
    train = [article for article in rest if article.story not in kept]
    corpus = Corpus(find_corpus("news"), find_ontology("news"), {"train": train, "dev": dev, "test": held})
    run = output / f"run{fold}"
    trained = train_model(
        corpus,
        ModelSpec(name="one_pass"),
        EncoderSpec(learning_rate=3e-4),
        TrainingSpec(epochs=epochs, patience=0),
        folder=run,
        seed=fold,
        say=lambda words: print(words, file=sys.stderr, flush=True),
    )
    extractor = EventExtractor.from_pretrained(trained.model)
    for gold, predicted in zip(held, extractor.extract(held), strict=True):
        lines = sorted(disagreements(gold, predicted.events or ()))
        if lines:
            yield f"\n## {gold.id}\n\n"
            yield from (f"- {line}\n" for _, line in lines)
    shutil.rmtree(run / "checkpoints", ignore_errors=True)


def place(article: Article) -> int:
    """Return a number of the story that no other article of the corpus changes."""
    return int(hashlib.sha256(f"cross/{article.story or article.id}".encode()).hexdigest()[:8], 16)


def disagreements(article: Article, predicted: Sequence[Event]) -> Iterator[tuple[int, str]]:
    """Yield offset and words for what the model is sure of and gold says otherwise, and for what it does not see."""
    gold = article.events or ()
    pairs = [(gold[left], predicted[right]) for left, right in compare(article.text, gold, predicted).aligned]
    for event in outside(predicted, [pair[1] for pair in pairs]):
        if event.trigger and (event.score or 0) >= SURE:
            others = [f"{e.id} {e.type}" for e in gold if e.trigger and e.trigger.overlaps(event.trigger)]
            said = f"gold has {', '.join(others)} there" if others else "gold has nothing there"
            yield (
                event.trigger.start,
                f"extra event: model sees {event.type} {place_of(article, event.trigger)}; {said}",
            )
    for event in outside(gold, [pair[0] for pair in pairs]):
        if event.trigger and not any(e.trigger and e.trigger.overlaps(event.trigger) for e in predicted):
            what = f"{event.type} {place_of(article, event.trigger)}"
            yield event.trigger.start, f"unseen event: gold {event.id} {what}; the model sees nothing"
    for one, other in pairs:
        yield from differing(article, one, other)


def outside(events: Sequence[Event], paired: Sequence[Event]) -> list[Event]:
    """Return the events that are not among the paired ones."""
    known = {event.id for event in paired}
    return [event for event in events if event.id not in known]


def differing(article: Article, gold: Event, predicted: Event) -> Iterator[tuple[int, str]]:
    """Yield the attributes and arguments in which two aligned events differ and the model is sure."""
    at = gold.trigger.start if gold.trigger else 0
    where = f"{gold.id} {gold.type} {place_of(article, gold.trigger)}"
    for name in ("polarity", "modality"):
        ours, theirs = getattr(gold, name), getattr(predicted, name)
        if ours != theirs and (getattr(predicted, f"{name}_score") or 0) >= SURE:
            yield at, f"{name}: {where}; gold {ours}, model {theirs}"
    have = {(argument.role, words(article, argument)) for argument in gold.arguments}
    for argument in predicted.arguments:
        said = words(article, argument)
        if argument.span and (argument.score or 0) >= SURE and (argument.role, said) not in have:
            ours = [f'{role} "{text}"' for role, text in sorted(have) if role == argument.role or text == said]
            held = " and ".join(ours) if ours else f"no {argument.role}"
            yield at, f'argument: {where}; model {argument.role} "{said}", gold {held}'


def words(article: Article, argument: Argument) -> str:
    """Return the words of a filler, or what stands for it."""
    said = argument.span.of(article.text) if argument.span else argument.event or f"[{argument.entity}]"
    return " ".join(said.split())


def place_of(article: Article, span: Span | None) -> str:
    """Return the quoted words with the sentence they stand in."""
    if span is None:
        return "(no trigger)"
    sentences = [found.of(article.text) for found in split_sentences(article.text) if found.overlaps(span)]
    return f'"{span.of(article.text)}" in: {" ".join(sentences)}'


if __name__ == "__main__":
    main()
