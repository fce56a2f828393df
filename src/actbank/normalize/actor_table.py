"""The table of actors: the files of ``data/actors`` and a user's own, merged and ready to be asked.

A later file wins: a name that it holds has the meaning that it says and no other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from actbank.normalize.actor_checks import SECTIONS, all_problems
from actbank.normalize.actor_entries import Name
from actbank.normalize.actor_rows import STRENGTHS, body_names, country_names, person_names, word_names
from actbank.places import data_dir
from actbank.problems import DataError, unknown_name
from actbank.yaml_files import load_mapping


@dataclass(frozen=True, slots=True)
class Signs:
    """Words that turn the meaning of those beside them; see ``signs`` in ``data/actors/words.yaml``."""

    state: frozenset[str] = frozenset()
    former: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class ActorTable:
    """Everything that is known of names and words.

    ``names`` maps folded words to what they may name, ``longest`` the first word of a name to the number of words of
    the longest name that begins with it, ``countries`` codes to names, ``bases`` a sector to the one of the twelve
    under which it falls, ``defaults`` the sector of a state and of a people.
    """

    names: Mapping[str, tuple[Name, ...]]
    longest: Mapping[str, int]
    countries: Mapping[str, str]
    bases: Mapping[str, str]
    defaults: Mapping[str, str | None]
    signs: Signs

    def base(self, sector: str | None) -> str | None:
        """Return the sector of the news corpus under which a finer one falls.

        Raises:
            UnknownName: there is no such sector; the text holds the nearest one.
        """
        if sector is not None and sector not in self.bases:
            raise unknown_name("sector", sector, list(self.bases))
        return None if sector is None else self.bases[sector]


@lru_cache(maxsize=8)
def load_actors(*files: str | Path) -> ActorTable:
    """Return the table of actors of ActBank, extended by a user's YAML files; each set of files is read once.

    Args:
        files: YAML files with the same sections as those of ``data/actors``; a later one wins.

    Raises:
        DataError: with every row of every file that cannot be read.
    """
    own = own_files()
    given = {str(file): load_mapping(Path(file), ", ".join(SECTIONS)) for file in files}
    problems = list(all_problems(given, own.values()))
    if problems:
        raise DataError(problems)
    everything = [*own.values(), *given.values()]
    names = dict(_own_names())
    for data in given.values():
        names |= _gathered([data], _family_first(everything))
    countries = {code: str(row["name"]) for code, row in _merged(everything, "countries").items()}
    defaults = _merged(everything, "defaults")
    return ActorTable(names, _longest(names), countries, _bases(everything), defaults, _signs(everything))


@lru_cache(maxsize=1)
def own_files() -> dict[str, dict[Any, Any]]:
    """Return what the files of ``data/actors`` hold, by their paths."""
    files = sorted((data_dir() / "actors").glob("*.yaml"))
    return {str(file): load_mapping(file, ", ".join(SECTIONS)) for file in files}


@lru_cache(maxsize=1)
def _own_names() -> dict[str, tuple[Name, ...]]:
    own = list(own_files().values())
    return _gathered(own, _family_first(own))


def _family_first(files: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    return frozenset(code for data in files for code in data.get("family_first") or ())


def _gathered(files: Iterable[Mapping[str, Any]], family_first: frozenset[str]) -> dict[str, tuple[Name, ...]]:
    found: dict[str, list[Name]] = {}
    for data in files:
        for name in _names(data, family_first):
            known = found.setdefault(name.words, [])
            if not any(_same(name, other) for other in known):
                known.append(name)
    return {words: tuple(names) for words, names in found.items()}


def _same(one: Name, other: Name) -> bool:
    """Return whether a name says nothing new: the same entry (once with accents), or a second meaning of a word."""
    same = one.entry is other.entry and one.accents <= other.accents
    return same or one.entry.kind == other.entry.kind == "word"


def _names(data: Mapping[str, Any], family_first: frozenset[str]) -> Iterator[Name]:
    for code, row in (data.get("countries") or {}).items():
        yield from country_names(code, row)
    for key, value in (data.get("bodies") or {}).items():
        yield from body_names(str(key), str(value))
    for country, rows in (data.get("persons") or {}).items():
        for key, value in (rows or {}).items():
            yield from person_names(country, str(key), str(value), country in family_first)
    for section in STRENGTHS:
        for sector, row in (data.get(section) or {}).items():
            yield from word_names(section, sector, row)


def _longest(names: Iterable[str]) -> dict[str, int]:
    longest: dict[str, int] = {}
    for name in names:
        first = name.partition(" ")[0]
        longest[first] = max(longest.get(first, 0), name.count(" ") + 1)
    return longest


def _merged(files: Iterable[Mapping[str, Any]], section: str) -> dict[str, Any]:
    return {key: value for data in files for key, value in (data.get(section) or {}).items()}


def _bases(files: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    return {code: row.get("base") or code for code, row in _merged(files, "sectors").items()}


def _signs(files: Iterable[Mapping[str, Any]]) -> Signs:
    found: dict[str, set[str]] = {}
    for data in files:
        for key, words in (data.get("signs") or {}).items():
            found.setdefault(key, set()).update(words)
    return Signs(**{key: frozenset(words) for key, words in found.items()})
