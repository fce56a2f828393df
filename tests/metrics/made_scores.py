"""Scores made from tables of tp, fp and fn, for tests of what compares them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from actbank.metrics.outcome import Outcome
from actbank.metrics.scores import Scores
from actbank.metrics.signature import describe, render
from actbank.metrics.tally import Tally

_LABEL = ("JOIN", "")


def made_scores(
    rows: Sequence[Sequence[int]],
    *,
    setting: str = "e2e",
    roles: Sequence[str] = ("actor", "target"),
    ids: Sequence[str] = (),
) -> Scores:
    """Return scores whose measure TC has these tp, fp and fn in each article; articles are ``a0``, ``a1``, ..."""
    ids = tuple(ids) or tuple(f"a{at}" for at in range(len(rows)))
    outcomes = [Outcome(*(Counter({_LABEL: number}) for number in row)) for row in rows]
    fields = describe(setting=setting, tuple_roles=roles, ontology="news@1", articles=len(rows))
    return Scores(render(fields), ids, {}, {}, {}, {"TC": Tally.of(outcomes)}, {})
