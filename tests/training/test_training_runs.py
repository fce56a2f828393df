"""Whole trainings of a tiny one-pass model: it learns, repeats itself, and survives a kill."""

from __future__ import annotations

import json
import signal
from dataclasses import replace

import pytest
import torch
from safetensors.torch import load_file

import tiny
from actbank.evaluate import evaluate_checkpoint
from actbank.runs.record import read_run
from actbank.train import train_model

EPOCHS = 6
HEADS = (("first", 1), ("second", 1), ("other", 2))

# Trains like `train` below, but kills itself when it makes its N-th training batch.
KILLED = """
import os, signal, sys
import torch
import tiny
from pathlib import Path
from actbank.corpora.corpus import read_corpus
from actbank.models.one_pass.batching import WindowCollator
from actbank.train import train_model

corpus, encoder, folder, epochs, batch = sys.argv[1:]
torch.set_num_threads(1)
collate, made = WindowCollator.__call__, []

def killing(self, examples):
    made.append(1)
    if len(made) == int(batch):
        os.kill(os.getpid(), signal.SIGKILL)
    return collate(self, examples)

WindowCollator.__call__ = killing
train_model(
    read_corpus(tiny.corpus_spec(Path(corpus))), tiny.model_spec(dropout=0.1), tiny.encoder_spec(Path(encoder)),
    tiny.training_spec(epochs=int(epochs)), folder=Path(folder), seed=5,
)
"""


def train(corpus, encoder_folder, folder, said=None, seed=5, model=None, **changes):
    return train_model(
        corpus,
        model or tiny.model_spec(dropout=0.1),
        tiny.encoder_spec(encoder_folder),
        tiny.training_spec(**{"epochs": EPOCHS, **changes}),
        folder=folder,
        seed=seed,
        say=(said if said is not None else []).append,
    )


def same_weights(one, other):
    first, second = (load_file(trained.model / "model.safetensors") for trained in (one, other))
    return first.keys() == second.keys() and all(torch.equal(first[name], second[name]) for name in first)


def dev_scores(trained):
    """Return the dev scores of every epoch."""
    rows = ({k: v for k, v in entry.items() if k.startswith(("eval_", "epoch"))} for entry in read_run(trained.run).log)
    return [row for row in rows if len(row) > 1]


def test_scores(trained):
    return {
        key: value for key, value in json.loads((trained.run / "test.json").read_text()).items() if key != "seconds"
    }


test_scores.__test__ = False


@pytest.fixture(scope="module")
def undisturbed(corpus, encoder_folder, tmp_path_factory):
    return train(corpus, encoder_folder, tmp_path_factory.mktemp("undisturbed"))


def test_a_tiny_model_learns_a_handful_of_articles_by_heart(corpus, encoder_folder, tmp_path):
    trained = train(corpus, encoder_folder, tmp_path, model=tiny.model_spec(), epochs=30)
    scores = evaluate_checkpoint(trained.model, corpus, "train").scores
    assert scores.f1("TC") > 0.9
    assert scores.f1("AC+") > 0.9
    assert scores.f1("occurred-TC") > 0.9
    assert scores.f1("tuple") > 0.8
    assert scores.attributes["modality"].accuracy > 0.9
    assert trained.evaluation.scores.f1("TC") > 0.8  # the test articles are of the same few sentences


def test_one_seed_one_result_and_another_another(corpus, encoder_folder, tmp_path, undisturbed):
    again = train(corpus, encoder_folder, tmp_path / "again")
    other = train(corpus, encoder_folder, tmp_path / "other", seed=6)
    assert dev_scores(again) == dev_scores(undisturbed)
    assert len(dev_scores(again)) == EPOCHS
    assert same_weights(again, undisturbed)
    assert test_scores(again) == test_scores(undisturbed)
    assert not same_weights(other, undisturbed)
    assert max(entry["eval_dev_TC"] for entry in dev_scores(undisturbed)) > 0


def test_the_seed_decides_what_the_heads_begin_with(corpus, encoder_folder, tmp_path):
    still = {"epochs": 1, "head_rate": 0.0}
    first, second, other = (train(corpus, encoder_folder, tmp_path / n, seed=seed, **still) for n, seed in HEADS)
    query = [load_file(trained.model / "model.safetensors")["role_head.query.weight"] for trained in (first, other)]
    assert same_weights(first, second)
    assert not torch.equal(*query)


def test_a_kill_in_the_third_epoch_changes_nothing(corpus, encoder_folder, tmp_path, undisturbed):
    batches = max(entry["step"] for entry in read_run(undisturbed.run).log) // EPOCHS
    killed = tiny.run_python(
        *("-W", "error", "-c", KILLED, corpus.spec.path, str(encoder_folder), str(tmp_path), str(EPOCHS)),
        str(2 * batches + 2),
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    left = [file.name for file in (tmp_path / "checkpoints").glob("checkpoint-*")]
    assert f"checkpoint-{2 * batches}" in left
    assert not (tmp_path / "model").exists()
    said = []
    again = train(corpus, encoder_folder, tmp_path, said)
    assert said[0] == "going on from the last epoch of an earlier run of this very training"
    assert dev_scores(again) == dev_scores(undisturbed)
    assert same_weights(again, undisturbed)
    assert test_scores(again) == test_scores(undisturbed)


def test_another_setting_in_the_same_folder_begins_anew(corpus, encoder_folder, tmp_path):
    short = {"epochs": 2}
    train(corpus, encoder_folder, tmp_path / "used", **short)
    said = []
    used = train(corpus, encoder_folder, tmp_path / "used", said, head_rate=5e-3, **short)
    fresh = train(corpus, encoder_folder, tmp_path / "fresh", head_rate=5e-3, **short)
    assert not any("going on" in words for words in said)
    assert dev_scores(used) == dev_scores(fresh)
    assert same_weights(used, fresh)


def test_another_ontology_begins_anew(corpus, encoder_folder, tmp_path):
    train(corpus, encoder_folder, tmp_path, epochs=1)
    (tmp_path / "checkpoints" / "old").touch()
    said = []
    train(replace(corpus, ontology=replace(corpus.ontology, version="9")), encoder_folder, tmp_path, said, epochs=1)
    assert not any("going on" in words for words in said)
    assert not (tmp_path / "checkpoints" / "old").exists()


def test_what_a_run_leaves_behind(undisturbed, encoder_folder, corpus):
    files = {file.name for file in undisturbed.run.iterdir()}
    assert files == {"model", "checkpoints", "run.json", "test.json", "test.predictions.jsonl.gz"}
    record = read_run(undisturbed.run)
    assert (record.corpus, record.ontology, record.seed) == (corpus.identity, corpus.ontology.identity, 5)
    assert record.articles == {"train": 9, "dev": 3, "test": 4}
    assert record.settings["encoder"]["source"] == str(encoder_folder)
    assert record.settings["training"]["epochs"] == EPOCHS
