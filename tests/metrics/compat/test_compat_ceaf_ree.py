"""CEAF-REE: a table worked by hand, and every possible alignment on small cases."""

from __future__ import annotations

import random
from itertools import permutations

import pytest

from actbank.metrics.compat.ceaf_ree import ceaf_ree_scores, normalised, role_entities
from actbank.metrics.compat.loss import Loss
from actbank.metrics.counts import Counts
from actbank.problems import DataError
from actbank.schema import Argument, Article, Event, Span

TEXT = "Mali accused Niger. Its government, the Malian government, denied that Mali left. Chad spoke."
LEAVER = 71  # where the second "Mali" begins


def words(quote, start=0):
    at = TEXT.index(quote, start)
    return Span(at, at + len(quote))


def actor(quote, entity=None, start=0, role="actor"):
    return Argument(role, span=words(quote, start), entity=entity)


def target(quote, entity=None):
    return actor(quote, entity, role="target")


def said(*arguments, name="e1", type="ACCUSE"):
    return Event(name, type, words("accused"), arguments)


MALI = (actor("Mali", "mali"), actor("Its government", "mali"), actor("the Malian government", "mali"))

#   gold events, predicted events, counts over all roles
CASES = {
    # by hand: one entity in each of two roles, both found
    "right": ([said(actor("Mali"), target("Niger"))], [said(actor("Mali"), target("Niger"))], Counts(2, 0, 0)),
    "empty on both sides": ([], [], Counts()),
    "events without arguments": ([said()], [said()], Counts()),
    # by hand: two gold entities, none found
    "nothing predicted": ([said(actor("Mali"), target("Niger"))], [], Counts(0, 0, 2)),
    "no gold": ([], [said(actor("Mali"))], Counts(0, 1, 0)),
    # by hand: three mentions are one entity, and one of them is enough
    "one mention of a coreferent filler": ([said(*MALI)], [said(actor("Its government"))], Counts(1, 0, 0)),
    # by hand: naming one entity three times finds it once
    "every mention as an entity of its own": (
        [said(*MALI)],
        [said(actor("Mali"), actor("Its government"), actor("the Malian government"))],
        Counts(1, 2, 0),
    ),
    # by hand: two mentions in one predicted entity are a subset of three
    "mentions joined": ([said(*MALI)], [said(*MALI[:2])], Counts(1, 0, 0)),
    # by hand: one mention too many spoils the predicted entity
    "another entity's mention joined": (
        [said(*MALI)],
        [said(actor("Mali", "x"), actor("Chad", "x"))],
        Counts(0, 1, 1),
    ),
    # by hand: a predicted entity of two mentions is no subset of a gold entity of one
    "more mentions than gold": ([said(actor("Mali"))], [said(*MALI[:2])], Counts(0, 1, 1)),
    # by hand: both entities are there, each in the other's role
    "swapped roles": (
        [said(actor("Mali"), target("Niger"))],
        [said(actor("Niger"), target("Mali"))],
        Counts(0, 2, 2),
    ),
    # by hand: the role has no entity in gold
    "phantom role": ([said(actor("Mali"))], [said(actor("Mali"), actor("Chad", role="owner"))], Counts(1, 1, 0)),
    # by hand: event types do not matter
    "wrong type": ([said(actor("Mali"))], [said(actor("Mali"), type="DENY")], Counts(1, 0, 0)),
    # by hand: a filler of two events of one type is one entity
    "one filler of two events": (
        [said(actor("Mali")), said(actor("Mali"), name="e2")],
        [said(actor("Mali"))],
        Counts(1, 0, 0),
    ),
    # by hand: coreferent fillers of two events are one entity
    "coreferent over events": (
        [said(MALI[0]), said(MALI[1], name="e2", type="DENY")],
        [said(actor("Its government"))],
        Counts(1, 0, 0),
    ),
    # by hand: nothing joins two fillers without an entity, though their words are equal
    "equal words at two places": (
        [said(actor("Mali"), actor("Mali", start=20))],
        [said(actor("Mali"))],
        Counts(1, 0, 1),
    ),
    # by hand: only the text counts, so the other place of the same words will do
    "equal words at another place": ([said(actor("Mali"))], [said(actor("Mali", start=20))], Counts(1, 0, 0)),
    # by hand: "the Malian government" and "Malian government" differ by an article
    "article and full stop": (
        [said(actor("the Malian government,"))],
        [said(actor("Malian government"))],
        Counts(1, 0, 0),
    ),
    # by hand: Mali fits both gold entities and must go to the second, for only the first takes its government
    "alignment is optimal": (
        [said(*MALI[:2], actor("Mali", "other", start=20))],
        [said(actor("Mali"), actor("Its government"))],
        Counts(2, 0, 0),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_counts_worked_by_hand(name):
    gold, predicted, expected = CASES[name]
    scores = ceaf_ree_scores([Article("a", TEXT, events=tuple(gold))], {"a": predicted})
    assert scores.micro == expected


def test_roles_are_counted_apart_and_pooled():
    gold = Article("a", TEXT, events=(said(actor("Mali"), target("Niger")),))
    scores = ceaf_ree_scores([gold], {"a": [said(actor("Mali"), target("Chad"), actor("Chad"))]})
    assert scores.roles == {"actor": Counts(1, 1, 0), "target": Counts(0, 1, 1)}
    assert list(scores.roles) == ["actor", "target"]
    # by hand: 1 of 3 predicted, 1 of 2 gold
    assert (scores.micro.precision, scores.micro.recall) == (1 / 3, 1 / 2)


def test_entities_do_not_reach_over_articles():
    gold = [Article(name, TEXT, events=(said(*MALI),)) for name in ("a", "b")]
    assert ceaf_ree_scores(gold, {"a": [said(actor("Mali"))]}).micro == Counts(1, 0, 1)


def test_what_has_no_words_is_left_out_and_counted():
    implicit, event = Argument("actor", entity="mali"), Argument("content", event="e2")
    gold = [said(implicit, event, actor("Niger")), said(actor("Niger"), name="e2")]
    entities, loss = role_entities(TEXT, gold)
    assert entities == {"actor": [frozenset({"niger"})]}
    assert loss == Loss(unplaced=2, repeated=1)
    scores = ceaf_ree_scores([Article("a", TEXT, events=tuple(gold))], {})
    assert (scores.gold_loss, scores.predicted_loss) == (loss, Loss())


def test_a_filler_in_pieces_is_one_mention_of_all_pieces():
    pieces = (words("the Malian"), words("left"))
    gold = said(Argument("actor", span=pieces[0], pieces=pieces))
    assert role_entities(TEXT, [gold])[0] == {"actor": [frozenset({"malian left"})]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The U.S.", "us"),  # by hand: lower case, full stops deleted, the article dropped
        ("an  Army\nof a nation", "army of nation"),
        ("anthem", "anthem"),  # by hand: articles are whole words
        ("A", ""),
        ("ex-president", "expresident"),  # by hand: the hyphen is deleted, no space put in
        ("l\u2019a", "l\u2019"),  # by hand: only ASCII punctuation is deleted, and it ends words
        ("\u00c5LAND", "\u00e5land"),
        ("Niger's", "nigers"),
    ],
)
def test_normalised_text(text, expected):
    assert normalised(text) == expected


def test_what_cannot_be_compared_is_refused():
    with pytest.raises(DataError, match=r"gold article 'a': is not annotated"):
        ceaf_ree_scores([Article("a", "x")], {})


def test_random_entities_against_every_alignment():
    rng = random.Random(31)
    for _ in range(300):
        gold, predicted = (_random_side(rng) for _ in range(2))
        scores = ceaf_ree_scores([Article("a", TEXT, events=(said(*gold),))], {"a": [said(*predicted)]})
        for role in ("actor", "target"):
            assert scores.roles.get(role, Counts()) == brute_force(gold, predicted, role)


def _random_side(rng):
    quotes = ("Mali", "Niger", "Its government", "Chad", "the Malian government")
    return tuple(
        {
            (role, quote): actor(quote, rng.choice((None, "x", "y")), role=role)
            for role, quote in ((rng.choice(("actor", "target")), rng.choice(quotes)) for _ in range(rng.randint(0, 5)))
        }.values()
    )


def brute_force(gold, predicted, role):
    left, right = _entities(gold, role), _entities(predicted, role)
    shorter, longer = sorted((left, right), key=len)
    best = max(
        sum(
            all(mention in (one if shorter is left else other) for mention in (other if shorter is left else one))
            for one, other in zip(shorter, order, strict=True)
        )
        for order in permutations(longer, len(shorter))
    )
    return Counts(best, len(right) - best, len(left) - best)


def _entities(arguments, role):
    own = [argument for argument in arguments if argument.role == role]
    entities = [[argument.span] for argument in own if argument.entity is None]
    for entity in ("x", "y"):
        mentions = [argument.span for argument in own if argument.entity == entity]
        entities += [mentions] if mentions else []
    return entities
