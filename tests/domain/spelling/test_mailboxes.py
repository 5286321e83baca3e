"""Two addresses of one mailbox are told to be so."""

from __future__ import annotations

import pytest

from chalicelib.domain.spelling.mailboxes import key


@pytest.mark.parametrize(
    "other", ["nguyen.a+tk@example.test", "NguyenA@Example.test", " n.guyena@example.test"]
)
def test_a_tag_capitals_and_points_make_no_other_mailbox(other: str) -> None:
    assert key(other) == key("nguyena@example.test")


@pytest.mark.parametrize(
    "other", ["nguyenb@example.test", "nguyena@example.org", "nguyena@ex.ample.test", "nguyena"]
)
def test_another_name_or_host_is_another_mailbox(other: str) -> None:
    assert key(other) != key("nguyena@example.test")
