"""The ontology files that ship, and the corpus entries that name them: closed lists written down by hand here."""

from __future__ import annotations

import os
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
import yaml

from actbank.formats import casie, m2e2
from actbank.ontology import Ontology

ROOT = Path(__file__).resolve().parents[1]
CONFIGS = ROOT / "configs"
CORPORA = Path(os.environ.get("ACTBANK_CORPORA") or ROOT.parent / "shared" / "corpora")
READERS = {"casie": casie.read, "m2e2": m2e2.read}

# data/news/GUIDELINES.md, section 3, by hand: type -> subtypes, roles beside actor, target, time, place
NEWS = {
    "STATE": ("announce comment", "content addressee"),
    "ACCUSE": ("allege criticise", "content"),
    "DENY": ("", "content"),
    "DEMAND": ("request order", "content"),
    "THREATEN": ("", "content"),
    "REJECT": ("refuse veto", "content"),
    "AGREE": ("pledge accept", "content"),
    "CONSULT": ("meet visit call negotiate", "topic"),
    "SUPPORT": ("praise recognise ratify", ""),
    "COOPERATE": ("military economic judicial intelligence", ""),
    "AID": ("money arms humanitarian peacekeeping asylum", "object"),
    "CONCEDE": ("ease apologise release ceasefire access", "object"),
    "WITHDRAW": ("membership forces agreement", ""),
    "JOIN": ("accede rejoin found", "object"),
    "TRANSFER": ("territory assets power", "object"),
    "SANCTION": ("reduce embargo expel suspend", ""),
    "COERCE": ("arrest ban restrict censor deport cyber", "object"),
    "SEIZE": ("territory property", "object"),
    "ATTACK": ("invade strike bomb assault kill abduct", "instrument victims"),
    "MOBILIZE": ("deploy exercise alert", "object destination"),
    "PROTEST": ("demo strike riot boycott hunger obstruct", "reason size"),
    "INVESTIGATE": ("probe sue charge try convict", "content"),
    "TAKE_OFFICE": ("elect appoint", "position"),
    "LEAVE_OFFICE": ("resign dismiss ousted", "position"),
    "ENACT": ("decide legislate order", "content"),
}
QUADS = {"verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict", "neutral"}
SCHEMES = {"cameo", "ace", "rams", "wikievents"}
PLOVER = {  # its 16 categories, by quadrant
    *("AGREE", "CONSULT", "SUPPORT", "CONCEDE"),
    *("COOPERATE", "AID", "RETREAT"),
    *("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    *("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
MODALITIES = {"actual", "planned", "demanded", "threatened", "possible", "conditional", "generic", "unasserted"}


@cache
def ontology(name):
    return Ontology.load(CONFIGS / "ontology" / f"{name}.yaml")


def news_types():
    return [pytest.param(kind, id=kind.name) for kind in ontology("news").types.values()]


@pytest.mark.parametrize(("name", "types", "roles"), [("news", 25, 14), ("casie", 5, 26), ("m2e2", 8, 15)])
def test_file_loads_with_its_types_and_roles(name, types, roles):
    found = ontology(name)
    assert (found.name, found.version) == (name, "1.0")
    assert (len(found.types), len(found.roles)) == (types, roles)
    assert all(role.definition for role in found.roles.values())
    assert {role for kind in found.types.values() for role in kind.roles} == set(found.roles)


@pytest.mark.parametrize("name", ["news", "casie", "m2e2"])
def test_file_survives_its_own_dictionary(name):
    found = ontology(name)
    assert Ontology.from_dict(found.to_dict()).identity == found.identity


@pytest.mark.parametrize("name", ["news", "casie", "m2e2"])
def test_every_type_is_defined_and_has_examples_both_ways(name):
    for kind in ontology(name).types.values():
        examples = kind.notes["examples"]
        assert kind.definition, kind.name
        assert all(re.fullmatch(r"[^*]*\*\*[^*]+\*\*[^*]*", text) for text in examples["positive"]), kind.name
        assert examples["positive"] and examples["negative"], kind.name
        assert not any("*" in text for text in examples["negative"]), kind.name


@pytest.mark.parametrize("name", ["news", "casie", "m2e2"])
def test_no_lemma_stands_under_two_types(name):
    lemmas = Counter(lemma for kind in ontology(name).types.values() for lemma in kind.triggers["en"])
    assert [lemma for lemma, count in lemmas.items() if count > 1] == []


def test_news_has_the_types_of_the_guidelines():
    assert list(ontology("news").types) == list(NEWS)


@pytest.mark.parametrize("name", NEWS)
def test_news_subtypes_and_roles_are_those_of_the_guidelines(name):
    subtypes, roles = (tuple(words.split()) for words in NEWS[name])
    kind = ontology("news").types[name]
    assert kind.subtypes == subtypes
    assert kind.roles == ("actor", "target", "time", "place", *roles)


def test_events_fill_content_topic_and_reason_alone():
    found = ontology("news")
    assert {role for role in found.roles if found.takes_event(role)} == {"content", "topic", "reason"}


@pytest.mark.parametrize("kind", news_types())
def test_news_notes_are_whole(kind):
    assert 6 <= len(kind.triggers["en"]) <= 20
    assert kind.notes["quad"] in QUADS
    assert 2 <= len(kind.notes["examples"]["positive"]) <= 3
    assert 1 <= len(kind.notes["examples"]["negative"]) <= 2
    assert kind.notes["excludes"]
    assert {text.split(":")[0] for text in kind.notes["includes"] if ":" in text} >= set(kind.subtypes)


@pytest.mark.parametrize("kind", news_types())
def test_news_excludes_point_to_subtypes_that_exist(kind):
    types = ontology("news").types
    for row in kind.notes["excludes"]:
        use, _, subtype = row["use"].partition(".")
        assert use != kind.name
        assert not subtype or subtype in types[use].subtypes, row


@pytest.mark.parametrize("kind", news_types())
def test_news_crosswalk_rows_are_sound(kind):
    values = {"subtype": set(kind.subtypes), "polarity": {"positive", "negative"}, "modality": MODALITIES}
    rows = kind.notes["crosswalk"]
    for row in rows:
        assert set(row) <= SCHEMES | {"when", "plover"} and set(row) - {"when"}, row
        assert all(value in values[key] for key, value in row.get("when", {}).items()), row
        assert all(isinstance(name, str) and name for scheme in SCHEMES for name in row.get(scheme, ())), row
        assert row.get("plover", "AID").split(".")[0] in PLOVER, row
        assert all(re.fullmatch(r"(0[1-9]|1\d|20)\d{0,2}", code) for code in row.get("cameo", ())), row
    assert "when" not in rows[-1] and all("when" in row for row in rows[:-1])


@pytest.mark.parametrize("name", ["casie", "m2e2"])
def test_corpus_checks_clean_against_its_ontology(name):
    if not (CORPORA / name).is_dir():
        pytest.skip(f"{name} is not at {CORPORA / name}; set ACTBANK_CORPORA")
    problems = []
    found = ontology(name)
    articles = list(READERS[name](CORPORA / name, problems))
    assert len(articles) > 900 and problems == []
    assert [problem for article in articles for problem in found.check(article)] == []
    used = {(event.type, a.role) for article in articles for event in article.events for a in event.arguments}
    assert used == {(kind.name, role) for kind in found.types.values() for role in kind.roles}


@pytest.mark.parametrize("name", ["casie", "m2e2"])
def test_corpus_entry_names_what_exists(name):
    text = (CONFIGS / "corpus" / f"{name}.yaml").read_text(encoding="utf-8")
    entry = yaml.safe_load(text)
    roles = [role for names in entry["common"].values() for role in names]
    assert "${" not in text
    assert (entry["name"], entry["path"], entry["split"], entry["language"]) == (name, name, 1, "en")
    assert entry["reader"] in READERS
    assert list(entry["common"]) == ["actor", "target", "time", "place"]
    assert set(roles) <= set(ontology(entry["ontology"]).roles) and len(roles) == len(set(roles))
    assert re.fullmatch(r"[0-9a-f]{40}", entry["revision"])
    assert all(entry[key] for key in ("title", "description", "licence", "citation", "origin"))


@pytest.mark.parametrize("name", ["casie", "m2e2"])
def test_corpus_entry_finds_its_split_files(name):
    if not (CORPORA / name).is_dir():
        pytest.skip(f"{name} is not at {CORPORA / name}; set ACTBANK_CORPORA")
    entry = yaml.safe_load((CONFIGS / "corpus" / f"{name}.yaml").read_text(encoding="utf-8"))
    for part in ("train", "dev", "test"):
        file = CORPORA / entry["path"] / entry["split_files"].format(split=entry["split"], part=part)
        assert file.read_text(encoding="utf-8").split()
