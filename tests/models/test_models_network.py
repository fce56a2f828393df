"""The one-pass network: shapes, the loss against a brute-force sum, the role mask, priors, one batch by hand."""

from __future__ import annotations

import math
from itertools import product

import numpy as np
import pytest
import torch
from transformers import AutoTokenizer

import tiny
from actbank.encoding.examples import IGNORED, Example, TriggerExample
from actbank.encoding.labels import Labels
from actbank.models.one_pass.batching import WindowCollator
from actbank.models.one_pass.family import label_frequencies
from actbank.models.one_pass.heads import padding_of
from actbank.models.one_pass.network import OnePassModel
from actbank.training.trainer import TokenBudgetTrainer, training_arguments

# Three types and four channels; STATE takes actor and content@, JOIN actor and target, QUIT nothing.
LABELS = Labels(
    ("STATE", "JOIN", "QUIT"),
    ("actor", "target", "time", "content@"),
    ((True, False, False, True), (True, True, False, False), (False, False, False, False)),
    ("positive", "negative"),
    ("actual", "planned", "possible"),
)
CHANNELS = len(LABELS.channels)


@pytest.fixture(scope="module")
def tokenizer(encoder_folder):
    return AutoTokenizer.from_pretrained(encoder_folder)


def network(labels=LABELS, seed=1, **changes) -> OnePassModel:
    """Return an untrained network without dropout, its heads spread out."""
    torch.manual_seed(seed)
    model = OnePassModel(tiny.network_config(labels, **changes))
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


FIRST = Example(
    words(1, 2, 1, 1, 3),
    np.array([IGNORED, 0, 1, 2, 3]),
    (
        trigger(2, 4, 0, [[1, 2, 0, 0, 0], [0, 0, 1, 0, 0], [0] * 5, [0, 0, 0, 0, 1]], 0, 1),
        trigger(4, 5, 1, [[0, 1, 0, 0, 0], [0, 0, 0, 1, 2], [0] * 5, [0, 0, 1, 0, 0]], 1, IGNORED),
    ),
)
SECOND = Example(words(2, 1, 1), np.array([5, 0, 0]), (trigger(0, 1, 2, np.zeros((4, 3)), IGNORED, 2),))
EMPTY = Example(words(1, 1), np.array([0, 0]), ())


def test_a_batch_by_hand(tokenizer):
    batch = WindowCollator(tokenizer)([FIRST, SECOND])
    cls, sep, pad = (tokenizer.convert_tokens_to_ids(name) for name in ("[CLS]", "[SEP]", "[PAD]"))
    assert batch["input_ids"].tolist() == [
        [cls, 10, 13, 14, 16, 19, 22, 23, 24, sep],
        [cls, 10, 11, 13, 16, sep, pad, pad, pad, pad],
    ]
    assert batch["attention_mask"].tolist() == [[1] * 10, [1] * 6 + [0] * 4]
    assert batch["starts"].tolist() == [[1, 2, 4, 5, 6], [1, 3, 4, 0, 0]]
    assert batch["tags"].tolist() == [[-100, 0, 1, 2, 3], [5, 0, 0, -100, -100]]
    assert batch["window"].tolist() == [0, 0, 1]
    assert batch["spans"].tolist() == [[2, 4], [4, 5], [0, 1]]
    assert batch["types"].tolist() == [0, 1, 2]
    assert batch["polarity"].tolist() == [0, 1, -100]
    assert batch["modality"].tolist() == [1, -100, 2]
    assert batch["role_tags"].shape == (3, 5, CHANNELS)
    assert batch["role_tags"][0, :, 0].tolist() == [1, 2, 0, 0, 0]
    assert batch["role_tags"][2, :, 1].tolist() == [0, 0, 0, -100, -100]


def test_a_batch_without_triggers_has_empty_columns(tokenizer):
    batch = WindowCollator(tokenizer)([EMPTY])
    assert {name: tuple(batch[name].shape) for name in ("window", "spans", "types", "polarity", "modality")} == {
        "window": (0,),
        "spans": (0, 2),
        "types": (0,),
        "polarity": (0,),
        "modality": (0,),
    }
    assert batch["role_tags"].shape[:2] == (0, 2)


def test_shapes(tokenizer):
    model = network()
    inputs = WindowCollator(tokenizer).inputs([FIRST.words, SECOND.words])
    vectors, tags = model.read(**inputs)
    assert (vectors.shape, tags.shape) == ((2, 5, tiny.WIDTH), (2, 5, 7))
    asked = model.ask(vectors, torch.tensor([0, 1]), torch.tensor([[2, 4], [0, 1]]), torch.tensor([0, 2]))
    assert [tuple(values.shape) for values in asked] == [(2, 5, CHANNELS, 3), (2, 2), (2, 3)]
    assert {values.dtype for values in (tags, *asked)} == {torch.float32}


