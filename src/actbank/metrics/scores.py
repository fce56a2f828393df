"""Scores of predictions against gold articles: integer counts by measure, article, type and role, with a signature."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from actbank.metrics.comparison import TUPLE_ROLES, Comparison, compare
from actbank.metrics.confusion import Confusion, confusions
from actbank.metrics.counts import Counts, percent
from actbank.metrics.matching import check_match
from actbank.metrics.measures import Measure, count, measures_of
from actbank.metrics.pairs import Pairing, Predictions, pairing
from actbank.metrics.resample import RESAMPLES, interval
from actbank.metrics.signature import describe, parse, render
from actbank.metrics.tally import Tally, TallySheet
from actbank.problems import Problem, unknown_name
from actbank.schema import Article


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """What a system got right, as counts; ratios, means and intervals are derived when asked for.

    ``events`` and ``implicit`` count gold and predicted events, and their fillers without a place in the text (which
    take no part in span measures). ``phantom_types`` are predicted types that gold does not have, with their events.
    The arrays of ``measures`` follow ``article_ids``.

    ``misfits`` says what is wrong with the predictions that fit no gold article, where these were let pass: they are
    scored against stand-ins, gold articles without events, so that everything in them is a false positive. These are
    the last ``stand_ins`` of ``article_ids``, and in intervals articles like the others. ``expressions`` counts those
    that were given by their words and, as ``absent``, those of them that the text does not have.
    """

    signature: str
    article_ids: tuple[str, ...]
    events: Mapping[str, int]
    implicit: Mapping[str, int]
    phantom_types: Mapping[str, int]
    measures: Mapping[str, Tally]
    attributes: Mapping[str, Confusion]
    misfits: tuple[Problem, ...] = ()
    stand_ins: int = 0
    expressions: Mapping[str, int] = field(default_factory=lambda: {"given": 0, "absent": 0})

    @property
    def articles(self) -> int:
        """How many gold articles were scored."""
        return len(self.article_ids) - self.stand_ins

    @property
    def hallucination_rate(self) -> float | None:
        """The share of expressions given by their words that the text does not have; ``None`` when none was."""
        given = self.expressions["given"]
        return self.expressions["absent"] / given if given else None

    def tally(self, measure: str) -> Tally:
        """Return the counts of a measure by article, type and role.

        Raises:
            UnknownName: these scores do not have the measure.
        """
        if measure not in self.measures:
            raise unknown_name("measure", measure, list(self.measures))
        return self.measures[measure]

    def counts(self, measure: str, type: str | None = None, role: str | None = None) -> Counts:
        """Return the pooled (micro) counts of a measure, of one type or role where it is given."""
        return self.tally(measure).counts(type, role)

    def f1(self, measure: str, type: str | None = None, role: str | None = None) -> float | None:
        """Return the micro F1 of a measure in 0..1, ``None`` at 0/0."""
        return self.counts(measure, type, role).f1

    def interval(
        self,
        measure: str,
        type: str | None = None,
        role: str | None = None,
        resamples: int = RESAMPLES,
        seed: int = 0,
    ) -> tuple[float, float] | None:
        """Return the 95 % bootstrap interval over articles of the micro F1, ``None`` where there is no F1."""
        return interval(self.tally(measure).by_article(type, role), resamples, seed)

    def to_dict(self) -> dict[str, Any]:
        """Return everything but the counts of single articles, for JSON: integers, and ratios as percentages."""
        return {
            "signature": self.signature,
            "articles": self.articles,
            "events": dict(self.events),
            "implicit": dict(self.implicit),
            "phantom_types": dict(self.phantom_types),
            "measures": {name: self._measure_to_dict(name, tally) for name, tally in self.measures.items()},
            "attributes": {name: confusion.to_dict() for name, confusion in self.attributes.items()},
            **self._outside_to_dict(),
        }

    def _outside_to_dict(self) -> dict[str, Any]:
        """Return what only the predictions of outside systems have."""
        words = {**self.expressions, "hallucination_rate": percent(self.hallucination_rate)}
        return {
            **({"expressions": words} if self.expressions["given"] else {}),
            **({"misfits": [str(problem) for problem in self.misfits]} if parse(self.signature)["lenient"] else {}),
        }

    def _measure_to_dict(self, name: str, tally: Tally) -> dict[str, Any]:
        bounds = self.interval(name)
        return {
            **({} if tally.unit == 1 else {"unit": tally.unit}),
            **tally.counts().to_dict(),
            "interval": bounds and [percent(bound) for bound in bounds],
            "macro_f1": percent(tally.macro_f1),
            "types": {kind: counts.to_dict() for kind, counts in tally.by_type.items()},
            "roles": {role: counts.to_dict() for role, counts in tally.by_role.items()},
        }


def score(
    gold: Iterable[Article],
    predictions: Predictions,
    *,
    match: str = "exact",
    setting: str = "e2e",
    tuple_roles: Collection[str] = TUPLE_ROLES,
    ontology: str = "",
    lenient: bool = False,
) -> Scores:
    """Return the scores of predictions against gold articles.

    >>> from actbank.schema import Argument, Article, Event, Span
    >>> mali, left, pact = Argument("actor", Span(0, 4)), Span(5, 9), Argument("target", Span(10, 18))
    >>> gold = Article("a1", "Mali left the pact.", events=(Event("e1", "WITHDRAW", left, (mali, pact)),))
    >>> scores = score([gold], {"a1": [Event("p1", "WITHDRAW", left, (mali,))]})
    >>> scores.f1("TC"), scores.counts("AC+"), scores.f1("tuple")
    (1.0, Counts(tp=1, fp=0, fn=1), 0.0)

    Args:
        gold: Annotated articles.
        predictions: Events by article id, articles that hold them, or what `actbank.formats.load_predictions` gives;
            where an article has none, nothing was predicted.
        match: When two spans match, a rule of `actbank.metrics.matching`.
        setting: ``e2e``, or ``gold-trigger`` for systems that were given the triggers (no TI and TC then).
        tuple_roles: The roles that ``tuple`` compares; a role that no event has makes no difference.
        ontology: Identity of the ontology, for the signature.
        lenient: Whether predictions that fit no gold article are false positives instead of being refused.

    Raises:
        DataError: with every article or event that cannot be compared.
    """
    check_match(match)
    measures = measures_of(setting)
    found = pairing(gold, predictions, lenient=lenient)
    number = len(found.pairs) - found.stand_ins
    fields = describe(
        match=match, setting=setting, tuple_roles=tuple_roles, ontology=ontology, articles=number, lenient=lenient
    )
    return _scores(found, measures, render(fields), match, tuple_roles)


def _scores(
    found: Pairing, measures: Mapping[str, Measure], signature: str, match: str, tuple_roles: Collection[str]
) -> Scores:
    pairs = found.pairs
    compared = [compare(article.text, article.events or (), events, tuple_roles, match) for article, events in pairs]
    return Scores(
        signature=signature,
        article_ids=tuple(article.id for article, _ in pairs),
        events=_both_sides(compared, implicit=False),
        implicit=_both_sides(compared, implicit=True),
        phantom_types=_phantom_types(compared),
        measures=_tallies(compared, measures),
        attributes=confusions(pair for comparison in compared for pair in comparison.pairs),
        misfits=found.misfits,
        stand_ins=found.stand_ins,
        expressions={"given": found.expressions, "absent": found.absent},
    )


def _tallies(compared: Sequence[Comparison], measures: Mapping[str, Measure]) -> dict[str, Tally]:
    sheets = {name: TallySheet() for name in measures}
    for comparison in compared:
        for name, outcome in count(comparison, measures).items():
            sheets[name].add(outcome)
    return {name: sheet.tally(measures[name].unit) for name, sheet in sheets.items()}


def _both_sides(compared: Sequence[Comparison], *, implicit: bool) -> dict[str, int]:
    gold = [event.implicit if implicit else 1 for comparison in compared for event in comparison.gold]
    predicted = [event.implicit if implicit else 1 for comparison in compared for event in comparison.predicted]
    return {"gold": sum(gold), "predicted": sum(predicted)}


def _phantom_types(compared: Sequence[Comparison]) -> dict[str, int]:
    gold = {event.type for comparison in compared for event in comparison.gold}
    predicted = Counter(event.type for comparison in compared for event in comparison.predicted)
    return {kind: predicted[kind] for kind in sorted(predicted) if kind not in gold}
