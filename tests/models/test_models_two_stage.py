"""Two-stage models: trained, saved, loaded; windows, links and texts without events; the seed; a crash."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
import torch
from safetensors.torch import load_file
from tokenizers import ByteLevelBPETokenizer, processors
from transformers import AutoConfig, AutoModel, PreTrainedTokenizerFast

import tiny
from actbank.encoding.layout import lay_out
from actbank.extract import EventExtractor
from actbank.models import family_of, model_family
from actbank.models.base import TrainingJob
from actbank.models.trigger_then_arguments.batching import QuestionCollator
from actbank.models.trigger_then_arguments.family import FAMILY
from actbank.normalize.time import normalize_times
from actbank.problems import ActBankError
from actbank.report.curve import learning_curve
from actbank.runs.record import read_run
from actbank.schema import Article, Span
from actbank.train import train_model

NAME = "trigger_then_arguments"


def train(corpus, encoder_folder, folder, said=None, seed=5, model=None, test="", **changes):
    """Return a short training."""
    return train_model(
        corpus,
        model or tiny.model_spec(name=NAME),
        tiny.encoder_spec(encoder_folder),
        tiny.training_spec(**{"epochs": 1, "batch_tokens": 240, **changes}),
        folder=folder,
        seed=seed,
        test=test,
        say=(said if said is not None else []).append,
    )


def weights(trained):
    return {
        f"{stage}.{name}": value
        for stage in ("stage1", "stage2")
        for name, value in load_file(trained.model / stage / "model.safetensors").items()
    }


def same(one, other):
    return one.keys() == other.keys() and all(torch.equal(one[name], other[name]) for name in one)


# --- a model that has learnt


@pytest.fixture(scope="module")
def learnt(corpus, encoder_folder, tmp_path_factory):
    """A model of the last epoch, and what was said while it learnt."""
    said, longer = [], {"epochs": 20, "batch_tokens": 120, "save_every_epoch": False}
    trained = train(corpus, encoder_folder, tmp_path_factory.mktemp("learnt"), said, test="test", **longer)
    return trained, said


def test_it_learns_a_handful_of_articles_by_heart(learnt, corpus):
    trained, said = learnt
    gold = corpus.articles("train")
    extractor = family_of(trained.model).load(trained.model)
    right = [set(events) == set(a.events) for a, events in zip(gold, extractor.predict(gold), strict=True)]
    assert sum(right) >= 7 > len(gold) / 2
    # by hand from the sentences of `tiny`: 9 articles of one window with 27 events
    assert said[0].startswith("9 windows, 27 triggers; 27 events and ")
    assert said[0].endswith("lost: nothing")
    assert said[1:3] == [
        "stage1: 9 items; keeps the epoch with the best TC on dev",
        "stage2: 27 items; keeps the epoch with the best AC+ on dev",
    ]
    assert trained.evaluation.scores.f1("TC") > 0.5


def test_links_between_events_resolve(learnt, corpus):
    trained, _ = learnt
    extractor = EventExtractor.from_pretrained(trained.model)
    linked = set()
    for gold in corpus.articles("train"):
        article = next(extractor.extract([gold]))
        for event in article.events:
            linked |= {(event.type, article.event(a.event).type) for a in event.arguments if a.event}
    assert linked == {("STATE", "JOIN"), ("DENY", "WITHDRAW")}


def test_what_the_folder_holds(learnt, corpus):
    folder = learnt[0].model
    files = {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}
    stages = {f"{stage}/{name}" for stage in ("stage1", "stage2") for name in ("config.json", "model.safetensors")}
    assert files == stages | {"config.json", "tokenizer.json", "tokenizer_config.json"}
    stated = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    assert (stated["model_type"], stated["actbank"]) == ("actbank-trigger-then-arguments", {"family": NAME})
    assert AutoConfig.from_pretrained(folder).actbank == {"family": NAME}
    assert family_of(folder) is model_family(NAME) is FAMILY
    with pytest.raises(ActBankError, match="model_type 'actbank-stage' is not an ActBank model"):
        family_of(folder / "stage1")
    heads = {name.split(".")[0] for name in load_file(folder / "stage1" / "model.safetensors")}
    assert heads == {"encoder", "trigger_head"}


def test_a_loaded_model_says_what_the_trained_one_said(learnt, corpus):
    trained, _ = learnt
    articles = corpus.articles("test")
    first, second = (list(FAMILY.load(trained.model).predict(articles)) for _ in range(2))
    dated = [normalize_times(a.with_events(events)) for a, events in zip(articles, first, strict=True)]
    assert {article.id: article.events for article in dated} == trained.evaluation.predictions
    assert scored(first) == scored(second)
    assert FAMILY.load(trained.model).ontology.identity == corpus.ontology.identity


def scored(predicted):
    return [(e, e.id, e.score, [a.score for a in e.arguments]) for events in predicted for e in events]


def test_texts_without_events(learnt):
    extractor = FAMILY.load(learnt[0].model)
    quiet = [Article("empty", ""), Article("blank", " \n\n"), Article("quiet", "The river, the grain and the day.")]
    assert list(extractor.predict(quiet)) == [(), (), ()]
    assert list(extractor.predict([])) == []


def test_a_long_article_has_the_events_of_its_parts(learnt, corpus):
    extractor = FAMILY.load(learnt[0].model)
    parts = corpus.articles("train")
    long = tiny.as_one_article(parts)
    assert len(lay_out(long.text, extractor.tokenizer, extractor.settings).windows) > 2
    (events,) = extractor.predict([long])
    assert long.with_events(events).events == events  # refuses what is outside the text
    triggers = {(event.type, event.trigger) for event in events}
    gold = {(event.type, event.trigger) for event in long.events}
    assert len(triggers & gold) > len(gold) / 2  # it has never seen a window of that length


# --- training


def test_each_stage_keeps_its_own_best_epoch(corpus, encoder_folder, tmp_path):
    """A dev score that says what it is told: TC is best in the second epoch of stage one, AC+ in the first of two."""
    script = [(10.0, 99.0), (90.0, 0.0), (50.0, 50.0), (1.0, 70.0), (99.0, 5.0), (98.0, 60.0)]
    seen = []

    def dev_score(extractor):
        seen.append({name: value.clone() for name, value in extractor.model.state_dict().items()})
        return dict(zip(("TC", "AC+"), script[len(seen) - 1], strict=True))

    job = TrainingJob(
        train=corpus.articles("train"),
        dev_score=dev_score,
        ontology=corpus.ontology,
        corpus="tiny",
        model=tiny.model_spec(name=NAME),
        encoder=tiny.encoder_spec(encoder_folder),
        training=tiny.training_spec(epochs=3, batch_tokens=240),
        seed=5,
        folder=tmp_path,
        say=lambda _: None,
    )
    log = FAMILY.train(job)
    for stage, best in (("stage1", seen[1]), ("stage2", seen[3])):
        stored = load_file(tmp_path / "model" / stage / "model.safetensors")
        assert all(torch.equal(stored[name], best[name]) for name in stored)
    assert [entry["stage1_eval_dev_TC"] for entry in log if "stage1_eval_dev_TC" in entry] == [10.0, 90.0, 50.0]
    assert [entry["eval_dev_AC+"] for entry in log if "eval_dev_AC+" in entry] == [70.0, 5.0, 60.0]


@pytest.fixture(scope="module")
def undisturbed(corpus, encoder_folder, tmp_path_factory):
    model = tiny.model_spec(name=NAME, dropout=0.1)
    return train(corpus, encoder_folder, tmp_path_factory.mktemp("undisturbed"), model=model, epochs=2)


def test_the_log_tells_the_stages_apart(undisturbed):
    log = read_run(undisturbed.run).log
    first = [entry for entry in log if "stage1_eval_dev_TC" in entry]
    second = [entry for entry in log if "eval_dev_AC+" in entry]
    assert [entry["stage1_epoch"] for entry in first] == [entry["epoch"] for entry in second] == [1.0, 2.0]
    assert not any(key.startswith("eval_") for entry in first for key in entry)
    assert learning_curve(log).epochs == 2


def test_one_seed_one_result(corpus, encoder_folder, tmp_path, undisturbed):
    model = tiny.model_spec(name=NAME, dropout=0.1)
    again = train(corpus, encoder_folder, tmp_path / "again", model=model, epochs=2)
    assert same(weights(again), weights(undisturbed))


def test_another_seed_begins_with_other_heads(corpus, encoder_folder, tmp_path):
    still = {"max_steps": 1, "head_rate": 0.0, "save_every_epoch": False}
    one, other = (weights(train(corpus, encoder_folder, tmp_path / str(n), seed=n, **still)) for n in (5, 6))
    names = ("stage1.trigger_head.weight", "stage2.parts.weight", "stage2.role_head.query.weight")
    assert not any(torch.equal(one[name], other[name]) for name in names)


class CrashError(Exception):
    """Ends a training in the second stage."""


def test_a_crash_in_the_second_stage_changes_nothing(corpus, encoder_folder, tmp_path, undisturbed, monkeypatch):
    model, said, made = tiny.model_spec(name=NAME, dropout=0.1), [], []
    collate = QuestionCollator.__call__

    def crashing(self, questions):
        made.append(1)
        if len(made) == 5:  # in the second of two epochs of four batches
            raise CrashError
        return collate(self, questions)

    with monkeypatch.context() as patch, pytest.raises(CrashError):
        patch.setattr(QuestionCollator, "__call__", crashing)
        train(corpus, encoder_folder, tmp_path, model=model, epochs=2)
    assert not (tmp_path / "model").exists()
    again = train(corpus, encoder_folder, tmp_path, said, model=model, epochs=2)
    assert [words.endswith("; going on from its last epoch") for words in said[1:3]] == [True, True]
    assert same(weights(again), weights(undisturbed))


def write_roberta(folder):
    """Write a RoBERTa of one layer and a byte-level tokenizer that ends a text with ``</s>``, and return the folder."""
    bpe = ByteLevelBPETokenizer(add_prefix_space=True)
    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    bpe.train_from_iterator([tiny.evt(at) for at in range(8)], vocab_size=400, special_tokens=special)
    bpe._tokenizer.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 0), add_prefix_space=True)
    names = {"bos_token": "<s>", "cls_token": "<s>", "eos_token": "</s>", "sep_token": "</s>", "pad_token": "<pad>"}
    fast = PreTrainedTokenizerFast(tokenizer_object=bpe._tokenizer, unk_token="<unk>", mask_token="<mask>", **names)
    fast.save_pretrained(folder)
    sizes = {"hidden_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 32}
    limits = {"max_position_embeddings": 130, "type_vocab_size": 1, "pad_token_id": 1}
    torch.manual_seed(0)
    config = AutoConfig.for_model("roberta", vocab_size=len(fast), **sizes, **limits)
    AutoModel.from_config(config).save_pretrained(folder)
    return folder


@pytest.mark.parametrize("kind", ["bert", "roberta"])
def test_one_step_with_windows_longer_than_the_encoder_has_positions(corpus, encoder_folder, tmp_path, kind):
    """Window, trigger and type share the encoder's positions, so windows are cut to leave room."""
    encoder = encoder_folder if kind == "bert" else write_roberta(tmp_path / "roberta")
    long = tiny.as_one_article(corpus.articles("train"))
    whole = tiny.with_training(corpus, [long, *corpus.articles("train")])
    model = tiny.model_spec(name=NAME, max_tokens=500)
    trained = train(whole, encoder, tmp_path / "run", model=model, max_steps=1, test="test")
    steps = [entry.get("stage1_step", entry.get("step")) for entry in read_run(trained.run).log]
    assert set(steps) == {1}
    extractor = FAMILY.load(trained.model)
    # by hand: 128 positions in use, 16 tokens of a trigger, two ends of text, and the longest name
    assert extractor.settings.max_tokens == 128 - 18 - max(map(len, extractor.writer.names))
    assert extractor.finder.settings == extractor.settings
    (events,) = extractor.predict([long])
    long.with_events(events)


