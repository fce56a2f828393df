"""Closed classes of English words, and the shape of any word."""

from __future__ import annotations

PREPOSITIONS = frozenset(
    "of in on at by to for from with against over after before since until into under between near during about as"
    " than through across towards".split()
)
BE = frozenset("be been being is are was were am".split())
HAVE = frozenset("has have had having".split())
MODALS = frozenset("will would shall should can could may might must".split())
POSSESSIVES = frozenset("his her its their our my your".split())
PRONOUNS = frozenset(
    "he she it they we i you him her them us me who which that this these those nobody everybody somebody anybody"
    " nothing anything there".split()
)
DETERMINERS = frozenset("the a an this that these those some all no any both every each".split())
BREAKS = frozenset(
    "that which who whom whose and but or if because when while as after before although though unless so".split()
) | frozenset(',;:.!?—–()"“”-')
CALENDAR = frozenset(
    "january february march april may june july august september october november december"
    " monday tuesday wednesday thursday friday saturday sunday".split()
)
QUOTES = frozenset('"“”„«»')


def shape(word: str) -> str:
    """Return the classes of the first, second and last character, repeats dropped: "Mali" is ``Xx``, "2019" ``9``."""
    ends = word[:1] + word[1:2] + word[-1:]
    return "".join(dict.fromkeys(_class(character) for character in ends))


def _class(character: str) -> str:
    if character.isalpha():
        return "X" if character.isupper() else "x"
    return "9" if character.isdigit() else character


def is_date(words: list[str]) -> bool:
    """Return whether lower-case words hold a month, a day of the week or a year."""
    return any(word in CALENDAR or (len(word) == 4 and word.isdigit()) for word in words)


def phrase_kind(lower: list[str], capital: bool) -> str:
    """Return the kind of a phrase of lower-case words: ``poss``, ``pron``, ``date``, ``name``, ``the``, ``det`` ...

    Args:
        lower: The words, at least one.
        capital: Whether its first word, or its second, has a capital that no sentence start explains.
    """
    first = lower[0]
    if first in POSSESSIVES:
        return "poss"
    if first in PRONOUNS and (len(lower) == 1 or first not in DETERMINERS):
        return "pron"
    if is_date(lower):
        return "date"
    if capital:
        return "name"
    return _common_kind(first)


def _common_kind(first: str) -> str:
    if first == "the":
        return "the"
    if first in DETERMINERS:
        return "det"
    if first in PREPOSITIONS:
        return "prep"
    return "num" if first[0].isdigit() else "bare"
