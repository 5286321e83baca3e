"""Texts in both languages, and the characters that a reader cannot see."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.texts import Text, unseen


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


@given(st.text(st.characters(categories=["L", "M", "N", "P", "S", "Zs"])))
def test_letters_marks_figures_and_signs_can_be_seen_in_either_form(text: str) -> None:
    for form in ("NFC", "NFD"):
        assert unseen(unicodedata.normalize(form, text)) == []
