"""Write the split files of the news corpus once and freeze them.

``python scripts/freeze_splits.py`` puts the articles with a ``hard`` key into ``hard``, and of the others 15 % of the
articles each into test and dev, whole stories at a time in the order of a salted hash; the first salt is taken with
which every event type comes at least 8 times in test. Afterwards the files only change with ``--again``.
"""

import argparse
import hashlib
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

from actbank.corpora.spec import find_ontology
from actbank.corpora.splits import SUMS, Splits
from actbank.formats import load_articles
from actbank.places import data_dir
from actbank.schema import Article

LEAST = 8
SHARE = 0.15


def main() -> None:
    """Run the script."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--again", action="store_true", help="replace frozen files: scores before and after differ")
    folder = data_dir() / "news" / "splits"
    if (folder / SUMS).exists() and not parser.parse_args().again:
        sys.exit(f"{folder}: frozen; --again replaces the files")
    articles = load_articles(data_dir() / "news" / "articles")
    types = find_ontology("news").types
    splits = next(found for found in drawn(articles) if rarest(found["test"], types) >= LEAST)
    write(splits, folder)
    for part, found in splits.items():
        events = sum(len(article.events or ()) for article in found)
        print(f"{part}: {len(found)} articles, {events} events, rarest type {rarest(found, types)}")


def drawn(articles: Sequence[Article]) -> Iterator[Splits]:
    """Yield the splits of one salt after the other."""
    rest = [article for article in articles if "hard" not in article.metadata]
    hard = [article for article in articles if "hard" in article.metadata]
    for salt in count():
        splits: Splits = {"train": [], "dev": [], "test": [], "hard": hard}
        for story in sorted({story_of(article) for article in rest}, key=lambda name: place(name, salt)):
            full = [part for part in ("test", "dev") if len(splits[part]) >= SHARE * len(rest)]
            part = next((part for part in ("test", "dev") if part not in full), "train")
            splits[part] += [article for article in rest if story_of(article) == story]
        yield splits


def story_of(article: Article) -> str:
    """Return the name under which an article shares its split."""
    return article.story or article.id


def place(story: str, salt: int) -> str:
    """Return where a story stands in the order of a salt."""
    return hashlib.sha256(f"news-{salt}/{story}".encode()).hexdigest()


def rarest(articles: Sequence[Article], types: Sequence[str]) -> int:
    """Return how often the rarest type comes."""
    counts = Counter(event.type for article in articles for event in article.events or ())
    return min(counts[kind] for kind in types)


def write(splits: Splits, folder: Path) -> None:
    """Write a file of ids a split, and their checksums."""
    folder.mkdir(parents=True, exist_ok=True)
    sums = []
    for part, articles in splits.items():
        content = "".join(f"{name}\n" for name in sorted(article.id for article in articles)).encode()
        (folder / f"{part}.txt").write_bytes(content)
        sums.append(f"{hashlib.sha256(content).hexdigest()}  {part}.txt\n")
    (folder / SUMS).write_text("".join(sums), encoding="utf-8")


if __name__ == "__main__":
    main()
