"""Hypothesis strategies of small articles in which gold and predicted events meet in every way."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from actbank.schema import Argument, Article, Event, Span

TEXT = "abcdefghij klmnopqrst uvwxyz"
TRIGGERS = [Span(0, 4), Span(2, 6), Span(5, 9), Span(0, 9), Span(11, 14), None]
FILLERS = [Span(11, 15), Span(13, 18), Span(16, 21), Span(22, 28)]

ARGUMENTS = st.builds(
    lambda role, span, split: Argument(role, span, pieces=(span, Span(26, 28)) if split and span.end < 26 else ()),
    st.sampled_from(["actor", "target", "time"]),
    st.sampled_from(FILLERS),
    st.booleans(),
)
EVENTS = st.builds(
    lambda type, trigger, arguments, polarity, modality: Event(
        "e", type, trigger, tuple(arguments), polarity, modality
    ),
    st.sampled_from(["JOIN", "LEAVE", "DENY"]),
    st.sampled_from(TRIGGERS),
    st.lists(ARGUMENTS, max_size=3),
    st.sampled_from(["positive", "negative", "unspecified"]),
    st.sampled_from(["actual", "planned"]),
)


@st.composite
def sides(draw, max_size=4):
    """The events of one side; some are the content of the next one."""
    drawn = [replace(event, id=f"e{at}") for at, event in enumerate(draw(st.lists(EVENTS, max_size=max_size)))]
    linked = []
    for at, event in enumerate(drawn):
        content = (Argument("content", event=drawn[at - 1].id),) if at and draw(st.booleans()) else ()
        linked.append(replace(event, arguments=(*event.arguments, *content)))
    return tuple(linked)


@st.composite
def articles(draw):
    """A gold article and the events predicted for it, which are its own, mended in places, or any."""
    gold, other = draw(sides()), draw(sides())
    kept = draw(st.lists(st.booleans(), min_size=len(gold), max_size=len(gold)))
    copies = [replace(event, id=f"c{at}") for at, event in enumerate(gold) if kept[at] and not has_events(event)]
    return Article("a", TEXT, events=gold), (*copies, *(other if draw(st.booleans()) else ()))


def has_events(event):
    return any(argument.event for argument in event.arguments)
