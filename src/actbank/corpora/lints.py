"""Annotation that is allowed but suspicious: places to look at, not errors."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from statistics import quantiles

from actbank.problems import Findings, Problem
from actbank.schema import Article, Event, Span
from actbank.segmentation import split_sentences, split_words

# A word form is a habitual trigger when it was annotated this often, and in this share of its occurrences.
_TIMES, _SHARE = 4, 0.75
# A type usually has a role when this share of its events has one.
_USUAL = 0.9
_LONG = 12
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_TIME = re.compile(
    rf"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:\d{{1,2}} )?(?:{_MONTHS})(?: \d{{1,2}})?(?:,? \d{{4}})?"
    r"|(?:19|20)\d\d|(?:last|next) (?:week|month|year)|yesterday|tomorrow)\b"
)
Lint = Callable[[Sequence[Article], Findings], Iterator[Problem]]


def lint(articles: Sequence[Article], places: Findings) -> list[Problem]:
    """Return what looks suspicious in annotated articles, seen against the whole of them.

    Args:
        articles: A corpus; habits are learnt from it.
        places: What its reader found; tells the file and line of each event.
    """
    checks: tuple[Lint, ...] = (unmarked_triggers, rare_types, long_arguments, bare_events, unused_times)
    return [problem for check in checks for problem in check(articles, places)]


def _form(article: Article, span: Span) -> str:
    return span.of(article.text).casefold()


def _triggers(articles: Sequence[Article]) -> Iterator[tuple[Article, Event, Span]]:
    for article in articles:
        for event in article.events or ():
            if event.trigger:
                yield article, event, event.trigger


def unmarked_triggers(articles: Sequence[Article], places: Findings) -> Iterator[Problem]:
    """Yield each occurrence of a habitual trigger word that is not annotated."""
    marked = Counter(_form(article, span) for article, _, span in _triggers(articles))
    seen: Counter[str] = Counter()
    bare: dict[str, list[tuple[Article, Span]]] = defaultdict(list)
    for article in articles:
        inside = [span for _, event, span in _triggers([article])]
        for word in split_words(article.text):
            form = _form(article, word)
            if form in marked:
                seen[form] += 1
                if not any(span.overlaps(word) for span in inside):
                    bare[form].append((article, word))
    for form, found in sorted(bare.items()):
        if marked[form] >= _TIMES and marked[form] >= _SHARE * seen[form]:
            for article, word in found:
                yield Problem(
                    places.place(article.id), f"{_around(article, word)}", f"an event: {form!r} is one elsewhere"
                )


def _around(article: Article, span: Span) -> str:
    words = article.text[max(0, span.start - 25) : span.end + 25]
    return repr(" ".join(words.split()))


def rare_types(articles: Sequence[Article], places: Findings) -> Iterator[Problem]:
    """Yield each event whose trigger word nearly always has another type."""
    types: dict[str, Counter[str]] = defaultdict(Counter)
    for article, event, span in _triggers(articles):
        types[_form(article, span)][event.type] += 1
    for article, event, span in _triggers(articles):
        counts = types[_form(article, span)]
        usual, times = counts.most_common(1)[0]
        if event.type != usual and counts[event.type] == 1 and times >= _TIMES:
            what = f"{span.of(article.text)!r} is {event.type}"
            yield Problem(places.place(article.id, event.id), what, f"{usual}, as {times} times elsewhere")


def long_arguments(articles: Sequence[Article], places: Findings) -> Iterator[Problem]:
    """Yield each argument of more than twelve words that is also longer than 99 of 100 of its role."""
    lengths: dict[str, list[int]] = defaultdict(list)
    rows = [
        (article, event, a) for article in articles for event in article.events or () for a in event.arguments if a.span
    ]
    for article, _, argument in rows:
        lengths[argument.role].append(len(argument.span.of(article.text).split()) if argument.span else 0)
    limits = {role: quantiles(found, n=100)[-1] for role, found in lengths.items() if len(found) > 1}
    for article, event, argument in rows:
        words = argument.span.of(article.text) if argument.span else ""
        limit = max(_LONG, limits.get(argument.role, 0))
        if len(words.split()) > limit:
            yield Problem(
                places.place(article.id, event.id), f"{argument.role}={words!r}", f"at most {limit:.0f} words"
            )


def bare_events(articles: Sequence[Article], places: Findings) -> Iterator[Problem]:
    """Yield each event without any argument whose type nearly always has one."""
    every = Counter(event.type for _, event, _ in _triggers(articles))
    filled = Counter(event.type for _, event, _ in _triggers(articles) if event.arguments)
    for article, event, span in _triggers(articles):
        if not event.arguments and filled[event.type] >= _USUAL * every[event.type]:
            what = f"{event.type} {span.of(article.text)!r} has no role: {_around(article, span)}"
            yield Problem(places.place(article.id, event.id), what, "an actor or a target, if the clause has one")


def unused_times(articles: Sequence[Article], places: Findings) -> Iterator[Problem]:
    """Yield each plain time expression in a sentence with events that dates none of them."""
    for article in articles:
        spans = [a.span for event in article.events or () for a in event.arguments if a.span]
        triggers = [span for _, _, span in _triggers([article])]
        for sentence in split_sentences(article.text):
            if not any(sentence.overlaps(trigger) for trigger in triggers):
                continue
            for found in _TIME.finditer(article.text, sentence.start, sentence.end):
                span = Span(*found.span())
                if not any(span.overlaps(other) for other in spans):
                    yield Problem(places.place(article.id), f"{_around(article, span)}", "a time of some event")
