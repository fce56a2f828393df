"""Corpora and ontologies by name: one YAML file each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from actbank.ontology import Ontology
from actbank.places import configs_dir, corpora_root, data_dir
from actbank.problems import DataError, Problem, nearest, unknown_name
from actbank.specs import CorpusSpec, SplitSpec
from actbank.yaml_files import load_mapping


def _find(kind: str, name: str) -> Path:
    """Return the YAML file of a name in ``configs/<kind>``, or the YAML file that the name is."""
    if name.endswith((".yaml", ".yml")) and Path(name).is_file():
        return Path(name)
    file = configs_dir() / kind / f"{name}.yaml"
    if not file.is_file():
        raise unknown_name(kind, name, [path.stem for path in file.parent.glob("*.yaml")])
    return file


def corpus_names() -> list[str]:
    """Return the names of the corpora that have a config."""
    return sorted(file.stem for file in (configs_dir() / "corpus").glob("*.yaml"))


def find_ontology(name: str) -> Ontology:
    """Return the ontology of a name in ``configs/ontology`` or of a YAML file.

    Raises:
        UnknownName: neither; the text holds the nearest name.
        DataError: the file has problems; all of them.
    """
    return Ontology.load(_find("ontology", name))


def find_corpus(name: str) -> CorpusSpec:
    """Return the spec of a corpus in ``configs/corpus`` or of a YAML file.

    Raises:
        UnknownName: neither; the text holds the nearest name.
        DataError: the file has unknown keys; all of them.
    """
    file = _find("corpus", name)
    return corpus_spec(load_mapping(file, "keys of a corpus"), str(file))


def corpus_spec(values: Mapping[str, Any], where: str) -> CorpusSpec:
    """Return the spec that plain values describe.

    Raises:
        DataError: unknown keys; all of them, each with the nearest right one.
    """
    shares, common = values.get("splits") or {}, values.get("common") or {}
    tables = {"splits": shares, "common": common}
    problems = [
        *_unknown(values, CorpusSpec, where),
        *(Problem(where, f"{key} {v!r}", "a mapping") for key, v in tables.items() if not isinstance(v, Mapping)),
        *(_unknown(shares, SplitSpec, f"{where}: splits") if isinstance(shares, Mapping) else ()),
    ]
    if problems:
        raise DataError(problems)
    return CorpusSpec(**{**values, "common": common, "splits": SplitSpec(**shares)})


def _unknown(values: Mapping[str, Any], spec: type, where: str) -> Iterator[Problem]:
    known = [field.name for field in fields(spec)]
    for key in values:
        if key not in known:
            yield Problem(where, f"unknown key {key!r}", f"one of {', '.join(known)}", nearest(str(key), known))


def corpus_path(spec: CorpusSpec) -> Path:
    """Return where the corpus lies: its absolute path, or below ActBank's data folder or the corpora root."""
    path = Path(spec.path).expanduser()
    if path.is_absolute() or (path.exists() and not spec.own):
        return path
    return (data_dir() if spec.own else corpora_root()) / path
