"""``actbank convert``: annotated articles in another format."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from actbank.cli.typed import run_typed
from actbank.formats import FORMATS, load_articles, save_articles


def convert(
    source: Annotated[Path, typer.Argument(help="File or folder to read.")],
    target: Annotated[Path, typer.Argument(help="File or folder to write.")],
    to: Annotated[str | None, typer.Option(help="Format to write, when the ending of TARGET does not tell.")] = None,
    format: Annotated[str | None, typer.Option("--from", help="Format to read, when the ending does not tell.")] = None,
) -> None:
    """Rewrite annotated articles in another format; nothing is lost on the way.

    Example: actbank convert data/news/articles my_brat_folder --to brat
    """
    articles = load_articles(source, format)
    save_articles(articles, target, to)
    print(f"{len(articles)} articles written to {target}", file=sys.stderr)


convert.__doc__ = (
    f"{convert.__doc__}\n    Formats: {'; '.join(f'{row.name} ({row.about})' for row in FORMATS.values())}"
)


def main(arguments: list[str]) -> int:
    """Run the verb."""
    return run_typed(convert, "convert", arguments)
