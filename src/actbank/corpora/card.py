"""The data card of a built data set."""

from __future__ import annotations

import yaml
from datasets.info import DatasetInfosDict

from actbank.corpora.card_tables import count_tables
from actbank.corpora.corpus import Corpus
from actbank.corpora.spec import corpus_path

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

{notes}
## Counts

{tables}
"""


def card_text(corpus: Corpus, infos: DatasetInfosDict, rows: dict[str, dict[str, int]]) -> str:
    """Return the card: YAML for the loader, licence, usage, the authors' notes, counts."""
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
        notes=_notes(corpus),
        tables="\n\n".join(count_tables(corpus, rows)),
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


def _notes(corpus: Corpus) -> str:
    """Return what the corpus' own authors say about it, if they do."""
    spec = corpus.spec
    if not spec.notes:
        return ""
    return (corpus_path(spec) / spec.notes).read_text(encoding="utf-8").strip() + "\n"
