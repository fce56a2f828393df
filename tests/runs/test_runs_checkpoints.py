"""Whose checkpoints a folder holds: the fingerprint of a training, and what happens to those of another."""

from dataclasses import fields, replace

import pytest

from actbank.runs.checkpoints import claim_checkpoints, fingerprint
from actbank.specs import EncoderSpec, ModelSpec, TrainingSpec

SETTINGS = {"model": ModelSpec(), "encoder": EncoderSpec(), "training": TrainingSpec()}
FIELDS = [(name, field.name) for name, spec in SETTINGS.items() for field in fields(spec)]


def changed(value):
    """Return another value of the same kind."""
    if isinstance(value, bool):
        return not value
    return value + 1 if isinstance(value, int | float) else value + type(value)("x")


@pytest.mark.parametrize(("name", "field"), FIELDS, ids=[f"{name}.{field}" for name, field in FIELDS])
def test_every_setting_tells_trainings_apart(name, field):
    spec = replace(SETTINGS[name], **{field: changed(getattr(SETTINGS[name], field))})
    assert fingerprint("news#1", 0, {**SETTINGS, name: spec}) != fingerprint("news#1", 0, SETTINGS)


def test_corpus_and_seed_tell_trainings_apart():
    marks = [fingerprint(corpus, seed, SETTINGS) for corpus, seed in (("news#1", 0), ("news#2", 0), ("news#1", 1))]
    assert len(set(marks)) == 3


def test_equal_settings_have_one_fingerprint():
    equal = {"training": TrainingSpec(), "encoder": EncoderSpec(), "model": ModelSpec()}
    mark = fingerprint("news#1", 0, SETTINGS)
    assert mark == fingerprint("news#1", 0, equal)
    # printf '["c", 1, {}]' | sha256sum
    assert fingerprint("c", 1, {}) == "d7949c6289c1ae9b688d922eb8d543d7eca58ecfb63aacc6766d3ac68188fcd3"


def test_a_new_folder_is_claimed(tmp_path):
    folder = tmp_path / "run" / "checkpoints"
    assert claim_checkpoints(folder, "mine") is False
    assert folder.is_dir()


def test_own_checkpoints_are_gone_on_from(tmp_path):
    claim_checkpoints(tmp_path, "mine")
    assert claim_checkpoints(tmp_path, "mine") is False  # none yet
    (tmp_path / "checkpoint-3").mkdir()
    assert claim_checkpoints(tmp_path, "mine") is True
    assert (tmp_path / "checkpoint-3").is_dir()


@pytest.mark.parametrize("before", ["theirs", None])
def test_checkpoints_of_another_training_are_removed(tmp_path, before):
    folder = tmp_path / "checkpoints"
    if before:
        claim_checkpoints(folder, before)
    (folder / "checkpoint-3").mkdir(parents=True)
    (folder / "checkpoint-3" / "model.safetensors").write_bytes(b"x")
    assert claim_checkpoints(folder, "mine") is False
    assert not (folder / "checkpoint-3").exists()
    (folder / "checkpoint-1").mkdir()
    assert claim_checkpoints(folder, "mine") is True
