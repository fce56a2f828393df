"""Actors of whole articles: who is the same, whose country is meant, what stays open; short articles written for it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import strategies
from actbank.normalize.actor_context import acronyms_in
from actbank.normalize.actors import ROLES, code_actors, load_actors
from actbank.schema import Argument, Article, Entity, Event, Span


def marked(text, date="2018-05-14", title=None, entities=(), known=None):
    """Return an article whose fillers stand in square brackets: every one the actor of an event of its own."""
    plain, spans = "", []
    for part in re.split(r"(\[[^]]*\])", text):
        words = part.strip("[]") if part.startswith("[") else part
        if part.startswith("["):
            spans.append(Span(len(plain), len(plain) + len(words)))
        plain += words
    events = [
        Event(f"e{at}", "STATE", arguments=(Argument("actor", span, entity=(known or {}).get(span.of(plain))),))
        for at, span in enumerate(spans)
    ]
    return Article("a", plain, date=date, title=title, events=tuple(events), entities=tuple(entities))


def coded(article, **options):
    """Return words and id, name, country, sector of each filler in text order."""
    found = code_actors(article, **options)
    entities = {entity.id: entity for entity in found.entities}
    rows = []
    for event in found.events:
        argument = event.arguments[0]
        rows.append((argument.span.of(found.text), entities.get(argument.entity)))
    return rows


def names(text, **options):
    """Return the name of each filler's entity, ``None`` where it has none."""
    return [entity and entity.name for _, entity in coded(marked(text, **options))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # 1. the same words, the same name in the table
        ("[Moscow] spoke. [The Russian government] denied it. [Russia] left.", ["Russia", "Russia", "Russia"]),
        ("[The dockers] met. [Dockers] struck.", ["dockers", "dockers"]),
        ("[The Taliban] came. [Taleban] left.", ["Taliban", "Taliban"]),
        # 2. an acronym in brackets
        (
            "[The Savannah Freedom Front (SFF)] attacked. [SFF] denied it. [The SFF] left.",
            ["Savannah Freedom Front"] * 3,
        ),
        (
            "The Union of Free Ports (UFP) met. [The Union of Free Ports] spoke. [UFP] denied it.",
            ["Union of Free Ports", "Union of Free Ports"],
        ),
        # 3. a last name, and a capitalised part of a name
        ("[President Ondrej Vask] spoke. [Vask] left.", ["Ondrej Vask", "Ondrej Vask"]),
        ("[Minister Xu Baolan] spoke. [Xu] left.", ["Xu Baolan", "Xu Baolan"]),
        ("[The Savannah Front] met. [The Front] left.", ["Savannah Front", "Savannah Front"]),
        ("[The African Union] met. [The Union] left.", ["African Union", "African Union"]),
        ("[Emma Vask] and [Ondrej Vask] met. [Vask] left.", ["Emma Vask", "Ondrej Vask", "Emma Vask"]),
        # 4. titles and nouns of exactly one actor
        ("[President Ondrej Vask] spoke. [The president] left.", ["Ondrej Vask", "Ondrej Vask"]),
        ("[The International Criminal Court] met. [The court] ruled.", ["International Criminal Court"] * 2),
        ("[Gazprom] paid. [The company] denied it.", ["Gazprom", "Gazprom"]),
        ("[Boko Haram] came. [The rebels] left.", ["Boko Haram", "Boko Haram"]),
        ("[Gazprom] paid. [Boeing] denied it. [The company] left.", ["Gazprom", "Boeing", "company"]),
        ("[President Ondrej Vask] spoke. [The new president] left.", ["Ondrej Vask", "new president"]),
        # 5. pronouns with one antecedent, and without
        ("[President Ondrej Vask] spoke. [He] left.", ["Ondrej Vask", "Ondrej Vask"]),
        ("[Russia] spoke. [It] left.", ["Russia", "Russia"]),
        ("[The dockers] met. [They] struck.", ["dockers", "dockers"]),
        ("[Emma Vask] and [Ondrej Bell] met. [She] left.", ["Emma Vask", "Ondrej Bell", None]),
        ("[Emma Vask] left. [Russia] spoke. [She] came.", ["Emma Vask", "Russia", None]),
        ("[He] left. [Ondrej Vask] spoke.", [None, "Ondrej Vask"]),
        ("[Ondrej Vask] spoke. [I] left, [we] left.", ["Ondrej Vask", None, None]),
        ("[Emma Vask] spoke. [She] left. [He] came.", ["Emma Vask", "Emma Vask", None]),
        ("[Emma Vask] met [Ondrej Bell]. [Chad] accused [him].", ["Emma Vask", "Ondrej Bell", "Chad", None]),
        ("[Ondrej Bell] spoke. [Emma Vask] accused [him].", ["Ondrej Bell", "Emma Vask", "Ondrej Bell"]),
    ],
)
def test_who_is_the_same_by_hand(text, expected):
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # home: the country named most
        ("[Peru] voted. [The army] waited. [The police] too.", [("PER", "GOV"), ("PER", "MIL"), ("PER", "COP")]),
        ("[The government] of old fell. Peru cheered.", [("PER", "GOV")]),
        (
            "[Peru], [Chile], [Brazil] and [Cuba] met. [The army] waited.",
            [*zip(("PER", "CHL", "BRA", "CUB"), ["GOV"] * 4, strict=True), (None, "MIL")],
        ),
        # not home: several states, bodies of no country, unknown places, companies and the press
        ("[Peru] voted. [The governments] waited.", [("PER", "GOV"), (None, "GOV")]),
        ("[Peru] voted. [UN officials] waited.", [("PER", "GOV"), (None, "IGO")]),
        ("[Peru] voted. [The mayor of Zandaria] waited.", [("PER", "GOV"), (None, "GOV")]),
        ("[Peru] voted. [The company] waited.", [("PER", "GOV"), (None, "BUS")]),
        # titles and appositions elsewhere in the text
        ("[Ondrej Vask], the Czech interior minister, spoke. [Vask] left.", [("CZE", "GOV"), ("CZE", "GOV")]),
        ("The rebel commander Yusuf Haddan spoke. [Haddan] left.", [(None, "REB")]),
        ("[Kim] spoke. Kim Jong Un left.", [("PRK", "GOV")]),
        ("Kim Jong Un left. [Kim] spoke.", [("PRK", "GOV")]),
        # possessors: the country, and where nothing else is known the sector, of the one that is meant
        ("[Hamas] met in Cairo. [Its leader] spoke.", [("PSE", "REB"), ("PSE", "REB")]),
        ("[Chad] spoke of Niger. [Its army] left. Niger, Niger!", [("TCD", "GOV"), ("TCD", "MIL")]),
        # ambiguous names: the countries of the text decide
        ("In Sudan [the RSF] attacked.", [("SDN", "MIL")]),
        ("[The RSF] spoke.", [(None, None)]),
    ],
)
def test_whose_country_by_hand(text, expected):
    rows = coded(marked(text))
    assert [(entity.country, entity.sector) if entity else (None, None) for _, entity in rows] == expected


