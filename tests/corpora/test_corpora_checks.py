"""Soundness of articles: what reads well and fits the ontology can still say things twice."""

from pathlib import Path

import pytest

from actbank.corpora.checks import check_path, doubled_events, doubled_ids
from actbank.formats import save_articles
from actbank.ontology import Ontology
from actbank.problems import ActBankError, Findings
from actbank.schema import Article, Event, Span

ONTOLOGY = Ontology.from_dict({"name": "tiny", "version": 1, "roles": {}, "types": {"JOIN": {}, "LEAVE": {}}})
TEXT = "Mali left. Niger left."


def article(*events: Event, name: str = "a") -> Article:
    return Article(name, TEXT, events=events)


@pytest.mark.parametrize(
    ("events", "problems"),
    [
        ([Event("e1", "LEAVE", Span(5, 9)), Event("e2", "LEAVE", Span(17, 21))], []),
        ([Event("e1", "LEAVE", Span(5, 9)), Event("e2", "JOIN", Span(5, 9))], []),  # two acts in one word
        ([Event("e1", "LEAVE"), Event("e2", "LEAVE")], []),  # nothing to tell them apart by
        ([Event("e1", "LEAVE", Span(5, 9)), Event("e2", "LEAVE", Span(5, 9), subtype="x")],
         ["article 'a', event 'e2': repeats the type and trigger of 'e1', expected one event a trigger and type"]),
        ([Event(name, "LEAVE", Span(5, 9)) for name in ("e1", "e2", "e3")],
         ["article 'a', event 'e2': repeats the type and trigger of 'e1', expected one event a trigger and type",
          "article 'a', event 'e3': repeats the type and trigger of 'e2', expected one event a trigger and type"]),
    ],
)  # fmt: skip
def test_events_that_repeat_another(events, problems):
    assert [str(problem) for problem in doubled_events(article(*events), Findings())] == problems


def test_article_ids_that_come_again():
    found = doubled_ids([article(name=name) for name in ("a", "b", "a", "c", "a")])
    assert [str(problem) for problem in found] == ["article 'a': comes twice, expected unique article ids"] * 2


def test_every_format_is_checked_with_its_places(tmp_path):
    wrong = [article(Event("e1", "LEAVE", Span(5, 9)), Event("e2", "LEVE", Span(17, 21)))]
    places = {}
    for name in ("authoring", "jsonl", "brat"):
        path = tmp_path / name if name != "jsonl" else tmp_path / "a.jsonl"
        save_articles(wrong, path, name)
        found, problems = check_path(path, ONTOLOGY, name)
        assert found == wrong
        assert [(p.what, p.nearest) for p in problems] == [("unknown event type 'LEVE'", "LEAVE")]
        places[name] = problems[0].where.removeprefix(f"{tmp_path.as_posix()}/")
    assert places == {
        "authoring": "authoring/a.evt:6: article 'a', event 'e2'",
        "jsonl": "a.jsonl:1: article 'a', event 'e2'",
        "brat": "brat/a.ann:4: article 'a', event 'e2'",
    }


def test_a_path_that_is_not_there():
    with pytest.raises(ActBankError) as caught:
        check_path(Path("no/such"), ONTOLOGY)
    assert str(caught.value) == "no/such: no such file or folder"
