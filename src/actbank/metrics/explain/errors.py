"""The error analysis: every gold and predicted event and argument in one class, with the ids behind each count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from actbank.metrics.comparison import Comparison, compare
from actbank.metrics.explain.cases import ARGUMENT_VERDICTS, VERDICTS, ArgumentCase, EventCase
from actbank.metrics.explain.judging import Ids, judge
from actbank.metrics.matching import check_match
from actbank.metrics.pairs import Predictions, pair_up
from actbank.schema import Article, Event


@dataclass(frozen=True, slots=True)
class Errors:
    """Every case of some articles, in the order of the articles and of their texts.

    A pair of a gold and a predicted event, or of a gold and a predicted argument, is one case and counts 1.
    """

    match: str
    events: tuple[EventCase, ...]
    arguments: tuple[ArgumentCase, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many events are in each class, also in those where there is none."""
        return _counts(VERDICTS, self.events)

    @property
    def argument_counts(self) -> dict[str, int]:
        """How many arguments are in each class, also in those where there is none."""
        return _counts(ARGUMENT_VERDICTS, self.arguments)

    @property
    def by_type(self) -> dict[str, dict[str, int]]:
        """The events of each type by class, sorted by type: the gold type, or the predicted one of spurious events."""
        groups: dict[str, list[EventCase]] = {}
        for case in self.events:
            groups.setdefault(case.type, []).append(case)
        return {name: _counts(VERDICTS, groups[name]) for name in sorted(groups)}

    @property
    def by_role(self) -> dict[str, dict[str, int]]:
        """The arguments of each role by class, sorted by role: the gold role, or the predicted one without gold."""
        groups: dict[str, list[ArgumentCase]] = {}
        for case in self.arguments:
            groups.setdefault(case.roles[0], []).append(case)
        return {name: _counts(ARGUMENT_VERDICTS, groups[name]) for name in sorted(groups)}

    def articles(self, verdict: str) -> dict[str, int]:
        """Return how many events of a class each article has, those with most first; articles with none are not in."""
        return _articles(self.events, verdict)

    def argument_articles(self, verdict: str) -> dict[str, int]:
        """Return how many arguments of a class each article has, those with most first."""
        return _articles(self.arguments, verdict)

    def to_dict(self) -> dict[str, Any]:
        """Return counts and cases for JSON."""
        return {
            "match": self.match,
            "events": {
                "classes": self.counts,
                "types": self.by_type,
                "cases": [case.to_dict() for case in self.events],
            },
            "arguments": {
                "classes": self.argument_counts,
                "roles": self.by_role,
                "cases": [case.to_dict() for case in self.arguments],
            },
        }


def find_errors(gold: Iterable[Article], predictions: Predictions, *, match: str = "exact") -> Errors:
    """Return the class of every event and argument, on either side.

    >>> from actbank.schema import Argument, Event, Span
    >>> left, mali = Span(5, 9), Argument("actor", Span(0, 4))
    >>> gold = Article("a1", "Mali left the pact.", events=(Event("e1", "WITHDRAW", left, (mali,)),))
    >>> errors = find_errors([gold], {"a1": [Event("p1", "WITHDRAW", left)]})
    >>> [(case.verdict, case.gold, case.predicted) for case in errors.events]
    [('missing argument', 'e1', 'p1')]

    Args:
        gold: Annotated articles.
        predictions: Events by article id, or articles that hold them; where an article has none, nothing was predicted.
        match: When two spans match, a rule of `actbank.metrics.matching`.

    Raises:
        DataError: with every article or event that cannot be compared.
    """
    check_match(match)
    pairs = pair_up(gold, predictions)
    compared = (compare(article.text, article.events or (), events, match=match) for article, events in pairs)
    return errors_of(pairs, compared, match)


def errors_of(
    pairs: Iterable[tuple[Article, Sequence[Event]]], compared: Iterable[Comparison], match: str = "exact"
) -> Errors:
    """Return the errors of articles with their predicted events that are compared already.

    Args:
        pairs: From `actbank.metrics.pairs.pair_up`.
        compared: Their comparisons, in the same order.
        match: The rule of matching that the comparisons follow.
    """
    events: list[EventCase] = []
    arguments: list[ArgumentCase] = []
    for (article, predicted), comparison in zip(pairs, compared, strict=True):
        ids = Ids(article.id, [event.id for event in article.events or ()], [event.id for event in predicted])
        judged = judge(comparison, ids)
        events += judged[0]
        arguments += judged[1]
    return Errors(match, tuple(events), tuple(arguments))


def _counts(verdicts: Iterable[str], cases: Iterable[EventCase] | Iterable[ArgumentCase]) -> dict[str, int]:
    found = Counter(case.verdict for case in cases)
    return {verdict: found[verdict] for verdict in verdicts}


def _articles(cases: Iterable[EventCase] | Iterable[ArgumentCase], verdict: str) -> dict[str, int]:
    found: Mapping[str, int] = Counter(case.article for case in cases if case.verdict == verdict)
    return dict(sorted(found.items(), key=lambda item: -item[1]))
