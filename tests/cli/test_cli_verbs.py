"""The verbs from end to end, with a tiny encoder, called as the command calls them."""

import io
import json
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

import tiny
from actbank.cli import VERBS, main
from actbank.formats import load_articles

ROOT = Path(__file__).resolve().parents[2]
RAW = "Norland left the river pact on Monday. Ostia said it will join the grain pact."


@pytest.fixture(scope="module")
def places(tmp_path_factory):
    """A corpus, an encoder and a model trained on them by ``actbank train``."""
    folder = tmp_path_factory.mktemp("verbs")
    corpus = tiny.write_corpus(folder / "corpus")
    encoder = tiny.write_encoder(folder / "encoder")
    chosen = ["corpus=folder", f"corpus.path={corpus}", f"encoder={encoder}", "encoder.learning_rate=1e-3"]
    small = [
        "model.max_tokens=64",
        "model.role_size=16",
        "training.epochs=30",
        "training.head_rate=1e-2",
        "training.batch_tokens=60",
    ]
    arguments = [*chosen, *small, "training.patience=0", "training.precision=fp32", "training.threads=1"]
    assert main(["train", *arguments, f"output={folder / 'run'}"]) == 0
    return {
        "folder": folder,
        "corpus": corpus,
        "run": folder / "run",
        "model": folder / "run/model",
        "given": arguments,
    }


def test_help_names_every_verb_and_each_verb_shows_an_example(capsys):
    assert main([]) == 0
    shown = capsys.readouterr().out
    for verb in VERBS:
        assert f"\n  {verb} " in shown
        assert main([verb, "--help"]) == 0
        assert f"actbank {verb} " in capsys.readouterr().out


def test_an_unknown_verb_is_refused_with_the_nearest(capsys):
    assert main(["trian"]) == 2
    assert "unknown verb 'trian'; did you mean 'train'?" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("argument", "text"),
    [
        ("training.epoch=2", "unknown config key 'training.epoch'; did you mean 'training.epochs'?"),
        ("corpus=newz", "unknown corpus 'newz'; did you mean 'news'?"),
        ("training.epochs=many", "training.epochs=many: Value 'many' of type 'str' could not be converted to Float"),
        ("corpus=folder", "corpus 'folder': say where its articles lie: corpus.path=FOLDER"),
    ],
)
def test_what_is_wrong_in_a_config_is_named(argument, text, capsys):
    assert main(["train", argument]) == 2
    assert capsys.readouterr().err.startswith(text)


def test_evaluate_gives_the_scores_of_the_training(places, tmp_path, capsys):
    arguments = ["evaluate", str(places["model"]), "--corpus", str(places["corpus"])]
    assert main([*arguments, "--per", "role", "--output", str(tmp_path)]) == 0
    assert "AC+" in capsys.readouterr().out
    trained, again = (json.loads((folder / "test.json").read_text()) for folder in (places["run"], tmp_path))
    assert again["measures"] == trained["measures"]
    assert trained["measures"]["TC"]["tp"] > 0


def test_score_of_the_stored_predictions_gives_the_stored_counts(places, tmp_path, capsys):
    predicted = places["run"] / "test.predictions.jsonl.gz"
    ids = {article.id for article in load_articles(predicted)}
    for article in ids:
        (tmp_path / f"{article}.evt").write_bytes((places["corpus"] / f"{article}.evt").read_bytes())
    assert main(["score", str(tmp_path), str(predicted), "--json"]) == 0
    scores = json.loads(capsys.readouterr().out)
    assert scores["measures"] == json.loads((places["run"] / "test.json").read_text())["measures"]


@pytest.mark.parametrize(("format", "holds"), [("table", "did what"), ("csv", "article_id,"), ("jsonl", '"events":')])
def test_extract_a_text_file(places, tmp_path, capsys, format, holds):
    (tmp_path / "new.txt").write_text(RAW, encoding="utf-8")
    arguments = ["extract", str(tmp_path / "new.txt"), "--model", str(places["model"]), "--date", "2024-01-29"]
    assert main([*arguments, "--format", format]) == 0
    shown = capsys.readouterr().out
    assert holds in shown
    assert "WITHDRAW" in shown


def test_extract_reads_stdin_folders_and_jsonl_and_gives_the_same_events(places, tmp_path, monkeypatch, capsys):
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts/stdin.txt").write_text(RAW, encoding="utf-8")
    (tmp_path / "given.jsonl").write_text(json.dumps({"id": "stdin", "text": RAW}), encoding="utf-8")
    found = []
    for source in ("-", str(tmp_path / "texts"), str(tmp_path / "given.jsonl")):
        monkeypatch.setattr(sys, "stdin", io.StringIO(RAW))
        assert main(["extract", source, "--model", str(places["model"]), "--format", "jsonl"]) == 0
        found.append(json.loads(capsys.readouterr().out)["events"])
    assert found[0]
    assert found == [found[0]] * 3


