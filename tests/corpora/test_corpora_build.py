"""A built data set: the same bytes each time, and everything back from `datasets` where there is no ActBank."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

import tiny
from actbank.corpora.build import build_dataset
from actbank.corpora.corpus import Corpus
from actbank.corpora.features import bio_names
from actbank.corpora.rows import article_row, event_rows, token_rows
from actbank.ontology import Ontology
from actbank.schema import MODALITIES, POLARITIES, UNSPECIFIED, Argument, Article, Entity, Event, Span
from actbank.specs import CorpusSpec

ONTOLOGY = Ontology.from_dict(
    {
        "name": "tiny",
        "version": 1,
        "roles": {"actor": {}, "target": {}, "content": {"fillers": ["event"]}},
        "types": {"LEAVE": {"roles": ["actor", "target"]}, "JOIN": {}, "SAY": {"roles": ["actor", "content"]}},
    }
)
FIRST = Article(
    "a",
    "👩\u200d👧: Mali said it left the pact.\r\nثم قالت. So?",
    date="2024-01-29",
    title='"Two", \\ leave',
    metadata={"topic": "é"},
    entities=(Entity("mali", "Mali", "MLI"),),
    events=(
        Event(
            "e1", "SAY", Span(10, 14), (Argument("actor", Span(5, 9), entity="mali"), Argument("content", event="e2"))
        ),
        Event("e2", "LEAVE", Span(18, 22), (Argument("actor", entity="mali"),), "positive", "actual"),
    ),
)
SECOND = Article("b/c", "It left.", events=(Event("e1", "LEAVE", Span(3, 7), polarity="negative"),))
CORPUS = Corpus(
    CorpusSpec(name="mine", title="Mine: 1", description="Two articles.\n", licence="CC BY 4.0", origin="here"),
    ONTOLOGY,
    {
        "train": [FIRST, SECOND],
        "dev": [Article("d", "No events. None.", events=()), Article("e", "Raw.")],
        "test": [replace(SECOND, id="f")],
    },
)
# by hand: train has 3 events in 2 articles of 3 and 1 sentences, dev has none in 2 articles of 2 and 1 sentences
ROWS = {
    "articles": {"train": 2, "dev": 2, "test": 1},
    "events": {"train": 3, "test": 1},
    "tokens": {"train": 4, "dev": 3, "test": 1},
}


def written(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return build_dataset(CORPUS, tmp_path_factory.mktemp("built") / "deep" / "mine")


# --- files


def test_the_rows_and_files_by_hand(built):
    assert built.rows == ROWS
    names = {f"{table}/{part}-00000-of-00001.parquet" for table, parts in ROWS.items() for part in parts}
    assert set(written(built.folder)) == names | {"README.md"}


def test_the_same_corpus_gives_the_same_bytes(built, tmp_path):
    said = []
    build_dataset(CORPUS, tmp_path, said.append)
    assert said == ["table articles", "table events", "table tokens"]
    assert written(tmp_path) == written(built.folder)
    build_dataset(CORPUS, tmp_path)
    assert written(tmp_path) == written(built.folder)


def test_another_process_gives_the_same_bytes(built, tmp_path):
    code = (
        "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[1]); "
        "from test_corpora_build import CORPUS, build_dataset; build_dataset(CORPUS, Path(sys.argv[2]))"
    )
    done = tiny.run_python("-c", code, str(Path(__file__).parent), str(tmp_path), PYTHONHASHSEED="7")
    assert done.returncode == 0, done.stderr
    assert written(tmp_path) == written(built.folder)


def test_a_corpus_without_events_has_the_other_tables(tmp_path):
    raw = replace(CORPUS, splits={"train": [Article("r", "One. Two.")], "dev": [], "test": []})
    found = build_dataset(raw, tmp_path)
    assert found.rows == {"articles": {"train": 1}, "tokens": {"train": 2}}
    assert set(written(tmp_path)) == {f"{table}/train-00000-of-00001.parquet" for table in found.rows} | {"README.md"}


# --- the card


@pytest.fixture(scope="module")
def card(built) -> tuple[dict, str]:
    _, header, body = (built.folder / "README.md").read_text(encoding="utf-8").split("---\n", 2)
    return yaml.safe_load(header), body


def test_the_header_tells_the_loader_where_the_rows_are_and_how_many(card):
    header, _ = card
    assert (header["pretty_name"], header["license"], header["language"]) == ("Mine: 1", "cc-by-4.0", ["en"])
    configs = {row["config_name"]: row for row in header["configs"]}
    assert list(configs) == list(ROWS)
    assert [name for name, row in configs.items() if row.get("default")] == ["events"]
    for table, parts in ROWS.items():
        files = [{"split": part, "path": f"{table}/{part}-*.parquet"} for part in parts]
        assert configs[table]["data_files"] == files
    counted = {
        info["config_name"]: {split["name"]: split["num_examples"] for split in info["splits"]}
        for info in header["dataset_info"]
    }
    assert counted == ROWS


def test_the_sizes_of_the_header_are_those_of_the_files(card, built):
    sizes = {name: len(content) for name, content in written(built.folder).items()}
    for info in card[0]["dataset_info"]:
        own = {name: size for name, size in sizes.items() if name.startswith(f"{info['config_name']}/")}
        assert info["download_size"] == sum(own.values())
        assert [split["num_bytes"] for split in info["splits"]] == [
            own[f"{info['config_name']}/{split['name']}-00000-of-00001.parquet"] for split in info["splits"]
        ]


def test_the_counts_of_the_card_are_those_of_the_rows(card):
    tables = [line for line in card[1].splitlines() if line.startswith("|") and "---" not in line]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in tables]
    assert cells == [
        ["rows", "train", "dev", "test"],
        ["articles", "2", "2", "1"],
        ["events", "3", "0", "1"],
        ["tokens", "4", "3", "1"],
        ["event type", "train", "dev", "test"],
        ["LEAVE", "2", "0", "1"],
        ["JOIN", "0", "0", "0"],
        ["SAY", "1", "0", "0"],
        ["role", "train", "dev", "test"],
        ["actor", "2", "0", "0"],
        ["target", "0", "0", "0"],
        ["content", "1", "0", "0"],
        ["attribute", "train", "dev", "test"],
        ["positive", "1", "0", "0"],
        ["negative", "1", "0", "1"],
        ["actual", "1", "0", "0"],
        ["unspecified", "3", "0", "1"],  # polarity and modality of e1 of a, modality of e1 of b/c
        ["articles by topic", "train", "dev", "test"],
        ["é", "1", "0", "0"],
    ]


def test_the_notes_of_the_authors_stand_in_the_card(tmp_path):
    (tmp_path / "articles").mkdir()
    (tmp_path / "NOTES.md").write_text("## How it was made\n\nBy hand.\n", encoding="utf-8")
    spec = replace(CORPUS.spec, path=str(tmp_path / "articles"), notes="../NOTES.md")
    folder = build_dataset(replace(CORPUS, spec=spec), tmp_path / "built").folder
    text = (folder / "README.md").read_text(encoding="utf-8")
    assert text.index("## How it was made\n\nBy hand.") < text.index("## Counts")


def test_the_card_names_what_it_was_built_from(card):
    body = card[1]
    assert body.startswith("\n# Mine: 1\n\nTwo articles.\n\n")
    assert f"Built by ActBank from corpus `{CORPUS.identity}` with ontology `{ONTOLOGY.identity}`." in body
    assert re.findall(r"- \*\*(\w+)\*\*: (.*)", body) == [
        ("Licence", "CC BY 4.0"),
        ("Origin", "here"),
        ("Citation", "not stated"),
    ]


def test_a_licence_that_the_hub_does_not_know_is_other(tmp_path):
    build_dataset(replace(CORPUS, spec=CorpusSpec(name="x", licence="none stated")), tmp_path)
    text = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert "license: other\n" in text and "pretty_name: x\n" in text
    assert "# x\n\nAnnotated articles.\n" in text


# --- what `datasets` makes of it, in a process that cannot import ActBank

LOAD = """
import importlib, json, sys

