"""The outside measure: PLOVER's gold records, where they are; and how they are read (by hand)."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path

import pytest

from actbank.normalize.actors import CodedActor

ROOT = Path(__file__).resolve().parents[2]
CORPORA = Path(os.environ.get("ACTBANK_CORPORA") or ROOT.parent / "shared" / "corpora")


@pytest.fixture(scope="module")
def script():
    """The module of ``scripts/measure_actors.py``."""
    spec = importlib.util.spec_from_file_location("measure_actors", ROOT / "scripts" / "measure_actors.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


@pytest.mark.parametrize(
    ("country", "sector", "expected"),
    [
        ("JAP", "GOV", ("JPN", "GOV")),
        ("USA", None, ("USA", None)),
        ("USA", "***", ("USA", None)),
        ("SRB", "CVLalb", ("SRB", "CVL")),
        ("TUR", "REFKUR", ("TUR", "REF")),
        ("LBN", "JRNCHR", ("LBN", "MED")),
        ("CHE", "MED", ("CHE", "HLH")),
        ("IGO", None, (None, "IGO")),
        ("IGO", "GOV", (None, "IGO")),
        ("IGO", "MIL", (None, "MIL")),
        ("NGO", "", (None, "NGO")),
        ("IMG", None, (None, "REB")),
        ("", "CVL", (None, "CVL")),
    ],
)
def test_codes_are_read_as_the_script_says(script, country, sector, expected):
    gold = script.read_codes(country, sector)
    assert (gold.country, gold.sector) == expected


def test_counts_and_chains_by_hand(script):
    row = script.Counter()
    script.count(row, script.Gold("PER", "GOV"), CodedActor("x", "PER", "MIL"))
    script.count(row, script.Gold("PER", None), CodedActor("x", "PER", "MIL"))
    script.count(row, script.Gold(None, "REL"), CodedActor("x", None, "CHR"))
    script.count(row, script.Gold("PER", "GOV"), None)
    shares = script.shares(row)
    assert (shares["country"], shares["sector"], shares["both"]) == (0.667, 0.333, 0.0)
    # gold {a, b} {c}; own {a} {b, c}: precision (1 + 1/2 + 1/2) / 3, recall (1/2 + 1/2 + 1) / 3
    gold = {name: script.Entity(name, name) for name in "xy"}
    own = {name: script.Entity(name, name) for name in "uv"}
    found = [
        (script.Span(0, 1), gold["x"], own["u"]),
        (script.Span(2, 3), gold["x"], own["v"]),
        (script.Span(4, 5), gold["y"], own["v"]),
    ]
    assert script.b_cubed(found) == (2.0, 2.0, 3.0)


def test_plover_is_coded_as_well_as_promised(script):
    file = CORPORA / script.RECORDS
    if not file.is_file():
        pytest.skip(f"PLOVER is not at {file}; set ACTBANK_CORPORA")
    rows = script.plover(file)
    assert rows["alone"]["counts"]["mentions"] == 650
    assert rows["alone"]["country"] >= 0.9
    assert rows["alone"]["sector"] >= 0.8
    assert rows["alone, unseen"]["country"] >= 0.9
    assert rows["alone, unseen"]["sector"] >= 0.75
    assert rows["in the sentence"]["country"] >= 0.92
    assert rows["in the sentence"]["sector"] >= 0.8
