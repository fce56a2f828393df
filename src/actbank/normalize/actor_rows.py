"""Rows of the actor tables: what a YAML file says about countries, bodies, persons and words, read into names.

The forms are described at the head of each file in ``data/actors``; a user's file has the same sections.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from actbank.normalize.actor_entries import HEAD, LEADING, STATEFUL, YIELDING, Entry, Name, Term, named
from actbank.normalize.actor_words import plural_of, read_words

STRENGTHS = {"leading": LEADING, "words": HEAD, "yielding": YIELDING, "stateful": STATEFUL}
NO_COUNTRY = ("-", "IGO")
ALWAYS = re.compile(r"(?P<country>-|[A-Z]{3}) (?P<sector>[A-Z]{3}|-)")
TERM = re.compile(r"(?P<first>\d{4})(?P<dash>-(?P<last>\d{4})?)?(?: (?P<sector>[A-Z]{3}))?")
_LAST_YEAR = 9999
# Endings of demonyms that are no nouns for one person: "British", "French", "Chinese", "Swiss".
_ADJECTIVES = ("sh", "ch", "ese", "ss", "ois", "US", "U.S.", "Papal", "Vatican", "Philippine")


def country_names(code: str, row: Mapping[str, Any]) -> Iterator[Name]:
    """Yield all names of a country and of what belongs to it."""
    name = str(row["name"])
    state = Entry("country", name, code)
    for text in (name, *_listed(row, "names")):
        yield from named(text, state)
    for kind in ("capital", "seat", "regions", "cities"):
        for text in _listed(row, kind):
            yield from named(text, Entry(kind, name if kind in ("capital", "seat") else text, code))
    for kind in ("people", "peoples"):
        for text in _listed(row, kind):
            human = kind == "peoples" or not text.endswith(_ADJECTIVES)
            yield from named(text, Entry(kind, name, code, human=human))
            if human:
                yield from named(plural_of(text), Entry(kind, name, code, human=True, plural=True))


def _listed(row: Mapping[str, Any], key: str) -> list[str]:
    found = row.get(key) or []
    return [str(text) for text in (found if isinstance(found, list) else [found])]


def body_names(key: str, value: str) -> Iterator[Name]:
    """Yield the names of a row of bodies: ``"Taliban; Taleban": "AFG REB, 1996-2001 GOV"``."""
    always, *terms = (part.strip() for part in value.split(","))
    found = ALWAYS.fullmatch(always)
    if found is None:
        return
    country = None if found["country"] == "-" else found["country"]
    sector = None if found["sector"] == "-" else found["sector"]
    spans = tuple(_term(part, sector or "GOV") for part in terms)
    for names in _things(key):
        entry = Entry("body", names[0], country, sector, spans)
        for text in names:
            yield from named(text, entry)


def person_names(country: str, key: str, value: str, family_first: bool) -> Iterator[Name]:
    """Yield the names of a row of persons: ``"Boris Yeltsin": "1991-1999"``."""
    parts = [part.strip() for part in value.split(",")]
    always = ALWAYS.fullmatch(parts[0])
    sector = always["sector"] if always else "ELI"
    home = "IGO" if country in NO_COUNTRY else "GOV"
    spans = tuple(_term(part, home) for part in (parts[1:] if always else parts))
    for names in _things(key):
        entry = Entry("person", names[0], None if country in NO_COUNTRY else country, sector, spans, human=True)
        for text in names:
            yield from named(text, entry, partial=" " not in text)
        yield from _family_name(names[0], entry, family_first and names[0].split()[-1] not in names)


def _family_name(name: str, entry: Entry, first: bool) -> Iterator[Name]:
    parts = name.split()
    if len(parts) > 1 and parts[-1].casefold().rstrip(".") not in ("jr", "ii", "iii", "vi", "xiv", "xvi"):
        family = parts[0] if first else parts[-1]
        yield from named(family, entry, partial=True)
        article, hyphen, rest = family.partition("-")
        if hyphen and article in ("al", "el"):
            yield from named(rest, entry, partial=True)


def _things(key: str) -> Iterator[list[str]]:
    for names in key.split("|"):
        found = [name.strip() for name in names.split(";") if name.strip()]
        if found:
            yield found


def _term(part: str, sector: str) -> Term:
    found = TERM.fullmatch(part)
    if found is None:
        return Term(_LAST_YEAR, 0, sector)
    first = int(found["first"])
    last = int(found["last"] or (_LAST_YEAR if found["dash"] else first))
    return Term(first, last, found["sector"] or sector)


def word_names(section: str, sector: str, row: Mapping[str, list[str]]) -> Iterator[Name]:
    """Yield singular and plural of the words that tell a sector."""
    strength = STRENGTHS[section]
    for kind, words in row.items():
        human = kind != "bodies"
        one = Entry("word", None, None, sector, strength=strength, human=human)
        several = Entry("word", None, None, sector, strength=strength, human=human, plural=True)
        for text in words:
            if kind != "several":
                yield from _as_word(plural_of(text), several)
            yield from _as_word(text, several if kind == "several" else one)


def _as_word(text: str, entry: Entry) -> Iterator[Name]:
    words = read_words(text)
    upper = text.isupper() and len(words.plain) == 1
    yield Name(" ".join(words.plain), entry, 0 if upper else -1, upper)
