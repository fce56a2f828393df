"""The report of a run: its record, its scores, and articles it was shown."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from actbank.metrics.scores import Scores
from actbank.report.page import write_report
from actbank.runs.record import RunRecord
from actbank.schema import Article


def write_run_report(file: Path, record: RunRecord, part: str, scores: Scores, articles: Sequence[Article]) -> None:
    """Write the HTML report of a run with its scores on a split and articles with predicted events."""
    settings = record.settings
    facts = {
        "corpus": record.corpus,
        "ontology": record.ontology,
        "articles": ", ".join(f"{count} {name}" for name, count in record.articles.items()),
        "model": settings["model"]["name"],
        "encoder": settings["encoder"]["name"],
        "seed": str(record.seed),
        "trained in": f"{record.minutes:.1f} min",
        "scored on": part,
    }
    title = f"ActBank: {settings['model']['name']} on {record.corpus.partition('#')[0]}"
    write_report(file, title=title, facts=facts, scores=scores, log=record.log, articles=articles)
