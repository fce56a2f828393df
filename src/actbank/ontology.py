"""The closed vocabulary of a corpus: event types, their roles, and the check of an article against it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from actbank.problems import DataError, Findings, Problem, nearest
from actbank.schema import Argument, Article, Event
from actbank.yaml_files import load_mapping

FILLERS = ("span", "event", "entity")
_FILLER_WORDS = {"span": "a span", "event": "an event", "entity": "an entity"}
RESERVED_ROLES = ("cue", "extent", "instance", "anaphoric", "score", "polarity_score", "modality_score")
_NEEDED = ("name", "version", "roles", "types")
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
_FORMS: dict[str, Callable[[Any], bool]] = {
    "a mapping": lambda value: isinstance(value, dict),
    "a list": lambda value: isinstance(value, list),
    "a list of names": lambda value: isinstance(value, list) and all(isinstance(name, str) for name in value),
    "languages with lists of words": lambda value: (
        isinstance(value, dict)
        and all(isinstance(language, str) and isinstance(words, list) for language, words in value.items())
    ),
}
_TOP_FORMS = {"shared_roles": "a list of names", "roles": "a mapping", "types": "a mapping"}
_ROLE_FORMS = {"fillers": "a list of names"}
_TYPE_FORMS = {
    "roles": "a list of names",
    "subtypes": "a list of names",
    "triggers": "languages with lists of words",
    "excludes": "a list",
}


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
        return "event" in self._fillers_of(role)

    def _fillers_of(self, role: str) -> tuple[str, ...]:
        return self.roles[role].fillers if role in self.roles else ()

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
            yield from self._argument_problems(where, kind, argument)

    def _argument_problems(self, where: str, kind: EventType, argument: Argument) -> Iterator[Problem]:
        role = argument.role
        if role not in kind.roles:
            what = f"role {role!r} of {kind.name}"
            yield Problem(where, what, "one of " + ", ".join(kind.roles), nearest(role, kind.roles))
        elif (filler := _filler_of(argument)) not in self._fillers_of(role):
            shown = {"event": f"event {argument.event!r}", "entity": f"only entity {argument.entity!r}"}
            what = f"{shown.get(filler, 'a span')} fills {role!r}"
            yield Problem(where, what, " or ".join(_FILLER_WORDS[name] for name in self._fillers_of(role)))

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
        return cls.from_dict(load_mapping(path, ", ".join(_NEEDED)), str(path))

    @classmethod
    def observed(cls, articles: Iterable[Article], name: str = "observed", version: str = "1") -> Ontology:
        """Return the ontology of the types, subtypes and roles that annotated articles (of a training split) use."""
        used: dict[str, tuple[set[str], set[str]]] = {}
        fillers: dict[str, set[str]] = {}
        for article in articles:
            for event in article.events or ():
                subtypes, roles = used.setdefault(event.type, (set(), set()))
                subtypes.update([] if event.subtype is None else [event.subtype])
                for argument in event.arguments:
                    roles.add(argument.role)
                    fillers.setdefault(argument.role, {"entity"}).add(_filler_of(argument))
        types = {
            t: EventType(t, roles=tuple(sorted(r)), subtypes=tuple(sorted(s))) for t, (s, r) in sorted(used.items())
        }
        kinds = {role: Role(role, "", tuple(f for f in FILLERS if f in fillers[role])) for role in sorted(fillers)}
        return cls(name, version, types, kinds)


def _filler_of(argument: Argument) -> str:
    """Return which of `FILLERS` the argument has."""
    if argument.event is not None:
        return "event"
    return "span" if argument.span is not None else "entity"


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
    missing = [key for key in _NEEDED if data.get(key) in (None, "") or (key == "types" and not data[key])]
    yield from (Problem(where, f"has no {key!r}", ", ".join(_NEEDED)) for key in missing)
    if missing:
        return
    misshapen = list(_form_problems(data, where))
    yield from misshapen or _content_problems(data, where)


def _form_problems(data: Mapping[str, Any], where: str) -> Iterator[Problem]:
    """Yield what is a list and should be a mapping, and the like; the other checks rely on it."""
    yield from _misshapen(where, data, _TOP_FORMS)
    for table, forms in (("role", _ROLE_FORMS), ("type", _TYPE_FORMS)):
        rows = data[f"{table}s"]
        for name, row in rows.items() if isinstance(rows, dict) else ():
            place = f"{where}: {table} {name}"
            if not isinstance(name, str) or not name.isprintable() or not name or " " in name:
                yield Problem(place, f"name {name!r}", "a name without spaces, in quotes if YAML reads it otherwise")
            if row is not None and not isinstance(row, dict):
                yield Problem(place, "is not a mapping", "keys and values")
            yield from _misshapen(place, row if isinstance(row, dict) else {}, forms)


def _misshapen(where: str, row: Mapping[str, Any], forms: Mapping[str, str]) -> Iterator[Problem]:
    for key, form in forms.items():
        if row.get(key) is not None and not _FORMS[form](row[key]):
            yield Problem(where, f"{key} {row[key]!r}", form)


def _content_problems(data: Mapping[str, Any], where: str) -> Iterator[Problem]:
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
            what = f"unknown filler {filler!r}"
            yield Problem(where, what, "one of " + ", ".join(FILLERS), nearest(filler, FILLERS))


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
