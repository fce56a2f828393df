"""Tables of raw articles: the same rows in four kinds of file, columns by their usual and by given names."""

import json
from datetime import date

import pyarrow as pa
import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actbank.formats import guess_format
from actbank.formats.tabular import read
from actbank.problems import ActBankError
from actbank.schema import Article

ROWS = [
    {"URL": "n/1", "Body": 'He said "no",\nthen left.', "published": "2024-05-01", "words": "5"},
    {"URL": "n/2", "Body": "شكرا 👩\u200d👧.", "published": "", "words": ""},
]
EXPECTED = [
    Article("n/1", 'He said "no",\nthen left.', date="2024-05-01", metadata={"words": "5"}),
    Article("n/2", "شكرا 👩\u200d👧."),
]


def quoted(rows, separator):
    lines = [list(rows[0]), *([str(value) for value in row.values()] for row in rows)]
    return "\r\n".join(separator.join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines) + "\r\n"


def put(tmp_path, kind, rows=ROWS):
    file = tmp_path / f"raw.{kind}"
    if kind == "parquet":
        pyarrow.parquet.write_table(pa.Table.from_pylist(rows), file)
    elif kind == "jsonl":
        file.write_text("\n".join(map(json.dumps, rows)) + "\n\n", encoding="utf-8")
    else:
        text = quoted(rows, "," if kind == "csv" else "\t")
        file.write_bytes(b"\xef\xbb\xbf" + text.encode())
    return file


def load(path, columns=None):
    problems = []
    articles = list(read(path, problems, columns))
    return articles, [str(problem) for problem in problems]


@pytest.mark.parametrize("kind", ["csv", "tsv", "parquet", "jsonl"])
def test_the_same_articles_from_each_kind_of_file(tmp_path, kind):
    file = put(tmp_path, kind)
    assert load(file) == (EXPECTED, [])
    assert load(tmp_path) == (EXPECTED, [])
    if kind != "jsonl":  # a JSONL file is taken for the canonical format
        assert guess_format(file).name == "tabular"


def test_columns_by_name_and_what_is_not_there(tmp_path):
    file = put(tmp_path, "csv", [{"a": "x1", "b": "Some words.", "text": "Other words."}])
    articles, _ = load(file, {"text": "b", "id": "a"})
    assert [(a.id, a.text, dict(a.metadata)) for a in articles] == [("x1", "Some words.", {"text": "Other words."})]
    with pytest.raises(ActBankError, match=r"raw.csv:2: no column 'bb'; did you mean 'b'\? It has: a, b, text"):
        load(file, {"text": "bb"})
    with pytest.raises(ActBankError, match=r"unknown field 'body'. Known: id, text"):
        load(file, {"body": "b"})
    with pytest.raises(ActBankError, match=r"no column 'text'.* Say --columns text=NAME"):
        load(put(tmp_path, "tsv", [{"a": "1"}]))


def test_rows_that_cannot_be_articles_are_all_named(tmp_path):
    rows = [
        {"id": "1", "text": "One."},
        {"id": "2", "text": " "},
        {"id": "1", "text": "Two."},
        {"id": "", "text": "T."},
    ]
    articles, problems = load(put(tmp_path, "csv", rows))
    assert [article.id for article in articles] == ["1", "raw.csv:5"]
    assert problems == [
        "raw.csv:3: has no text, expected words in column 'text'",
        "raw.csv:4: id '1' is also at raw.csv:2, expected unique ids",
    ]


def test_typed_cells_of_parquet(tmp_path):
    rows = [{"text": "One.", "date": date(2024, 5, 1), "n": 3, "share": float("nan"), "none": None}]
    (article,), _ = load(put(tmp_path, "parquet", rows))
    assert (article.date, dict(article.metadata)) == ("2024-05-01", {"n": "3"})


@settings(max_examples=80, deadline=None, derandomize=True)
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r\x00"), min_size=1), min_size=1, max_size=5))
def test_any_text_comes_back_from_csv(tmp_path_factory, texts):
    file = tmp_path_factory.mktemp("csv") / "raw.csv"
    file.write_bytes(quoted([{"id": str(n), "text": text} for n, text in enumerate(texts)], ",").encode())
    articles, problems = load(file)
    assert [article.text for article in articles] == [text for text in texts if text.strip()]
    assert len(problems) == sum(not text.strip() for text in texts)
