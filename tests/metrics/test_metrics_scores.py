"""Scores: worked articles, and what must hold for any predictions."""

from __future__ import annotations

import doctest
import json
import random
import subprocess
import sys
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actbank.formats import load_predictions
from actbank.metrics import scores as scores_module
from actbank.metrics import signature as signature_module
from actbank.metrics.counts import Counts
from actbank.metrics.scores import score
from actbank.metrics.signature import parse
from actbank.predicted import Predicted
from actbank.problems import UnknownName
from actbank.runs.predictions import write_predictions
from actbank.schema import Argument, Article, Event, Span

TEXT = "Mali pulled out of the pact on Monday, Niger said. Paris denied that it had urged Mali to stay."


def span(words):
    start = TEXT.index(words)
    return Span(start, start + len(words))


def event(name, type, trigger, polarity="positive", modality="actual", **fillers):
    """An event of TEXT; a filler is quoted words, or ``e...`` for another event."""
    arguments = [
        Argument(role, event=filler) if filler.startswith("e") else Argument(role, span(filler))
        for role, filler in fillers.items()
    ]
    return Event(name, type, span(trigger), tuple(arguments), polarity, modality)


GOLD = [
    Article(
        "a1",
        TEXT,
        events=(
            event("e1", "WITHDRAW", "pulled out", actor="Mali", target="the pact", time="on Monday"),
            event("e2", "STATE", "said", actor="Niger", content="e1"),
            event("e3", "DENY", "denied", actor="Paris", content="e4"),
            event("e4", "DEMAND", "urged", modality="unasserted", actor="it", target="Mali"),
        ),
    ),
    Article("a2", TEXT, events=()),
    Article("a3", TEXT, events=(event("e1", "STATE", "said", actor="Niger"),)),
]
PREDICTED = {
    "a1": [
        event("e1", "WITHDRAW", "pulled out", actor="Mali", target="the pact", time="on Monday,"),
        event("e2", "STATE", "said", actor="Niger", content="e1"),
        event("e3", "REJECT", "denied", actor="Paris"),
        event("e4", "DEMAND", "urged", actor="Paris", target="Mali"),
    ],
    "a2": [event("e1", "REJECT", "stay")],
}


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        ("TI", (4, 1, 1)),  # by hand: pulled out, said, denied, urged | stay | said of a3
        ("TC", (3, 2, 2)),  # by hand: pulled out, said, urged | REJECT twice | DENY, said of a3
        ("AI", (6, 2, 4)),  # by hand: 3 WITHDRAW, 2 STATE, target | REJECT Paris, DEMAND Paris | DENY 2, it, Niger
        ("AC+", (6, 2, 4)),
        ("tuple", (2, 3, 3)),  # by hand: WITHDRAW, STATE | 2 REJECT, DEMAND | DENY, DEMAND, STATE of a3
        ("occurred-TC", (2, 3, 2)),  # by hand: DEMAND did not happen in gold and did in the prediction
        ("occurred-tuple", (2, 3, 2)),
    ],
)
def test_worked_articles(measure, expected):
    assert score(GOLD, PREDICTED).counts(measure) == Counts(*expected)


def test_worked_articles_by_type_and_role():
    scores = score(GOLD, PREDICTED)
    assert scores.tally("TC").by_type == {
        "DEMAND": Counts(1, 0, 0),
        "DENY": Counts(0, 0, 1),
        "REJECT": Counts(0, 2, 0),
        "STATE": Counts(1, 0, 1),
        "WITHDRAW": Counts(1, 0, 0),
    }
    # by hand: F1 of DEMAND 1, DENY 0, STATE 2/3, WITHDRAW 1; REJECT has no gold
    assert scores.tally("TC").macro_f1 == pytest.approx((1 + 0 + 2 / 3 + 1) / 4)
    # by hand: actors Mali, Niger | Paris, Paris | Paris of DENY, it, Niger of a3
    assert scores.counts("AC+", role="actor") == Counts(2, 2, 3)
    assert scores.counts("AC+", type="STATE") == Counts(2, 0, 1)
    assert scores.counts("AC+", type="STATE", role="actor") == Counts(1, 0, 1)
    assert scores.f1("AC+", type="STATE", role="actor") == pytest.approx(2 / 3)


