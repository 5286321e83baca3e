"""How a running system introduces itself, and that nobody is introduced who cannot sign in."""

from __future__ import annotations

from typing import Any

import pytest

from infra.demo.accounts import Job, tried
from infra.demo.client import Refused, Visitor
from infra.local.introduction import Account, introduction
from tests.infra.test_demo_client import Script, script

__all__ = ["script"]

EDITOR = {"role": "editor", "unit": "so-a", "round": "r"}


def session(**account: str) -> tuple[int, dict[str, Any]]:
    return 200, {"access_token": "t", "expires_in": 900, "account": account}


def editor(script: Script) -> Job:
    visitor = Visitor(script.site(), "a@example.test", "first", "/api/units")
    return Job("editor", visitor, "/work", "/api/units/r/so-a", "so-a")


def test_an_account_is_told_with_all_that_is_needed_to_use_it_in_one_column() -> None:
    account = Account("Cán bộ · editor", "a@example.test", "s3cret", "http://x/work", "r", "Sở A")
    ops = Account("Điều hành · operations", "b@example.test", "other", "http://x/progress")
    assert (
        introduction({"Hộp thư · mailbox": "http://x/"}, [account, ops])
        == """\
Hộp thư · mailbox      http://x/

Cán bộ · editor
  thư · e-mail         a@example.test
  mật khẩu · password  s3cret
  kỳ · round           r
  đơn vị · unit        Sở A
  trang · page         http://x/work

Điều hành · operations
  thư · e-mail         b@example.test
  mật khẩu · password  other
  trang · page         http://x/progress"""
    )


def test_the_password_told_is_the_one_that_signs_in_after_the_first_was_changed(
    script: Script,
) -> None:
    challenge = {"code": "password_change_required", "challenge": "c"}
    script.answers = [(401, challenge), session(), session(**EDITOR), (200, ""), (200, {})]
    assert tried(editor(script), "r").encode() in script.asked[2][3]
    assert [path for _, path, _, _ in script.asked[2:]] == [
        "/api/session",
        "/work",
        "/api/units/r/so-a",
    ]


@pytest.mark.parametrize("wrong", [{"role": "leader"}, {"unit": "so-b"}, {"round": "q"}])
def test_an_account_that_is_somebody_elses_is_not_introduced(
    script: Script, wrong: dict[str, str]
) -> None:
    script.answers = [session(), session(**EDITOR | wrong)]
    with pytest.raises(AssertionError, match="introduced as"):
        tried(editor(script), "r")


def test_an_account_that_may_not_do_its_work_is_not_introduced(script: Script) -> None:
    script.answers = [session(), session(**EDITOR), (200, ""), (403, {"code": "forbidden"})]
    with pytest.raises(Refused, match="forbidden"):
        tried(editor(script), "r")
