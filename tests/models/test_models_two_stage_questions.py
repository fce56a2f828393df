"""Questions of the second stage: what a window with a marked trigger looks like, the loss, what the marks do."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from transformers import AutoTokenizer

import tiny
from actbank.encoding.decode import FoundTrigger
from actbank.encoding.examples import IGNORED, Example, TriggerExample
from actbank.encoding.labels import Labels
from actbank.models.one_pass.batching import WindowCollator
from actbank.models.one_pass.network import OnePassModel
from actbank.models.trigger_then_arguments.batching import QuestionCollator, TriggerCollator
from actbank.models.trigger_then_arguments.configuration import StageConfig, trigger_labels
from actbank.models.trigger_then_arguments.network import ArgumentModel, TriggerModel
from actbank.models.trigger_then_arguments.questions import (
    MARKED,
    NAMED,
    REPEATED,
    TEXT,
    QuestionWriter,
    gold_questions,
)

# Three types and three channels; SAID_NO takes actor and content@, LEFT actor and target, QUIT nothing.
LABELS = Labels(
    ("SAID_NO", "LEFT", "QUIT"),
    ("actor", "target", "content@"),
    ((True, False, True), (True, True, False), (False, False, False)),
    ("positive", "negative"),
    ("actual", "planned", "possible"),
)
CLS, SEP = 2, 3  # the places of these two in the vocabulary of `tiny`


@pytest.fixture(scope="module")
def tokenizer(encoder_folder):
    return AutoTokenizer.from_pretrained(encoder_folder)


@pytest.fixture(scope="module")
def writer(tokenizer):
    return QuestionWriter(tokenizer, LABELS.types)


@pytest.fixture(scope="module")
def ids(tokenizer):
    return lambda *words: tokenizer.convert_tokens_to_ids(list(words))


def config(labels=LABELS, **changes):
    values = tiny.network_config(labels, **changes).to_dict()
    return StageConfig(**{name: value for name, value in values.items() if name not in ("model_type", "architectures")})


def network(kind=ArgumentModel, labels=LABELS, seed=1, **changes):
    """Return an untrained network without dropout, its heads spread out."""
    torch.manual_seed(seed)
    model = kind(config(labels, **changes))
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if not name.startswith("encoder") and parameter.ndim > 1:
                parameter.mul_(8)
    return model.eval()


def words(*sizes):
    """Return words of so many tokens each, with ids that differ."""
    return tuple(tuple(range(10 + 3 * at, 10 + 3 * at + size)) for at, size in enumerate(sizes))


def trigger(start, end, kind, roles, polarity=IGNORED, modality=IGNORED):
    return TriggerExample(start, end, kind, np.asarray(roles, dtype=np.int8), polarity, modality)


def found(start, end, kind=0):
    return FoundTrigger(start, end, kind, 1.0)


FIRST = Example(
    words(1, 2, 1, 1, 3),
    np.array([IGNORED, 0, 1, 2, 3]),
    (
        trigger(2, 4, 0, [[1, 2, 0, 0, 0], [0, 0, 1, 0, 0], [0, 0, 0, 0, 1]], 0, 1),
        trigger(4, 5, 1, [[0, 1, 0, 0, 0], [0, 0, 0, 1, 2], [0, 0, 1, 0, 0]], 1, IGNORED),
    ),
)
SECOND = Example(words(2, 1, 1), np.array([5, 0, 0]), (trigger(0, 1, 2, np.zeros((3, 3)), IGNORED, 2),))
EMPTY = Example(words(1, 1), np.array([0, 0]), ())


def test_a_question_by_hand(writer, ids):
    # "said_no" is read as two words; the trigger's two words of three tokens are said again
    question = writer.write(words(1, 2, 1, 1), found(1, 3))
    assert question.tail == (13, 14, 16, SEP, *ids("said", "n", "##o"), SEP)
    assert question.parts == (REPEATED,) * 3 + (TEXT,) + (NAMED,) * 3 + (TEXT,)
    assert question.cost == 5 + 8
    assert [writer.names[1], writer.names[2]] == [tuple(ids("left")), tuple(ids("q", "##u", "##i", "##t"))]


def test_a_batch_by_hand(tokenizer, writer, ids):
    questions = [writer.write(SECOND.words, SECOND.triggers[0]), writer.write(words(1, 2, 1), found(1, 2, 1))]
    batch = QuestionCollator(tokenizer).inputs(questions)
    quit_ids, left = ids("q", "##u", "##i", "##t"), ids("left")
    assert batch["input_ids"].tolist() == [
        [CLS, 10, 11, 13, 16, SEP, 10, 11, SEP, *quit_ids, SEP],
        [CLS, 10, 13, 14, 16, SEP, 13, 14, SEP, *left, SEP, 0, 0, 0],
    ]
    assert batch["parts"].tolist() == [
        [0, MARKED, MARKED, 0, 0, 0, REPEATED, REPEATED, 0, NAMED, NAMED, NAMED, NAMED, 0],
        [0, 0, MARKED, MARKED, 0, 0, REPEATED, REPEATED, 0, NAMED, 0, 0, 0, 0],
    ]
    assert batch["attention_mask"].tolist() == [[1] * 14, [1] * 11 + [0] * 3]
    assert batch["starts"].tolist() == [[1, 3, 4], [1, 2, 4]]
    assert batch["spans"].tolist() == [[0, 1], [1, 2]]
    assert batch["types"].tolist() == [2, 1]


def test_gold_columns_go_with_their_questions(tokenizer, writer):
    questions = list(gold_questions([FIRST, EMPTY, SECOND], writer))
    assert [question.words for question in questions] == [FIRST.words, FIRST.words, SECOND.words]
    batch = QuestionCollator(tokenizer)([questions[2], questions[0]])
    assert batch["polarity"].tolist() == [IGNORED, 0]
    assert batch["modality"].tolist() == [2, 1]
    assert batch["role_tags"].shape == (2, 5, 3)
    assert batch["role_tags"][0, :, 0].tolist() == [0, 0, 0, IGNORED, IGNORED]
    assert batch["role_tags"][1, :, 0].tolist() == [1, 2, 0, 0, 0]


@st.composite
def triggers_in_windows(draw):
    sizes = draw(st.lists(st.integers(1, 7), min_size=1, max_size=12))
    start = draw(st.integers(0, len(sizes) - 1))
    return words(*sizes), found(start, draw(st.integers(start + 1, len(sizes))), draw(st.integers(0, 2)))


@settings(derandomize=True, deadline=None, max_examples=80)
@given(st.lists(triggers_in_windows(), min_size=1, max_size=4))
def test_each_part_holds_the_tokens_it_says(tokenizer, writer, drawn):
    questions = [writer.write(*pair) for pair in drawn]
    batch = QuestionCollator(tokenizer).inputs(questions)
    for row, (window, asked) in enumerate(drawn):
        tokens, parts = batch["input_ids"][row], batch["parts"][row]
        wanted = [token for word in window[asked.start : asked.end] for token in word]
        assert tokens[parts == MARKED].tolist() == wanted
        assert tokens[parts == REPEATED].tolist() == wanted[:16]
        assert tokens[parts == NAMED].tolist() == list(writer.names[asked.type])
        text = sum(map(len, window))
        length = int(batch["attention_mask"][row].sum())
        assert length == questions[row].cost + 2 <= text + 2 + writer.longest
        assert (parts[length:] == TEXT).all()
        assert batch["starts"][row, : len(window)].tolist() == (1 + np.cumsum([0, *map(len, window[:-1])])).tolist()


def brute_force(model, batch):
    """Return the mean loss of the questions, one cross entropy after the other."""

    def entropy(logits, gold):
        return (torch.logsumexp(logits, -1) - logits[gold]).item()

    given_ = ("input_ids", "attention_mask", "starts", "parts", "spans", "types")
    roles, polarity, modality = model.answer(**{name: batch[name] for name in given_})
    total = 0.0
    for row, word, channel in np.ndindex(*batch["role_tags"].shape):
        gold = batch["role_tags"][row, word, channel]
        if gold != IGNORED and LABELS.allowed[batch["types"][row]][channel]:
            total += model.config.role_weight * entropy(roles[row, word, channel], gold)
    for logits, golds in ((polarity, batch["polarity"]), (modality, batch["modality"])):
        for row, gold in enumerate(golds):
            total += model.config.attribute_weight * entropy(logits[row], gold) if gold != IGNORED else 0.0
    return total / len(batch["types"])


@pytest.mark.parametrize("weights", [{}, {"role_weight": 0.25, "attribute_weight": 3.0}])
def test_loss_is_the_mean_over_questions(tokenizer, writer, weights):
    model = network(**weights)
    batch = QuestionCollator(tokenizer)(list(gold_questions([FIRST, SECOND], writer)))
    assert model(**batch).loss.item() == pytest.approx(brute_force(model, batch), rel=1e-5)


def test_trigger_loss_is_that_of_one_pass_without_arguments(tokenizer):
    model = network(TriggerModel, trigger_labels(LABELS))
    whole = OnePassModel(tiny.network_config(LABELS, role_weight=0.0, attribute_weight=0.0)).eval()
    whole.load_state_dict(model.state_dict(), strict=False)
    examples = [FIRST, SECOND, EMPTY]
    ours, theirs = model(**TriggerCollator(tokenizer)(examples)), whole(**WindowCollator(tokenizer)(examples))
    assert ours.loss.item() == pytest.approx(theirs.loss.item(), rel=1e-5)
    assert math.isfinite(model(**TriggerCollator(tokenizer)([EMPTY])).loss.item())


def test_trigger_labels_are_types_alone():
    assert trigger_labels(LABELS) == Labels(LABELS.types, (), ((), (), ()))


def answers(model, tokenizer, *questions):
    return model.answer(**QuestionCollator(tokenizer).inputs(questions))


def test_padding_makes_no_difference(tokenizer, writer):
    model = network()
    short, long = writer.write(words(2, 1), found(0, 1)), writer.write(words(1, 2, 1, 1, 3), found(2, 4, 1))
    alone, beside = answers(model, tokenizer, short), answers(model, tokenizer, short, long)
    torch.testing.assert_close(beside[0][:1, :2], alone[0])
    for one, other in zip(alone[1:], beside[1:], strict=True):
        torch.testing.assert_close(other[:1], one)


def test_the_place_of_the_trigger_reaches_the_encoder(tokenizer, writer):
    """The same word twice: tail and type say the same, only the mark tells which one is meant."""
    model = network()
    window = ((10,), (20,), (30,), (20,))
    first, second = (writer.write(window, found(at, at + 1)) for at in (1, 3))
    assert first.tail == second.tail
    collate, vectors = QuestionCollator(tokenizer), []
    keep = model.role_head.register_forward_pre_hook(lambda _, given_: vectors.append(given_[0]))
    answers(model, tokenizer, first, second)
    keep.remove()
    assert not torch.allclose(vectors[0][0], vectors[0][1], atol=1e-3)
    with torch.no_grad():
        model.parts.weight.zero_()
    plain = model.word_vectors(
        **{name: collate.inputs([first])[name] for name in ("starts", "input_ids", "attention_mask")}
    )
    vectors.clear()
    model.role_head.register_forward_pre_hook(lambda _, given_: vectors.append(given_[0]))
    answers(model, tokenizer, first, second)
    torch.testing.assert_close(vectors[0][0], vectors[0][1])
    torch.testing.assert_close(vectors[0][:1], plain)


def test_marks_are_learnt_where_word_embeddings_are_frozen(tokenizer, writer):
    model = network()
    assert not model.parts.weight[TEXT].any()
    model.encoder.get_input_embeddings().weight.requires_grad_(False)
    model(**QuestionCollator(tokenizer)(list(gold_questions([FIRST], writer)))).loss.backward()
    assert model.parts.weight.grad.abs().sum(-1).gt(0).tolist() == [False, True, True, True]
    assert model.encoder.get_input_embeddings().weight.grad is None


@pytest.mark.parametrize(
    "labels", [Labels(("A", "B"), (), ((), ())), Labels(("A",), ("x",), ((True,),), ("positive",))]
)
def test_labels_without_roles_or_attributes(tokenizer, labels):
    writer, model = QuestionWriter(tokenizer, labels.types), network(labels=labels)
    roles = np.zeros((len(labels.channels), 5))
    (question,) = gold_questions([Example(FIRST.words, FIRST.tags, (trigger(2, 4, 0, roles),))], writer)
    loss = model(**QuestionCollator(tokenizer)([question])).loss
    loss.backward()
    assert math.isfinite(loss.item())
    assert all(value.grad is not None for name, value in model.named_parameters() if not name.startswith("encoder"))