def test_what_else_is_counted():
    scores = score(GOLD, PREDICTED)
    assert (scores.articles, scores.article_ids) == (3, ("a1", "a2", "a3"))
    assert scores.events == {"gold": 5, "predicted": 5}
    assert scores.phantom_types == {"REJECT": 2}
    # by hand: WITHDRAW, STATE and DEMAND are aligned; DEMAND is unasserted and was called actual
    assert scores.attributes["polarity"].accuracy == 1.0
    assert scores.attributes["modality"].table == {("actual", "actual"): 2, ("unasserted", "actual"): 1}


def test_counts_of_every_article_are_kept():
    tally = score(GOLD, PREDICTED).tally("TC")
    assert tally.by_article().tolist() == [[3, 1, 1], [0, 1, 0], [0, 0, 1]]  # by hand, article by article


def test_implicit_fillers_are_counted_and_not_scored():
    gold = [Article("a1", TEXT, events=(Event("e1", "STATE", span("said"), (Argument("actor", entity="niger"),)),))]
    bare = Event("p2", "JOIN", None)
    pointing = Event("p1", "STATE", span("said"), (Argument("content", event="p2"), Argument("actor", entity="x")))
    scores = score(gold, {"a1": [pointing, bare]})
    assert scores.implicit == {"gold": 1, "predicted": 2}
    assert scores.counts("AC+") == Counts()


def test_nothing_at_all():
    scores = score([], {})
    assert scores.articles == 0
    assert all(scores.counts(measure) == Counts() and scores.f1(measure) is None for measure in scores.measures)
    assert json.loads(json.dumps(scores.to_dict(), allow_nan=False))["measures"]["TC"]["interval"] is None


def test_gold_as_its_own_prediction_is_perfect_everywhere():
    scores = score(GOLD, GOLD)
    found = {name: scores.f1(name) for name in scores.measures}
    assert found.pop("time") is None  # no gold time has a normal form
    assert found == dict.fromkeys(found, 1.0)
    assert scores.interval("AC+") == (1.0, 1.0)
    assert scores.attributes["modality"].accuracy == 1.0


def test_gold_triggers_are_labelled_and_leave_out_trigger_measures():
    scores = score(GOLD, PREDICTED, setting="gold-trigger")
    assert parse(scores.signature)["set"] == "gold-trigger"
    assert "TC" not in scores.measures
    assert scores.counts("AC+") == score(GOLD, PREDICTED).counts("AC+")
    with pytest.raises(UnknownName, match="unknown measure 'TC'; did you mean"):
        scores.f1("TC")


def test_the_signature_says_what_was_done():
    fields = parse(score(GOLD, PREDICTED, tuple_roles=["place", "actor"], ontology="news@1.0#ab12cd34").signature)
    assert (fields["tuple"], fields["ont"], fields["n"]) == (("actor", "place"), "news@1.0#ab12cd34", 3)


def test_tuple_roles_change_the_tuple_only():
    scores = score(GOLD, PREDICTED, tuple_roles=["target"])
    assert scores.counts("tuple") == Counts(3, 2, 2)  # by hand: now DEMAND is right as well
    assert scores.counts("AC+") == score(GOLD, PREDICTED).counts("AC+")


def test_to_dict_is_plain_and_repeatable():
    first = score(GOLD, PREDICTED).to_dict()
    assert json.loads(json.dumps(first, allow_nan=False)) == first == score(GOLD, PREDICTED).to_dict()
    assert first["measures"]["TC"]["f1"] == 60.0  # by hand: 6/10
    assert first["measures"]["TC"]["types"]["STATE"] == Counts(1, 0, 1).to_dict()
    assert first["measures"]["TC"]["roles"] == {}
    assert first["measures"]["AC+"]["roles"]["target"] == Counts(2, 0, 0).to_dict()  # by hand: the pact, Mali
    assert first["attributes"]["modality"]["accuracy"] == 66.67  # by hand: 2/3
    assert first["phantom_types"] == {"REJECT": 2}


