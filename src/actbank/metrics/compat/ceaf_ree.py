"""CEAF-REE, the entity score of document-level role filling on MUC-4 (Du et al. 2021, GRIT).

For each article and role, whatever the event, gold entities and predicted entities are paired one to one so that as
many pairs as possible agree; a pair agrees when every mention of the predicted entity is a mention of the gold entity,
compared as text. Counts are pooled over articles and roles (micro), so naming one entity twice costs precision.

Entities are made from arguments: those with one ``entity`` id, in one role of one article, are one entity, and the
words of its arguments are its mentions; any other filler is an entity with one mention, also where its words are found
elsewhere. The same filler of two events is one. Arguments without words (only an entity, or another event) are left
out and counted. Text is normalised as GRIT does: lower case, ASCII punctuation deleted (``U.S.`` is ``us``), the words
``a``, ``an`` and ``the`` dropped, runs of white space made one space. GRIT sums over the five roles of MUC-4; here all
roles count that occur. Where GRIT prints 0 for 0/0, `Counts` says ``None``.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from actbank.metrics.assignment import assign
from actbank.metrics.compat.loss import Loss
from actbank.metrics.counts import Counts
from actbank.metrics.pairs import Predictions, pair_up
from actbank.schema import Argument, Article, Event, Span

RoleEntity = frozenset[str]
"""The normalised mentions of one entity in one role."""
_DELETED = str.maketrans("", "", string.punctuation)
_DETERMINER = re.compile(r"\b(?:an?|the)\b")


@dataclass(frozen=True, slots=True)
class CeafReeScores:
    """The counts of each role that occurs, sorted by name, and what was left out of either side."""

    roles: Mapping[str, Counts]
    gold_loss: Loss
    predicted_loss: Loss

    @property
    def micro(self) -> Counts:
        """The counts of all roles together."""
        return sum(self.roles.values(), Counts())


def ceaf_ree_scores(gold: Iterable[Article], predictions: Predictions) -> CeafReeScores:
    """Return CEAF-REE's counts of predictions against gold articles.

    >>> from actbank.schema import Argument, Event, Span
    >>> actors = (Argument("actor", Span(0, 4), entity="mali"), Argument("actor", Span(13, 25), entity="mali"))
    >>> gold = Article("a1", "Mali denied. Its government left.", events=(Event("e1", "DENY", Span(5, 11), actors),))
    >>> said = Event("p1", "DENY", Span(5, 11), (Argument("actor", Span(0, 4)), Argument("actor", Span(13, 27))))
    >>> ceaf_ree_scores([gold], {"a1": [said]}).micro
    Counts(tp=1, fp=1, fn=0)

    Raises:
        DataError: with every article or event that cannot be compared.
    """
    roles: dict[str, Counts] = {}
    losses = [Loss(), Loss()]
    for article, events in pair_up(gold, predictions):
        (left, lost), (right, lost_too) = (role_entities(article.text, side) for side in (article.events or (), events))
        losses = [losses[0] + lost, losses[1] + lost_too]
        for role in left.keys() | right.keys():
            roles[role] = roles.get(role, Counts()) + _aligned(left.get(role, ()), right.get(role, ()))
    return CeafReeScores({role: roles[role] for role in sorted(roles)}, *losses)


def role_entities(text: str, events: Iterable[Event]) -> tuple[dict[str, list[RoleEntity]], Loss]:
    """Return the entities of each role in one side of an article, and what was left out."""
    groups: dict[tuple[str, object], set[str]] = {}
    seen: set[tuple[str, str | None, tuple[Span, ...]]] = set()
    unplaced = repeated = 0
    for argument in (argument for event in events for argument in event.arguments):
        pieces = _pieces(argument)
        filler = (argument.role, argument.entity, pieces)
        unplaced += not pieces
        repeated += filler in seen
        if pieces and filler not in seen:
            seen.add(filler)
            mention = normalised(" ".join(piece.of(text) for piece in pieces))
            groups.setdefault((argument.role, argument.entity or pieces), set()).add(mention)
    entities: dict[str, list[RoleEntity]] = {}
    for (role, _), mentions in groups.items():
        entities.setdefault(role, []).append(frozenset(mentions))
    return entities, Loss(unplaced=unplaced, repeated=repeated)


def normalised(text: str) -> str:
    """Return the text as mentions are compared.

    >>> normalised("The U.S.  Senate")
    'us senate'
    """
    return " ".join(_DETERMINER.sub(" ", text.lower().translate(_DELETED)).split())


def _pieces(argument: Argument) -> tuple[Span, ...]:
    if argument.event is not None or argument.span is None:
        return ()
    return argument.pieces or (argument.span,)


def _aligned(gold: Sequence[RoleEntity], predicted: Sequence[RoleEntity]) -> Counts:
    pairs = assign([[int(answer <= entity) for answer in predicted] for entity in gold])
    return Counts(len(pairs), len(predicted) - len(pairs), len(gold) - len(pairs))
