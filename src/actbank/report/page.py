"""The report of a trained model as one HTML file that needs nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from actbank.metrics.scores import Scores
from actbank.report.curve import learning_curve
from actbank.report.marked_text import event_lines, paragraphs
from actbank.report.wording import percent
from actbank.schema import Article

if TYPE_CHECKING:
    from jinja2 import Template

HEADLINE = {
    "TC": "triggers with the right event type",
    "AC+": "arguments with the right role on the right trigger",
    "tuple": "whole events: type, actor, target and time all right",
    "occurred-tuple": "whole events among those that happened",
}


@dataclass(frozen=True, slots=True)
class Bar:
    """An F1 with its interval and counts, in percent, ready to draw."""

    name: str
    about: str
    f1: float | None
    low: float | None
    high: float | None
    gold: int
    predicted: int
    precision: str
    recall: str

    @property
    def shown(self) -> str:
        """The F1 with one decimal."""
        return "–" if self.f1 is None else f"{self.f1:.1f}"


def write_report(
    file: Path,
    *,
    title: str,
    facts: Mapping[str, str],
    scores: Scores,
    log: Sequence[Mapping[str, float]],
    articles: Sequence[Article],
) -> None:
    """Write the report.

    Args:
        file: The HTML file.
        title: Its heading.
        facts: What was trained on what, shown at the top.
        scores: Of the test split.
        log: The training log; draws the learning curve.
        articles: Articles with predicted events, drawn in full.
    """
    values = {
        "title": title,
        "facts": facts,
        "headline": [_bar(scores, name, about) for name, about in HEADLINE.items() if name in scores.measures],
        "types": _group(scores, "type"),
        "roles": _group(scores, "role"),
        "attributes": {n: (percent(c.accuracy), percent(c.macro_f1), c.events) for n, c in scores.attributes.items()},
        "signature": scores.signature,
        "curve": learning_curve(log),
        "articles": [_article(article) for article in articles],
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(_template().render(**values), encoding="utf-8", newline="\n")


@lru_cache(maxsize=1)
def _template() -> Template:
    loader = PackageLoader("actbank.report", "templates")
    place = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return place.get_template("report.html")


def _article(article: Article) -> dict[str, Any]:
    return {"article": article, "paragraphs": paragraphs(article), "events": event_lines(article)}


def _bar(scores: Scores, measure: str, about: str = "", kind: str | None = None, role: str | None = None) -> Bar:
    counts = scores.counts(measure, kind, role)
    bounds = scores.interval(measure, kind, role)
    low, high = (None, None) if bounds is None else (100 * bounds[0], 100 * bounds[1])
    f1 = None if counts.f1 is None else 100 * counts.f1
    name = kind or role or measure
    ratios = percent(counts.precision), percent(counts.recall)
    return Bar(name, about, f1, low, high, counts.gold, counts.predicted, *ratios)


def _group(scores: Scores, of: str) -> list[dict[str, Any]]:
    """Return rows of a type or role with gold or predicted mentions, most frequent first."""
    measures = ("TC", "AC+", "tuple") if of == "type" else ("AC+",)
    main = scores.tally("TC" if of == "type" else "AC+")
    names = main.by_type if of == "type" else main.by_role
    rows = [_row(scores, of, name, measures) for name in names]
    return sorted(rows, key=lambda row: (-row["bars"][0].gold, row["name"]))


def _row(scores: Scores, of: str, name: str, measures: Sequence[str]) -> dict[str, Any]:
    picked = {"kind": name} if of == "type" else {"role": name}
    return {"name": name, "bars": [_bar(scores, measure, **picked) for measure in measures]}
