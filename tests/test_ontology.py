"""The closed vocabulary: every wrong line of a YAML file, every wrong event of an article, and the identity."""

import re

import pytest
from hypothesis import given, settings

from actbank.ontology import EventType, Ontology, Role
from actbank.problems import DataError, Findings
from actbank.schema import Argument, Article, Entity, Event, Span
from strategies import articles

YAML = """\
name: tiny
version: 2.1
description: not part of the vocabulary
shared_roles: [actor]
roles:
  actor: {definition: who acts}
  target:
  content: {fillers: [span, event]}
  reason: {fillers: [event]}
types:
  JOIN: {definition: entering, roles: [target], subtypes: [accede, found], triggers: {en: [join, accede]}, quad: x}
  DENY: {roles: [content, reason], excludes: [{what: declining, use: JOIN.accede}]}
"""


@pytest.fixture
def write(tmp_path):
    def written(source: str | bytes):
        file = tmp_path / "tiny.yaml"
        file.write_bytes(source if isinstance(source, bytes) else source.encode())
        return file

    return written


@pytest.fixture
def tiny(write):
    return Ontology.load(write(YAML))


# --- what a file says


def test_a_file_is_read(tiny):
    assert (tiny.name, tiny.version) == ("tiny", "2.1")
    assert tiny.types == {
        "JOIN": EventType(
            "JOIN", "entering", ("actor", "target"), ("accede", "found"), {"en": ("join", "accede")}, {"quad": "x"}
        ),
        "DENY": EventType(
            "DENY",
            roles=("actor", "content", "reason"),
            notes={"excludes": [{"what": "declining", "use": "JOIN.accede"}]},
        ),
    }
    assert tiny.roles == {
        "actor": Role("actor", "who acts"),
        "target": Role("target", "", ("span", "entity")),
        "content": Role("content", "", ("span", "event")),
        "reason": Role("reason", "", ("event",)),
    }


def test_roles_of_a_type_and_fillers_of_a_role(tiny):
    assert tiny.roles_of("JOIN") == ("actor", "target")
    assert tiny.roles_of("LEAVE") == ()
    assert {name for name in [*tiny.roles, "nobody"] if tiny.takes_event(name)} == {"content", "reason"}


def test_a_role_that_is_shared_and_named_comes_once(write):
    source = YAML.replace("roles: [target]", "roles: [actor, target]")
    assert Ontology.load(write(source)).roles_of("JOIN") == ("actor", "target")


def test_an_ontology_without_roles_is_one_of_triggers_alone(write):
    assert Ontology.load(write("name: t\nversion: 1\nroles: {}\ntypes: {JOIN: }\n")).roles_of("JOIN") == ()


# --- what a file may not say

