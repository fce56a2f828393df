"""Time and memory of scoring: all measures and their bootstrap intervals on generated articles.

``python benchmarks/score_articles.py --out FILE.json`` makes 10,000 articles with 100,000 events and predictions that
are right in four of five cases, scores them with all measures, and draws 2,000 resamples for each. Target: under 20 s
and 1 GB. Run it on an idle machine.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from actbank.metrics.scores import score
from actbank.schema import Argument, Article, Event, Span

TYPES = [f"TYPE_{number}" for number in range(25)]
ROLES = ("actor", "target", "time", "place", "content")
EVENTS = 10
WORDS = 400


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--resamples", type=int, default=2000)
    parser.add_argument("--match", default="exact")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    gold = [made(f"a{number}", chance) for number in range(options.articles)]
    predictions = {article.id: damaged(article.events or (), chance) for article in gold}
    before = memory()
    began, used = time.perf_counter(), time.process_time()
    scores = score(gold, predictions, match=options.match)
    scored = time.perf_counter() - began
    bounds = {name: scores.interval(name, resamples=options.resamples) for name in scores.measures}
    found = {
        "articles": len(gold),
        "events": scores.events,
        "match": options.match,
        "resamples": options.resamples,
        "score_seconds": round(scored, 2),
        "interval_seconds": round(time.perf_counter() - began - scored, 2),
        "total_seconds": round(time.perf_counter() - began, 2),
        "processor_seconds": round(time.process_time() - used, 2),
        "peak_mb": round(memory()),
        "peak_mb_of_the_data": round(before),
        "f1": {name: round(100 * (scores.f1(name) or 0), 2) for name in bounds},
    }
    print(json.dumps(found, indent=1))
    if options.out:
        options.out.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def memory() -> float:
    """Return the peak of resident memory in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def made(name: str, chance: random.Random) -> Article:
    """Return an article of short words with events of up to four arguments."""
    text = "word " * WORDS
    places = chance.sample(range(WORDS - 3), EVENTS * 5)
    events = []
    for number in range(EVENTS):
        trigger, *rest = places[5 * number : 5 * number + 5]
        fillers = tuple(
            Argument(role, span(place, chance.randint(1, 3)))
            for role, place in zip(chance.sample(ROLES, chance.randint(0, 4)), rest, strict=False)
        )
        kind = chance.choice(TYPES)
        happened = chance.random() < 0.7
        events.append(
            Event(f"e{number}", kind, span(trigger, 1), fillers, "positive", "actual" if happened else "planned")
        )
    return Article(name, text, events=tuple(events))


def span(word: int, length: int) -> Span:
    """Return the span of so many words."""
    return Span(5 * word, 5 * (word + length) - 1)


def damaged(events: Sequence[Event], chance: random.Random) -> tuple[Event, ...]:
    """Return the events as a system might find them: some missed, mistyped, moved, with other arguments."""
    found = []
    for event in events:
        if chance.random() < 0.1:
            continue
        kind = chance.choice(TYPES) if chance.random() < 0.1 else event.type
        kept = tuple(argument for argument in event.arguments if chance.random() < 0.85)
        moved = tuple(replace(a, role=chance.choice(ROLES)) if chance.random() < 0.1 else a for a in kept)
        found.append(replace(event, type=kind, arguments=moved))
    return tuple(found)


if __name__ == "__main__":
    main()
