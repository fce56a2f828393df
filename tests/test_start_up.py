"""What the scorer loads: numpy and nothing heavier, so that it starts at once."""

from __future__ import annotations

import json

import pytest

import tiny
from actbank.formats import save_articles
from actbank.schema import Article, Event, Span

_SHOW = "import json, sys; print(json.dumps([sorted({name.partition('.')[0] for name in sys.modules}), {more}]))"
_STANDARD = "sorted(sys.stdlib_module_names)"
_HEAVY = {"torch", "datasets", "transformers", "nupunkt", "hydra", "omegaconf", "pandas", "scipy", "sklearn", "jinja2"}


def loaded(code):
    """The packages that are loaded by some code, beyond the standard library and what Python begins with."""
    begun, standard = shown(_SHOW.replace("{more}", _STANDARD))
    return set(shown(f"{code}\n{_SHOW.replace('{more}', '0')}")[0]) - {*begun, *standard}


def shown(code):
    done = tiny.run_python("-c", code)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize(
    "code",
    [
        "import actbank.metrics.scores",
        "import actbank.metrics.calibration, actbank.metrics.hook",
        "import actbank; actbank.score",
    ],
)
def test_scoring_needs_numpy_at_most(code):
    assert loaded(code) == {"actbank", "numpy"}


@pytest.mark.parametrize("more", [[], ["--match", "overlap"], ["--lenient", "--json"]])
def test_the_verb_loads_nothing_heavy(tmp_path, more):
    article = Article("a", "Mali left.", events=(Event("e1", "WITHDRAW", Span(5, 9)),))
    save_articles([article], tmp_path / "a.jsonl")
    file = str(tmp_path / "a.jsonl")
    found = loaded(f"from actbank.cli import main; assert main({['score', file, file, *more]!r}) == 0")
    assert found & _HEAVY == set()
    assert {"actbank", "msgspec", "numpy", "typer"} <= found