TOP = "name, version, description, language, licence, roles, shared_roles, types"
NEEDED = "expected name, version, roles, types"
NAME = "expected a name without spaces, in quotes if YAML reads it otherwise"
FILES = [
    ("- a", [f"F: is not a mapping, {NEEDED}"]),
    ("", [f"F: is not a mapping, {NEEDED}"]),
    ("name: t\nroles: [", ["F:2: expected the node content, but found '<stream end>', expected YAML"]),
    (b"name: \xff", ["F: byte 6 is not UTF-8, expected UTF-8"]),
    ("name: t", [f"F: has no 'version', {NEEDED}", f"F: has no 'roles', {NEEDED}", f"F: has no 'types', {NEEDED}"]),
    ("name: ''\nversion: 1\nroles: {}\ntypes: {}", [f"F: has no 'name', {NEEDED}", f"F: has no 'types', {NEEDED}"]),
    (YAML.replace("description", "descripton"),
     [f"F: unknown key 'descripton', expected one of {TOP}, nearest description"]),
    (YAML + "1: x\n", [f"F: unknown key 1, expected one of {TOP}"]),
    (YAML.replace("shared_roles: [actor]", "shared_roles: [acter]"),
     ["F: shared_roles: unknown role 'acter', expected a role of the file, nearest actor"]),
    (YAML.replace("roles: [target]", "roles: [zzz]"),
     ["F: type JOIN: unknown role 'zzz', expected a role of the file"]),
    (YAML.replace("subtypes", "subtype"), [
        "F: type JOIN: unknown key 'subtype', expected one of definition, subtypes, roles, triggers, includes, "
        "excludes, quad, examples, crosswalk, nearest subtypes"]),
    (YAML.replace("fillers: [event]", "fillers: [evnt, word]"), [
        "F: role reason: unknown filler 'evnt', expected one of span, event, entity, nearest event",
        "F: role reason: unknown filler 'word', expected one of span, event, entity"]),
    (YAML.replace("definition: who acts", "defnition: who acts"),
     ["F: role actor: unknown key 'defnition', expected one of definition, fillers, nearest definition"]),
    (YAML.replace("reason", "cue"), ["F: role cue: is a reserved word, expected another name"]),
    (YAML.replace("JOIN.accede", "JION"),
     ["F: type DENY: exclude uses unknown type 'JION', expected a type of the file, nearest JOIN"]),
    (YAML.replace("{what: declining, use: JOIN.accede}", "declining"),
     ["F: type DENY: exclude 'declining', expected {what: ..., use: TYPE}"]),
    (YAML.replace("DENY", "NO"), [f"F: type False: name False, {NAME}"]),
    (YAML.replace("reason", "the reason"), [f"F: role the reason: name 'the reason', {NAME}"]),
    (YAML.replace("[actor]", "actor"), ["F: shared_roles 'actor', expected a list of names"]),
    (YAML.replace("[accede, found]", "[accede, off]"),
     ["F: type JOIN: subtypes ['accede', False], expected a list of names"]),
    (YAML.replace("{en: [join, accede]}", "[join]"),
     ["F: type JOIN: triggers ['join'], expected languages with lists of words"]),
    ("name: t\nversion: 1\nroles: [actor]\ntypes: {JOIN: entering}\n", [
        "F: roles ['actor'], expected a mapping", "F: type JOIN: is not a mapping, expected keys and values"]),
    # several at once, in the order of the file
    (YAML.replace("who acts}", "who, fillers: [spam]}").replace("[target]", "[tarjet]").replace("quad", "kwad"), [
        "F: role actor: unknown filler 'spam', expected one of span, event, entity, nearest span",
        "F: type JOIN: unknown key 'kwad', expected one of definition, subtypes, roles, triggers, includes, excludes, "
        "quad, examples, crosswalk, nearest quad",
        "F: type JOIN: unknown role 'tarjet', expected a role of the file, nearest target"]),
]  # fmt: skip


@pytest.mark.parametrize(("source", "problems"), FILES)
def test_a_wrong_file_is_refused_with_all_of_its_problems(write, source, problems):
    file = write(source)
    with pytest.raises(DataError) as caught:
        Ontology.load(file)
    assert [str(p) for p in caught.value.problems] == [text.replace("F:", f"{file}:", 1) for text in problems]


# --- what an article may not say


def article(*events: Event) -> Article:
    return Article("a", "Mali joined the pact.", events=events, entities=(Entity("mali", "Mali"),))


CHECKS = [
    (Event("e1", "JION"), ["unknown event type 'JION', expected a type of tiny, nearest JOIN"]),
    (Event("e1", "ZZZ", arguments=(Argument("zzz", entity="mali"),)),
     ["unknown event type 'ZZZ', expected a type of tiny"]),
    (Event("e1", "JOIN", subtype="aceede"),
     ["unknown subtype 'aceede' of JOIN, expected one of accede, found, nearest accede"]),
    (Event("e1", "DENY", subtype="x"), ["unknown subtype 'x' of DENY, expected none"]),
    (Event("e1", "JOIN", arguments=(Argument("tarjet", Span(0, 4)),)),
     ["role 'tarjet' of JOIN, expected one of actor, target, nearest target"]),
    (Event("e1", "JOIN", arguments=(Argument("content", Span(0, 4)),)),
     ["role 'content' of JOIN, expected one of actor, target"]),
    (Event("e1", "JOIN", arguments=(Argument("actor", event="e2"),)),
     ["event 'e2' fills 'actor', expected a span or an entity"]),
    (Event("e1", "DENY", arguments=(Argument("content", entity="mali"),)),
     ["only entity 'mali' fills 'content', expected a span or an event"]),
    (Event("e1", "DENY", arguments=(Argument("reason", Span(0, 4), entity="mali"),)),
     ["a span fills 'reason', expected an event"]),
    (Event("e1", "JOIN", subtype="x", arguments=(Argument("zzz", Span(0, 4)), Argument("actor", event="e2"))), [
        "unknown subtype 'x' of JOIN, expected one of accede, found",
        "role 'zzz' of JOIN, expected one of actor, target",
        "event 'e2' fills 'actor', expected a span or an entity"]),
    (Event("e1", "JOIN", Span(5, 11), (Argument("actor", Span(0, 4), entity="mali"), Argument("target", entity="mali")),
           subtype="found"), []),
    (Event("e1", "DENY", arguments=(Argument("content", event="e2"), Argument("content", Span(0, 4)))), []),
]  # fmt: skip


