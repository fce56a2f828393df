"""M2E2's reader: own fixtures in the published shape, then the real corpus where it is at hand.

The expected values of the fixture are counted by hand in its sentences. Those of the real corpus are the counts that
TextEE's tables give for the text part, and counts of its JSON by a script that does not use this package.
"""

from __future__ import annotations

import json
import os
import tempfile
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actbank.formats.m2e2 import read, token_starts
from actbank.schema import Argument, Event, Span

ROOT = Path(__file__).resolve().parents[2]
FIXTURE = ROOT / "tests" / "fixtures" / "m2e2"
CORPUS = Path(os.environ.get("ACTBANK_CORPORA") or ROOT.parent / "shared" / "corpora") / "m2e2"
FIRST = "VOA_EN_NW_2031.02.03.77_0"


def load(path):
    problems = []
    articles = list(read(path, problems))
    assert problems == []
    return articles


def words(article, event):
    return event.trigger.of(article.text), [argument.span.of(article.text) for argument in event.arguments]


def zipped(target, *names):
    with zipfile.ZipFile(target, "w") as archive:
        for name in names:
            archive.write(FIXTURE / "text_only_event.json", name)
    return target


def written(folder, sentences):
    file = Path(folder) / "text_only_event.json"
    file.write_text(json.dumps(sentences), encoding="utf-8")
    return file


def edited(tmp_path, edit):
    """Return a copy of the fixture with its first sentence edited."""
    sentences = json.loads((FIXTURE / "text_only_event.json").read_text(encoding="utf-8"))
    edit(sentences[0])
    return written(tmp_path, sentences)


def test_a_sentence_is_an_article_and_its_document_a_story():
    articles = load(FIXTURE)
    document = "VOA_EN_NW_2031.02.03.77"
    assert [article.id for article in articles] == [f"{document}_0", f"{document}_1", "VOA_EN_NW_2031.02.31.78_0"]
    assert [article.story for article in articles] == [document, document, "VOA_EN_NW_2031.02.31.78"]
    assert [article.date for article in articles] == ["2031-02-03", "2031-02-03", None]  # there is no 31 February
    assert {article.lang for article in articles} == {"en"}


def test_text_is_the_words_joined_by_single_spaces():
    assert load(FIXTURE)[0].text == "Divers 🤿 of the harbour 's police arrested two smugglers on Pier 9 ."


def test_token_positions_become_code_points():
    assert load(FIXTURE)[0].events == (
        Event(
            "e1",
            "Justice:Arrest-Jail",
            Span(34, 42),
            (Argument("Agent", Span(12, 33)), Argument("Person", Span(43, 56)), Argument("Place", Span(60, 66))),
        ),
    )


def test_event_words_and_attributes():
    article = load(FIXTURE)[1]
    assert [(event.id, event.type, *words(article, event)) for event in article.events] == [
        ("e1", "Movement:Transport", "brought", ["Their boat", "the crates", "Lund", "Oakport"]),
        ("e2", "Conflict:Attack", "shots were fired", []),
    ]
    assert {(e.polarity, e.modality, e.subtype, e.instance) for e in article.events} == {
        ("unspecified", "unspecified", None, None)
    }


def test_a_sentence_without_events_is_annotated():
    assert load(FIXTURE)[2].events == ()


@pytest.mark.parametrize("place", ["file", "folder", "archive", "folder of archive"])
def test_every_way_to_name_the_corpus_reads_the_same(tmp_path, place):
    name = "m2e2_annotations/text_only_event.json"
    archive = zipped(tmp_path / "m2e2_annotations.zip", name, f"__MACOSX/{name}")
    file = FIXTURE / "text_only_event.json"
    paths = {"file": file, "folder": FIXTURE, "archive": archive, "folder of archive": tmp_path}
    assert load(paths[place]) == load(FIXTURE)


def past_the_end(sentence):
    sentence["golden-event-mentions"][0]["trigger"]["end"] = 15


def backwards(sentence):
    sentence["golden-event-mentions"][0]["arguments"][1].update(start=7, end=3)


def other_words(sentence):
    sentence["golden-event-mentions"][0]["trigger"]["text"] = "seized"


def no_words(sentence):
    del sentence["words"]


def spaced_type(sentence):
    sentence["golden-event-mentions"][0]["event_type"] = "Justice Arrest"


@pytest.mark.parametrize(
    ("edit", "text"),
    [
        (past_the_end, f": {FIRST}, event e1: tokens (7, 15), expected 0 <= start < end <= 14"),
        (backwards, f": {FIRST}, event e1: tokens (7, 3), expected 0 <= start < end <= 14"),
        (other_words, f": {FIRST}, event e1: tokens (7, 8) are 'arrested', expected 'seized'"),
        (no_words, ": sentence 0: Object missing required field `words`, expected a sentence of M2E2"),
        (spaced_type, ".json: event 'e1': type 'Justice Arrest', expected a name without spaces"),
    ],
)
def test_a_wrong_sentence_is_a_problem_and_the_others_are_read(tmp_path, edit, text):
    problems = []
    assert [article.id[-4:] for article in read(edited(tmp_path, edit), problems)] == ["77_1", "78_0"]
    assert len(problems) == 1
    assert str(problems[0]).endswith(text)


