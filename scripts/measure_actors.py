"""How well actors are coded: against PLOVER's gold records and the entities of the news corpus, and how fast.

``python scripts/measure_actors.py --out FILE`` prints accuracies and writes them as JSON. PLOVER's records are read
from ``$ACTBANK_CORPORA`` and left out where they are not there. ``--parts test`` measures the test split of the news
corpus.

PLOVER (650 coded actors): ``alone`` codes each actor text by itself, ``in the sentence`` the marked actors of each
sentence as one article. Country over those that have one, sector over those that have one, both over those that have
both. The rules were written with the records of one half of the sentences in view (``seen``, chosen by a hash of the
sentence); of the other half (``unseen``) only the records with odd codes were looked at, to know how to read them. How
the codes are read:

- country ``JAP``, ``ITL``, ``VTN`` are slips for JPN, ITA, VNM;
- country ``IGO``, ``NGO``, ``IMG``, ``ISM`` are no countries; the actor has none. Without a sector, or with ``GOV``
  (the level at which an organisation acts), the sector is IGO, NGO or, for IMG (an international armed group), REB;
- a sector is its first three letters: religion and ethnic group after them are dropped (``CVLalb``, ``REFKUR``);
- ``CIV`` is CVL, ``JRN`` is our MED (media), ``MED`` our HLH (all are doctors and medical bodies), ``PTY`` OPP, ``SOC``
  NGO; ``REL`` is any religious sector of ours; ``***`` is none.
Records that are wrong (a group under another state) are left as they are.

News: every mention with an entity, its annotation hidden, coded by `code_actors` with the sectors of the news corpus;
``alone`` is `code_actor` on the words alone. Articles about real and about invented countries are measured apart:
invented names are in no table, so only words can tell the sector there. Pronouns are counted apart. Chains are scored
by B-cubed over all mentions.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from actbank.corpora.corpus import load_corpus
from actbank.formats import read_articles
from actbank.normalize.actor_coding import code_mention
from actbank.normalize.actors import ROLES, CodedActor, code_actor, code_actors, load_actors
from actbank.places import corpora_root
from actbank.schema import Argument, Article, Entity, Event, Span

RECORDS = "plover_gsr/PLOVER_GSR_CAMEO.txt"
COUNTRIES = {"JAP": "JPN", "ITL": "ITA", "VTN": "VNM"}
BODIES = {"IGO": "IGO", "NGO": "NGO", "IMG": "REB", "ISM": None}
SECTORS = {"CIV": "CVL", "JRN": "MED", "MED": "HLH", "PTY": "OPP", "SOC": "NGO", "***": None}
RELIGIOUS = ("REL", "CHR", "MOS", "JEW", "HIN")


@dataclass(frozen=True)
class Gold:
    """Country and sector of a gold actor, as read."""

    country: str | None
    sector: str | None


def main() -> None:
    """Run the script."""
    chosen = _arguments()
    result: dict[str, Any] = {"table": _table_sizes()}
    file = corpora_root() / RECORDS
    if file.is_file():
        result["plover"] = plover(file)
    else:
        print(f"{file}: not there, PLOVER is left out")
    corpus = load_corpus("news")
    articles = [article for part in chosen.parts for article in corpus.articles(part)]
    result["news"] = {"parts": chosen.parts, **news(articles)}
    result["speed"] = speed(articles)
    for name, row in result.items():
        print(name, json.dumps(row, indent=1))
    chosen.out.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, help="where the JSON file goes")
    parser.add_argument("--parts", nargs="+", default=["train", "dev"], help="splits of news; default %(default)s")
    return parser.parse_args()


def _table_sizes() -> dict[str, float]:
    load_actors.cache_clear()
    start = time.perf_counter()
    table = load_actors()
    return {"names": len(table.names), "seconds_to_load": round(time.perf_counter() - start, 2)}


# --- PLOVER


def plover(file: Path) -> dict[str, Any]:
    """Return the accuracies on PLOVER's gold records."""
    rows: dict[str, Counter[str]] = defaultdict(Counter)
    for text, words, gold in coded_actors(file):
        coded = code_actor(words)
        for name in ("alone", f"alone, {half(text)}"):
            count(rows[name], gold, coded)
    for article in read_articles(file, "plover", []):
        found = code_actors(hidden(article))
        for gold, coded in pairs(article, found):
            count(rows["in the sentence"], read_codes(gold.country, gold.sector), coded)
    return {name: shares(row) for name, row in rows.items()}


