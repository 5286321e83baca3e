"""Spellings of one name are equal; names that differ stay apart."""

from __future__ import annotations

import csv
import unicodedata
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.spelling.same_names import LONGEST, key, loose
from infra.folders import PROJECT

SAME = [
    ("Thanh Hoá", "Thanh Hóa"),
    ("Khánh Hoà", "Khánh Hòa"),
    ("Hoà Bình", "HÒA  BÌNH"),
    ("Thuỷ lợi", "Thủy lợi"),
    ("Tài khoản", "Tài khỏan"),
    ("Xoè", "Xòe"),
    ("quý", "qúy"),
    ("Bà Rịa - Vũng Tàu", "Bà Rịa – Vũng Tàu"),
    ("Bà Rịa—Vũng Tàu", "Bà Rịa -Vũng Tàu"),
    ("Bà Rịa − Vũng Tàu", "Bà Rịa ‑ Vũng Tàu"),
    ("Lý Sơn", "Lí Sơn"),
    ("Sở Y tế", "sở i tế"),
    ("Kỹ thuật", "kĩ thuật"),
    ("Mỹ Tho", "Mĩ Tho"),
    ("Quy Nhơn", "Qui Nhơn"),
    ("Quỳnh Lưu", "Quình Lưu"),
    ("Yên Bái", "Iên Bái"),
    ("Hy vọng", "Hi vọng"),
    ("Công ty", "công ti"),
    ("Tỷ lệ", "tỉ lệ"),
    ("H’Mông", "H'Mông"),
    ("Ðắk Nông", "Đắk Nông"),
    ("Hà Nội", "Hà\u00a0 Nội\n"),
    ("Ｈà Nội", "Hà Nội"),
]
OTHER = [
    ("tay", "tai"),
    ("thúy", "thúi"),
    ("mây", "mâi"),
    ("Thanh Hóa", "Thanh Hòa"),
    ("Thanh Hóa", "Thanh Hoa"),
    ("Hà Nam", "Hà Nám"),
    ("An Giang", "Ân Giang"),
    ("Quảng Ngãi", "Quảng Nam"),
    ("so-a", "soa"),
    ("sở a b", "sở ab"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_spellings_of_one_name_are_equal(one: str, other: str, form: str) -> None:
    assert key(one) == key(unicodedata.normalize(form, other))  # type: ignore[arg-type]
    assert key(one.upper()) == key(other.title())


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_other_names_stay_apart(one: str, other: str) -> None:
    assert loose(one) != loose(other)


def test_a_dash_may_be_missing_in_the_most_forgiving_form() -> None:
    assert loose("Thừa Thiên - Huế") == loose("Thừa Thiên Huế")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ea H'leo", "Ea Hleo"),
        ("K’Bang", "Kbang"),
        ("TP. Huế", "TP Huế"),
        ("TP.Huế", "Tp. Huế"),
        ("Hải Dương.", "Hải Dương"),
        ("Hải Dương;", "Hải Dương"),
    ],
)
def test_so_may_an_apostrophe_or_a_point(one: str, other: str) -> None:
    assert loose(one) == loose(other) and key(one) != key(other)


def test_no_two_units_of_a_round_share_a_spelling() -> None:
    for path in (PROJECT / "rounds").glob("*/units.csv"):
        with path.open(encoding="utf-8-sig", newline="") as rows:
            names = {row["name_vi"] for row in csv.DictReader(rows)}
        assert all(loose(one) != loose(other) for one, other in combinations(sorted(names), 2))


@given(st.text(max_size=30))
def test_the_form_of_any_text_stays_as_it_is(text: str) -> None:
    assert key(key(text)) == key(text)


def test_a_text_too_long_for_a_name_is_compared_as_it_is() -> None:
    assert key("\ufdfa" * (LONGEST + 1)) == "\ufdfa" * (LONGEST + 1)
