"""The data card of a built data set."""

from __future__ import annotations

from collections import Counter

import yaml
from datasets.info import DatasetInfosDict

from actbank.corpora.corpus import Corpus
from actbank.schema import MODALITIES, POLARITIES, UNSPECIFIED, Event

_TEXT = """---
{header}---

# {title}

{description}

Built by ActBank from corpus `{identity}` with ontology `{ontology}`.

- **Licence**: {licence}
- **Origin**: {origin}
- **Citation**: {citation}

## Use

```python
from datasets import load_dataset

events = load_dataset("PATH/TO/THIS/FOLDER", "events", split="train")
label = events.features["event_type"]
for row in events.filter(lambda row: row["occurred"]):
    print(row["date"], row["actor"], label.int2str(row["event_type"]), row["target"], row["time_value"])
```

- `articles`: one row an article, with nested events, arguments and entities. Offsets are Unicode code points, end
  exclusive.
- `events`: one row an event: who did what to whom, when, where, in which sentence, and whether it happened
  (`occurred` = positive and actual). Several fillers of one role are joined by `; `; `*_offsets` hold each.
- `tokens`: one row a sentence. `trigger_tags` are BIO tags of event types; `tags` is one flat sequence of triggers
  and roles, for any token-classification script. A flat
  sequence cannot hold a span that plays two roles: `articles` can.

## Counts

{rows}

{types}

{attributes}
"""


def card_text(corpus: Corpus, infos: DatasetInfosDict, rows: dict[str, dict[str, int]]) -> str:
    """Return the card: YAML for the loader, licence, usage, counts."""
    spec = corpus.spec
    return _TEXT.format(
        header=_header(corpus, infos, rows),
        title=spec.title or spec.name,
        description=spec.description.strip() or "Annotated articles.",
        identity=corpus.identity,
        ontology=corpus.ontology.identity,
        licence=spec.licence or "not stated",
        origin=spec.origin or "not stated",
        citation=spec.citation or "not stated",
        rows=_rows_table(rows),
        types=_types_table(corpus),
        attributes=_attributes_table(corpus),
    )


def _header(corpus: Corpus, infos: DatasetInfosDict, rows: dict[str, dict[str, int]]) -> str:
    configs = [
        {
            "config_name": table,
            "data_files": [{"split": part, "path": f"{table}/{part}-*.parquet"} for part in parts],
            **({"default": True} if table == "events" else {}),
            "version": "1.0.0",
            "description": f"{table} of {corpus.identity}",
        }
        for table, parts in rows.items()
    ]
    header = {
        "pretty_name": corpus.spec.title or corpus.spec.name,
        "language": [corpus.spec.language],
        "license": "cc-by-4.0" if corpus.spec.licence.upper().startswith("CC BY 4.0") else "other",
        "task_categories": ["token-classification"],
        "tags": ["event-extraction", "event-data", "news"],
        "configs": configs,
        "dataset_info": [info._to_yaml_dict() for info in infos.values()],
    }
    return yaml.safe_dump(header, sort_keys=False, allow_unicode=True, width=1000)


def _markdown(head: list[str], body: list[list[str]]) -> str:
    rule = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join("| " + " | ".join(row) + " |" for row in [head, rule, *body])


def _rows_table(rows: dict[str, dict[str, int]]) -> str:
    parts = list(dict.fromkeys(part for counts in rows.values() for part in counts))
    body = [[table, *(str(counts.get(part, 0)) for part in parts)] for table, counts in rows.items()]
    return _markdown(["rows", *parts], body)


def _events(corpus: Corpus) -> dict[str, list[Event]]:
    return {part: [e for a in articles for e in a.events or ()] for part, articles in corpus.splits.items()}


def _types_table(corpus: Corpus) -> str:
    counts = {part: Counter(event.type for event in events) for part, events in _events(corpus).items()}
    body = [[kind, *(str(found[kind]) for found in counts.values())] for kind in corpus.ontology.types]
    return _markdown(["event type", *counts], body)


def _attributes_table(corpus: Corpus) -> str:
    events = _events(corpus)
    counts = {part: Counter(v for e in found for v in (e.polarity, e.modality)) for part, found in events.items()}
    values = [value for value in (*POLARITIES, *MODALITIES, UNSPECIFIED) if any(c[value] for c in counts.values())]
    return _markdown(["attribute", *counts], [[value, *(str(c[value]) for c in counts.values())] for value in values])
