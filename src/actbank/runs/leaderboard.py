"""The leaderboard: stored runs as one Markdown table a corpus, and none of it written by hand."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Any

from actbank.runs.record import RunRecord
from actbank.runs.store import stored_runs, stored_scores

_MEASURES = ("TI", "TC", "AI+", "AC+", "tuple", "occurred-tuple")
_HEAD = """# Results

Generated from the folders beside it by `python scripts/store_run.py`; test split, F1 in percent with its 95 %
bootstrap interval over articles. Settings, hardware and package versions stand in each `run.json`, the composed
config in `config.yaml`. Scores in one table share the signature under it, but for the number of articles.
"""


def leaderboard(results: Path) -> str:
    """Return the Markdown of all stored runs."""
    runs = stored_runs(results)
    parts = [_HEAD]
    for corpus, group in groupby(runs, key=lambda run: run[1].corpus.partition("#")[0]):
        parts.append(_section(corpus, list(group)))
    return "\n".join(parts)


def _section(corpus: str, runs: list[tuple[Path, RunRecord]]) -> str:
    head = ["run", "encoder", "split", "seed", "articles", *_MEASURES, "minutes"]
    lines = [f"## {corpus}", "", _row(head), _row(["---", "---", *["---:"] * (len(head) - 2)])]
    signatures = []
    for folder, record in runs:
        scores: dict[str, Any] = stored_scores(folder)
        signatures.append(scores["signature"])
        measured = [_f1(scores["measures"][name]) for name in _MEASURES]
        model = f"{record.settings['model']['name']} [{record.corpus.partition('#')[2]}]"
        encoder = record.settings["encoder"]["name"]
        rest = [str(record.split), str(record.seed), str(scores["articles"]), *measured, f"{record.minutes:.0f}"]
        lines.append(_row([model, encoder, *rest]))
    return "\n".join([*lines, "", *(f"`{signature}`  " for signature in sorted(set(signatures))), ""])


def _f1(measure: dict[str, Any]) -> str:
    if measure["f1"] is None:
        return "–"
    bounds = measure["interval"]
    return f"{measure['f1']:.1f}" + (f" ({bounds[0]:.1f}–{bounds[1]:.1f})" if bounds else "")


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def write_leaderboard(results: Path) -> Path:
    """Write ``leaderboard.md`` into the folder of results and return it."""
    file = results / "leaderboard.md"
    file.write_text(leaderboard(results), encoding="utf-8", newline="\n")
    return file
