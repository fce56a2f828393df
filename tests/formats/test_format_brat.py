"""brat: files written by hand, exact round trips, every word at its offsets, and the text of every problem."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actbank.formats.brat import read, write
from actbank.formats.brat_lines import role_labels, roles_of_labels
from actbank.problems import DataError, Problem
from actbank.schema import Argument, Article, Entity, Event, Span
from strategies import corpora, everything

TEXT = "Norland turned the offer down.\nIts envoy denied that Southland had left on May 3."
#       0       8      15  19    25    31  35    41     48   53        63  67   72


def read_all(path: Path) -> tuple[list[Article], list[Problem]]:
    problems: list[Problem] = []
    return list(read(path, problems)), problems


def put(folder: Path, **files: str) -> Path:
    """Write ``NAME_ENDING="content"`` to ``NAME.ENDING`` and return the folder."""
    for name, content in files.items():
        file = folder / name.replace("_", ".")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode())
    return folder


def lines(*rows: str) -> str:
    return "".join(f"{row}\n" for row in rows)


ANNOTATED = lines(
    "T1\tREJECT 8 14;25 29\tturned down",
    "T2\tState 0 7\tNorland",
    "T3\tThing 19 24\toffer",
    "T4\tDENY 41 47\tdenied",
    "T5\tPerson 31 40\tIts envoy",
    "T6\tWITHDRAW 67 71\tleft",
    "T7\tState 53 62\tSouthland",
    "T8\tDate 75 80\tMay 3",
    "T9\tUnused 30 34\t Its",
    "E1\tREJECT:T1 actor:T2 object:T3",
    "E2\tDENY:T4 actor:T5 content:E3",
    "E3\tWITHDRAW:T6 actor:T7 time:T8",
    "A1\tPolarity E1 positive",
    "A2\tModality E3 unasserted",
    "M1\tAnaphoric E2",
    "A3\tSubtype E3 membership",
    "A4\tConfidence E1 high",
    "A5\tMood T2 calm",
    "N1\tReference T2 Wiki:77\tNorland",
    "*\tEquiv T2 T5",
    "#1\tAnnotatorNotes E1\tnot sure",
    "",
)
EVENTS = (
    Event(
        "E1",
        "REJECT",
        Span(8, 14),
        (Argument("actor", Span(0, 7)), Argument("object", Span(19, 24))),
        "positive",
        extent=(Span(8, 14), Span(25, 29)),
    ),
    Event(
        "E2", "DENY", Span(41, 47), (Argument("actor", Span(31, 40)), Argument("content", event="E3")), anaphoric=True
    ),
    Event(
        "E3",
        "WITHDRAW",
        Span(67, 71),
        (Argument("actor", Span(53, 62)), Argument("time", Span(75, 80))),
        modality="unasserted",
        subtype="membership",
    ),
)


def test_a_folder_written_by_hand(tmp_path):
    put(tmp_path / "wire" / "x", one_txt=TEXT, one_ann=ANNOTATED)
    put(tmp_path, none_txt="No file beside.", empty_txt="", empty_ann="")
    articles, problems = read_all(tmp_path)
    assert problems == []
    assert [everything(article) for article in articles] == [
        everything(Article("empty", "", events=())),
        everything(Article("none", "No file beside.")),
        everything(Article("wire/x/one", TEXT, events=EVENTS)),
    ]


@pytest.mark.parametrize("name", ["one.txt", "one.ann"])
def test_a_single_file_brings_the_one_beside_it(tmp_path, name):
    put(tmp_path, one_txt=TEXT, one_ann=ANNOTATED, other_txt="x")
    assert read_all(tmp_path / name) == ([Article("one", TEXT, events=EVENTS)], [])


def test_a1_and_a2_together_are_one_annotation(tmp_path):
    entities = lines("T1\tState 0 7\tNorland", "T2\tThing 19 24\toffer")
    events = lines("T3\tREJECT 8 14\tturned", "E1\tREJECT:T3 actor:T1 object:T2", "M1\tNegation E1")
    put(tmp_path, a_txt=TEXT, a_a1=entities, a_a2=events, b_txt=TEXT, b_a1=entities, c_txt=TEXT, c_a2="")
    expected = replace(EVENTS[0], polarity="unspecified", extent=())
    assert read_all(tmp_path) == (
        [Article("a", TEXT, events=(expected,)), Article("b", TEXT), Article("c", TEXT, events=())],
        [],
    )
    assert read_all(tmp_path / "a.a2") == ([Article("a", TEXT, events=(expected,))], [])


def test_offsets_are_code_points_of_the_file_as_it_stands(tmp_path):
    text = "\ufeff👩\u200d👧 e\u0301\r\nleft\rأعلن\x00."
    put(
        tmp_path,
        a_txt=text,
        a_ann=lines("T1\tX 8 12\tleft", "T2\tM 5 7\te\u0301", "T3\tM 13 17\tأعلن", "E1\tX:T1 a:T3"),
    )
    # by hand: BOM 0, woman 1, joiner 2, girl 3, space 4, e 5, accent 6, CR 7, LF 8, left 9-13, CR 13, Arabic 14-18
    wrong = read_all(tmp_path)[1]
    assert [problem.nearest for problem in wrong] == ["(9, 13)", "(14, 18)"]
    put(tmp_path, a_ann=lines("T1\tX 9 13\tleft", "T2\tM 5 9\te\u0301  ", "T3\tM 14 18\tأعلن", "E1\tX:T1 a:T3"))
    event = Event("E1", "X", Span(9, 13), (Argument("a", Span(14, 18)),))
    assert read_all(tmp_path) == ([Article("a", text, events=(event,))], [])


def test_annotation_files_with_crlf_and_byte_order_mark(tmp_path):
    put(tmp_path, a_txt=TEXT, a_ann="\ufeff" + ANNOTATED.replace("\n", "\r\n"))
    assert read_all(tmp_path) == ([Article("a", TEXT, events=EVENTS)], [])


def test_events_may_refer_to_each_other_in_a_circle(tmp_path):
    put(tmp_path, a_txt="ab", a_ann=lines("T1\tX 0 1\ta", "T2\tY 1 2\tb", "E1\tX:T1 of:E2", "E2\tY:T2 of:E1"))
    (article,) = read_all(tmp_path)[0]
    assert [event.arguments[0].event for event in article.events] == ["E2", "E1"]


@pytest.mark.parametrize(
    ("labels", "roles"),
    [
        (["object", "object2", "object3"], ["object", "object", "object"]),
        (["object2"], ["object2"]),
        (["object1", "object2"], ["object", "object"]),
        (["object2", "target2"], ["object2", "target2"]),
        (["a:b", "a:b2", "2"], ["a:b", "a:b", "2"]),
        ([], []),
    ],
)
def test_digits_are_numbering_only_beside_another_label_of_the_role(labels, roles):
    assert [roles_of_labels(labels)[label] for label in labels] == roles


def test_repeated_roles_are_numbered_from_two():
    assert role_labels(["object", "object", "target", "object"]) == ["object", "object2", "target", "object3"]
    assert role_labels(["object", "object2", "object"]) == ["object", "object2", "object3"]
    assert role_labels(["object", "object", "object2"]) == ["object", "object3", "object2"]


@settings(max_examples=200, deadline=None, derandomize=True)
@given(roles=st.lists(st.sampled_from(["a", "a2", "a3", "a22", "b:1", "b:", "1"]), max_size=6))
def test_labels_are_unique_and_mean_their_roles_or_are_told_apart(roles):
    labels = role_labels(roles)
    assert len(set(labels)) == len(roles)
    assert all(
        label == role or re.fullmatch(re.escape(role) + "[0-9]+", label)
        for label, role in zip(labels, roles, strict=True)
    )


WRITTEN = Article(
    "wire/one",
    TEXT,
    date="2019-05-14",
    entities=(Entity("nor", "Norland"),),
    metadata={"topic": "talks", "region": "north"},
    events=(
        Event(
            "e1",
            "REJECT",
            Span(8, 14),
            (
                Argument("actor", Span(0, 7), entity="nor"),
                Argument("object", Span(15, 18), pieces=(Span(15, 18), Span(19, 24))),
                Argument("object", Span(19, 24), score=0.5),
            ),
            "positive",
            extent=(Span(8, 14), Span(25, 29)),
            score=0.25,
        ),
        Event("s1", "STATE", None, (Argument("actor", Span(31, 40)), Argument("content", event="E1"))),
        Event(
            "E1",
            "DENY",
            Span(41, 47),
            (
                Argument("content", event="e1", value="v"),
                Argument("content", event="s1"),
                Argument("party2", entity="nor"),
                Argument("time2", Span(72, 80), value="05-03"),
            ),
            modality="actual",
            subtype="flat",
            cues=(Span(24, 35),),
            instance="d",
            anaphoric=True,
        ),
    ),
)
WRITTEN_ANN = lines(
    "T1\tREJECT 8 14;25 29\tturned down",
    "T2\tMention 0 7\tNorland",
    "T3\tMention 15 18;19 24\tthe offer",
    "T4\tMention 19 24\toffer",
    "T5\tDENY 41 47\tdenied",
    "T6\tMention 72 80\ton May 3",
    "E2\tREJECT:T1 actor:T2 object:T3 object2:T4",
    "E1\tDENY:T5 time2:T6 content:E2",
    "A1\tPolarity E2 positive",
    "A2\tModality E1 actual",
    "A3\tSubtype E1 flat",
    "A4\tAnaphoric E1",
    '#1\tActBank T2\t{"entity":"nor"}',
    '#2\tActBank T4\t{"score":0.5}',
    '#3\tActBank E2\t{"id":"e1","score":0.25}',
    '#4\tActBank T6\t{"value":"05-03"}',
    '#5\tActBank E1\t{"instance":"d","cues":[{"span":[24,35],"text":" down.\\nIts "}],'
    '"fillers":{"content":{"value":"v"}},"arguments":[{"role":"content","event":"s1"},{"role":"party2","entity":"nor"}]}',
)
WRITTEN_META = {
    "date": "2019-05-14",
    "metadata": {"region": "north", "topic": "talks"},
    "entities": [{"id": "nor", "name": "Norland"}],
    "untriggered": [
        {
            "id": "s1",
            "type": "STATE",
            "arguments": [
                {"role": "actor", "span": [31, 40], "text": "Its envoy"},
                {"role": "content", "event": "E1"},
            ],
        }
    ],
    "order": ["e1", "s1", "E1"],
}


def test_the_files_of_an_article(tmp_path):
    write([WRITTEN], tmp_path)
    assert sorted(file.relative_to(tmp_path).as_posix() for file in tmp_path.rglob("*.*")) == [
        "wire/one.ann",
        "wire/one.meta.json",
        "wire/one.txt",
    ]
    assert (tmp_path / "wire/one.txt").read_bytes() == TEXT.encode()
    assert (tmp_path / "wire/one.ann").read_bytes().decode() == WRITTEN_ANN
    meta = (tmp_path / "wire/one.meta.json").read_text(encoding="utf-8")
    assert json.loads(meta) == WRITTEN_META
    assert list(json.loads(meta)) == list(WRITTEN_META)
    assert [everything(article) for article in read_all(tmp_path)[0]] == [everything(WRITTEN)]


def test_writing_again_removes_what_the_article_no_longer_has(tmp_path):
    write([WRITTEN], tmp_path)
    write([Article("wire/one", "New.")], tmp_path)
    assert read_all(tmp_path) == ([Article("wire/one", "New.")], [])
    assert [file.name for file in (tmp_path / "wire").iterdir()] == ["one.txt"]


def test_an_event_added_with_another_tool_comes_last(tmp_path):
    write([WRITTEN], tmp_path)
    with (tmp_path / "wire/one.ann").open("a", encoding="utf-8") as target:
        target.write(lines("T20\tWITHDRAW 67 71\tleft", "E9\tWITHDRAW:T20"))
    (article,) = read_all(tmp_path)[0]
    assert [event.id for event in article.events] == ["e1", "s1", "E1", "E9"]


@settings(max_examples=100, deadline=None, derandomize=True)
@given(drawn=corpora(free=True))
def test_round_trip_is_exact(tmp_path_factory, drawn):
    folder = tmp_path_factory.mktemp("round")
    write(drawn, folder)
    again, problems = read_all(folder)
    assert problems == []
    assert [everything(article) for article in again] == [everything(article) for article in drawn]
    first = {file: file.read_bytes() for file in folder.rglob("*.*") if file.is_file()}
    write(again, folder)
    assert {file: file.read_bytes() for file in folder.rglob("*.*") if file.is_file()} == first


@settings(max_examples=60, deadline=None, derandomize=True)
@given(drawn=corpora(max_size=2))
def test_any_reader_finds_the_words_at_the_offsets(tmp_path_factory, drawn):
    folder = tmp_path_factory.mktemp("slices")
    write(drawn, folder)
    for article in drawn:
        text = (folder / f"{article.id}.txt").read_bytes().decode()
        ann = folder / f"{article.id}.ann"
        assert ann.exists() == (article.events is not None)
        rows = ann.read_text(encoding="utf-8").splitlines() if ann.exists() else []
        assert all(re.match("[TEA#][0-9]+\t", row) for row in rows), "no line is broken, whatever breaks lines"
        bounds = [row.split("\t", 2) for row in rows if row.startswith("T")]
        for _, place, words in bounds:
            pairs = [tuple(map(int, pair.split())) for pair in place.split(" ", 1)[1].split(";")]
            spoken = " ".join(text[start:end] for start, end in pairs)
            assert re.sub(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]", " ", spoken) == words
        events = [event for event in article.events or () if event.trigger]
        assert len(bounds) == sum(1 + sum(a.span is not None for a in event.arguments) for event in events)
        assert sum(row.startswith("E") for row in rows) == len(events)


GOOD = ("T1\tX 3 7\tleft", "E1\tX:T1")
WORDS = "He left. She left."
PROBLEMS = [
    (["T1 X 3 7 left"], ["A:1: line 'T1 X 3 7 left', expected 'T1\\tTYPE START END\\twords'"]),
    (["T1\tX 3-7\tleft"], ["A:1: line 'T1\\tX 3-7\\tleft', expected 'T1\\tTYPE START END\\twords'"]),
    (["T1\tX 3 7"], ["A:1: line 'T1\\tX 3 7', expected 'T1\\tTYPE START END\\twords'"]),
    (["T1\tX 7 3\tleft"], ["A:1: span: span (7, 3), expected 0 <= start < end"]),
    (["T1\tX 3 7;0 2\tleft He"], ["A:1: T1 has pieces '3 7;0 2', expected text order"]),
    (["T1\tX 9 13\tleft"], ["A:1: T1 (9, 13) reads 'She ', expected 'left', nearest (13, 17)"]),
    (["T1\tX 0 4\tstay"], ["A:1: T1 (0, 4) reads 'He l', expected 'stay'"]),
    (["T1\tX 0 2;3 7\tHeleft"], ["A:1: T1 (0, 2) (3, 7) reads 'He left', expected 'Heleft'"]),
    (["T1\tX 15 19\tleft"], ["A:1: T1 (15, 19), expected end <= 18, nearest (13, 17)"]),
    ([GOOD[0], GOOD[0]], ["A:2: id 'T1' twice, expected unique ids; it stands at A:1"]),
    ([*GOOD, "E1\tY:T1"], ["A:3: id 'E1' twice, expected unique ids; it stands at A:2"]),
    ([*GOOD, "E2\tX"], ["A:3: line 'E2\\tX', expected 'E1\\tTYPE:T1 role:T2 role:E2'"]),
    ([*GOOD, "E2\tX:T1 actor"], ["A:3: line 'E2\\tX:T1 actor', expected 'E1\\tTYPE:T1 role:T2 role:E2'"]),
    ([*GOOD, "E2"], ["A:3: line 'E2', expected 'E1\\tTYPE:T1 role:T2 role:E2'"]),
    ([*GOOD, "E2\tX:E1"], ["A:3: E2 has trigger 'E1', expected a text-bound annotation, nearest T1"]),
    ([*GOOD, "E2\tX:T1 actor:T11"],
     ["A:3: E2 has actor 'T11', expected a text-bound annotation or an event, nearest T1"]),
    ([*GOOD, "E2\tX:T1 of:E2"], ["A:3: article 'a', event 'E2': of refers to itself, expected another event"]),
    ([*GOOD, "R1\tPart Arg1:T1 Arg2:T1"],
     ["A:3: relation 'R1', expected no relations: an article holds events and their arguments"]),
    ([*GOOD, "X1\twhat"], ["A:3: line 'X1\\twhat', expected a line that begins with T, E, A, M, R, N, # or *"]),
    ([*GOOD, "A1\tPolarity"], ["A:3: line 'A1\\tPolarity', expected 'A1\\tName E1 value'"]),
    ([*GOOD, "A1\tPolarity E1 negativ"],
     ["A:3: Polarity 'negativ', expected one of positive, negative, nearest negative"]),
    ([*GOOD, "A1\tPolarity E1"], ["A:3: Polarity without a value, expected one of positive, negative"]),
    ([*GOOD, "A1\tSubtype E1"], ["A:3: Subtype without a value, expected a subtype"]),
    ([*GOOD, "A1\tAnaphoric E1 yes"], ["A:3: Anaphoric 'yes', expected no value"]),
    ([*GOOD, "A1\tModality E1 actual", "A2\tModality E1 planned"],
     ["A:4: Modality of 'E1' twice, expected one value"]),
    ([*GOOD, "A1\tPolarity E11 negative"],
     ["A:3: A1 is about 'E11', expected an annotation of the document, nearest E1"]),
    ([*GOOD, "#1\tActBank"], ["A:3: line '#1\\tActBank', expected '#1\\tActBank E1\\t{...}'"]),
    ([*GOOD, "#1\tActBank E2\t{}"], ["A:3: ActBank note on 'E2', expected an annotation of the document, nearest E1"]),
    ([*GOOD, "#1\tActBank E1\t{}", "#2\tActBank E1\t{}"],
     ["A:4: ActBank note on 'E1' twice, expected one note; it stands at A:3"]),
    ([*GOOD, "#1\tActBank E1\t{"], ["A:3: Input data was truncated, expected one JSON object in UTF-8"]),
    ([*GOOD, '#1\tActBank E1\t{"scor": 1}'],
     ["A:3: unknown key 'scor', expected one of id, subtype, instance, extent, cues, score, polarity_score, "
      "modality_score, roles, fillers, arguments, nearest score"]),
    ([*GOOD, '#1\tActBank E1\t{"cues": [{"span": [0, 2], "text": "She"}]}'],
     ["A:3: cue (0, 2) reads 'He', expected 'She', nearest (9, 12)"]),
    ([*GOOD, '#1\tActBank E1\t{"fillers": {"actr": {"entity": "x"}}}'],
     ["A:3: ActBank note on E1 names argument 'actr', expected none"]),
    (["T1\tX 3 7\tleft", "T2\tM 0 2\tHe", "E1\tX:T1 actor:T2", '#1\tActBank E1\t{"roles": {"actr": "actor"}}'],
     ["A:4: ActBank note on E1 names argument 'actr', expected one of actor, nearest actor"]),
    ([*GOOD, '#1\tActBank E1\t{"arguments": [{"role": "actor"}]}'],
     ["A:3: argument 'actor': has no filler, expected a span, an event id or an entity id"]),
    ([*GOOD, '#1\tActBank E1\t{"id": "no good"}'],
     ["A:2: event 'no good': id 'no good', expected a name without spaces"]),
    ([*GOOD, "E2\tX:T1", '#1\tActBank E1\t{"id": "E2"}'],
     ["A:1: article 'a': event id 'E2' twice, expected unique ids"]),
    (["T1\tX 3 8\tleft", "E1\tX:T2", "A1\tPolarity E2 x", "E3"],
     ["A:4: line 'E3', expected 'E1\\tTYPE:T1 role:T2 role:E2'",
      "A:1: T1 (3, 8) reads 'left.', expected 'left', nearest (3, 7)",
      "A:3: A1 is about 'E2', expected an annotation of the document, nearest E3",
      "A:2: E1 has trigger 'T2', expected a text-bound annotation, nearest T1"]),
    (["T1\tX", "E1\tX:T1 of:E2", "E2\tX:T3"],
     ["A:1: line 'T1\\tX', expected 'T1\\tTYPE START END\\twords'",
      "A:3: E2 has trigger 'T3', expected a text-bound annotation"]),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "expected"), PROBLEMS)
def test_every_problem_has_its_place_and_the_nearest_answer(tmp_path, rows, expected):
    put(tmp_path, a_txt=WORDS, a_ann=lines(*rows), good_txt=WORDS, good_ann=lines(*GOOD))
    articles, problems = read_all(tmp_path)
    assert [article.id for article in articles] == ["good"]
    assert [str(problem).replace(f"{tmp_path.as_posix()}/a.ann", "A") for problem in problems] == expected


@settings(max_examples=150, deadline=None, derandomize=True)
@given(drawn=corpora(max_size=1), data=st.data())
def test_damaged_annotations_are_problems_or_articles_and_never_anything_else(tmp_path_factory, drawn, data):
    folder = tmp_path_factory.mktemp("damaged")
    write(drawn, folder)
    for file in [file for file in folder.rglob("*.*") if file.name.endswith((".ann", ".meta.json"))]:
        content = file.read_bytes().decode()
        at = data.draw(st.integers(0, len(content)))
        added = data.draw(st.sampled_from(["\n", "\t", " ", ":", ";", "T1", "E1", "0", "#", "{", "X"]))
        file.write_bytes(f"{content[:at]}{added}{content[at + data.draw(st.integers(0, 3)) :]}".encode())
    found, problems = read_all(folder)
    assert bool(found) != bool(problems)
    assert all(re.search(r"\.(ann|json):[0-9]+: ", str(problem)) for problem in problems)


def test_problems_of_files(tmp_path):
    put(tmp_path, talks_txt="x", talk_ann="", both_txt="x", both_ann="", both_a2="")
    (tmp_path / "bytes.txt").write_bytes(b"ok\nbad \xff")
    put(tmp_path, side_txt="abc", wide_txt="abc", unlike_txt="abc", unlike_ann="")
    (tmp_path / "side.meta.json").write_text('{"titel": "x"}', encoding="utf-8")
    wide = {"untriggered": [{"id": "e", "type": "X", "arguments": [{"role": "a", "span": [1, 9], "text": "b"}]}]}
    (tmp_path / "wide.meta.json").write_text(json.dumps(wide), encoding="utf-8")
    wide["untriggered"][0]["arguments"] = [{"role": "a", "event": "e2"}]
    (tmp_path / "unlike.meta.json").write_text(json.dumps(wide), encoding="utf-8")
    (tmp_path / "latin.txt").write_text("abc", encoding="utf-8")
    (tmp_path / "latin.ann").write_bytes(b"T1\tX 0 3\tabc\nE1\tX:T1 caf\xe9:T1\n")
    articles, problems = read_all(tmp_path)
    assert [article.id for article in articles] == ["talks"]
    assert [str(problem).removeprefix(f"{tmp_path.as_posix()}/") for problem in problems] == [
        "talk.ann:1: has no text, expected talk.txt beside it, nearest talks.txt",
        "both.ann:1: stands beside both.a2, expected .ann, or .a1 and .a2",
        "bytes.txt:2: byte 7 is not UTF-8, expected UTF-8",
        "latin.ann:2: byte 24 is not UTF-8, expected UTF-8",
        "side.meta.json:1: unknown key 'titel', expected one of date, lang, source, title, story, metadata, entities, "
        "untriggered, order, nearest title",
        "unlike.meta.json:1: article 'unlike', event 'e': a refers to event 'e2', expected an event of the article, "
        "nearest e",
        "wide.meta.json:1: event 'e': a (1, 9), expected end <= 3, nearest (1, 2)",
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("", "F: holds no document, expected pairs NAME.txt and NAME.ann"),
        ("a.ann", "F/a.ann:1: has no text, expected a.txt beside it"),
        ("a.csv", "F/a.csv: is no brat document, expected a folder, or a file ending in .txt, .ann, .a1, .a2"),
    ],
)
def test_a_path_without_documents_is_a_problem(tmp_path, name, expected):
    assert [str(problem).replace(tmp_path.as_posix(), "F") for problem in read_all(tmp_path / name)[1]] == [expected]


@pytest.mark.parametrize("bad", ["../up", "/etc/x", "a//b", "a/", "a/./b", "a\\b", "c:/x", "~/x"])
def test_ids_that_could_leave_the_folder_are_refused(tmp_path, bad):
    with pytest.raises(DataError) as caught:
        write([Article(bad, "x"), Article("fine", "y")], tmp_path / "out")
    assert [problem.where for problem in caught.value.problems] == [f"article {bad!r}"]
    assert [file.relative_to(tmp_path).as_posix() for file in tmp_path.rglob("*.*")] == ["out/fine.txt"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("a", "a"),
        ("a", "A"),
        ("Stra\u00dfe", "STRASSE"),
        ("\u00e9", "e\u0301"),
        ("a", "a.txt/b"),
        ("a.meta.json/b", "a"),
    ],
)
def test_ids_that_would_share_a_file_are_refused(tmp_path, first, second):
    with pytest.raises(DataError) as caught:
        write([Article(first, "x"), Article(second, "y")], tmp_path)
    assert [str(problem) for problem in caught.value.problems] == [
        f"article {second!r}: its files would replace those of another article, "
        f"expected ids that differ, nearest {first!r}"
    ]
    assert [article.id for article in read_all(tmp_path)[0]] == [first]


def test_what_cannot_be_written_is_refused_and_the_rest_written(tmp_path):
    put(tmp_path, b_txt="x", b_a1="", n_txt="old")
    scored = Article("n", "x", events=(Event("e", "X", Span(0, 1), score=float("inf")),))
    with pytest.raises(DataError) as caught:
        write([Article("s", "\ud800"), scored, Article("l" * 300, "x"), Article("b", "x"), Article("t", "x")], tmp_path)
    assert [str(problem).replace(f"{tmp_path.as_posix()}/", "") for problem in caught.value.problems] == [
        "article 's': lone surrogate '\\ud800' at 0 of '\\ud800', expected code points that UTF-8 can hold",
        "article 'n', event 'e': score inf, expected a finite number",
        f"article '{'l' * 300}': id is too long for files, expected at most 245 bytes between slashes",
        "b.a1: is in the way, expected no other annotation",
    ]
    assert [(article.id, article.text) for article in read_all(tmp_path)[0]] == [("b", "x"), ("n", "old"), ("t", "x")]


def test_a_name_of_a_file_is_no_folder_to_write(tmp_path):
    with pytest.raises(DataError) as caught:
        write([WRITTEN], tmp_path / "out.ann")
    assert [str(problem).replace(tmp_path.as_posix(), "F") for problem in caught.value.problems] == [
        "F/out.ann: names a file, expected a folder, which gets NAME.txt and NAME.ann, nearest F/out"
    ]
