"""Rows of the three tables: one article by hand, and that tags are sound for any article."""

import json

import pytest
from datasets import Dataset
from hypothesis import given, settings

from actbank.corpora.features import article_features, bio_names, event_features, token_features
from actbank.corpora.rows import article_row, event_rows, token_rows
from actbank.ontology import Ontology
from actbank.schema import Argument, Article, Entity, Event, Span
from actbank.segmentation import split_words
from strategies import articles

TEXT = "Mali and Niger left the pact on Monday. Mali said\nit would go. So?"
#       0        9     15   20  24   29 32        40   45   50 53    59  63
ARTICLE = Article(
    id="a",
    text=TEXT,
    date="2024-01-29",
    lang="en",
    source="wire",
    title="Two leave",
    story="pact",
    metadata={"topic": "alliances", "region": "Africa"},
    entities=(Entity("mali", "Mali", "MLI", "GOV"), Entity("pact", "The Pact")),
    events=(
        Event(
            "e1",
            "WITHDRAW",
            Span(15, 19),
            (
                Argument("actor", Span(0, 4), entity="mali"),
                Argument("actor", Span(9, 14)),
                Argument("target", Span(20, 28), entity="pact"),
                Argument("time", Span(29, 38), value="2024-01-29"),
            ),
            "positive",
            "actual",
            subtype="membership",
            instance="exit",
        ),
        Event(
            "e2",
            "STATE",
            Span(45, 49),
            (
                Argument("actor", Span(40, 44), entity="mali"),
                Argument("content", event="e3"),
                Argument("content", Span(63, 65)),
            ),
            "positive",
            "actual",
        ),
        Event(
            "e3",
            "WITHDRAW",
            Span(59, 61),
            (Argument("actor", Span(50, 52)), Argument("target", entity="pact")),
            "positive",
            "planned",
            anaphoric=True,
        ),
        Event("e4", "STATE", None, (Argument("target", event="e2"),)),
    ),
)
ONTOLOGY = Ontology.observed([ARTICLE])


def argument(role: str, **fields) -> dict[str, object]:
    return {"role": role, "span": None, "event": None, "entity": None, "value": None, **fields}


def test_an_article_row_by_hand():
    row = article_row(ARTICLE)
    events = row.pop("events")
    assert row == {
        "id": "a",
        "text": TEXT,
        "date": "2024-01-29",
        "lang": "en",
        "source": "wire",
        "title": "Two leave",
        "story": "pact",
        "metadata": '{"region": "Africa", "topic": "alliances"}',
        "entities": [
            {"id": "mali", "name": "Mali", "country": "MLI", "sector": "GOV"},
            {"id": "pact", "name": "The Pact", "country": None, "sector": None},
        ],
    }
    assert events[0] == {
        "id": "e1",
        "type": "WITHDRAW",
        "subtype": "membership",
        "trigger": {"start": 15, "end": 19, "text": "left"},
        "polarity": "positive",
        "modality": "actual",
        "occurred": True,
        "instance": "exit",
        "anaphoric": False,
        "arguments": [
            argument("actor", span={"start": 0, "end": 4, "text": "Mali"}, entity="mali"),
            argument("actor", span={"start": 9, "end": 14, "text": "Niger"}),
            argument("target", span={"start": 20, "end": 28, "text": "the pact"}, entity="pact"),
            argument("time", span={"start": 29, "end": 38, "text": "on Monday"}, value="2024-01-29"),
        ],
    }
    assert events[1]["arguments"][2] == argument("content", event="e3")
    assert (events[2]["occurred"], events[2]["anaphoric"]) == (False, True)
    assert (events[3]["trigger"], events[3]["polarity"]) == (None, "unspecified")


def test_an_article_that_nobody_annotated_has_no_events():
    row = article_row(Article("r", "x"))
    assert (row["events"], row["entities"], row["metadata"], row["date"]) == ([], [], "{}", None)


