"""Every YAML of the configs composes, and fits the schema that refuses what it does not know."""

import hydra
import pytest
from hydra.errors import HydraException

from actbank.cli.build import BuildConfig
from actbank.cli.hydra_verbs import known_choice, register, to_object, to_yaml
from actbank.cli.train import TrainConfig
from actbank.places import configs_dir

CHOICES = [
    (file.parent.name, file.stem) for file in sorted(configs_dir().glob("*/*.yaml")) if file.parent.name != "ontology"
]


def compose(top, *overrides):
    register("train", TrainConfig)
    register("build", BuildConfig)
    with hydra.initialize_config_dir(str(configs_dir()), version_base="1.3"):
        return hydra.compose(top, list(overrides))


@pytest.mark.parametrize(("group", "choice"), CHOICES)
def test_each_choice_composes_into_the_schema(group, choice):
    needed = ["encoder.source=folder"] if (group, choice) == ("encoder", "hub") else []
    config = to_object(compose("train", f"{group}={choice}", *needed))
    assert isinstance(config, TrainConfig)
    assert config.corpus.name
    assert config.encoder.source


def test_there_is_a_choice_in_every_group():
    assert {group for group, _ in CHOICES} == {"corpus", "model", "encoder", "training", "experiment", "debug"}


@pytest.mark.parametrize("corpus", [choice for group, choice in CHOICES if group == "corpus"])
def test_build_composes_with_each_corpus(corpus):
    config = to_object(compose("build", f"corpus={corpus}"))
    assert config.output == f"outputs/datasets/{config.corpus.name}"


def test_a_misspelt_key_is_refused():
    with pytest.raises(HydraException, match="epoch"):
        compose("train", "training.epoch=3")


def test_an_experiment_overrides_the_groups_it_names():
    assert to_object(compose("train", "experiment=quickstart")).output == "outputs/quickstart"
    assert to_object(compose("train", "debug=smoke")).training.max_steps == 1


def test_an_encoder_without_a_recipe_is_a_hub_name_or_a_folder():
    assert known_choice("encoder", ["encoder=minilm", "seed=1"], "hub", "source") == ["encoder=minilm", "seed=1"]
    assert known_choice("encoder", ["encoder=org/some-model"], "hub", "source") == [
        "encoder=hub",
        "encoder.source=org/some-model",
        "encoder.name=some-model",
    ]


def test_the_stored_config_is_resolved():
    text = to_yaml(compose("train", "seed=3"))
    assert "${" not in text
    assert "output: outputs/train/news-one_pass-minilm-seed3" in text
