"""What the tables know of a name: an entry, its years in office, and the forms under which a mention finds it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from actbank.normalize.actor_words import LOWER, PARTICLES, UPPER, read_words

NATIONAL = ("country", "people", "peoples", "capital", "seat", "regions", "cities")
LEADING, HEAD, YIELDING, STATEFUL = 3, 2, 1, 0


@dataclass(frozen=True, slots=True)
class Term:
    """A span of years, first and last inclusive, and the sector in it."""

    first: int
    last: int
    sector: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What one row says: what kind of thing it is, its name, country and sector.

    ``kind`` is one of `NATIONAL`, ``body``, ``person`` or ``word``. ``strength`` ranks words. ``plural`` marks several
    persons, ``human`` a noun for a person ("Egyptian", not "British"). ``terms`` are spans of years with another sector
    than ``sector``.
    """

    kind: str
    name: str | None = None
    country: str | None = None
    sector: str | None = None
    terms: tuple[Term, ...] = ()
    strength: int = STATEFUL
    plural: bool = False
    human: bool = False

    def sector_in(self, year: int | None) -> str | None:
        """Return the sector in a year, of the office taken last; without a year that of a person's first term."""
        if year is None:
            return self.terms[0].sector if self.terms and self.kind == "person" else self.sector
        terms = [term for term in self.terms if term.first <= year <= term.last]
        return max(terms, key=lambda term: term.first).sector if terms else self.sector

    def holds_office(self, year: int | None) -> bool:
        """Return whether one of the terms covers the year."""
        return year is not None and any(term.first <= year <= term.last for term in self.terms)


@dataclass(frozen=True, slots=True)
class Name:
    """One name of an entry and what a mention must look like to be it.

    ``capital`` is the place of the word that must begin with a capital letter (-1 for none), ``upper`` says that it
    must be all capitals (an acronym), ``partial`` that it is a person's last name alone, ``accents`` that it has any.
    """

    words: str
    entry: Entry = field(compare=False)
    capital: int = -1
    upper: bool = False
    partial: bool = False
    accents: bool = False


def named(text: str, entry: Entry, partial: bool = False) -> Iterator[Name]:
    """Yield the name that a text is of an entry, nothing where the text has no words."""
    words = read_words(text)
    plain, shapes = list(words.plain), list(words.shapes)
    if len(plain) > 1 and plain[0] == "the":
        del plain[0], shapes[0]
    if plain:
        opening = 1 if len(plain) > 1 and plain[0] in PARTICLES else 0
        capital = next((at for at, form in enumerate(shapes) if form != LOWER and at >= opening), -1)
        upper = len(plain) == 1 and shapes[0] == UPPER and len(plain[0]) <= 5
        yield Name(" ".join(plain), entry, capital, upper, partial, not text.isascii())
