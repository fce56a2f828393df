"""The articles that ship: every one of them sound, named as its file, dated, of the promised length, in one split."""

import re
from collections import Counter
from datetime import date
from functools import cache

import pytest

from actbank.corpora.checks import check_path
from actbank.corpora.corpus import load_corpus
from actbank.corpora.spec import find_ontology
from actbank.corpora.splits import shared_stories
from actbank.places import data_dir

FOLDER = data_dir() / "news" / "articles"
FILES = sorted(FOLDER.glob("*.evt"))
REQUIRED = ("id", "date", "lang", "title", "source", "story", "region", "topic", "style", "setting")


@cache
def checked():
    articles, problems = check_path(FOLDER, find_ontology("news"))
    return {article.id: article for article in articles}, [str(problem) for problem in problems]


def test_every_article_checks_clean():
    articles, problems = checked()
    assert problems == []
    assert len(articles) == len(FILES) >= 100


def test_ids_are_the_names_of_the_files():
    assert sorted(checked()[0]) == [file.stem for file in FILES]
    assert all(re.fullmatch(r"[a-z0-9-]+", name) for name in checked()[0])


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_header_says_all_that_it_must_once(file):
    header = file.read_text(encoding="utf-8").split("\n--- text\n", 1)[0]
    keys = [line.partition(":")[0] for line in header.split("\n") if not line.startswith("#")]
    assert sorted(keys) == sorted(REQUIRED)
    assert all(line.partition(":")[2].strip() for line in header.split("\n"))


def test_what_the_headers_say():
    articles = checked()[0].values()
    assert {article.lang for article in articles} == {"en"}
    assert {article.metadata["setting"] for article in articles} == {"real", "invented"}
    # `date.fromisoformat` also takes 20240129 and week dates
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", article.date) for article in articles)
    assert all(date(1945, 1, 1) <= date.fromisoformat(article.date) <= date(2026, 12, 31) for article in articles)


def test_lengths_are_as_promised():
    lengths = {name: len(article.text.split()) for name, article in checked()[0].items()}
    assert {name: length for name, length in lengths.items() if not 100 <= length <= 450} == {}


def test_texts_are_clean_and_all_different():
    texts = Counter(article.text for article in checked()[0].values())
    assert max(texts.values()) == 1
    for name, article in checked()[0].items():
        assert article.text == article.text.strip(), name
        assert not re.search(r"[\t\r\x00-\x08\u200b\ufeff]|  ", article.text), name


def test_every_event_has_a_trigger_and_says_whether_it_happened():
    for name, article in checked()[0].items():
        assert article.events, name
        for event in article.events:
            assert event.trigger is not None, (name, event.id)
            assert "unspecified" not in (event.polarity, event.modality), (name, event.id)


def test_no_story_is_in_two_splits_and_no_split_is_empty():
    corpus = load_corpus("news")
    assert list(shared_stories(corpus.splits)) == []
    assert sum(map(len, corpus.splits.values())) == len(FILES)
    sizes = {part: len(found) for part, found in corpus.splits.items()}
    assert sizes["train"] > sizes["test"] > sizes["dev"] > 0
