"""Corpus entries: what a YAML file may say, and where the articles are looked for."""

from dataclasses import fields
from pathlib import Path

import pytest

from actbank.corpora.spec import corpus_path, corpus_spec, find_corpus, find_ontology
from actbank.places import data_dir
from actbank.problems import DataError, UnknownName
from actbank.specs import CorpusSpec, SplitSpec

KEYS = ", ".join(field.name for field in fields(CorpusSpec))


def refused(build) -> list[str]:
    with pytest.raises(DataError) as caught:
        build()
    return [str(problem) for problem in caught.value.problems]


def test_values_become_a_spec():
    values = {"name": "x", "split": 2, "own": True, "splits": {"train": 1, "salt": "s"}, "common": {"actor": ["Agent"]}}
    spec = corpus_spec(values, "x.yaml")
    assert (spec.name, spec.split, spec.own, spec.common) == ("x", 2, True, {"actor": ["Agent"]})
    assert spec.splits == SplitSpec(train=1, dev=0.1, test=0.2, salt="s")
    assert corpus_spec({}, "x.yaml") == CorpusSpec()
    assert corpus_spec({"splits": None, "common": None}, "x.yaml") == CorpusSpec()


@pytest.mark.parametrize(
    ("values", "problems"),
    [
        ({"nam": "x", "readr": "brat", "zzz": 1}, [
            f"x.yaml: unknown key 'nam', expected one of {KEYS}, nearest name",
            f"x.yaml: unknown key 'readr', expected one of {KEYS}, nearest reader",
            f"x.yaml: unknown key 'zzz', expected one of {KEYS}"]),
        ({1: "x"}, [f"x.yaml: unknown key 1, expected one of {KEYS}"]),
        ({"splits": {"trian": 1, "Dev": 1}}, [
            "x.yaml: splits: unknown key 'trian', expected one of train, dev, test, salt, nearest train",
            "x.yaml: splits: unknown key 'Dev', expected one of train, dev, test, salt, nearest dev"]),
        ({"splits": [0.7, 0.1, 0.2], "common": "actor", "nam": "x"}, [
            f"x.yaml: unknown key 'nam', expected one of {KEYS}, nearest name",
            "x.yaml: splits [0.7, 0.1, 0.2], expected a mapping",
            "x.yaml: common 'actor', expected a mapping"]),
    ],
)  # fmt: skip
def test_unknown_keys_are_refused_with_the_nearest(values, problems):
    assert refused(lambda: corpus_spec(values, "x.yaml")) == problems


def test_a_yaml_file_is_found_by_its_path(tmp_path):
    file = tmp_path / "mine.yml"
    file.write_text("name: mine\npath: somewhere\n", encoding="utf-8")
    assert find_corpus(str(file)) == CorpusSpec(name="mine", path="somewhere")
    file.write_text("- mine\n", encoding="utf-8")
    assert refused(lambda: find_corpus(str(file))) == [f"{file}: is not a mapping, expected keys of a corpus"]
    file.write_text("name: [\n", encoding="utf-8")
    assert refused(lambda: find_corpus(str(file))) == [
        f"{file}:2: expected the node content, but found '<stream end>', expected YAML"
    ]


def test_names_are_those_of_the_config_folder():
    assert find_corpus("news").name == "news"
    assert find_ontology("casie").name == "casie"
    with pytest.raises(UnknownName) as caught:
        find_corpus("new")
    assert (
        str(caught.value) == "unknown corpus 'new'; did you mean 'news'? Known: casie, folder, m2e2, news, plover, plv"
    )
    with pytest.raises(UnknownName) as caught:
        find_ontology("no-such.yaml")
    assert str(caught.value) == "unknown ontology 'no-such.yaml'. Known: casie, m2e2, news, plover, plv"


def test_where_a_corpus_lies(tmp_path, monkeypatch):
    monkeypatch.setenv("ACTBANK_CORPORA", str(tmp_path / "root"))
    monkeypatch.chdir(tmp_path)
    assert corpus_path(CorpusSpec(path="casie")) == tmp_path / "root" / "casie"
    assert corpus_path(CorpusSpec(path="news/articles", own=True)) == data_dir() / "news" / "articles"
    assert corpus_path(CorpusSpec(path=str(tmp_path / "x"))) == tmp_path / "x"
    (tmp_path / "casie").mkdir()
    assert corpus_path(CorpusSpec(path="casie")) == Path("casie")  # what lies here comes before the root
    assert corpus_path(CorpusSpec(path="casie", own=True)) == data_dir() / "casie"


def test_the_root_of_corpora_without_the_variable(monkeypatch, tmp_path):
    monkeypatch.delenv("ACTBANK_CORPORA", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert corpus_path(CorpusSpec(path="no-such-corpus")) == tmp_path / ".cache/actbank/corpora/no-such-corpus"
    assert corpus_path(CorpusSpec(path="~/mine")) == tmp_path / "mine"
