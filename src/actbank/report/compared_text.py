"""The text of an article cut into pieces over which the same gold and predicted spans lie."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from actbank.schema import Span

GOLD, PREDICTED = "gold", "predicted"
_SHORT = {GOLD: "gold", PREDICTED: "pred", "both": "both"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of the gold or of the predicted side of a case: a trigger with its type, or a filler with its role."""

    span: Span
    side: str
    case: int
    name: str
    trigger: bool


@dataclass(frozen=True, slots=True)
class Tag:
    """What stands before the first piece of a trigger: on which side it is one, in which case, and its type."""

    side: str
    case: int
    words: str


@dataclass(frozen=True, slots=True)
class ComparedPiece:
    """A stretch of text over which the same marks lie.

    ``triggers`` and ``fillers`` say how the two sides mark it: ``""`` not at all, ``gold`` or ``predicted`` alone,
    ``both`` alike, ``apart`` both and not alike. ``tags`` and ``roles`` name what begins here.
    """

    text: str
    triggers: str
    fillers: str
    cases: tuple[int, ...]
    tags: tuple[Tag, ...]
    roles: str

    @property
    def style(self) -> str:
        """How the piece is drawn: as a trigger if it is one of any, else as a filler."""
        return f"trigger {self.triggers}" if self.triggers else f"filler {self.fillers}"


def compared_paragraphs(text: str, marks: Iterable[Mark]) -> list[list[ComparedPiece]]:
    """Return the paragraphs of a text as marked pieces; blank lines are left out."""
    rows: list[list[ComparedPiece]] = [[]]
    for start, end, over in _stretches(text, marks):
        begun = [mark for mark in over if mark.span.start == start]
        for number, line in enumerate(text[start:end].split("\n")):
            if number:
                rows.append([])
            if line:
                rows[-1].append(_piece(line, over, begun))
                begun = []
    return [row for row in rows if any(piece.text.strip() for piece in row)]


def _stretches(text: str, marks: Iterable[Mark]) -> Iterator[tuple[int, int, list[Mark]]]:
    """Yield each stretch between two borders of spans with the marks that lie over it."""
    waiting = sorted(marks, key=lambda mark: (mark.span, mark.case, not mark.trigger, mark.name, mark.side))
    waiting.reverse()
    edges = {edge for mark in waiting for edge in (mark.span.start, mark.span.end)}
    over: list[Mark] = []
    for start, end in pairwise(sorted(edges | {0, len(text)})):
        over = [mark for mark in over if mark.span.end > start]
        while waiting and waiting[-1].span.start == start:
            over.append(waiting.pop())
        yield start, end, over


def _piece(text: str, over: Sequence[Mark], begun: Iterable[Mark]) -> ComparedPiece:
    if not over:
        return ComparedPiece(text, "", "", (), (), "")
    tags = list(_tags(begun))
    return ComparedPiece(
        text,
        _standing([mark for mark in over if mark.trigger]),
        _standing([mark for mark in over if not mark.trigger]),
        tuple(sorted({mark.case for mark in over})),
        tuple(tag for trigger, tag in tags if trigger),
        ", ".join(dict.fromkeys(tag.words for trigger, tag in tags if not trigger)),
    )


def _standing(marks: Sequence[Mark]) -> str:
    gold, predicted = ({(m.case, m.name, m.span) for m in marks if m.side == side} for side in (GOLD, PREDICTED))
    if gold and predicted:
        return "both" if gold == predicted else "apart"
    return GOLD if gold else PREDICTED if predicted else ""


def _tags(begun: Iterable[Mark]) -> Iterator[tuple[bool, Tag]]:
    """Yield a tag for each span that begins, and whether it is a trigger; one for both sides where these are alike."""
    sides: dict[tuple[bool, int, str, Span], set[str]] = {}
    for mark in begun:
        sides.setdefault((mark.trigger, mark.case, mark.name, mark.span), set()).add(mark.side)
    for (trigger, case, name, _), found in sides.items():
        side = "both" if len(found) == 2 else min(found)
        yield trigger, Tag(side, case, f"{_SHORT[side]} {name}")