def coded_actors(file: Path) -> Iterator[tuple[str, str, Gold]]:
    """Yield the sentence, the words and the codes of every coded actor of the records."""
    for record in json.loads(file.read_bytes()):
        for side in ("source", "target"):
            coded = record.get(side)
            for actor in coded if isinstance(coded, list) else ():
                yield record["text"], actor.get("actorText") or "", read_codes(actor.get("code"), actor.get("sector"))


def read_codes(country: str | None, sector: str | None) -> Gold:
    """Return PLOVER's codes as the head of this file says."""
    short = sector[:3].upper() if sector else None
    short = SECTORS.get(short, short) if short else None
    if country in BODIES:
        return Gold(None, BODIES[country] if short in (None, "GOV") else short)
    return Gold(COUNTRIES.get(country or "", country) or None, short)


def half(text: str) -> str:
    """Return in which half of the sentences one is."""
    return "unseen" if int(hashlib.sha256(f"actors/{text}".encode()).hexdigest(), 16) % 2 else "seen"


def count(row: Counter[str], gold: Gold, coded: CodedActor | Entity | None) -> None:
    """Add one actor to the counts."""
    country, sector = (coded.country, coded.sector) if coded else (None, None)
    right = sector == gold.sector or (gold.sector == "REL" and sector in RELIGIOUS)
    row["mentions"] += 1
    row["countries" if gold.country else "none"] += 1
    row["countries right" if gold.country else "none right"] += country == gold.country
    row["countries wrong"] += bool(gold.country) and country not in (None, gold.country)
    if gold.sector:
        row["sectors"] += 1
        row["sectors right"] += right
        row["sectors wrong"] += not right and sector is not None
    if gold.country and gold.sector:
        row["both"] += 1
        row["both right"] += right and country == gold.country


def shares(row: Mapping[str, int]) -> dict[str, Any]:
    """Return counts with the shares that matter."""
    pairs = {
        "country": ("countries right", "countries"),
        "country wrong": ("countries wrong", "countries"),
        "no country where gold has none": ("none right", "none"),
        "sector": ("sectors right", "sectors"),
        "sector wrong": ("sectors wrong", "sectors"),
        "both": ("both right", "both"),
    }
    ratios = {name: round(row[top] / row[over], 3) for name, (top, over) in pairs.items() if row.get(over)}
    return {**ratios, "counts": dict(row)}


# --- articles with hidden entities


def hidden(article: Article) -> Article:
    """Return an article without its entities; fillers that are only an entity go with them."""
    events = []
    for event in article.events or ():
        kept = (replace(a, entity=None) for a in event.arguments if a.span or a.event)
        events.append(replace(event, arguments=tuple(kept)))
    return replace(article, entities=(), events=tuple(events))


def fillers(event: Event) -> Iterator[Argument]:
    """Yield the fillers that may be actors."""
    yield from (argument for argument in event.arguments if argument.span and argument.role in ROLES)


def pairs(gold: Article, found: Article) -> Iterator[tuple[Entity, Entity | None]]:
    """Yield the gold entity of every filler that has one, and the entity that was found for it."""
    for _, one, other in linked(gold, found):
        yield one, other


