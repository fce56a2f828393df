"""The codebook: everything that the ontology says of a type, and the stored one is up to date."""

from actbank.corpora.spec import find_ontology
from actbank.ontology import Ontology
from actbank.places import data_dir
from actbank.report.codebook import codebook

ONTOLOGY = Ontology.from_dict(
    {
        "name": "o",
        "version": 1,
        "roles": {"actor": {}, "target": {}},
        "types": {
            "LEAVE": {
                "definition": "Goes away.",
                "subtypes": ["quit"],
                "roles": ["actor", "target"],
                "triggers": {"en": ["leave", "quit"]},
                "includes": ["quit: for good"],
                "excludes": [{"what": "being sent away", "use": "STAY"}],
                "examples": {"positive": ["They **left**."], "negative": ["The rest is left."]},
            },
            "STAY": {"definition": "Does not."},
        },
    }
)


def test_a_codebook_by_hand():
    assert codebook(ONTOLOGY).splitlines() == [
        "# Codebook of `o` 1",
        "",
        "Generated from the ontology file; do not edit.",
        "",
        "## LEAVE",
        "",
        "Goes away.",
        "",
        "- **Subtypes**: quit",
        "- **Roles**: actor, target",
        "- **Belongs**: quit: for good",
        "- **Does not**: being sent away → STAY",
        "- **Triggers** (en): leave, quit",
        "- **Yes**: They **left**.",
        "- **No**: The rest is left.",
        "",
        "## STAY",
        "",
        "Does not.",
        "",
        "- **Roles**: none",
    ]


def test_the_stored_codebook_is_that_of_the_ontology():
    assert (data_dir() / "news" / "CODEBOOK.md").read_text(encoding="utf-8") == codebook(find_ontology("news"))


def test_every_type_of_news_has_examples_of_both_kinds():
    for kind in find_ontology("news").types.values():
        examples = kind.notes["examples"]
        assert len(examples["positive"]) >= 2 and len(examples["negative"]) >= 2, kind.name
