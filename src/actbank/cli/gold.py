"""Gold articles as the scoring verbs take them: a file or folder, or a split of a corpus."""

from __future__ import annotations

from pathlib import Path

from actbank.schema import Article

HELP = "Gold articles, in any readable format; or CORPUS/SPLIT, as news/test."


def load_gold(place: Path) -> list[Article]:
    """Return the gold articles at a path, or of a split such as ``news/test`` where there is no such path.

    Raises:
        ActBankError: there is neither a path nor such a corpus, or the corpus has no such split.
        DataError: with every problem of every file.
    """
    from actbank.corpora.corpus import load_corpus
    from actbank.corpora.spec import corpus_names
    from actbank.formats import load_articles

    if not place.exists() and len(place.parts) == 2 and place.parts[0] in corpus_names():
        return load_corpus(place.parts[0]).articles(place.parts[1])
    return load_articles(place)
