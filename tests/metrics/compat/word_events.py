"""Events given by words: articles whose text is ``w0 w1 w2 ...``, so that tests can count words and not characters."""

from __future__ import annotations

from actbank.schema import Argument, Article, Event, Span

WORDS = 30
TEXT = " ".join(f"w{number}" for number in range(WORDS))


def span(first, end=None):
    """The span from word ``first`` to before word ``end``; one word if no end is given."""
    last = first if end is None else end - 1
    start = TEXT.index(f"w{first} ") if first < WORDS - 1 else TEXT.index(f"w{first}")
    return Span(start, TEXT.index(f"w{last}") + len(f"w{last}"))


def event(name, type, trigger, *arguments):
    """An event; a trigger is a word or (first, end) or ``None``, an argument is (role, word or words or event id)."""
    return Event(name, type, place(trigger), tuple(argument(*given) for given in arguments))


def argument(role, filler, entity=None):
    if isinstance(filler, str):
        return Argument(role, event=filler)
    return Argument(role, span=place(filler), entity=entity)


def place(words):
    if words is None:
        return None
    return span(*words) if isinstance(words, tuple) else span(words)


def article(*events, name="a"):
    return Article(name, TEXT, events=events)
