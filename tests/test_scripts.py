"""Scripts that make or check the corpus: their decisions, worked by hand on small articles."""

import importlib.util
from pathlib import Path

import pytest

from actbank.corpora.splits import shared_stories
from actbank.schema import Argument, Article, Event, Span

SCRIPTS = Path(__file__).resolve().parents[1] / "scripts"
TEXT = "Orland will leave the pact. Bresk said it regrets the move."


def script(name):
    spec = importlib.util.spec_from_file_location(name, SCRIPTS / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def event(name, kind, words, *arguments, **more):
    start = TEXT.index(words)
    fillers = tuple(
        Argument(role, Span(TEXT.index(said), TEXT.index(said) + len(said)), score=score)
        for role, said, score in arguments
    )
    return Event(name, kind, Span(start, start + len(words)), fillers, **more)


# --- five-fold inspection


def listed(gold, predicted):
    found = script("cross_check").disagreements(Article("a", TEXT, events=tuple(gold)), tuple(predicted))
    return [line for _, line in sorted(found)]


def test_what_the_model_is_sure_of_and_gold_does_not_have_is_listed():
    gold = [event("e1", "WITHDRAW", "leave", ("actor", "Orland", None), polarity="positive", modality="planned")]
    sure = {"polarity": "positive", "polarity_score": 0.99, "modality": "actual", "modality_score": 0.95}
    predicted = [
        event("p1", "WITHDRAW", "leave", ("actor", "Orland", 0.99), ("target", "the pact", 0.95), score=0.5, **sure),
        event("p2", "STATE", "said", score=0.9),
        event("p3", "ACCUSE", "regrets", score=0.89),
    ]
    first, second = "Orland will leave the pact.", "Bresk said it regrets the move."
    assert listed(gold, predicted) == [
        f'argument: e1 WITHDRAW "leave" in: {first}; model target "the pact", gold no target',
        f'modality: e1 WITHDRAW "leave" in: {first}; gold planned, model actual',
        f'extra event: model sees STATE "said" in: {second}; gold has nothing there',
    ]


def test_what_the_model_does_not_see_and_what_it_sees_otherwise():
    gold = [event("e1", "WITHDRAW", "leave"), event("e2", "STATE", "said"), event("e3", "WITHDRAW", "move")]
    predicted = [event("p1", "LEAVE_OFFICE", "leave", score=0.95), event("p2", "ACCUSE", "said", score=0.6)]
    second = "Bresk said it regrets the move."
    assert listed(gold, predicted) == [
        'extra event: model sees LEAVE_OFFICE "leave" in: Orland will leave the pact.; gold has e1 WITHDRAW there',
        f'unseen event: gold e3 WITHDRAW "move" in: {second}; the model sees nothing',
    ]


def test_a_filler_of_another_role_is_shown_beside_it():
    gold = [event("e1", "WITHDRAW", "leave", ("target", "Orland", None))]
    predicted = [event("p1", "WITHDRAW", "leave", ("actor", "Orland", 0.9), ("actor", "Bresk", 0.2))]
    (line,) = listed(gold, predicted)
    assert line.endswith('; model actor "Orland", gold target "Orland"')


# --- splits


def test_splits_are_drawn_by_story_with_the_hard_articles_apart():
    freeze = script("freeze_splits")
    articles = [Article(f"a{n}", "x", story=f"s{n // 2}", events=()) for n in range(80)]
    articles += [Article(f"h{n}", "x", metadata={"hard": "passive"}, events=()) for n in range(3)]
    splits = next(freeze.drawn(articles))
    assert {part: len(found) for part, found in splits.items()} == {"train": 56, "dev": 12, "test": 12, "hard": 3}
    assert list(shared_stories(splits)) == []
    assert {article.id for article in splits["hard"]} == {"h0", "h1", "h2"}


@pytest.mark.parametrize(("kinds", "least"), [("XXY", 1), ("XX", 0), ("XYXY", 2)])
def test_the_rarest_type_is_counted_even_when_it_never_comes(kinds, least):
    events = tuple(Event(f"e{n}", kind) for n, kind in enumerate(kinds))
    assert script("freeze_splits").rarest([Article("a", "x", events=events)], ["X", "Y"]) == least