def test_things_get_no_entity_and_unknown_names_do():
    text = (
        "[The treaty] failed. [Serbian rule] ended. [A meeting in May] failed. [Ondrej Vask] came. [Zandaria] waited."
    )
    assert names(text) == [None, None, None, "Ondrej Vask", "Zandaria"]


def test_the_time_of_the_event_decides_who_was_in_office():
    text = "Tony Blair spoke in 2003."
    actor = Argument("actor", Span(0, 10))
    time = Argument("time", Span(20, 24), value="2003")
    for arguments, sector in (((actor, time), "GOV"), ((actor,), "ELI")):
        article = Article("a", text, date="2015-01-01", events=(Event("e1", "STATE", arguments=arguments),))
        assert code_actors(article).entities[0].sector == sector


def test_entities_that_are_there_stay_and_are_joined():
    own = Entity("vask", "Ondrej Vask", "XTM", "GOV")
    article = marked("[Ondrej Vask] spoke. [Vask] left. [He] came.", entities=[own], known={"Ondrej Vask": "vask"})
    found = code_actors(article)
    assert found.entities == (own,)
    assert [event.arguments[0].entity for event in found.events] == ["vask", "vask", "vask"]


def test_entities_without_a_line_get_one():
    text = "[Ondrej Vask] spoke. [Peru] left. [Vask] too."
    article = marked(text, known={"Ondrej Vask": "peru"})
    far = Event("e9", "MEET", arguments=(Argument("topic", entity="nobody"),))
    found = code_actors(article.with_events([*article.events, far]))
    assert [event.arguments[0].entity for event in found.events] == ["peru", "peru-2", "peru", "nobody"]
    assert [(entity.id, entity.name, entity.country) for entity in found.entities] == [
        ("peru", "Ondrej Vask", None),
        ("peru-2", "Peru", "PER"),
        ("nobody", "nobody", None),
    ]