def many_articles():
    """Sixty articles whose predictions are partly wrong, from a fixed seed."""
    chance = random.Random(5)
    kinds = ["STATE", "DENY", "JOIN"]
    words = ["Mali", "Niger", "Paris", "the pact", "on Monday"]
    gold, predicted = [], {}
    for number in range(60):
        triggers = chance.sample(["pulled out", "said", "denied", "urged", "stay"], chance.randint(0, 4))
        events = [event(f"x{n}", chance.choice(kinds), t, actor=chance.choice(words)) for n, t in enumerate(triggers)]
        gold.append(Article(f"a{number}", TEXT, events=tuple(events)))
        predicted[f"a{number}"] = [e for e in events if chance.random() < 0.7] + [event("z", "DENY", "had")]
    return gold, predicted


@pytest.mark.parametrize("measure", ["TI", "TC", "AI", "AC", "AI+", "AC+", "tuple", "occurred-TC", "occurred-tuple"])
def test_intervals_hold_the_point_and_are_repeatable(measure):
    scores = score(*many_articles())
    low, high = scores.interval(measure)
    assert 0 < low < scores.f1(measure) < high < 1
    assert scores.interval(measure) == (low, high)
    assert scores.interval(measure, resamples=200, seed=1) != (low, high)


def test_intervals_of_types_and_roles():
    scores = score(*many_articles())
    low, high = scores.interval("AC+", type="JOIN", role="actor")
    assert low < scores.f1("AC+", type="JOIN", role="actor") < high
    assert scores.interval("AC+", type="ENACT") is None


PLACES = [Span(0, 4), Span(2, 6), Span(5, 11), Span(5, 15), Span(39, 44), Span(39, 45)]
FILLERS = st.builds(Argument, st.sampled_from(["actor", "target", "place"]), st.sampled_from(PLACES))
DRAFTS = st.tuples(
    st.sampled_from(["JOIN", "DENY", "STATE"]),
    st.sampled_from([*PLACES, None]),
    st.lists(FILLERS, max_size=3),
    st.sampled_from(["actual", "planned", "unspecified"]),
)
LISTS = st.lists(DRAFTS, max_size=4)


def events_of(drafts):
    """Events from drafts; each but the first also points to the one before it, whatever their order in the list."""
    made = []
    for number, (kind, trigger, fillers, modality) in enumerate(drafts):
        link = [Argument("content", event=f"e{number - 1}")] if number else []
        made.append(Event(f"e{number}", kind, trigger, (*fillers, *link), "positive", modality))
    return made


@settings(max_examples=80, deadline=None, derandomize=True)
@given(st.lists(st.tuples(LISTS, LISTS), min_size=1, max_size=3), st.randoms(use_true_random=False))
def test_the_order_of_events_does_not_matter(drafts, chance):
    sides = [(events_of(gold), events_of(predicted)) for gold, predicted in drafts]
    once = _scored(sides)
    for events in (side for pair in sides for side in pair):
        chance.shuffle(events)
    again = _scored(sides)
    assert once.to_dict() == again.to_dict()
    for measure, tally in once.measures.items():
        assert tally.labels == again.measures[measure].labels
        assert np.array_equal(tally.entries, again.measures[measure].entries)


def _scored(sides):
    gold = [Article(f"a{n}", TEXT, events=tuple(events)) for n, (events, _) in enumerate(sides)]
    return score(gold, {f"a{n}": events for n, (_, events) in enumerate(sides)})


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.lists(st.tuples(LISTS, LISTS), min_size=1, max_size=3))
def test_micro_counts_are_the_sum_over_types_articles_and_roles(drafts):
    scores = _scored([(events_of(gold), events_of(predicted)) for gold, predicted in drafts])
    for measure, tally in scores.measures.items():
        micro = scores.counts(measure)
        assert sum(tally.by_type.values(), Counts()) == micro
        assert Counts(*tally.by_article().sum(axis=0).tolist()) == micro
        if measure in ("AC", "AI+", "AC+"):
            assert sum(tally.by_role.values(), Counts()) == micro


@settings(max_examples=100, deadline=None, derandomize=True)
@given(LISTS, LISTS)
def test_attached_arguments_are_a_multiset_intersection(gold_drafts, predicted_drafts):
    gold, predicted = events_of(gold_drafts), events_of(predicted_drafts)
    left, right = _plain_arguments(gold), _plain_arguments(predicted)
    found = sum((left & right).values())
    expected = Counts(found, right.total() - found, left.total() - found)
    assert _scored([(gold, predicted)]).counts("AC+") == expected


