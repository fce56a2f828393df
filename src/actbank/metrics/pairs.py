"""Gold articles with the events that were predicted for them, or every reason why they cannot be compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from actbank.problems import DataError, Problem, nearest
from actbank.schema import Article, Event

Predictions = Mapping[str, Sequence[Event]] | Iterable[Article]
_HINTS = 20  # looking for the nearest id is slow: the first few show what went wrong


def pair_up(gold: Iterable[Article], predictions: Predictions) -> list[tuple[Article, tuple[Event, ...]]]:
    """Return each gold article with its predicted events, ``()`` where no prediction was made.

    Raises:
        DataError: with every gold article that is repeated or not annotated, and every prediction that is for no gold
            article, repeated, not annotated, for another text, outside the text or refers to no event.
    """
    articles: dict[str, Article] = {}
    problems: list[Problem] = []
    for article in gold:
        problems.extend(_gold_problems(article, articles))
        articles[article.id] = article
    given, wrong = _events_by_id(predictions, articles)
    problems.extend([*wrong, *_strangers(given, articles)])
    for name, events in given.items():
        if name in articles:
            problems.extend(_misfits(articles[name], events))
    if problems:
        raise DataError(problems)
    return [(article, given.get(article.id, ())) for article in articles.values()]


def _gold_problems(article: Article, earlier: Mapping[str, Article]) -> Iterator[Problem]:
    where = f"gold article {article.id!r}"
    if article.id in earlier:
        yield Problem(where, "is there twice", "unique ids")
    if article.events is None:
        yield Problem(where, "is not annotated", "events, or an empty list of events")


def _events_by_id(
    predictions: Predictions, gold: Mapping[str, Article]
) -> tuple[dict[str, tuple[Event, ...]], list[Problem]]:
    if isinstance(predictions, Mapping):
        return {name: tuple(events) for name, events in predictions.items()}, []
    given: dict[str, tuple[Event, ...]] = {}
    problems: list[Problem] = []
    for article in predictions:
        problems.extend(_prediction_problems(article, given, gold.get(article.id)))
        given[article.id] = article.events or ()
    return given, problems


def _prediction_problems(article: Article, earlier: Mapping[str, object], gold: Article | None) -> Iterator[Problem]:
    where = f"predicted article {article.id!r}"
    if article.id in earlier:
        yield Problem(where, "is there twice", "unique ids")
    if article.events is None:
        yield Problem(where, "has no events", "events, or an empty list of events")
    if gold is not None and article.text not in ("", gold.text):
        yield Problem(where, "has another text than the gold article", "the same text, to the code point")


def _strangers(given: Iterable[str], gold: Mapping[str, Article]) -> Iterator[Problem]:
    strange = [name for name in given if name not in gold]
    for index, name in enumerate(strange):
        close = nearest(name, gold) if index < _HINTS else ""
        yield Problem(f"predicted article {name!r}", "is not in gold", "the id of a gold article", close)


def _misfits(article: Article, events: tuple[Event, ...]) -> Iterator[Problem]:
    """Yield what keeps the events from being events of this article."""
    try:
        Article(article.id, article.text, events=events)
    except DataError as error:
        for problem in error.problems:
            yield Problem(f"predicted {problem.where}", problem.what, problem.expected, problem.nearest)
