"""``actbank check``: every problem of annotated articles."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from actbank.cli.typed import run_typed
from actbank.corpora.checks import check_path
from actbank.corpora.lints import lint
from actbank.corpora.spec import find_ontology
from actbank.schema import Article, Event


def check(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders of annotated articles.")],
    ontology: Annotated[str, typer.Option(help="Name of an ontology, or a YAML file.")] = "news",
    format: Annotated[str | None, typer.Option(help="Format, when the ending does not tell.")] = None,
    show: Annotated[bool, typer.Option(help="Print each event with its words in their sentence.")] = False,
    suspicious: Annotated[
        bool, typer.Option("--lint", help="Also print what is allowed but looks suspicious.")
    ] = False,
) -> int:
    """List every problem of annotated articles as `file:line: what, expected, nearest`.

    Exit status 0 when there is none, 1 otherwise. Example: actbank check data/news
    """
    vocabulary = find_ontology(ontology)
    count = 0
    articles = 0
    events = 0
    for path in paths:
        found, problems = check_path(path, vocabulary, format)
        for article in found if show else ():
            _show(article)
        for problem in problems:
            print(problem)
        for problem in lint(found, problems) if suspicious else ():
            print(f"suspicious: {problem}")
        count += len(problems)
        articles += len(found)
        events += sum(len(article.events or ()) for article in found)
    print(f"{articles} articles and {events} events read, {count} problems", file=sys.stderr)
    return 1 if count else 0


def _show(article: Article) -> None:
    print(f"== {article.id}")
    for event in article.events or ():
        print(_line(article, event))


def _line(article: Article, event: Event) -> str:
    kind = event.type + (f".{event.subtype}" if event.subtype else "")
    where = "-" if event.trigger is None else _in_context(article.text, event.trigger.start, event.trigger.end)
    fillers = []
    for argument in event.arguments:
        words = argument.event or (argument.span.of(article.text) if argument.span else "")
        extra = (f"[{argument.entity}]" if argument.entity else "") + (
            f"{{{argument.value}}}" if argument.value else ""
        )
        fillers.append(f"{argument.role}={words!r}{extra}")
    return f"{event.id} {kind} {event.polarity} {event.modality} | {where} | {' '.join(fillers)}"


def _in_context(text: str, start: int, end: int) -> str:
    around = f"{text[max(0, start - 30) : start]}>>{text[start:end]}<<{text[end : end + 20]}"
    return " ".join(around.split())


def main(arguments: list[str]) -> int:
    """Run the verb."""
    return run_typed(check, "check", arguments)
