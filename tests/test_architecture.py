"""The house plan, held by reading the imports: they go down only, and the light commands stay light."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

import actbank
import tiny
from actbank.corpora.spec import find_corpus, find_ontology
from actbank.formats import save_articles
from actbank.places import configs_dir
from actbank.schema import Article, Event, Span

SOURCE = Path(actbank.__file__).parent
# Rooms from the ground up; a room may import those of the lines above its own, none of its own line.
LEVELS = (
    "problems",
    "lookup schema specs places yaml_files",
    "ontology predicted segmentation",
    "formats metrics normalize",
    "encoding",
    "corpora",
    "training",
    "models",
    "evaluate runs train extract transfer",
    "report",
    "quickstart event_table",
    "cli",
    "__main__",
)
LEVEL = {room: number for number, rooms in enumerate(LEVELS) for room in rooms.split()}
# Training ends in an evaluation and in the record of a run; what a run's record holds is named for type checks alone.
NEIGHBOURS = {("train", "evaluate"), ("train", "runs")}
TYPE_ONLY = {("runs", "evaluate")}
HEAVY = ("torch", "transformers", "datasets", "sklearn", "hydra", "omegaconf", "pandas")


@dataclass(frozen=True)
class Import:
    """One imported module: the file and line, and whether only type checkers see it."""

    file: Path
    line: int
    module: str
    names: tuple[str, ...]
    type_only: bool

    @property
    def room(self) -> str:
        return room_of(self.file)

    @property
    def target(self) -> str:
        """The room it comes from; the package itself is ``actbank``."""
        parts = self.module.split(".")
        return parts[1] if len(parts) > 1 else "actbank"

    def __str__(self) -> str:
        return f"{self.file.relative_to(SOURCE)}:{self.line}: {self.module}"


def room_of(file: Path) -> str:
    first = file.relative_to(SOURCE).parts[0]
    return first.removesuffix(".py")


@cache
def modules() -> tuple[Path, ...]:
    return tuple(sorted(SOURCE.rglob("*.py")))


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def is_type_check(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def imports_below(node: ast.AST, file: Path, type_only: bool = False) -> Iterator[Import]:
    """Every import of a module, wherever it stands, and every ``"module:object"`` that is imported by name."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (Import(file, child.lineno, alias.name, (), type_only) for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            assert child.level == 0, f"{file}:{child.lineno}: a relative import"
            names = tuple(alias.name for alias in child.names)
            yield Import(file, child.lineno, child.module or "", names, type_only)
        elif isinstance(child, ast.Constant) and re.fullmatch(r"actbank(\.\w+)+:\w+", str(child.value)):
            module, _, name = str(child.value).partition(":")
            yield Import(file, child.lineno, module, (name,), type_only)
        yield from imports_below(child, file, type_only or is_type_check(child))


@cache
def all_imports() -> tuple[Import, ...]:
    return tuple(found for file in modules() for found in imports_below(tree(file), file))


def own_imports() -> list[Import]:
    return [found for found in all_imports() if found.module.split(".")[0] == "actbank"]


def allowed(found: Import) -> bool:
    pair = (found.room, found.target)
    if LEVEL[found.target] < LEVEL[found.room] or found.room == found.target:
        return True
    return pair in NEIGHBOURS or (pair in TYPE_ONLY and found.type_only)


def test_the_reading_finds_imports_wherever_they_stand():
    source = (
        "import a.b\nif TYPE_CHECKING:\n    from actbank.x import Y\n"
        "def f():\n    from actbank import z\nT = {'n': 'actbank.cli.check:main'}\n"
    )
    found = list(imports_below(ast.parse(source), SOURCE / "x.py"))
    assert [(i.module, i.names, i.target, i.type_only) for i in found] == [
        ("a.b", (), "b", False),
        ("actbank.x", ("Y",), "x", True),
        ("actbank", ("z",), "actbank", False),
        ("actbank.cli.check", ("main",), "cli", False),
    ]
    assert len(all_imports()) > 300