def linked(gold: Article, found: Article) -> Iterator[tuple[Span, Entity, Entity | None]]:
    """Yield the span, the gold entity and the found entity of every filler that has a gold entity."""
    own = {entity.id: entity for entity in gold.entities}
    new = {entity.id: entity for entity in found.entities}
    for one, other in zip(gold.events or (), found.events or (), strict=True):
        codes = {(a.role, a.span): a.entity for a in fillers(other)}
        for argument in fillers(one):
            if argument.entity and argument.span:
                yield argument.span, own[argument.entity], new.get(codes[argument.role, argument.span] or "")


# --- the news corpus


def news(articles: Iterable[Article]) -> dict[str, Any]:
    """Return the accuracies on the entities of the news corpus, for real and invented countries."""
    rows: dict[str, Counter[str]] = defaultdict(Counter)
    chains: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    table = load_actors()
    for article in articles:
        setting = "invented" if article.metadata.get("setting") == "invented" else "real"
        found = list(linked(article, code_actors(hidden(article), base=True)))
        for span, gold, coded in found:
            alone = code_actor(span.of(article.text), article.date)
            pronoun = alone.kind == "pronoun"
            codes = Gold(gold.country, gold.sector)
            count(rows[f"{setting}, pronouns" if pronoun else setting], codes, coded)
            rows[f"{setting}, pronouns"]["resolved"] += pronoun and coded is not None
            if not pronoun:
                count(rows[f"{setting}, alone"], codes, replace(alone, sector=table.base(alone.sector)))
        chains[setting] = [a + b for a, b in zip(chains[setting], b_cubed(found), strict=True)]
        count_antecedents(rows[f"{setting}, pronouns"], article, found)
    scores = {
        f"{setting}, chains": {"precision": round(precision / size, 3), "recall": round(recall / size, 3)}
        for setting, (precision, recall, size) in chains.items()
    }
    return {**{name: shares(row) for name, row in rows.items()}, **scores}


def b_cubed(found: Iterable[tuple[Span, Entity, Entity | None]]) -> tuple[float, float, float]:
    """Return sums of precision and recall over the mentions of an article, and how many mentions it has."""
    gold = {span: entity.id for span, entity, _ in found}
    own = {span: entity.id if entity else str(span) for span, _, entity in found}
    precision = recall = 0.0
    for span, entity in gold.items():
        same_gold = {other for other in gold if gold[other] == entity}
        same_own = {other for other in gold if own[other] == own[span]}
        both = len(same_gold & same_own)
        precision, recall = precision + both / len(same_own), recall + both / len(same_gold)
    return precision, recall, float(len(gold))


def count_antecedents(row: Counter[str], article: Article, found: Iterable[tuple[Span, Entity, Entity | None]]) -> None:
    """Add to the counts how many resolved pronouns have an earlier mention of their gold entity in their chain."""
    named: dict[str, set[str]] = defaultdict(set)
    for span, gold, coded in sorted(found, key=lambda one: one[0]):
        if coded is None:
            continue
        if code_actor(span.of(article.text)).kind == "pronoun":
            row["antecedent right"] += gold.id in named[coded.id]
        else:
            named[coded.id].add(gold.id)


# --- speed


def speed(articles: Iterable[Article]) -> dict[str, float]:
    """Return mentions coded a second: all as they come, and distinct ones (nothing is known from before)."""
    table = load_actors()
    events = ((article, event) for article in articles for event in article.events or ())
    mentions = [a.span.of(article.text) for article, event in events for a in fillers(event) if a.span]
    timed = {}
    for name, words in (("as they come", mentions), ("distinct", sorted(set(mentions)))):
        best = 0.0
        for _ in range(5):
            code_mention.cache_clear()
            start = time.perf_counter()
            for mention in words:
                code_mention(mention, table, 2019)
            best = max(best, len(words) / (time.perf_counter() - start))
        timed[name] = round(best)
    return {"mentions": len(mentions), **timed}


if __name__ == "__main__":
    main()
