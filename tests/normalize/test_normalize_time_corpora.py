"""Times against gold: our own articles, other people's corpora where they are, and the script that measures."""

import importlib.util
import io
import json
import tarfile
from pathlib import Path

import pytest

from actbank.corpora.corpus import load_corpus
from actbank.places import corpora_root

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "measure_times.py"


@pytest.fixture(scope="module")
def measure():
    spec = importlib.util.spec_from_file_location("measure_times", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def splits():
    return load_corpus("news").splits


def exact(cases, values):
    return sum(case.argument.value == value for case, value in zip(cases, values, strict=True)) / len(cases)


# --- gold


@pytest.mark.parametrize(("part", "words", "article"), [("train", 0.83, 0.93), ("dev", 0.84, 0.94)])
def test_our_own_articles(measure, splits, part, words, article):
    cases = [case for found in splits[part] for case in measure.cases_of(found)]
    assert len(cases) > 400
    assert exact(cases, measure.by_words(cases)) > words
    assert exact(cases, measure.by_article(cases)) > article


def test_meantime(measure):
    archive = corpora_root() / "meantime_en" / "meantime_en.tar.gz"
    if not archive.is_file():
        pytest.skip(f"no {archive}")
    cases = [case for found in measure.read_meantime(archive) for case in measure.cases_of(found)]
    assert len(cases) == 332
    assert exact(cases, measure.by_words(cases)) > 0.8
    assert exact(cases, measure.by_article(cases)) > 0.82


def test_giveme5w1h(measure):
    archive = corpora_root() / "giveme5w1h" / "gold_standard_data.tar.gz"
    if not archive.is_file():
        pytest.skip(f"no {archive}")
    cases = [case for found in measure.read_answers(archive) for case in measure.cases_of(found)]
    assert len(cases) == 92
    # about two in five of its answers name an event, or another day than gold
    assert exact(cases, measure.by_words(cases)) > 0.55


# --- the script


MEANTIME = """<?xml version="1.0"?>
<Document doc_id="d1"><token t_id="1" sentence="0">May</token><token t_id="2" sentence="0">14</token>
<token t_id="3" sentence="0">2019</token><token t_id="4" sentence="1">Orland</token>
<token t_id="5" sentence="1">left</token><token t_id="6" sentence="1">on</token><token t_id="7" sentence="1">the</token>
<token t_id="8" sentence="1">Monday</token>
<token t_id="9" sentence="6">today</token><token t_id="10" sentence="1">16:00</token><Markables>
<TIMEX3 m_id="1" type="DATE" value="14-05-2019" functionInDocument="CREATION_TIME"><token_anchor t_id="1"/>
<token_anchor t_id="2"/><token_anchor t_id="3"/></TIMEX3>
<TIMEX3 m_id="2" type="DATE" value="2019-05-13" functionInDocument="NONE"><token_anchor t_id="8"/></TIMEX3>
<TIMEX3 m_id="3" type="DATE" value="2019-05-14" functionInDocument="NONE"><token_anchor t_id="9"/></TIMEX3>
<TIMEX3 m_id="4" type="TIME" value="2019-05-14T16:00" functionInDocument="NONE"><token_anchor t_id="10"/></TIMEX3>
<TIMEX3 m_id="5" type="DATE" value="2001" functionInDocument="NONE"/></Markables></Document>"""


def archive(file, members):
    with tarfile.open(file, "w:gz") as out:
        for name, text in members.items():
            data = text.encode()
            member = tarfile.TarInfo(name)
            member.size = len(data)
            out.addfile(member, io.BytesIO(data))
    return file


def test_a_meantime_document_is_read_as_far_as_it_is_annotated(measure, tmp_path):
    members = {"intra-doc_annotation/x/1.xml": MEANTIME, "intra_cross-doc_annotation/x/1.xml": "not read"}
    (found,) = measure.read_meantime(archive(tmp_path / "m.tar.gz", members))
    # the creation time of another form is that of its words; nothing after sentence 5, no hours, nothing without words
    assert found.date == "2019-05-14"
    cases = list(measure.cases_of(found))
    assert [(measure.said(case), case.core, case.argument.value) for case in cases] == [
        ("May 14 2019", "May 14 2019", "14-05-2019"),
        ("on the Monday", "the Monday", "2019-05-13"),
    ]


def test_answers_to_when_are_read_where_they_have_words_and_a_day(measure, tmp_path):
    rows = [{"text": "on Monday", "parsed": "2019-05-13"}, {"parsed": "2019-05-12"}, {"text": "once"}]
    record = {"dId": "a", "date_publish": "2019-05-14 10:00:00", "fiveWoneH": {"when": {"annotated": rows}}}
    undated = record | {"dId": "b", "date_publish": None}
    members = {"data/a.json": json.dumps(record), "data/b.json": json.dumps(undated)}
    found = list(measure.read_answers(archive(tmp_path / "g.tar.gz", members)))
    assert [article.date for article in found] == ["2019-05-14", None]
    cases = [case for article in found for case in measure.cases_of(article)]
    assert [(measure.said(case), case.core) for case in cases] == [("on Monday", "Monday")] * 2
    assert measure.by_words(cases) == measure.by_article(cases) == ["2019-05-13", None]


def test_the_report_counts_exact_values_and_those_within_gold(measure, tmp_path):
    rows = [
        {"text": "on Monday", "parsed": "2019-05-13"},
        {"text": "on 3 May", "parsed": "2019-05"},
        {"text": "in the 1990s", "parsed": "199X"},
        {"text": "at the end of the race", "parsed": "2019-05-12"},
    ]
    record = {"dId": "a", "date_publish": "2019-05-14", "fiveWoneH": {"when": {"annotated": rows}}}
    (article,) = measure.read_answers(archive(tmp_path / "g.tar.gz", {"data/a.json": json.dumps(record)}))
    report = measure.measured(list(measure.cases_of(article)))
    assert report["values"] == 4
    assert report["systems"]["words"] == report["systems"]["article"] == {"exact": 0.5, "at_grain": 0.75}
    # dateparser knows the Monday and the day in May
    assert report["systems"]["dateparser"] == {"exact": 0.25, "at_grain": 0.5}
    assert [row["said"] for row in report["not_exact"]] == ["on 3 May", "at the end of the race"]