@pytest.mark.parametrize(
    ("labels", "shapes"),
    [  # no role at all, and attributes that nobody states: each head keeps one idle output at least
        (Labels(("A", "B"), (), ((), ())), [(1, 5, 0, 3), (1, 1), (1, 1)]),
        (Labels(("A",), ("actor",), ((True,),), ("positive",)), [(1, 5, 1, 3), (1, 1), (1, 1)]),
    ],
)
def test_labels_without_roles_or_attributes(tokenizer, labels, shapes):
    model = network(labels)
    vectors, _ = model.read(**WindowCollator(tokenizer).inputs([FIRST.words]))
    asked = model.ask(vectors, torch.tensor([0]), torch.tensor([[2, 4]]), torch.tensor([0]))
    assert [tuple(values.shape) for values in asked] == shapes
    roles = np.zeros((len(labels.channels), 5))
    example = Example(FIRST.words, np.array([0, 0, 1, 2, 0]), (trigger(2, 4, 0, roles),))
    loss = model(**WindowCollator(tokenizer)([example])).loss
    loss.backward()
    assert math.isfinite(loss.item())


def brute_force(model, batch):
    """Return the loss, one cross entropy after the other, from what `read` and `ask` say."""

    def entropy(logits, gold):
        return (torch.logsumexp(logits, -1) - logits[gold]).item()

    vectors, tags = model.read(batch["input_ids"], batch["attention_mask"], batch["starts"])
    total = 0.0
    for window, word in product(*map(range, batch["tags"].shape)):
        gold = batch["tags"][window, word]
        total += entropy(tags[window, word], gold) if gold != IGNORED else 0.0
    count, length, channels = batch["role_tags"].shape
    if not count:
        return total
    padding = padding_of(batch["starts"])
    roles, polarity, modality = model.ask(vectors, batch["window"], batch["spans"], batch["types"], padding)
    for row in range(count):
        for word, channel in product(range(length), range(channels)):
            gold = batch["role_tags"][row, word, channel]
            if gold != IGNORED and LABELS.allowed[batch["types"][row]][channel]:
                total += model.config.role_weight * entropy(roles[row, word, channel], gold)
        for logits, gold in ((polarity[row], batch["polarity"][row]), (modality[row], batch["modality"][row])):
            total += model.config.attribute_weight * entropy(logits, gold) if gold != IGNORED else 0.0
    return total / (count + 1)


@pytest.mark.parametrize("weights", [{}, {"role_weight": 0.25, "attribute_weight": 3.0}, {"role_weight": 0.0}])
@pytest.mark.parametrize("examples", [[FIRST], [SECOND, FIRST], [FIRST, EMPTY, SECOND]])
def test_loss_is_the_sum_of_all_entropies_by_trigger(tokenizer, examples, weights):
    model = network(**weights)
    batch = WindowCollator(tokenizer)(examples)
    assert model(**batch).loss.item() == pytest.approx(brute_force(model, batch), rel=1e-5)


def test_loss_is_given_by_name_and_by_place(tokenizer):
    output = network()(**WindowCollator(tokenizer)([FIRST]))
    assert output["loss"] is output[0] is output.loss


def test_a_batch_without_triggers_has_a_loss_and_a_gradient_for_every_weight(tokenizer):
    model = network()
    batch = WindowCollator(tokenizer)([EMPTY])
    loss = model(**batch).loss
    assert loss.item() == pytest.approx(brute_force(model, batch), rel=1e-5)
    loss.backward()
    heads = {name: value for name, value in model.named_parameters() if "_head" in name}
    assert all(value.grad is not None for value in heads.values())
    assert not any(value.grad.any() for name, value in heads.items() if not name.startswith("trigger_head"))
    assert model.trigger_head.weight.grad.any()


def test_roles_that_a_type_may_not_have_are_not_learnt(tokenizer):
    model = network()
    model(**WindowCollator(tokenizer)([FIRST])).loss.backward()
    moved = model.role_head.out.weight.grad.view(CHANNELS, 3, -1).abs().sum(dim=(1, 2)) > 0
    # STATE has actor and content@, JOIN actor and target; no type has time
    assert moved.tolist() == [True, True, False, True]
    assert model.role_head.type_embedding.weight.grad.abs().sum(-1).gt(0).tolist() == [True, True, False]


@pytest.mark.parametrize(("channel", "counts"), [(0, True), (1, False), (2, False), (3, True)])
def test_gold_of_a_role_that_a_type_may_not_have_makes_no_difference(tokenizer, channel, counts):
    model = network()
    batch = WindowCollator(tokenizer)([FIRST])
    before = model(**batch).loss.item()
    batch["role_tags"][0, :, channel] = torch.tensor([0, 0, 0, 1, 2])
    assert (model(**batch).loss.item() != before) is counts