def test_every_room_has_its_level():
    rooms = {room_of(file) for file in modules()} - {"__init__"}
    assert rooms <= set(LEVEL)
    assert {found.target for found in own_imports()} - {"actbank"} <= rooms


def test_imports_go_down_only():
    wrong = [
        str(found)
        for found in own_imports()
        if found.room != "__init__" and found.target != "actbank" and not allowed(found)
    ]
    assert wrong == []


def test_the_package_itself_gives_its_version_and_takes_the_lookup():
    taken = {name for found in own_imports() if found.target == "actbank" for name in found.names}
    assert taken == {"__version__"}
    top = ast.parse((SOURCE / "__init__.py").read_text(encoding="utf-8"))
    eager = [node.module for node in top.body if isinstance(node, ast.ImportFrom) and node.module != "__future__"]
    assert eager == ["typing", "actbank.lookup"]


def test_every_imported_name_of_ours_exists():
    missing = [f"{found} {name}" for found in own_imports() for name in found.names if not exists(found.module, name)]
    assert missing == []


def exists(module: str, name: str) -> bool:
    """Whether a module defines or imports a name, or a package holds a module of that name."""
    place = SOURCE.joinpath(*module.split(".")[1:])
    file = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
    if not file.is_file():
        return False
    defined = set()
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            defined.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            defined.add(node.id)
        elif isinstance(node, ast.ImportFrom | ast.Import):
            defined |= {alias.asname or alias.name for alias in node.names}
    return name in defined or (place / f"{name}.py").is_file() or (place / name).is_dir()


@pytest.mark.parametrize(
    ("libraries", "rooms"),
    [
        (("hydra", "omegaconf"), {"cli"}),
        (("typer", "click"), {"cli"}),
        (("rich",), {"cli", "event_table"}),
        (("torch", "sklearn", "safetensors", "accelerate"), {"training", "models"}),
    ],
)
def test_heavy_libraries_stay_in_their_rooms(libraries, rooms):
    found = [found for found in all_imports() if found.module.split(".")[0] in libraries]
    assert [str(one) for one in found if one.room not in rooms] == []


def test_no_module_is_named_for_nothing():
    names = {file.stem for file in modules()} | {file.parent.name for file in modules()}
    assert names & {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"} == set()


# --- what a command loads


@pytest.fixture
def articles(tmp_path):
    """A file of one annotated article, which is also a perfect prediction of itself."""
    file = tmp_path / "a.jsonl"
    save_articles([Article("a", "Mali left.", events=(Event("e1", "WITHDRAW", Span(5, 9)),))], file)
    return str(file)


@pytest.mark.parametrize(
    ("call", "absent"),
    [
        ("import actbank", HEAVY),
        ("import actbank; actbank.Span, actbank.Ontology, actbank.load_articles, actbank.score", HEAVY),
        ("from actbank.cli import main; assert main(['--help']) == 0", HEAVY),
        ("from actbank.cli import main; assert main(['--version']) == 0", HEAVY),
        ("from actbank.cli import main; assert main(['check', FILE]) == 0", HEAVY),
        ("from actbank.cli import main; assert main(['score', FILE, FILE]) == 0", HEAVY),
        ("from actbank.cli import main; assert main(['convert', FILE, FILE + '.gz', '--to', 'jsonl']) == 0", HEAVY),
    ],
)
def test_the_light_commands_load_nothing_heavy(call, absent, articles):
    code = f"FILE = {articles!r}\n{call}\nimport sys\nprint([name for name in {absent!r} if name in sys.modules])"
    done = tiny.run_python("-c", code)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "[]"


# --- configs


@pytest.mark.parametrize("name", sorted(file.stem for file in (configs_dir() / "corpus").glob("*.yaml")))
def test_every_corpus_entry_loads_with_its_ontology(name):
    spec = find_corpus(name)
    assert spec.name == name
    assert find_ontology(spec.ontology).types
    assert spec.splits.train + spec.splits.dev + spec.splits.test == pytest.approx(1)


@pytest.mark.parametrize("name", sorted(file.stem for file in (configs_dir() / "ontology").glob("*.yaml")))
def test_every_ontology_file_loads(name):
    assert find_ontology(name).name == name
