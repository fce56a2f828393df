"""The module for Hugging Face's ``evaluate``: loaded from its folder, without network."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import tiny

FOLDER = Path(__file__).resolve().parents[1] / "metrics" / "actbank_events"
_PROGRAM = """
import json, sys
import evaluate
metric = evaluate.load({folder!r}, cache_dir={cache!r})
found = metric.compute(predictions={given!r}, references={gold!r}, match="exact", lenient=True)
print(json.dumps([metric.name, found]))
"""
LEFT = {"id": "e1", "type": "WITHDRAW", "trigger": {"span": [5, 9]}}
GOLD = [
    json.dumps(
        {"id": "a", "text": "Mali left.", "events": [{**LEFT, "arguments": [{"role": "actor", "span": [0, 4]}]}]}
    ),
    json.dumps({"id": "b", "text": "Niger left.", "events": []}),
]
ARGUMENTS = [{"role": "actor", "text": "Mali"}, {"role": "place", "text": "Ostia"}]
GIVEN = [
    json.dumps({"id": "c", "events": [LEFT]}),
    json.dumps({"id": "a", "events": [{"type": "WITHDRAW", "trigger": {"text": "left"}, "arguments": ARGUMENTS}]}),
]


def test_scores_by_hand_through_evaluate(tmp_path):
    pytest.importorskip("evaluate", reason="the library evaluate is not installed: pip install evaluate")
    program = _PROGRAM.format(folder=str(FOLDER), cache=str(tmp_path), given=GIVEN, gold=GOLD)
    offline = {"HF_EVALUATE_OFFLINE": "1", "HF_HOME": str(tmp_path), "HF_MODULES_CACHE": str(tmp_path / "modules")}
    done = tiny.run_python("-W", "error", "-c", program, **offline)
    assert done.returncode == 0, done.stderr
    name, found = json.loads(done.stdout.splitlines()[-1])
    assert name == "actbank_events"
    # the event of c is no event of gold; of two arguments one is made up, of three expressions one is not in the text
    assert (found["TC_precision"], found["TC_recall"]) == (0.5, 1.0)
    assert (found["AC+_precision"], found["AC+_recall"]) == (0.5, 1.0)
    assert found["hallucination_rate"] == pytest.approx(1 / 3)
    assert found["signature"].endswith("|n:2|lenient:yes")
    assert {type(value) for name, value in found.items() if name != "signature"} == {float}


def test_the_example_of_its_page_names_what_exists():
    page = (FOLDER / "README.md").read_text(encoding="utf-8")
    code = page.partition("```python\n")[2].partition("```")[0]
    compile(code, "README.md", "exec")
    assert 'evaluate.load("metrics/actbank_events")' in code
    assert (FOLDER / f"{FOLDER.name}.py").is_file()
