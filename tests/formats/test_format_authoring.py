"""The authoring format: files written by hand, exact round trips, and every problem with its file and line."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from actbank.corpora.checks import check_path
from actbank.formats.authoring import dump, parse, read, write
from actbank.ontology import Ontology
from actbank.problems import DataError, Findings, Problem
from actbank.schema import Argument, Article, Entity, Event, Span
from strategies import articles, corpora, everything

TEXT = (
    "OSLO — Norland joined the League on Monday. 👩‍👧 cheered.\nSouthland said it would turn the League’s offer down."
)
#       0    5 7       15     22  26     33 36     43 44  48       57        67   72 75    81   86  90       99    105
FILE = f"""\
id: norland-joins
# a comment
date: 2019-05-14
title: "Norland: \\"in\\""
style: agency
--- text
{TEXT}
--- events
@nor "Norland" country=NOR sector=GOV
@lea "The League"

# the first sentence
e1 JOIN.accede "joined" positive actual actor="Norland"[nor](0.5) \
target="the League"#1[lea] time="on Monday"{{2019-05-13}}
e2 PROTEST "cheered" actor="👩‍👧" score=0.25
  e3 STATE "said" content=e4 actor="Southland"
e4 REJECT "turn" negative planned anaphoric actor="it"[nor] object="the"#2+"offer" target=[lea] \
cue="would" extent="turn" extent="down" instance="a refusal"
"""
# by hand; every "👩‍👧" is three code points
ARTICLE = Article(
    id="norland-joins",
    text=TEXT,
    date="2019-05-14",
    title='Norland: "in"',
    metadata={"style": "agency"},
    entities=(Entity("nor", "Norland", "NOR", "GOV"), Entity("lea", "The League")),
    events=(
        Event(
            "e1",
            "JOIN",
            Span(15, 21),
            (
                Argument("actor", Span(7, 14), entity="nor", score=0.5),
                Argument("target", Span(22, 32), entity="lea"),
                Argument("time", Span(33, 42), value="2019-05-13"),
            ),
            "positive",
            "actual",
            subtype="accede",
        ),
        Event("e2", "PROTEST", Span(48, 55), (Argument("actor", Span(44, 47)),), score=0.25),
        Event("e3", "STATE", Span(67, 71), (Argument("actor", Span(57, 66)), Argument("content", event="e4"))),
        Event(
            "e4",
            "REJECT",
            Span(81, 85),
            (
                Argument("actor", Span(72, 74), entity="nor"),
                Argument("object", Span(86, 89), pieces=(Span(86, 89), Span(99, 104))),
                Argument("target", entity="lea"),
            ),
            "negative",
            "planned",
            extent=(Span(81, 85), Span(105, 109)),
            cues=(Span(75, 80),),
            instance="a refusal",
            anaphoric=True,
        ),
    ),
)


def parsed(source: str) -> tuple[Article | None, list[str]]:
    problems: list[Problem] = []
    return parse(source, "a.evt", problems), [str(problem) for problem in problems]


# --- what is read


def test_a_file_by_hand_has_the_offsets_counted_by_hand():
    article, problems = parsed(FILE)
    assert problems == []
    assert everything(article) == everything(ARTICLE)


def test_the_file_written_for_an_article():
    article = Article(
        "a",
        "He left. She left the left-most.",
        title=" x",
        metadata={"no. of words": "6", "title": "y"},
        events=(
            Event("e1", "LEAVE", Span(3, 7), (Argument("actor", Span(0, 2), score=0.5),), "positive", "actual"),
            Event(
                "e2", "LEAVE", Span(10, 12), (Argument("x", event="e1"),), subtype="b.c", anaphoric=True, score=1e-17
            ),
            Event("e3", "LEAVE", None, (Argument("time", Span(13, 17), value="20 19"), Argument("x", entity="y z"))),
        ),
    )
    assert dump(article) == (
        'id: a\ntitle: " x"\n"no. of words": 6\n"title": y\n--- text\nHe left. She left the left-most.\n--- events\n'
        'e1 LEAVE "left"#1 positive actual actor="He"(0.5)\n'
        'e2 LEAVE.b.c "he"@10 anaphoric x=e1 score=1e-17\n'
        'e3 LEAVE - time="left"#2{"20 19"} x=["y z"]\n'
    )


@pytest.mark.parametrize(
    ("after", "events", "entities"),
    [
        ("", None, ()),
        ("--- events\n", (), ()),
        ("--- entities\n@nor \"Norland\"\n", None, (Entity("nor", "Norland"),)),
        ("--- events\n@nor \"Norland\"\n", (), (Entity("nor", "Norland"),)),
        ("--- events   \n# nothing here\n\n   \n", (), ()),
    ],
)  # fmt: skip
def test_not_annotated_is_not_nothing_found(after, events, entities):
    article, problems = parsed(f"id: a\n--- text\nx\n{after}")
    assert problems == []
    assert (article.text, article.events, article.entities) == ("x", events, entities)


@pytest.mark.parametrize(
    ("section", "text"),
    [
        ("", ""),  # the text marker ends the file
        ("\n", ""),
        ("\n\n", "\n"),
        ("x", "x"),  # no line break at the end of the file
        ("x\n", "x"),
        ("x\n\n", "x\n"),
        ("  x\t\n", "  x\t"),
        ("\\--- events\n", "--- events"),
        ("\\--- x\n", "--- x"),
        ("\\\\--- x\n", "\\--- x"),
        ("\\\\alpha\n", "\\alpha"),
        ("a \\alpha\n", "a \\alpha"),
        ("---\n--\n----- x\n---events\n", "---\n--\n----- x\n---events"),
        ("# no comment\n@no entity\n", "# no comment\n@no entity"),
        ("a\u2028--- events\x0bb\n", "a\u2028--- events\x0bb"),  # not line breaks of this format
    ],
)
def test_the_text_is_what_stands_there(section, text):
    article, problems = parsed(f"id: a\n--- text\n{section}")
    assert problems == []
    assert article.text == text


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("title: a: b", {"title": "a: b"}),
        ("title:a", {"title": "a"}),
        ("title:   a  ", {"title": "  a"}),
        ('title: "a\\tb\\u00e9\\n"', {"title": "a\tbé\n"}),
        ('title: "a\tb"', {"title": "a\tb"}),
        ('title: "In", they said', {"title": '"In", they said'}),
        ("title:", {"title": ""}),
        ("lang: ar", {"lang": "ar"}),
        ("source: x", {"source": "x"}),
        ("story: x", {"story": "x"}),
        ("word-count: 3", {"metadata": {"word-count": "3"}}),
        ("no of words: 3", {"metadata": {"no of words": "3"}}),
        ('"title": 3', {"metadata": {"title": "3"}}),
        ('"a: \\"b\\"": 3', {"metadata": {'a: "b"': "3"}}),
        ("# title: x", {}),
    ],
)
def test_header_lines(line, expected):
    article, problems = parsed(f"id: a\n{line}\n--- text\n")
    assert problems == []
    assert article == Article(id="a", text="", **expected)


def test_a_byte_order_mark_is_dropped_and_only_in_front(tmp_path):
    (tmp_path / "a.evt").write_bytes(b"\xef\xbb\xbfid: a\n--- text\n\xef\xbb\xbfx\n")
    assert list(read(tmp_path / "a.evt", [])) == [Article("a", "\ufeffx")]


def test_line_ends_of_the_text_are_kept_and_those_around_it_are_not():
    source = 'id: a\r\ntitle: x\r\n--- text\r\nHe left.\r\nShe left.\r\n--- events\r\ne1 X "left"#2 actor="She"\r\n'
    article, problems = parsed(source)
    assert problems == []
    assert (article.text, article.title) == ("He left.\r\nShe left.", "x")
    assert article.events == (Event("e1", "X", Span(14, 18), (Argument("actor", Span(10, 13)),)),)
    assert parsed("id: a\r\n--- text\r\nx\r\n")[0].text == "x"
    assert parsed("id: a\n--- text\nx\r\n")[0].text == "x\r"  # a file of the other kind: the text has it so


def test_quotes_may_cross_lines_and_hold_quotation_marks():
    article, problems = parsed(
        'id: a\n--- text\nHe said "no"\nand left.\n--- events\ne1 X "\\"no\\"\\nand" actor="He"\n'
    )
    assert problems == []
    assert article.event("e1").trigger.of(article.text) == '"no"\nand'


# --- round trips


@settings(max_examples=100, deadline=None, derandomize=True)
@given(articles())
def test_what_is_written_reads_back_with_ids_and_scores(drawn):
    written = dump(drawn)
    again, problems = parsed(written)
    assert problems == []
    assert everything(again) == everything(drawn)
    assert dump(again) == written


@settings(max_examples=100, deadline=None, derandomize=True)
@given(articles(free=True))
def test_free_strings_are_kept_or_refused(drawn):
    try:
        written = dump(drawn)
    except DataError as error:
        assert all(problem.what.startswith("subtype ") for problem in error.problems)
        return
    again, problems = parsed(written)
    assert problems == []
    assert everything(again) == everything(one_piece_is_none(drawn))


def one_piece_is_none(article: Article) -> Article:
    """Return the article with fillers of a single piece as plain ones, as the format writes them."""
    if article.events is None:
        return article
    return article.with_events(
        replace(event, arguments=tuple(a if len(a.pieces) > 1 else replace(a, pieces=()) for a in event.arguments))
        for event in article.events
    )


@settings(max_examples=30, deadline=None, derandomize=True)
@given(corpora())
def test_folders_round_trip(tmp_path_factory, drawn):
    folder = tmp_path_factory.mktemp("authoring")
    write(drawn, folder)
    problems: list[Problem] = []
    found = sorted(read(folder, problems), key=lambda article: article.id)
    assert problems == []
    assert [everything(article) for article in found] == [everything(article) for article in drawn]


def test_one_article_goes_to_the_file_that_is_named(tmp_path):
    write([ARTICLE], tmp_path / "deep" / "a.evt")
    assert [everything(article) for article in read(tmp_path / "deep" / "a.evt", [])] == [everything(ARTICLE)]
    with pytest.raises(DataError) as caught:
        write([ARTICLE, Article("b", "x")], tmp_path / "a.evt")
    assert [str(problem) for problem in caught.value.problems] == [
        f"article 'b': has no file of its own in {tmp_path / 'a.evt'}, expected unique ids and a folder"
    ]


NAMES = [
    (Event("e 1".replace(" ", "="), "X"), ["id 'e=1', expected a name without \" [ ] { } ( ) ="]),
    (Event("#1", "X"), ["id '#1', expected no '#' or '@' in front"]),
    (Event("@1", "X"), ["id '@1', expected no '#' or '@' in front"]),
    (Event("e1", "A.B"), ["type 'A.B', expected no '.' in a type"]),
    (Event("e1", 'A"'), ["type 'A\"', expected a name without \" [ ] { } ( ) ="]),
    (Event("e1", "X", subtype="a b"), ["subtype 'a b', expected a name without \" [ ] { } ( ) ="]),
    (Event("e1", "X", subtype=""), ["subtype '', expected a name without \" [ ] { } ( ) ="]),
    (Event("e1", "X", arguments=(Argument("a(b)", entity="x"),)),
     ["role 'a(b)', expected a name without \" [ ] { } ( ) ="]),
    (Event("e1", "A.B", arguments=tuple(Argument(r, entity="x") for r in ("cue", "extent", "instance", "score"))), [
        *(f"role {r!r}, expected not a reserved word" for r in ("cue", "extent", "instance", "score")),
        "type 'A.B', expected no '.' in a type"]),
]  # fmt: skip


@pytest.mark.parametrize(("event", "problems"), NAMES)
def test_names_that_a_line_cannot_hold_are_refused(event, problems):
    with pytest.raises(DataError) as caught:
        dump(Article("a", "x", events=(event,)))
    assert [str(problem) for problem in caught.value.problems] == [f"event {event.id!r}: {text}" for text in problems]


# --- what is wrong with a file as a whole

ESCAPES = r'expected "words", in which \ stands only in \" \\ \/ \b \f \n \r \t \uXXXX'
FILES = [
    ("", ["a.evt: has no line '--- text', expected header, text, events"]),
    ("id: a\n--- events\n", ["a.evt: has no line '--- text', expected header, text, events"]),
    ("date: 2019\n--- text\nx\n", ["a.evt:1: no id, expected a header line 'id: NAME'"]),
    ("id:\n--- text\nx\n", ["a.evt: article '': id, expected a printable name"]),
    ("id a\n--- text\n", ["a.evt:1: header line 'id a', expected key: value",
                          "a.evt:1: no id, expected a header line 'id: NAME'"]),
    ("id: a\n\n: x\n--- text\n", ["a.evt:3: header line ': x', expected key: value"]),
    ('id: a\n"b: x\n--- text\n', ["a.evt:2: header line '\"b: x', expected key: value"]),
    ('id: a\ntitle: "\\x"\n--- text\n', ["a.evt:2: header line 'title: \"\\\\x\"', expected key: value"]),
    ("id: a\nstyle: x\nid: b\nstyle: y\n--- text\n", [
        "a.evt:3: header key 'id' twice, expected unique keys",
        "a.evt:4: header key 'style' twice, expected unique keys"]),
    ("id: a\n--- text\nx\n--- event\ne1 X\n",
     ["a.evt:4: line '--- event' in the text, expected '--- events', or '\\--- event' for a line of text"]),
    ("id: a\n--- text\nx\n--- text\n--- events\n",
     ["a.evt:4: line '--- text' in the text, expected '--- events', or '\\--- text' for a line of text"]),
    ('id: a\n--- text\nHe left.\n--- events\ne1 X "left" content=e1\n@x "X" c=1\ne1 X "lef"\n# y\ne3 X "He"\n', [
        "a.evt:6: line: unknown key 'c', expected country or sector",
        "a.evt:7: trigger: \"lef\" occurs only inside longer words, expected whole words, or @offset, nearest @3",
        "a.evt:5: content refers to itself, expected another event"]),
    ("style: x\n--- text\nHe left.\n--- events\ne1 X \"qqqq\"\n", [
        'a.evt:5: trigger: "qqqq" does not occur in the text, expected exact words',
        "a.evt:1: no id, expected a header line 'id: NAME'"]),
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), FILES)
def test_a_wrong_file_has_no_article_and_all_of_its_problems(source, expected):
    assert parsed(source) == (None, expected)


# --- what is wrong with a line of the events part

STORY = "Mali left the pact on Monday. Niger left it too. Malians cheered; the pact said so."
#        0    5    10  14   19 22      30    36   41 44   49      57       66  70   75   80
LINES = [
    ('e1 X "qqqq"', ['trigger: "qqqq" does not occur in the text, expected exact words']),
    ('e1 X "lift"', ['trigger: "lift" does not occur in the text, expected exact words, nearest "left"']),
    ('e1 X "Lift it"', ['trigger: "Lift it" does not occur in the text, expected exact words, nearest "left it"']),
    ('e1 X "left"', [
        'trigger: "left" occurs 2 times, expected #n or ~"words around": #1 "Mali left the pact on Mo"; '
        '#2 " Monday. Niger left it too. Malian"']),
    ('e1 X "Malian"',
     ['trigger: "Malian" occurs only inside longer words, expected whole words, or @offset, nearest @49']),
    ('e1 X "left"@6', ['trigger: "left" is not at offset 6, expected there stands "eft ", nearest @5, @36']),
    ('e1 X "left"#3', ['trigger: "left"#3, expected #1 to #2']),
    ('e1 X "left"#0', ['trigger: "left"#0, expected #1 to #2']),
    ('e1 X "it"~"left"', ['trigger: the words around, "left", occur 2 times, expected words that occur once']),
    ('e1 X "left"~"Chad left"',
     ['trigger: "Chad left" does not occur in the text, expected exact words, nearest "Mali left"']),
    ('e1 X "left"~"the pact said"',
     ['trigger: "left" occurs 0 times as whole words in "the pact said", expected exactly one']),
    ('e1 X "left"~"left the pact on Monday. Niger left"',
     ['trigger: "left" occurs 2 times as whole words in "left the pact on Monday. Niger left", expected exactly one']),
    ('e1 X ""', ["trigger: empty quote, expected words of the text"]),
    ("e1 X said", ['trigger: said is not a quote, expected "words", "words"#2 or "words"~"words around"']),
    ('e1 X "said"x', ['trigger: "said"x is not a quote, expected "words", "words"#2 or "words"~"words around"']),
    ('e1 X "sa\\id"', ['trigger: "sa\\id" is not a quote, expected "words", "words"#2 or "words"~"words around"']),
    ('e1 X "said', [r'line: a quotation mark without its partner, expected "words", with \" for a mark inside them']),
    ('e1 X "said" actor="Niger cue="so"',
     [r'line: a quotation mark without its partner, expected "words", with \" for a mark inside them']),
    ("e1", ["line: event line 'e1', expected ID TYPE \"trigger\" and then attributes and role=\"words\" pairs"]),
    ("e1 X", ["line: event line 'e1 X', expected ID TYPE \"trigger\" and then attributes and role=\"words\" pairs"]),
    ('e1 .x "said"', ["event 'e1': type '', expected a name without spaces"]),
    ('e1 X "said" positiv',
     ["positiv: unknown word 'positiv', expected a polarity, a modality, anaphoric or role=..., nearest positive"]),
    ('e1 X "said" qqq', ["qqq: unknown word 'qqq', expected a polarity, a modality, anaphoric or role=..."]),
    ('e1 X "said" positive negative', ["negative: a second polarity, 'negative', expected one"]),
    ('e1 X "said" actual actual', ["actual: a second modality, 'actual', expected one"]),
    ('e1 X "said" anaphoric anaphoric', ["anaphoric: a second anaphoric, 'anaphoric', expected one"]),
    ('e1 X "said" instance=a instance=b', ["instance: a second instance, 'b', expected one"]),
    ('e1 X "said" score=1 score=2', ["score: a second score, '2', expected one"]),
    ('e1 X "said" score=high', ["score: score 'high', expected a number"]),
    ('e1 X "said" actor="Niger"(e)', ["actor: score 'e', expected a number"]),
    ('e1 X "said" instance="\\x"', [f'instance: string "\\x", {ESCAPES}']),
    ('e1 X "said" actor="Niger"["\\x"]', [f'actor: string "\\x", {ESCAPES}']),
    *((f'e1 X "said" actor={filler}',
       [f"actor: filler {filler!r}, expected role=\"words\"[entity]{{value}}, role=e2 or role=[entity]"])
      for filler in ("", "[]", "{2019}[x]", '"Niger"[x', '"Niger"(high)', "e2]", "a=b")),
    ('e1 X "said" actor="Niger"e2\ne2 X "so"', ["actor: has a span and an event, expected one filler"]),
    ('e1 X "said" actor={2019}', ["actor: has no filler, expected a span, an event id or an entity id"]),
    ('e1 X "said" actor="Niger"+"Mali"', ["actor: pieces (30, 35) and (0, 4), expected text order"]),
    ('e1 X "said" ="Niger"', ["role '', expected a name without spaces"]),
    ('e1 X "said" cue=so', ['cue: so is not a quote, expected "words", "words"#2 or "words"~"words around"']),
    ('e1 X "said" extent="said" extent="so" extent="Niger"',
     ["event 'e1': pieces (80, 82) and (30, 35), expected text order"]),
    ('e1 X - extent="so"', ["event 'e1': has an extent and no trigger, expected a trigger"]),
    ('e1 X - actor="left"', [
        'actor: "left" occurs 2 times, expected #n or ~"words around": #1 "Mali left the pact on Mo"; '
        '#2 " Monday. Niger left it too. Malian"']),
    ('e1 X "on" actor="a"', ['actor: "a" occurs only inside longer words, expected whole words, or @offset, '
                             "nearest @1"]),
    ('e1 X "said" content=e3\ne2 X "so"', ["content refers to event 'e3', expected an event line, nearest e2"]),
    ('e1 X "said" content=zz', ["content refers to event 'zz', expected an event line"]),
    ('e1 X "said" content=e1', ["content refers to itself, expected another event"]),
    ('e1 X "said" actor=[malli]\n@mali "Mali"',
     ["actor refers to entity 'malli', expected an entity line, nearest mali"]),
    ("@mali Mali", ["line: entity line '@mali Mali', expected @id \"Name\" country=ISO3 sector=CODE"]),
    ("@mali", ["line: entity line '@mali', expected @id \"Name\" country=ISO3 sector=CODE"]),
    ('@ "Mali"', ["line: entity line '@ \"Mali\"', expected @id \"Name\" country=ISO3 sector=CODE"]),
    ('@mali "Mali', [r'line: a quotation mark without its partner, expected "words", with \" for a mark inside them']),
    ('@mali "Ma\\li"', [f'line: string "Ma\\li", {ESCAPES}']),
    ('@mali "Mali"x', [f'line: string "Mali"x, {ESCAPES}']),
    ('@mali "Mali" cuntry=MLI', ["line: unknown key 'cuntry', expected country or sector, nearest country"]),
    ('@mali "Mali" GOV', ["line: unknown key 'GOV', expected country or sector"]),
    # several of one line, in its order
    ('e1 X "sad" positiv actor="Nigr" cue="x"', [
        'trigger: "sad" does not occur in the text, expected exact words, nearest "said"',
        "positiv: unknown word 'positiv', expected a polarity, a modality, anaphoric or role=..., nearest positive",
        'actor: "Nigr" does not occur in the text, expected exact words, nearest "Niger"',
        'cue: "x" does not occur in the text, expected exact words']),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "expected"), LINES)
def test_a_wrong_line_is_named_with_all_that_is_wrong(lines, expected):
    article, problems = parsed(f"id: a\n--- text\n{STORY}\n--- events\n{lines}\n")
    assert article is None
    assert problems == [f"a.evt:5: {text}" for text in expected]


def test_ids_that_come_twice_are_named_where_they_come_again():
    events = 'e1 X "said"\ne2 X "so"\ne1 X "cheered"\n@m "Mali"\n@m "Malians"\n'
    assert parsed(f"id: a\n--- text\n{STORY}\n--- events\n{events}")[1] == [
        "a.evt:9: entity id 'm' twice, expected unique ids",
        "a.evt:7: event id 'e1' twice, expected unique ids",
    ]


def test_an_argument_as_near_on_the_left_as_on_the_right_is_refused():
    # by hand: "he" at 0 ends 4 before "said"@6, "he" at 14 begins 4 after it
    article, problems = parsed('id: a\n--- text\nhe ab said cd he\n--- events\ne1 X "said" actor="he"\n')
    assert article is None
    assert problems == [
        'a.evt:5: actor: two occurrences of "he" are equally near to the trigger, expected #n: '
        '#1 "he ab said cd he"; #2 "he ab said cd he"'
    ]


# --- files and folders


def test_files_are_read_in_the_order_of_their_names_and_bad_ones_left_out(tmp_path):
    for name, content in [
        ("b", b"id: b\n--- text\n"),
        ("d/a", b"id: a\n--- text\n"),
        ("c", b"id: c\n"),
        ("a", b"a\xff"),
    ]:
        (tmp_path / f"{name}.evt").parent.mkdir(exist_ok=True)
        (tmp_path / f"{name}.evt").write_bytes(content)
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    problems: list[Problem] = []
    assert [article.id for article in read(tmp_path, problems)] == ["b", "a"]
    folder = tmp_path.as_posix()
    assert [str(problem) for problem in problems] == [
        f"{folder}/a.evt: byte 1 is not UTF-8, expected UTF-8",
        f"{folder}/c.evt: has no line '--- text', expected header, text, events",
    ]


def test_a_folder_without_articles_is_a_problem(tmp_path):
    problems: list[Problem] = []
    assert list(read(tmp_path, problems)) == []
    assert [str(problem) for problem in problems] == [
        f"{tmp_path.as_posix()}: holds no article, expected files ending in .evt"
    ]


def test_reading_remembers_where_every_event_stands():
    findings = Findings()
    parse(FILE, "a.evt", findings)
    places = [findings.place("norland-joins", event) for event in (None, "e1", "e4")]
    assert [place.partition(": ")[0] for place in places] == ["a.evt", "a.evt:14", "a.evt:17"]


ONTOLOGY = Ontology.from_dict(
    {
        "name": "tiny",
        "version": 1,
        "roles": {"actor": {}, "target": {}},
        "types": {"LEAVE": {"roles": ["actor"], "subtypes": ["post"]}, "STATE": {"roles": ["actor"]}},
    }
)


def write_story(folder: Path, name: str, *lines: str, article: str = "") -> str:
    """Write an article with these event lines, from line 5 on, and return the file's name in messages."""
    file = folder / f"{name}.evt"
    file.write_text(f"id: {article or name}\n--- text\n{STORY}\n--- events\n" + "\n".join(lines), encoding="utf-8")
    return file.as_posix()


