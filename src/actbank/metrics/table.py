"""Scores as rows of text for printing; the first row holds the headings, F1 and its kin are percentages."""

from __future__ import annotations

from collections.abc import Mapping

from actbank.metrics.confidences import Confidences
from actbank.metrics.counts import Counts
from actbank.metrics.scores import Scores

_NOTHING = "-"
_HEADLINE_ONLY = ("tuple-soft", "time")


def rows(scores: Scores) -> list[list[str]]:
    """Return the headline table: one row a measure, pooled over types."""
    table = [["measure", "P", "R", "F1", "95 % interval", "gold", "predicted"]]
    for name, tally in scores.measures.items():
        counts = tally.counts()
        ratios = [_percent(ratio) for ratio in (counts.precision, counts.recall, counts.f1)]
        sizes = [str(size // tally.unit) for size in (counts.gold, counts.predicted)]
        table.append([name, *ratios, _interval(scores.interval(name)), *sizes])
    return table


def type_rows(scores: Scores) -> list[list[str]]:
    """Return one row an event type: gold and predicted events, and the F1 of each measure of whole hits."""
    groups = {name: tally.by_type for name, tally in scores.measures.items() if name not in _HEADLINE_ONLY}
    return _grouped("type", groups, of="tuple")


def role_rows(scores: Scores) -> list[list[str]]:
    """Return one row a role: gold and predicted arguments with a span, and the F1 of each measure that has roles."""
    groups = {name: scores.measures[name].by_role for name in ("AC", "AI+", "AC+")}
    return _grouped("role", groups, of="AC+")


def article_rows(scores: Scores) -> list[list[str]]:
    """Return one row an article, those with most errors in TC and AC+ first: events, and the F1 of each measure."""
    tables = {name: tally.by_article() for name, tally in scores.measures.items() if name not in _HEADLINE_ONLY}
    wrong = sum(tables[name][:, 1:].sum(axis=1) for name in ("TC", "AC+") if name in tables)
    table = [["article", "gold", "predicted", *tables]]
    for at in sorted(range(len(scores.article_ids)), key=lambda index: -int(wrong[index])):
        counts = {name: Counts(*map(int, rows[at])) for name, rows in tables.items()}
        events = counts["tuple"]
        scored = [_percent(found.f1) for found in counts.values()]
        table.append([scores.article_ids[at], str(events.gold), str(events.predicted), *scored])
    return table


def markdown(cells: list[list[str]]) -> str:
    """Return rows of text as a Markdown table; all columns but the first are numbers."""
    rule = ["---", *["---:"] * (len(cells[0]) - 1)]
    escaped = [[cell.replace("|", "\\|") for cell in row] for row in cells]
    return "\n".join("| " + " | ".join(row) + " |" for row in [escaped[0], rule, *escaped[1:]])


def latex(cells: list[list[str]]) -> str:
    """Return rows of text as a LaTeX tabular with the rules of booktabs."""
    lines = [" & ".join(_tex(cell) for cell in row) + r" \\" for row in cells]
    columns = "l" + "r" * (len(cells[0]) - 1)
    begin, end = rf"\begin{{tabular}}{{{columns}}}", r"\end{tabular}"
    return "\n".join([begin, r"\toprule", lines[0], r"\midrule", *lines[1:], r"\bottomrule", end])


def _tex(cell: str) -> str:
    escaped = "".join(f"\\{character}" if character in "%&_#$" else character for character in cell)
    return escaped.replace(" .. ", "--")


def attribute_rows(scores: Scores) -> list[list[str]]:
    """Return one row an attribute: aligned events with a gold value, accuracy and macro F1."""
    table = [["attribute", "events", "accuracy", "macro F1"]]
    for name, confusion in scores.attributes.items():
        table.append([name, str(confusion.events), _percent(confusion.accuracy), _percent(confusion.macro_f1)])
    return table


def expression_rows(scores: Scores) -> list[list[str]]:
    """Return how many expressions were given by their words, and how many of them the text does not have.

    Only the headings where all expressions came with their offsets.
    """
    table = [["expressions", "by words", "not in the text", "hallucination rate"]]
    if scores.expressions["given"]:
        given, absent = (str(scores.expressions[name]) for name in ("given", "absent"))
        table.append(["triggers, fillers, cues", given, absent, _percent(scores.hallucination_rate)])
    return table


def calibration_rows(calibration: Mapping[str, Confidences]) -> list[list[str]]:
    """Return one row a kind of confidence: how many there are, right ones, calibration errors, Brier score, AURC."""
    table = [["confidence", "scored", "right", "mean score", "ECE", "ECE of equal widths", "Brier", "AURC"]]
    for kind, found in calibration.items():
        errors = (found.calibration_error(), found.calibration_error(equal_mass=False))
        rates = [_percent(rate) for rate in (found.accuracy, found.mean, *errors)]
        brier = _NOTHING if found.brier is None else f"{found.brier:.4f}"
        table.append([kind, str(found.number), *rates, brier, _percent(found.aurc)])
    return table


def _grouped(kind: str, groups: dict[str, dict[str, Counts]], of: str) -> list[list[str]]:
    table = [[kind, "gold", "predicted", *groups]]
    for name, counts in groups[of].items():
        scored = [_percent(group.get(name, Counts()).f1) for group in groups.values()]
        table.append([name, str(counts.gold), str(counts.predicted), *scored])
    return table


def _percent(ratio: float | None) -> str:
    return _NOTHING if ratio is None else f"{100 * ratio:.2f}"


def _interval(bounds: tuple[float, float] | None) -> str:
    return _NOTHING if bounds is None else f"{_percent(bounds[0])} .. {_percent(bounds[1])}"
