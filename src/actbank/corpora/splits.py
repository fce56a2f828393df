"""Which article is in which split."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from actbank.problems import DataError, Problem
from actbank.schema import Article
from actbank.specs import SplitSpec

PARTS = ("train", "dev", "test")
SUMS = "SHA256SUMS"
Splits = dict[str, list[Article]]


def split_by_story(articles: Sequence[Article], spec: SplitSpec) -> Splits:
    """Return the articles by split; each story falls, by a hash of its name and the salt, into one.

    New articles never move old ones: a story's place depends on nothing but its own name.
    """
    splits: Splits = {part: [] for part in PARTS}
    for article in articles:
        splits[_part(article.story or article.id, spec)].append(article)
    return splits


def _part(story: str, spec: SplitSpec) -> str:
    digest = hashlib.sha256(f"{spec.salt}/{story}".encode()).digest()
    point = int.from_bytes(digest[:8], "big") / 2**64 * (spec.train + spec.dev + spec.test)
    if point < spec.test:
        return "test"
    return "dev" if point < spec.test + spec.dev else "train"


def split_by_files(articles: Sequence[Article], pattern: Path, split: int = 1, parts: Sequence[str] = PARTS) -> Splits:
    """Return the articles by official split files of one id a line.

    Where the files have a ``SHA256SUMS`` beside them they are frozen: each must be what it says.

    Args:
        articles: All articles of the corpus; those that no file names are left out, as in the official split.
        pattern: Path with ``{split}`` and ``{part}``.
        split: Number of the split.
        parts: The splits, each with a file.

    Raises:
        DataError: a file is missing or changed, or names articles that are not there; all of them.
    """
    table = {article.id: article for article in articles}
    problems: list[Problem] = []
    splits: Splits = {}
    places: dict[str, str] = {}
    for part in parts:
        file = Path(str(pattern).format(split=split, part=part))
        if not file.is_file():
            problems.append(Problem(file.as_posix(), "no such split file", f"a file of {part} ids"))
            continue
        problems += _changes(file)
        named = list(_named(file))
        problems += _id_problems(named, table, places)
        splits[part] = [table[name] for _, name in named if name in table]
    if problems:
        raise DataError(problems)
    return splits


def _changes(file: Path) -> Iterator[Problem]:
    sums = file.parent / SUMS
    if not sums.is_file():
        return
    rows = (line.split() for line in sums.read_text(encoding="utf-8").splitlines())
    frozen = {name: digest for digest, name in rows}
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    if frozen.get(file.name) != digest:
        known = frozen.get(file.name, "to be named there")
        yield Problem(file.as_posix(), f"SHA-256 {digest[:12]}… differs from {SUMS}: the split is frozen", known)


def _named(file: Path) -> Iterator[tuple[str, str]]:
    """Yield ``file:line`` and article id of each line that is not empty."""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if name := line.strip().removesuffix(".txt"):
            yield f"{file.as_posix()}:{number}", name


def _id_problems(
    named: Sequence[tuple[str, str]], table: Mapping[str, Article], places: dict[str, str]
) -> Iterator[Problem]:
    for where, name in named:
        if name not in table:
            yield Problem(where, f"article {name!r} is not in the corpus", "its id")
        if name in places:
            yield Problem(where, f"article {name!r} is also at {places[name]}", "one place")
        places[name] = where


def shared_stories(splits: Splits) -> Iterator[Problem]:
    """Yield a problem for each story, and for each article, that is in two splits."""
    seen: dict[tuple[str, str], str] = {}
    for part, articles in splits.items():
        for article in articles:
            for kind, name in (("story", article.story), ("article", article.id)):
                first = seen.setdefault((kind, name), part) if name else part
                if first != part:
                    yield Problem(f"article {article.id!r}", f"{kind} {name!r} is in {first} and {part}", "one split")
