"""Readers of PLOVER's gold records and of PLV: own records in the published shape, then the real files where at hand.

The counts of the real files are those of their SOURCE notes (322 records, 1,050 rows) and of reading them by eye.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actbank.corpora.corpus import load_corpus
from actbank.formats import plover, plv
from actbank.schema import Argument, Entity, Event, Span

CORPORA = Path(os.environ.get("ACTBANK_CORPORA") or Path(__file__).resolve().parents[3] / "shared" / "corpora")
TEXT = "Police in Velmora (capital) detained two senior editors and later released them, Velmora radio said."


def record(text=TEXT, markup="", event="COERCE", **more):
    return {"id": "R-1", "event": event, "text": text, "textInfo": {"markup": markup}, **more}


def read(reader, path):
    problems = []
    articles = list(reader.read(path, problems))
    return articles, [str(problem).replace(f"{path.as_posix()}", "F") for problem in problems]


def records(tmp_path, *rows):
    file = tmp_path / "records.txt"
    file.write_text(json.dumps(list(rows)), encoding="utf-8")
    return read(plover, file)


def test_a_record_by_hand(tmp_path):
    markup = (
        "(SRC: Police (LOC: in Velmora)) (capital) (EVT: detained) two (TAR: senior editors) and later (EVT: released) "
        "them, Velmora radio said."
    )
    articles, problems = records(
        tmp_path,
        {"id": "D", "event": "DOCUMENT", "eventText": "about the file"},
        record(
            markup=markup,
            mode="detain",
            source=[{"actorText": "Police in Velmora", "code": "VLM", "sector": "COP"}],
            target=[{"actorText": "senior editors"}],
        ),
    )
    assert problems == []
    (article,) = articles
    assert article.entities == (
        Entity("source1", "Police in Velmora", "VLM", "COP"),
        Entity("target1", "senior editors"),
    )
    assert article.events == (
        Event(
            "e1",
            "COERCE",
            Span(28, 36),
            (
                Argument("actor", Span(0, 17), entity="source1"),
                Argument("place", Span(7, 17)),
                Argument("target", Span(41, 55), entity="target1"),
            ),
            subtype="detain",
            extent=(Span(28, 36), Span(66, 74)),
        ),
    )
    assert [piece.of(TEXT) for piece in article.events[0].extent] == ["detained", "released"]


def test_one_expression_may_be_source_and_target(tmp_path):
    text = "Orland and Bresk agreed to talk."
    both = [{"actorText": "Orland", "code": "ORL"}, {"actorText": "Bresk"}]
    (article,), problems = records(
        tmp_path, record(text, "(SRC/TAR: Orland) and (SRC/TAR: Bresk) (EVT: agreed) to talk.", "AGREE", source=both)
    )
    assert problems == []
    assert [(a.role, a.span.of(text), a.entity) for a in article.events[0].arguments] == [
        ("actor", "Orland", "source1"),
        ("target", "Orland", "source1"),
        ("actor", "Bresk", "source2"),
        ("target", "Bresk", "source2"),
    ]


def test_markup_that_differs_elsewhere_is_mended_and_words_that_are_not_there_refused(tmp_path):
    shorter = "(SRC: Police) (EVT: detained) two (TAR: senior  editors)."
    articles, problems = records(
        tmp_path,
        record(markup=shorter, target=""),
        record(markup="(SRC: Soldiers) (EVT: detained) (TAR: editors)"),
        {**record(), "textInfo": "(SRC: Police) detained"},
        record(text=" "),
        {"id": "R-5"},
    )
    assert [[a.span.of(TEXT) for a in article.events[0].arguments] for article in articles] == [
        ["Police", "senior editors"]
    ]
    assert problems == [
        "F: record 1: R-1: SRC 'Soldiers' is not in the sentence, expected its own words",
        "F: record 2: Expected `object`, got `str` - at `$.textInfo`, expected a PLOVER record",
        "F: record 3: R-1: has no text, expected a sentence",
        "F: record 4: Object missing required field `event`, expected a PLOVER record",
    ]


def test_a_file_that_is_no_array(tmp_path):
    file = tmp_path / "x.txt"
    file.write_text("{", encoding="utf-8")
    assert read(plover, file) == ([], ["F: Expected `array`, got `object`, expected a JSON array of records"])


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.sampled_from(["SRC", "TAR", "EVT", "LOC", ""]), st.text("ab c", min_size=1)), max_size=6))
def test_marks_come_back_from_where_they_were_put(pieces):
    pieces = [(label, " ".join(words.split())) for label, words in pieces if words.strip()]
    markup = " ".join(f"({label}: {words})" if label else words for label, words in pieces)
    found = plover.marked(markup)
    assert [(mark.label, mark.words) for mark in found] == [piece for piece in pieces if piece[0]]
    text = " ".join(words for _, words in pieces)
    spans = plover.located(text, found, "x")
    assert [span.of(text) for span in spans] == [words for label, words in pieces if label]


# --- PLV

COLUMNS = "\tsentence_id\tsentence\tmarked_sentence\tsource\ttarget\tgold_root\troot_L1"


def table(tmp_path, *rows, columns=COLUMNS):
    file = tmp_path / "plv.tsv"
    file.write_text("\n".join([columns, *rows, ""]), encoding="utf-8")
    return read(plv, file)


def row(marked, root="ACCUSE"):
    text = marked.replace("<s>", "").replace("</s>", "").replace("<t>", "").replace("</t>", "")
    return f"0\t7\t{text}\t{marked}\tx\ty\t{root}\tSUPPORT"


def test_a_row_by_hand(tmp_path):
    articles, problems = table(tmp_path, row("On Monday <t>Bresk</t> was blamed by <s>the Orland cabinet</s>."))
    assert problems == []
    text = "On Monday Bresk was blamed by the Orland cabinet."
    assert [(a.id, a.text, a.events) for a in articles] == [
        (
            "plv-2-7",
            text,
            (Event("e1", "ACCUSE", None, (Argument("target", Span(10, 15)), Argument("actor", Span(30, 48)))),),
        )
    ]


def test_rows_that_do_not_hold_together_are_named(tmp_path):
    bad = row("<s>Orland</s> blamed <t>Bresk</t>.").replace("Orland blamed", "Orland praised", 1)
    articles, problems = table(tmp_path, row("<s>Orland</s> left."), bad, row("<s>A</s> met <t>B</t>.", ""))
    assert [[a.role for a in article.events[0].arguments] for article in articles] == [["actor"]]
    wrong = "the marked sentence is not the sentence, or the class is empty, expected a row of PLV"
    assert problems == [f"F:3: {wrong}", f"F:4: {wrong}"]
    assert table(tmp_path, columns="a\tsentence")[1] == [
        "F: has no column sentence_id, marked_sentence, gold_root, expected the columns of PLV"
    ]


# --- the published files


def published(name, folder):
    if not (CORPORA / folder).is_dir():
        pytest.skip(f"{name} is not at {CORPORA / folder}; set ACTBANK_CORPORA")
    corpus = load_corpus(name, path=str(CORPORA / folder))
    return corpus, [article for found in corpus.splits.values() for article in found]


def test_the_published_records():
    corpus, articles = published("plover", "plover_gsr")
    assert len(articles) == 322 - 4
    counts = Counter(article.events[0].type for article in articles)
    # 322 records by class in the SOURCE note, less the four refused: two AGREE, one REJECT, one INVESTIGATE
    assert (counts["AGREE"], counts["DEMAND"], counts["REJECT"], counts["INVESTIGATE"]) == (38, 34, 33, 8)
    assert len(counts) == 18
    assert [problem for article in articles for problem in corpus.ontology.check(article)] == []


def test_the_published_table():
    corpus, articles = published("plv", "plv")
    counts = Counter(article.events[0].type for article in articles)
    assert len(articles) == 1050
    assert (counts["YIELD"], counts["REJECT"], counts["ACCUSE"], counts["COOPERATE"]) == (141, 127, 120, 15)
    assert [problem for article in articles for problem in corpus.ontology.check(article)] == []
