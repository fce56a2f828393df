"""A corpus as a folder that ``datasets.load_dataset`` opens without any code of ours."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from datasets import Dataset, DatasetDict, Features
from datasets.info import DatasetInfo, DatasetInfosDict

from actbank.corpora.card import card_text
from actbank.corpora.corpus import Corpus
from actbank.corpora.features import article_features, event_features, token_features
from actbank.corpora.rows import Row, article_row, event_rows, token_rows
from actbank.schema import Article

TABLES = ("articles", "events", "tokens")


@dataclass(frozen=True, slots=True)
class BuiltDataset:
    """Where a data set was written and how many rows each split of each table has."""

    folder: Path
    rows: dict[str, dict[str, int]]


def build_dataset(corpus: Corpus, folder: Path, say: Callable[[str], None] = lambda _: None) -> BuiltDataset:
    """Write the tables ``articles``, ``events`` and ``tokens`` of a corpus with a data card.

    The same corpus gives the same bytes.

    Args:
        corpus: What to write.
        folder: Where to; files of the same name are replaced.
        say: Told what is being done.
    """
    infos: dict[str, DatasetInfo] = {}
    rows: dict[str, dict[str, int]] = {}
    for table in TABLES:
        say(f"table {table}")
        splits = _table(corpus, table)
        if not splits:  # nothing annotated, say
            continue
        infos[table] = _write(splits, folder, table)
        rows[table] = {part: len(found) for part, found in splits.items()}
    folder.mkdir(parents=True, exist_ok=True)
    text = card_text(corpus, DatasetInfosDict(infos), rows)
    (folder / "README.md").write_text(text, encoding="utf-8", newline="\n")
    return BuiltDataset(folder, rows)


def _table(corpus: Corpus, table: str) -> DatasetDict:
    features = {"articles": article_features, "events": event_features, "tokens": token_features}[table](
        corpus.ontology
    )
    splits = {part: articles for part, articles in corpus.splits.items() if articles}
    made = {part: list(_rows(corpus, table, articles)) for part, articles in splits.items()}
    return DatasetDict({part: _dataset(rows, features) for part, rows in made.items() if rows})


def _rows(corpus: Corpus, table: str, articles: list[Article]) -> Iterator[Row]:
    for article in articles:
        if table == "articles":
            yield article_row(article)
        elif table == "events":
            yield from event_rows(article, corpus.spec.common)
        else:
            yield from token_rows(article)


def _dataset(rows: list[Row], features: Features) -> Dataset:
    return Dataset.from_list(rows, features=features)


def _write(splits: DatasetDict, folder: Path, table: str) -> DatasetInfo:
    (folder / table).mkdir(parents=True, exist_ok=True)
    size = 0
    for part, rows in splits.items():
        file = folder / table / f"{part}-00000-of-00001.parquet"
        rows.to_parquet(file)
        size += file.stat().st_size
    first = next(iter(splits.values()))
    return DatasetInfo(
        features=first.features,
        config_name=table,
        splits=_split_infos(splits, folder / table),
        download_size=size,
        dataset_size=sum(rows.data.nbytes for rows in splits.values()),
    )


def _split_infos(splits: DatasetDict, folder: Path) -> dict[str, dict[str, object]]:
    return {
        part: {
            "name": part,
            "num_bytes": (folder / f"{part}-00000-of-00001.parquet").stat().st_size,
            "num_examples": len(rows),
        }
        for part, rows in splits.items()
    }
