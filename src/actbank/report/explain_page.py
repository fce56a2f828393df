"""Gold against predicted events in their texts, with the class of each, as one HTML file that needs nothing else."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from actbank.metrics.explain.cases import ARGUMENT_VERDICTS, VERDICTS, ArgumentCase, EventCase
from actbank.metrics.explain.explanation import Explanation
from actbank.report.explained_article import ArticlePart, explained_article
from actbank.report.wording import percent

if TYPE_CHECKING:
    from jinja2 import Template

_SIGNS = {
    "correct": "✓",
    **dict.fromkeys(("missed", "missing argument", "event missed"), "○"),
    **dict.fromkeys(("spurious", "spurious argument", "event spurious"), "+"),
}
_OTHER_SIGN = "≠"


@dataclass(frozen=True, slots=True)
class ClassBar:
    """A class with how many are in it, and the length of its bar in percent of the longest."""

    name: str
    sign: str
    about: str
    count: int
    length: float


def write_explanation(file: Path, explanation: Explanation, *, title: str) -> None:
    """Write the page of an explanation.

    The part behind ``#`` in its address filters it: ``class``, ``argument`` (a class of arguments), ``type`` and
    ``role``, such as ``#class=wrong type&type=DENY``.

    Args:
        file: The HTML file.
        explanation: From `actbank.metrics.explain.explanation.explain`.
        title: The heading of the page.
    """
    errors = explanation.errors
    values = {
        "title": title,
        "signature": explanation.signature,
        "rows": explanation.rows,
        "contrasts": explanation.contrasts,
        "events": _bars(errors.counts, VERDICTS),
        "arguments": _bars(errors.argument_counts, ARGUMENT_VERDICTS),
        "types": _names(name for case in errors.events for name in {case.gold_type, case.predicted_type}),
        "roles": _names(role for case in errors.arguments for role in case.roles),
        "signs": {name: _SIGNS.get(name, _OTHER_SIGN) for name in (*VERDICTS, *ARGUMENT_VERDICTS)},
        "articles": list(_parts(explanation)),
        "percent": percent,
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(_template().render(**values), encoding="utf-8", newline="\n")


@lru_cache(maxsize=1)
def _template() -> Template:
    loader = PackageLoader("actbank.report", "templates")
    place = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return place.get_template("explain.html")


def _bars(counts: Mapping[str, int], about: Mapping[str, str]) -> list[ClassBar]:
    longest = max(1, *counts.values())
    return [
        ClassBar(name, _SIGNS.get(name, _OTHER_SIGN), about[name], count, 100 * count / longest)
        for name, count in counts.items()
    ]


def _names(names: Iterable[str | None]) -> dict[str, int]:
    """Return how many cases each name occurs in, sorted by name."""
    return dict(sorted(Counter(name for name in names if name is not None).items()))


def _parts(explanation: Explanation) -> Iterator[ArticlePart]:
    events: defaultdict[str, list[EventCase]] = defaultdict(list)
    arguments: defaultdict[str, list[ArgumentCase]] = defaultdict(list)
    for case in explanation.errors.events:
        events[case.article].append(case)
    for argument in explanation.errors.arguments:
        arguments[argument.article].append(argument)
    for article, predicted in explanation.pairs:
        yield explained_article(article, predicted, events[article.id], arguments[article.id])
