"""Mentions of one article that name the same actor, by rules that leave open what they cannot tell.

A mention joins an earlier actor when, in this order,

1. it has the same normalised words or the same name in the table ("Moscow", "the Russian government", "Russia");
2. it is an acronym that the article explains, and the long name is that of the actor;
3. it is a last name and the actor's name the first fuller form of it before the mention, or a capitalised part of
   exactly one earlier name ("the Front");
4. it is a noun with "the", "its" or the like and nothing else, and exactly one earlier actor was called so ("the
   president", "the court"), or, for bodies, exactly one earlier body of that sector was named ("the company");
5. it is a pronoun and exactly one actor that it may stand for was mentioned in its own sentence or, where there is
   none, in the one before: "he", "she" a person (always the same one of the two), "it" a state or a body, "they"
   people. "him" and "them" are not the actor mentioned right before them in the sentence. "I", "we", "you", "who" and
   whatever is ambiguous stay open.

Else it is a new actor.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from actbank.normalize.actor_coding import CodedActor
from actbank.normalize.actor_phrases import PREPOSITIONS
from actbank.normalize.actor_words import LOWER, Words, key_of, read_words, word_set

_PERSONAL = {
    **dict.fromkeys(("he", "him", "his", "himself"), "he"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "she"),
    **dict.fromkeys(("it", "its", "itself"), "it"),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), "they"),
}
_FITTING = {"he": ("person",), "she": ("person",), "it": ("state", "body"), "they": ("people",)}
_OUTSIDE_NAMES = (PREPOSITIONS - {"of", "for"}) | {"and"}
_OBJECTS = frozenset(("him", "them"))
_POINTING = word_set("the this that these those its his her their our same")


@dataclass(slots=True)
class Actor:
    """An actor while an article is read: what is known of it and how it was called.

    ``keys`` are the normalised words of its mentions, ``called`` the nouns used for it, ``pronoun`` "he" or "she" once
    one of them was resolved to it, ``proper`` whether it has a name of its own.
    """

    id: str
    coded: CodedActor
    keys: set[str] = field(default_factory=set)
    called: set[str] = field(default_factory=set)
    pronoun: str | None = None
    proper: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention in reading order: its words, its coding, its sentence, the nouns in it that tell what it is.

    ``elsewhere`` says that it cannot be of the article's home country.
    """

    text: str
    words: Words
    coded: CodedActor
    sentence: int
    nouns: tuple[str, ...] = ()
    elsewhere: bool = False


class Chains:
    """The actors of an article so far, and where they were mentioned."""

    def __init__(self, base: Callable[[str | None], str | None]) -> None:
        """Begin without actors.

        Args:
            base: Returns the sector of the news corpus under which a sector falls.
        """
        self.actors: list[Actor] = []
        self._base = base
        self._by_key: dict[str, Actor] = {}
        self._recent: list[tuple[int, Actor]] = []

    def add(self, actor: Actor, *keys: str) -> None:
        """Make an actor known under some normalised words."""
        self.actors.append(actor)
        for key in keys:
            self._by_key.setdefault(key, actor)
            actor.keys.add(key)

    def note(self, actor: Actor, mention: Mention) -> None:
        """Remember that a mention names an actor."""
        key = key_of(mention.words.plain)
        if mention.coded.kind != "pronoun":
            actor.called.update(mention.nouns)
        if mention.coded.kind not in ("pronoun", "state"):
            self._by_key.setdefault(key, actor)
            actor.keys.add(key)
        self._recent.append((mention.sentence, actor))

    def find(self, mention: Mention) -> Actor | None:
        """Return the earlier actor that a mention names, by the rules of this module."""
        if mention.coded.kind == "pronoun":
            return self._of_pronoun(mention)
        named = self._by_key.get(key_of(read_words(mention.coded.name or "").plain))
        named = named or self._by_key.get(key_of(mention.words.plain))
        return named or self._shortened(mention) or self._described(mention)

    def _shortened(self, mention: Mention) -> Actor | None:
        """Return the one earlier actor of whose name the mention is a capitalised part ("the Front")."""
        if mention.coded.kind in ("state", "people"):
            return None
        words = mention.words
        parts = [plain for plain in words.plain if plain not in _POINTING]
        capitals = sum(form != LOWER for form in words.shapes[len(words.plain) - len(parts) :])
        if not parts or capitals < len(parts) or (len(words.plain) == len(parts) and mention.nouns):
            return None
        found = [actor for actor in self.actors if actor.proper and any(_is_part(parts, key) for key in actor.keys)]
        return found[0] if len(found) == 1 else None

    def _of_pronoun(self, mention: Mention) -> Actor | None:
        return self.owner(mention) if len(mention.words.plain) == 1 else None

    def owner(self, mention: Mention) -> Actor | None:
        """Return the actor that the pronoun at the beginning of a mention stands for ("its energy minister")."""
        kind = _PERSONAL.get(mention.words.plain[0]) if mention.words.plain else None
        if kind is None:
            return None
        recent = self._recent
        if mention.words.plain[0] in _OBJECTS and recent and recent[-1][0] == mention.sentence:
            subject = recent[-1][1]
            recent = [(at, actor) for at, actor in recent if actor is not subject]
        for sentence in (mention.sentence, mention.sentence - 1):
            fitting = {actor.id: actor for at, actor in recent if at == sentence and _fits(actor, kind)}
            if fitting:
                found = next(iter(fitting.values())) if len(fitting) == 1 else None
                if found and kind in ("he", "she"):
                    found.pronoun = kind
                return found
        return None

    def _described(self, mention: Mention) -> Actor | None:
        """Return the one earlier actor that was called by the noun of a mention, or the one body of its sector."""
        if not is_description(mention.words) or not mention.nouns:
            return None
        noun = mention.nouns[-1]
        if " ".join(mention.words.plain[1:]) != noun:
            return None
        called = [actor for actor in self.actors if noun in actor.called and actor.proper]
        if called or mention.coded.kind == "person":
            return called[0] if len(called) == 1 else None
        sector = self._base(mention.coded.sector)
        bodies = [
            actor
            for actor in self.actors
            if actor.proper and actor.coded.kind == "body" and self._base(actor.coded.sector) == sector
        ]
        return bodies[0] if len(bodies) == 1 and sector not in (None, "GOV", "MIL", "CVL", "LEG") else None


def _is_part(parts: list[str], key: str) -> bool:
    """Return whether words are a part of a name; a key with "under" or "by" in it is a description."""
    words = key.split()
    return _OUTSIDE_NAMES.isdisjoint(words) and f" {' '.join(parts)} " in f" {key} "


def _fits(actor: Actor, kind: str) -> bool:
    if kind in ("he", "she") and actor.pronoun not in (None, kind):
        return False
    return actor.coded.kind in _FITTING[kind]


def is_description(words: Words) -> bool:
    """Return whether words begin with "the" or the like and hold no name: "the court", "its president"."""
    plain, shapes = words.plain, words.shapes
    return len(plain) > 1 and plain[0] in _POINTING and all(form == LOWER for form in shapes[1:])
