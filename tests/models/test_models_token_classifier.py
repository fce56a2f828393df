"""The stock token classifier: it learns a tiny corpus, is saved and loaded, and runs in a plain pipeline."""

import json

import pytest
from transformers import pipeline

import tiny
from actbank.models import family_of, model_family
from actbank.train import train_model


@pytest.fixture(scope="module")
def trained(tmp_path_factory, encoder_folder, corpus):
    folder = tmp_path_factory.mktemp("flat")
    said = []
    train_model(
        corpus,
        tiny.model_spec(name="token_classifier"),
        tiny.encoder_spec(encoder_folder),
        tiny.training_spec(epochs=12),
        folder=folder / "run",
        say=said.append,
    )
    return corpus, folder / "run" / "model", said


def test_it_learns_and_says_what_flat_tags_cannot(trained):
    corpus, folder, said = trained
    ceiling = next(words for words in said if "the most that flat tags can score" in words)
    assert ceiling.startswith("the most that flat tags can score on the training articles: TC 100.0, AC+ ")
    predictions = list(family_of(folder).load(folder).predict(corpus.articles("train")))
    right = sum(
        {(e.type, e.trigger) for e in events} == {(e.type, e.trigger) for e in article.events}
        for article, events in zip(corpus.articles("train"), predictions, strict=True)
    )
    assert right >= len(predictions) / 2


def test_the_folder_names_its_family_and_the_next_answer_is_the_same(trained):
    corpus, folder, _ = trained
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    assert (config["model_type"], config["actbank"]["family"]) == ("bert", "token_classifier")
    assert family_of(folder) is model_family("token_classifier")
    first, second = (list(family_of(folder).load(folder).predict(corpus.articles("test"))) for _ in range(2))
    assert first == second


def test_the_checkpoint_runs_in_a_pipeline_without_actbank(trained):
    corpus, folder, _ = trained
    article = corpus.articles("train")[0]
    found = pipeline("token-classification", model=str(folder), aggregation_strategy="first")(article.text)
    ours = next(family_of(folder).load(folder).predict([article]))
    groups = {(row["entity_group"], article.text[row["start"] : row["end"]]) for row in found}
    types = {event.type for event in article.events}
    assert {(event.type, event.trigger.of(article.text)) for event in ours} == {g for g in groups if g[0] in types}
