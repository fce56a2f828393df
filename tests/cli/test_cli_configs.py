"""Every YAML of configs composes, what is misspelt is named, and the config verbs take what they say they take."""

from __future__ import annotations

import json
from pathlib import Path

import huggingface_hub
import hydra
import pytest
import yaml
from omegaconf import OmegaConf

import tiny
from actbank.cli import VERBS, main
from actbank.cli.build import BuildConfig
from actbank.cli.hydra_verbs import known_choice, register, to_object, to_yaml
from actbank.cli.train import TrainConfig
from actbank.corpora.spec import find_corpus, find_ontology
from actbank.places import configs_dir
from actbank.runs.record import read_run
from actbank.specs import CorpusSpec, EncoderSpec, ModelSpec, TrainingSpec

TOPS = {"train": TrainConfig, "build": BuildConfig}
GROUPS = {"train": ("corpus", "model", "encoder", "training", "experiment", "debug"), "build": ("corpus",)}
CHOICES = [
    pytest.param(top, group, file.stem, id=f"{top}-{group}-{file.stem}")
    for top, groups in GROUPS.items()
    for group in groups
    for file in sorted((configs_dir() / group).glob("*.yaml"))
]


def compose(top, *overrides):
    """Return a config as its verb composes it."""
    register(top, TOPS[top])
    with hydra.initialize_config_dir(str(configs_dir()), version_base="1.3"):
        return hydra.compose(top, list(overrides))


def given(group, choice):
    """Return what a choice asks the user for."""
    return ["encoder.source=a-name"] if (group, choice) == ("encoder", "hub") else []


@pytest.mark.parametrize(("top", "group", "choice"), CHOICES)
def test_every_choice_of_every_group_composes(top, group, choice):
    values = compose(top, f"{group}={choice}", *given(group, choice))
    config = to_object(values)
    assert isinstance(config, TOPS[top])
    assert isinstance(config.corpus, CorpusSpec)
    assert "${" not in to_yaml(values)
    text = (configs_dir() / group / f"{choice}.yaml").read_text(encoding="utf-8")
    written = yaml.safe_load(text)
    flat = OmegaConf.to_container(values if text.startswith("# @package _global_") else values[group])
    for key, value in written.items():
        found = flat[key]
        part = {name: found[name] for name in value} if isinstance(value, dict) and key != "common" else found
        assert value in (part, "???"), key


def test_every_yaml_file_takes_part_in_a_test():
    parts = {str(file.relative_to(configs_dir())) for file in configs_dir().rglob("*.yaml")}
    tops = {f"{top}.yaml" for top in TOPS}
    chosen = {f"{param.values[1]}/{param.values[2]}.yaml" for param in CHOICES}
    assert {part for part in parts - tops - chosen if not part.startswith("ontology/")} == set()


def test_the_names_in_corpus_files_exist():
    for file in (configs_dir() / "corpus").glob("*.yaml"):
        spec = find_corpus(file.stem)
        assert find_ontology(spec.ontology).types


def test_defaults_of_train():
    config = to_object(compose("train"))
    assert (config.corpus.name, config.model.name, config.encoder.name) == ("news", "one_pass", "minilm")
    assert (config.output, config.seed, config.test) == ("outputs/train/news-one_pass-minilm-seed0", 0, "test")
    for value, kind in ((config.model, ModelSpec), (config.encoder, EncoderSpec), (config.training, TrainingSpec)):
        assert type(value) is kind


def test_the_composed_config_is_stored_as_it_can_be_used_again():
    values = compose("train", "seed=4", "corpus=casie", "training.epochs=2.5")
    again = OmegaConf.create(to_yaml(values))
    assert again == OmegaConf.create(OmegaConf.to_container(values, resolve=True))
    assert (again.training.epochs, again.seed, again.output) == (2.5, 4, "outputs/train/casie-one_pass-minilm-seed4")


def test_the_command_line_wins_over_experiment_and_debug():
    smoke = compose("train", "debug=smoke")
    assert (smoke.training.max_steps, smoke.model.max_tokens) == (1, 128)
    values = compose("train", "experiment=quickstart", "debug=smoke", "training.max_steps=3", "output=there")
    assert (values.training.max_steps, values.training.epochs, values.output, values.name) == (
        3,
        1,
        "there",
        "quickstart",
    )


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["encoder=minilm", "seed=1"], ["encoder=minilm", "seed=1"]),
        (
            ["seed=1", "encoder=SOME/name"],
            ["seed=1", "encoder=hub", "encoder.source=SOME/name", "encoder.name=name"],
        ),
        (
            ["encoder=/a/folder/x", "encoder.learning_rate=1e-3"],
            ["encoder=hub", "encoder.source=/a/folder/x", "encoder.name=x", "encoder.learning_rate=1e-3"],
        ),
        (["encoder.learning_rate=1e-3"], ["encoder.learning_rate=1e-3"]),
        (["encoder=minilm,hub"], ["encoder=minilm,hub"]),
    ],
)
def test_a_name_without_a_recipe_goes_to_the_hub_recipe(arguments, expected):
    assert known_choice("encoder", arguments, "hub", "source") == expected


def test_a_recipe_of_an_encoder_sets_rates_and_yields_to_the_command_line():
    config = to_object(compose("train", "encoder=roberta-large", "training.head_rate=7e-4"))
    assert config.encoder == EncoderSpec(
        "roberta-large", "FacebookAI/roberta-large", 1e-5, freeze_word_embeddings=False
    )
    assert (config.training.head_rate, config.training.batch_tokens, config.training.warmup) == (7e-4, 1500, 0.1)


