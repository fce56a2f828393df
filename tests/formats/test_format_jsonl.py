"""jsonl: the exact bytes of one article, exact round trips, and the text of every problem."""

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actbank.formats.jsonl import read, write
from actbank.problems import DataError, Problem
from actbank.schema import Argument, Article, Entity, Event, Span
from strategies import articles, corpora, everything

TEXT = "Norland joined the League on Monday; Southland said it would turn the offer down."
ARTICLE = Article(
    id="wire/1",
    text=TEXT,
    date="2019-05-14",
    title="Norland \u2192 League",
    entities=(Entity("nor", "Norland", country="NOR"), Entity("lea", "The League")),
    metadata={"topic": "alliances", "region": "Europe"},
    events=(
        Event(
            "e1",
            "JOIN",
            Span(8, 14),
            (
                Argument("actor", Span(0, 7), entity="nor", score=0.5),
                Argument("time", Span(26, 35), value="2019-05-13"),
                Argument("target", entity="lea"),
            ),
            "positive",
            "actual",
            subtype="accede",
        ),
        Event("e2", "STATE", Span(47, 51), (Argument("content", event="e3"),), score=0.25),
        Event(
            "e3",
            "REJECT",
            Span(61, 65),
            (Argument("object", Span(66, 69), pieces=(Span(66, 69), Span(70, 75))),),
            modality="planned",
            extent=(Span(61, 65), Span(76, 80)),
            cues=(Span(55, 60),),
            instance="refusal",
            anaphoric=True,
        ),
    ),
)
# Written by hand; the offsets are those that `grep -bo WORD` prints for TEXT.
LINE = (
    '{"id":"wire/1","date":"2019-05-14","title":"Norland \u2192 League",'
    '"metadata":{"region":"Europe","topic":"alliances"},'
    '"text":"Norland joined the League on Monday; Southland said it would turn the offer down.",'
    '"entities":[{"id":"nor","name":"Norland","country":"NOR"},{"id":"lea","name":"The League"}],'
    '"events":['
    '{"id":"e1","type":"JOIN","subtype":"accede","trigger":{"span":[8,14],"text":"joined"},'
    '"polarity":"positive","modality":"actual","arguments":['
    '{"role":"actor","span":[0,7],"text":"Norland","entity":"nor","score":0.5},'
    '{"role":"time","span":[26,35],"text":"on Monday","value":"2019-05-13"},'
    '{"role":"target","entity":"lea"}]},'
    '{"id":"e2","type":"STATE","trigger":{"span":[47,51],"text":"said"},'
    '"arguments":[{"role":"content","event":"e3"}],"score":0.25},'
    '{"id":"e3","type":"REJECT","trigger":{"span":[61,65],"text":"turn"},"modality":"planned",'
    '"anaphoric":true,"instance":"refusal",'
    '"arguments":[{"role":"object","span":[66,69],"text":"the",'
    '"pieces":[{"span":[66,69],"text":"the"},{"span":[70,75],"text":"offer"}]}],'
    '"extent":[{"span":[61,65],"text":"turn"},{"span":[76,80],"text":"down"}],'
    '"cues":[{"span":[55,60],"text":"would"}]}]}\n'
)


def read_all(path: Path) -> tuple[list[Article], list[Problem]]:
    problems: list[Problem] = []
    return list(read(path, problems)), problems


def test_the_bytes_of_an_article(tmp_path):
    write([ARTICLE], tmp_path / "a.jsonl")
    assert (tmp_path / "a.jsonl").read_bytes().decode() == LINE


