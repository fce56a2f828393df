"""A Typer function as a verb."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click
import typer


def run_typed(function: Callable[..., Any], verb: str, arguments: list[str]) -> int:
    """Parse ``arguments`` for ``function`` by its annotations, call it, and return its exit status."""
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.command(context_settings={"help_option_names": ["-h", "--help"]})(function)
    try:
        status = typer.main.get_command(app).main(arguments, prog_name=f"actbank {verb}", standalone_mode=False)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        error.show()
        return 2
    return int(status or 0)
