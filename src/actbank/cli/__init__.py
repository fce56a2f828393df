"""The command ``actbank``: one module a verb, imported only when its verb is called."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from actbank import __version__
from actbank.lookup import pick
from actbank.problems import ActBankError

VERBS = {
    "quickstart": ("actbank.cli.quickstart:main", "everything once, end to end, with a report to look at"),
    "build": ("actbank.cli.build:main", "turn annotated articles into a Hugging Face data set folder"),
    "train": ("actbank.cli.train:main", "train a model from its config"),
    "evaluate": ("actbank.cli.evaluate:main", "score a trained model on a split of a corpus"),
    "extract": ("actbank.cli.extract:main", "extract the events of raw articles"),
    "score": ("actbank.cli.score:main", "score predicted events against gold ones"),
    "compare": ("actbank.cli.compare:main", "say which of several systems is better, and which are a tie"),
    "explain": ("actbank.cli.explain:main", "show predictions under every protocol, why they differ, and every error"),
    "check": ("actbank.cli.check:main", "list every problem of annotated articles, with file and line"),
    "convert": ("actbank.cli.convert:main", "rewrite annotated articles in another format"),
    "report": ("actbank.cli.report:main", "write the HTML report of a trained model"),
}
_USAGE = """actbank {version}: who did what to whom, when, and whether it really happened, out of news.

Usage: actbank VERB [arguments]        actbank VERB --help

{verbs}

First steps:
  actbank build corpus=news                          # data set folder for datasets.load_dataset
  actbank train corpus=news                          # train the default model (embedded encoder, CPU)
  actbank extract article.txt --model outputs/train/news-one_pass/model --format table
"""


def usage() -> str:
    """Return the text of ``actbank --help``."""
    verbs = "\n".join(f"  {verb:<12}{about}" for verb, (_, about) in VERBS.items())
    return _USAGE.format(version=__version__, verbs=verbs)


def main(arguments: list[str] | None = None) -> int:
    """Run one verb and return its exit status: 0 done, 1 problems found, 2 used wrongly."""
    try:
        status = _run(sys.argv[1:] if arguments is None else arguments)
        sys.stdout.flush()
    except ActBankError as error:
        print(error, file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader has what it wanted; nothing more is to be flushed at the end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 130
    return status


def _run(words: list[str]) -> int:
    if not words or words[0] in ("-h", "--help", "help"):
        print(usage())
        return 0
    if words[0] in ("-V", "--version"):
        print(f"actbank {__version__}")
        return 0
    verb: Callable[[list[str]], int] = pick({name: row[0] for name, row in VERBS.items()}, words[0], "verb")
    return verb(words[1:])
