"""The leaderboard: stored runs as Markdown tables, one a corpus and scored split, and none of it written by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from statistics import mean, stdev
from typing import Any

from actbank.metrics.table import markdown
from actbank.runs.record import RunRecord
from actbank.runs.store import scored_parts, stored_runs, stored_scores

_MEASURES = ("TI", "TC", "AI+", "AC+", "tuple", "occurred-tuple")
_ATTRIBUTES = ("polarity", "modality")
_COLUMNS = ("run", "encoder", "split", "seed", "articles", *_MEASURES, *_ATTRIBUTES, "minutes")
_HEAD = """# Results

Generated from the folders beside it by `python scripts/store_run.py`. F1 in percent with its 95 % bootstrap interval
over articles; `polarity` and `modality` are macro F1 on aligned events. Rows of several seeds give mean and standard
deviation. Settings, hardware and package versions stand in each `run.json`, the composed config in `config.yaml`.
Scores in one table share the signature under it, but for the number of articles.
"""


@dataclass(frozen=True, slots=True)
class Row:
    """A stored run with its scores on one split."""

    record: RunRecord
    scores: dict[str, Any]

    @property
    def model(self) -> str:
        """The model with the hash of the corpus it was trained on."""
        return f"{self.record.settings['model']['name']} [{self.record.corpus.partition('#')[2]}]"

    @property
    def encoder(self) -> str:
        """The encoder's name."""
        return str(self.record.settings["encoder"]["name"])

    @property
    def group(self) -> tuple[Any, ...]:
        """What runs share that differ in nothing but their seed."""
        return self.model, self.encoder, self.record.split, repr(sorted(self.record.settings.items()))

    def f1(self, name: str) -> float | None:
        """The F1 of a measure, or the macro F1 of an attribute."""
        if name in _ATTRIBUTES:
            value = self.scores["attributes"][name]["macro_f1"]
        else:
            value = self.scores["measures"][name]["f1"]
        return None if value is None else float(value)


def leaderboard(results: Path) -> str:
    """Return the Markdown of all stored runs."""
    runs = stored_runs(results)
    parts = [_HEAD]
    for corpus, group in groupby(runs, key=lambda run: run[1].corpus.partition("#")[0]):
        found = list(group)
        names = {part: None for folder, _ in found for part in scored_parts(folder)}
        order = sorted(names, key=lambda part: (part != "test", part))
        parts += [_section(f"{corpus}, {part}", _rows(found, part)) for part in order]
    return "\n".join(parts)


def _rows(runs: Sequence[tuple[Path, RunRecord]], part: str) -> list[Row]:
    return [Row(record, stored_scores(folder, part)) for folder, record in runs if part in scored_parts(folder)]


def _section(title: str, rows: Sequence[Row]) -> str:
    lines = list(_lines(rows))
    signatures = sorted({row.scores["signature"] for row in rows})
    return "\n".join([f"## {title}", "", markdown([list(_COLUMNS), *lines]), "", *(f"`{s}`  " for s in signatures), ""])


def _lines(rows: Sequence[Row]) -> Iterator[list[str]]:
    for _, group in groupby(sorted(rows, key=lambda row: (row.group, row.record.seed)), key=lambda row: row.group):
        found = list(group)
        yield from (_line(row) for row in found)
        if len(found) > 1:
            yield _mean_line(found)


def _line(row: Row) -> list[str]:
    record = row.record
    measured = [_f1(row.scores["measures"][name]) for name in _MEASURES]
    values = [_number(row.f1(name)) for name in _ATTRIBUTES]
    head = [row.model, row.encoder, str(record.split), str(record.seed), str(row.scores["articles"])]
    return [*head, *measured, *values, f"{record.minutes:.0f}"]


def _mean_line(rows: Sequence[Row]) -> list[str]:
    first = rows[0]
    spread = [_spread([row.f1(name) for row in rows]) for name in (*_MEASURES, *_ATTRIBUTES)]
    head = [f"**{first.model}**", first.encoder, str(first.record.split), f"{len(rows)} seeds"]
    return [*head, str(first.scores["articles"]), *spread, f"{mean(row.record.minutes for row in rows):.0f}"]


def _spread(values: Sequence[float | None]) -> str:
    known = [value for value in values if value is not None]
    return f"**{mean(known):.1f}** ± {stdev(known):.1f}" if len(known) > 1 else _number(None)


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"


def _f1(measure: dict[str, Any]) -> str:
    bounds = measure["interval"]
    return _number(measure["f1"]) + (f" ({bounds[0]:.1f}–{bounds[1]:.1f})" if bounds else "")


def write_leaderboard(results: Path) -> Path:
    """Write ``leaderboard.md`` into the folder of results and return it."""
    file = results / "leaderboard.md"
    file.write_text(leaderboard(results), encoding="utf-8", newline="\n")
    return file
