"""Predictions of any system: offsets, words or both, what is wrong with each event, and what of it can be counted."""

from __future__ import annotations

import gzip
import hashlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actbank.formats import load_predictions, read_predictions, save_articles
from actbank.formats.jsonl import dump_line
from actbank.formats.predictions import read_lines, text_hash
from actbank.predicted import Predicted
from actbank.problems import ActBankError, DataError
from actbank.runs.predictions import write_predictions
from actbank.schema import Argument, Article, Event, Span
from strategies import articles, everything

TEXT = "Mali left the pact. Niger left, too. Mali said so."
GOLD = Article("a", TEXT, events=())


def read(*rows, gold=GOLD):
    """The predictions of rows of JSON, and what is wrong with whole lines."""
    problems = []
    lines = [(f"p.jsonl:{n}", (r if isinstance(r, str) else json.dumps(r)).encode()) for n, r in enumerate(rows, 1)]
    return list(read_lines(lines, [gold], problems)), [str(problem) for problem in problems]


def read_events(*events):
    ((predicted,), problems) = read({"id": "a", "events": list(events)})
    assert problems == []
    return predicted


def wrong(*events):
    return [str(problem) for misfit in read_events(*events).misfits for problem in misfit.problems]


def said(words, **more):
    return {"type": "WITHDRAW", "trigger": {"text": words}, **more}


# --- words


def test_words_get_the_offsets_of_the_gold_text():
    first = said(
        "left", id="e1", arguments=[{"role": "actor", "text": "mali"}, {"role": "target", "text": "the  Pact"}]
    )
    second = said("left", id="e2", arguments=[{"role": "actor", "text": "Niger"}], cues=[{"text": "too"}], score=0.5)
    third = {"id": "e3", "type": "STATE", "trigger": {"text": "said"}, "polarity": "positive"}
    third["arguments"] = [{"role": "actor", "text": "Mali"}, {"role": "content", "event": "e1"}]
    predicted = read_events(first, second, third)
    # by hand; the offsets are those that `grep -bo WORD` prints for TEXT
    assert predicted.events == (
        Event("e1", "WITHDRAW", Span(5, 9), (Argument("actor", Span(0, 4)), Argument("target", Span(10, 18)))),
        Event("e2", "WITHDRAW", Span(26, 30), (Argument("actor", Span(20, 25)),), cues=(Span(32, 35),)),
        Event(
            "e3",
            "STATE",
            Span(42, 46),
            (Argument("actor", Span(37, 41)), Argument("content", event="e1")),
            "positive",
        ),
    )
    assert [event.score for event in predicted.events] == [None, 0.5, None]
    assert (predicted.expressions, predicted.absent, predicted.invented) == (8, 0, ())


def test_offsets_hold_their_place_whatever_the_order():
    spanned = {"type": "WITHDRAW", "trigger": {"span": [5, 9]}}
    assert [event.trigger for event in read_events(said("left"), spanned).events] == [Span(26, 30), Span(5, 9)]


def test_words_that_the_text_does_not_have_stand_after_it():
    event = said("quit", arguments=[{"role": "actor", "text": "Mali"}, {"role": "target", "text": "Ostia"}])
    predicted = read_events(event)
    assert predicted.invented == ("quit", "Ostia")
    assert (predicted.expressions, predicted.absent) == (3, 2)
    (found,) = predicted.events
    longer = "\n".join((TEXT, *predicted.invented))
    assert found.trigger.of(longer) == "quit"
    assert [argument.span.of(longer) for argument in found.arguments] == ["Mali", "Ostia"]
    assert found.arguments[0].span == Span(0, 4)  # the first, for the trigger is nowhere


def test_pieces_are_found_one_behind_the_other():
    pieces = [{"text": "Mali"}, {"text": "Mali"}]
    event = said("said", arguments=[{"role": "actor", "pieces": pieces}], extent=[{"text": "left"}, {"text": "so"}])
    (found,) = read_events({**event, "trigger": {"span": [5, 9]}}).events
    assert found.arguments[0].pieces == (Span(0, 4), Span(37, 41))
    assert found.extent == (Span(5, 9), Span(47, 49))