def test_a_hub_name_reaches_the_encoder():
    config = to_object(compose("train", *known_choice("encoder", ["encoder=SOME/name"], "hub", "source")))
    assert config.encoder == EncoderSpec("name", "SOME/name", 3e-5, freeze_word_embeddings=False)
    assert config.output == "outputs/train/news-one_pass-name-seed0"


def refused(capsys, *arguments):
    """Return the words with which a verb refuses its arguments, with status 2 and nothing on stdout."""
    assert main(list(arguments)) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    return printed.err.rstrip("\n")


@pytest.mark.parametrize(
    ("arguments", "start"),
    [
        (["train", "trainin.epochs=3"], "unknown config key 'trainin.epochs'; did you mean 'training.epochs'? Known: "),
        (["train", "training.patiense=3"], "unknown config key 'training.patiense'; did you mean 'training.patience'?"),
        (["train", "encodr=minilm"], "unknown config key 'encodr'; did you mean 'encoder'?"),
        (["train", "debug=smok"], "unknown debug 'smok'; did you mean 'smoke'? Known: smoke"),
        (["train", "model=twopass"], "unknown model 'twopass'; did you mean 'one_pass'? Known: one_pass"),
        (["train", "training=slow"], "unknown training 'slow'. Known: default"),
        (["train", "seed=x"], "seed=x: Value 'x' of type 'str' could not be converted to Integer"),
        (["train", "seed=0,1"], "seed=0,1: "),
        (["build", "outptu=x"], "unknown config key 'outptu'; did you mean 'output'? Known: corpus, "),
        (["build", "corpus=cassie"], "unknown corpus 'cassie'; did you mean 'casie'? Known: "),
        (["quickstart", "training.epoch=3"], "unknown config key 'training.epoch'; did you mean 'training.epochs'?"),
        (
            ["train", "corpus=casie", "corpus.path=/no/where"],
            "corpus 'casie': nothing at /no/where. Get it from https:",
        ),
    ],
)
def test_what_is_wrong_is_said_in_one_line(capsys, arguments, start):
    assert refused(capsys, *arguments).startswith(start)


@pytest.fixture
def work(tmp_path, monkeypatch):
    """A folder to work in with a corpus and an encoder, and the arguments that name them."""
    monkeypatch.chdir(tmp_path)
    corpus, encoder = tiny.write_corpus(tmp_path / "corpus"), tiny.write_encoder(tmp_path / "encoder")
    return tmp_path, ["corpus=folder", f"corpus.path={corpus}", "corpus.name=mine", f"encoder={encoder}"]


def test_an_encoder_out_of_reach_is_refused(work, monkeypatch, capsys):
    folder, _ = work
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    given = ["corpus=folder", f"corpus.path={folder / 'corpus'}", "encoder=SOME/no-such-name"]
    assert main(["train", *given]) == 2
    last = capsys.readouterr().err.splitlines()[-1]
    assert last.startswith("encoder 'SOME/no-such-name' is neither a local folder nor reachable on the model hub (")
    assert last.endswith("`encoder=minilm` is embedded and needs no network.")


@pytest.mark.parametrize(
    "choice",
    [
        pytest.param(f"{group}={file.stem}", id=file.stem)
        for group in ("experiment", "debug")
        for file in sorted((configs_dir() / group).glob("*.yaml"))
    ],
)
def test_every_experiment_runs_one_step(work, choice):
    folder, arguments = work
    small = ["training.max_steps=1", "training.precision=fp32", "output=out"]
    assert main(["train", choice, *arguments, *small]) == 0
    record = read_run(folder / "out")
    assert [entry["step"] for entry in record.log if "loss" in entry] == [1]
    assert json.loads((folder / "out" / "test.json").read_text())["articles"] == 4


@pytest.mark.parametrize(("flag", "place"), [("--multirun", 0), ("-m", 2), ("--multirun", 99)])
def test_several_seeds_in_one_command(work, flag, place, monkeypatch):
    _, arguments = work
    trained = []
    monkeypatch.setattr("actbank.train.train_model", lambda *_, **named: trained.append(named) or Stop())
    values = [*arguments, "seed=3,4"]
    values.insert(place, flag)
    assert main(["train", *values]) == 0
    outputs = [Path("outputs/train/mine-one_pass-encoder-seed3"), Path("outputs/train/mine-one_pass-encoder-seed4")]
    assert [(named["seed"], named["folder"]) for named in trained] == [(3, outputs[0]), (4, outputs[1])]
    assert [yaml.safe_load(named["config"])["seed"] for named in trained] == [3, 4]


class Stop:
    """Stands for a trained model that was not scored."""

    run, evaluation = "nowhere", None


def test_no_folder_but_the_output_is_made(work, capsys):
    folder, arguments = work
    assert main(["build", *arguments[:3], "output=made"]) == 0
    assert sorted(file.name for file in folder.iterdir()) == ["corpus", "encoder", "made"]
    assert capsys.readouterr().out.splitlines() == [
        "articles  train 9  dev 3  test 4",
        "events    train 27  dev 8  test 13",
        "tokens    train 18  dev 6  test 8",
    ]


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_help_of_each_verb_shows_an_example(capsys, verb, flag):
    assert main([verb, flag]) == 0
    printed = capsys.readouterr()
    assert f"actbank {verb} " in printed.out
    assert printed.err == ""
