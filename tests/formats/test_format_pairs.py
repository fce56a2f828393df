"""Every pair of writable formats: what one writes and reads, the other writes and reads, and nothing is lost."""

from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings

from actbank.formats import FORMATS, Format
from actbank.schema import Article
from strategies import corpora, everything

WRITABLE = [row for row in FORMATS.values() if row.write is not None]


def through(row: Format, articles: list[Article], folder: Path) -> list[Article]:
    """Return the articles written and read in one format, in the order of their ids."""
    path = folder / row.name if row.folder else folder / f"{row.name}{row.endings[0]}"
    row.write(articles, path)
    problems = []
    again = sorted(row.read(path, problems), key=lambda article: article.id)
    assert problems == []
    return again


def test_the_formats_that_must_keep_everything_can_write():
    assert {row.name for row in WRITABLE} >= {"authoring", "jsonl", "brat"}


@pytest.mark.parametrize(
    ("first", "second"), [pytest.param(a, b, id=f"{a.name}-{b.name}") for a, b in product(WRITABLE, WRITABLE)]
)
@settings(max_examples=25, deadline=None, derandomize=True)
@given(drawn=corpora(max_size=2))
def test_nothing_is_lost_from_one_format_to_another(tmp_path_factory, first, second, drawn):
    folder = tmp_path_factory.mktemp("pair")
    once = through(first, drawn, folder / "first")
    twice = through(second, once, folder / "second")
    expected = [everything(article) for article in drawn]
    assert [everything(article) for article in once] == expected
    assert [everything(article) for article in twice] == expected