def test_pieces_in_another_order_are_one_expression_after_the_text():
    event = said("left", arguments=[{"role": "actor", "pieces": [{"text": "so"}, {"text": "Niger"}]}])
    predicted = read_events(event)
    assert predicted.invented == ("so Niger",)
    assert predicted.events[0].arguments == (Argument("actor", Span(51, 59)),)
    assert (predicted.expressions, predicted.absent) == (3, 0)  # its words are there


def test_events_without_ids_get_free_ones():
    named = [event.id for event in read_events(said("left"), said("said", id="p1"), said("so"), said("too")).events]
    assert named == ["p1_", "p1", "p3", "p4"]


# --- whole articles and stored predictions


@settings(max_examples=40, deadline=None, derandomize=True)
@given(articles(free=True))
def test_a_whole_article_is_its_own_prediction(article):
    (predicted,), problems = read(dump_line(article).decode(), gold=article)
    assert problems == []
    expected = Predicted(article.id, article.events, article.text, "p.jsonl:1")
    assert everything(predicted) == everything(expected)


def words_alone(value):
    """A JSON value without spans beside words."""
    if isinstance(value, list):
        return [words_alone(item) for item in value]
    if isinstance(value, dict):
        return {key: words_alone(item) for key, item in value.items() if key != "span" or "text" not in value}
    return value


@settings(max_examples=40, deadline=None, derandomize=True)
@given(articles())
def test_words_alone_read_the_same_wherever_they_are_found(article):
    row = json.loads(dump_line(article))
    row["events"] = words_alone(row["events"] or [])
    (predicted,), problems = read(row, gold=article)
    assert problems == []
    longer = "\n".join((article.text, *predicted.invented))
    wanted = {event.id: event for event in article.events or ()}
    assert len(predicted.events) + len(predicted.misfits) == len(wanted)
    for event in predicted.events:
        before = wanted[event.id]
        assert (event.type, event.polarity, event.modality) == (before.type, before.polarity, before.modality)
        if before.trigger:
            assert same_words(event.trigger.of(longer), before.trigger.of(article.text))
    for misfit in predicted.misfits:  # blank expressions only: nobody can look for these
        assert {problem.what.partition(" has ")[2] for problem in misfit.problems} == {"neither span nor words"}


def same_words(one, other):
    return one.strip() == other.strip() or one.upper().split() == other.upper().split()


def test_stored_predictions_are_read_against_the_text_they_are_about(tmp_path):
    events = (Event("e1", "WITHDRAW", Span(5, 9), (Argument("actor", Span(0, 4)),), score=0.25),)
    write_predictions(tmp_path / "p.jsonl.gz", [GOLD], {"a": events})
    (found,) = load_predictions(tmp_path / "p.jsonl.gz", [GOLD])
    assert everything(found) == everything(Predicted("a", events, where=found.where))
    (other,) = load_predictions(tmp_path / "p.jsonl.gz", [Article("a", "Another text.", events=())])
    assert other.events == ()
    (misfit,) = other.misfits
    stored, now = (hashlib.sha256(text.encode()).hexdigest() for text in (TEXT, "Another text."))
    assert [str(problem) for problem in misfit.problems] == [
        f"{tmp_path.as_posix()}/p.jsonl.gz:1: predicted article 'a': is about a text with the SHA-256 {stored}, "
        f"expected that of the gold text, {now}"
    ]
    assert [(event.type, len(event.arguments)) for event in misfit.events] == [("WITHDRAW", 1)]
    assert text_hash(TEXT) == stored


def test_other_formats_hold_whole_articles(tmp_path):
    predicted = GOLD.with_events([Event("e1", "WITHDRAW", Span(5, 9))])
    save_articles([predicted], tmp_path / "brat", "brat")
    assert load_predictions(tmp_path / "brat", [GOLD]) == [Predicted("a", predicted.events, TEXT)]
    save_articles([predicted], tmp_path / "p.data", "jsonl")
    (found,) = load_predictions(tmp_path / "p.data", [GOLD], format="jsonl")
    assert found.events == predicted.events