def test_padding_makes_no_difference(tokenizer):
    model = network()
    collate = WindowCollator(tokenizer)
    alone, _ = model.read(**collate.inputs([SECOND.words]))
    beside, _ = model.read(**collate.inputs([SECOND.words, FIRST.words]))
    torch.testing.assert_close(beside[:1, :3], alone)
    asked = [torch.tensor([0]), torch.tensor([[0, 1]]), torch.tensor([1])]
    padding = padding_of(collate.inputs([SECOND.words, FIRST.words])["starts"])
    assert padding.tolist() == [[False] * 3 + [True] * (padding.shape[1] - 3), [False] * padding.shape[1]]
    for one, other in zip(model.ask(alone, *asked), model.ask(beside, *asked, padding), strict=True):
        torch.testing.assert_close(other[:, :3] if other.ndim == 4 else other, one)


def test_distances_by_hand():
    head = network(distances=2).role_head
    # words 2 and 3 are the trigger; beyond 2 words all is one distance; 0 becomes index 2
    assert head._distance(torch.tensor([[2, 4], [0, 1]]), 8).tolist() == [
        [0, 1, 2, 2, 3, 4, 4, 4],
        [2, 3, 4, 4, 4, 4, 4, 4],
    ]


def test_frequencies_by_hand():
    labels = Labels(("A", "B"), ("x", "y"), ((True, False), (True, True)))
    examples = [
        Example(words(1, 1, 1, 1), np.array([IGNORED, 0, 1, 2]), (trigger(2, 4, 0, [[0, 1, 0, 0], [0] * 4]),)),
        Example(words(1, 1), np.array([3, 0]), (trigger(0, 1, 1, [[0, 0], [1, 2]]),)),
        Example(words(1, 1), np.array([0, 0]), ()),
    ]
    tags, roles = label_frequencies(examples, labels)
    # counts of O, B-A, I-A, B-B, I-B and half a one each: 4.5, 1.5, 1.5, 1.5, 0.5 of 9.5
    assert tags == pytest.approx([4.5 / 9.5, 1.5 / 9.5, 1.5 / 9.5, 1.5 / 9.5, 0.5 / 9.5])
    # x of both triggers: O five times, begin once; y of the second alone, for the first may not have it
    assert roles == [pytest.approx([5.5 / 7.5, 1.5 / 7.5, 0.5 / 7.5]), pytest.approx([0.5 / 3.5, 1.5 / 3.5, 1.5 / 3.5])]


def test_priors_are_logs_of_frequencies():
    model = network(Labels(("A",), ("x", "y"), ((True, True),)))
    weights = model.trigger_head.weight.clone()
    model.set_priors([0.5, 0.25, 0.25], [[0.8, 0.1, 0.1], [1.0, 0.0, 0.0]])
    log = math.log
    assert model.trigger_head.bias.tolist() == pytest.approx([log(0.5), log(0.25), log(0.25)])
    expected = [log(0.8), log(0.1), log(0.1), 0.0, log(1e-6), log(1e-6)]
    assert model.role_head.out.bias.tolist() == pytest.approx(expected)
    assert torch.equal(model.trigger_head.weight, weights)


def trainer(model, tokenizer, folder, examples, steps):
    """Return a Trainer of one update over ``steps`` batches of one window each."""
    spec = tiny.training_spec(epochs=1, max_steps=1, batch_tokens=1, head_rate=0.5, save_every_epoch=False)
    arguments = training_arguments(folder, spec, 0)
    arguments.gradient_accumulation_steps = steps
    given = {"args": arguments, "train_dataset": examples, "data_collator": WindowCollator(tokenizer)}
    return TokenBudgetTrainer(lambda _: {}, spec, 0.25, model=model, **given)


@pytest.mark.parametrize("steps", [1, 2, 3])
def test_accumulation_means_the_loss_and_does_not_multiply_it(tokenizer, tmp_path, steps):
    model = network()
    made = trainer(model, tokenizer, tmp_path, [FIRST, SECOND, EMPTY], steps)
    batches = list(made.get_train_dataloader())[:steps]
    with torch.no_grad():
        model.encoder.eval()
        expected = sum(brute_force(model, batch) for batch in batches) / steps
    freeze_dropout(model)
    made.train()
    (logged,) = [entry["loss"] for entry in made.state.log_history if "loss" in entry]
    assert logged == pytest.approx(expected, rel=1e-4)


def freeze_dropout(model):
    """Let every dropout pass all values on, also in training."""
    for module in model.modules():
        if isinstance(module, torch.nn.Dropout):
            module.p = 0.0
    model.encoder.config.attention_probs_dropout_prob = 0.0
    for layer in model.encoder.encoder.layer:
        layer.attention.self.dropout.p = 0.0


def test_the_encoder_alone_has_the_rate_of_the_encoder(tokenizer, tmp_path):
    model = network()
    named = {id(value): name for name, value in model.named_parameters()}
    groups = trainer(model, tokenizer, tmp_path, [FIRST], 1).create_optimizer().param_groups
    rates = {named[id(value)]: group["lr"] for group in groups for value in group["params"]}
    assert rates.keys() == set(named.values())
    assert {rate for name, rate in rates.items() if name.startswith("encoder.")} == {0.25}
    heads = {name.split(".")[0] for name, rate in rates.items() if rate == 0.5}
    assert heads == {"trigger_head", "role_head", "polarity_head", "modality_head"}