FIRST = "Mali and Niger left the pact on Monday."
EVENT_ROWS = [
    {
        "article_id": "a", "date": "2024-01-29", "event_id": "e1", "event_type": "WITHDRAW", "subtype": "membership",
        "action": "left", "action_start": 15, "action_end": 19,
        "actor": "Mali; Niger", "actor_offsets": [{"start": 0, "end": 4}, {"start": 9, "end": 14}],
        "target": "the pact", "target_offsets": [{"start": 20, "end": 28}],
        "time": "on Monday", "time_offsets": [{"start": 29, "end": 38}],
        "place": None, "place_offsets": [],
        "time_value": "2024-01-29", "content": None, "sentence": FIRST, "sentence_start": 0,
        "polarity": "positive", "modality": "actual", "occurred": True,
    },
    {
        "article_id": "a", "date": "2024-01-29", "event_id": "e2", "event_type": "STATE", "subtype": None,
        "action": "said", "action_start": 45, "action_end": 49,
        "actor": "Mali", "actor_offsets": [{"start": 40, "end": 44}],
        "target": None, "target_offsets": [], "time": None, "time_offsets": [], "place": None, "place_offsets": [],
        "time_value": None, "content": "So; e3", "sentence": "Mali said", "sentence_start": 40,
        "polarity": "positive", "modality": "actual", "occurred": True,
    },
    {
        "article_id": "a", "date": "2024-01-29", "event_id": "e3", "event_type": "WITHDRAW", "subtype": None,
        "action": "go", "action_start": 59, "action_end": 61,
        "actor": "it", "actor_offsets": [{"start": 50, "end": 52}],
        "target": "The Pact", "target_offsets": [],  # implicit: the entity's name, without a place
        "time": None, "time_offsets": [],
        "place": None, "place_offsets": [],
        "time_value": None, "content": None, "sentence": "it would go.", "sentence_start": 50,
        "polarity": "positive", "modality": "planned", "occurred": False,
    },
    {
        "article_id": "a", "date": "2024-01-29", "event_id": "e4", "event_type": "STATE", "subtype": None,
        "action": None, "action_start": None, "action_end": None, "actor": None, "actor_offsets": [],
        "target": "said", "target_offsets": [],  # an event: the words of its trigger
        "time": None, "time_offsets": [], "place": None, "place_offsets": [],
        "time_value": None, "content": None, "sentence": None, "sentence_start": None,
        "polarity": "unspecified", "modality": "unspecified", "occurred": False,
    },
]  # fmt: skip


def test_event_rows_by_hand():
    assert list(event_rows(ARTICLE, {})) == EVENT_ROWS


def test_roles_that_stand_for_the_common_names():
    row = next(event_rows(ARTICLE, {"actor": ["target", "time"], "target": ["nobody"], "time": []}))
    assert (row["actor"], row["actor_offsets"]) == (
        "the pact; on Monday",
        [{"start": 20, "end": 28}, {"start": 29, "end": 38}],
    )
    assert (row["target"], row["target_offsets"]) == (None, [])
    assert row["time"] == "on Monday"  # a role that is not named stands for itself


def test_an_argument_that_is_an_event_without_trigger_is_named_by_its_id():
    events = (Event("e1", "STATE", None, (Argument("target", event="e2"),)), Event("e2", "STATE", None))
    assert next(event_rows(Article("a", "x", events=events), {}))["target"] == "e2"


def test_a_trigger_over_two_sentences_is_in_the_first():
    row = next(event_rows(ARTICLE.with_events([Event("e1", "STATE", Span(32, 49))]), {}))
    assert (row["action"], row["sentence"], row["sentence_start"]) == ("Monday. Mali said", FIRST, 0)


def test_an_entity_without_a_line_of_its_own_is_named_by_its_id():
    event = Event("e1", "STATE", None, (Argument("place", entity="nowhere"),))
    assert next(event_rows(Article("a", "x", events=(event,)), {}))["place"] == "nowhere"


TOKEN_ROWS = [
    {
        "id": "a:0", "article_id": "a",
        "tokens": ["Mali", "and", "Niger", "left", "the", "pact", "on", "Monday", "."],
        "starts": [0, 5, 9, 15, 20, 24, 29, 32, 38],
        "trigger_tags": ["O", "O", "O", "B-WITHDRAW", "O", "O", "O", "O", "O"],
        "tags": ["B-actor", "O", "B-actor", "B-WITHDRAW", "B-target", "I-target", "B-time", "I-time", "O"],
    },
    {
        "id": "a:1", "article_id": "a", "tokens": ["Mali", "said"], "starts": [40, 45],
        "trigger_tags": ["O", "B-STATE"], "tags": ["B-actor", "B-STATE"],
    },
    {
        "id": "a:2", "article_id": "a", "tokens": ["it", "would", "go", "."], "starts": [50, 53, 59, 61],
        "trigger_tags": ["O", "O", "B-WITHDRAW", "O"], "tags": ["B-actor", "O", "B-WITHDRAW", "O"],
    },
    {
        "id": "a:3", "article_id": "a", "tokens": ["So", "?"], "starts": [63, 65],
        "trigger_tags": ["O", "O"], "tags": ["B-content", "O"],
    },
]  # fmt: skip


def test_token_rows_by_hand():
    assert list(token_rows(ARTICLE)) == TOKEN_ROWS


def tags_of(*events: Event) -> list[list[str]]:
    return [row["tags"] for row in token_rows(ARTICLE.with_events(events))]


