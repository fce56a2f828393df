"""A mention taken apart: its segments, and the names and words of the table that it holds.

A segment ends before a preposition, a relative pronoun, a comma or a bracket: "Russian envoy | to the United Nations".
The longest name wins; a name must be capitalised as in the table, an acronym in capitals.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from actbank.normalize.actor_entries import NATIONAL, Entry, Name
from actbank.normalize.actor_table import ActorTable
from actbank.normalize.actor_words import BREAK, DETERMINERS, LOWER, PARTICLES, UPPER, Words, word_set

PREPOSITIONS = word_set(
    "of in from at inside near for to with against on over about by across around between among under towards toward"
    " into within outside behind during without through along off onto upon after before since until"
)
_BEFORE_DATES = ("in", "since", "until", "during")
_PLACES = ("capital", "cities", "regions")
_RELATIVES = word_set("who which that whose whom where when as while called named fleeing living operating")
_CUTS = PREPOSITIONS | _RELATIVES | {BREAK}


@dataclass(frozen=True, slots=True)
class Hit:
    """A stretch of words that the table knows, in one segment; ``entry`` is what it means here."""

    start: int
    end: int
    segment: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class Phrase:
    """A mention: its words, where they begin without determiners, its hits in order.

    ``links`` holds for each segment the word that opens it ("" for the first), ``opens`` where it begins.
    """

    words: Words
    start: int
    hits: list[Hit]
    links: list[str]
    opens: list[int]

    def hits_in(self, segment: int) -> list[Hit]:
        """Return the hits of a segment."""
        if len(self.links) == 1:
            return self.hits
        return [hit for hit in self.hits if hit.segment == segment]

    def end_of(self, segment: int) -> int:
        """Return where a segment ends."""
        return self.opens[segment + 1] if segment + 1 < len(self.opens) else len(self.words.plain)


def read_phrase(words: Words, table: ActorTable, year: int | None, near: frozenset[str]) -> Phrase:
    """Return a mention taken apart.

    Args:
        words: The words of the mention.
        table: The table of actors.
        year: The year that decides between persons of one name.
        near: Countries named around the mention, which decide where the year does not.
    """
    start = _first(words)
    links, opens = [""], [start]
    found: list[tuple[int, int, int, list[Name]]] = []
    at, size = start, len(words.plain)
    while at < size:
        plain = words.plain[at]
        longest = table.longest.get(plain)
        taken = found[-1][1] if found else start
        match = _match(words, table, at, longest, taken) if longest else None
        if match:
            found.append((at, match[0], len(links) - 1, match[1]))
            at = match[0]
            continue
        if plain in _CUTS:
            links.append(plain)
            opens.append(at + 1)
        at += 1
    return Phrase(words, start, list(_decided(found, year, near)), links, opens)


def _first(words: Words) -> int:
    """Return where a mention begins when determiners are left out, 0 where it has nothing else."""
    at = 0
    while at < len(words.plain) and words.plain[at] in DETERMINERS:
        at += 1
    return at if at < len(words.plain) else 0


def _match(words: Words, table: ActorTable, at: int, longest: int, taken: int) -> tuple[int, list[Name]] | None:
    """Return the end of the longest name that begins here, and what it may name; words before ``taken`` are known."""
    plain = words.plain
    for end in range(min(at + longest, len(plain)), at, -1):
        names = table.names.get(plain[at] if end == at + 1 else " ".join(plain[at:end]))
        if names:
            fits = [name for name in names if _fits(name, words, at, end, taken)]
            if fits and not (fits[0].entry.kind in _PLACES and _opens_a_name(words, end, table)):
                return end, fits
    return None


def _fits(name: Name, words: Words, at: int, end: int, taken: int) -> bool:
    """Return whether the words look like the name: capitals where it has them, a last name on its own."""
    if name.capital < 0:
        return True
    form, kind = words.shapes[at + name.capital], name.entry.kind
    if name.upper:
        return form == UPPER
    if form == LOWER:
        return kind in ("country", "people") and not any(words.shapes)
    if kind in NATIONAL and not name.accents and not words.raw[at].isascii():
        return False
    return not name.partial or _stands_alone(words, at, end, taken)


def _opens_a_name(words: Words, end: int, table: ActorTable) -> bool:
    """Return whether an unknown capitalised word follows a place, which then is a first name ("Paris Hilton")."""
    if end == len(words.plain) or end - 1 in words.owners or end - 1 in words.hyphens:
        return False
    return words.shapes[end] != LOWER and words.plain[end] not in table.longest


def _stands_alone(words: Words, at: int, end: int, taken: int) -> bool:
    """Return whether no other part of a personal name stands beside a last name, and no date is meant ("in May")."""
    if at and words.plain[at - 1] in _BEFORE_DATES:
        return False
    after = end
    while after < len(words.plain) and words.plain[after] in PARTICLES:
        after += 1
    if after < len(words.plain) and words.shapes[after] != LOWER and end - 1 not in words.owners:
        return False
    while at > taken and words.plain[at - 1] in PARTICLES:
        at -= 1
    return at <= taken or words.shapes[at - 1] == LOWER


def _decided(found: list[tuple[int, int, int, list[Name]]], year: int | None, near: frozenset[str]) -> Iterator[Hit]:
    """Yield the hits with one meaning each; the countries of the mention itself come before those around it."""
    own = {names[0].entry.country for *_, names in found if names[0].entry.kind in NATIONAL}
    for start, end, segment, names in found:
        entry = names[0].entry if len(names) == 1 else _choice(names, year, own, near)
        yield Hit(start, end, segment, entry)


def _choice(names: list[Name], year: int | None, own: set[str | None], near: frozenset[str]) -> Entry:
    """Return what an ambiguous name means: by kind, country of the mention, office in the year, countries around it."""
    entries = [name.entry for name in names if not name.partial] or [name.entry for name in names]
    if entries[0].kind != "person" and entries[0].kind != "body":
        return entries[0]
    entries = [entry for entry in entries if entry.country in own] or entries
    entries = [entry for entry in entries if entry.kind == "person" and entry.holds_office(year)] or entries
    entries = [entry for entry in entries if entry.country in near] or entries
    return entries[0] if len(entries) == 1 else _common(entries, year)


def _common(entries: list[Entry], year: int | None) -> Entry:
    """Return what several meanings share: kind, and country and sector where they are the same."""
    countries = {entry.country for entry in entries}
    sectors = {entry.sector_in(year) for entry in entries}
    country = countries.pop() if len(countries) == 1 else None
    return Entry(entries[0].kind, None, country, sectors.pop() if len(sectors) == 1 else None, human=entries[0].human)
