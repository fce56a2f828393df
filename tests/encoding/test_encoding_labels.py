"""Labels: of the ontology, what the training articles use, and of the articles, what the ontology has."""

import json

from actbank.encoding.labels import Labels, labels_for, split_channel
from actbank.ontology import Ontology
from actbank.schema import Argument, Article, Event, Span

ONTOLOGY = Ontology.from_dict(
    {
        "name": "tiny",
        "version": 1,
        "roles": {
            "time": {},
            "actor": {},
            "content": {"fillers": ["span", "event"]},
            "reason": {"fillers": ["event"]},
            "unused": {},
        },
        "types": {
            "LEAVE": {"roles": ["time", "actor"]},
            "DENY": {"roles": ["content", "reason", "actor", "unused"]},
            "JOIN": {"roles": ["actor"]},
        },
    }
)


def article(*events: Event) -> Article:
    return Article("a", "Mali denied it left.", events=events)


def test_types_and_channels_follow_the_ontology_and_leave_out_what_training_does_not_use():
    labels = labels_for(
        ONTOLOGY,
        [
            article(
                Event("e1", "DENY", arguments=(Argument("content", event="e2"), Argument("reason", event="e2"))),
                Event("e2", "LEAVE", arguments=(Argument("actor", Span(0, 4)), Argument("foreign", Span(0, 4)))),
            ),
            article(Event("e1", "FOREIGN"), Event("e2", "DENY", arguments=(Argument("content", Span(12, 14)),))),
            Article("raw", "x"),
        ],
    )
    assert labels.types == ("LEAVE", "DENY")
    assert labels.channels == ("actor", "content", "content@", "reason@")
    assert labels.allowed == ((True, False, False, False), (True, True, True, True))


def test_a_role_that_only_entities_or_wrong_events_fill_has_no_channel():
    labels = labels_for(
        ONTOLOGY,
        [
            article(
                Event("e1", "DENY", arguments=(Argument("actor", event="e2"), Argument("unused", entity="x"))),
                Event("e2", "LEAVE", arguments=(Argument("time", Span(0, 4)),)),
            )
        ],
    )
    assert labels.channels == ("time",)


def test_attributes_are_the_values_that_training_states():
    events = [
        Event("e1", "LEAVE", polarity="negative", modality="planned"),
        Event("e2", "LEAVE", polarity="positive", modality="planned"),
        Event("e3", "LEAVE"),
    ]
    labels = labels_for(ONTOLOGY, [article(*events)])
    assert labels.polarities == ("positive", "negative")  # in the order of the schema
    assert labels.modalities == ("planned",)
    assert labels_for(ONTOLOGY, [article(events[2])]).polarities == ()


def test_nothing_to_train_on_gives_no_labels():
    assert labels_for(ONTOLOGY, []) == Labels((), (), ())


def test_labels_survive_json():
    labels = Labels(("A", "B"), ("x", "x@"), ((True, False), (False, True)), ("positive", "negative"), ())
    assert Labels.from_dict(json.loads(json.dumps(labels.to_dict()))) == labels


def test_channels_are_roles_or_links():
    assert split_channel("content") == ("content", False)
    assert split_channel("content@") == ("content", True)
