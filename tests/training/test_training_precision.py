"""The number format: what is chosen, and what is refused."""

import pytest
import torch

from actbank.problems import UnknownName
from actbank.training import precision
from actbank.training.precision import has_bf16, use_bf16


@pytest.mark.parametrize(
    ("choice", "machine_has_it", "expected"),
    [
        ("auto", True, True),
        ("auto", False, False),
        ("bf16", True, True),
        ("bf16", False, True),
        ("fp32", True, False),
        ("fp32", False, False),
    ],
)
def test_choice(monkeypatch, choice, machine_has_it, expected):
    monkeypatch.setattr(precision, "has_bf16", lambda: machine_has_it)
    assert use_bf16(choice) is expected


@pytest.mark.parametrize(
    ("choice", "text"),
    [
        ("fp16", "unknown training.precision 'fp16'; did you mean 'bf16'? Known: auto, bf16, fp32"),
        ("FP32", "unknown training.precision 'FP32'; did you mean 'fp32'? Known: auto, bf16, fp32"),
        ("", "unknown training.precision ''. Known: auto, bf16, fp32"),
    ],
)
def test_unknown_choice_is_refused(choice, text):
    with pytest.raises(UnknownName) as caught:
        use_bf16(choice)
    assert str(caught.value) == text


@pytest.mark.parametrize("answer", [True, False])
def test_a_processor_is_asked_for_its_instructions(monkeypatch, answer):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(torch.cpu, "_is_avx512_bf16_supported", lambda: answer, raising=False)
    assert has_bf16() is answer


def test_a_torch_without_the_probe_has_none(monkeypatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.delattr(torch.cpu, "_is_avx512_bf16_supported", raising=False)
    assert has_bf16() is False


@pytest.mark.parametrize("answer", [True, False])
def test_a_gpu_decides_where_there_is_one(monkeypatch, answer):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "is_bf16_supported", lambda: answer)
    assert has_bf16() is answer
