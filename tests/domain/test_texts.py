"""Texts in both languages, and the characters that a reader cannot see."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.texts import Text, composed, objection, unseen


def test_a_text_is_written_vietnamese_first_and_its_english_may_be_empty() -> None:
    assert list(Text("Sở A", "Department A").as_json().items()) == [
        ("vi", "Sở A"),
        ("en", "Department A"),
    ]
    assert Text("Sở A").as_json() == {"vi": "Sở A", "en": ""}


@pytest.mark.parametrize("char", ["\x00", "\x07", "\x7f", "\u200b", "\u202e", "\ud800", "\ue000"])
def test_a_character_that_cannot_be_seen_is_named_by_its_number(char: str) -> None:
    assert unseen(f"Lê {char}Na") == [f"U+{ord(char):04X}"]


def test_each_is_named_once_in_the_order_in_which_they_come() -> None:
    assert unseen("\u202ea\u200bb\u202ec\U000e0001") == ["U+202E", "U+200B", "U+E0001"]


def test_blanks_line_breaks_and_separate_marks_can_be_seen() -> None:
    assert unseen("Trần\u00a0Thị\tMẫu\r\nE\u0302\u3000\u2028") == []


# Letters, marks and a sign by their category, but nothing is drawn for them.
SHOW_NOTHING = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0\U0001d159"
SELECTORS = "".join(map(chr, [*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)]))


@pytest.mark.parametrize("char", [*SHOW_NOTHING, "\ufe00", "\ufe0f", "\U000e0100"])
def test_a_letter_or_a_mark_that_shows_nothing_cannot_be_seen_either(char: str) -> None:
    assert unseen(f"Lê{char}Na") == [f"U+{ord(char):04X}"]


@pytest.mark.parametrize("picture", ["✔\ufe0f", "1\ufe0f\u20e3", "👩\u200d💻", "❤\ufe0f\u200d🔥"])
def test_what_belongs_to_a_picture_can_be_seen(picture: str) -> None:
    assert unseen(f"Đã xong {picture}!") == []


@given(
    st.text(
        st.characters(
            categories=["L", "M", "N", "P", "S", "Zs"], exclude_characters=SHOW_NOTHING + SELECTORS
        )
    )
)
def test_letters_marks_figures_and_signs_can_be_seen_in_either_form(text: str) -> None:
    for form in ("NFC", "NFD"):
        assert unseen(unicodedata.normalize(form, text)) == []


@pytest.mark.parametrize("end", ["\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029"])
def test_a_text_is_kept_composed_with_ordinary_ends_of_lines(end: str) -> None:
    assert composed(f"Hoa\u0300{end}bi\u0300nh") == "Hoà\nbình"


@given(st.text(max_size=40))
def test_a_kept_text_is_composed_and_stays_as_it_is(text: str) -> None:
    assert unicodedata.is_normalized("NFC", composed(text))
    assert composed(composed(text)) == composed(text)


@pytest.mark.parametrize(
    ("text", "code", "word"),
    [
        ("Lê\u202e Na", "unseen", "U+202E"),
        ("NguyÔn V¨n An", "garbled", "Nguyễn Văn"),
        ("D\u00adng V¨n An", "garbled", "TCVN3"),
        ("Nguy\ufffdn", "garbled", "Nguy\ufffdn"),
    ],
)
def test_what_is_wrong_with_a_text_is_said_with_the_place(text: str, code: str, word: str) -> None:
    found = objection(text, ("Ô", "The cell"))
    assert found is not None
    assert found[2] == code
    assert word in found[0] and found[0].startswith("Ô ")
    assert word in found[1] and found[1].startswith("The cell ")


def test_an_ordinary_text_has_nothing_wrong() -> None:
    assert objection("Kế hoạch số 12/KH-SNV:\n- “Thu hút” 5 µm; £ 500 · 10½ §4") is None


def test_what_is_no_text_of_a_language_is_looked_at_for_what_is_invisible_only() -> None:
    assert objection("NguyÔn V¨n", words=False) is None
    assert objection("a\u200b@example.test", words=False) is not None


MARKS = ("\u0323\u0301", "\u0301\u0323", "\u0301" * 200_000 + "\u0323", "\u05b0\u0591")


@pytest.mark.parametrize("marks", MARKS)
def test_a_tower_of_marks_is_refused_at_once_wherever_it_stands(marks: str) -> None:
    tower = "Sở Nội vụ a" + marks * (400_000 // len(marks))
    began = time.process_time()
    assert composed(tower) == tower
    told = objection(tower, ("Tên", "The name"))
    assert time.process_time() - began < 5
    assert told is not None
    assert (told[0].startswith("Tên có hơn 30 dấu"), told[2]) == (True, "garbled")


@given(st.lists(st.sampled_from(["a", "ế", " ", "\u0301", "\u0323", "\u0302"]), max_size=40))
def test_what_is_not_composed_is_never_kept(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert composed(text) == unicodedata.normalize("NFC", text) or objection(text) is not None
