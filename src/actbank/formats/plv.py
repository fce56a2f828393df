"""PLV as published: tab-separated political sentences, each with source, target and a PLOVER root class.

The places come from ``marked_sentence`` (``<s>source</s>``, ``<t>target</t>``). A few rows mark only one of them, or
one in several places. There is no trigger and no time. The columns that hold the output of the authors' models are not
kept.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from actbank.problems import Problem
from actbank.schema import Argument, Article, Event, Span

_NEEDED = ("sentence_id", "sentence", "marked_sentence", "gold_root")
_TAG = re.compile(r"</?[st]>")
_ROLES = {"s": "actor", "t": "target"}


def read(path: Path, problems: list[Problem]) -> Iterator[Article]:
    """Yield one article a row.

    Args:
        path: The ``.tsv`` file, or a folder with such files.
        problems: Every problem is appended; a row with a problem yields nothing.
    """
    for file in [path] if path.is_file() else sorted(path.glob("*.tsv")):
        with file.open(encoding="utf-8", newline="") as lines:
            rows = csv.DictReader(lines, delimiter="\t")
            missing = [name for name in _NEEDED if name not in (rows.fieldnames or ())]
            if missing:
                problems.append(Problem(file.as_posix(), f"has no column {', '.join(missing)}", "the columns of PLV"))
                continue
            for row in rows:
                yield from _article(row, f"{file.as_posix()}:{rows.line_num}", problems)


def _article(row: Mapping[str, str], where: str, problems: list[Problem]) -> Iterator[Article]:
    text, marked = row["sentence"], row["marked_sentence"]
    if _TAG.sub("", marked) != text or not row["gold_root"]:
        problems.append(
            Problem(where, "the marked sentence is not the sentence, or the class is empty", "a row of PLV")
        )
        return
    spans = list(_marked(marked))
    arguments = tuple(Argument(role, span) for role, span in spans)
    name = f"{where.rpartition(':')[2]}-{row['sentence_id']}"
    yield Article(f"plv-{name}", text, lang="en", events=(Event("e1", row["gold_root"], None, arguments),))


def _marked(marked: str) -> Iterator[tuple[str, Span]]:
    """Yield role and span in the sentence without marks."""
    opened: dict[str, int] = {}
    removed = 0
    for tag in _TAG.finditer(marked):
        at, name = tag.start() - removed, tag.group().strip("</>")
        removed += len(tag.group())
        if not tag.group().startswith("</"):
            opened[name] = at
        elif name in opened and opened[name] < at:
            yield _ROLES[name], Span(opened.pop(name), at)
