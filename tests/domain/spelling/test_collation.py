"""Names are sorted as a Vietnamese dictionary sorts them, and numbers by value."""

from __future__ import annotations

import random

import pytest

from chalicelib.domain.spelling.collation import order

ROWS = [
    "a à ả ã á ạ ă ằ ẳ ẵ ắ ặ â ầ ẩ ẫ ấ ậ b c d đ e è ê ề g h i k l m n o ô ơ u ư v x y",
    "An Ăn Ân Ba Da Đa Ê Ga Na Oa Ô Ơ Ta Ua Ư Va Xa Ya",
    "ma mà mả mã má mạ man màn mán",
    "Đắc|Đắk|Đức|E",
    "Quận 1|Quận 2|Quận 10|Quận 10A|Quận Ba",
    "Bà Rịa|Bà Rịa - Vũng Tàu|Bàn|Bến Tre",
    "Hà An|Hà Giang|Hà Nam|Hà Nội|Hải Dương",
    "da|Da|đa|Đa",
]


@pytest.mark.parametrize("row", ROWS)
def test_names_are_in_the_order_of_the_alphabet(row: str) -> None:
    expected = row.split("|" if "|" in row else " ")
    mixed = random.Random(1).sample(expected, len(expected))
    assert sorted(mixed, key=order) == expected


def test_a_text_of_any_length_and_script_has_a_place() -> None:
    assert order("9" * 10_000) > order("9")
    assert sorted(["Ж", "z", "é", "e", "f", "", "漢"], key=order) == [
        "",
        "e",
        "é",
        "f",
        "z",
        "Ж",
        "漢",
    ]
