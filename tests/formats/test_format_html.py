"""Web pages: the running text stays, what is around it goes."""

import sys

import pytest

from actbank.formats import load_articles, read_articles
from actbank.problems import ActBankError

PARAGRAPHS = [
    "Orland announced on Tuesday that it would leave the river commission within a year, its cabinet said in a note.",
    "The neighbouring republic of Bresk, which has sat on it since its foundation, called the plan a mistake.",
    "Officials of both states are to meet next month in the border town of Tavia to discuss tolls, dredging and locks.",
]
PAGE = f"""<!doctype html><html lang="en"><head><title>Orland to leave river commission</title>
<meta property="og:title" content="Orland to leave river commission">
<meta property="article:published_time" content="2024-05-14T08:00:00Z"></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<main><article><h1>Orland to leave river commission</h1>{"".join(f"<p>{p}</p>" for p in PARAGRAPHS)}</article></main>
<footer>We use cookies. All rights reserved.</footer></body></html>"""


def test_the_article_of_a_page(tmp_path):
    pytest.importorskip("trafilatura")
    (tmp_path / "world").mkdir()
    (tmp_path / "world" / "orland.html").write_text(PAGE, encoding="utf-8")
    (article,) = load_articles(tmp_path)
    assert (article.id, article.date, article.title) == (
        "world/orland",
        "2024-05-14",
        "Orland to leave river commission",
    )
    assert all(paragraph in article.text for paragraph in PARAGRAPHS)
    assert "cookies" not in article.text and "Sport" not in article.text
    assert article.events is None


def test_a_page_without_an_article_is_named(tmp_path):
    pytest.importorskip("trafilatura")
    file = tmp_path / "empty.html"
    file.write_text("<html><body></body></html>", encoding="utf-8")
    problems = []
    assert list(read_articles(file, None, problems)) == []
    assert [str(problem) for problem in problems] == [
        f"{file.as_posix()}: no article is found in the page, expected a page with running text"
    ]


def test_what_to_install_is_said(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    file = tmp_path / "a.html"
    file.write_text(PAGE, encoding="utf-8")
    with pytest.raises(ActBankError, match=r"pip install 'actbank\[html\]'"):
        load_articles(file)
