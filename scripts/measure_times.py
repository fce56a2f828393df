"""Measure the normal forms of times on other people's gold and on our own, side by side with bare dateparser.

``ACTBANK_CORPORA=FOLDER python scripts/measure_times.py --out times.json`` prints, for each corpus, the share of values
that are exact, and of those that are right at the granularity of gold. ``words`` sees an expression and the date of its
article, ``article`` all times of the article in their order, ``dateparser`` what dateparser makes of the same words at
the granularity that it reports itself, told to prefer the past. Our speed is that of ``words``, in CPU time.

- ``meantime``: TIMEX3 of type DATE in the first six sentences (MEANTIME, English part), creation time from the file;
  ``meantime-text`` leaves out the date line itself. An expression takes along the preposition that stands before it.
- ``giveme5w1h``: the phrases that answer "when"; gold is the day of the event, also where the phrase says less.
- ``news-PART``: the ``time`` values of our own articles; the modality of the event tells past from future.
"""

import argparse
import json
import re
import tarfile
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from pathlib import Path
from time import process_time
from typing import Any, NamedTuple

from actbank.corpora.corpus import load_corpus
from actbank.metrics.times import at_grain
from actbank.normalize.time import normalize_time, normalize_times
from actbank.normalize.timex.timeline import future_of
from actbank.places import corpora_root
from actbank.schema import Argument, Article, Event, Span

# Only these sentences of a MEANTIME document are annotated.
SENTENCES = 6
PREPOSITIONS = frozenset(["on", "in", "at", "by", "until", "since", "before", "after", "during", "from", "for", "of"])
PREPOSITIONS |= {"over", "within", "through", "around"}


class Case(NamedTuple):
    """A time of an article: its argument stands in this event; its words without a preposition are the last ones."""

    article: Article
    event: Event
    argument: Argument
    core: str


