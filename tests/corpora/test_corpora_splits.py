"""Splits: a story in one of them for good, official files to the letter."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actbank.corpora.splits import PARTS, SUMS, shared_stories, split_by_files, split_by_story
from actbank.problems import DataError
from actbank.schema import Article
from actbank.specs import SplitSpec

STORIES = st.sampled_from([None, *"abcdefgh"])
SHARES = st.builds(SplitSpec, *[st.floats(0.05, 1)] * 3, st.sampled_from(["", "x", "news-27"]))


@st.composite
def articles(draw) -> list[Article]:
    stories = draw(st.lists(STORIES, max_size=20))
    return [Article(f"a{number}", "x", story=story) for number, story in enumerate(stories)]


def parts_of(splits) -> dict[str, str]:
    return {article.id: part for part, found in splits.items() for article in found}


# --- by story


@settings(max_examples=150, deadline=None, derandomize=True)
@given(articles(), SHARES)
def test_every_article_is_in_one_split_with_its_whole_story(drawn, spec):
    splits = split_by_story(drawn, spec)
    assert list(splits) == list(PARTS)
    assert sorted(article.id for found in splits.values() for article in found) == sorted(a.id for a in drawn)
    homes = {(article.story or article.id, part) for part, found in splits.items() for article in found}
    assert len(homes) == len({article.story or article.id for article in drawn})
    assert list(shared_stories(splits)) == []


@settings(max_examples=150, deadline=None, derandomize=True)
@given(articles(), SHARES, st.randoms(use_true_random=False))
def test_articles_stay_where_they_are_when_others_come_or_go(drawn, spec, chance):
    whole = parts_of(split_by_story(drawn, spec))
    some = chance.sample(drawn, len(drawn) // 2)
    assert parts_of(split_by_story(some, spec)).items() <= whole.items()


def test_the_order_of_articles_is_kept():
    drawn = [Article(name, "x", story="s") for name in ("b", "a", "c")]
    assert [article.id for found in split_by_story(drawn, SplitSpec()).values() for article in found] == ["b", "a", "c"]


@pytest.mark.parametrize(
    ("story", "salt", "part"),
    [
        # printf SALT/STORY | sha256sum | cut -c1-16, as a share of 16^16; test below 0.2, dev below 0.3
        ("p", "", "test"),  # 0.003
        ("h", "", "test"),  # 0.078
        ("k", "", "dev"),  # 0.225
        ("d", "", "dev"),  # 0.282
        ("m", "", "train"),  # 0.303
        ("a", "", "train"),  # 0.415
        ("c", "", "train"),  # 0.980
        ("d", "x", "train"),  # 0.729
        ("montenegro-nato", "", "train"),  # 0.786
    ],
)
def test_the_place_of_a_story_by_another_program(story, salt, part):
    spec = SplitSpec(train=0.7, dev=0.1, test=0.2, salt=salt)
    assert parts_of(split_by_story([Article("x", "x", story=story)], spec)) == {"x": part}
    assert parts_of(split_by_story([Article(story, "x")], spec)) == {story: part}  # an article without one is its own


@pytest.mark.parametrize("shares", [(7, 1, 2), (0.35, 0.05, 0.1)])
def test_shares_need_not_sum_to_one(shares):
    drawn = [Article(f"a{number}", "x") for number in range(200)]
    assert split_by_story(drawn, SplitSpec(*shares)) == split_by_story(drawn, SplitSpec(0.7, 0.1, 0.2))


def test_a_share_of_nothing_gets_nothing_and_the_others_about_their_share():
    drawn = [Article(f"a{number}", "x") for number in range(2000)]
    sizes = {part: len(found) for part, found in split_by_story(drawn, SplitSpec(0.75, 0, 0.25)).items()}
    assert sizes["dev"] == 0
    assert abs(sizes["test"] - 500) < 4 * (2000 * 0.25 * 0.75) ** 0.5  # four standard deviations of a binomial


def test_shared_stories_and_articles_are_named():
    splits = {
        "train": [Article("a", "x", story="s"), Article("b", "x")],
        "dev": [Article("c", "x", story="s"), Article("b", "x")],
        "test": [Article("d", "x", story="t")],
    }
    assert [str(problem) for problem in shared_stories(splits)] == [
        "article 'c': story 's' is in train and dev, expected one split",
        "article 'b': article 'b' is in train and dev, expected one split",
    ]


# --- by official files


@pytest.fixture
def official(tmp_path):
    """Three split files of split 2; articles c and e/f stand in none."""
    for part, ids in {"train": "b\na.txt\n\n", "dev": "d/x\r\n", "test": ""}.items():
        (tmp_path / f"split2-{part}.txt").write_bytes(ids.encode())
    return tmp_path / "split{split}-{part}.txt"


CORPUS = [Article(name, "x") for name in ("a", "b", "c", "d/x", "e/f")]


def test_official_files_say_which_articles_and_in_which_order(official):
    splits = split_by_files(CORPUS, official, 2)
    assert {part: [a.id for a in found] for part, found in splits.items()} == {
        "train": ["b", "a"],
        "dev": ["d/x"],
        "test": [],
    }


def test_missing_files_and_unknown_ids_are_all_named(official):
    folder = official.parent.as_posix()
    official.parent.joinpath("split2-dev.txt").unlink()
    official.parent.joinpath("split2-test.txt").write_text("c\n\nzz.txt\nd\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        split_by_files(CORPUS, official, 2)
    assert [str(problem) for problem in caught.value.problems] == [
        f"{folder}/split2-dev.txt: no such split file, expected a file of dev ids",
        f"{folder}/split2-test.txt:3: article 'zz' is not in the corpus, expected its id",
        f"{folder}/split2-test.txt:4: article 'd' is not in the corpus, expected its id",
    ]


def test_a_split_number_that_does_not_exist(official):
    folder = official.parent.as_posix()
    with pytest.raises(DataError) as caught:
        split_by_files(CORPUS, official, 3)
    assert [str(problem) for problem in caught.value.problems] == [
        f"{folder}/split3-{part}.txt: no such split file, expected a file of {part} ids" for part in PARTS
    ]


def test_an_id_named_twice_is_refused_with_both_places(tmp_path):
    for part, ids in (("train", "a\nb\n"), ("dev", "c.txt\n"), ("test", "b\n")):
        (tmp_path / f"1-{part}").write_text(ids, encoding="utf-8")
    articles = [Article(name, "text") for name in "abc"]
    with pytest.raises(DataError) as caught:
        split_by_files(articles, tmp_path / "{split}-{part}", 1)
    folder = tmp_path.as_posix()
    assert [str(p) for p in caught.value.problems] == [
        f"{folder}/1-test:1: article 'b' is also at {folder}/1-train:2, expected one place"
    ]


def test_frozen_files_are_refused_once_they_change(official):
    # printf 'b\na.txt\n\n' | sha256sum, and so on
    sums = {
        "split2-train.txt": "1e79a5f7f8cd8258d20236a5301f22b21af1e7ca83485b3a7e93e2b82d80d9eb",
        "split2-dev.txt": "67e1dbe1fae625f0ae88ddf60bbcac5e92f5e6f9c6049640b4cfc9eddc3633f8",
        "split2-test.txt": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    }
    file = official.parent / SUMS
    file.write_text("".join(f"{digest}  {name}\n" for name, digest in sums.items()), encoding="utf-8")
    assert split_by_files(CORPUS, official, 2)
    (official.parent / "split2-dev.txt").write_bytes(b"a\n")
    file.write_text(file.read_text(encoding="utf-8").replace("test.txt", "hard.txt"), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        split_by_files(CORPUS, official, 2)
    folder = official.parent.as_posix()
    assert [str(problem).partition(": SHA")[0] for problem in caught.value.problems] == [
        f"{folder}/split2-dev.txt",
        f"{folder}/split2-dev.txt:1: article 'a' is also at {folder}/split2-train.txt:2, expected one place",
        f"{folder}/split2-test.txt",
    ]


def test_a_split_may_have_more_parts(official):
    (official.parent / "split2-hard.txt").write_text("c\n", encoding="utf-8")
    splits = split_by_files(CORPUS, official, 2, (*PARTS, "hard"))
    assert [article.id for article in splits["hard"]] == ["c"]