def test_ids_are_made_of_names_and_never_twice():
    taken = Entity("chad", "Somebody else")
    found = code_actors(marked("[Chad] and [the dockers of Port Vask] met.", entities=[taken]))
    assert [entity.id for entity in found.entities] == ["chad", "chad-2", "dockers-of-port-vask"]


def test_finer_sectors_fold_into_those_of_the_corpus():
    text = "[Kenyan police] met [refugees]."
    assert [entity.sector for _, entity in coded(marked(text))] == ["COP", "REF"]
    assert [entity.sector for _, entity in coded(marked(text), base=True)] == ["GOV", "CVL"]


def test_only_the_chosen_roles_are_filled():
    text = "Peru met Chile."
    event = Event("e1", "CONSULT", arguments=(Argument("actor", Span(0, 4)), Argument("place", Span(9, 14))))
    article = Article("a", text, events=(event,))
    assert [a.entity for a in code_actors(article).events[0].arguments] == ["peru", None]
    assert [a.entity for a in code_actors(article, roles=["place"]).events[0].arguments] == [None, "chile"]


def test_an_article_without_events_stays():
    for events in (None, ()):
        article = Article("a", "Peru voted.", events=events)
        assert code_actors(article) is article


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the Movement for the Isles (MI) said", {"MI": "Movement for the Isles"}),
        ("the Northern Dockers' Union (NDU), the NDU", {"NDU": "Northern Dockers' Union"}),
        ("Ondrej Vask (PSD) said", {}),
        ("he said that the Front (SFF) left", {}),
        ("The old Savannah Freedom Front (SFF)", {"SFF": "Savannah Freedom Front"}),
    ],
)
def test_acronyms_by_hand(text, expected):
    assert acronyms_in(text) == expected


@settings(max_examples=150, deadline=None, derandomize=True)
@given(strategies.articles())
def test_coding_any_article_adds_entities_and_changes_nothing_else(article):
    found = code_actors(article)
    assert found.entities[: len(article.entities)] == article.entities
    assert found.text == article.text
    for before, after in zip(article.events or (), found.events or (), strict=True):
        assert before.id == after.id
        assert len(before.arguments) == len(after.arguments)
        for one, other in zip(before.arguments, after.arguments, strict=True):
            assert (one.role, one.span, one.event, one.value) == (other.role, other.span, other.event, other.value)
            assert one.entity is None or one.entity == other.entity
            assert other.entity is None or one.entity == other.entity or one.role in ROLES
    assert code_actors(found).entities == found.entities


@settings(max_examples=100, deadline=None, derandomize=True)
@given(
    st.lists(
        st.sampled_from(["Peru", "Vask", "He", "the army", "They", "it", "UN", "Ondrej Vask", "(SFF)"]), min_size=1
    )
)
def test_coding_is_the_same_whatever_the_words(parts):
    article = marked(" said. ".join(f"[{part}]" for part in parts))
    found = code_actors(article)
    countries = {entity.country for entity in found.entities}
    assert countries <= {None, "PER"}
    assert found == code_actors(article, actors=load_actors())
