"""Lines of the authoring format's events part: what each spelling means, and that what is written reads back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actbank.formats.event_lines import parse_entity, parse_event, split_items, write_entity, write_event
from actbank.schema import Argument, Entity, Event, Span
from strategies import articles, entities, everything

TEXT = "Norland turned the offer down on Monday."
#       0       8      15  19    25   30 33


@pytest.mark.parametrize(
    ("line", "items"),
    [
        ('e1 X "a b" c', ["e1", "X", '"a b"', "c"]),
        ('a="b c"[d]{e}  f', ['a="b c"[d]{e}', "f"]),
        (r'"a \" b" c', [r'"a \" b"', "c"]),
        (r'"a\\" "b"', [r'"a\\"', '"b"']),
        ('x="a b"+"c d"#2', ['x="a b"+"c d"#2']),
        ("\ta\u00a0b\t", ["a", "b"]),
        ("", []),
    ],
)
def test_items_are_split_at_spaces_outside_quotes(line, items):
    assert split_items(line) == items


@pytest.mark.parametrize(
    ("line", "entity"),
    [
        ('@nor "Norland"', Entity("nor", "Norland")),
        ('@nor "Norland" country=NOR', Entity("nor", "Norland", "NOR")),
        ('@nor "Norland" sector=GOV country=NOR', Entity("nor", "Norland", "NOR", "GOV")),
        (r'@"the north" "\"North\" land" sector="a b"', Entity("the north", '"North" land', None, "a b")),
        ('@n ""', Entity("n", "")),
    ],
)
def test_entity_lines(line, entity):
    assert parse_entity(line) == entity


FIELDS = [
    ("", {}),
    ("positive", {"polarity": "positive"}),
    ("actual negative", {"polarity": "negative", "modality": "actual"}),
    ("anaphoric", {"anaphoric": True}),
    ("instance=n1", {"instance": "n1"}),
    ('instance="n 1"', {"instance": "n 1"}),
    ("score=0.25", {"score": 0.25}),
    ("score=1e-05", {"score": 1e-05}),
    ('cue="on" cue="the"', {"cues": (Span(30, 32), Span(15, 18))}),
    ('extent="turned" extent="down"', {"extent": (Span(8, 14), Span(25, 29))}),
    ('actor="Norland"', {"arguments": (Argument("actor", Span(0, 7)),)}),
    ('actor="Norland"[nor]', {"arguments": (Argument("actor", Span(0, 7), entity="nor"),)}),
    ('actor="Norland"["the north"]', {"arguments": (Argument("actor", Span(0, 7), entity="the north"),)}),
    ('time="Monday"{2019-05-13}', {"arguments": (Argument("time", Span(33, 39), value="2019-05-13"),)}),
    ('time="Monday"[m]{"a b"}(0.5)', {"arguments": (Argument("time", Span(33, 39), None, "m", "a b", (), 0.5),)}),
    ('time="Monday"{"a]}b"}', {"arguments": (Argument("time", Span(33, 39), value="a]}b"),)}),
    ("content=e2", {"arguments": (Argument("content", event="e2"),)}),
    ("content=e2[x]{y}(1)", {"arguments": (Argument("content", event="e2", entity="x", value="y", score=1.0),)}),
    ("actor=[nor]", {"arguments": (Argument("actor", entity="nor"),)}),
    ('actor=[""]', {"arguments": (Argument("actor", entity=""),)}),
    ('actor="Norland" actor="offer"', {"arguments": (Argument("actor", Span(0, 7)), Argument("actor", Span(19, 24)))}),
    ('object="the"+"down"', {"arguments": (Argument("object", Span(15, 18), pieces=(Span(15, 18), Span(25, 29))),)}),
    ('object="o"@30+"Mon"@33+"y"@38[x]', {
        "arguments": (Argument("object", Span(30, 31), entity="x",
                               pieces=(Span(30, 31), Span(33, 36), Span(38, 39))),)}),
    ('object="offer"~"the offer down"', {"arguments": (Argument("object", Span(19, 24)),)}),
]  # fmt: skip


@pytest.mark.parametrize(("items", "fields"), FIELDS)
def test_what_the_items_of_an_event_line_mean(items, fields):
    event = parse_event(f'e1 REJECT "turned" {items}', TEXT)
    expected = Event("e1", "REJECT", Span(8, 14), **fields)
    assert event == expected
    assert [event.score, *(a.score for a in event.arguments)] == [
        expected.score,
        *(a.score for a in expected.arguments),
    ]


@pytest.mark.parametrize(
    ("head", "kind", "subtype", "trigger"),
    [
        ('e1 REJECT "turned"', "REJECT", None, Span(8, 14)),
        ('e1 REJECT.refuse "turned"', "REJECT", "refuse", Span(8, 14)),
        ('e1 Life:Die.a.b "turned"', "Life:Die", "a.b", Span(8, 14)),
        ("e1 REJECT -", "REJECT", None, None),
        ('e1 REJECT "turn"@8', "REJECT", None, Span(8, 12)),
    ],
)
def test_the_head_of_an_event_line(head, kind, subtype, trigger):
    event = parse_event(head, TEXT)
    assert (event.id, event.type, event.subtype, event.trigger) == ("e1", kind, subtype, trigger)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(articles())
def test_every_event_reads_back_from_one_line(drawn):
    lines = [write_event(event, drawn.text) for event in drawn.events or ()]
    assert not any("\n" in line for line in lines)
    again = drawn.with_events([parse_event(line, drawn.text) for line in lines])
    assert everything(again)[1:] == everything(drawn)[1:]
    assert again.events == (drawn.events or ())


@settings(max_examples=200, deadline=None, derandomize=True)
@given(entities(free=True) | st.builds(Entity, st.text('a "\\\n@#=', min_size=1), st.text(), st.text(), st.text()))
def test_every_entity_reads_back_from_one_line(entity):
    line = write_entity(entity)
    assert "\n" not in line
    assert parse_entity(line) == entity