def test_reading_the_bytes_gives_the_article(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(LINE.encode())
    assert [everything(article) for article in read_all(tmp_path / "a.jsonl")[0]] == [everything(ARTICLE)]


@pytest.mark.parametrize(
    ("events", "written"),
    [(None, '{"id":"a","text":"x","events":null}\n'), ((), '{"id":"a","text":"x","events":[]}\n')],
)
def test_not_annotated_is_not_annotated_and_empty(tmp_path, events, written):
    path = tmp_path / "a.jsonl"
    write([Article("a", "x", events=events)], path)
    assert path.read_text(encoding="utf-8") == written
    assert read_all(path)[0][0].events == events


def test_an_article_without_the_key_events_is_not_annotated(tmp_path):
    (tmp_path / "a.json").write_text('{"id": "a", "text": "x"}', encoding="utf-8")
    assert read_all(tmp_path / "a.json") == ([Article("a", "x")], [])


def test_words_may_be_left_out(tmp_path):
    row = {"id": "a", "text": "He left.", "events": [{"id": "e", "type": "X", "trigger": {"span": [3, 7]}}]}
    (tmp_path / "a.jsonl").write_text(json.dumps(row), encoding="utf-8")
    assert read_all(tmp_path / "a.jsonl")[0][0].event("e").trigger == Span(3, 7)


def test_blank_lines_crlf_and_a_byte_order_mark_are_skipped(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(b'\xef\xbb\xbf{"id":"a","text":"x"}\r\n\r\n{"id":"b","text":"y"}\r\n')
    assert read_all(tmp_path / "a.jsonl") == ([Article("a", "x"), Article("b", "y")], [])


def test_packed_bytes_are_the_same_each_time_and_hold_the_plain_ones(tmp_path):
    for name in ("a.jsonl.gz", "b.jsonl.gz"):
        write([ARTICLE, ARTICLE], tmp_path / "deep" / name)
    packed = (tmp_path / "deep" / "a.jsonl.gz").read_bytes()
    assert packed == (tmp_path / "deep" / "b.jsonl.gz").read_bytes()
    assert packed[3:8] == bytes(5), "no name and no time in the header (RFC 1952: FLG, MTIME)"
    assert gzip.decompress(packed).decode() == LINE * 2
    assert read_all(tmp_path / "deep" / "a.jsonl.gz") == ([ARTICLE, ARTICLE], [])


def test_a_folder_is_read_in_the_order_of_its_files(tmp_path):
    write([Article("c", "x")], tmp_path / "b.jsonl")
    write([Article("b", "x")], tmp_path / "a" / "z.jsonl.gz")
    (tmp_path / "notes.json").write_text("{}", encoding="utf-8")
    assert [article.id for article in read_all(tmp_path)[0]] == ["b", "c"]


def test_reading_is_lazy(tmp_path):
    (tmp_path / "a.jsonl").write_text(LINE + "broken\n", encoding="utf-8")
    problems: list[Problem] = []
    assert next(read(tmp_path / "a.jsonl", problems)) == ARTICLE
    assert problems == []


@settings(max_examples=150, deadline=None, derandomize=True)
@given(drawn=corpora(free=True))
def test_round_trip_is_exact(tmp_path_factory, drawn):
    path = tmp_path_factory.getbasetemp() / "round.jsonl"
    write(drawn, path)
    again, problems = read_all(path)
    assert problems == []
    assert [everything(article) for article in again] == [everything(article) for article in drawn]
    first = path.read_bytes()
    write(again, path)
    assert path.read_bytes() == first


@settings(max_examples=100, deadline=None, derandomize=True)
@given(article=articles())
def test_the_json_module_finds_the_words_at_the_offsets(tmp_path_factory, article):
    path = tmp_path_factory.getbasetemp() / "slices.jsonl"
    write([article], path)
    row = json.loads(path.read_bytes())
    spans = list(_spans_in(row["events"]))
    assert all(row["text"][start:end] == words for (start, end), words in spans)
    events = article.events or ()
    assert len(spans) == sum(
        (event.trigger is not None)
        + len(event.extent)
        + len(event.cues)
        + sum((argument.span is not None) + len(argument.pieces) for argument in event.arguments)
        for event in events
    )
    assert None not in [value for key, value in row.items() if key != "events"]


def _spans_in(value):
    if isinstance(value, list):
        for item in value:
            yield from _spans_in(item)
    elif isinstance(value, dict):
        if "span" in value:
            yield value["span"], value["text"]
        for item in value.values():
            yield from _spans_in(item)


def event_line(**event: object) -> str:
    return json.dumps({"id": "a", "text": "He left. She left.", "events": [{"id": "e1", "type": "X", **event}]})


PROBLEMS = [
    ("{", "F:1: Input data was truncated, expected one JSON object in UTF-8"),
    ("x", "F:1: JSON is malformed: invalid character (byte 0), expected one JSON object in UTF-8"),
    ("[]", "F:1: got `array`, expected `object`"),
    ('{"id": "a"}', "F:1: no key 'text', expected keys " + (
        "id, date, lang, source, title, story, metadata, text, entities, events")),
    ('{"id": "a", "text": "x", "evnts": []}', "F:1: unknown key 'evnts', expected one of " + (
        "id, date, lang, source, title, story, metadata, text, entities, events, nearest events")),
    ('{"id": "a", "text": "x", "events": 1}', "F:1: events: got `int`, expected `array | null`"),
    ('{"id": "a", "text": "x", "events": [{"id": "e", "type": "X", "score": 1e999}]}',
     "F:1: events[0].score: Number out of range"),
    (event_line(triger=[1, 2]), "F:1: events[0]: unknown key 'triger', expected one of id, type, subtype, trigger, " + (
        "polarity, modality, anaphoric, instance, arguments, extent, cues, score, polarity_score, modality_score, "
        "nearest trigger")),
    (event_line(trigger={"span": [3]}), "F:1: events[0].trigger.span: got another value, expected `array` of length 2"),
    (event_line(cues=[{"span": [0, 2]}, {"span": [0, True]}]),
     "F:1: events[0].cues[1].span[1]: got `bool`, expected `int`"),
    (event_line(arguments=[{"roll": "actor"}]), "F:1: events[0].arguments[0]: unknown key 'roll', expected one of " + (
        "role, span, text, pieces, event, entity, value, score, nearest role")),
    (event_line(trigger={"span": [9, 13], "text": "left"}),
     "F:1: event 'e1': trigger (9, 13) reads 'She ', expected 'left', nearest (13, 17)"),
    (event_line(trigger={"span": [9, 13], "text": "stayed"}),
     "F:1: event 'e1': trigger (9, 13) reads 'She ', expected 'stayed'"),
    (event_line(trigger={"span": [16, 20], "text": "left"}),
     "F:1: event 'e1': trigger (16, 20), expected end <= 18, nearest (13, 17)"),
    (event_line(trigger={"span": [7, 3], "text": "left"}),
     "F:1: event 'e1': trigger (7, 3), expected 0 <= start < end, nearest (3, 7)"),
    (event_line(trigger={"span": [16, 20]}), "F:1: event 'e1': trigger (16, 20), expected end <= 18"),
    (event_line(arguments=[{"role": "actor", "text": "She"}]),
     "F:1: event 'e1': actor reads 'She' and has no span, expected a span, nearest (9, 12)"),
    (event_line(arguments=[{"role": "actor", "span": [0, 2], "pieces": [{"span": [0, 2], "text": "Hi"}]}]),
     "F:1: event 'e1': actor (0, 2) reads 'He', expected 'Hi'"),
    (event_line(arguments=[{"role": "actor"}]),
     "F:1: event 'e1': argument 'actor': has no filler, expected a span, an event id or an entity id"),
    (event_line(arguments=[{"role": "actor", "event": "e2"}]),
     "F:1: article 'a', event 'e1': actor refers to event 'e2', expected an event of the article, nearest e1"),
    (event_line(polarity="positiv"),
     "F:1: event 'e1': polarity 'positiv', expected one of positive, negative, nearest positive"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "expected"), PROBLEMS)
def test_every_problem_has_its_place_and_the_nearest_answer(tmp_path, line, expected):
    path = tmp_path / "bad.jsonl"
    path.write_text(line, encoding="utf-8")
    found, problems = read_all(path)
    assert found == []
    assert [str(problem) for problem in problems] == [expected.replace("F:", f"{path.as_posix()}:", 1)]


def test_all_problems_of_all_lines_are_collected_and_the_good_lines_read(tmp_path):
    path = tmp_path / "mixed.jsonl"
    wrong = event_line(trigger={"span": [0, 2], "text": "She"}, cues=[{"span": [2, 2]}], arguments=[{"role": "x"}])
    path.write_bytes("\n".join(['{"id":"a","text":"x"}', wrong, "", "{", '{"id":"b","text":"y"}', ""]).encode())
    found, problems = read_all(path)
    assert [article.id for article in found] == ["a", "b"]
    assert [str(problem).removeprefix(path.as_posix()) for problem in problems] == [
        ":2: event 'e1': trigger (0, 2) reads 'He', expected 'She', nearest (9, 12)",
        ":2: event 'e1': cue (2, 2), expected 0 <= start < end",
        ":2: event 'e1': argument 'x': has no filler, expected a span, an event id or an entity id",
        ":4: Input data was truncated, expected one JSON object in UTF-8",
    ]


@settings(max_examples=100, deadline=None, derandomize=True)
@given(article=articles(free=True), data=st.data())
def test_damaged_lines_are_problems_or_articles_and_never_anything_else(tmp_path_factory, article, data):
    path = tmp_path_factory.getbasetemp() / "damaged.jsonl"
    write([article], path)
    line = path.read_bytes()[:-1]
    at = data.draw(st.integers(0, len(line)))
    added = data.draw(st.sampled_from(['"', "{", "[", "]", ",", "0", "-1", "null", "\\", "\x00", "\ud7ff"]))
    path.write_bytes(line[:at] + added.encode() + line[at + data.draw(st.integers(0, 3)) :])
    found, problems = read_all(path)
    assert len(found) + len(problems) >= 1
    assert not found or not problems
    assert all(str(problem).startswith(f"{path.as_posix()}:1: ") for problem in problems)


def test_bytes_that_are_not_utf8_and_broken_gzip_are_problems(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(b'{"id":"a","text":"\xff"}')
    whole = gzip.compress((LINE * 200).encode(), mtime=0)
    (tmp_path / "b.jsonl.gz").write_bytes(whole[:-20])
    (tmp_path / "c.jsonl.gz").write_bytes(b"plain")
    problems = read_all(tmp_path)[1]
    assert [str(problem).removeprefix(f"{tmp_path.as_posix()}/") for problem in problems][0::2] == [
        "a.jsonl:1: 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte, "
        "expected one JSON object in UTF-8",
        "c.jsonl.gz:1: Not a gzipped file (b'pl'), expected a whole gzip file",
    ]
    assert problems[1].expected == "a whole gzip file"


def test_a_folder_or_file_that_is_not_there_is_a_problem(tmp_path):
    assert [str(problem) for problem in read_all(tmp_path)[1]] == [
        f"{tmp_path.as_posix()}: holds no article, expected files ending in .jsonl or .jsonl.gz"
    ]
    assert [str(problem) for problem in read_all(tmp_path / "x.jsonl")[1]] == [
        f"{tmp_path.as_posix()}/x.jsonl: no such file, expected a file ending in .jsonl or .jsonl.gz"
    ]


def test_what_json_cannot_hold_is_refused_and_the_rest_written(tmp_path):
    scored = Article("n", "x", events=(Event("e", "X", Span(0, 1), score=float("nan")),))
    with pytest.raises(DataError) as caught:
        write([Article("s", "a\ud800b"), scored, Article("t", "x")], tmp_path / "a.jsonl")
    assert [str(problem) for problem in caught.value.problems] == [
        "article 's': lone surrogate '\\ud800' at 1 of 'a\\ud800b', expected code points that UTF-8 can hold",
        "article 'n', event 'e': score nan, expected a finite number",
    ]
    assert read_all(tmp_path / "a.jsonl") == ([Article("t", "x")], [])
