"""Gold articles with the events that were predicted for them, or every reason why they cannot be compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from actbank.metrics.misfits import Pair, divide, settle, stand_in
from actbank.predicted import Misfit, Predicted
from actbank.problems import DataError, Problem, nearest
from actbank.schema import Article, Event

Predictions = Mapping[str, Sequence[Event]] | Iterable[Article | Predicted]
_HINTS = 20  # looking for the nearest id is slow: the first few show what went wrong


@dataclass(frozen=True, slots=True)
class Pairing:
    """Gold articles with the events that were predicted for them.

    The last ``stand_ins`` pairs are gold articles without events, one for each predicted article with misfits;
    ``misfits`` says what is wrong with these. Of ``expressions`` that were given by their words, ``absent`` are not in
    the text: they stand after it, where gold has nothing, so that the article of a pair can have a longer text.
    """

    pairs: tuple[Pair, ...]
    stand_ins: int = 0
    misfits: tuple[Problem, ...] = ()
    expressions: int = 0
    absent: int = 0


def pair_up(gold: Iterable[Article], predictions: Predictions) -> list[Pair]:
    """Return each gold article with its predicted events, ``()`` where no prediction was made.

    Raises:
        DataError: with every gold article that is repeated or not annotated, and every prediction that is for no gold
            article, repeated, not annotated, for another text, outside the text, refers to no event or has a score
            that is no number.
    """
    return list(pairing(gold, predictions).pairs)


def pairing(gold: Iterable[Article], predictions: Predictions, *, lenient: bool = False) -> Pairing:
    """Return each gold article with its predicted events, and what became of predictions that do not fit.

    Args:
        gold: Annotated articles.
        predictions: Events by article id, or articles that hold them.
        lenient: Whether events that fit no gold article are counted as wrong instead of being refused.

    Raises:
        DataError: with everything that `pair_up` refuses; when ``lenient``, with what is wrong with gold.
    """
    articles, wrong = _gold_by_id(gold)
    given = list(_given(predictions))
    kept, misfits = _admitted(given, articles)
    pairs = []
    for article in articles.values():
        pair, more = _paired(article, kept.get(article.id))
        pairs.append(pair)
        misfits.extend((article.id, misfit) for misfit in more)
    problems = [problem for _, misfit in misfits for problem in misfit.problems]
    if wrong or (problems and not lenient):
        raise DataError(wrong if lenient else [*wrong, *problems])
    aside = list(_stand_ins(misfits, articles))
    return Pairing(
        pairs=(*pairs, *aside),
        stand_ins=len(aside),
        misfits=tuple(problems),
        expressions=sum(predicted.expressions for predicted in given),
        absent=sum(predicted.absent for predicted in given),
    )


def _gold_by_id(gold: Iterable[Article]) -> tuple[dict[str, Article], list[Problem]]:
    articles: dict[str, Article] = {}
    problems: list[Problem] = []
    for article in gold:
        where = f"gold article {article.id!r}"
        if article.id in articles:
            problems.append(Problem(where, "is there twice", "unique ids"))
        if article.events is None:
            problems.append(Problem(where, "is not annotated", "events, or an empty list of events"))
        articles[article.id] = article
    return articles, problems


def _given(predictions: Predictions) -> Iterator[Predicted]:
    if isinstance(predictions, Mapping):
        yield from (Predicted(name, tuple(events)) for name, events in predictions.items())
        return
    for article in predictions:
        if isinstance(article, Predicted):
            yield article
        else:
            yield Predicted(article.id, article.events, article.text)


def _admitted(
    given: Iterable[Predicted], gold: Mapping[str, Article]
) -> tuple[dict[str, Predicted], list[tuple[str, Misfit]]]:
    """Return the predictions for gold articles, and those that are misfits as a whole."""
    kept: dict[str, Predicted] = {}
    misfits: list[tuple[str, Misfit]] = []
    seen: set[str] = set()
    strange = 0
    for predicted in given:
        problems = list(_whole_problems(predicted, seen, gold.get(predicted.id)))
        if predicted.id not in gold:
            strange += 1
            close = nearest(predicted.id, gold) if strange <= _HINTS else ""
            problems.append(Problem(predicted.place, "is not in gold", "the id of a gold article", close))
        seen.add(predicted.id)
        if problems:
            misfits.append((predicted.id, _whole(predicted, problems)))
        else:
            kept[predicted.id] = predicted
    return kept, misfits


def _whole_problems(predicted: Predicted, earlier: Collection[str], gold: Article | None) -> Iterator[Problem]:
    if predicted.id in earlier:
        yield Problem(predicted.place, "is there twice", "unique ids")
    if predicted.events is None:
        yield Problem(predicted.place, "has no events", "events, or an empty list of events")
    if gold is not None and predicted.text not in ("", gold.text):
        expected = "the same text, to the code point"
        yield Problem(predicted.place, "has another text than the gold article", expected)


def _whole(predicted: Predicted, problems: Iterable[Problem]) -> Misfit:
    """Return a prediction as one misfit, with the misfits that it has of its own."""
    further = [problem for misfit in predicted.misfits for problem in misfit.problems]
    events = [event for misfit in predicted.misfits for event in misfit.events]
    return Misfit((*problems, *further), (*(predicted.events or ()), *events))


def _paired(article: Article, predicted: Predicted | None) -> tuple[Pair, list[Misfit]]:
    if predicted is None:
        return (article, ()), []
    if predicted.invented:
        article = replace(article, text="\n".join((article.text, *predicted.invented)))
    aside = {event.id for misfit in predicted.misfits for event in misfit.events}
    fitting, misfits = divide(article, predicted.events or (), aside, predicted.place)
    return settle(article, fitting), [*predicted.misfits, *misfits]


def _stand_ins(misfits: Iterable[tuple[str, Misfit]], gold: Collection[str]) -> Iterator[Pair]:
    """Yield one article a predicted article with misfits, under a name that no other has."""
    events: defaultdict[str, list[Event]] = defaultdict(list)
    for name, misfit in misfits:
        events[name].extend(misfit.events)
    taken = set(gold)
    for name, aside in events.items():
        if aside:
            free = f"{name} (misfits)"
            while free in taken:
                free += "'"
            taken.add(free)
            yield stand_in(free, aside)
