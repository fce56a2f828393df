"""Problems as text, and the lists that collect them."""

import pickle

import pytest

from actbank.problems import ActBankError, DataError, Findings, Problem, UnknownName, nearest, unknown_name


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        (Problem("a.evt:3", "no id"), "a.evt:3: no id"),
        (Problem("a.evt:3", "no id", "an id line"), "a.evt:3: no id, expected an id line"),
        (Problem("a.evt:3", "type 'JION'", nearest="JOIN"), "a.evt:3: type 'JION', nearest JOIN"),
        (Problem("a", "b", "c", "d"), "a: b, expected c, nearest d"),
    ],
)
def test_a_problem_is_one_sentence(problem, text):
    assert str(problem) == text


@pytest.mark.parametrize(
    ("problems", "text"),
    [
        ([], "0 problems found"),
        ([Problem("a", "b")], "1 problem found\na: b"),
        ([Problem("a", "b"), Problem("c", "d", "e")], "2 problems found\na: b\nc: d, expected e"),
    ],
)
def test_a_data_error_says_all_of_its_problems(problems, text):
    error = DataError(iter(problems))
    assert isinstance(error, ActBankError)
    assert error.problems == tuple(problems)
    assert str(error) == text


@pytest.mark.parametrize(
    ("name", "names", "close"),
    [
        ("JION", ("JOIN", "LEAVE"), "JOIN"),
        ("jion", ("JOIN", "LEAVE"), "JOIN"),  # case does not count
        ("authorng", ("authoring", "brat"), "authoring"),
        ("e3", ("e2", "e1"), "e2"),  # a tie goes to the name that sorts last, whatever the order
        ("e3", ("e1", "e2"), "e2"),
        ("e11", ("E1", "e1"), "e1"),
        ("e11", ("e1", "E1"), "e1"),
        ("zzz", ("JOIN", "LEAVE"), ""),
        ("JOIN", (), ""),
        ("abcdefgh", ("abcd",), "abcd"),  # by hand: ratio 2 * 4 / 12 = 0.67
        ("abcdefgh", ("ab",), ""),  # by hand: ratio 2 * 2 / 10 = 0.4, below 0.5
    ],
)
def test_nearest(name, names, close):
    assert nearest(name, iter(names)) == close


@pytest.mark.parametrize(
    ("name", "where", "text"),
    [
        ("brta", "", "unknown format 'brta'; did you mean 'brat'? Known: brat, jsonl"),
        ("xml", "", "unknown format 'xml'. Known: brat, jsonl"),
        ("brta", "a.yaml", "a.yaml: unknown format 'brta'; did you mean 'brat'? Known: brat, jsonl"),
    ],
)
def test_an_unknown_name_names_the_nearest_and_all(name, where, text):
    error = unknown_name("format", name, ["jsonl", "brat"], where)
    assert isinstance(error, UnknownName) and isinstance(error, ActBankError) and isinstance(error, LookupError)
    assert str(error) == text


def test_findings_are_a_list():
    findings = Findings([Problem("a", "b")])
    findings.append(Problem("c", "d"))
    findings += [Problem("e", "f")]
    assert isinstance(findings, Findings)
    assert findings == [Problem("a", "b"), Problem("c", "d"), Problem("e", "f")]


def test_findings_tell_the_place_of_an_event_or_else_of_its_article():
    findings = Findings()
    findings.remember("a", "a.evt")
    findings.remember("a", "a.evt:7", "e1")
    assert findings.place("a") == "a.evt: article 'a'"
    assert findings.place("a", "e1") == "a.evt:7: article 'a', event 'e1'"
    assert findings.place("a", "e2") == "a.evt: article 'a', event 'e2'"
    assert findings.place("b") == "article 'b'"
    assert findings.place("b", "e1") == "article 'b', event 'e1'"


def test_a_problem_is_a_value():
    problem = Problem("a", "b", "c", "d")
    assert pickle.loads(pickle.dumps(problem)) == problem
    with pytest.raises(AttributeError):
        problem.where = "x"
