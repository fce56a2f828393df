"""Bounded memory: what is asked of the C library, and that nothing is asked where there is none."""

import ctypes
import os
import sys
from types import SimpleNamespace

import pytest

from actbank.training.memory import bound_memory

NAME = "ONEDNN_PRIMITIVE_CACHE_CAPACITY"


@pytest.fixture(autouse=True)
def no_lasting_effect(monkeypatch):
    monkeypatch.setenv(NAME, "before")
    monkeypatch.delenv(NAME)


def test_what_is_asked_on_linux(monkeypatch):
    asked = []
    library = SimpleNamespace(mallopt=lambda option, value: asked.append((option, value)))
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(ctypes, "CDLL", lambda _: library)
    bound_memory()
    # malloc.h of glibc: M_MMAP_THRESHOLD -3, M_TRIM_THRESHOLD -1, M_ARENA_MAX -8
    assert asked == [(-3, 1048576), (-1, 1048576), (-8, 2)]
    assert os.environ[NAME] == "32"


def test_what_the_user_set_is_kept(monkeypatch):
    monkeypatch.setenv(NAME, "7")
    monkeypatch.setattr(sys, "platform", "darwin")
    bound_memory()
    assert os.environ[NAME] == "7"


@pytest.mark.parametrize("platform", ["darwin", "win32"])
def test_elsewhere_the_c_library_is_left_alone(monkeypatch, platform):
    def refuse(_):
        raise AssertionError

    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(ctypes, "CDLL", refuse)
    bound_memory()
    assert os.environ[NAME] == "32"


def test_another_c_library_is_no_error(monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(ctypes, "CDLL", lambda _: SimpleNamespace())
    bound_memory()
    assert os.environ[NAME] == "32"
