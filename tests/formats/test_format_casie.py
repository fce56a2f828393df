"""CASIE's reader: own fixtures in the published shape, then the real corpus where it is at hand.

The expected values of the fixtures are counted by hand in their texts. Those of the real corpus are the counts that its
paper's data holds, taken from the JSON with a counting script that does not use this package.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tarfile
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actbank.formats.casie import REACH, Repairs, find_words, read, read_with_repairs
from actbank.schema import Argument, Event, Span

ROOT = Path(__file__).resolve().parents[2]
FIXTURE = ROOT / "tests" / "fixtures" / "casie"
CORPUS = Path(os.environ.get("ACTBANK_CORPORA") or ROOT.parent / "shared" / "corpora") / "casie"
PROPERTY = settings(max_examples=200, deadline=None, derandomize=True)


def load(path):
    problems = []
    rows = list(read_with_repairs(path, problems))
    assert problems == []
    return {article.id: article for article, _ in rows}, {article.id: repairs for article, repairs in rows}


def words(article, event_id):
    event = article.event(event_id)
    fillers = [(argument.role, argument.span.of(article.text)) for argument in event.arguments]
    return event.trigger.of(article.text), fillers


def archive(folder, target):
    with tarfile.open(target, "w:gz") as tar:
        tar.add(folder / "data", arcname="data")
    return target


def edited(tmp_path, edit):
    """Return a copy of the fixture with article 501 edited."""
    folder = Path(shutil.copytree(FIXTURE, tmp_path / "casie"))
    file = folder / "data" / "annotation" / "501.json"
    native = json.loads(file.read_text(encoding="utf-8"))
    edit(native)
    file.write_text(json.dumps(native), encoding="utf-8")
    return folder


def mention(native, hopper, number):
    return native["cyberevent"]["hopper"][hopper]["events"][number]


def test_article_holds_the_content_and_its_header():
    articles, _ = load(FIXTURE)
    article = articles["501"]
    assert list(articles) == ["501", "502"]
    assert article.text.startswith("😀 Thieves broke into") and article.text.endswith("till software.")
    assert "\n" not in article.text
    assert (article.title, article.date, article.lang) == ("Bakery chain robbed of names", "2018-11-09", "en")
    assert article.metadata == {"link": "https://news.example/bakery"}


def test_missing_title_unreadable_date_and_closing_tag():
    article = load(FIXTURE)[0]["502"]
    assert (article.title, article.date, dict(article.metadata)) == (None, None, {})
    assert article.text.endswith("She did not pay.")


@pytest.mark.parametrize(
    ("article", "event", "expected"),
    [
        (
            "501",
            "E1",
            ("broke into", [("Attacker", "Thieves"), ("Victim", "the Elmwood bakery chain"), ("Time", "Monday")]),
        ),
        (
            "501",
            "E2",
            ("stole", [("Attacker", "They"), ("Number-of-Data", "1,200"), ("Compromised-Data", "customer names")]),
        ),
        (
            "501",
            "E3",
            (
                "has fixed",
                [("Releaser", "the chain"), ("Vulnerability", "the flaw"), ("Vulnerable_System", "its till software")],
            ),
        ),
        ("502", "E1", ("pose as", [("Tool", "Mails")])),
        ("502", "E2", ("demanded", [("Attacker", "the gang"), ("Price", "300 crowns")])),
        ("502", "E4", ("pay", [])),
    ],
)
def test_event_words(article, event, expected):
    assert words(load(FIXTURE)[0][article], event) == expected


def test_positions_are_code_points_of_the_content():
    event = load(FIXTURE)[0]["501"].event("E1")
    assert event == Event(
        "E1",
        "Databreach",
        Span(10, 20),
        (Argument("Attacker", Span(2, 9)), Argument("Victim", Span(35, 59)), Argument("Time", Span(63, 69))),
        modality="actual",
        instance="hopper0",
    )


def test_misaligned_trigger_and_argument_are_put_right():
    articles, repairs = load(FIXTURE)
    event = articles["501"].event("E3")
    assert event.trigger == Span(161, 170)  # the file says 163
    assert event.fillers("Releaser")[0].span == Span(143, 152)  # the file says 142
    assert repairs["501"] == Repairs(realigned=1, realigned_arguments=1)


def test_what_cannot_be_found_is_left_out_and_named():
    articles, repairs = load(FIXTURE)
    assert [event.id for event in articles["502"].events] == ["E1", "E2", "E4"]
    counts = repairs["502"]
    assert (counts.realigned, counts.dropped) == (0, 1)
    assert (counts.realigned_arguments, counts.dropped_arguments) == (0, 2)
    where = (FIXTURE / "data" / "annotation" / "502.json").as_posix()
    expected = "expected these words at most 8 characters away"
    assert [str(problem) for problem in counts.left_out] == [
        f"{where}: event E1, Trusted-Entity: 'the banks' at 19 is not in the text, left out, {expected}",
        f"{where}: event E3: 'paid in coins' at 88 is not in the text, left out, {expected}",
    ]


def test_repairs_add_up():
    total = sum(load(FIXTURE)[1].values(), Repairs())
    assert (total.realigned, total.dropped, total.realigned_arguments, total.dropped_arguments) == (1, 1, 1, 2)
    assert len(total.left_out) == 2


def test_realis_becomes_modality_and_polarity_is_not_said():
    articles, _ = load(FIXTURE)
    events = [event for article in articles.values() for event in article.events]
    expected = ["actual", "actual", "unspecified", "generic", "generic", "unspecified"]
    assert [event.modality for event in events] == expected
    assert {event.polarity for event in events} == {"unspecified"}


def test_events_stand_in_text_order_and_coreferent_ones_share_an_instance():
    articles, _ = load(FIXTURE)
    found = [(event.id, event.instance) for article in articles.values() for event in article.events]
    assert found == [
        ("E1", "hopper0"),
        ("E2", "hopper0"),
        ("E3", None),
        ("E1", None),
        ("E2", "hopper1"),
        ("E4", "hopper1"),
    ]


@pytest.mark.parametrize("place", ["clone", "data", "archive", "folder of archive"])
def test_every_way_to_name_the_corpus_reads_the_same(tmp_path, place):
    tar = archive(FIXTURE, tmp_path / "casie_data.tar.gz")
    paths = {"clone": FIXTURE, "data": FIXTURE / "data", "archive": tar, "folder of archive": tmp_path}
    problems = []
    assert list(read(paths[place], problems)) == list(load(FIXTURE)[0].values())
    assert problems == []


def test_sources_are_not_needed(tmp_path):
    shutil.copytree(FIXTURE / "data" / "annotation", tmp_path / "annotation")
    assert load(tmp_path)[0] == load(FIXTURE)[0]


def test_hidden_files_of_other_systems_are_passed_over(tmp_path):
    folder = Path(shutil.copytree(FIXTURE, tmp_path / "casie"))
    (folder / "data" / "annotation" / "._501.json").write_bytes(b"\x00\x05")
    assert list(load(folder)[0]) == ["501", "502"]
    assert list(load(archive(folder, tmp_path / "c.tar.gz"))[0]) == ["501", "502"]


def set_realis(native):
    mention(native, 0, 0)["realis"] = "Actuel"


def unset_trigger(native):
    del mention(native, 0, 1)["nugget"]


def double_id(native):
    mention(native, 0, 1)["index"] = "E2"


def spaced_role(native):
    mention(native, 0, 0)["argument"][0]["role"]["type"] = "the Attacker"


@pytest.mark.parametrize(
    ("edit", "text"),
    [
        (
            set_realis,
            "501.json: event E2: realis 'Actuel', expected one of Actual, Generic, General, Other, nearest Actual",
        ),
        (
            unset_trigger,
            "501.json: Object missing required field `nugget` - at `$.cyberevent.hopper[0].events[1]`, "
            "expected a JSON file of CASIE's annotation",
        ),
        (double_id, "501.json: article '501': event id 'E2' twice, expected unique ids"),
        (spaced_role, "501.json: argument 'the Attacker': role 'the Attacker', expected a name without spaces"),
    ],
)
def test_a_wrong_file_is_a_problem_and_the_others_are_read(tmp_path, edit, text):
    problems = []
    assert [article.id for article in read(edited(tmp_path, edit), problems)] == ["502"]
    assert len(problems) == 1
    assert str(problems[0]).endswith(text)


def test_bytes_that_are_not_utf8_are_a_problem(tmp_path):
    folder = Path(shutil.copytree(FIXTURE, tmp_path / "casie"))
    file = folder / "data" / "annotation" / "501.json"
    file.write_bytes(file.read_bytes().replace("😀".encode(), b"\xff"))
    problems = []
    assert [article.id for article in read(folder, problems)] == ["502"]
    assert "can't decode byte 0xff" in problems[0].what


def test_a_place_without_annotation_is_a_problem_even_after_others(tmp_path):
    (tmp_path / "annotation").mkdir()
    problems = []
    assert list(read(tmp_path, problems)) + list(read(tmp_path, problems)) == []
    text = "holds no annotation of CASIE, expected annotation/*.json, also below data/, or one .tar.gz of it"
    assert [str(problem) for problem in problems] == [f"{tmp_path.as_posix()}: {text}"] * 2


def test_two_archives_are_a_problem(tmp_path):
    archive(FIXTURE, tmp_path / "a.tar.gz")
    archive(FIXTURE, tmp_path / "b.tar.gz")
    problems = []
    assert list(read(tmp_path, problems)) == []
    assert [problem.what for problem in problems] == ["holds 2 archives"]


@pytest.mark.parametrize("kept", [0.6, 0.0])
def test_a_broken_archive_is_a_problem(tmp_path, kept):
    file = archive(FIXTURE, tmp_path / "casie.tar.gz")
    whole = file.read_bytes()
    file.write_bytes(whole[: int(len(whole) * kept)] or b"no archive")
    problems = []
    assert len(list(read(file, problems))) < 2
    assert [problem.what.split(":")[0] for problem in problems] == ["cannot be read to its end"]


@PROPERTY
@given(text=st.text("ab ", max_size=40), sought=st.text("ab ", min_size=1, max_size=4), start=st.integers(-12, 50))
def test_words_are_found_where_brute_force_finds_them(text, sought, start):
    everywhere = [match.start() for match in re.finditer(f"(?={re.escape(sought)})", text)]
    near = sorted((abs(place - start), place) for place in everywhere if abs(place - start) <= REACH)
    expected = Span(near[0][1], near[0][1] + len(sought)) if near else None
    assert find_words(text, sought, start) == expected


def test_no_words_are_found_nowhere():
    assert find_words("text", "", 1) is None


@settings(max_examples=40, deadline=None, derandomize=True)
@given(shift=st.integers(-REACH, REACH), gap=st.text("\N{ROCKET}é́م \n", max_size=12), count=st.integers(1, 6))
def test_a_file_shifted_within_reach_reads_as_if_it_were_not(shift, gap, count):
    names = [f"<{number}>" for number in range(count)]  # each stands once in the text
    text = gap + gap.join(names) + gap
    events = [shifted_event(text, name, shift) for name in names]
    native = {"sourcefile": "7.txt", "info": {}, "content": text, "cyberevent": {"hopper": [hopper(events)]}}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "annotation" / "7.json"
        file.parent.mkdir()
        file.write_text(json.dumps(native), encoding="utf-8")
        articles, repairs = load(Path(folder))
    assert [event.trigger.of(articles["7"].text) for event in articles["7"].events] == names
    moved = count if shift else 0
    assert repairs["7"] == Repairs(realigned=moved, realigned_arguments=moved)


def hopper(events):
    return {"index": 0, "events": events}


def shifted_event(text, name, shift):
    start = text.index(name) + shift
    words = {"startOffset": start, "endOffset": start + len(name), "text": name}
    filler = {**words, "role": {"type": "Tool"}}
    return {"index": f"E{name}", "subtype": "Ransom", "realis": "Actual", "nugget": words, "argument": [filler]}


@pytest.fixture(scope="module")
def corpus():
    if not CORPUS.is_dir():
        pytest.skip(f"CASIE is not at {CORPUS}; set ACTBANK_CORPORA")
    return load(CORPUS)


def test_corpus_counts(corpus):
    articles, repairs = corpus
    total = sum(repairs.values(), Repairs())
    events = [event for article in articles.values() for event in article.events]
    assert len(articles) == 1000
    assert (total.realigned, total.dropped) == (311, 3)
    assert len(events) == 8485 - 3
    assert sum(len(event.arguments) for event in events) + total.dropped_arguments == 22701
    assert (total.realigned_arguments, total.dropped_arguments) == (776, 6)


def test_corpus_counts_by_type(corpus):
    found = Counter(event.type for article in corpus[0].values() for event in article.events)
    assert found == {
        "DiscoverVulnerability": 2132,
        "Databreach": 1786 - 1,
        "Ransom": 1585 - 2,
        "Phishing": 1564,
        "PatchVulnerability": 1418,
    }


def test_corpus_counts_by_modality(corpus):
    found = Counter(event.modality for article in corpus[0].values() for event in article.events)
    assert found == {"actual": 5253 - 1, "generic": 2106 + 1 - 1, "unspecified": 1125 - 1}  # 1 "General"


def test_corpus_counts_by_role(corpus):
    found = Counter(a.role for article in corpus[0].values() for event in article.events for a in event.arguments)
    assert len(found) == 26
    assert (found["Vulnerability"], found["Discoverer"], found["Damage-Amount"]) == (2554, 1391, 43)
    assert found["Victim"] == 3478 - 1 and found["Attacker"] == 1672 - 2  # the fillers of dropped events


def test_corpus_leaves_out_three_events(corpus):
    lost = [problem.where.rsplit("/", 1)[1] for repairs in corpus[1].values() for problem in repairs.left_out]
    assert lost == ["464.json: event E10", "999.json: event E2", "999.json: event E1"]


def test_corpus_hoppers(corpus):
    found = {(article.id, event.instance) for article in corpus[0].values() for event in article.events}
    assert len([instance for _, instance in found if instance]) == 1536


def test_corpus_holds_the_articles_of_every_split(corpus):
    for file in CORPUS.glob("textee_splits/split*/*.txt"):
        assert {line.removesuffix(".txt") for line in file.read_text().split()} <= set(corpus[0])


def test_corpus_text_is_free_of_its_closing_tag(corpus):
    assert not [article.id for article in corpus[0].values() if "</text>" in article.text]
    assert {article.date is None for article in corpus[0].values()} == {False}