@pytest.mark.parametrize(
    ("event", "first", "second"),
    [
        # a trigger takes its words from every argument
        (Event("e", "X", Span(15, 19), (Argument("r", Span(9, 19)), Argument("s", Span(20, 23)))),
         ["O", "O", "O", "B-X", "B-s", "O", "O", "O", "O"], ["O", "O"]),
        # of two arguments the one that begins earlier, then the longer
        (Event("e", "X", Span(15, 19), (Argument("r", Span(24, 28)), Argument("s", Span(20, 28)))),
         ["O", "O", "O", "B-X", "B-s", "I-s", "O", "O", "O"], ["O", "O"]),
        (Event("e", "X", Span(15, 19), (Argument("r", Span(20, 23)), Argument("s", Span(20, 28)))),
         ["O", "O", "O", "B-X", "B-s", "I-s", "O", "O", "O"], ["O", "O"]),
        # a part of a word takes the word
        (Event("e", "X", Span(16, 18), (Argument("r", Span(33, 34)),)),
         ["O", "O", "O", "B-X", "O", "O", "O", "B-r", "O"], ["O", "O"]),
        # a span over the end of a sentence begins anew in the next
        (Event("e", "X", Span(32, 49)), ["O", "O", "O", "O", "O", "O", "O", "B-X", "I-X"], ["B-X", "I-X"]),
        # a space touches no word
        (Event("e", "X", Span(4, 5)), ["O"] * 9, ["O", "O"]),
    ],
)  # fmt: skip
def test_what_a_flat_sequence_holds(event, first, second):
    assert tags_of(event)[:2] == [first, second]


@settings(max_examples=150, deadline=None, derandomize=True)
@given(articles())
def test_token_rows_hold_every_word_once_with_valid_tags(drawn):
    rows = list(token_rows(drawn))
    words = [(start, token) for row in rows for start, token in zip(row["starts"], row["tokens"], strict=True)]
    assert words == [(word.start, word.of(drawn.text)) for word in split_words(drawn.text)]
    assert len({row["id"] for row in rows}) == len(rows)
    events = drawn.events or ()
    types, roles = {e.type for e in events}, {a.role for e in events for a in e.arguments}
    for row in rows:
        assert len(row["tags"]) == len(row["trigger_tags"]) == len(row["tokens"])
        for sequence, names in ((row["trigger_tags"], types), (row["tags"], types | roles)):
            assert {tag[2:] for tag in sequence} <= names | {""}
            for before, tag in zip(["O", *sequence], sequence, strict=False):
                assert tag[:2] != "I-" or before[1:] == tag[1:]


# --- columns


def test_class_labels_are_named_in_the_order_of_the_ontology():
    labels = {
        "event_type": ["STATE", "WITHDRAW"],
        "polarity": ["positive", "negative", "unspecified"],
        "modality": [
            "actual", "planned", "demanded", "threatened", "possible", "conditional", "generic", "unasserted",
            "unspecified",
        ],
    }  # fmt: skip
    features = event_features(ONTOLOGY)
    assert {name: features[name].names for name in labels} == labels
    assert article_features(ONTOLOGY)["events"].feature["type"].names == ["STATE", "WITHDRAW"]
    roles = ["actor", "content", "target", "time"]
    assert article_features(ONTOLOGY)["events"].feature["arguments"].feature["role"].names == roles
    tokens = token_features(ONTOLOGY)
    assert tokens["trigger_tags"].feature.names == ["O", "B-STATE", "I-STATE", "B-WITHDRAW", "I-WITHDRAW"]
    assert tokens["tags"].feature.names == [
        *("O", "B-STATE", "I-STATE", "B-WITHDRAW", "I-WITHDRAW", "B-actor", "I-actor", "B-content", "I-content"),
        *("B-target", "I-target", "B-time", "I-time"),
    ]
    assert bio_names([]) == ["O"]


def test_rows_survive_their_columns():
    article = Dataset.from_list([article_row(ARTICLE), article_row(Article("r", "x"))], article_features(ONTOLOGY))
    assert article[0]["text"] == TEXT and json.loads(article[0]["metadata"])["topic"] == "alliances"
    first = article[0]["events"][0]
    assert (first["type"], first["polarity"], first["occurred"]) == (1, 0, True)
    assert first["trigger"] == {"start": 15, "end": 19, "text": "left"}
    assert article[0]["events"][3]["trigger"] is None
    assert article[1]["events"] == []
    events = Dataset.from_list(EVENT_ROWS, event_features(ONTOLOGY))
    assert [row["event_type"] for row in events] == [1, 0, 1, 0]
    assert [row["modality"] for row in events] == [0, 0, 1, 8]
    plain = [key for key in EVENT_ROWS[0] if key not in ("event_type", "polarity", "modality")]
    assert [{key: row[key] for key in plain} for row in events] == [
        {key: row[key] for key in plain} for row in EVENT_ROWS
    ]
    tokens = Dataset.from_list(TOKEN_ROWS, token_features(ONTOLOGY))
    assert tokens[0]["trigger_tags"] == [0, 0, 0, 3, 0, 0, 0, 0, 0]
    assert tokens[0]["tags"] == [5, 0, 5, 3, 9, 10, 11, 12, 0]
