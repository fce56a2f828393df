"""A mention of an actor coded: who, of which country, of which sector; by rules and the table of actors.

See `actbank.normalize.actor_countries` and `actbank.normalize.actor_sectors` for the rules.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from actbank.normalize.actor_countries import country_of
from actbank.normalize.actor_entries import NATIONAL
from actbank.normalize.actor_phrases import Hit, Phrase, read_phrase
from actbank.normalize.actor_sectors import deciding_hit, sector_of
from actbank.normalize.actor_table import ActorTable
from actbank.normalize.actor_words import (
    BREAK,
    DETERMINERS,
    LOWER,
    PARTICLES,
    PRONOUNS,
    UPPER,
    Words,
    read_words,
    word_set,
)

KINDS = ("state", "place", "people", "person", "body", "other", "pronoun")
_SIDES = word_set("north south east west northern southern eastern western central upper lower")
_PERSON_ENDINGS = ("er", "or", "ist", "ian", "ee", "man", "woman")
_LEADING = re.compile(rf"^(?:(?:{'|'.join(sorted(DETERMINERS))})\s+(?:of\s+)?)+", re.IGNORECASE)
_QUANTITY = re.compile(
    r"(?:(?:more than|less than|fewer than|at least|at most|up to|close to|as many as|as many|about|around|nearly|"
    r"almost|over|under|roughly)\s+)+(?=\w)",
    re.IGNORECASE,
)
_REFLEXIVES = (" itself", " himself", " herself", " themselves")
_ENDING = re.compile(r"(?:['’]s|(?<=s)['’])?(?:\s*\([^()]*\))?\W*$")


@dataclass(frozen=True, slots=True)
class CodedActor:
    """Who a mention names: name, country (ISO 3166 alpha-3) and sector, each ``None`` where it stays open.

    ``kind`` is one of `KINDS`: what sort of thing the words name.
    """

    name: str | None = None
    country: str | None = None
    sector: str | None = None
    kind: str = "other"


OPEN = CodedActor(kind="pronoun")


@lru_cache(maxsize=65536)
def code_mention(text: str, table: ActorTable, year: int | None, near: frozenset[str] = frozenset()) -> CodedActor:
    """Return the coding of a mention.

    Args:
        text: The words of the mention.
        table: The table of actors.
        year: The year in which offices are held, ``None`` for unknown.
        near: Countries named around the mention, which decide between actors of one name.
    """
    words = read_words(_core(text))
    if not words.plain or _is_pronoun(words, table):
        return OPEN
    phrase = read_phrase(words, table, year, near)
    country = country_of(phrase, table)
    hit = deciding_hit(phrase, table)
    if hit is None:
        return _undecided(text, phrase, country, table)
    sector = sector_of(hit, phrase, table, year, country)
    if sector == "IGO" and not any(other.entry.kind in NATIONAL for other in phrase.hits):
        country = None
    if country and hit.entry.kind == "word" and _says_state(hit, phrase, table):
        return CodedActor(table.countries.get(country, country), country, sector, "state")
    return CodedActor(_name(text, phrase, hit), country, sector, _kind(phrase, hit))


def _core(text: str) -> str:
    """Return a mention without a quantity before it ("more than") and "itself" after it."""
    quantity = _QUANTITY.match(text)
    if quantity:
        text = text[quantity.end() :]
    return text.rpartition(" ")[0] if text.endswith(_REFLEXIVES) else text


def _is_pronoun(words: Words, table: ActorTable) -> bool:
    """Return whether there are pronouns only; "US" and "WHO" in capitals are acronyms."""
    if words.plain[0] not in PRONOUNS or not PRONOUNS.issuperset(words.plain):
        return False
    acronyms = table.names.get(words.plain[0], ()) if words.shapes == [UPPER] else ()
    return not any(name.upper for name in acronyms)


def _undecided(text: str, phrase: Phrase, country: str | None, table: ActorTable) -> CodedActor:
    """Return the coding of a mention that holds countries and unknown words only."""
    kind = _bare_kind(phrase) if phrase.hits else "other"
    if kind == "state":
        name = table.countries.get(country or "") or cleaned(text)
        return CodedActor(name, country, table.defaults.get("state") if country else None, "state")
    if kind == "people" or (country and _ends_like_person(phrase)):
        return CodedActor(cleaned(text), country, table.defaults.get("people"), "people")
    return CodedActor(cleaned(text), country, None, kind if kind == "place" or not _is_proper(phrase) else "person")


def _bare_kind(phrase: Phrase) -> str:
    """Return what a mention without telling words is: a state, a place, people, or something else."""
    hits = phrase.hits_in(0)
    if not hits:
        return "place" if len(phrase.links) > 1 and phrase.opens[1] <= phrase.start + 1 else "other"
    covered = {at for hit in hits for at in range(hit.start, hit.end)}
    size = phrase.end_of(0) - (1 if len(phrase.links) > 1 else 0)
    rest = [phrase.words.plain[at] for at in range(phrase.start, size) if at not in covered]
    rest = [plain for plain in rest if plain not in DETERMINERS and plain != "and"]
    last = hits[-1].entry
    if last.human and hits[-1].end == size:
        return "state" if last.plural and last.kind == "people" and _says_the(phrase, hits) else "people"
    if rest:
        return "place" if last.kind not in ("people", "peoples") and _SIDES.issuperset(rest) else "other"
    if last.kind in ("people", "peoples"):
        return "people" if _counts_one(phrase) else "state"
    return "place" if last.kind == "cities" else "state"


def _says_the(phrase: Phrase, hits: list[Hit]) -> bool:
    """Return whether the mention is "the" and a demonym: "the Americans" stand for their state."""
    return len(hits) == 1 and phrase.words.plain[: hits[0].start] == ["the"]


def _counts_one(phrase: Phrase) -> bool:
    """Return whether an article or a number makes a demonym a person ("an Egyptian")."""
    return phrase.start > 0 and phrase.words.plain[phrase.start - 1] != "the"


def _ends_like_person(phrase: Phrase) -> bool:
    """Return whether the first segment ends in an unknown noun that looks like one for persons ("landowners")."""
    at = phrase.end_of(0) - (2 if len(phrase.links) > 1 else 1)
    if at < phrase.start or phrase.words.shapes[at] != LOWER or any(hit.end > at for hit in phrase.hits_in(0)):
        return False
    return phrase.words.plain[at].removesuffix("s").endswith(_PERSON_ENDINGS)


def _is_proper(phrase: Phrase) -> bool:
    """Return whether the words are a proper name: two or more, all capitalised."""
    words, size = phrase.words, len(phrase.words.plain)
    parts = range(phrase.start, size)
    return len(parts) > 1 and all(words.shapes[at] != LOWER or words.plain[at] in PARTICLES for at in parts)


def _says_state(hit: Hit, phrase: Phrase, table: ActorTable) -> bool:
    """Return whether the mention says no more than the state ("the French government")."""
    said = " ".join(phrase.words.plain[hit.start : hit.end])
    return said in table.signs.state and all(other is hit or other.entry.kind in NATIONAL for other in phrase.hits)


def _kind(phrase: Phrase, hit: Hit) -> str:
    if hit.entry.kind == "person" or (hit.entry.human and not hit.entry.plural):
        return "person"
    if hit.entry.human:
        return "people"
    return "person" if _proper_run(phrase, phrase.hits_in(hit.segment)) else "body"


def _name(text: str, phrase: Phrase, hit: Hit) -> str:
    """Return the name of the table where the mention ends in it, the proper name after a title, else the words."""
    last = phrase.hits_in(0)[-1:] or [hit]
    if last[0].entry.name and last[0].entry.kind in ("body", "person") and last[0].end == _end(phrase):
        return last[0].entry.name
    return _proper_run(phrase, phrase.hits_in(0)) or cleaned(text)


def _end(phrase: Phrase) -> int:
    """Return where the words of the first segment end."""
    return phrase.end_of(0) - (1 if len(phrase.links) > 1 else 0)


def _proper_run(phrase: Phrase, hits: list[Hit]) -> str:
    """Return the capitalised words after the last hit of the first segment, "" where others stand among them."""
    words, start, end = phrase.words, hits[-1].end if hits else 0, _end(phrase)
    run = range(start, end)
    if not hits or not any(words.shapes[at] != LOWER for at in run):
        return ""
    proper = all(words.shapes[at] != LOWER or words.plain[at] in PARTICLES for at in run)
    return " ".join(words.raw[at] for at in run if words.plain[at] != BREAK) if proper else ""


def cleaned(text: str) -> str:
    """Return the words of a mention without leading determiners, a possessive ending and a bracket at the end.

    >>> [cleaned(words) for words in ("the president's", "the Savannah Front (SF)")]
    ['president', 'Savannah Front']
    """
    plain = " ".join(text.split())
    kept = _LEADING.sub("", plain) if plain.partition(" ")[0].casefold() in DETERMINERS else plain
    return _ENDING.sub("", kept) if kept[-1:] in "s'’" or not kept[-1:].isalnum() else kept
