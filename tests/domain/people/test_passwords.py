"""Passwords: what is guessed first is refused, in whatever spelling; a phrase of one's own is
taken.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.people.passwords import check_password, is_easy

EMAIL, NAME = "an@example.test", "Nguyễn Văn An"
OWN = ["Nguyễn Văn An", "nguyenvanan", "NguyenVan", "An Nguyen", "annv", "NVA", EMAIL, "van.an"]
COMMON = [
    "password", "Welcome", "admin", "letmein", "iloveyou", "qwerty", "qwertyuiop", "asdfgh",
    "1qaz2wsx", "abc", "Abcd", "football", "dragon", "Mật khẩu", "matkhau", "Việt Nam", "Hà Nội",
    "anh yêu em", "cải cách hành chính", "PAR INDEX", "changeme", "Sở Nội vụ", "superman", "Test",
]  # fmt: skip
TAILS = [
    "123456",
    "@2026",
    "#123",
    "2027!",
    "1A",
    " 12/08/1985",
    "888888",
    "_01",
    "!!!",
    "0912345678",
]
LOOKS = str.maketrans({"a": "@", "o": "0", "e": "3", "s": "$", "i": "1", "A": "4", "t": "7"})


@pytest.mark.parametrize("word", OWN + COMMON)
@pytest.mark.parametrize("tail", TAILS)
def test_a_common_or_own_word_with_figures_and_signs_about_it_is_easy(word: str, tail: str) -> None:
    for password in (word + tail, tail + word, word.upper() + tail, word.title() + tail):
        assert is_easy(password, EMAIL, NAME), password


@pytest.mark.parametrize("word", COMMON)
def test_look_alikes_of_letters_hide_no_word(word: str) -> None:
    assert is_easy(word.translate(LOOKS) + "2026!x", EMAIL, NAME)


@settings(derandomize=True, max_examples=300)
@given(
    st.lists(st.sampled_from(OWN + COMMON), min_size=1, max_size=4),
    st.text("0123456789 .,-_@#!?", max_size=12),
)
def test_several_such_words_are_as_easy_as_one(words: list[str], between: str) -> None:
    assert is_easy(between.join(words) + "2026", EMAIL, NAME)


@pytest.mark.parametrize("mailbox", ["a", "an", "bao", "h.t", "x_1"])
def test_the_own_address_is_easy_however_short_its_mailbox(mailbox: str) -> None:
    address = f"{mailbox}@example.test"
    for password in (f"{address}1A", f"1A{address.upper()}x", f"{address} 2026"):
        assert [problem.code for problem in check_password(password, address, NAME)][-1:] == [
            "easy_to_guess"
        ]


@pytest.mark.parametrize(
    "password",
    [
        "Mật khẩu của tôi 2026",
        "Mật khẩu khác 2027",
        "Mật khẩu 2026 mới",
        "correct Horse 7 battery",
        "Ba con mèo 3 chân",
        "Trời hôm nay 27 độ",
        "kX9-vmQw-72pt-Lr",
        "Hoàng hôn trên sông 7",
        "Bánh chưng ngày Tết 30",
        "tRg7 wmbx qkz4 pdnf",
    ],
)
def test_a_phrase_of_ones_own_is_taken(password: str) -> None:
    assert check_password(password, EMAIL, NAME) == []


@pytest.mark.parametrize("name", ["", "A", "Đỗ", "Lê Thị Hồng Nhung", "H’Hen Niê", "O'Brien, Ann"])
def test_names_of_any_form_are_read(name: str) -> None:
    assert not is_easy("correct Horse 7 battery", "x@example.test", name)
    if len(name) > 1:
        assert is_easy(f"{name}@123456", "x@example.test", name)


@settings(derandomize=True)
@given(st.text(max_size=256), st.text(max_size=254), st.text(max_size=300))
def test_nothing_that_people_type_or_are_called_is_too_odd_to_judge(
    password: str, email: str, name: str
) -> None:
    assert is_easy(password, email, name) in (True, False)


@pytest.mark.parametrize(
    "password", ["Mật khẩu 2026 mới", "correct Horse 7 battery", "a" * 250 + "A1"]
)
def test_a_long_password_with_letters_and_figures_is_taken(password: str) -> None:
    assert check_password(password, "an@example.test") == []


@pytest.mark.parametrize(
    "password",
    [
        "123456",
        "Ngắn 1",
        "khong co chu hoa 1",
        "KHONG CO CHU THUONG 1",
        "Không có số nào",
        "Password2026",
        "MatKhau 12345",
        "Bien-Tap 2026 x",
    ],
)
def test_a_short_plain_common_or_own_word_is_no_password(password: str) -> None:
    assert check_password(password, "bien-tap@example.test")
