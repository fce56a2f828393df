"""Families by name and by folder; what a one-pass training does at the edges of a corpus."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
import torch
from safetensors.torch import load_file

import tiny
from actbank.models import MODELS, family_of, model_family
from actbank.models.one_pass.family import FAMILY
from actbank.problems import ActBankError, UnknownName
from actbank.schema import Article
from actbank.specs import EncoderSpec
from actbank.train import train_model


def train(corpus, encoder_folder, folder, encoder=None, test="test", **changes):
    """Return a short training and what it said."""
    said = []
    spec = encoder or tiny.encoder_spec(encoder_folder)
    settings = tiny.training_spec(**{"epochs": 1, **changes})
    trained = train_model(corpus, tiny.model_spec(), spec, settings, folder=folder, test=test, say=said.append)
    return trained, said


def without(corpus, **changes):
    """Return the corpus with every training event changed."""
    stripped = [a.with_events([replace(e, **changes) for e in a.events]) for a in corpus.articles("train")]
    return tiny.with_training(corpus, stripped)


def test_families_by_name():
    assert model_family("one_pass") is FAMILY
    with pytest.raises(UnknownName) as caught:
        model_family("onepass")
    assert str(caught.value) == "unknown model 'onepass'; did you mean 'one_pass'? Known: " + ", ".join(sorted(MODELS))


def test_a_folder_without_a_model_is_refused(tmp_path):
    with pytest.raises(ActBankError) as caught:
        family_of(tmp_path)
    expected = f"{tmp_path}: no model here (no config.json). `actbank train` writes one to its output folder."
    assert str(caught.value) == expected


@pytest.mark.parametrize("config", [{"model_type": "bert"}, {}])
def test_a_folder_with_a_model_that_is_not_ours_is_refused(tmp_path, config):
    (tmp_path / "config.json").write_text(json.dumps(config))
    with pytest.raises(ActBankError) as caught:
        family_of(tmp_path)
    kind = config.get("model_type")
    expected = f"{tmp_path}: model_type {kind!r} is not an ActBank model; known: {', '.join(MODELS)}"
    assert str(caught.value) == expected


def test_a_trained_folder_knows_its_family(corpus, encoder_folder, tmp_path):
    trained, said = train(corpus, encoder_folder, tmp_path, test="")
    assert family_of(trained.model) is FAMILY
    assert trained.evaluation is None
    assert not (tmp_path / "test.json").exists()
    assert FAMILY.load(trained.model).ontology.identity == corpus.ontology.identity
    # by hand from the sentences of `tiny`: 9 articles of one window
    events = sum(len(article.events) for article in corpus.articles("train"))
    arguments = sum(len(event.arguments) for article in corpus.articles("train") for event in article.events)
    assert said[0] == f"9 windows; {events} events and {arguments} arguments encoded; lost: nothing"


@pytest.mark.parametrize("frozen", [True, False])
def test_word_embeddings_are_frozen_when_told_so(corpus, encoder_folder, tmp_path, frozen):
    spec = EncoderSpec("tiny", str(encoder_folder), 5e-3, freeze_word_embeddings=frozen)
    trained, _ = train(corpus, encoder_folder, tmp_path, spec, test="")
    before = load_file(encoder_folder / "model.safetensors")
    after = load_file(trained.model / "model.safetensors")
    name = "embeddings.word_embeddings.weight"
    assert torch.equal(before[name], after[f"encoder.{name}"]) is frozen
    position = "embeddings.position_embeddings.weight"
    assert not torch.equal(before[position], after[f"encoder.{position}"])


def test_triggers_alone_can_be_learnt(corpus, encoder_folder, tmp_path):
    trained, _ = train(without(corpus, arguments=()), encoder_folder, tmp_path, epochs=20, save_every_epoch=False)
    assert trained.evaluation.scores.f1("TC") > 0.8
    assert trained.evaluation.scores.f1("AC+") == 0.0
    assert not any(event.arguments for events in trained.evaluation.predictions.values() for event in events)


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ({"polarity": "unspecified", "modality": "unspecified"}, {("unspecified", "unspecified")}),
        ({"polarity": "positive", "modality": "actual"}, {("positive", "actual")}),
    ],
)
def test_an_attribute_that_training_never_varies_is_said_as_it_was(corpus, encoder_folder, tmp_path, stated, expected):
    trained, _ = train(without(corpus, **stated), encoder_folder, tmp_path, epochs=12)
    events = [event for events in trained.evaluation.predictions.values() for event in events]
    assert {(event.polarity, event.modality) for event in events} == expected


def test_articles_without_words_or_events_take_part(corpus, encoder_folder, tmp_path):
    odd = [Article("empty", "", events=()), Article("blank", "\n", events=()), Article("quiet", "Nothing.", events=())]
    trained, said = train(tiny.with_training(corpus, [*odd, *corpus.articles("train")]), encoder_folder, tmp_path)
    assert said[0].startswith("10 windows; ")
    assert trained.evaluation.scores.articles == 4


def test_a_corpus_without_training_events_is_refused(corpus, encoder_folder, tmp_path):
    quiet = tiny.with_training(corpus, [article.with_events(()) for article in corpus.articles("train")])
    with pytest.raises(ActBankError) as caught:
        train(quiet, encoder_folder, tmp_path)
    ontology = corpus.ontology.identity
    expected = f"corpus {quiet.identity!r}: no event of ontology {ontology} in the training split"
    assert str(caught.value) == expected


@pytest.mark.parametrize("part", ["train", "dev", "test"])
def test_an_empty_split_is_said_before_training(corpus, encoder_folder, tmp_path, part):
    lacking = replace(corpus, splits={**corpus.splits, part: []})
    with pytest.raises(ActBankError) as caught:
        train(lacking, encoder_folder, tmp_path / "run")
    sizes = ", ".join(f"{name} ({0 if name == part else count})" for name, count in SIZES.items())
    assert str(caught.value) == f"corpus 'tiny' has no articles in split {part!r}; it has: {sizes}"
    assert not (tmp_path / "run").exists()


SIZES = {"train": 9, "dev": 3, "test": 4}
