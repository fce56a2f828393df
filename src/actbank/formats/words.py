"""Words that stand next to offsets, and whether the text has them there."""

from __future__ import annotations

from collections.abc import Sequence

from actbank.problems import Problem
from actbank.schema import Span

_BREAKS = str.maketrans(dict.fromkeys("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029", " "))


def on_one_line(text: str) -> str:
    """Return ``text`` with a space for each character at which a program may break a line; offsets stay."""
    return text.translate(_BREAKS)


def words_of(text: str, spans: Sequence[Span]) -> str:
    """Return the words of a perhaps discontinuous stretch of ``text``, the pieces joined by a space."""
    return " ".join(span.of(text) for span in spans)


def span_problem(where: str, name: str, spans: Sequence[Span], words: str | None, text: str) -> Problem | None:
    """Return what is wrong with spans that should lie in ``text`` and read ``words``, or ``None``.

    Args:
        where: The place that the problem names.
        name: What has the spans, for the message.
        spans: The pieces in text order.
        words: What the source says that they read, ``None`` when it says nothing.
        text: The article's text.
    """
    found, inside = words_of(text, spans), spans[-1].end <= len(text)
    if inside and words in (None, found):
        return None
    shown = f"{name} {' '.join(f'({span.start}, {span.end})' for span in spans)}"
    close = nearest_occurrence(text, words or "", spans[0].start)
    if not inside:
        return Problem(where, shown, f"end <= {len(text)}", close)
    return Problem(where, f"{shown} reads {found!r}", repr(words), close)


def nearest_occurrence(text: str, words: str, start: int) -> str:
    """Return ``"(start, end)"`` of the occurrence of ``words`` that begins nearest to ``start``, or ``""``."""
    if not words:
        return ""
    before = text.rfind(words, 0, min(start, len(text)) + len(words))
    after = text.find(words, start)
    at = min((at for at in (before, after) if at >= 0), key=lambda at: abs(at - start), default=None)
    return "" if at is None else f"({at}, {at + len(words)})"
