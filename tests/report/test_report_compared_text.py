"""Gold against predicted text: pieces rebuild the text and name what lies over them, for any marks; styles by hand."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actbank.report.compared_text import ComparedPiece, Mark, Tag, compared_paragraphs
from actbank.schema import Span
from strategies import spans, texts

PINNED = settings(derandomize=True, deadline=None, max_examples=100)


@st.composite
def marked(draw):
    text = draw(texts().filter(bool))
    marks = st.builds(
        Mark,
        spans(text),
        st.sampled_from(["gold", "predicted"]),
        st.integers(0, 2),
        st.sampled_from(["actor", "JOIN"]),
        st.booleans(),
    )
    return text, draw(st.lists(marks, max_size=8))


def placed(text, marks):
    """Yield each piece with its offset, walking the lines of the text that are not blank."""
    rows = iter(compared_paragraphs(text, marks))
    at = 0
    for line in text.split("\n"):
        start = at
        for piece in next(rows) if line.strip() else ():
            yield start, piece
            start += len(piece.text)
        assert not line.strip() or start == at + len(line)
        at += len(line) + 1
    assert next(rows, None) is None


def standing(marks):
    """How the sides mark a point, written from the definition."""
    sides = {side: {(m.case, m.name, m.span) for m in marks if m.side == side} for side in ("gold", "predicted")}
    if not marks:
        return ""
    if not sides["gold"] or not sides["predicted"]:
        return "gold" if sides["gold"] else "predicted"
    return "both" if sides["gold"] == sides["predicted"] else "apart"


@PINNED
@given(marked())
def test_pieces_rebuild_the_text_and_name_what_lies_over_each_code_point(drawn):
    text, marks = drawn
    for start, piece in placed(text, marks):
        assert text.startswith(piece.text, start)
        for at in range(start, start + len(piece.text)):
            over = [mark for mark in marks if mark.span.start <= at < mark.span.end]
            assert piece.cases == tuple(sorted({mark.case for mark in over}))
            assert piece.triggers == standing([mark for mark in over if mark.trigger])
            assert piece.fillers == standing([mark for mark in over if not mark.trigger])


@PINNED
@given(marked(), st.randoms(use_true_random=False))
def test_the_order_of_marks_does_not_matter(drawn, chance):
    text, marks = drawn
    assert compared_paragraphs(text, chance.sample(marks, len(marks))) == compared_paragraphs(text, marks)


@PINNED
@given(marked())
def test_a_trigger_is_named_once_where_it_begins(drawn):
    text, marks = drawn
    found = [(start, tag.case) for start, piece in placed(text, marks) for tag in piece.tags]
    begun = {(mark.span.start, mark.case, mark.name, mark.span) for mark in marks if mark.trigger}
    behind = [(start + len(text[start:]) - len(text[start:].lstrip("\n")), case) for start, case, _, _ in begun]
    visible = [(start, case) for start, case, _, _ in begun if not text[start].isspace()]
    assert not Counter(visible) - Counter(found)
    assert not Counter(found) - Counter(behind)  # one that begins with line breaks is named behind them


TEXT = "Mali left the pact.\n\nParis denied it."


def mark(words, side, name, case=0):
    start = TEXT.index(words)
    return Mark(Span(start, start + len(words)), side, case, name, name.isupper())


@pytest.mark.parametrize(
    ("marks", "row"),
    [
        # by hand, the first line of the text
        ([], [ComparedPiece("Mali left the pact.", "", "", (), (), "")]),
        (
            [mark("left", "gold", "WITHDRAW"), mark("left", "predicted", "WITHDRAW")],
            [
                ComparedPiece("Mali ", "", "", (), (), ""),
                ComparedPiece("left", "both", "", (0,), (Tag("both", 0, "both WITHDRAW"),), ""),
                ComparedPiece(" the pact.", "", "", (), (), ""),
            ],
        ),
        (
            [mark("left", "gold", "WITHDRAW"), mark("left", "predicted", "JOIN")],
            [
                ComparedPiece("Mali ", "", "", (), (), ""),
                ComparedPiece(
                    "left",
                    "apart",
                    "",
                    (0,),
                    (Tag("predicted", 0, "pred JOIN"), Tag("gold", 0, "gold WITHDRAW")),
                    "",
                ),
                ComparedPiece(" the pact.", "", "", (), (), ""),
            ],
        ),
        (
            [mark("the pact", "gold", "target"), mark("pact", "predicted", "target")],
            [
                ComparedPiece("Mali left ", "", "", (), (), ""),
                ComparedPiece("the ", "", "gold", (0,), (), "gold target"),
                ComparedPiece("pact", "", "apart", (0,), (), "pred target"),
                ComparedPiece(".", "", "", (), (), ""),
            ],
        ),
        (
            [mark("Mali", side, "actor", case) for side in ("gold", "predicted") for case in (0, 1)],
            [
                ComparedPiece("Mali", "", "both", (0, 1), (), "both actor"),
                ComparedPiece(" left the pact.", "", "", (), (), ""),
            ],
        ),
    ],
)
def test_pieces_by_hand(marks, row):
    first, second = compared_paragraphs(TEXT, marks)
    assert first == row
    assert [piece.text for piece in second] == ["Paris denied it."]


def test_a_trigger_is_drawn_as_one_also_where_it_is_a_filler():
    (left,) = [
        piece
        for piece in compared_paragraphs(TEXT, [mark("left", "gold", "WITHDRAW"), mark("left", "gold", "content", 1)])[
            0
        ]
        if piece.cases
    ]
    assert (left.style, left.roles, left.cases) == ("trigger gold", "gold content", (0, 1))
    (pact,) = [piece for piece in compared_paragraphs(TEXT, [mark("pact", "predicted", "target")])[0] if piece.cases]
    assert pact.style == "filler predicted"
