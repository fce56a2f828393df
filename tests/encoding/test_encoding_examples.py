"""Examples by hand, and the exact count of what an encoding cannot express."""

import pytest

from actbank.encoding.examples import IGNORED, EncodingLoss, Example, encode_article
from actbank.encoding.labels import Labels
from actbank.encoding.layout import WindowSettings, lay_out
from actbank.schema import Argument, Article, Event, Span

TEXT = "mali left the pact and said so."
#       0    5    10  14   19  23   28
#       words: mali 0, left 1, the 2, pact 3, and 4, said 5, so 6, "." 7
LABELS = Labels(
    types=("LEAVE", "SAY"),
    channels=("actor", "content", "content@"),
    allowed=((True, False, False), (True, True, True)),
    polarities=("positive", "negative"),
    modalities=("actual", "planned"),
)
WIDE = WindowSettings(512, 64)
LEFT, SAID, MALI, PACT = Span(5, 9), Span(23, 27), Span(0, 4), Span(10, 18)


def encoded(tokenizer, *events: Event, text: str = TEXT, settings: WindowSettings = WIDE):
    loss = EncodingLoss()
    examples = encode_article(Article("a", text, events=events), lay_out(text, tokenizer, settings), LABELS, loss)
    return examples, loss


def event(name: str = "e1", kind: str = "SAY", trigger: Span | None = SAID, *arguments: Argument, **fields) -> Event:
    return Event(name, kind, trigger, arguments, **fields)


def test_an_example_by_hand(tokenizer):
    leave = event("e1", "LEAVE", LEFT, Argument("actor", MALI), polarity="negative", modality="actual")
    say = event("e2", "SAY", SAID, Argument("content", event="e1"), Argument("content", PACT), Argument("actor", MALI))
    (example,), loss = encoded(tokenizer, say, leave)
    assert example.tags.tolist() == [0, 1, 0, 0, 0, 3, 0, 0]
    assert [len(word) for word in example.words] == [4, 4, 3, 4, 3, 4, 2, 1] and example.cost == 25
    said, left = example.triggers
    assert (left.start, left.end, left.type, left.polarity, left.modality) == (1, 2, 0, 1, 0)
    assert left.roles.tolist() == [[1, 0, 0, 0, 0, 0, 0, 0], [0] * 8, [0] * 8]
    assert (said.start, said.end, said.type, said.polarity, said.modality) == (5, 6, 1, IGNORED, IGNORED)
    assert said.roles.tolist() == [[1, 0, 0, 0, 0, 0, 0, 0], [0, 0, 1, 2, 0, 0, 0, 0], [0, 1, 0, 0, 0, 0, 0, 0]]
    assert str(loss) == "2 events and 4 arguments encoded; lost: nothing"


LOSSES = [
    ([event()], {}),
    # events
    ([event(trigger=None)], {"events without trigger": 1}),
    ([event(kind="JOIN"), event("e2")], {"events of unknown type": 1}),
    ([event(trigger=Span(5, 8))], {"triggers inside a word": 1}),  # "lef"
    ([event(trigger=Span(6, 9))], {"triggers inside a word": 1}),  # "eft"
    ([event(trigger=Span(5, 10))], {"triggers inside a word": 1}),  # "left ": its edge is not that of a word
    ([event(trigger=Span(4, 5))], {"triggers inside a word": 1}),  # a space
    ([event(trigger=Span(5, 18)), event("e2", "SAY", LEFT)], {"overlapping triggers": 1}),
    ([event(trigger=LEFT), event("e2", "LEAVE", LEFT)], {"overlapping triggers": 1}),  # two types of one word
    ([event(trigger=LEFT), event("e2", "SAY", LEFT)], {"overlapping triggers": 1}),  # the same event twice
    ([event(trigger=LEFT), event("e2", "SAY", LEFT), event("e3", "LEAVE", LEFT)], {"overlapping triggers": 2}),
    ([event(trigger=LEFT), event("e2", "SAY", Span(10, 13))], {}),  # neighbours
    # arguments
    ([event("e1", "SAY", SAID, Argument("actor", entity="mali"))], {"implicit arguments": 1}),
    ([event("e1", "SAY", SAID, Argument("actor", Span(0, 3)))], {"arguments inside a word": 1}),
    ([event("e1", "SAY", SAID, Argument("actor", Span(4, 5)))], {"arguments inside a word": 1}),
    ([event("e1", "SAY", SAID, Argument("actor", Span(0, 4)), Argument("actor", Span(0, 9)))],
     {"overlapping arguments of one role": 1}),
    ([event("e1", "SAY", SAID, Argument("actor", MALI, entity="a"), Argument("actor", MALI, entity="b"))],
     {"overlapping arguments of one role": 1}),
    ([event("e1", "SAY", SAID, Argument("actor", MALI), Argument("content", Span(0, 9)))], {}),  # two roles
    ([event("e1", "SAY", SAID, Argument("actor", MALI, pieces=(MALI, Span(10, 13), Span(14, 18))))],
     {"further pieces of an argument": 1}),
    ([event("e1", "SAY", SAID, Argument("time", MALI))], {"arguments of a role outside the ontology": 1}),
    ([event("e1", "LEAVE", LEFT, Argument("content", MALI))], {"arguments of a role outside the ontology": 1}),
    ([event("e1", "SAY", SAID, Argument("actor", event="e2")), event("e2", "LEAVE", LEFT)],
     {"arguments of a role outside the ontology": 1}),  # no event may be an actor
    # links
    ([event("e1", "SAY", SAID, Argument("content", event="e2")), event("e2", "LEAVE", LEFT)], {}),
    ([event("e1", "SAY", SAID, Argument("content", event="e2")), event("e2", "LEAVE", None)],
     {"events without trigger": 1, "links to an event that is not expressed": 1}),
    ([event("e1", "SAY", SAID, Argument("content", event="e2")), event("e2", "JOIN", LEFT)],
     {"events of unknown type": 1, "links to an event that is not expressed": 1}),
    ([event("e1", "SAY", SAID, Argument("content", event="e2"), Argument("content", event="e2", entity="x")),
      event("e2", "LEAVE", LEFT)], {"overlapping arguments of one role": 1}),
]  # fmt: skip


