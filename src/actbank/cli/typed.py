"""A Typer function as a verb."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import typer


def run_typed(function: Callable[..., Any], verb: str, arguments: list[str]) -> int:
    """Parse ``arguments`` for ``function`` by its annotations, call it, and return its exit status."""
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.command(context_settings={"help_option_names": ["-h", "--help"]})(function)
    try:
        status = typer.main.get_command(app).main(arguments, prog_name=f"actbank {verb}", standalone_mode=False)
    except typer.Abort:  # Typer's word for KeyboardInterrupt
        raise KeyboardInterrupt from None
    except SystemExit:  # and for BrokenPipeError
        raise BrokenPipeError from None
    except Exception as error:
        show = getattr(error, "show", None)  # a wrong call: click's exception, or that of the click inside newer Typers
        if show is None:
            raise
        show()
        return 2
    return int(status or 0)