def test_the_check_names_file_and_line_of_what_the_ontology_does_not_have(tmp_path):
    file = write_story(
        tmp_path,
        "a",
        'e1 LEVE "left"#1',
        "# a comment",
        'e2 LEAVE.pst "left"#2 target="it" actr="Niger"',
        'e3 STATE "said" actor=e2',
        'e4 JOIN "said"',
        'e5 STATE "said"',
    )
    sound = write_story(tmp_path, "b", 'e1 LEAVE.post "left"#1 actor="Mali"')
    found, problems = check_path(tmp_path, ONTOLOGY)
    assert [article.id for article in found] == ["a", "b"], sound
    assert [str(problem) for problem in problems] == [
        f"{file}:5: article 'a', event 'e1': unknown event type 'LEVE', expected a type of tiny, nearest LEAVE",
        f"{file}:7: article 'a', event 'e2': unknown subtype 'pst' of LEAVE, expected one of post, nearest post",
        f"{file}:7: article 'a', event 'e2': role 'actr' of LEAVE, expected one of actor, nearest actor",
        f"{file}:7: article 'a', event 'e2': role 'target' of LEAVE, expected one of actor",
        f"{file}:8: article 'a', event 'e3': event 'e2' fills 'actor', expected a span or an entity",
        f"{file}:9: article 'a', event 'e4': unknown event type 'JOIN', expected a type of tiny",
        f"{file}:10: article 'a', event 'e5': repeats the type and trigger of 'e3', "
        "expected one event a trigger and type",
    ]


def test_the_check_finds_an_article_id_that_comes_twice_and_what_cannot_be_read(tmp_path):
    write_story(tmp_path, "a")
    write_story(tmp_path, "b", article="a")
    file = write_story(tmp_path, "c", 'e1 LEAVE "qqqq"')
    found, problems = check_path(tmp_path, ONTOLOGY)
    assert [article.id for article in found] == ["a", "a"]
    assert [str(problem) for problem in problems] == [
        f'{file}:5: trigger: "qqqq" does not occur in the text, expected exact words',
        "article 'a': comes twice, expected unique article ids",
    ]