class Refused:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "actbank":
            raise ModuleNotFoundError(f"refused {name}")

sys.meta_path.insert(0, Refused())
sys.path = [place for place in sys.path if not place.rstrip("/").endswith("src")]
try:
    import actbank
except ModuleNotFoundError as error:
    refused = str(error)

from datasets import ClassLabel, List, get_dataset_config_names, load_dataset

folder, cache = sys.argv[1:]

def names(feature):
    if isinstance(feature, ClassLabel):
        return feature.names
    if isinstance(feature, List):
        return names(feature.feature)
    if isinstance(feature, dict):
        return {key: found for key, value in feature.items() if (found := names(value))}
    return None

def dated(row):
    return json.loads(json.dumps(row, default=str))

found = {}
for table in get_dataset_config_names(folder):
    whole = load_dataset(folder, table, cache_dir=cache)
    streamed = load_dataset(folder, table, streaming=True, cache_dir=cache)
    found[table] = {
        "names": names(next(iter(whole.values())).features),
        "rows": {part: [dated(row) for row in rows] for part, rows in whole.items()},
        "streamed": {part: [dated(row) for row in rows] for part, rows in streamed.items()},
    }
default = load_dataset(folder, cache_dir=cache, split="train").column_names
print(json.dumps({"refused": refused, "tables": found, "default": default, "loaded": "actbank" in sys.modules}))
"""


@pytest.fixture(scope="module")
def loaded(built, tmp_path_factory):
    folder = tmp_path_factory.mktemp("elsewhere")
    (folder / "load.py").write_text(LOAD, encoding="utf-8")
    offline = {"HF_DATASETS_OFFLINE": "1", "HF_HOME": str(folder / "home"), "HF_DATASETS_DISABLE_PROGRESS_BARS": "1"}
    arguments = ("-I", str(folder / "load.py"), str(built.folder), str(folder / "cache"))
    done = tiny.run_python(*arguments, **offline, PYTHONPATH="")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_actbank_was_not_there(loaded):
    assert (loaded["refused"], loaded["loaded"]) == ("refused actbank", False)


def test_every_table_comes_back_whole_and_streamed(loaded):
    counts = {t: {part: len(rows) for part, rows in found["rows"].items()} for t, found in loaded["tables"].items()}
    assert counts == ROWS
    for found in loaded["tables"].values():
        assert found["streamed"] == found["rows"]
    assert loaded["default"][:3] == ["article_id", "date", "event_id"]


def test_class_labels_keep_their_names(loaded):
    types, roles = ["LEAVE", "JOIN", "SAY"], ["actor", "target", "content"]
    attributes = {"polarity": [*POLARITIES, UNSPECIFIED], "modality": [*MODALITIES, UNSPECIFIED]}
    assert {table: found["names"] for table, found in loaded["tables"].items()} == {
        "articles": {"events": {"type": types, **attributes, "arguments": {"role": roles}}},
        "events": {"event_type": types, **attributes},
        "tokens": {"trigger_tags": bio_names(types), "tags": bio_names([*types, *roles])},
    }


def decoded(value, names):
    """Return a loaded row with the names of its class labels."""
    if isinstance(names, list):
        return [names[at] for at in value] if isinstance(value, list) else names[value]
    if isinstance(value, list):
        return [decoded(item, names) for item in value]
    if isinstance(value, dict) and names:
        return {key: decoded(item, names[key]) if key in names else item for key, item in value.items()}
    return value


ROW_MAKERS = {
    "articles": lambda article: [article_row(article)],
    "events": lambda article: list(event_rows(article, {})),
    "tokens": lambda article: list(token_rows(article)),
}


@pytest.mark.parametrize("table", ROWS)
def test_the_loaded_rows_are_the_rows_of_the_articles(loaded, table):
    found = loaded["tables"][table]
    for part, rows in found["rows"].items():
        expected = [row for article in CORPUS.splits[part] for row in ROW_MAKERS[table](article)]
        assert [decoded(row, found["names"]) for row in rows] == expected


def test_a_loaded_row_by_hand(loaded):
    row = loaded["tables"]["events"]["rows"]["train"][0]
    assert {key: row[key] for key in ("article_id", "event_id", "event_type", "action", "actor", "content")} == {
        "article_id": "a",
        "event_id": "e1",
        "event_type": 2,
        "action": "said",
        "actor": "Mali",
        "content": "e2",
    }
    assert row["sentence"] == "👩\u200d👧: Mali said it left the pact."
