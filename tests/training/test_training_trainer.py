"""The training loop on a toy: rates, accumulation, selection of an epoch, early stopping, going on after a crash."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
import torch
from torch import nn
from transformers import PretrainedConfig, PreTrainedModel, TrainerCallback

import tiny
from actbank.problems import UnknownName
from actbank.training import precision
from actbank.training.trainer import TokenBudgetTrainer, fit, training_arguments

EPOCHS, BATCHES = 4, 3


class ToyConfig(PretrainedConfig):
    model_type = "toy"


class Toy(PreTrainedModel):
    """Two layers and dropout: an ``encoder`` and a head, as far as their names go."""

    config_class = ToyConfig
    base_model_prefix = "encoder"
    accepts_loss_kwargs = False
    all_tied_weights_keys: dict[str, str] = {}  # noqa: RUF012 - as transformers has it

    def __init__(self, config):
        super().__init__(config)
        self.encoder = nn.Sequential(nn.Linear(4, 4), nn.Dropout(0.3))
        self.norm = nn.LayerNorm(4)
        self.head = nn.Linear(4, 1)
        self.post_init()

    def forward(self, x, y):
        return {"loss": ((self.head(self.norm(self.encoder(x)))[:, 0] - y) ** 2).mean()}


@dataclass(frozen=True)
class Item:
    x: tuple[float, ...]
    y: float
    cost: int = 10


ITEMS = [Item((at, at % 2, at % 3, 1.0), at % 4) for at in range(12)]


def collate(items):
    return {"x": torch.tensor([item.x for item in items]), "y": torch.tensor([float(item.y) for item in items])}


def toy():
    torch.manual_seed(7)
    return Toy(ToyConfig())


class Script:
    """A dev score that says what it is told, epoch by epoch, and keeps the weights it saw."""

    def __init__(self, *scores):
        self.scores = scores
        self.seen = []

    def __call__(self, model):
        assert not model.training
        self.seen.append(weights(model))
        return {"AC+": self.scores[len(self.seen) - 1], "TC": 1.5}


def weights(model):
    return {name: value.clone() for name, value in model.state_dict().items()}


def same(one, other):
    return one.keys() == other.keys() and all(torch.equal(one[name], other[name]) for name in one)


def run(folder, dev_score, collate=collate, seed=3, **changes):
    """Return the trained toy and the log."""
    model = toy()
    spec = tiny.training_spec(**{"epochs": EPOCHS, "batch_tokens": 40, **changes})
    return model, fit(model, ITEMS, collate, dev_score, spec, encoder_rate=1e-3, seed=seed, folder=folder)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """Return a function: the weights and the log of an undisturbed run with these scores."""

    @cache
    def undisturbed(scores, patience=0):
        model, log = run(tmp_path_factory.mktemp("whole"), Script(*scores), patience=patience)
        return weights(model), log

    return undisturbed


def evaluations(log):
    return [(entry["epoch"], entry["eval_dev_AC+"]) for entry in log if "eval_dev_AC+" in entry]


def lasting(log):
    """Return the log without what a clock or the length of one process decides."""
    passing = ("runtime", "per_second", "train_loss", "total_flos")
    rows = [{key: value for key, value in entry.items() if not key.endswith(passing)} for entry in log]
    return [row for row in rows if set(row) - {"epoch", "step"}]


def trainer(folder, spec, **arguments):
    made = training_arguments(folder, spec, 3)
    for name, value in arguments.items():
        setattr(made, name, value)
    return TokenBudgetTrainer(
        Script(*[0.0] * 9),
        spec,
        1e-3,
        model=toy(),
        args=made,
        train_dataset=ITEMS,
        eval_dataset=ITEMS[:1],
        data_collator=collate,
    )


def test_rates_and_decay_reach_the_optimizer(tmp_path):
    spec = tiny.training_spec(head_rate=2e-2, weight_decay=0.25)
    made = trainer(tmp_path, spec)
    made.model.encoder[0].bias.requires_grad_(False)
    named = {id(value): name for name, value in made.model.named_parameters()}
    groups = made.create_optimizer().param_groups
    found = {named[id(value)]: (group["lr"], group["weight_decay"]) for group in groups for value in group["params"]}
    assert found == {
        "encoder.0.weight": (1e-3, 0.25),
        "norm.weight": (2e-2, 0.0),
        "norm.bias": (2e-2, 0.0),
        "head.weight": (2e-2, 0.25),
        "head.bias": (2e-2, 0.0),
    }
    assert made.create_optimizer() is made.create_optimizer()


def test_arguments_follow_the_spec(tmp_path):
    spec = tiny.training_spec(epochs=2.5, max_steps=7, warmup=0.2, clip=0.3, report_to=["tensorboard"])
    made = training_arguments(tmp_path, spec, 11)
    assert (made.num_train_epochs, made.max_steps, made.seed, made.max_grad_norm) == (2.5, 7, 11, 0.3)
    assert made.get_warmup_steps(50) == 10
    assert made.report_to == ["tensorboard"]
    assert (made.eval_strategy, made.save_strategy, made.load_best_model_at_end) == ("epoch", "epoch", True)


def test_nothing_is_saved_or_scored_when_told_so(tmp_path):
    dev_score = Script()
    _, log = run(tmp_path / "none", dev_score, save_every_epoch=False, patience=1)
    assert dev_score.seen == []
    assert [entry["epoch"] for entry in log if "loss" in entry] == [1.0, 2.0, 3.0, 4.0]
    assert list(tmp_path.rglob("checkpoint-*")) == []


@pytest.mark.parametrize(("choice", "expected"), [("bf16", True), ("fp32", False), ("auto", True)])
def test_precision_reaches_the_trainer(monkeypatch, tmp_path, choice, expected):
    monkeypatch.setattr(precision, "has_bf16", lambda: True)
    assert training_arguments(tmp_path, tiny.training_spec(precision=choice), 0).bf16 is expected


def test_unknown_precision_is_refused_before_training(tmp_path):
    with pytest.raises(UnknownName, match=r"unknown training\.precision 'half'"):
        run(tmp_path, Script(), precision="half")


def test_bf16_trains_weights_that_stay_fp32(tmp_path):
    seen = set()

    class Watched(Toy):
        def forward(self, x, y):
            seen.add(self.head(self.norm(self.encoder(x))).dtype)
            return super().forward(x, y)

    torch.manual_seed(7)
    model = Watched(ToyConfig())
    before = weights(model)
    spec = tiny.training_spec(epochs=1, batch_tokens=40, precision="bf16")
    log = fit(model, ITEMS, collate, Script(0.0), spec, encoder_rate=1e-3, seed=0, folder=tmp_path)
    assert seen == {torch.bfloat16}
    assert {value.dtype for value in model.parameters()} == {torch.float32}
    assert not same(before, weights(model))
    assert all(entry["loss"] < float("inf") for entry in log if "loss" in entry)


def test_loss_and_gradient_are_means_over_accumulated_batches(tmp_path):
    caught = {}

    class Catch(TrainerCallback):
        def on_pre_optimizer_step(self, args, state, control, model=None, **_):
            caught.setdefault("gradient", {n: p.grad.clone() for n, p in model.named_parameters()})

    spec = tiny.training_spec(epochs=1, max_steps=1, batch_tokens=40, clip=1e9)
    made = trainer(tmp_path, spec, gradient_accumulation_steps=2)
    made.model.encoder[1].p = 0.0
    made.add_callback(Catch())
    batches = list(made.get_train_dataloader())[:2]
    model = toy()
    model.encoder[1].p = 0.0
    losses = [model(**batch)["loss"] for batch in batches]
    mean = sum(losses) / 2
    mean.backward()
    made.train()
    for name, parameter in model.named_parameters():
        torch.testing.assert_close(caught["gradient"][name], parameter.grad)
    logged = [entry["loss"] for entry in made.state.log_history if "loss" in entry]
    assert logged == [pytest.approx(mean.item(), rel=1e-4)]


def test_batches_of_an_epoch_differ_from_those_before(tmp_path):
    seen = []

    def watched(items):
        seen.append(tuple(ITEMS.index(item) for item in items))
        return collate(items)

    run(tmp_path, Script(1.0, 2.0, 3.0, 4.0), watched)
    epochs = [seen[at : at + BATCHES] for at in range(0, len(seen), BATCHES)]
    assert len(epochs) == EPOCHS
    assert all(sorted(at for batch in epoch for at in batch) == list(range(len(ITEMS))) for epoch in epochs)
    assert len({tuple(epoch) for epoch in epochs}) == EPOCHS


@pytest.mark.parametrize(
    ("scores", "best"), [((1.0, 7.0, 3.0, 5.0), 1), ((9.0, 7.0, 3.0, 5.0), 0), ((1.0, 2.0, 2.0, 2.0), 1)]
)
def test_the_best_epoch_is_kept_and_the_first_of_equals(tmp_path, scores, best):
    dev_score = Script(*scores)
    model, log = run(tmp_path, dev_score)
    assert evaluations(log) == list(enumerate(map(float, scores), 1))
    assert same(weights(model), dev_score.seen[best])
    assert not same(dev_score.seen[0], dev_score.seen[1])


@pytest.mark.parametrize(
    ("patience", "scores", "epochs"),
    [  # by hand: stops after `patience` epochs that are not better than the best
        (2, (5.0, 4.0, 3.0, 9.0), 3),
        (2, (0.0, 0.0, 0.0, 9.0), 3),
        (1, (5.0, 4.0), 2),
        (2, (5.0, 4.0, 6.0, 5.0), 4),
        (0, (5.0, 4.0, 3.0, 2.0), 4),
    ],
)
def test_early_stopping(tmp_path, patience, scores, epochs):
    dev_score = Script(*scores)
    model, log = run(tmp_path, dev_score, patience=patience)
    assert len(evaluations(log)) == epochs
    assert same(weights(model), dev_score.seen[scores.index(max(scores[:epochs]))])


def test_equal_seeds_give_equal_weights_and_logs(tmp_path):
    runs = [
        run(tmp_path / name, Script(1.0, 2.0, 3.0, 4.0), seed=seed) for name, seed in zip("abc", (3, 3, 4), strict=True)
    ]
    (first, log), (second, again), (other, _) = runs
    assert same(weights(first), weights(second))
    assert lasting(log) == lasting(again)
    assert not same(weights(first), weights(other))


class CrashError(Exception):
    """Ends a training in the middle of an epoch."""


def crashing(at):
    """Return a collate function that fails when it makes the ``at``-th batch."""
    made = []

    def collate_or_fail(items):
        made.append(1)
        if len(made) == at:
            raise CrashError
        return collate(items)

    return collate_or_fail


def crash(folder, scores, batch, **changes):
    with pytest.raises(CrashError):
        run(folder, Script(*scores), crashing(batch), **changes)


def test_words_go_to_stderr(tmp_path, capsys):
    run(tmp_path, Script(1.25, 2.0, 2.0), epochs=3)
    printed = capsys.readouterr()
    lines = [line.split("\r")[-1].strip() for line in printed.err.splitlines() if "dev_AC+" in line]
    assert printed.out == ""
    assert [re.sub(r"loss \d+\.\d{3}", "loss N", line) for line in lines] == [
        "epoch 1  loss N  dev_AC+ 1.2  dev_TC 1.5 *",
        "epoch 2  loss N  dev_AC+ 2.0  dev_TC 1.5 *",
        "epoch 3  loss N  dev_AC+ 2.0  dev_TC 1.5",
    ]


@pytest.mark.parametrize("epoch", [1, 2, 3])
def test_a_crash_in_any_epoch_changes_nothing(tmp_path, whole, epoch):
    scores = (1.0, 4.0, 3.0, 2.0)
    expected, log = whole(scores)
    crash(tmp_path / "crashed", scores, epoch * BATCHES + 2)
    again, resumed = run(tmp_path / "crashed", Script(*scores[epoch:]))
    assert same(expected, weights(again))
    assert lasting(resumed) == lasting(log)


def test_a_crash_does_not_wear_out_patience_anew(tmp_path, whole):
    scores = (5.0, 4.0, 3.0, 9.0)  # two worse epochs: patience 2 ends at the third
    expected, log = whole(scores, 2)
    crash(tmp_path / "crashed", scores, 2 * BATCHES + 2, patience=2)
    again, resumed = run(tmp_path / "crashed", Script(*scores[2:]), patience=2)
    assert evaluations(resumed) == evaluations(log) == [(1.0, 5.0), (2.0, 4.0), (3.0, 3.0)]
    assert same(expected, weights(again))


@pytest.mark.parametrize(("patience", "scores", "best"), [(0, (1.0, 4.0, 3.0, 2.0), 2), (2, (5.0, 4.0, 3.0), 1)])
def test_a_finished_training_run_again_comes_to_the_same_end(tmp_path, whole, patience, scores, best):
    # The Trainer keeps the best checkpoint alone; the epochs after it are trained again.
    expected, log = whole(scores, patience)
    first, _ = run(tmp_path, Script(*scores), patience=patience)
    assert [file.name for file in tmp_path.glob("checkpoint-*")] == [f"checkpoint-{best * BATCHES}"]
    again, repeated = run(tmp_path, Script(*scores[best:]), patience=patience)
    assert same(weights(first), weights(again))
    assert same(expected, weights(again))
    assert lasting(repeated) == lasting(log)


@pytest.mark.parametrize(
    "broken", ["trainer_state.json", "half trainer_state.json", "everything", "half model.safetensors"]
)
def test_a_crash_while_a_checkpoint_is_written_falls_back_to_the_one_before(tmp_path, whole, broken):
    # The Trainer writes weights, optimizer, random state and, last, trainer_state.json.
    scores = (1.0, 2.0, 3.0, 4.0)
    expected, _ = whole(scores)
    crash(tmp_path / "crashed", scores, BATCHES + 2)
    good = tmp_path / "crashed" / f"checkpoint-{BATCHES}"
    partial = tmp_path / "crashed" / f"checkpoint-{2 * BATCHES}"
    shutil.copytree(good, partial)
    break_off(partial, broken)
    again, log = run(tmp_path / "crashed", Script(*scores[1:]))
    assert evaluations(log) == [(1.0, 1.0), (2.0, 2.0), (3.0, 3.0), (4.0, 4.0)]
    assert same(expected, weights(again))


def break_off(checkpoint: Path, broken: str) -> None:
    """Leave a checkpoint folder as a crash in the middle of writing would."""
    state = checkpoint / "trainer_state.json"
    if broken == "half trainer_state.json":
        state.write_bytes(state.read_bytes()[:100])
        return
    state.unlink()
    if broken == "half model.safetensors":
        model = checkpoint / "model.safetensors"
        model.write_bytes(model.read_bytes()[:50])
    if broken == "everything":
        shutil.rmtree(checkpoint)
        checkpoint.mkdir()