@pytest.mark.parametrize(("event", "problems"), CHECKS)
def test_every_wrong_use_is_found(tiny, event, problems):
    found = tiny.check(article(event, Event("e2", "JOIN")))
    assert [str(p) for p in found] == [f"article 'a', event 'e1': {text}" for text in problems]


def test_the_place_is_that_of_the_reader(tiny):
    places = Findings()
    places.remember("a", "a.evt:9", "e1")
    assert [p.where for p in tiny.check(article(Event("e1", "ZZZ")), places)] == ["a.evt:9: article 'a', event 'e1'"]


def test_an_article_that_nobody_annotated_has_no_problems(tiny):
    assert tiny.check(Article("a", "x")) == []


# --- identity


def test_the_identity_names_version_and_content(tiny):
    assert re.fullmatch(r"tiny@2\.1#[0-9a-f]{8}", tiny.identity)


CHANGES = [
    ("name: tiny", "name: small"),
    ("version: 2.1", "version: 2.2"),
    ("definition: who acts", "definition: who does it"),
    ("fillers: [event]", "fillers: [event, span]"),
    ("  target:\n", "  target:\n  place:\n"),
    ("definition: entering", "definition: going in"),
    ("roles: [target]", "roles: []"),
    ("[accede, found]", "[accede]"),
    ("[join, accede]", "[join]"),
    ("quad: x", "quad: y"),
    ("use: JOIN.accede", "use: JOIN.found"),
    ("  DENY:", "  LEAVE: {}\n  DENY:"),
]


@pytest.mark.parametrize(("old", "new"), CHANGES)
def test_the_identity_changes_with_the_content(tiny, write, old, new):
    assert YAML.count(old) == 1
    assert Ontology.load(write(YAML.replace(old, new))).identity != tiny.identity


def test_the_identity_does_not_change_with_the_way_it_is_written(tiny, write):
    spelled = YAML.replace("shared_roles: [actor]\n", "").replace("roles: [target]", "roles: [actor, target]")
    spelled = spelled.replace("roles: [content, reason]", "roles: [actor, content, reason]")
    spelled = "# a comment\n" + spelled.replace("version: 2.1", "version: '2.1'").replace("not part", "no part")
    assert Ontology.load(write(spelled)).identity == tiny.identity
    assert Ontology.from_dict(tiny.to_dict()).identity == tiny.identity


# --- what articles use


def test_observed_is_what_articles_use():
    first = article(
        Event("e1", "JOIN", Span(5, 11), (Argument("actor", Span(0, 4)), Argument("cause", event="e2")), subtype="b"),
        Event("e2", "JOIN", subtype="a", arguments=(Argument("actor", entity="mali"),)),
    )
    second = article(Event("e1", "DENY", arguments=(Argument("cause", Span(0, 4)), Argument("whom", entity="mali"))))
    found = Ontology.observed([first, second, Article("n", "x")], "seen", "3")
    assert (found.name, found.version) == ("seen", "3")
    assert found.types == {
        "DENY": EventType("DENY", roles=("cause", "whom")),
        "JOIN": EventType("JOIN", roles=("actor", "cause"), subtypes=("a", "b")),
    }
    assert {name: role.fillers for name, role in found.roles.items()} == {
        "actor": ("span", "entity"),
        "cause": ("span", "event", "entity"),
        "whom": ("entity",),
    }


@settings(max_examples=100, deadline=None, derandomize=True)
@given(articles(free=True))
def test_what_was_observed_checks_clean_and_survives_its_dictionary(drawn):
    found = Ontology.observed([drawn])
    assert found.check(drawn) == []
    assert set(found.types) == {event.type for event in drawn.events or ()}
    if found.types:
        assert Ontology.from_dict(found.to_dict()).identity == found.identity