def _plain_arguments(events):
    """AC+ keys, spelt out; edges of TEXT are stripped by hand: (39, 45) is "Niger ", (2, 6) is "li p"."""
    strip = {Span(5, 15): (5, 15), Span(39, 45): (39, 44)}
    places = {
        event.id: event.trigger and strip.get(event.trigger, (event.trigger.start, event.trigger.end))
        for event in events
    }
    keys: Counter = Counter()
    for one in events:
        for argument in one.arguments:
            filler = argument.span and strip.get(argument.span, (argument.span.start, argument.span.end))
            filler = places[argument.event] if argument.event else filler
            if filler:
                keys[one.type, places[one.id], filler, argument.role] += 1
    return keys


@pytest.mark.parametrize("module", [scores_module, signature_module])
def test_the_examples_in_the_docstrings_run(module):
    found = doctest.testmod(module)
    assert found.attempted > 0
    assert found.failed == 0


def test_scoring_imports_nothing_heavy():
    heavy = ("torch", "scipy", "sklearn", "pandas", "datasets", "transformers")
    program = f"import sys, actbank.metrics.scores; print([name for name in {heavy} if name in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"


# --- predictions of outside systems


def test_what_the_text_does_not_have_is_a_false_positive():
    missing = [Argument("actor", span("Niger")), Argument("topic", Span(len(TEXT) + 1, len(TEXT) + 6))]
    made_up = Event("p2", "STATE", Span(len(TEXT) + 1, len(TEXT) + 6))
    given = Predicted("a3", (Event("p1", "STATE", span("said"), tuple(missing)), made_up), "", "", ("Ostia",), 4, 2)
    scores = score(GOLD[2:], [given])
    assert scores.counts("TC") == Counts(1, 1, 0)
    assert scores.counts("AC+") == Counts(1, 1, 0)
    assert scores.expressions == {"given": 4, "absent": 2}
    assert scores.hallucination_rate == 0.5
    assert scores.to_dict()["expressions"] == {"given": 4, "absent": 2, "hallucination_rate": 50.0}


def test_words_that_gold_has_in_another_form_match_as_text():
    given = Predicted(
        "a3", (Event("p1", "STATE", span("said"), (Argument("actor", Span(96, 105)),)),), "", "", ("the NIGER",), 1, 1
    )
    assert given.events[0].arguments[0].span.of(f"{TEXT}\nthe NIGER") == "the NIGER"
    assert score(GOLD[2:], [given]).counts("AC+") == Counts(0, 1, 1)
    assert score(GOLD[2:], [given], match="text").counts("AC+") == Counts(1, 0, 0)


def test_lenient_scores_say_so():
    stray = [Event("p1", "JOIN", span("stay"), (Argument("actor", span("Paris")),), "positive", "actual")]
    strict, lenient = score(GOLD, PREDICTED), score(GOLD, {**PREDICTED, "b": stray}, lenient=True)
    assert lenient.signature == f"{strict.signature}|lenient:yes"
    assert [str(problem) for problem in lenient.misfits] == [
        "predicted article 'b': is not in gold, expected the id of a gold article"
    ]
    assert (lenient.articles, lenient.article_ids[3:], lenient.stand_ins) == (3, ("b (misfits)",), 1)
    for measure in ("TI", "TC", "AI", "AC", "AI+", "AC+", "tuple", "occurred-TC", "occurred-tuple"):
        before, after = strict.counts(measure), lenient.counts(measure)
        assert (after.tp, after.fp, after.fn) == (before.tp, before.fp + 1, before.fn)
    assert lenient.phantom_types == {"JOIN": 1, "REJECT": 2}
    assert lenient.to_dict()["misfits"] == [str(problem) for problem in lenient.misfits]
    assert lenient.to_dict()["articles"] == 3


def test_what_only_outside_systems_have_is_not_in_other_scores():
    assert {"misfits", "expressions"}.isdisjoint(score(GOLD, PREDICTED).to_dict())
    assert score(GOLD, PREDICTED).hallucination_rate is None
    assert score(GOLD, PREDICTED, lenient=True).to_dict()["misfits"] == []


def test_stored_predictions_give_the_scores_of_their_events(tmp_path):
    write_predictions(tmp_path / "p.jsonl.gz", GOLD, PREDICTED)
    stored = score(GOLD, load_predictions(tmp_path / "p.jsonl.gz", GOLD))
    assert stored.to_dict() == score(GOLD, PREDICTED).to_dict()
