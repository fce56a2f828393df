"""The words of a mention as the table of actors compares them: folded, with their shapes, hyphens and possessives."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache


def word_set(words: str) -> frozenset[str]:
    """Return the words of a line as a set."""
    return frozenset(words.split())


LOWER, CAPITAL, UPPER = 0, 1, 2
BREAK = ","
DETERMINERS = word_set(
    "the a an this that these those its his her their our my your some any each every both all no one two three four"
    " five six seven eight nine ten several many few more most other another such certain various"
)
PRONOUNS = word_set(
    "i me my mine myself we us our ours ourselves you your yours yourself he him his himself she her hers herself it"
    " its itself they them their theirs themselves who whom whose which that this these those one ones someone"
    " somebody anyone anybody everyone everybody nobody none another each other others both all some many few several"
    " most"
)

# May stand between the parts of a personal name, or open one.
PARTICLES = word_set(
    "al el bin ben ibn abu ould de da do dos das del della di du la le van von der den ter ten af av y e ag"
)

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’][^\W_]+)*['’]?|[-‐‑–](?=\w)|[,;:()—]")
_HYPHENS = frozenset("-‐‑–")
_BREAKS = frozenset(",;:()—")
# Letters that decomposition leaves alone.
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ə": "e", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})
# End in -man and are no men.
_NO_MEN = ("german", "burman", "norman", "ottoman", "roman", "human", "shaman", "talisman")
_MARKS = str.maketrans(dict.fromkeys("'’."))


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a mention, parallel lists; a comma, bracket or dash is one word ``,``.

    ``plain`` holds the words folded, ``shapes`` one of `LOWER`, `CAPITAL`, `UPPER`, ``raw`` the words as they stand
    (without a possessive ending), ``hyphens`` the places that a hyphen joins to the next word, ``owners`` the places
    with a possessive ending.
    """

    plain: list[str]
    shapes: list[int]
    raw: list[str]
    hyphens: set[int]
    owners: set[int]


def read_words(text: str) -> Words:
    """Return the words of a text.

    >>> read_words("Chad's U.S.-led Côte").plain
    ['chad', 'us', 'led', 'cote']
    """
    words = Words([], [], [], set(), set())
    for token in _TOKEN.findall(text):
        plain, form, raw, owns = _read_token(token)
        if not plain:
            words.hyphens.add(len(words.plain) - 1)
            continue
        if owns:
            words.owners.add(len(words.plain))
        words.plain.append(plain)
        words.shapes.append(form)
        words.raw.append(raw)
    return words


@lru_cache(maxsize=65536)
def _read_token(token: str) -> tuple[str, int, str, bool]:
    """Return a word folded ("" for a hyphen), its shape, it without a possessive ending, and whether it had one."""
    if token in _HYPHENS:
        return "", LOWER, token, False
    if token in _BREAKS:
        return BREAK, LOWER, BREAK, False
    raw = token
    if token[-2:] in ("'s", "’s") and len(token) > 2:
        raw = token[:-2]
    elif token[-1] in "'’":
        raw = token[:-1]
    return fold(raw) or token.casefold(), shape(raw), raw, raw != token


def shape(word: str) -> int:
    """Return `UPPER` for two or more capitals, `CAPITAL` for a capital first letter, else `LOWER`."""
    if not word[0].isupper():
        return LOWER
    return UPPER if len(word) > 1 and word.isupper() else CAPITAL


def fold(word: str) -> str:
    """Return a word in lower case without accents, apostrophes and dots."""
    plain = word.casefold()
    if not plain.isascii():
        parts = unicodedata.normalize("NFKD", plain.translate(_PLAIN))
        plain = "".join(c for c in parts if not unicodedata.combining(c)).casefold()
    return plain.translate(_MARKS)


def key_of(plain: Iterable[str]) -> str:
    """Return the words that a table is asked for: no breaks, no leading "the"."""
    kept = [word for word in plain if word != BREAK]
    return " ".join(kept[1:] if len(kept) > 1 and kept[0] == "the" else kept)


def plural_of(phrase: str) -> str:
    """Return the plural of a noun phrase by the rules of spelling.

    >>> [plural_of(word) for word in ("chief of police", "deputy", "policeman", "church")]
    ['chiefs of police', 'deputies', 'policemen', 'churches']
    """
    head, link, rest = phrase.partition(" of ")
    return f"{_plural(head)}{link}{rest}"


def _plural(noun: str) -> str:
    if noun.casefold().endswith("man") and not noun.casefold().endswith(_NO_MEN):
        return f"{noun[:-3]}men"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return f"{noun}es"
    return f"{noun}s"
