"""Scores as tables in the terminal."""

from __future__ import annotations

import sys

from rich.console import Console
from rich.table import Table

from actbank.metrics.scores import Scores
from actbank.metrics.table import article_rows, attribute_rows, role_rows, rows, type_rows
from actbank.problems import unknown_name

_TABLES = {"type": type_rows, "role": role_rows, "article": article_rows}


def check_table(per: str | None) -> None:
    """Refuse the name of a table that there is not.

    Raises:
        UnknownName: it is not ``type``, ``role`` or ``article``.
    """
    if per and per not in _TABLES:
        raise unknown_name("table", per, list(_TABLES))


def print_tables(scores: Scores, per: str | None = None) -> None:
    """Print the headline table, the attributes, one more table ``per`` type, role or article, and the signature."""
    tables = all_tables(scores, per)
    width = None if sys.stdout.isatty() else 140
    console = Console(soft_wrap=True, width=width, highlight=False, markup=False, emoji=False)
    for cells in tables:
        console.print(as_table(cells))
    if scores.phantom_types:
        console.print(f"predicted types that gold does not have: {', '.join(scores.phantom_types)}")
    console.print(scores.signature)


def all_tables(scores: Scores, per: str | None = None) -> list[list[list[str]]]:
    """Return the headline table, the attributes and one more table ``per`` type, role or article, as rows of text."""
    check_table(per)
    return [rows(scores), attribute_rows(scores), *([_TABLES[per](scores)] if per else [])]


def as_table(cells: list[list[str]]) -> Table:
    """Return rows of text as a table; the first row holds the headings, all columns but the first are numbers."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for at, heading in enumerate(cells[0]):
        table.add_column(heading, justify="left" if at == 0 else "right", no_wrap=True)
    for row in cells[1:]:
        table.add_row(*row)
    return table
