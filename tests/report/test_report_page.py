"""The HTML page: it nests, needs nothing from outside, shows the text as it is, and escapes what it is told."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings

from actbank.metrics.scores import score
from actbank.report.page import write_report
from actbank.report.run_report import write_run_report
from actbank.runs.record import describe_run
from actbank.schema import Argument, Article, Event, Span
from actbank.specs import EncoderSpec, ModelSpec, TrainingSpec
from strategies import articles

VOID = {"meta", "br", "line", "polyline"}
TEXT = "Mali left the pact on Monday.\n\nParis said Niger would stay."
GOLD = Article(
    "news/1",
    TEXT,
    title="Mali leaves",
    events=(
        Event(
            "e1",
            "WITHDRAW",
            Span(5, 9),
            (Argument("actor", Span(0, 4)), Argument("target", Span(10, 18)), Argument("time", Span(19, 28))),
            "positive",
            "actual",
            score=0.91,
        ),
        Event("e2", "STATE", Span(37, 41), (Argument("actor", Span(31, 36)),), "positive", "actual"),
    ),
)
LOG = [{"epoch": at, "eval_dev_TC": 10.0 * at, "eval_dev_AC+": 5.0 * at, "eval_dev_tuple": at} for at in (1.0, 2.0)]


@dataclass
class Page(HTMLParser):
    """What a browser would see: elements must close in order."""

    open: list[tuple[str, str]] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    attributes: list[tuple[str, str | None]] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def __post_init__(self):
        super().__init__()

    def handle_starttag(self, tag, attrs):
        names = dict(attrs)
        assert len(names) == len(attrs)
        self.tags.append(tag)
        self.attributes += attrs
        if tag == "p" and not attrs:
            self.paragraphs.append("")
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
        if tag not in VOID:
            self.open.append((tag, names.get("class") or ""))

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        self.words.append(data)
        inside = [tag for tag, _ in self.open]
        if "td" in inside or "th" in inside:
            self.rows[-1][-1] += data
        if ("p", "") in self.open and ("span", "tag") not in self.open:
            self.paragraphs[-1] += data

    def unknown_decl(self, data):
        raise AssertionError(data)


def parsed(file):
    text = file.read_text(encoding="utf-8")
    page = Page()
    page.feed(text)
    page.close()
    assert page.open == []
    return text, page


def made(folder, drawn=(GOLD,), predicted=(GOLD,), **changes):
    values = {"title": "A title", "facts": {"corpus": "news#1"}, "log": LOG, "articles": drawn, **changes}
    write_report(folder / "deep" / "report.html", scores=score([GOLD], predicted), **values)
    return parsed(folder / "deep" / "report.html")


def test_the_page_nests_and_needs_nothing_from_outside(tmp_path):
    text, page = made(tmp_path)
    assert text.lstrip().startswith("<!doctype html>")
    assert {"html", "head", "body", "main", "svg"} <= set(page.tags)
    assert page.tags.count("script") == 1
    assert {name for name, _ in page.attributes}.isdisjoint({"src", "href", "srcset", "action"})
    assert not re.search(r"https?:|url\(|@import|//\w", text)


def test_the_article_stands_in_its_own_words(tmp_path):
    _, page = made(tmp_path)
    assert page.paragraphs == ["Mali left the pact on Monday.", "Paris said Niger would stay."]
    assert "Mali leaves" in page.words


def test_numbers_by_hand(tmp_path):
    wrong = GOLD.with_events([GOLD.events[0]])
    _, page = made(tmp_path, predicted=(wrong,))
    rows = {row[0]: row for row in page.rows if row and row[0] in ("WITHDRAW", "STATE", "actor", "target", "time")}
    # name, gold, predicted, F1 of TC, AC+, tuple with a bar each: one event right, one missed
    assert [cell for cell in rows["WITHDRAW"] if cell] == ["WITHDRAW", "1", "1", "100.0", "100.0", "100.0"]
    assert [cell for cell in rows["STATE"] if cell] == ["STATE", "1", "0", "0.0", "0.0", "0.0"]
    # name, gold, predicted, AC+, precision, recall: one actor of two
    assert [cell for cell in rows["actor"] if cell] == ["actor", "2", "1", "66.7", "100.0", "50.0"]
    assert [cell for cell in rows["time"] if cell] == ["time", "1", "1", "100.0", "100.0", "100.0"]
    assert "triggers with the right event type; precision 100.0, recall 50.0; 2 gold, 1 predicted" in page.words


def test_the_events_of_an_article_are_rows(tmp_path):
    _, page = made(tmp_path)
    rows = [row for row in page.rows if row and row[0] in ("e1", "e2")]
    assert rows == [
        ["e1", "Mali", "WITHDRAW left", "the pact", "on Monday", "", "", "yes", "0.91"],
        ["e2", "Paris", "STATE said", "", "", "", "", "yes", ""],
    ]
    assert ("data-trigger", "e1") in page.attributes
    assert ("title", "actor of e1") in page.attributes


HOSTILE = '<script>alert("1")</script> & <b>bold</b> said "x" --> </section>'


def test_html_in_an_article_is_text(tmp_path):
    said = HOSTILE.index("said")
    event = Event('"><i>', "<u>STATE</u>", Span(said, said + 4), (Argument("<s>", Span(0, 27)),))
    drawn = Article("<img>", HOSTILE, title="<h1>&amp;", events=(event,))
    text, page = made(tmp_path, drawn=[drawn], title="<title>", facts={"<a>": "</p>"})
    assert page.paragraphs == [HOSTILE]
    assert set(page.tags).isdisjoint({"i", "u", "s", "a", "img"})
    assert page.tags.count("script") == text.count("<script>") == 1
    assert "<h1>&amp;" in page.words
    assert "<title>" in page.words
    assert ("data-trigger", '"><i>') in page.attributes


@settings(derandomize=True, deadline=None, max_examples=40)
@given(articles(free=True))
def test_any_article_is_drawn_word_for_word(tmp_path_factory, drawn):
    _, page = made(tmp_path_factory.mktemp("drawn"), drawn=[drawn])
    lines = [line.replace("\r", "\n") for line in drawn.text.split("\n") if line.strip()]  # as files are read
    assert page.paragraphs == lines
    ids = [event.id for event in drawn.events or ()]
    assert [row[0] for row in page.rows if row[1:] and row[0] in ids and len(row) == 9] == ids


def test_an_article_without_a_title_goes_by_its_id(tmp_path):
    _, page = made(tmp_path, drawn=[Article("wire/7", "Nothing.", events=())])
    assert "wire/7" in page.words
    assert "0 events found." in " ".join(" ".join(page.words).split())


def test_no_log_no_curve_and_no_prediction_no_interval(tmp_path):
    _, page = made(tmp_path, predicted=[GOLD.with_events([])], log=[])
    assert "svg" not in page.tags
    assert "Learning curve" not in page.words
    assert "0.0" in page.words


@pytest.mark.parametrize("gold", [Article("a", "Nothing.", events=())])
def test_nothing_on_either_side_is_a_dash(tmp_path, gold):
    write_report(tmp_path / "r.html", title="t", facts={}, scores=score([gold], []), log=[], articles=[])
    _, page = parsed(tmp_path / "r.html")
    assert page.words.count("–") == 4  # TC, AC+, tuple, occurred-tuple


def test_the_report_of_a_run_says_what_was_trained_on_what(tmp_path):
    record = describe_run(
        corpus="news#1234",
        ontology="news@1.0#ab",
        split=1,
        articles={"train": 5, "dev": 2, "test": 3},
        settings={"model": ModelSpec(), "encoder": EncoderSpec("minilm"), "training": TrainingSpec()},
        seed=4,
        minutes=2.345,
        log=LOG,
    )
    write_run_report(tmp_path / "r.html", record, "dev", score([GOLD], [GOLD]), [])
    _, page = parsed(tmp_path / "r.html")
    words = " ".join(" ".join(page.words).split())
    assert "ActBank: one_pass on news" in page.words
    for fact in (
        "corpus news#1234",
        "ontology news@1.0#ab",
        "articles 5 train, 2 dev, 3 test",
        "encoder minilm",
        "seed 4",
        "trained in 2.4 min",
        "scored on dev",
    ):
        assert fact in words, fact


def test_a_write_that_fails_is_an_error(tmp_path):
    (tmp_path / "report.html").mkdir()
    with pytest.raises(IsADirectoryError):
        write_report(tmp_path / "report.html", title="t", facts={}, scores=score([GOLD], [GOLD]), log=[], articles=[])