@pytest.mark.parametrize(("events", "reasons"), LOSSES)
def test_what_is_lost_in_one_window(tokenizer, events, reasons):
    assert encoded(tokenizer, *events)[1].reasons == reasons


# 14 less 2 special tokens is 12, and 12 less 2 * 3 for the context leaves 6 for own words. The words cost
# aa 2, bb 2, cc 2 | dd 2, ee 2, ff 2 | gg 2, hh 2: three windows; the context of 3 tokens holds one word on the left,
# and what is left of 12 holds three words on the right of the first and two of the second.
LONG = "aa bb cc dd ee ff gg hh"
NARROW = WindowSettings(14, 3)


def word(first: int, last: int | None = None) -> Span:
    return Span(3 * first, 3 * (first if last is None else last) + 2)


def test_windows_of_the_long_text(tokenizer):
    windows = lay_out(LONG, tokenizer, NARROW).windows
    assert [(w.start, w.own_start, w.own_end, w.end) for w in windows] == [(0, 0, 3, 6), (2, 3, 6, 8), (5, 6, 8, 8)]


def test_each_window_is_asked_for_its_own_words_and_triggers(tokenizer):
    events = [event("e1", "SAY", word(1)), event("e2", "LEAVE", word(3)), event("e3", "SAY", word(7))]
    examples, loss = encoded(tokenizer, *events, text=LONG, settings=NARROW)
    assert [example.tags.tolist() for example in examples] == [
        [0, 3, 0, IGNORED, IGNORED, IGNORED],
        [IGNORED, 1, 0, 0, IGNORED, IGNORED],
        [IGNORED, 0, 3],
    ]
    assert [[(t.start, t.type) for t in example.triggers] for example in examples] == [[(1, 1)], [(1, 0)], [(2, 1)]]
    assert str(loss) == "3 events and 0 arguments encoded; lost: nothing"


@pytest.mark.parametrize(
    ("events", "reasons"),
    [
        # the first window ends with word 5, the second with word 7
        ([event("e1", "SAY", word(1), Argument("actor", word(5)))], {}),
        ([event("e1", "SAY", word(1), Argument("actor", word(6)))], {"arguments outside the window": 1}),
        ([event("e1", "SAY", word(1), Argument("actor", word(5, 6)))], {"arguments outside the window": 1}),
        ([event("e1", "SAY", word(3), Argument("actor", word(1)))], {"arguments outside the window": 1}),
        ([event("e1", "SAY", word(3), Argument("actor", word(2)), Argument("actor", word(7)))], {}),
        # a link reaches as far as the window, not as its own words
        ([event("e1", "SAY", word(1), Argument("content", event="e2")), event("e2", "LEAVE", word(4))], {}),
        ([event("e1", "SAY", word(1), Argument("content", event="e2")), event("e2", "LEAVE", word(7))],
         {"arguments outside the window": 1}),
        # a trigger may reach into the context, not beyond it
        ([event("e1", "SAY", word(2, 5))], {}),
        ([event("e1", "SAY", word(2, 6))], {"triggers cut by the window": 1}),
        ([event("e1", "SAY", word(2, 6)), event("e2", "SAY", word(6), Argument("content", event="e1"))],
         {"triggers cut by the window": 1, "arguments outside the window": 1}),
        # an overlap is lost once, in the window that owns what is lost
        ([event("e1", "SAY", word(2, 3)), event("e2", "LEAVE", word(3))], {"overlapping triggers": 1}),
    ],
)  # fmt: skip
def test_what_is_lost_at_the_edges_of_windows(tokenizer, events, reasons):
    assert encoded(tokenizer, *events, text=LONG, settings=NARROW)[1].reasons == reasons


def test_the_loss_of_many_articles_is_one_sentence():
    loss = EncodingLoss(events=7, arguments=9)
    loss.add("overlapping triggers", 2)
    loss.add("implicit arguments")
    loss.add("nothing at all", 0)
    loss.add("overlapping triggers")
    assert str(loss) == "7 events and 9 arguments encoded; lost: 1 implicit arguments, 3 overlapping triggers"


def test_an_article_that_nobody_annotated_has_examples_without_events(tokenizer):
    loss = EncodingLoss()
    layout = lay_out(TEXT, tokenizer, WIDE)
    (example,) = encode_article(Article("a", TEXT), layout, LABELS, loss)
    assert isinstance(example, Example) and not example.tags.any() and example.triggers == ()
    assert (loss.events, loss.reasons) == (0, {})