def test_a_folder_and_odd_bytes(tmp_path):
    row = json.dumps({"id": "a", "events": []}).encode()
    (tmp_path / "one.jsonl").write_bytes(b"\xef\xbb\xbf" + row + b"\r\n\n" + row)
    (tmp_path / "two.jsonl.gz").write_bytes(gzip.compress(row))
    found = load_predictions(tmp_path, [GOLD])
    assert [predicted.where.removeprefix(f"{tmp_path.as_posix()}/") for predicted in found] == [
        *("one.jsonl:1", "one.jsonl:3"),
        "two.jsonl.gz:1",
    ]


# --- what is wrong


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("{", "p.jsonl:1: Input data was truncated, expected one JSON object in UTF-8"),
        ('{"events": []}', "p.jsonl:1: no key 'id', expected keys "),
        ('{"id": 7, "events": []}', "p.jsonl:1: id: got `int`, expected `str`"),
        ('{"id": "a", "event": []}', "p.jsonl:1: unknown key 'event', expected one of id, events, "),
        ('{"id": "a", "events": {}}', "p.jsonl:1: events: got `object`, expected `array | null`"),
        ('{"id": "a", "events": [' + "[" * 9000 + "]" * 9000 + "]}", "p.jsonl:1: lists within lists without end"),
    ],
)
def test_a_line_that_is_no_article(line, expected):
    found, (problem,) = read(line)
    assert found == []
    assert problem.startswith(expected)


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ({"type": "X", "trigger": {"span": [5, 99]}}, ["trigger (5, 99), expected end <= 50"]),
        ({"type": "X", "trigger": {"span": [9, 5]}}, ["trigger (9, 5), expected 0 <= start < end"]),
        (
            {"type": "X", "trigger": {"span": [4, 8], "text": "left"}},
            ["trigger (4, 8) reads ' lef', expected 'left', nearest (5, 9)"],
        ),
        (said("  "), ['trigger has neither span nor words, expected "span" or "text"']),
        (said("left", cues=[{}]), ['cue has neither span nor words, expected "span" or "text"']),
        (
            said("left", polarity="positiv", arguments=[{"role": "actor", "span": [0, 51]}]),
            [
                "actor (0, 51), expected end <= 50",
                "polarity 'positiv', expected one of positive, negative, nearest positive",
            ],
        ),
        (
            said("left", modality="real", arguments=[{"role": "content", "event": "p2"}]),
            [
                "modality 'real', expected one of actual, planned, demanded, threatened, possible, conditional, ",
                "content refers to event 'p2', expected an event of the article, nearest p1",
            ],
        ),
        (said("left", arguments=[{"role": "actor"}]), ["argument 'actor': has no filler, expected "]),
        (
            said("left", arguments=[{"role": "actor", "text": "Mali", "event": "p1"}]),
            ["argument 'actor': has a span and an event, expected one filler"],
        ),
        (said("left", arguments=[{"rol": "actor"}]), ["arguments[0]: unknown key 'rol', expected one of role, "]),
        (said("left", score="high"), ["score: Invalid enum value 'high'"]),
        ("left", ["got `str`, expected `object`"]),
    ],
)
def test_an_event_that_cannot_be_read(event, expected):
    found = wrong(event)
    assert len(found) == len(expected)
    for problem, start in zip(found, expected, strict=True):
        place, _, what = problem.partition("event 'p1': ")
        assert place == "p.jsonl:1: predicted article 'a', "
        assert what.startswith(start)


def test_one_wrong_event_leaves_the_others_alone():
    predicted = read_events(said("left"), {"type": "X", "trigger": {"span": [5, 99]}}, said("left"))
    assert [event.trigger for event in predicted.events] == [Span(5, 9), Span(26, 30)]
    assert [event.id for misfit in predicted.misfits for event in misfit.events] == ["p2"]


