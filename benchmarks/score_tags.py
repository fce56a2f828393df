"""How long the tag scorers take, against the programs whose numbers they reproduce.

Both score the same lists of tag strings in one process, by turns, and their numbers are compared. Run it from the
repository, with seqeval 1.2.2 and nervaluate 1.2.1 installed:

    python benchmarks/score_tags.py --out score_tags.json
    python benchmarks/score_tags.py --tokens 100000 --repeats 1 --out quick.json

The data are sequences of 25 words with five gold spans each, so a million tokens hold 200,000 gold spans of 10 types;
the prediction leaves out, invents, mislabels, moves or cuts about a third of them. ``--sequence`` makes longer
sequences of the same density.
"""

from __future__ import annotations

import argparse
import json
import platform
import random
import statistics
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import nervaluate
import numpy as np
from seqeval.metrics import classification_report
from seqeval.scheme import IOB2

from actbank.metrics.compat.nervaluate import nervaluate_report
from actbank.metrics.compat.seqeval import seqeval_report

LABELS = [f"TYPE{number}" for number in range(10)]
CELL = 5  # words to each gold span
NUMBERS = ("correct", "incorrect", "partial", "missed", "spurious", "precision", "recall", "f1")
Spans = list[tuple[int, int, str]]
Sequences = list[list[str]]


def main() -> None:
    """Build the data, time all pairs of scorers, print the table and write the JSON file."""
    chosen = _arguments()
    gold, predicted = build(chosen.tokens, chosen.sequence, chosen.seed)
    result = {
        "tokens": sum(map(len, gold)),
        "gold_spans": sum(tag[0] == "B" for tags in gold for tag in tags),
        "predicted_spans": sum(tag[0] == "B" for tags in predicted for tag in tags),
        "sequences": len(gold),
        "seed": chosen.seed,
        "repeats": chosen.repeats,
        "versions": {name: version(name) for name in ("seqeval", "nervaluate", "numpy")},
        "python": platform.python_version(),
        "pairs": {},
    }
    print(f"{result['tokens']} tokens, {result['gold_spans']} gold spans, {len(gold)} sequences, seconds are medians")
    print(f"{'scorer':<18}{'original':>12}{'actbank':>12}{'ratio':>10}{'equal':>8}")
    for name, (original, ours) in pairs(gold, predicted).items():
        result["pairs"][name] = row = measure(original, ours, chosen.repeats)
        print(f"{name:<18}{row['original_s']:>12.3f}{row['actbank_s']:>12.3f}{row['ratio']:>10.1f}{row['equal']!s:>8}")
        sys.stdout.flush()
    chosen.out.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, help="where the JSON file goes")
    parser.add_argument("--tokens", type=int, default=1_000_000, help="tokens in all; default %(default)s")
    parser.add_argument("--sequence", type=int, default=25, help="tokens of a sequence; default %(default)s")
    parser.add_argument("--repeats", type=int, default=3, help="timed runs of each scorer; default %(default)s")
    parser.add_argument("--seed", type=int, default=0, help="of the data; default %(default)s")
    return parser.parse_args()


def build(tokens: int, length: int, seed: int) -> tuple[Sequences, Sequences]:
    """Return gold and predicted tag sequences."""
    rng = random.Random(seed)
    gold, predicted = [], []
    for _ in range(tokens // length):
        spans = list(_gold_spans(rng, length))
        gold.append(_tags(spans, length))
        predicted.append(_tags(list(_errors(rng, spans)), length))
    return gold, predicted


def _gold_spans(rng: random.Random, length: int) -> Iterator[tuple[int, int, str]]:
    """Yield one span of one to four words in each cell."""
    for cell in range(length // CELL):
        size = rng.choice((1, 1, 2, 2, 3, 4))
        start = cell * CELL + rng.randint(0, CELL - size)
        yield start, start + size, rng.choice(LABELS)


def _errors(rng: random.Random, spans: Spans) -> Iterator[tuple[int, int, str]]:
    """Yield the spans as a system might find them; none leaves its cell on the left or reaches beyond it by two."""
    for start, end, label in spans:
        error = rng.random()
        if error < 0.1:
            continue
        if error < 0.18:
            yield start, end, rng.choice(LABELS)
        elif error < 0.24:
            yield start, end + 1, label
        elif error < 0.3:
            yield max(start - 1, start // CELL * CELL), end, label
        elif error < 0.35:
            yield start // CELL * CELL, start // CELL * CELL + 1, rng.choice(LABELS)
        else:
            yield start, end, label


def _tags(spans: Spans, length: int) -> list[str]:
    tags = ["O"] * length
    for start, end, label in spans:
        tags[start:end] = [f"B-{label}", *[f"I-{label}"] * (end - start - 1)]
    return tags[:length]


def pairs(gold: Sequences, predicted: Sequences) -> dict[str, tuple[Callable[[], Any], Callable[[], Any]]]:
    """Return for each scorer the original and ours, both giving plain numbers."""
    return {
        "seqeval strict": (
            lambda: classification_report(gold, predicted, output_dict=True, mode="strict", scheme=IOB2),
            lambda: seqeval_report(gold, predicted, strict=True).to_dict(),
        ),
        "seqeval default": (
            lambda: classification_report(gold, predicted, output_dict=True),
            lambda: seqeval_report(gold, predicted).to_dict(),
        ),
        "nervaluate": (lambda: _nervaluate(gold, predicted), lambda: _ours(gold, predicted)),
    }


def _nervaluate(gold: Sequences, predicted: Sequences) -> dict[str, Any]:
    found = nervaluate.Evaluator(gold, predicted, tags=LABELS, loader="list").evaluate()
    return {"overall": _numbers(found["overall"]), **{tag: _numbers(row) for tag, row in found["entities"].items()}}


def _ours(gold: Sequences, predicted: Sequences) -> dict[str, Any]:
    report = nervaluate_report(gold, predicted, tags=LABELS)
    return {"overall": _numbers(report.overall), **{tag: _numbers(row) for tag, row in report.tags.items()}}


def _numbers(strategies: Any) -> dict[str, list[float]]:
    return {name: [getattr(found, number) for number in NUMBERS] for name, found in strategies.items()}


def measure(original: Callable[[], Any], ours: Callable[[], Any], repeats: int) -> dict[str, Any]:
    """Return the times of both by turns, their medians, the ratio, and whether all numbers were equal."""
    times: dict[str, list[float]] = {"original": [], "actbank": []}
    equal = True
    for _ in range(repeats):
        left, right = _timed(original, times["original"]), _timed(ours, times["actbank"])
        equal = equal and left == right
    slow, fast = statistics.median(times["original"]), statistics.median(times["actbank"])
    return {"original_s": slow, "actbank_s": fast, "ratio": slow / fast, "equal": equal, "times": times}


def _timed(score: Callable[[], Any], times: list[float]) -> Any:
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        start = time.perf_counter()
        found = score()
        times.append(time.perf_counter() - start)
    return found


if __name__ == "__main__":
    main()
