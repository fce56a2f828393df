"""Why scores cannot be compared: other definitions, other articles or other gold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from actbank.metrics.scores import Scores
from actbank.metrics.signature import parse
from actbank.problems import Problem

_SHOWN = 3  # of many articles, the first few show what went wrong


def obstacles(scores: Mapping[str, Sequence[Scores]], measure: str) -> Iterator[Problem]:
    """Yield every reason why the scores of systems cannot be compared with those of the first one.

    Args:
        scores: By the name of the system, the scores of each of its seeds.
        measure: The measure to be compared on.

    Raises:
        UnknownName: scores that could be compared do not have the measure.
    """
    if len(scores) < 2:
        yield Problem("systems", f"only {len(scores)} given", "two or more")
    yield from (Problem(f"system {name!r}", "has no scores", "those of a seed") for name in scores if not scores[name])
    models = [(_place(name, at, seeds), one) for name, seeds in scores.items() for at, one in enumerate(seeds)]
    for place, one in models[1:]:
        first, reference = models[0]
        differing = [*_other_definitions(place, one, first, reference), *_other_articles(place, one, first, reference)]
        yield from differing or _other_gold(place, one, first, reference, measure)


def _place(name: str, at: int, seeds: Sequence[Scores]) -> str:
    return f"system {name!r}" if len(seeds) == 1 else f"system {name!r}, seed {at + 1} of {len(seeds)}"


def _other_definitions(place: str, scores: Scores, first: str, reference: Scores) -> Iterator[Problem]:
    fields, expected = parse(scores.signature), parse(reference.signature)
    for name, value in fields.items():
        if value != expected[name]:
            yield Problem(
                place, f"signature field {name!r} is {_text(value)}", f"{_text(expected[name])} as in {first}"
            )


def _text(value: Any) -> str:
    return repr("+".join(value)) if isinstance(value, tuple) else repr(value)


def _other_articles(place: str, scores: Scores, first: str, reference: Scores) -> Iterator[Problem]:
    ids, expected = set(scores.article_ids), set(reference.article_ids)
    expectation = f"the articles of {first}"
    if expected - ids:
        yield Problem(place, f"lacks {_some(expected - ids)}", expectation)
    if ids - expected:
        yield Problem(place, f"has besides {_some(ids - expected)}", expectation)
    if ids == expected and scores.article_ids != reference.article_ids:
        yield Problem(place, "has its articles in another order", f"the order of {first}")


def _other_gold(place: str, scores: Scores, first: str, reference: Scores, measure: str) -> Iterator[Problem]:
    """Yield whether an article has more or less to find than for the first system, which true positives add to."""
    gold, expected = (one.tally(measure).by_article()[:, [0, 2]].sum(axis=1) for one in (scores, reference))
    differing = [scores.article_ids[at] for at in np.flatnonzero(gold != expected)]
    if differing:
        yield Problem(place, f"has other gold for {measure} in {_some(differing)}", f"the gold of {first}")


def _some(articles: set[str] | list[str]) -> str:
    shown = ", ".join(repr(name) for name in sorted(articles)[:_SHOWN])
    number = len(articles)
    return f"{number} article{'s' if number != 1 else ''}: {shown}{', ...' if number > _SHOWN else ''}"