@pytest.mark.parametrize("kind", ["none", "inside"])
def test_a_corpus_without_triggers_to_learn_is_refused(corpus, encoder_folder, tmp_path, kind):
    spoilt = {
        "none": lambda article: article.with_events(()),
        "inside": lambda article: article.with_events(
            replace(e, arguments=(), trigger=Span(e.trigger.start, e.trigger.end - 1)) for e in article.events
        ),
    }[kind]
    quiet = tiny.with_training(corpus, [spoilt(article) for article in corpus.articles("train")])
    expected = {
        "none": f"corpus {quiet.identity!r}: no event of ontology {corpus.ontology.identity} in the training split",
        "inside": f"corpus {quiet.identity!r}: no trigger in the training split that stands on whole words",
    }[kind]
    with pytest.raises(ActBankError) as caught:
        train(quiet, encoder_folder, tmp_path)
    assert str(caught.value) == expected


def test_triggers_alone_can_be_learnt(corpus, encoder_folder, tmp_path):
    bare = [
        article.with_events([replace(e, arguments=()) for e in article.events]) for article in corpus.articles("train")
    ]
    trained = train(tiny.with_training(corpus, bare), encoder_folder, tmp_path, test="test", max_steps=1)
    assert not any(event.arguments for events in trained.evaluation.predictions.values() for event in events)
