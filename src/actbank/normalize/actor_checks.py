"""What is wrong with a file of actors, row by row, before its rows are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from actbank.normalize.actor_rows import ALWAYS, NO_COUNTRY, STRENGTHS, TERM
from actbank.problems import Problem, nearest

SECTIONS = ("sectors", "defaults", "countries", "family_first", "persons", "bodies", *reversed(STRENGTHS), "signs")
_COUNTRY_KEYS = ("name", "names", "people", "peoples", "capital", "seat", "regions", "cities")
_WORD_KEYS = ("persons", "several", "bodies")
_SECTOR_KEYS = ("means", "base")
_DEFAULT_KEYS = ("state", "people")
_SIGN_KEYS = ("state", "former", "others", "before", "after")


def all_problems(files: Mapping[str, Mapping[str, Any]], others: Iterable[Mapping[str, Any]] = ()) -> Iterator[Problem]:
    """Yield every row of the files that cannot be read, and every sector and country that is nowhere.

    Args:
        files: What each file holds, by its path.
        others: What other files hold, whose sectors and countries are known as well.
    """
    everything = [*files.values(), *others]
    sectors = sorted(_codes(everything, "sectors"))
    countries = [*sorted(_codes(everything, "countries")), *NO_COUNTRY]
    for where, data in files.items():
        for section in data:
            if section not in SECTIONS:
                close = nearest(str(section), SECTIONS)
                yield Problem(where, f"unknown section {section!r}", ", ".join(SECTIONS), close)
        shapeless = list(_shape_problems(data, where))
        yield from shapeless or _row_problems(data, where, sectors, countries)


def _codes(files: Iterable[Mapping[str, Any]], section: str) -> set[str]:
    return {str(code) for data in files for code in data.get(section) or ()}


def _shape_problems(data: Mapping[str, Any], where: str) -> Iterator[Problem]:
    for name in SECTIONS:
        value = data.get(name)
        if name == "family_first":
            yield from () if value is None else _list_problems(f"{where}: {name}", value)
        elif value is not None and not isinstance(value, Mapping):
            yield Problem(f"{where}: {name}", "is not a mapping", "keys and values")
    for country, rows in (data.get("persons") or {}).items() if isinstance(data.get("persons"), Mapping) else ():
        if not isinstance(rows, Mapping):
            yield Problem(f"{where}: persons: {country}", "is not a mapping", "names and years")


def _list_problems(where: str, value: Any) -> Iterator[Problem]:
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        yield Problem(where, f"{value!r} is not a list of words", "[word, word], in quotes where YAML reads no word")


def _row_problems(data: Mapping[str, Any], where: str, sectors: list[str], countries: list[str]) -> Iterator[Problem]:
    yield from _sector_problems(data, where, sectors)
    for key, words in (data.get("signs") or {}).items():
        yield from _unknown_keys(f"{where}: signs", {key: words}, _SIGN_KEYS)
        yield from _list_problems(f"{where}: signs: {key}", words)
    for code, row in (data.get("countries") or {}).items():
        yield from _country_problems(f"{where}: countries: {code}", row)
    for key, value in (data.get("bodies") or {}).items():
        yield from _value_problems(f"{where}: bodies: {key}", str(value), sectors, countries, must_begin=True)
    for country, rows in (data.get("persons") or {}).items():
        yield from _unknown(f"{where}: persons: {country}", "country", str(country), countries)
        for key, value in (rows or {}).items():
            yield from _value_problems(f"{where}: persons: {key}", str(value), sectors, countries)
    for section in STRENGTHS:
        for sector, row in (data.get(section) or {}).items():
            yield from _word_problems(f"{where}: {section}: {sector}", str(sector), row, sectors)


def _sector_problems(data: Mapping[str, Any], where: str, sectors: list[str]) -> Iterator[Problem]:
    for code, row in (data.get("sectors") or {}).items():
        place = f"{where}: sectors: {code}"
        if not isinstance(row, Mapping):
            yield Problem(place, "is not a mapping", "{means: ..., base: CODE}")
            continue
        yield from _unknown_keys(place, row, _SECTOR_KEYS)
        if row.get("base"):
            yield from _unknown(place, "sector", str(row["base"]), sectors)
    defaults = data.get("defaults") or {}
    yield from _unknown_keys(f"{where}: defaults", defaults, _DEFAULT_KEYS)
    for sector in defaults.values():
        if sector is not None:
            yield from _unknown(f"{where}: defaults", "sector", str(sector), sectors)


def _country_problems(where: str, row: Any) -> Iterator[Problem]:
    if not isinstance(row, Mapping) or not row.get("name"):
        yield Problem(where, "has no name", "{name: ..., people: [...]}")
        return
    yield from _unknown_keys(where, row, _COUNTRY_KEYS)


def _unknown_keys(where: str, row: Mapping[str, Any], known: tuple[str, ...]) -> Iterator[Problem]:
    for key in row:
        if key not in known:
            yield Problem(where, f"unknown key {key!r}", ", ".join(known), nearest(str(key), known))


def _word_problems(where: str, sector: str, row: Any, sectors: list[str]) -> Iterator[Problem]:
    yield from _unknown(where, "sector", sector, sectors)
    if not isinstance(row, Mapping):
        yield Problem(where, "is not a mapping", "{persons: [...], several: [...], bodies: [...]}")
        return
    yield from _unknown_keys(where, row, _WORD_KEYS)
    for key, words in row.items():
        yield from _list_problems(f"{where}: {key}", words)


def _value_problems(
    where: str, value: str, sectors: list[str], countries: list[str], must_begin: bool = False
) -> Iterator[Problem]:
    """Yield what is wrong with ``COUNTRY SECTOR, FIRST-LAST SECTOR, ...``, of which persons may leave out the first."""
    for number, part in enumerate(part.strip() for part in value.split(",")):
        always = ALWAYS.fullmatch(part) if number == 0 else None
        term = None if number == 0 and must_begin else TERM.fullmatch(part)
        found = always or term
        if found is None:
            example = "'COUNTRY SECTOR' or 'FIRST-LAST SECTOR', as in 'AFG REB, 1996-2001 GOV'"
            yield Problem(where, f"{part!r} cannot be read", example)
            continue
        if always:
            yield from _unknown(where, "country", always["country"], countries)
        if found["sector"] and found["sector"] != "-":
            yield from _unknown(where, "sector", found["sector"], sectors)


def _unknown(where: str, kind: str, name: str, known: list[str]) -> Iterator[Problem]:
    if name not in known:
        yield Problem(where, f"unknown {kind} {name!r}", f"a {kind} of the tables", nearest(name, known))
