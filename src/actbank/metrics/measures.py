"""The measures: what counts as a true positive in each, one entry a measure.

TI, TC, AI and AC are the older numbers of the field; AI+ and AC+ tie an argument to its trigger, as TextEE does
(Huang et al. 2024); ``tuple`` asks for whole events, ``tuple-soft`` gives each aligned pair the mean F1 of its roles;
``time`` asks for normal forms. Everything is a multiset, in which each extra copy on one side is an error, but AI and
AC, which are sets of an article by definition.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from actbank.metrics.assignment import assign
from actbank.metrics.comparison import Comparison
from actbank.metrics.keys import EventKey
from actbank.metrics.outcome import Item, Label, Outcome, match
from actbank.metrics.times import at_grain
from actbank.problems import unknown_name

SOFT = 83160
"""The unit of soft hits: means over up to three roles of F1 whose denominators reach 12 are whole numbers of it."""
Items = Callable[[tuple[EventKey, ...]], Iterable[Item]]


@dataclass(frozen=True, slots=True)
class Measure:
    """A way of counting: how an article is counted, what of it, and in which settings that makes sense.

    ``unit`` is what one whole hit counts, where hits can be partial.
    """

    count: Callable[[Comparison], Outcome]
    settings: tuple[str, ...]
    occurred: bool = False
    unit: int = 1


def _by_items(items: Items) -> Callable[[Comparison], Outcome]:
    return lambda comparison: match(items(comparison.gold), items(comparison.predicted))


def _trigger_spans(events: tuple[EventKey, ...]) -> Iterator[Item]:
    return ((event.trigger, (event.type, "")) for event in events if event.trigger)


def _typed_triggers(events: tuple[EventKey, ...]) -> Iterator[Item]:
    return (((event.type, event.trigger), (event.type, "")) for event in events if event.trigger)


def _spans(events: tuple[EventKey, ...]) -> set[Item]:
    return {((event.type, filler), (event.type, "")) for event in events for _, filler in event.arguments}


def _roles(events: tuple[EventKey, ...]) -> set[Item]:
    return {((event.type, filler, role), (event.type, role)) for event in events for role, filler in event.arguments}


def _attached_spans(events: tuple[EventKey, ...]) -> Iterator[Item]:
    for event in events:
        for role, filler in event.arguments:
            yield (event.type, event.trigger, filler), (event.type, role)


def _attached_roles(events: tuple[EventKey, ...]) -> Iterator[Item]:
    for event in events:
        for role, filler in event.arguments:
            yield (event.type, event.trigger, filler, role), (event.type, role)


def _whole_events(comparison: Comparison) -> Outcome:
    roles = comparison.roles
    right = [gold.type for gold, predicted in comparison.pairs if gold.only(roles) == predicted.only(roles)]
    hits = Counter((kind, "") for kind in right)
    gold = Counter((event.type, "") for event in comparison.gold)
    predicted = Counter((event.type, "") for event in comparison.predicted)
    return Outcome(hits, predicted - hits, gold - hits)


def _soft_events(comparison: Comparison) -> Outcome:
    """Count each aligned pair as the mean F1 of its roles, in units of `SOFT`."""
    hits: Counter[Label] = Counter()
    for gold, predicted in comparison.pairs:
        hits[gold.type, ""] += round(SOFT * agreement(gold, predicted, comparison.roles))
    gold_events = Counter({(kind, ""): SOFT * n for kind, n in Counter(e.type for e in comparison.gold).items()})
    predictions = Counter({(kind, ""): SOFT * n for kind, n in Counter(e.type for e in comparison.predicted).items()})
    return Outcome(+hits, predictions - hits, gold_events - hits)


def agreement(gold: EventKey, predicted: EventKey, roles: Collection[str]) -> Fraction:
    """Return the mean F1 over the roles that either event fills, 1 where neither fills any."""
    ratios = []
    for role in sorted(roles):
        left, right = Counter(gold.only((role,))), Counter(predicted.only((role,)))
        if left or right:
            ratios.append(Fraction(2 * (left & right).total(), left.total() + right.total()))
    return Fraction(sum(ratios), len(ratios)) if ratios else Fraction(1)


def _times(comparison: Comparison) -> Outcome:
    """Count normal forms: those of aligned events answer each other at gold granularity."""
    hits: Counter[Label] = Counter()
    spurious: Counter[Label] = Counter()
    missed: Counter[Label] = Counter()
    lone_gold, lone_predicted = comparison.unpaired
    for event in lone_gold:
        missed[event.type, ""] += len(event.times)
    for event in lone_predicted:
        spurious[event.type, ""] += len(event.times)
    for gold, predicted in comparison.pairs:
        right = len(assign([[int(at_grain(value, wanted)) for value in predicted.times] for wanted in gold.times]))
        hits[gold.type, ""] += right
        missed[gold.type, ""] += len(gold.times) - right
        spurious[gold.type, ""] += len(predicted.times) - right
    return Outcome(+hits, +spurious, +missed)


SETTINGS = ("e2e", "gold-trigger")
_END_TO_END = ("e2e",)
MEASURES: Mapping[str, Measure] = {
    "TI": Measure(_by_items(_trigger_spans), _END_TO_END),
    "TC": Measure(_by_items(_typed_triggers), _END_TO_END),
    "AI": Measure(_by_items(_spans), SETTINGS),
    "AC": Measure(_by_items(_roles), SETTINGS),
    "AI+": Measure(_by_items(_attached_spans), SETTINGS),
    "AC+": Measure(_by_items(_attached_roles), SETTINGS),
    "tuple": Measure(_whole_events, SETTINGS),
    "tuple-soft": Measure(_soft_events, SETTINGS, unit=SOFT),
    "time": Measure(_times, SETTINGS),
    "occurred-TC": Measure(_by_items(_typed_triggers), SETTINGS, occurred=True),
    "occurred-tuple": Measure(_whole_events, SETTINGS, occurred=True),
}


def measures_of(setting: str) -> dict[str, Measure]:
    """Return the measures that make sense in a setting, by name.

    Raises:
        UnknownName: there is no such setting.
    """
    if setting not in SETTINGS:
        raise unknown_name("setting", setting, SETTINGS)
    return {name: measure for name, measure in MEASURES.items() if setting in measure.settings}


def count(comparison: Comparison, measures: Mapping[str, Measure]) -> dict[str, Outcome]:
    """Return the outcome of one article under each measure."""
    occurred = comparison.occurred() if any(measure.occurred for measure in measures.values()) else comparison
    return {name: measure.count(occurred if measure.occurred else comparison) for name, measure in measures.items()}
