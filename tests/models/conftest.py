"""The tiny encoder and corpus, made once for the tests of this folder."""

import pytest
import torch

import tiny
from actbank.corpora.corpus import read_corpus


@pytest.fixture(scope="session", autouse=True)
def one_thread():
    """Sums of floats in one order."""
    torch.set_num_threads(1)


@pytest.fixture(scope="session")
def encoder_folder(tmp_path_factory):
    return tiny.write_encoder(tmp_path_factory.mktemp("encoder"))


@pytest.fixture(scope="session")
def corpus(tmp_path_factory):
    return read_corpus(tiny.corpus_spec(tiny.write_corpus(tmp_path_factory.mktemp("corpus"))))
