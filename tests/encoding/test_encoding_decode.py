"""Output to events: scores by hand, what is dropped, and links that cross windows."""

import math

import numpy as np
import pytest

from actbank.encoding.decode import Draft, FoundTrigger, WindowOutput, find_triggers, merge_drafts, window_drafts
from actbank.encoding.examples import EncodingLoss, encode_article
from actbank.encoding.labels import Labels
from actbank.encoding.layout import WindowSettings, lay_out
from actbank.encoding.windows import Window
from actbank.schema import UNSPECIFIED, Argument, Article, Event, Span
from perfect_model import sure, window_output

LABELS = Labels(
    types=("LEAVE", "SAY"),
    channels=("actor", "content@"),
    allowed=((True, False), (True, True)),
    polarities=("positive", "negative"),
    modalities=(),
)
TEXT = "aa bb cc dd"


def logs(*rows):
    return np.log(np.array(rows, dtype=np.float64))


WHOLE = Window(0, 4, 0, 4)


def output(tokenizer, triggers, roles, window: Window = WHOLE):
    """Return the output for ``TEXT``: ``roles`` are tags ``(triggers, channels, words)``, polarity is negative."""
    count = len(triggers)
    layout = lay_out(TEXT, tokenizer, WindowSettings())
    attributes = sure(np.ones(count, dtype=int), 2), np.zeros((count, 0))
    return WindowOutput(window, tuple(triggers), sure(np.array(roles), 3), *attributes), layout


def trigger(start: int, end: int, kind: int, score: float = 0.5) -> FoundTrigger:
    return FoundTrigger(start, end, kind, score)


# --- triggers


def test_the_score_of_a_trigger_is_the_geometric_mean_of_its_words():
    # tags O, B-0, I-0, B-1, I-1
    scores = logs(
        [0.9, 0.1, 1e-9, 1e-9, 1e-9],
        [0.1, 0.8, 1e-9, 0.1, 1e-9],
        [0.3, 0.1, 0.5, 0.1, 1e-9],
        [0.1, 0.1, 1e-9, 0.8, 1e-9],
    )
    found = find_triggers(scores)
    assert [(t.start, t.end, t.type) for t in found] == [(1, 3, 0), (3, 4, 1)]
    assert found[0].score == pytest.approx(math.sqrt(0.8 * 0.5))
    assert found[1].score == pytest.approx(0.8)


def test_a_continuation_of_nothing_is_no_trigger():
    # by hand: each word alone would be I-0; the best valid reading of three is B I I
    scores = logs([0.05, 0.15, 0.8], [0.05, 0.15, 0.8], [0.05, 0.15, 0.8])
    assert [(t.start, t.end, t.type) for t in find_triggers(scores)] == [(0, 3, 0)]
    assert find_triggers(logs([0.9, 0.05, 0.05])) == []


# --- drafts of a window


def test_a_draft_by_hand(tokenizer):
    found, layout = output(tokenizer, [trigger(1, 3, 1)], [[[1, 0, 0, 1], [0, 0, 0, 1]]])
    (draft,) = window_drafts(found, layout, LABELS)
    assert draft.event == Event(
        "e0", "SAY", Span(3, 8), (Argument("actor", Span(0, 2)), Argument("actor", Span(9, 11))), "negative"
    )
    assert draft.event.modality == UNSPECIFIED
    assert draft.event.score == 0.5
    assert [argument.score for argument in draft.event.arguments] == [1.0, 1.0]
    assert draft.links == (("content", Span(9, 11), 1.0),)


def test_the_score_of_an_argument_is_the_geometric_mean_of_its_words(tokenizer):
    found, layout = output(tokenizer, [trigger(3, 4, 0)], np.zeros((1, 2, 4), dtype=int))
    found.roles[0, 0] = logs([0.2, 0.7, 0.1], [0.4, 0.1, 0.5], [0.9, 0.05, 0.05], [0.9, 0.05, 0.05])
    (draft,) = window_drafts(found, layout, LABELS)
    (argument,) = draft.event.arguments
    assert argument == Argument("actor", Span(0, 5))
    assert argument.score == pytest.approx(math.sqrt(0.7 * 0.5))


def test_the_score_of_an_attribute_is_its_softmax_at_any_size_of_logits(tokenizer):
    found, layout = output(tokenizer, [trigger(3, 4, 0)], np.zeros((1, 2, 4), dtype=int))
    for shift in (0.0, 1000.0, -1000.0):
        found.polarity[0] = np.log([0.2, 0.8]) + shift
        (draft,) = window_drafts(found, layout, LABELS)
        assert draft.event.polarity == LABELS.polarities[1]
        assert draft.event.polarity_score == pytest.approx(0.8, rel=1e-3)
    assert draft.event.modality_score is None


def test_a_channel_that_the_type_may_not_have_is_not_read(tokenizer):
    found, layout = output(tokenizer, [trigger(1, 2, 0)], [[[0, 0, 0, 0], [1, 0, 0, 0]]])
    (draft,) = window_drafts(found, layout, LABELS)
    assert (draft.event.arguments, draft.links) == ((), ())


