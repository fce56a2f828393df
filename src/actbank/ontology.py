"""The closed vocabulary of a corpus: event types, their roles, and the check of an article against it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from actbank.problems import DataError, Findings, Problem, nearest
from actbank.schema import Article, Event

FILLERS = ("span", "event", "entity")
RESERVED_ROLES = ("cue", "extent", "instance", "score", "anaphoric")
_TOP_KEYS = ("name", "version", "description", "language", "licence", "roles", "shared_roles", "types")
_TYPE_KEYS = (
    "definition",
    "subtypes",
    "roles",
    "triggers",
    "includes",
    "excludes",
    "quad",
    "examples",
    "crosswalk",
)


@dataclass(frozen=True, slots=True)
class Role:
    """A part that somebody or something plays in an event; ``fillers`` says what may play it."""

    name: str
    definition: str = ""
    fillers: tuple[str, ...] = ("span", "entity")


@dataclass(frozen=True, slots=True)
class EventType:
    """A class of acts: definition, allowed roles, subtypes, trigger lemmas by language, and notes for annotators."""

    name: str
    definition: str = ""
    roles: tuple[str, ...] = ()
    subtypes: tuple[str, ...] = ()
    triggers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ontology:
    """Event types and roles with a name and a version; build one with `load`, `from_dict` or `observed`."""

    name: str
    version: str
    types: Mapping[str, EventType]
    roles: Mapping[str, Role]

    @property
    def identity(self) -> str:
        """``name@version#hash``; the hash covers everything that the ontology says."""
        payload = json.dumps(self.to_dict(), sort_keys=True, ensure_ascii=False)
        return f"{self.name}@{self.version}#{hashlib.sha256(payload.encode()).hexdigest()[:8]}"

    def roles_of(self, event_type: str) -> tuple[str, ...]:
        """Return the roles that events of this type may have, ``()`` for an unknown type."""
        known = self.types.get(event_type)
        return known.roles if known else ()

    def takes_event(self, role: str) -> bool:
        """Return whether another event may fill this role."""
        return role in self.roles and "event" in self.roles[role].fillers

    def check(self, article: Article, places: Findings | None = None) -> list[Problem]:
        """Return every use of a type, subtype, role or filler that this ontology does not have.

        Args:
            article: An annotated article.
            places: What its reader found; tells the file and line of each event.
        """
        places = places if places is not None else Findings()
        problems: list[Problem] = []
        for event in article.events or ():
            problems.extend(self._event_problems(places.place(article.id, event.id), event))
        return problems

    def _event_problems(self, where: str, event: Event) -> Iterator[Problem]:
        kind = self.types.get(event.type)
        if kind is None:
            what = f"unknown event type {event.type!r}"
            yield Problem(where, what, f"a type of {self.name}", nearest(event.type, self.types))
            return
        if event.subtype is not None and event.subtype not in kind.subtypes:
            expected = "one of " + ", ".join(kind.subtypes) if kind.subtypes else "none"
            what = f"unknown subtype {event.subtype!r} of {event.type}"
            yield Problem(where, what, expected, nearest(event.subtype, kind.subtypes))
        for argument in event.arguments:
            if argument.role not in kind.roles:
                what = f"role {argument.role!r} of {event.type}"
                yield Problem(where, what, "one of " + ", ".join(kind.roles), nearest(argument.role, kind.roles))
            elif argument.event is not None and not self.takes_event(argument.role):
                yield Problem(where, f"event {argument.event!r} fills {argument.role!r}", "a span or an entity")

    def to_dict(self) -> dict[str, Any]:
        """Return plain values that `from_dict` reads back."""
        return {
            "name": self.name,
            "version": self.version,
            "roles": {r.name: {"definition": r.definition, "fillers": list(r.fillers)} for r in self.roles.values()},
            "types": {t.name: _type_to_dict(t) for t in self.types.values()},
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], where: str = "ontology") -> Ontology:
        """Return the ontology that ``data`` (as in a YAML file) describes.

        Raises:
            DataError: with every unknown key, role or filler, each named with its place.
        """
        problems = list(_shape_problems(data, where))
        if problems:
            raise DataError(problems)
        roles = {name: _role(name, row or {}) for name, row in data["roles"].items()}
        shared = tuple(data.get("shared_roles") or ())
        types = {name: _event_type(name, row or {}, shared) for name, row in data["types"].items()}
        return cls(str(data["name"]), str(data["version"]), types, roles)

    @classmethod
    def load(cls, path: str | Path) -> Ontology:
        """Return the ontology of a YAML file.

        Raises:
            DataError: with every problem of the file.
        """
        path = Path(path)
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        if not isinstance(data, dict):
            raise DataError([Problem(str(path), "is not a mapping", "name, version, roles, types")])
        return cls.from_dict(data, str(path))

    @classmethod
    def observed(cls, articles: Iterable[Article], name: str = "observed", version: str = "1") -> Ontology:
        """Return the ontology of the types, subtypes and roles that annotated articles (of a training split) use."""
        used: dict[str, tuple[set[str], set[str]]] = {}
        fillers: dict[str, set[str]] = {}
        for article in articles:
            for event in article.events or ():
                subtypes, roles = used.setdefault(event.type, (set(), set()))
                subtypes.update([event.subtype] if event.subtype else [])
                for argument in event.arguments:
                    roles.add(argument.role)
                    filled = "event" if argument.event else "span"
                    fillers.setdefault(argument.role, {"entity"}).add(filled)
        types = {
            t: EventType(t, roles=tuple(sorted(r)), subtypes=tuple(sorted(s))) for t, (s, r) in sorted(used.items())
        }
        kinds = {role: Role(role, "", tuple(f for f in FILLERS if f in fillers[role])) for role in sorted(fillers)}
        return cls(name, version, types, kinds)


