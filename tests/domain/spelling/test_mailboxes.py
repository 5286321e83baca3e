"""Two addresses of one mailbox are told to be so."""

from __future__ import annotations

import pytest

from chalicelib.domain.spelling.mailboxes import key


@pytest.mark.parametrize(
    "other", ["nguyena+tk@example.test", "NguyenA@Example.test", " nguyena+a.b@example.test"]
)
def test_a_tag_and_capitals_make_no_other_mailbox(other: str) -> None:
    assert key(other) == key("nguyena@example.test")


def test_points_make_another_mailbox_but_at_gmail() -> None:
    assert key("Nguyen.A@gmail.com") == key("nguyena+tk@gmail.com")
    assert key("nguyen.a@example.test") != key("nguyena@example.test")


@pytest.mark.parametrize(
    "other", ["nguyenb@example.test", "nguyena@example.org", "nguyena@ex.ample.test", "nguyena"]
)
def test_another_name_or_host_is_another_mailbox(other: str) -> None:
    assert key(other) != key("nguyena@example.test")
