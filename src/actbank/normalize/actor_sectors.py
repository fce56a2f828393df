"""What the words of a mention say about the sector of who they name.

From strong to weak: a leading word ("rebel leader"), the last ordinary word of the first segment ("army spokesman"),
a person of the table, a body, a yielding word ("party official"). Yielding words give way to what follows "of", "in",
"at", "for" or "from" ("president of the Supreme Court").
"""

from __future__ import annotations

from collections.abc import Iterator

from actbank.normalize.actor_entries import HEAD, LEADING, NATIONAL, STATEFUL, YIELDING
from actbank.normalize.actor_phrases import Hit, Phrase
from actbank.normalize.actor_table import ActorTable

_OPEN_LINKS = frozenset(("of", "in", "from", "at", "for", "within", "inside", "among", ","))
_OFFICE = frozenset(("GOV", "LEG"))
# An international body's soldiers are soldiers; its other organs are the body.
_OWN_HEADS = frozenset(("MIL", "LEG", "REF", "CVL", "COP"))


def is_turned(hit: Hit, phrase: Phrase, table: ActorTable) -> bool:
    """Return whether a hyphen joins the hit to a word that takes its meaning away ("anti-Syrian")."""
    hyphens = phrase.words.hyphens
    if not hyphens:
        return False
    plain, before, after = phrase.words.plain, hit.start - 1, hit.end
    if before in hyphens and plain[before] in table.signs.before:
        return True
    return after - 1 in hyphens and plain[after] in table.signs.after


def deciding_hit(phrase: Phrase, table: ActorTable) -> Hit | None:
    """Return the hit that tells the sector, ``None`` where only countries are named or nothing is known."""
    weak: Hit | None = None
    for segment, link in enumerate(phrase.links):
        hits = [hit for hit in phrase.hits_in(segment) if not is_turned(hit, phrase, table)]
        if segment and link not in _OPEN_LINKS:
            continue
        found = _strong(hits) or _named(hits)
        if found:
            return found
        weak = weak or _yielding(hits)
        if weak is None and hits:
            return None
    return weak


def _strong(hits: list[Hit]) -> Hit | None:
    """Return the first leading word, else the last ordinary one; an international body before it may own it."""
    words = [hit for hit in hits if hit.entry.kind == "word"]
    leading = next((hit for hit in words if hit.entry.strength == LEADING), None)
    if leading:
        return leading
    heads = [hit for hit in words if hit.entry.strength == HEAD]
    if not heads:
        return None
    owner = _international(hits, heads[-1].start)
    return heads[-1] if owner is None or heads[-1].entry.sector in _OWN_HEADS else owner


def _international(hits: list[Hit], before: int) -> Hit | None:
    """Return an international body before a place, unless a country stands before the body ("Iran's UN envoy")."""
    for hit in hits:
        if hit.start >= before or hit.entry.kind in NATIONAL:
            return None
        if hit.entry.kind == "body" and hit.entry.sector == "IGO":
            return hit
    return None


def _named(hits: list[Hit]) -> Hit | None:
    """Return the last person of the table, else the last body."""
    persons = [hit for hit in hits if hit.entry.kind == "person"]
    bodies = [hit for hit in hits if hit.entry.kind == "body"]
    found = persons or bodies
    return found[-1] if found else None


def _yielding(hits: list[Hit]) -> Hit | None:
    words = [hit for hit in hits if hit.entry.kind == "word"]
    ordered = [hit for hit in words if hit.entry.strength == YIELDING] or words
    return ordered[-1] if ordered else None


def sector_of(hit: Hit, phrase: Phrase, table: ActorTable, year: int | None, country: str | None) -> str | None:
    """Return the sector that the deciding hit tells.

    Args:
        hit: The deciding hit.
        phrase: The mention.
        table: The table of actors.
        year: The year of the article.
        country: The country of the mention, which makes a "leader" one of a state.
    """
    sector = hit.entry.sector_in(year)
    if hit.entry.kind == "person":
        sector = _title(hit, phrase) or sector
    elif hit.entry.kind == "word" and hit.entry.strength == STATEFUL and country is None:
        sector = None
    return "ELI" if sector in _OFFICE and _is_former(hit, phrase, table) else sector


def _title(person: Hit, phrase: Phrase) -> str | None:
    """Return the sector of a title of office or rank right before a person ("President")."""
    for hit in phrase.hits:
        if hit.end == person.start and hit.entry.human and hit.entry.strength == YIELDING and not hit.entry.plural:
            return hit.entry.sector if hit.entry.sector in ("GOV", "MIL") else None
    return None


def _is_former(hit: Hit, phrase: Phrase, table: ActorTable) -> bool:
    """Return whether "former" or the like stands before the hit and no owner between them."""
    words = phrase.words
    return any(
        words.plain[at] in table.signs.former and not any(owner in words.owners for owner in range(at, hit.start))
        for at in _before(phrase, hit)
    )


def _before(phrase: Phrase, hit: Hit) -> Iterator[int]:
    yield from range(phrase.opens[hit.segment], hit.start)
