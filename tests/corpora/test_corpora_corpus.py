"""A corpus in memory: read whole or refused with every problem."""

from dataclasses import replace

import pytest

from actbank.corpora.corpus import Corpus, load_corpus, read_corpus
from actbank.formats import save_articles
from actbank.ontology import Ontology
from actbank.problems import ActBankError, DataError
from actbank.schema import Article, Event, Span
from actbank.specs import CorpusSpec, SplitSpec

TEXT = "Mali left the pact."
# their stories fall so by tests/corpora/test_corpora_splits.py: a to train, k to dev, h and p to test
ARTICLES = [Article(name, TEXT, events=(Event("e1", "WITHDRAW", Span(5, 9)),), story=name) for name in "ahkp"]
SHARES = SplitSpec(train=0.7, dev=0.1, test=0.2)


@pytest.fixture
def folder(tmp_path):
    save_articles(ARTICLES, tmp_path / "mine", "authoring")
    return tmp_path / "mine"


def spec(folder, **changes) -> CorpusSpec:
    return CorpusSpec(**{"name": "mine", "path": str(folder), "splits": SHARES, **changes})


def ids(corpus: Corpus) -> dict[str, list[str]]:
    return {part: [article.id for article in found] for part, found in corpus.splits.items()}


def test_a_folder_is_read_and_split_by_story(folder):
    corpus = read_corpus(spec(folder))
    assert ids(corpus) == {"train": ["a"], "dev": ["k"], "test": ["h", "p"]}
    assert corpus.articles("test") == [ARTICLES[1], ARTICLES[3]]
    assert corpus.ontology.name == "news"


def test_official_split_files_beside_the_articles(folder):
    for part, names in {"train": "p", "dev": "", "test": "a\nk"}.items():
        (folder / f"{part}1.ids").write_text(names, encoding="utf-8")
    assert ids(read_corpus(spec(folder, split_files="{part}{split}.ids"))) == {
        "train": ["p"],
        "dev": [],
        "test": ["a", "k"],
    }


def test_split_files_of_a_single_file_lie_next_to_it(tmp_path):
    save_articles(ARTICLES, tmp_path / "all.jsonl")
    for part in ("train", "dev", "test"):
        (tmp_path / f"{part}.ids").write_text("a" if part == "train" else "", encoding="utf-8")
    assert ids(read_corpus(spec(tmp_path / "all.jsonl", split_files="{part}.ids")))["train"] == ["a"]


def test_a_missing_split_names_those_there_are(folder):
    corpus = read_corpus(spec(folder, splits=SplitSpec(1, 0, 0)))
    for part in ("dev", "tset"):
        with pytest.raises(ActBankError) as caught:
            corpus.articles(part)
        assert str(caught.value) == (
            f"corpus 'mine' has no articles in split '{part}'; it has: train (4), dev (0), test (0)"
        )


def test_a_corpus_that_is_not_there(tmp_path, monkeypatch):
    monkeypatch.setenv("ACTBANK_CORPORA", str(tmp_path))
    with pytest.raises(ActBankError) as caught:
        read_corpus(CorpusSpec(name="c", path="c/v1", origin="https://example.org/c"))
    assert str(caught.value) == (
        f"corpus 'c': nothing at {tmp_path / 'c/v1'}. Get it from https://example.org/c and set corpus.path=FOLDER, "
        "or ACTBANK_CORPORA to the folder that holds 'c/v1'."
    )
    with pytest.raises(ActBankError) as caught:
        read_corpus(CorpusSpec(name="c"))
    assert str(caught.value) == "corpus 'c': say where its articles lie: corpus.path=FOLDER"


def test_every_problem_of_every_article_is_in_one_error(folder):
    (folder / "h.evt").write_text(f'id: h\n--- text\n{TEXT}\n--- events\ne1 WITHDRAW "qqqq"\n', encoding="utf-8")
    (folder / "k.evt").write_text(f'id: k\n--- text\n{TEXT}\n--- events\ne1 WITHDRAWN "left"\n', encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_corpus(spec(folder))
    assert [str(problem) for problem in caught.value.problems] == [
        f'{folder.as_posix()}/h.evt:5: trigger: "qqqq" does not occur in the text, expected exact words',
        f"{folder.as_posix()}/k.evt:5: article 'k', event 'e1': unknown event type 'WITHDRAWN', "
        "expected a type of news, nearest WITHDRAW",
    ]


def test_the_same_article_in_two_splits_is_refused(tmp_path):
    save_articles([ARTICLES[0], replace(ARTICLES[0], story="h")], tmp_path / "all.jsonl")
    with pytest.raises(DataError) as caught:
        read_corpus(spec(tmp_path / "all.jsonl"))
    assert [str(problem) for problem in caught.value.problems] == [
        "article 'a': article 'a' is in train and test, expected one split"
    ]


def test_load_by_path_takes_the_name_of_the_folder(folder):
    corpus = load_corpus(str(folder))
    assert (corpus.spec.name, corpus.ontology.name) == ("mine", "news")
    assert sorted(article.id for found in corpus.splits.values() for article in found) == ["a", "h", "k", "p"]


def test_load_by_yaml_file_with_another_split_and_path(folder, tmp_path):
    file = tmp_path / "c.yaml"
    file.write_text("name: c\npath: nowhere\nsplit_files: 's{split}-{part}'\n", encoding="utf-8")
    for number, part in [(n, p) for n in (1, 2) for p in ("train", "dev", "test")]:
        name = "a" if number == 1 else "p"
        (folder / f"s{number}-{part}").write_text(name if part == "train" else "", encoding="utf-8")
    assert ids(load_corpus(str(file), path=str(folder)))["train"] == ["a"]
    assert ids(load_corpus(str(file), split=2, path=str(folder)))["train"] == ["p"]


def test_the_identity_is_that_of_the_annotated_articles_in_their_splits(folder):
    corpus = read_corpus(spec(folder))
    assert corpus.identity.startswith("mine#") and len(corpus.identity) == len("mine#") + 8
    assert read_corpus(spec(folder, description="else")).identity == corpus.identity
    assert read_corpus(spec(folder, splits=SplitSpec(1, 0, 0))).identity != corpus.identity
    changed = replace(ARTICLES[0], events=(Event("e1", "WITHDRAW", Span(5, 9), polarity="positive"),))
    splits = {**corpus.splits, "train": [changed]}
    assert Corpus(corpus.spec, corpus.ontology, splits).identity != corpus.identity


def test_a_corpus_with_a_reader_of_its_own_is_not_held_to_the_ontology(tmp_path):
    ontology = tmp_path / "tiny.yaml"
    ontology.write_text("name: tiny\nversion: 1\nroles: {}\ntypes: {JOIN: }\n", encoding="utf-8")
    save_articles(ARTICLES, tmp_path / "all.jsonl")
    given = spec(tmp_path / "all.jsonl", ontology=str(ontology))
    assert read_corpus(replace(given, reader="jsonl")).ontology.identity == Ontology.load(ontology).identity
    with pytest.raises(DataError, match="unknown event type 'WITHDRAW'"):
        read_corpus(given)
    with pytest.raises(DataError, match="unknown event type 'WITHDRAW'"):
        read_corpus(replace(given, reader="jsonl", own=True))
