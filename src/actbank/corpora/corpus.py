"""A corpus in memory: its articles by split, its ontology, what its card says."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from actbank.corpora.spec import corpus_names, corpus_path, find_corpus, find_ontology
from actbank.corpora.splits import Splits, shared_stories, split_by_files, split_by_story
from actbank.formats import read_articles
from actbank.formats.jsonl import dump_line
from actbank.ontology import Ontology
from actbank.problems import ActBankError, DataError, Findings, Problem
from actbank.schema import Article
from actbank.specs import CorpusSpec


@dataclass(frozen=True, slots=True)
class Corpus:
    """Articles by split with their ontology."""

    spec: CorpusSpec
    ontology: Ontology
    splits: Splits

    def articles(self, part: str) -> list[Article]:
        """Return the articles of a split.

        Raises:
            ActBankError: there is no such split, or it is empty.
        """
        if not self.splits.get(part):
            have = ", ".join(f"{name} ({len(found)})" for name, found in self.splits.items())
            raise ActBankError(f"corpus {self.spec.name!r} has no articles in split {part!r}; it has: {have}")
        return self.splits[part]

    @property
    def identity(self) -> str:
        """``name#hash`` of all articles in all splits, annotations included."""
        digest = hashlib.sha256()
        for part, articles in self.splits.items():
            digest.update(part.encode())
            for article in articles:
                digest.update(dump_line(article))
        return f"{self.spec.name}#{digest.hexdigest()[:8]}"


def load_corpus(name: str, *, split: int | None = None, path: str | None = None) -> Corpus:
    """Return the corpus of a name in ``configs/corpus``, of a YAML file, or of annotated articles at a path.

    A name comes before a folder of the same name (``./news`` is the folder). Articles at a path that is no YAML
    file are split by story and take the ``news`` ontology.

    Args:
        name: Name, YAML file, or file or folder of articles.
        split: Number of the official split, where it is not the default one.
        path: Where the corpus lies, where it is not the usual place.

    Raises:
        ActBankError: unknown name or missing files.
        DataError: with every problem of every article.
    """
    if name not in corpus_names() and not name.endswith((".yaml", ".yml")) and Path(name).exists():
        spec = CorpusSpec(name=Path(name).name, path=str(Path(name).resolve()))
    else:
        spec = find_corpus(name)
    return read_corpus(replace(spec, split=split or spec.split, path=path or spec.path))


def read_corpus(spec: CorpusSpec) -> Corpus:
    """Return the corpus that a spec describes.

    Raises:
        ActBankError: its files are missing.
        DataError: with every problem of every article.
    """
    if not spec.path:
        raise ActBankError(f"corpus {spec.name!r}: say where its articles lie: corpus.path=FOLDER")
    path = corpus_path(spec)
    if not path.exists():
        raise ActBankError(
            f"corpus {spec.name!r}: nothing at {path}. Get it from {spec.origin or 'its publisher'} and set "
            f"corpus.path=FOLDER, or ACTBANK_CORPORA to the folder that holds {spec.path!r}."
        )
    ontology = find_ontology(spec.ontology)
    problems = Findings()
    articles = list(read_articles(path, spec.reader or None, problems))
    for article in articles if spec.own or not spec.reader else ():
        problems += ontology.check(article, problems)
    if len(problems) != spec.known_problems:
        raise DataError(problems or [_fewer(spec)])
    return Corpus(spec, ontology, _split(spec, articles, path))


def _fewer(spec: CorpusSpec) -> Problem:
    what = f"no problem was found, where the published data has {spec.known_problems}"
    return Problem(f"corpus {spec.name!r}", what, "the published data, or known_problems: 0")


def _split(spec: CorpusSpec, articles: list[Article], path: Path) -> Splits:
    if spec.split_files:
        base = path if path.is_dir() else path.parent
        return split_by_files(articles, base / spec.split_files, spec.split, spec.parts)
    splits = split_by_story(articles, spec.splits)
    if problems := list(shared_stories(splits)):
        raise DataError(problems)
    return splits
