"""Plots of calibration as files: one SVG, one HTML page that needs nothing else, or a folder of both."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from actbank.metrics.confidences import Confidences
from actbank.metrics.table import calibration_rows
from actbank.problems import ActBankError
from actbank.report.calibration_plot import ROW, SIZE, calibration_plot
from actbank.report.wording import percent

if TYPE_CHECKING:
    from jinja2 import Template

ENDINGS = (".svg", ".html")


def check_target(target: Path) -> None:
    """Refuse a file that is neither SVG nor HTML; a name without ending is a folder.

    Raises:
        ActBankError: it is.
    """
    if target.suffix not in ("", *ENDINGS) and not target.is_dir():
        raise ActBankError(f"{target}: plots are written to a file ending in .svg or .html, or to a folder")


def write_calibration(target: Path, calibration: Mapping[str, Confidences], signature: str) -> list[Path]:
    """Write the plots of all kinds that have scores and return the files written.

    Args:
        target: A file ending in ``.svg`` or ``.html``, or a folder for ``calibration.html`` and one SVG a kind.
        calibration: Confidences by kind.
        signature: Of the scores that say what is right; shown on the page.

    Raises:
        ActBankError: there is no score at all, or the file has another ending.
    """
    check_target(target)
    scored = {kind: found for kind, found in calibration.items() if found.number}
    if not scored:
        raise ActBankError(f"{target}: no prediction has a score, so there is nothing to plot")
    if target.suffix == ".svg":
        texts = {target: svg(scored)}
    elif target.suffix == ".html":
        texts = {target: _page(calibration, signature)}
    else:
        texts = {target / f"{kind}.svg": svg({kind: found}) for kind, found in scored.items()}
        texts[target / "calibration.html"] = _page(calibration, signature)
    for file, text in texts.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    return list(texts)


def svg(scored: Mapping[str, Confidences]) -> str:
    """Return the plots of kinds, one above the other, as an SVG."""
    plots = [calibration_plot(kind, found) for kind, found in scored.items()]
    return _template("calibration.svg").render(plots=plots, size=SIZE, row=ROW).strip() + "\n"


def _page(calibration: Mapping[str, Confidences], signature: str) -> str:
    kinds = [
        (kind, Markup(svg({kind: found})), found.bins())  # noqa: S704 - our own template, which escapes
        for kind, found in calibration.items()
        if found.number
    ]
    values = {"title": "Calibration", "table": calibration_rows(calibration), "kinds": kinds, "signature": signature}
    return _template("calibration.html").render(**values, percent=percent)


@lru_cache(maxsize=2)
def _template(name: str) -> Template:
    loader = PackageLoader("actbank.report", "templates")
    place = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return place.get_template(name)
