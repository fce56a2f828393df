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
    assert sorted(keys) == sorted([*REQUIRED, *(["hard"] if "hard" in keys else [])])
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


def test_the_frozen_splits_hold_every_article_once_and_no_story_twice():
    splits = load_corpus("news").splits
    assert list(shared_stories(splits)) == []
    assert sorted(article.id for found in splits.values() for article in found) == [file.stem for file in FILES]
    hard = {name for name, article in checked()[0].items() if "hard" in article.metadata}
    assert {article.id for article in splits["hard"]} == hard and len(hard) == 20
    rest = len(FILES) - len(hard)
    assert [round(100 * len(splits[part]) / rest) for part in ("train", "dev", "test")] == [70, 15, 15]


def test_every_type_is_in_test_often_enough_to_be_measured():
    counts = Counter(event.type for article in load_corpus("news").splits["test"] for event in article.events)
    assert {name for name in find_ontology("news").types if counts[name] < 8} == set()


def test_the_corpus_is_as_large_and_as_mixed_as_its_card_says():
    articles = list(checked()[0].values())
    events = [event for article in articles for event in article.events]
    assert len(articles) >= 300 and len(events) >= 5000
    types = Counter(event.type for event in events)
    assert min(types[name] for name in find_ontology("news").types) >= 60
    shares = {
        "not actual": sum(event.modality != "actual" for event in events),
        "negative": sum(event.polarity == "negative" for event in events),
        "event as content": sum(any(a.role == "content" and a.event for a in event.arguments) for event in events),
        "time with normal form": sum(any(a.value for a in event.fillers("time")) for event in events),
    }
    least = {"not actual": 0.15, "negative": 0.05, "event as content": 0.2, "time with normal form": 0.25}
    assert {name: share for name, share in shares.items() if share < least[name] * len(events)} == {}
    assert sum(article.metadata["setting"] == "invented" for article in articles) <= len(articles) / 3


@pytest.mark.parametrize("key", ["region", "topic", "style"])
def test_metadata_come_from_the_closed_lists_of_the_guidelines(key):
    guidelines = (data_dir() / "news" / "GUIDELINES.md").read_text(encoding="utf-8")
    section = re.sub(r"\s+", " ", guidelines.partition("## 8. Metadata")[2])
    listed = section.partition(f"`{key}`: ")[2].partition(" - `")[0].rstrip(".")
    listed = re.sub(r"\([^)]*\)", "", listed.partition(";")[0]).replace(" or ", ", ").replace(".", "")
    allowed = {value.strip() for value in listed.split(",")}
    assert {article.metadata[key] for article in checked()[0].values()} == allowed
