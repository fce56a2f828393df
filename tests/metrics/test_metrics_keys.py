"""Keys: spans after stripping, fillers that are events, pieces or implicit."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actbank.metrics.keys import event_keys
from actbank.metrics.matching import reading, stripped
from actbank.schema import Argument, Entity, Event, Span

TEXT = 'Envoys of "Ruritania" walked out; the capital said so.'


def place(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def span(words: str) -> Span:
    return Span(*place(words))


def keys_of(events):
    return event_keys(reading("exact", TEXT, events, []).gold, events)


@pytest.mark.parametrize(
    ("quoted", "kept"),
    [
        ("walked out", "walked out"),
        ("walked out; ", "walked out"),
        (' "Ruritania" ', "Ruritania"),
        ("so.", "so"),
        ("; ", "; "),  # nothing but punctuation and space stays as it is
        (" ", " "),
    ],
)
def test_edges_are_stripped(quoted, kept):
    start = TEXT.index(quoted)
    inner = start + quoted.index(kept)
    assert stripped(TEXT, Span(start, start + len(quoted))) == (inner, inner + len(kept))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("«Élysée»", (1, 7)),  # by hand: French quotes are Pi and Pf
        ("¿Qué?", (1, 4)),  # by hand: inverted question mark is Po
        ("\u00a0القاهرة،", (1, 8)),  # by hand: no-break space, seven letters, Arabic comma
        ("e\u0301.", (0, 2)),  # by hand: a combining mark is no punctuation
        ("🇫🇷!", (0, 2)),  # by hand: a flag is two code points, category So
        ("\r\nyes\r\n", (2, 5)),  # by hand: CRLF is white space
        ("$5", (0, 2)),  # by hand: a currency sign is Sc
    ],
)
def test_edges_of_other_scripts(text, expected):
    assert stripped(text, Span(0, len(text))) == expected


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.text(alphabet="ab ,.\u0301«»\n—🇫", min_size=1, max_size=12), st.data())
def test_stripping_is_what_str_strip_does_with_these_characters(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    edge = "".join({c for c in text if c.isspace() or unicodedata.category(c)[0] == "P"})
    kept = text[start:end].strip(edge) if edge else text[start:end]
    left, right = stripped(text, Span(start, end))
    assert start <= left < right <= end
    assert text[left:right] == (kept or text[start:end])
    assert stripped(text, Span(left, right)) == (left, right)


def test_an_event_that_fills_a_role_counts_as_its_trigger():
    leave = Event("e1", "WITHDRAW", span("walked out;"))
    say = Event("e2", "STATE", span("said"), (Argument("content", event="e1"), Argument("actor", span("the capital"))))
    keys = keys_of([say, leave])
    assert keys[0].arguments == (("actor", (place("the capital"),)), ("content", (place("walked out"),)))
    assert keys[0].implicit == 0


def test_fillers_without_a_place_are_implicit():
    plan = Event("e1", "WITHDRAW", None)
    arguments = (Argument("content", event="e1"), Argument("actor", entity="x"), Argument("time", span("so")))
    (key, _) = keys_of([Event("e2", "STATE", span("said"), arguments), plan])
    assert (key.arguments, key.implicit) == ((("time", (place("so"),)),), 2)


def test_a_span_with_an_entity_is_a_span():
    filler = Argument("actor", span("Envoys"), entity=Entity("r", "Ruritania").id)
    (key,) = keys_of([Event("e1", "WITHDRAW", span("walked out"), (filler,))])
    assert (key.arguments, key.implicit) == ((("actor", (place("Envoys"),)),), 0)


def test_all_pieces_of_a_discontinuous_filler_are_compared():
    pieces = (span("Envoys"), span('"Ruritania"'))
    whole = Argument("actor", span("Envoys"), pieces=pieces)
    first = Argument("actor", span("Envoys"))
    single = Argument("actor", span("Envoys"), pieces=pieces[:1])
    keys = keys_of([Event(f"e{n}", "STATE", None, (a,)) for n, a in enumerate((whole, first, single))])
    assert keys[0].arguments == (("actor", (place("Envoys"), place("Ruritania"))),)
    assert keys[1].arguments == keys[2].arguments == (("actor", (place("Envoys"),)),)


def test_repeated_arguments_are_kept():
    twice = (Argument("actor", span("Envoys")), Argument("actor", span("Envoys ")))
    (key,) = keys_of([Event("e1", "STATE", span("said"), twice)])
    assert key.arguments == (("actor", (place("Envoys"),)),) * 2


def test_offset_is_the_trigger_then_the_first_filler_then_the_start():
    capital = Argument("actor", span("the capital"))
    events = [
        Event("e1", "STATE", span("said"), (capital,)),
        Event("e2", "STATE", None, (capital,)),
        Event("e3", "STATE", None),
    ]
    assert [key.offset for key in keys_of(events)] == [place("said")[0], place("the capital")[0], 0]


def test_only_keeps_the_named_roles():
    arguments = (Argument("actor", span("the capital")), Argument("place", span("Ruritania")))
    (key,) = keys_of([Event("e1", "STATE", span("said"), arguments)])
    assert key.only({"actor", "time"}) == (("actor", (place("the capital"),)),)
