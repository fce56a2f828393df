"""Words and sentences: nothing visible is lost, nothing is counted twice, no word is cut."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from actbank.segmentation import split_sentences, split_words
from strategies import texts

# letters, marks, digits and others of scripts, all older than any Unicode table in use
PLAIN = st.text(
    "aZé_ß1²Ⅷ٣e\u0301\u0327अिम한국中国اللهʼ'’-.,…—$€+©👩\u200d👧🇳🇴\ufe0f\u200b\ufeff\x00 \t\n\r\u2028\xa0\x1c\x85"
)
BREAKS = st.lists(
    st.sampled_from(
        ["He left", "Dr", "U.S", ". ", ".", "! ", "? ", "… ", "\n", "\r\n", "\r", " ", '"', ")", "\x1c", "\u2028"]
    )
).map("".join)


def words(text: str) -> list[str]:
    return [span.of(text) for span in split_words(text)]


def sentences(text: str) -> list[str]:
    return [span.of(text) for span in split_sentences(text)]


@settings(max_examples=300, deadline=None, derandomize=True)
@given(texts() | PLAIN | BREAKS)
def test_every_visible_character_is_in_exactly_one_word(text):
    covered = [at for span in split_words(text) for at in range(span.start, span.end)]
    assert covered == [at for at, character in enumerate(text) if not character.isspace()]


@settings(max_examples=300, deadline=None, derandomize=True)
@given(PLAIN)
def test_letters_marks_and_digits_stay_together_and_all_else_stands_alone(text):
    def joins(character: str) -> bool:
        return character == "_" or unicodedata.category(character)[0] in "LMN"

    found = split_words(text)
    for word in found:
        assert len(word.of(text)) == 1 or all(map(joins, word.of(text)))
    for left, right in pairwise(found):
        assert not (left.end == right.start and joins(text[left.end - 1]) and joins(text[right.start]))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \t\n\x1c", []),
        ("Mali left, it said.", ["Mali", "left", ",", "it", "said", "."]),
        ("U.S.-led won't 3.5%", ["U", ".", "S", ".", "-", "led", "won", "'", "t", "3", ".", "5", "%"]),
        ("snake_case R2D2", ["snake_case", "R2D2"]),
        ("cafe\u0301s", ["cafe\u0301s"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("أَعْلَنَ المجلس،", ["أَعْلَنَ", "المجلس", "،"]),
        ("👩\u200d👧 ok", ["👩", "\u200d", "👧", "ok"]),
        ("🇳🇴", ["🇳", "🇴"]),
        ("中国。", ["中国", "。"]),
        ("a\r\nb\u2028c\x1cd\x85e", ["a", "b", "c", "d", "e"]),
    ],
)  # fmt: skip
def test_words_by_hand(text, expected):
    assert words(text) == expected


@settings(max_examples=300, deadline=None, derandomize=True)
@given(texts() | PLAIN | BREAKS)
@example("He left.\x1cShe stayed. \x1c")
@example("A. " * 5 + "\r\n\r\n" + "B! " * 5)
def test_sentences_hold_every_word_once_and_never_overlap(text):
    found = split_sentences(text)
    assert all(left.end <= right.start for left, right in pairwise(found))
    for word in split_words(text):
        assert sum(sentence.contains(word) for sentence in found) == 1
    for sentence in found:
        inside = sentence.of(text)
        assert inside == inside.strip()
        assert "\n" not in inside and "\r" not in inside


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\r\n ", []),
        ("Mali left", ["Mali left"]),
        ("Mali left. It said so.", ["Mali left.", "It said so."]),
        ("  Mali left.  It said so. ", ["Mali left.", "It said so."]),
        ("Mali\nleft", ["Mali", "left"]),
        ("Mali left.\r\nIt said so.\r\n", ["Mali left.", "It said so."]),
        ("Mr. Smith met Dr. Jones. They talked.", ["Mr. Smith met Dr. Jones.", "They talked."]),
        ("It fell 3.5 percent. Why? Nobody knows!", ["It fell 3.5 percent.", "Why?", "Nobody knows!"]),
        ("👩\u200d👧 left! Ok.", ["👩\u200d👧 left!", "Ok."]),
        ("غادرت مالي. قالت ذلك.", ["غادرت مالي.", "قالت ذلك."]),
    ],
)
def test_sentences_by_hand(text, expected):
    assert sentences(text) == expected


@pytest.mark.parametrize("word", ["seven77", "x" * 19_999, "x" * 20_000, "x" * 20_001, "x" * 45_000])
def test_a_very_long_line_is_cut_between_words(word):
    text = " ".join([word] * (60_000 // len(word) + 2))
    found = split_sentences(text)
    assert "".join(sentences(text)).replace(" ", "") == text.replace(" ", "")
    assert all(part == word for sentence in sentences(text) for part in sentence.split())
    assert all(left.end <= right.start for left, right in pairwise(found))


def test_a_line_that_is_one_word_is_one_sentence():
    assert [(span.start, span.end) for span in split_sentences("x" * 100_000)] == [(0, 100_000)]
