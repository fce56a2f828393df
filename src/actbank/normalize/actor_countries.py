"""What the words of a mention say about the country of who they name.

The first country of the first segment that has one: "Russian envoy to France" is Russian, "forces in Mali" are
Malian. Words after "to", "against", "for", "on", "with", "by" and the like name somebody else. Countries joined by
"and" leave it open. A body of no country keeps what follows from being its country ("UN mission in Mali").
"""

from __future__ import annotations

from itertools import pairwise

from actbank.normalize.actor_entries import NATIONAL
from actbank.normalize.actor_phrases import Hit, Phrase
from actbank.normalize.actor_sectors import is_turned
from actbank.normalize.actor_table import ActorTable
from actbank.normalize.actor_words import BREAK, word_set

_BARRED = word_set(
    "to for with against on over about by between under towards toward into without upon after before since until as"
    " when while than"
)
_JOINING = frozenset(("and", "or"))


def country_of(phrase: Phrase, table: ActorTable) -> str | None:
    """Return the ISO 3166 alpha-3 code of the country, ``None`` where it stays open."""
    for segment, link in enumerate(phrase.links):
        if segment and link in _BARRED:
            continue
        hits = [hit for hit in phrase.hits_in(segment) if not is_turned(hit, phrase, table)]
        if not hits:
            continue
        national = [hit for hit in hits if hit.entry.kind in NATIONAL and not _of_others(hit, phrase, table)]
        named = [hit for hit in hits if hit.entry.kind in ("body", "person")]
        if named and named[0].entry.country is None and not (national and national[0].start < named[0].start):
            return None
        found = national or [hit for hit in named if hit.entry.country]
        if found:
            return None if _are_several(found, segment, phrase) else found[0].entry.country
    return None


def _of_others(hit: Hit, phrase: Phrase, table: ActorTable) -> bool:
    """Return whether a word like "neighbours" follows, which speaks of another country than the one before it."""
    return any(plain in table.signs.others for plain in phrase.words.plain[hit.end : phrase.end_of(hit.segment)])


def _are_several(found: list[Hit], segment: int, phrase: Phrase) -> bool:
    """Return whether countries are listed, with "and" or a hyphen before the last ("Mali, Niger and Chad")."""
    listed, at = list(found), segment + 1
    while at < len(phrase.links) and phrase.links[at] == BREAK:
        listed += [hit for hit in phrase.hits_in(at) if hit.entry.kind in NATIONAL]
        at += 1
    for left, right in pairwise(listed):
        if left.entry.country != right.entry.country:
            between = phrase.words.plain[left.end : right.start]
            if not _JOINING.isdisjoint(between) or (not between and left.end - 1 in phrase.words.hyphens):
                return True
    return False