def test_extract_only_what_occurred(places, tmp_path, capsys):
    (tmp_path / "new.txt").write_text(RAW, encoding="utf-8")
    out = tmp_path / "events.jsonl"
    arguments = ["extract", str(tmp_path / "new.txt"), "--model", str(places["model"]), "--format", "jsonl"]
    assert main([*arguments, "--occurred-only", "--output", str(out)]) == 0
    events = load_articles(out)[0].events
    assert events
    assert all(event.occurred for event in events)
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["missing.txt"], "missing.txt: no such file or folder"),
        (["-", "--format", "tabel"], "unknown format 'tabel'; did you mean 'table'?"),
        (["-", "--model", "nowhere"], "nowhere: no model here (no config.json)."),
    ],
)
def test_what_extract_refuses(places, arguments, text, capsys):
    model = [] if "--model" in arguments else ["--model", str(places["model"])]
    assert main(["extract", *arguments, *model]) == 2
    assert capsys.readouterr().err.startswith(text)


def test_check_names_file_and_line_and_exits_with_1(places, tmp_path, capsys):
    assert main(["check", str(places["corpus"])]) == 0
    source = tiny.evt(0)
    (tmp_path / "a.evt").write_text(source.replace("actor=", "aktor=", 1), encoding="utf-8")
    line = next(n for n, words in enumerate(source.splitlines(), 1) if "actor=" in words)
    capsys.readouterr()
    assert main(["check", str(tmp_path / "a.evt"), "--lint"]) == 1
    shown = capsys.readouterr().out
    assert shown.startswith(f"{(tmp_path / 'a.evt').as_posix()}:{line}: article 'a0', event 'e1': role 'aktor' of")
    assert "nearest actor" in shown


def test_convert_to_brat_and_back(places, tmp_path):
    assert main(["convert", str(places["corpus"]), str(tmp_path / "brat"), "--to", "brat"]) == 0
    assert main(["convert", str(tmp_path / "brat"), str(tmp_path / "back.jsonl")]) == 0
    by_id = {article.id: article for article in load_articles(tmp_path / "back.jsonl")}
    assert by_id == {article.id: article for article in load_articles(places["corpus"])}


class _Words(HTMLParser):
    """The words of a page and the addresses it refers to."""

    def __init__(self):
        super().__init__()
        self.words, self.addresses = [], []

    def handle_data(self, data):
        self.words.append(data)

    def handle_starttag(self, tag, attrs):
        self.addresses += [value for name, value in attrs if name in ("src", "href")]


def test_report_holds_scores_and_article_and_needs_nothing_from_outside(places, tmp_path, capsys):
    (tmp_path / "new.txt").write_text(RAW, encoding="utf-8")
    page = tmp_path / "page.html"
    arguments = ["--corpus", str(places["corpus"]), "--article", str(tmp_path / "new.txt"), "--output", str(page)]
    assert main(["report", str(places["run"]), *arguments]) == 0
    assert capsys.readouterr().out.strip() == str(page)
    parsed = _Words()
    parsed.feed(page.read_text(encoding="utf-8"))
    text = "".join(parsed.words)
    for words in ("WITHDRAW", "JOIN", "river pact", "AC+", "95 % interval"):
        assert words in text
    assert parsed.addresses == []


def test_quickstart_leaves_all_its_pieces_and_says_where(places, tmp_path, capsys):
    arguments = [a.replace("training.epochs=30", "training.epochs=2") for a in places["given"]]
    assert main(["quickstart", *arguments, f"output={tmp_path / 'q'}"]) == 0
    shown = capsys.readouterr().out
    for piece in (
        "dataset/README.md",
        "model/model.safetensors",
        "report.html",
        "article.jsonl",
        "run.json",
        "test.json",
    ):
        assert (tmp_path / "q" / piece).is_file(), piece
    assert str(tmp_path / "q" / "report.html") in shown
    assert "Try next:" in shown


def test_multirun_trains_each_seed(places, tmp_path):
    arguments = [a.replace("training.epochs=30", "training.epochs=1") for a in places["given"]]
    sweep = [f"hydra.sweep.dir={tmp_path}", "hydra.sweep.subdir=${hydra.job.num}", f"output={tmp_path}/s${{seed}}"]
    command = [sys.executable, "-m", "actbank", "train", "--multirun", "seed=0,1", *arguments, *sweep]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=tmp_path, check=False)
    assert done.returncode == 0, done.stderr
    assert [json.loads((tmp_path / f"s{seed}/run.json").read_text())["seed"] for seed in (0, 1)] == [0, 1]


@pytest.mark.parametrize(("script", "verb"), [("train", "train"), ("evaluate", "evaluate"), ("build_dataset", "build")])
def test_the_scripts_are_doors_to_the_verbs(script, verb):
    command = [sys.executable, str(ROOT / "scripts" / f"{script}.py"), "--help"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert f"actbank {verb}" in done.stdout