def test_all_wrong_positions_of_a_sentence_are_said(tmp_path):
    def edit(sentence):
        past_the_end(sentence)
        backwards(sentence)

    problems = []
    list(read(edited(tmp_path, edit), problems))
    assert [problem.what for problem in problems] == ["tokens (7, 15)", "tokens (7, 3)"]


def test_bytes_that_are_not_utf8_are_a_problem_of_their_sentence(tmp_path):
    source = (FIXTURE / "text_only_event.json").read_bytes().replace("🤿".encode(), b"\xff")
    (tmp_path / "text_only_event.json").write_bytes(source)
    problems = []
    assert len(list(read(tmp_path, problems))) == 2
    assert "sentence 0" in problems[0].where and "0xff" in problems[0].what


@pytest.mark.parametrize("content", [b"", b"{}", b"[{]", b"PK\x03\x04 no archive"])
def test_a_file_that_is_no_list_is_a_problem(tmp_path, content):
    file = tmp_path / "text_only_event.json"
    file.write_bytes(content)
    problems = []
    assert list(read(file, problems)) == []
    assert [problem.expected for problem in problems] == ["a JSON list of sentences"]


def test_a_folder_without_the_file_is_a_problem(tmp_path):
    problems = []
    assert list(read(tmp_path, problems)) == []
    (problem,) = problems
    assert problem.where == tmp_path.as_posix()
    assert problem.what == "holds 0 files text_only_event.json and 0 archives"
    assert problem.expected == "text_only_event.json, or one .zip that holds it"


def test_an_archive_without_the_file_or_with_two_is_a_problem(tmp_path):
    problems = []
    assert list(read(zipped(tmp_path / "a.zip", "other.json"), problems)) == []
    assert list(read(zipped(tmp_path / "b.zip", "x/text_only_event.json", "y/text_only_event.json"), problems)) == []
    assert [problem.what[:13] for problem in problems] == ["holds 0 files", "holds 2 files"]


def test_a_broken_archive_is_a_problem(tmp_path):
    (tmp_path / "a.zip").write_bytes(b"no archive")
    problems = []
    assert list(read(tmp_path, problems)) == []
    assert "cannot be read" in problems[0].what


WORD = st.text("aé\N{ROCKET}م'.", min_size=1, max_size=5)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(data=st.data(), words=st.lists(WORD, min_size=1, max_size=12))
def test_any_token_range_reads_as_its_words(data, words):
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    tokens = {"start": start, "end": end, "text": " ".join(words[start:end])}
    event = {"trigger": tokens, "event_type": "T", "arguments": [{"role": "R", **tokens}]}
    sentence = {"sentence_id": "d_0", "words": words, "golden-event-mentions": [event]}
    with tempfile.TemporaryDirectory() as folder:
        (article,) = load(written(folder, [sentence]))
    (found,) = article.events
    assert found.trigger.of(article.text) == found.arguments[0].span.of(article.text) == tokens["text"]
    assert article.text[: found.trigger.start].count(" ") == start  # the words hold no space of their own


def test_token_starts_by_hand():
    assert token_starts(["a", "🤿🤿", "of"]) == [0, 2, 5]
    assert token_starts([]) == []


@pytest.fixture(scope="module")
def corpus():
    if not CORPUS.is_dir():
        pytest.skip(f"M2E2 is not at {CORPUS}; set ACTBANK_CORPORA")
    return load(CORPUS)


def test_corpus_counts(corpus):
    events = [event for article in corpus for event in article.events]
    assert len(corpus) == len({article.id for article in corpus}) == 6013
    assert len({article.story for article in corpus}) == 224
    assert sum(len(article.text.split()) for article in corpus) == 169_990
    assert len([article for article in corpus if article.events]) == 932
    assert len(events) == 1105
    assert sum(len(event.arguments) for event in events) == 1659
    assert len({argument.role for event in events for argument in event.arguments}) == 15


def test_corpus_counts_by_type(corpus):
    assert Counter(event.type for article in corpus for event in article.events) == {
        "Conflict:Attack": 302,
        "Movement:Transport": 229,
        "Life:Die": 176,
        "Justice:Arrest-Jail": 121,
        "Contact:Meet": 104,
        "Conflict:Demonstrate": 98,
        "Contact:Phone-Write": 43,
        "Transaction:Transfer-Money": 32,
    }


def test_corpus_dates_lie_in_the_years_of_its_news(corpus):
    assert {article.date[:3] for article in corpus} <= {"200", "201"}


def test_corpus_holds_the_sentences_of_every_split(corpus):
    ids = {article.id for article in corpus}
    for split in CORPUS.glob("textee_splits/split*"):
        parts = [set((split / f"{part}.txt").read_text().split()) for part in ("train", "dev", "test")]
        assert set.union(*parts) == ids
        assert sum(map(len, parts)) == len(ids)
