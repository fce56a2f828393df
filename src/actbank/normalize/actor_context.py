"""What an article says about its actors outside their mentions: its home country, acronyms, fuller names.

- Home: the country that the title and the text name most often, when at least a third of all countries named are it,
  and it is named once in every eight sentences.
- Acronym: "Savannah Freedom Front (SFF)" makes ``SFF`` the long name.
- Fuller name: a last name is read as the first fuller form before it, titles and apposition included ("President Maia
  Sandu"; "Maia Sandu, the president of Moldova,"; "Kim Jong Un").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from actbank.normalize.actor_entries import NATIONAL
from actbank.normalize.actor_phrases import PREPOSITIONS, read_phrase
from actbank.normalize.actor_table import ActorTable
from actbank.normalize.actor_words import DETERMINERS, PARTICLES, PRONOUNS, fold, read_words, word_set
from actbank.schema import Article
from actbank.segmentation import split_sentences

_SHARE, _SENTENCES = 1 / 3, 8
_ACRONYM = re.compile(r" [(]([A-Z][A-Za-z/-]{1,8})[)]")
_LONGEST_NAME = 10
_LINKING = word_set("of the for and de del la des du")
_APPOSITION = re.compile(r",\s+((?:the|a|an|its|his|her|their)\s+[^,.;:()]{3,60}|[a-z][^,.;:()]{3,60}),")
_GIVEN = re.compile(r"(?:[ ](?:al-)?[A-Z][^\W\d_]+(?:-[^\W\d_]+)?){1,2}")
_SENTENCE_END = re.compile(r"(?<=[^\W\d_]{2})[.!?]['\"”’]?\s+")
_DAYS = word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september"
    " october november december"
)
_NO_PARTS = (PREPOSITIONS | DETERMINERS | PRONOUNS | _DAYS | word_set("and or but if when while as")) - PARTICLES


@dataclass(frozen=True, slots=True)
class Context:
    """What an article says: its home country, the countries that it names, acronyms with their long names."""

    text: str
    home: str | None
    countries: frozenset[str]
    acronyms: Mapping[str, str]


def context_of(article: Article, table: ActorTable, year: int | None) -> Context:
    """Return what an article says about its actors outside their mentions."""
    named = Counter(_countries(f"{article.title or ''}\n{article.text}", table, year))
    home, count = named.most_common(1)[0] if named else (None, 0)
    enough = max(_SHARE * named.total(), len(split_sentences(article.text)) / _SENTENCES)
    return Context(article.text, home if count >= enough else None, frozenset(named), acronyms_in(article.text))


def _countries(text: str, table: ActorTable, year: int | None) -> list[str]:
    phrase = read_phrase(read_words(text), table, year, frozenset())
    return [
        hit.entry.country
        for hit in phrase.hits
        if hit.entry.country
        and (hit.entry.kind in NATIONAL or (hit.entry.kind == "person" and hit.end - hit.start > 1))
    ]


def acronyms_in(text: str) -> dict[str, str]:
    """Return the acronyms that a text explains in brackets, with their long names.

    >>> acronyms_in("The Savannah Freedom Front (SFF) and the Union of Free Ports (UFP) met.")
    {'SFF': 'Savannah Freedom Front', 'UFP': 'Union of Free Ports'}
    """
    found: dict[str, str] = {}
    for match in _ACRONYM.finditer(text):
        before = text[max(0, match.start() - 200) : match.start()].rpartition("\n")[2]
        long = _long_name(before.split()[-_LONGEST_NAME:], match[1])
        if long:
            found.setdefault(match[1], long)
    return found


def _long_name(words: list[str], acronym: str) -> str:
    """Return the shortest run at the end of the words whose capitals spell the acronym, "" where none does."""
    letters = [letter for letter in acronym.casefold() if letter.isalpha()]
    for start in range(len(words) - 2, -1, -1):
        run = words[start:]
        initials = [fold(word)[:1] for word in run if word.casefold() not in _LINKING]
        if run[0][0].isupper() and initials == letters:
            return " ".join(run)
    return ""


def fuller_name(context: Context, words: str, start: int, table: ActorTable) -> str:
    """Return the first fuller form of a name that stands before a place, with titles and apposition, else "".

    Args:
        context: The article.
        words: A short name, "Sandu".
        start: Where the mention begins.
        table: The table of actors, which knows titles.
    """
    for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", context.text[:start]):
        before = _titled(context.text[: match.start()], table)
        after = None if before else _GIVEN.match(context.text, match.end())
        end = after.end() if after else match.end()
        apposition = _APPOSITION.match(context.text, end)
        if before or after or apposition:
            name = context.text[match.start() : end]
            return f"{before}{name}{', ' + apposition[1] if apposition else ''}"
    return ""


def _titled(before: str, table: ActorTable) -> str:
    """Return the words right before a name that belong to it: given names and the title before them."""
    kept: list[str] = []
    for word in reversed(_SENTENCE_END.split(before.rpartition("\n")[2])[-1].split()[-6:]):
        if not _belongs(word, table):
            break
        kept.insert(0, word)
    return "".join(f"{word} " for word in kept)


def _belongs(word: str, table: ActorTable) -> bool:
    """Return whether a word before a name may be part of it: a capitalised word, a particle or a title."""
    plain = fold(word.removesuffix("'s").removesuffix("’s"))
    if not (word[-1].isalpha() or word[-1] == ".") or plain in _NO_PARTS:
        return False
    if word[0].isupper() or plain in PARTICLES:
        return True
    return any(name.entry.kind == "word" and not name.entry.plural for name in table.names.get(plain, ()))