def test_numbers_that_json_does_not_have():
    argument = '{"role": "r", "text": "so", "score": -Infinity}'
    ((predicted,), problems) = read(
        f'{{"id": "a", "events": [{{"type": "X", "score": NaN, "arguments": [{argument}]}}]}}'
    )
    assert (problems, predicted.misfits) == ([], ())
    (event,) = predicted.events
    assert str(event.score) == "nan"
    assert event.arguments[0].score == float("-inf")


def test_articles_that_are_none_of_gold_are_not_looked_into():
    found, problems = read({"id": "b", "events": [said("left")]}, {"id": "a", "text": "Mali", "events": [said("left")]})
    assert problems == []
    assert [(one.id, one.text, one.misfits, len(one.events)) for one in found] == [
        ("b", "", (), 1),
        ("a", "Mali", (), 1),
    ]
    assert [read({"id": "a", "events": given})[0][0].events for given in (None, [])] == [None, ()]


def test_what_can_be_counted_of_an_event_is_counted():
    event = {
        "id": "e 1",
        "type": "ATTACK",
        "trigger": "hit",
        "polarity": "positive",
        "modality": "actual",
        "score": 0.75,
        "arguments": [
            {"role": "actor", "text": "Mali", "score": 0.5},
            {"role": "actor", "text": "Mali"},
            {"role": "target", "event": "p2"},
            {"role": "place", "entity": "x"},
            {"text": "there"},
            "then",
        ],
    }
    (misfit,) = read_events(event).misfits
    (shell,) = misfit.events
    assert (shell.id, shell.type, shell.score, shell.occurred) == ("p1", "ATTACK", 0.75, True)
    assert shell.trigger is not None
    assert sorted(argument.role for argument in shell.arguments) == ["?", "?", "actor", "actor", "place", "target"]
    assert [argument.score for argument in shell.fillers("actor")] == [0.5, None]
    # equal fillers are at one place, all others and the trigger apart
    spans = [argument.span for argument in shell.arguments if argument.span]
    assert len(set(spans)) == 4
    assert shell.trigger not in spans
    assert shell.fillers("place")[0].entity == "x"


@pytest.mark.parametrize("value", [None, 7, [], {}, {"type": 3, "trigger": None, "arguments": 5, "score": True}])
def test_of_no_event_at_all_one_without_parts_is_left(value):
    (misfit,) = read_events(value).misfits
    assert misfit.events == (Event("p1", "?"),)
    assert misfit.events[0].score is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "trigger", "arguments", "span", "text", "role", "score"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.lists(JSON, max_size=3))
def test_any_json_is_read_and_every_event_is_kept_or_set_aside(values):
    ((predicted,), problems) = read({"id": "a", "events": values})
    assert problems == []
    assert len(predicted.events) + len(predicted.misfits) == len(values)
    assert all(misfit.problems and len(misfit.events) == 1 for misfit in predicted.misfits)


def test_files_that_are_not_there_or_broken(tmp_path):
    with pytest.raises(ActBankError, match=r"none\.jsonl: no such file or folder"):
        load_predictions(tmp_path / "none.jsonl", [GOLD])
    (tmp_path / "p.jsonl.gz").write_bytes(gzip.compress(b"{}")[:-9])
    (tmp_path / "q.jsonl").write_bytes(b"[]\n{}\n")
    with pytest.raises(DataError) as caught:
        load_predictions(tmp_path, [GOLD])
    assert [
        str(problem).removeprefix(f"{tmp_path.as_posix()}/").partition(", ")[0] for problem in caught.value.problems
    ] == [
        "p.jsonl.gz:1: Compressed file ended before the end-of-stream marker was reached",
        "q.jsonl:1: got `array`",
        "q.jsonl:2: no key 'id'",
    ]
    (tmp_path / "none").mkdir()
    problems = []
    assert list(read_predictions(tmp_path / "none", [GOLD], problems, format="jsonl")) == []
    assert [problem.what for problem in problems] == ["holds no article"]
    with pytest.raises(ActBankError, match="no ending tells the format"):
        load_predictions(tmp_path / "none", [GOLD])