def test_a_window_reports_what_begins_in_its_own_words(tokenizer):
    triggers = [trigger(0, 2, 0), trigger(2, 3, 0), trigger(3, 4, 0)]
    found, layout = output(tokenizer, triggers, np.zeros((3, 2, 4), dtype=int), Window(0, 4, 1, 3))
    assert [draft.event.trigger for draft in window_drafts(found, layout, LABELS)] == [Span(6, 8)]


def test_words_of_a_window_are_counted_from_its_start(tokenizer):
    found, layout = output(tokenizer, [trigger(0, 1, 0)], [[[0, 1], [0, 0]]], Window(2, 4, 2, 4))
    (draft,) = window_drafts(found, layout, LABELS)
    assert draft.event == Event("e0", "LEAVE", Span(6, 8), (Argument("actor", Span(9, 11)),), "negative")


def test_no_triggers_no_drafts(tokenizer):
    found, layout = output(tokenizer, [], np.zeros((0, 0, 0), dtype=int))
    assert window_drafts(found, layout, LABELS) == []


# --- drafts of an article


def draft(start: int, end: int, *links: tuple[str, Span, float], kind: str = "LEAVE") -> Draft:
    return Draft(Event("e0", kind, Span(start, end), (Argument("actor", Span(0, 2)),)), links)


def test_events_are_named_in_text_order():
    found = merge_drafts([draft(9, 11), draft(3, 5, kind="SAY"), draft(3, 5), draft(0, 2)])
    assert [(event.id, event.trigger.start, event.type) for event in found] == [
        ("e1", 0, "LEAVE"),
        ("e2", 3, "LEAVE"),
        ("e3", 3, "SAY"),
        ("e4", 9, "LEAVE"),
    ]


@pytest.mark.parametrize(
    ("link", "fillers"),
    [
        (Span(20, 24), ["e2"]),
        (Span(22, 23), ["e2"]),  # touching is enough
        (Span(18, 21), ["e2"]),
        (Span(15, 40), ["e2", "e3"]),
        (Span(24, 30), []),  # next to a trigger is not on it
        (Span(3, 8), []),  # not to itself
        (Span(0, 40), ["e2", "e3"]),
    ],
)
def test_a_link_goes_to_the_events_whose_triggers_it_touches(link, fillers):
    found = merge_drafts([draft(30, 34), draft(3, 8, ("content", link, 0.25)), draft(20, 24)])
    links = [argument for argument in found[0].arguments if argument.event]
    assert [(argument.role, argument.event, argument.score) for argument in links] == [
        ("content", name, 0.25) for name in fillers
    ]
    assert found[0].fillers("actor") == (Argument("actor", Span(0, 2)),)


def test_two_links_to_one_event_in_one_role_are_one():
    links = [("content", Span(20, 22), 0.5), ("content", Span(23, 24), 0.25), ("reason", Span(20, 22), 0.125)]
    found = merge_drafts([draft(3, 8, *links), draft(20, 24)])
    assert [(a.role, a.event, a.score) for a in found[0].arguments if a.event] == [
        ("content", "e2", 0.5),
        ("reason", "e2", 0.125),
    ]


def test_nothing_merges_to_nothing():
    assert merge_drafts([]) == ()


def test_links_cross_windows_in_both_directions(tokenizer):
    # windows as in test_encoding_examples: words 0-2, 3-5 and 6-7 are own, context reaches word 5, 2 and 7, 5
    text = "aa bb cc dd ee ff gg hh"
    events = (
        Event("g1", "SAY", Span(3, 5), (Argument("content", event="g2"),), "positive"),
        Event("g2", "SAY", Span(9, 11), (Argument("content", event="g3"),), "positive"),
        Event("g3", "SAY", Span(18, 20), (Argument("content", event="g4"),), "negative"),
        Event("g4", "LEAVE", Span(15, 17), (Argument("actor", Span(6, 8)),), "negative"),
    )
    article = Article("a", text, events=events)
    layout = lay_out(text, tokenizer, WindowSettings(14, 3))
    examples = encode_article(article, layout, LABELS, EncodingLoss())
    pairs = zip(examples, layout.windows, strict=True)
    drafts = [d for example, w in pairs for d in window_drafts(window_output(example, w, LABELS), layout, LABELS)]
    assert len(layout.windows) == 3
    found = merge_drafts(drafts)
    assert [(e.id, e.type, e.trigger, e.polarity) for e in found] == [
        ("e1", "SAY", Span(3, 5), "positive"),
        ("e2", "SAY", Span(9, 11), "positive"),
        ("e3", "LEAVE", Span(15, 17), "negative"),
        ("e4", "SAY", Span(18, 20), "negative"),
    ]
    assert [[(a.role, a.event or a.span) for a in e.arguments] for e in found] == [
        [("content", "e2")],
        [("content", "e4")],
        [("actor", Span(6, 8))],
        [("content", "e3")],
    ]
