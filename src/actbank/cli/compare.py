"""``actbank compare``: is one system better than another, or is it a tie?"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from actbank.cli.gold import HELP, load_gold
from actbank.cli.typed import run_typed
from actbank.problems import ActBankError, DataError, unknown_name

if TYPE_CHECKING:
    from actbank.metrics.contest.systems import Contest
    from actbank.metrics.scores import Scores
    from actbank.schema import Article

_MEASURES = ("TC", "AC+", "tuple", "occurred-tuple")
_ENDINGS = (".gz", ".jsonl", ".json", ".predictions")
_NOTES = """difference: in points of F1; p: paired randomization over articles, {resamples} swaps
(all there are, where at most {exact} articles differ).
Holm p: p adjusted for the {pairs} of a measure.
tie: Holm p of 0.05 or more, or an interval of the difference that holds 0."""


def compare(
    gold: Annotated[Path, typer.Argument(help=HELP)],
    systems: Annotated[
        list[str],
        typer.Argument(help="FILE or NAME=FILE, the same articles with predicted events; NAME=FILE1,FILE2 for seeds."),
    ],
    measure: Annotated[
        list[str] | None,
        typer.Option(help="A measure to compare on; may be repeated. [default: TC AC+ tuple occurred-tuple]"),
    ] = None,
    match: Annotated[
        str, typer.Option(help="When spans match: exact, exact+det, head, overlap[=0.5] or text.")
    ] = "exact",
    setting: Annotated[
        str, typer.Option(help="e2e, or gold-trigger for systems that were given the triggers.")
    ] = "e2e",
    tuple_roles: Annotated[str, typer.Option(help="Roles of the per-event measure.")] = "actor,target,time",
    resamples: Annotated[int, typer.Option(min=1, help="Random swaps a p-value takes.")] = 10_000,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the swaps and of the intervals.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
) -> None:
    """Compare systems on the same gold articles: F1, differences with intervals, and which of them are ties.

    A system is a file of predictions. One that was trained with several seeds is NAME=FILE1,FILE2,... (or NAME=FILE
    several times); its F1 is the mean over seeds. With one file a system, a verdict is about these models; with
    seeds, it is about training them, too.

    Example: actbank compare gold.jsonl lexicon.jsonl ours=seed1.jsonl,seed2.jsonl,seed3.jsonl --measure AC+
    """
    from actbank.metrics.contest.systems import compare_systems
    from actbank.metrics.matching import check_match

    check_match(match)
    measures = _known_measures(measure, setting)
    rules = {"match": match, "setting": setting, "tuple_roles": tuple_roles.split(",")}
    scores = _score_all(gold, _named_files(systems), rules)
    contests = [compare_systems(scores, name, resamples, seed) for name in measures]
    if as_json:
        shown = {"resamples": resamples, "seed": seed, "measures": [contest.to_dict() for contest in contests]}
        print(json.dumps(shown, indent=1, ensure_ascii=False))
        return
    _print_contests(contests, resamples)


def _known_measures(asked: Sequence[str] | None, setting: str) -> list[str]:
    """Return the measures that were asked for, or else those of the default list that the setting has."""
    from actbank.metrics.measures import measures_of

    known = list(measures_of(setting))
    for name in asked or ():
        if name not in known:
            raise unknown_name("measure", name, known, f"setting {setting!r}")
    return list(dict.fromkeys(asked or [name for name in _MEASURES if name in known]))


# --- which files are which system


def _named_files(words: Iterable[str]) -> dict[str, list[Path]]:
    """Return the prediction files of each system: those with one NAME are seeds, a file without a name is a system."""
    given = [_split(word) for word in words]
    files: dict[str, list[Path]] = {}
    for name, paths in zip(_names(given), (paths for _, paths in given), strict=True):
        files.setdefault(name, []).extend(paths)
    for name, paths in files.items():
        twice = [path for path, number in Counter(paths).items() if number > 1]
        if twice:
            raise ActBankError(f"system {name!r}: {twice[0]} is given twice; its seeds are different files")
    return files


def _split(word: str) -> tuple[str, list[Path]]:
    """Return the name, ``""`` where there is none, and the files of a word; what exists is a file."""
    name, equals, rest = word.partition("=")
    if not equals or Path(word).exists():
        return "", [Path(word)]
    parts = [rest] if Path(rest).exists() else rest.split(",")
    if not name or not all(parts):
        raise ActBankError(f"{word!r} is no system: expected FILE, NAME=FILE or NAME=FILE1,FILE2")
    return name, [Path(part) for part in parts]


def _names(given: Sequence[tuple[str, list[Path]]]) -> list[str]:
    """Return the name of each system: as given, or the file's own, with its folder's where several would be alike."""
    short = [name or _own_name(paths[0]) for name, paths in given]
    full = [
        called if name or short.count(called) == 1 else f"{paths[0].absolute().parent.name}/{called}"
        for (name, paths), called in zip(given, short, strict=True)
    ]
    for (name, paths), called in zip(given, full, strict=True):
        if not name and full.count(called) > 1:
            raise ActBankError(f"{paths[0]}: there are two systems {called!r}. Give them names: NAME={paths[0]}")
    return full


def _own_name(path: Path) -> str:
    name = path.absolute().name
    for ending in _ENDINGS:
        name = name.removesuffix(ending)
    return name


# --- scores


def _score_all(gold: Path, files: Mapping[str, Sequence[Path]], rules: Mapping[str, Any]) -> dict[str, list[Scores]]:
    """Return the scores of each system's files; ``rules`` are the options of `actbank.metrics.scores.score`."""
    if len(files) < 2:
        raise ActBankError(f"only one system, {next(iter(files))!r}: give two or more to compare")
    articles = load_gold(gold)
    return {name: [_score(articles, path, rules) for path in paths] for name, paths in files.items()}


def _score(gold: Sequence[Article], path: Path, rules: Mapping[str, Any]) -> Scores:
    """Return the scores of a file of predictions; what is wrong with it is said with its name."""
    from actbank.formats import load_predictions
    from actbank.metrics.scores import score

    predictions = load_predictions(path, gold)
    try:
        return score(gold, predictions, **rules)
    except DataError as error:
        raise DataError(replace(problem, where=_place(path, problem.where)) for problem in error.problems) from None


def _place(path: Path, where: str) -> str:
    return f"{path}: {where}" if where.startswith("predicted") else where


# --- words


def _print_contests(contests: Sequence[Contest], resamples: int) -> None:
    from rich.console import Console

    from actbank.cli.tables import as_table
    from actbank.metrics.contest.systems_table import duel_rows, system_rows

    width = None if sys.stdout.isatty() else 140
    console = Console(soft_wrap=True, width=width, highlight=False, markup=False, emoji=False)
    for contest in contests:
        console.print(as_table(system_rows(contest)))
        if contest.duels:
            console.print(as_table(duel_rows(contest)))
        else:
            console.print(f"nothing in gold for {contest.measure}: no pairs to compare")
        console.print()
    console.print(_notes(contests, resamples))
    console.print(contests[0].signature)


def _notes(contests: Sequence[Contest], resamples: int) -> str:
    from actbank.metrics.contest.randomize import EXACT

    pairs = max(len(contest.duels) for contest in contests)
    return _NOTES.format(resamples=resamples, exact=EXACT, pairs=f"{pairs} pair{'s' if pairs != 1 else ''}")


def main(arguments: list[str]) -> int:
    """Run the verb."""
    return run_typed(compare, "compare", arguments)
