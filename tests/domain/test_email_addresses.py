"""E-mail addresses: one form for each, and only those that mail can reach."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.email_addresses import is_address, normalised


@pytest.mark.parametrize(
    "email",
    ["a@b.vn", "nguyen.van-a+cchc@bo.noi-vu.gov.vn", "x_1@sub.example.test", "o'hara@example.test"],
)
def test_ordinary_addresses_are_addresses(email: str) -> None:
    assert is_address(email)


@pytest.mark.parametrize(
    "email",
    [
        "a",
        "a@b",
        "a b@example.test",
        "a@@example.test",
        ".a@example.test",
        "a.@example.test",
        "a@-b.test",
        "a@b..test",
        "ă@example.test",
        "a@example.test, b@example.test",
        "<a@example.test>",
        "a@example.test\nBcc: b@example.test",
        f"{'a' * 65}@example.test",
        f"a@{'b' * 64}.test",
    ],
)
def test_what_a_mail_server_would_refuse_is_none(email: str) -> None:
    assert not is_address(normalised(email))


@given(
    st.from_regex(r"[a-z][a-z0-9]{0,5}", fullmatch=True),
    st.from_regex("[0-9]{1,9}", fullmatch=True),
)
def test_the_last_label_of_a_domain_is_never_a_number(label: str, number: str) -> None:
    for domain in (f"{label}.{number}", number, f"{number}.{number}", f"10.0.0.{number}"):
        assert not is_address(f"a@{domain}")
    assert is_address(f"a@{number}.{label}") and is_address(f"a@{number}{label}.{number}{label}")


def test_an_address_has_254_characters_at_most() -> None:
    domain = ".".join(["b" * 60] * 4)
    assert is_address(f"{'a' * 10}@{domain}")
    assert not is_address(f"{'a' * 11}@{domain}")


def test_case_blanks_around_it_and_wide_letters_do_not_make_another_address() -> None:
    for written in (
        " An@Example.TEST\n",
        "\u00a0an@example.test",
        "ａｎ＠ｅｘａｍｐｌｅ．ｔｅｓｔ",
    ):
        assert normalised(written) == "an@example.test"


@given(st.emails())
def test_an_address_is_kept_in_the_form_in_which_it_is_compared(email: str) -> None:
    kept = normalised(email)
    assert normalised(kept) == kept == normalised(email.upper())


@given(st.lists(st.sampled_from(["a", "b.vn", "@", ".", "-", " ", "\n", "ă"]), max_size=5))
def test_an_address_has_one_at_sign_and_no_blank(pieces: list[str]) -> None:
    email = "".join(pieces)
    if is_address(email):
        name, domain = email.split("@")
        assert name and "." in domain
        assert email.isascii() and not any(map(str.isspace, email))
