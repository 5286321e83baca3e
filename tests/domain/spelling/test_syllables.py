"""Syllables are told from words of other languages and from letters in disorder."""

from __future__ import annotations

import csv

import pytest

from chalicelib.domain.spelling.syllables import is_syllable, resembles_syllable, toneless
from infra.folders import PROJECT

FOREIGN = {"Kạn", "Krông", "Đắk", "Lắk", "Nông", "Kon", "Tum"}


def test_the_syllables_of_all_provinces_are_known() -> None:
    names: set[str] = set()
    for path in (PROJECT / "rounds").glob("*/units.csv"):
        with path.open(encoding="utf-8-sig", newline="") as rows:
            names |= {word for row in csv.DictReader(rows) for word in row["name_vi"].split()}
    words = {word.strip(",.()") for word in names if word.strip(",.()").isalpha()} - FOREIGN
    assert len(words) > 50
    assert {word for word in words if not is_syllable(word) and not word.isascii()} == set()


@pytest.mark.parametrize(
    "word",
    [
        "nghiêng",
        "giếng",
        "quyết",
        "khuỷu",
        "thuở",
        "ngoằng",
        "Ý",
        "yến",
        "xoong",
        "quốc",
        "gì",
        "giữ",
        "kỹ",
        "uống",
    ],
)
def test_a_syllable_is_one(word: str) -> None:
    assert is_syllable(word) and is_syllable(word.upper())


@pytest.mark.parametrize(
    "word", ["Müller", "bàc", "cê", "kà", "nghà", "ngé", "bềề", "Krông", "straße", "hòat", "ẽẽ"]
)
def test_what_is_spelt_in_no_such_way_is_none(word: str) -> None:
    assert not is_syllable(word)


def test_a_misplaced_or_missing_tone_mark_still_resembles_a_syllable() -> None:
    assert all(map(resembles_syllable, ["caó", "côt", "qúy", "hoà", "Viêt"]))
    assert not any(map(resembles_syllable, ["NguyÔn", "V¨n", "Leâ", "Hå"]))


def test_the_tone_marks_are_taken_from_the_letters() -> None:
    assert toneless("Huệ") == ("huê", "\u0323")
    assert toneless("Đường") == ("đương", "\u0300")
