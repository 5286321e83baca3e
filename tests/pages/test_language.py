from __future__ import annotations

import pytest

from chalicelib.pages.language import ENGLISH, VIETNAMESE, language


def test_vietnamese_writes_a_decimal_comma_and_english_a_point() -> None:
    assert (VIETNAMESE.number("93.89"), ENGLISH.number("93.89")) == ("93,89", "93.89")


@pytest.mark.parametrize(
    ("change", "printed"),
    [("1.13", "+1,13"), ("-19.25", "\u221219,25"), ("0.00", "0,00"), ("10.00", "+10,00")],
)
def test_a_change_carries_its_sign(change: str, printed: str) -> None:
    assert VIETNAMESE.signed(change) == printed


def test_an_instant_is_told_in_local_words() -> None:
    moment, zone = "2025-04-06T01:00:00.123Z", "Asia/Ho_Chi_Minh"
    assert VIETNAMESE.instant(moment, zone) == "08:00 ngày 06/04/2025"
    assert ENGLISH.instant(moment, zone) == "6 April 2025, 08:00"


def test_thousands_are_parted_as_the_reader_parts_them() -> None:
    assert (VIETNAMESE.whole(50155), ENGLISH.whole(50155)) == ("50.155", "50,155")


def test_a_text_without_english_falls_back_to_vietnamese() -> None:
    assert ENGLISH.of({"vi": "Hà Nội", "en": ""}) == "Hà Nội"


def test_links_keep_the_language_and_an_unknown_one_is_vietnamese() -> None:
    assert (VIETNAMESE.path("/"), ENGLISH.path("/"), language("fr")) == (
        "/",
        "/?lang=en",
        VIETNAMESE,
    )