def main() -> None:
    """Run the script."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--parts", nargs="*", default=["train", "dev"], help="splits of our own articles")
    parser.add_argument("--out", type=Path, help="file for the numbers and for every case that is not exact")
    options = parser.parse_args()
    report = {}
    for name, cases in corpora(options.parts):
        report[name] = measured(cases)
        shown = [
            f"{system} {row['exact']:.3f} / {row['at_grain']:.3f}" for system, row in report[name]["systems"].items()
        ]
        print(f"{name}, {len(cases)} values, exact / at gold grain: {', '.join(shown)}", end="; ")
        print(f"{report[name]['per_second']:.0f} expressions a second", flush=True)
    if options.out:
        options.out.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def corpora(parts: Sequence[str]) -> Iterator[tuple[str, list[Case]]]:
    """Yield the name and the cases of each corpus that is there."""
    meantime = corpora_root() / "meantime_en" / "meantime_en.tar.gz"
    if meantime.is_file():
        cases = [case for article in read_meantime(meantime) for case in cases_of(article)]
        yield "meantime", cases
        yield "meantime-text", [case for case in cases if case.event.type != "CREATION_TIME"]
    answers = corpora_root() / "giveme5w1h" / "gold_standard_data.tar.gz"
    if answers.is_file():
        yield "giveme5w1h", [case for article in read_answers(answers) for case in cases_of(article)]
    splits = load_corpus("news").splits
    for part in parts:
        yield f"news-{part}", [case for article in splits[part] for case in cases_of(article)]


def cases_of(article: Article) -> Iterator[Case]:
    """Yield the times of an article that have words and a value."""
    for event in article.events or ():
        for argument in event.fillers("time"):
            if argument.span and argument.value:
                words = argument.span.of(article.text)
                first, _, rest = words.partition(" ")
                yield Case(article, event, argument, rest if rest and first.lower() in PREPOSITIONS else words)


# --- corpora


def members(archive: Path, under: str, ending: str) -> Iterator[bytes]:
    """Yield the files of an archive below a folder, by name."""
    with tarfile.open(archive) as files:
        for member in sorted(files.getmembers(), key=lambda member: member.name):
            file = files.extractfile(member) if member.isfile() else None
            if file and f"{under}/" in f"/{member.name}" and member.name.endswith(ending):
                yield file.read()


def read_meantime(archive: Path) -> Iterator[Article]:
    """Yield the documents of MEANTIME, each DATE as the ``time`` of an event of its own."""
    for data in members(archive, "intra-doc_annotation", ".xml"):
        root = ET.fromstring(data)  # noqa: S314
        text, spans, sentences, events, date = "", {}, {}, [], None
        for token in root.iter("token"):
            spans[token.get("t_id")] = Span(len(text), len(text) + len(token.text or ""))
            sentences[token.get("t_id")] = int(token.get("sentence") or 0)
            text += f"{token.text} "
        for timex in root.iter("TIMEX3"):
            anchors = [anchor.get("t_id") for anchor in timex.iter("token_anchor")]
            use = timex.get("functionInDocument") or ""
            if use == "CREATION_TIME":
                date = creation_day(timex.get("value") or "", text[spans[anchors[0]].start : spans[anchors[-1]].end])
            if anchors and timex.get("type") == "DATE" and sentences[anchors[0]] < SENTENCES:
                span = with_preposition(text, spans[anchors[0]].start, spans[anchors[-1]].end)
                time = Argument("time", span, value=timex.get("value"))
                events.append(Event(f"t{timex.get('m_id')}", use or "NONE", arguments=(time,)))
        yield Article(root.get("doc_id") or "?", text, date=date, lang="en", events=tuple(events))


def creation_day(value: str, words: str) -> str | None:
    """Return the creation time of a document; that of its words where the file gives another form ("03-02-2009")."""
    found = normalize_time(words, None)
    return value if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value) else found.value if found else None


def with_preposition(text: str, start: int, end: int) -> Span:
    """Return a span with the preposition before it, and an article word between them."""
    before = text[:start].split(" ")[:-1]
    if before and before[-1].lower() == "the":
        start -= len(before.pop()) + 1
    if before and before[-1].lower() in PREPOSITIONS:
        start -= len(before[-1]) + 1
    return Span(start, end)


def read_answers(archive: Path) -> Iterator[Article]:
    """Yield the articles of Giveme5W1H; their text is the phrases that say when."""
    for data in members(archive, "data", ".json"):
        record: dict[str, Any] = json.loads(data)
        answers = [row for row in record["fiveWoneH"]["when"]["annotated"] if row.get("text") and row.get("parsed")]
        text, events = "", []
        for number, row in enumerate(answers):
            span = Span(len(text), len(text) + len(row["text"]))
            events.append(Event(f"w{number}", "WHEN", arguments=(Argument("time", span, value=row["parsed"]),)))
            text += row["text"] + "\n\n"
        date = record.get("date_publish") or ""
        day = date[:10] if date[:1].isdigit() else None
        yield Article(record["dId"], text, date=day, lang="en", events=tuple(events))


# --- measures


def measured(cases: Sequence[Case]) -> dict[str, Any]:
    """Return the shares of each system, and every case that the best of ours gets wrong."""
    systems = {"words": by_words(cases), "article": by_article(cases), "dateparser": by_dateparser(cases)}
    gold = [case.argument.value or "" for case in cases]
    report = {}
    for name, values in systems.items():
        exact = sum(value == right for value, right in zip(values, gold, strict=True))
        within = sum(bool(value) and at_grain(value or "", right) for value, right in zip(values, gold, strict=True))
        report[name] = {"exact": exact / max(len(cases), 1), "at_grain": within / max(len(cases), 1)}
    wrong = [
        {"id": case.article.id, "date": case.article.date, "said": said(case), "gold": right}
        | {name: values[number] for name, values in systems.items()}
        for number, (case, right) in enumerate(zip(cases, gold, strict=True))
        if systems["article"][number] != right
    ]
    return {"values": len(cases), "systems": report, "per_second": speed(cases), "not_exact": wrong}


def speed(cases: Sequence[Case]) -> int:
    """Return how many expressions a second of CPU time reads, each read before and at least 10,000 in all."""
    rounds = range(10_000 // max(len(cases), 1) + 1)
    begun = process_time()
    for _ in rounds:
        by_words(cases)
    return round(len(rounds) * len(cases) / max(process_time() - begun, 1e-9))


def said(case: Case) -> str:
    """Return the words of a case."""
    return case.argument.span.of(case.article.text) if case.argument.span else ""


def by_words(cases: Sequence[Case]) -> list[str | None]:
    """Return what each expression means, from its words and the date of the article alone."""
    found = [normalize_time(said(case), case.article.date, future=future_of(case.event)) for case in cases]
    return [time.value if time else None for time in found]


def by_article(cases: Sequence[Case]) -> list[str | None]:
    """Return what each expression means, read with the other times of its article."""
    values: list[str | None] = []
    for _, group in groupby(cases, key=lambda case: id(case.article)):
        row = list(group)
        events = normalize_times(stripped(row[0].article)).events or ()
        value = {(event.id, argument.span): argument.value for event in events for argument in event.fillers("time")}
        values += [value[case.event.id, case.argument.span] for case in row]
    return values


def stripped(article: Article) -> Article:
    """Return an article whose times have no values."""
    return article.with_events(
        replace(event, arguments=tuple(replace(one, value=None) for one in event.fillers("time")))
        for event in article.events or ()
    )


def by_dateparser(cases: Sequence[Case]) -> list[str | None]:
    """Return what dateparser makes of each expression without its preposition."""
    from dateparser.date import DateDataParser

    forms: dict[str, Callable[[datetime], str]] = {
        "year": lambda day: f"{day:%Y}",
        "month": lambda day: f"{day:%Y-%m}",
        "week": lambda day: "{:04d}-W{:02d}".format(*day.isocalendar()[:2]),
    }
    values = []
    for case in cases:
        base = {"RELATIVE_BASE": datetime.fromisoformat(case.article.date)} if case.article.date else {}
        found = DateDataParser(languages=["en"], settings={"PREFER_DATES_FROM": "past"} | base).get_date_data(case.core)
        day = found.date_obj
        values.append(forms.get(found.period, lambda day: f"{day:%Y-%m-%d}")(day) if day else None)
    return values


if __name__ == "__main__":
    main()