def _type_to_dict(kind: EventType) -> dict[str, Any]:
    triggers = {language: list(words) for language, words in kind.triggers.items()}
    plain = {"definition": kind.definition, "roles": list(kind.roles), "subtypes": list(kind.subtypes)}
    return {**plain, "triggers": triggers, **kind.notes}


def _role(name: str, row: Mapping[str, Any]) -> Role:
    return Role(name, str(row.get("definition", "")), tuple(row.get("fillers") or ("span", "entity")))


def _event_type(name: str, row: Mapping[str, Any], shared: tuple[str, ...]) -> EventType:
    triggers = {language: tuple(words) for language, words in (row.get("triggers") or {}).items()}
    notes = {key: row[key] for key in ("includes", "excludes", "quad", "examples", "crosswalk") if key in row}
    roles = tuple(dict.fromkeys((*shared, *(row.get("roles") or ()))))
    return EventType(name, str(row.get("definition", "")), roles, tuple(row.get("subtypes") or ()), triggers, notes)


def _shape_problems(data: Mapping[str, Any], where: str) -> Iterator[Problem]:
    missing = [key for key in ("name", "version", "roles", "types") if not data.get(key)]
    yield from (Problem(where, f"has no {key!r}", "name, version, roles, types") for key in missing)
    if missing:
        return
    yield from _key_problems(where, data, _TOP_KEYS)
    roles = data["roles"]
    for name, row in roles.items():
        yield from _role_problems(f"{where}: role {name}", name, row or {})
    yield from _known_roles(f"{where}: shared_roles", data.get("shared_roles") or (), roles)
    for name, row in data["types"].items():
        place = f"{where}: type {name}"
        yield from _key_problems(place, row or {}, _TYPE_KEYS)
        yield from _known_roles(place, (row or {}).get("roles") or (), roles)
        yield from _use_problems(place, (row or {}).get("excludes") or (), data["types"])


def _key_problems(where: str, row: Mapping[str, Any], allowed: tuple[str, ...]) -> Iterator[Problem]:
    for key in row:
        if key not in allowed:
            yield Problem(where, f"unknown key {key!r}", "one of " + ", ".join(allowed), nearest(str(key), allowed))


def _role_problems(where: str, name: str, row: Mapping[str, Any]) -> Iterator[Problem]:
    if name in RESERVED_ROLES:
        yield Problem(where, "is a reserved word", "another name")
    yield from _key_problems(where, row, ("definition", "fillers"))
    for filler in row.get("fillers") or ():
        if filler not in FILLERS:
            yield Problem(where, f"unknown filler {filler!r}", "one of " + ", ".join(FILLERS), nearest(filler, FILLERS))


def _known_roles(where: str, used: Iterable[str], roles: Mapping[str, Any]) -> Iterator[Problem]:
    for name in used:
        if name not in roles:
            yield Problem(where, f"unknown role {name!r}", "a role of the file", nearest(name, roles))


def _use_problems(where: str, excludes: Iterable[Any], types: Mapping[str, Any]) -> Iterator[Problem]:
    for row in excludes:
        use = row.get("use") if isinstance(row, dict) else None
        if use is None:
            yield Problem(where, f"exclude {row!r}", "{what: ..., use: TYPE}")
        elif str(use).split(".")[0] not in types:
            yield Problem(where, f"exclude uses unknown type {use!r}", "a type of the file", nearest(str(use), types))
