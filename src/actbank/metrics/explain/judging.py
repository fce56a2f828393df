"""The class of every event and of every argument of one article.

Each gold argument and each predicted one is judged once. Between partners (see `partners`) equal ones
are ``correct``; of the rest an optimal assignment makes ``wrong role`` (equal fillers) and ``argument boundary`` (equal
roles, overlapping fillers). Of what is then left in the whole article, equal arguments of two events that are no
partners are ``wrong event``; where there are more on one side, those of events with a partner come first, then text
order. Fillers without a place in the text take no part.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from actbank.metrics.comparison import Comparison
from actbank.metrics.confusion import ATTRIBUTES
from actbank.metrics.explain.cases import ARGUMENT_VERDICTS, VERDICTS, ArgumentCase, EventCase, RoleFiller
from actbank.metrics.explain.leftovers import Likeness, pair_left
from actbank.metrics.explain.partners import Partners, find_partners, shared_points
from actbank.schema import UNSPECIFIED

Rests = Mapping[RoleFiller, list[Partners]]
"""The partners whose argument nobody has answered yet, by argument, with all copies."""
_ARGUMENT_ORDER = tuple(verdict for verdict in VERDICTS if verdict in ARGUMENT_VERDICTS and verdict != "correct")


@dataclass(frozen=True, slots=True)
class Ids:
    """What an article and its gold and predicted events are called, the events in the order of the comparison."""

    article: str
    gold: Sequence[str]
    predicted: Sequence[str]

    def left(self, partners: Partners | None) -> str | None:
        """Return the id of the gold event, if there is one."""
        return None if partners is None or partners.left is None else self.gold[partners.left]

    def right(self, partners: Partners | None) -> str | None:
        """Return the id of the predicted event, if there is one."""
        return None if partners is None or partners.right is None else self.predicted[partners.right]


def judge(comparison: Comparison, ids: Ids) -> tuple[list[EventCase], list[ArgumentCase]]:
    """Return the cases of one article's events and arguments, in text order."""
    everyone = find_partners(comparison)
    arguments = sorted(_judge_arguments(everyone, ids), key=_text_order)
    found: defaultdict[tuple[str, str | None], set[str]] = defaultdict(set)
    for case in arguments:
        found["gold", case.gold_event].add(case.verdict)
        found["predicted", case.predicted_event].add(case.verdict)
    events = []
    for partners in everyone:
        own = found["gold", ids.left(partners)] | found["predicted", ids.right(partners)]
        events.append(_judge_event(partners, own, ids))
    return events, arguments


def _text_order(case: ArgumentCase) -> tuple[Any, ...]:
    places = [argument[1] for argument in (case.gold, case.predicted) if argument]
    return places[0], case.gold or (), case.predicted or ()


def _judge_event(partners: Partners, found: set[str], ids: Ids) -> EventCase:
    wrong = _wrong_attributes(partners)
    return EventCase(
        article=ids.article,
        verdict=_verdict(partners, found, wrong),
        gold=ids.left(partners),
        predicted=ids.right(partners),
        gold_type=partners.gold.type if partners.gold else None,
        predicted_type=partners.predicted.type if partners.predicted else None,
        attributes=wrong,
    )


def _wrong_attributes(partners: Partners) -> tuple[str, ...]:
    if partners.alone:
        return ()
    said = [name for name in ATTRIBUTES if getattr(partners.gold, name) != UNSPECIFIED]
    return tuple(name for name in said if getattr(partners.gold, name) != getattr(partners.predicted, name))


def _verdict(partners: Partners, found: set[str], wrong: tuple[str, ...]) -> str:
    gold, predicted = partners.gold, partners.predicted
    if gold is None or predicted is None:
        return "spurious" if gold is None else "missed"
    if gold.type != predicted.type:
        return "wrong type"
    if gold.trigger is not None and gold.trigger != predicted.trigger:
        return "trigger boundary"
    return next((v for v in _ARGUMENT_ORDER if v in found), "wrong attribute" if wrong else "correct")


# --- arguments


def _judge_arguments(everyone: Iterable[Partners], ids: Ids) -> Iterator[ArgumentCase]:
    gold: defaultdict[RoleFiller, list[Partners]] = defaultdict(list)
    predicted: defaultdict[RoleFiller, list[Partners]] = defaultdict(list)
    for partners in everyone:
        lefts = Counter(() if partners.gold is None else partners.gold.arguments)
        rights = Counter(() if partners.predicted is None else partners.predicted.arguments)
        for one, other in _answers(lefts, rights):
            verdict = "correct" if one == other else "wrong role" if one[1] == other[1] else "argument boundary"
            yield ArgumentCase(ids.article, verdict, ids.left(partners), one, ids.right(partners), other)
            lefts[one] -= 1
            rights[other] -= 1
        for argument in lefts.elements():
            gold[argument].append(partners)
        for argument in rights.elements():
            predicted[argument].append(partners)
    yield from _judge_rests(gold, predicted, ids)


def _answers(gold: Counter[RoleFiller], predicted: Counter[RoleFiller]) -> list[tuple[RoleFiller, RoleFiller]]:
    """Return which predicted argument answers which gold one between partners."""
    equal = [(argument, argument) for argument in (gold & predicted).elements()]
    lefts, rights = sorted((gold - predicted).elements()), sorted((predicted - gold).elements())
    return equal + [(lefts[row], rights[column]) for row, column in pair_left(lefts, rights, _likeness)]


def _likeness(gold: RoleFiller, predicted: RoleFiller) -> Likeness | None:
    """Return whether the fillers are equal and how many code points they share; roles or fillers must be equal."""
    if gold[1] == predicted[1]:
        return 1, 0
    points = sum(shared_points(one, other) for one in gold[1] for other in predicted[1])
    return (0, points) if gold[0] == predicted[0] and points else None


def _judge_rests(gold: Rests, predicted: Rests, ids: Ids) -> Iterator[ArgumentCase]:
    """Yield what events that are no partners have in common, and all that nothing answers."""
    for argument in sorted(gold.keys() | predicted.keys()):
        sides = [sorted(side.get(argument, ()), key=lambda p: (p.alone, p.order)) for side in (gold, predicted)]
        for left, right in zip_longest(*sides):
            shown = (None if left is None else argument, None if right is None else argument)
            verdict = _verdict_of_rest(left, right)
            yield ArgumentCase(ids.article, verdict, ids.left(left), shown[0], ids.right(right), shown[1])


def _verdict_of_rest(left: Partners | None, right: Partners | None) -> str:
    if left is not None and right is not None:
        return "wrong event"
    if left is not None:
        return "event missed" if left.alone else "missing argument"
    return "event spurious" if right is not None and right.alone else "spurious argument"
