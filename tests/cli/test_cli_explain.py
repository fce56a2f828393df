"""``actbank explain``: what it prints, as a table and as JSON, and the page it writes."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from actbank.cli import main
from actbank.formats import save_articles
from actbank.schema import Argument, Article, Event, Span

TEXT = "Norland left the pact and Ostia denied it."
GOLD = Article(
    "news/1",
    TEXT,
    events=(
        Event("e1", "WITHDRAW", Span(8, 12), (Argument("actor", Span(0, 7)),), "positive", "actual"),
        Event("e2", "DENY", Span(32, 38), (Argument("actor", Span(26, 31)),), "positive", "actual"),
    ),
)
WRONG = GOLD.with_events([GOLD.events[0], replace(GOLD.events[1], type="[b]STATE[/b]")])


@pytest.fixture
def files(tmp_path):
    """A file of seven gold articles and one of predictions in which every event of the second type is wrong."""
    gold = [replace(GOLD, id=f"news/{number}") for number in range(1, 8)]
    save_articles(gold, tmp_path / "gold.jsonl")
    save_articles([replace(WRONG, id=one.id) for one in gold], tmp_path / "p.jsonl")
    return [str(tmp_path / "gold.jsonl"), str(tmp_path / "p.jsonl")]


def rows(out):
    return {line[:35].strip(): line[35:].split(None, 3) for line in out.splitlines() if line.strip()}


def test_the_table_the_reasons_and_the_classes(files, capsys):
    assert main(["explain", *files]) == 0
    out = capsys.readouterr().out
    # by hand: all triggers are found, half of them with their type
    assert rows(out)["TI"] == ["100.00", "100.00", "100.00", "a trigger, whatever its type"]
    assert rows(out)["TC"] == ["50.00", "50.00", "50.00", "a trigger with its type"]
    assert rows(out)["nervaluate triggers ent_type"][2] == "50.00"
    assert "TI 100.00, TC 50.00: Found triggers with another event type: 7 of 14." in out
    assert "\nwrong type          7  news/1 (1), news/2 (1), news/3 (1), news/4 (1), news/5 (1), and 2 more\n" in out
    assert "\ncorrect             7\n" in out
    assert "\nmissed              0\n" in out
    assert out.splitlines()[-1].startswith("actbank:")
    assert "|match:exact|" in out.splitlines()[-1]


def test_all_agree(files, capsys):
    assert main(["explain", files[0], files[0]]) == 0
    out = capsys.readouterr().out
    assert "They all agree here." in out
    assert "Why they differ" not in out


def test_json_and_match(files, capsys):
    assert main(["explain", *files, "--json", "--match", "overlap=0.4"]) == 0
    values = json.loads(capsys.readouterr().out)
    assert values["articles"] == 7
    assert "|match:overlap=0.4|" in values["signature"]
    assert values["errors"]["events"]["types"]["DENY"]["wrong type"] == 7
    assert {case["gold"] for case in values["errors"]["events"]["cases"]} == {"e1", "e2"}


def test_the_page(files, tmp_path, capsys):
    page = tmp_path / "pages" / "errors.html"
    assert main(["explain", *files, "--page", str(page)]) == 0
    printed = capsys.readouterr()
    assert printed.err == f"open {page.as_uri()}\n"
    text = page.read_text(encoding="utf-8")
    assert "<h1>p.jsonl against gold.jsonl</h1>" in text
    assert text.count("<article ") == 7
    assert 'data-predicted="[b]STATE[/b]"' in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["no.jsonl", "x.jsonl"], "no.jsonl: no such file or folder"),
        (["a", "b", "--match", "exakt"], "unknown match 'exakt'; did you mean 'exact'? Known: "),
        (["a", "b", "--match", "overlap=2"], "match 'overlap=2': a share above 0 and at most 1"),
    ],
)
def test_what_is_missing_or_unknown_is_said_in_one_line(arguments, said, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["explain", *arguments]) == 2
    printed = capsys.readouterr()
    assert printed.err.startswith(said)
    assert printed.err.count("\n") == 1
    assert printed.out == ""


def test_predictions_that_do_not_fit_are_listed(files, tmp_path, capsys):
    save_articles([replace(GOLD, id="news/9")], tmp_path / "other.jsonl")
    assert main(["explain", files[0], str(tmp_path / "other.jsonl")]) == 2
    assert "predicted article 'news/9': is not in gold" in capsys.readouterr().err
