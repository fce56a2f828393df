"""Events as BIO tags: worked by hand, and against spans set down word by word."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from word_events import WORDS, article, event

from actbank.metrics.compat.loss import Loss
from actbank.metrics.compat.seqeval import seqeval_report
from actbank.metrics.compat.tags import bio_tags, tag_articles
from actbank.metrics.counts import Counts
from actbank.problems import UnknownName
from actbank.schema import Article, Event, Span

LABELLED = st.tuples(st.integers(0, 9), st.integers(1, 5), st.sampled_from("XY")).map(
    lambda drawn: (drawn[0], min(drawn[0] + drawn[1], 10), drawn[2])
)


@pytest.mark.parametrize(
    ("spans", "tags", "loss"),
    [
        ([], "O O O O", Loss()),
        ([(1, 3, "X")], "O B-X I-X O", Loss()),
        ([(0, 2, "X"), (2, 4, "X")], "B-X I-X B-X I-X", Loss()),  # by hand: side by side
        ([(1, 3, "X")] * 3, "O B-X I-X O", Loss(repeated=2)),  # by hand: three copies are one
        ([(1, 2, "X"), (1, 3, "Y")], "O B-Y I-Y O", Loss(overlapping=1)),  # by hand: the longer first
        ([(1, 3, "Y"), (1, 3, "X")], "O B-X I-X O", Loss(overlapping=1)),  # by hand: then by label
        ([(2, 4, "X"), (0, 3, "X")], "B-X I-X I-X O", Loss(overlapping=1)),  # by hand: the earlier first
        # by hand: what finds no room takes none, so the third is held
        ([(0, 2, "X"), (1, 4, "X"), (2, 3, "Y")], "B-X I-X B-Y O", Loss(overlapping=1)),
        # by hand: copies of what is lost are copies
        ([(0, 2, "X"), (1, 2, "Y"), (1, 2, "Y")], "B-X I-X O O", Loss(repeated=1, overlapping=1)),
    ],
)
def test_tags_of_spans(spans, tags, loss):
    assert bio_tags(spans, 4) == (tags.split(), loss)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(LABELLED, max_size=8), st.integers(0, 10**6))
def test_tags_hold_spans_that_do_not_overlap_and_count_the_rest(spans, seed):
    tags, loss = bio_tags(spans, 10)
    held = decoded(tags)
    assert held <= set(spans)
    assert len(held) + loss.left_out == len(spans)
    assert loss.repeated == len(spans) - len(set(spans))
    for start, end, label in set(spans) - held:
        assert any(start < other[1] and other[0] < end for other in held), label
    mixed = random.Random(seed).sample(spans, len(spans))
    assert bio_tags(mixed, 10) == (tags, loss)


def decoded(tags):
    """The spans of valid tags, read word by word."""
    found, at = set(), 0
    while at < len(tags):
        end = at + 1
        if tags[at] != "O":
            label = tags[at][2:]
            assert tags[at] == f"B-{label}"
            while end < len(tags) and tags[end] == f"I-{label}":
                end += 1
            found.add((at, end, label))
        at = end
    return found


def test_the_two_layers_of_an_article():
    deny = event("e1", "DENY", (2, 4), ("actor", (0, 2)), ("content", "e2"))
    attack = event("e2", "ATTACK", 6, ("actor", (0, 2)), ("target", (1, 3)), ("place", 8))
    gold = [article(deny, attack)]
    triggers = tag_articles(gold, {"a": [event("p1", "DENY", (2, 4))]}, "triggers")
    assert triggers.gold == [["O", "O", "B-DENY", "I-DENY", "O", "O", "B-ATTACK", *["O"] * (WORDS - 7)]]
    assert triggers.predicted == [["O", "O", "B-DENY", "I-DENY", *["O"] * (WORDS - 4)]]
    assert (triggers.gold_loss, triggers.predicted_loss) == (Loss(), Loss())
    arguments = tag_articles(gold, {}, "arguments")
    head = ["B-actor", "I-actor", "O", "O", "O", "O", "B-content", "O", "B-place"]
    assert arguments.gold == [[*head, *["O"] * (WORDS - 9)]]
    assert arguments.predicted == [["O"] * WORDS]
    # by hand: the actor of both is one span, and the target overlaps it
    assert arguments.gold_loss == Loss(repeated=1, overlapping=1)


def test_layers_count_their_own_losses():
    gold = article(event("e1", "DENY", None, ("content", "e2")), event("e2", "ATTACK", None))
    assert tag_articles([gold], {}, "triggers").gold_loss == Loss(unplaced=2)
    assert tag_articles([gold], {}, "arguments").gold_loss == Loss(unplaced=1)


def test_an_article_without_words_is_an_empty_sequence():
    tagged = tag_articles([Article("a", " \n", events=()), article(name="b")], {}, "triggers")
    assert tagged.gold == tagged.predicted == [[], ["O"] * WORDS]


def test_a_trigger_inside_a_word_becomes_the_word():
    gold = Article("a", "Overthrown", events=(Event("e1", "LEAVE_OFFICE", Span(4, 9)),))
    tagged = tag_articles([gold], {}, "triggers")
    assert (tagged.gold, tagged.gold_loss) == ([["B-LEAVE_OFFICE"]], Loss(widened=1))


def test_an_unknown_layer_is_refused_with_the_nearest():
    with pytest.raises(UnknownName, match=r"unknown layer 'trigger'; did you mean 'triggers'\?"):
        tag_articles([], {}, "trigger")


def test_events_scored_as_tags():
    # by hand: two gold triggers, one found with its words, one with a word too many
    gold = article(event("e1", "DENY", 2), event("e2", "ATTACK", 6))
    predicted = [event("p1", "DENY", 2), event("p2", "ATTACK", (6, 8))]
    tagged = tag_articles([gold], {"a": predicted}, "triggers")
    assert seqeval_report(tagged.gold, tagged.predicted).total == Counts(1, 1, 1)
