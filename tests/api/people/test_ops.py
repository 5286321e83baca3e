"""Accounts from day to day: too many failures, passwords, the second factor, signing out, what ops
may do.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chalicelib.domain.people.attempts import KNOWN_LIFE, PER_ADDRESS
from chalicelib.store import audit
from tests.api.conftest import OPS, Clock, Prepare
from tests.list_books import encoded
from tests.one_time_codes import totp
from tests.site import PASSWORD, Answer, Site
from tests.small_round import ROUND

EMAIL = "so-a-1@example.test"
NEW = "Mật khẩu khác 2027"
ACCOUNTS = f"/api/ops/rounds/{ROUND}/accounts"


@pytest.fixture
def loaded(site: Site, clock: Clock, prepare: Prepare) -> Site:
    """A round and one editor; the clock is the real one, for so are the tokens'."""

    def steps() -> None:
        clock.instant = datetime.now(UTC)
        site.load()
        site.editor()

    prepare(steps)
    clock.instant = datetime.now(UTC)
    return site


def guess(site: Site, times: int, email: str = EMAIL) -> list[Answer]:
    return [site.sign_in(email, f"sai mật khẩu {number}") for number in range(times)]


def own(site: Site, token: str) -> Any:
    return site.done("GET", "/api/account", token=token)


def sub_of(site: Site, email: str = EMAIL) -> str:
    found = site.done("GET", ACCOUNTS, token=site.by_ops)["accounts"]
    return next(str(account["sub"]) for account in found if account["email"] == email)


def act(site: Site, name: str, sub: str = "") -> Answer:
    return site.call(
        "POST",
        f"{ACCOUNTS}/{sub or sub_of(site)}/{name}",
        {"reason": "mất điện thoại"},
        site.by_ops,
    )


@pytest.mark.parametrize("email", [EMAIL, "khong-co@example.test"])
def test_after_ten_failures_even_the_right_password_waits_and_nobody_learns_who_exists(
    loaded: Site, clock: Clock, email: str
) -> None:
    assert {answer.status for answer in guess(loaded, PER_ADDRESS, email)} == {401}
    refused = loaded.sign_in(email, PASSWORD)
    assert (refused.status, refused.code) == (429, "too_many_requests")
    assert "phút (từ " in refused.json["detail"]
    clock.pass_(minutes=15)
    assert loaded.sign_in(EMAIL, PASSWORD).status == 200


def test_a_success_forgets_the_failures_before_it(loaded: Site) -> None:
    for _ in range(3):
        guess(loaded, PER_ADDRESS - 1)
        assert loaded.sign_in(EMAIL, PASSWORD).status == 200


def known(answer: Answer) -> dict[str, str]:
    """What the browser sends from then on, without its session."""
    proofs = re.findall(r"known=([^;]+)", answer.headers["set-cookie"])
    return {"Cookie": f"theme=dark; known={proofs[0]}"}


def test_a_browser_that_signed_in_before_is_not_locked_out_by_others(
    loaded: Site, clock: Clock
) -> None:
    right = {"email": EMAIL, "password": PASSWORD}
    first = loaded.sign_in(EMAIL, PASSWORD)
    rules = first.headers["set-cookie"].rpartition("known=")[2].split("; ")
    assert {"HttpOnly", "Secure", "SameSite=Strict", "Path=/api/session"} <= set(rules)
    assert f"Max-Age={int(KNOWN_LIFE.total_seconds())}" in rules
    guess(loaded, PER_ADDRESS)
    assert loaded.call("POST", "/api/session", right).status == 429
    passed = loaded.call("POST", "/api/session", right, headers=known(first))
    assert passed.status == 200
    again = loaded.call("POST", "/api/session", right, headers=known(passed))
    assert again.status == 200
    of_another = known(loaded.sign_in(OPS, PASSWORD))
    for cookie in (of_another, {"Cookie": "known=1.2~~."}, {"Cookie": "known"}):
        assert loaded.call("POST", "/api/session", right, headers=cookie).status == 429


def test_password_and_code_at_once_sign_in_while_others_fail(loaded: Site, with_codes: str) -> None:
    guess(loaded, PER_ADDRESS)
    assert loaded.sign_in(EMAIL, PASSWORD).status == 429
    body = {"email": EMAIL, "password": PASSWORD, "code": totp(with_codes)}
    for change in ({"code": "000000"}, {"password": "sai"}, {"email": OPS}):
        refused = loaded.call("POST", "/api/session", {**body, **change})
        assert (refused.status, refused.code) == (401, "sign_in_required")
        assert "mật khẩu hoặc mã xác thực" in refused.json["detail"]
    assert loaded.done("POST", "/api/session", body)["account"]["email"] == EMAIL


def test_the_providers_own_name_of_an_account_does_not_sign_in(loaded: Site) -> None:
    refused = loaded.sign_in(sub_of(loaded), PASSWORD)
    assert (refused.status, refused.code) == (401, "sign_in_required")


def test_one_persons_failures_lock_out_nobody_else(loaded: Site) -> None:
    guess(loaded, PER_ADDRESS + 1)
    assert loaded.sign_in(OPS, PASSWORD).status == 200


def test_a_challenge_that_was_made_up_changes_no_password(loaded: Site) -> None:
    forged = {
        "email": EMAIL,
        "challenge": f"9999999999.{'0' * 40}.made-up-session",
        "new_password": NEW,
    }
    refused = loaded.call("POST", "/api/session/password", forged)
    assert (refused.status, refused.code) == (401, "sign_in_required")
    assert loaded.sign_in(EMAIL, PASSWORD).status == 200


def test_changing_the_password_ends_the_other_sign_ins_and_keeps_this_one(
    loaded: Site, clock: Clock
) -> None:
    here, elsewhere = (loaded.sign_in(EMAIL, PASSWORD) for _ in range(2))
    token = here.json["access_token"]
    clock.instant = datetime.now(UTC) + timedelta(seconds=1)
    change = {"password": PASSWORD, "new_password": NEW}
    assert loaded.call("POST", "/api/account/password", change, token).status == 204
    assert own(loaded, token)["email"] == EMAIL
    assert loaded.call("GET", "/api/account", token=elsewhere.json["access_token"]).status == 401
    assert loaded.sign_in(EMAIL, PASSWORD).status == 401
    assert loaded.sign_in(EMAIL, NEW).status == 200


def test_a_new_password_needs_the_old_one_and_the_rules(loaded: Site) -> None:
    token = loaded.editor()
    for old, new, expected in (
        ("sai", NEW, 422),
        (PASSWORD, "ngắn", 422),
        (PASSWORD, PASSWORD, 422),
    ):
        change = {"password": old, "new_password": new}
        assert loaded.call("POST", "/api/account/password", change, token).status == expected
    assert loaded.sign_in(EMAIL, PASSWORD).status == 200


def test_signing_out_everywhere_bites_at_once_and_one_may_sign_in_again_in_the_same_second(
    loaded: Site, clock: Clock
) -> None:
    token = loaded.sign_in(EMAIL, PASSWORD).json["access_token"]
    clock.instant = datetime.now(UTC) + timedelta(
        seconds=5
    )  # so that the next token is older than the sign-out
    assert loaded.call("POST", "/api/account/sign-out-everywhere", token=token).status == 204
    assert loaded.call("GET", "/api/account", token=token).code == "sign_in_required"
    assert own(loaded, loaded.sign_in(EMAIL, PASSWORD).json["access_token"])["email"] == EMAIL
    assert loaded.call("GET", "/api/account", token=token).status == 401


@pytest.fixture
def with_codes(loaded: Site, monkeypatch: pytest.MonkeyPatch) -> str:
    """The secret of an editor's authenticator."""
    monkeypatch.setenv("MOTO_COGNITO_IDP_USER_POOL_ENABLE_TOTP", "true")
    token = loaded.editor()
    made = loaded.done("POST", "/api/account/second-factor", {}, token)
    assert made["uri"].startswith("otpauth://totp/PAR%20INDEX%3Aso-a-1%40example.test?secret=")
    wrong = loaded.call("POST", "/api/account/second-factor/confirm", {"code": "000000"}, token)
    assert wrong.problems == [("code", "invalid")]
    assert not own(loaded, token)["second_factor"]
    confirm = {"code": totp(made["secret"])}
    assert loaded.call("POST", "/api/account/second-factor/confirm", confirm, token).status == 204
    assert own(loaded, token)["second_factor"]
    return str(made["secret"])


def test_with_a_second_factor_a_password_alone_opens_nothing(loaded: Site, with_codes: str) -> None:
    refused = loaded.sign_in(EMAIL, PASSWORD)
    assert (refused.status, refused.code) == (401, "second_factor_required")
    answer = {"email": EMAIL, "challenge": refused.json["challenge"], "code": "000000"}
    assert loaded.call("POST", "/api/session/second-factor", answer).code == "sign_in_required"
    signed_in = loaded.done(
        "POST", "/api/session/second-factor", {**answer, "code": totp(with_codes)}
    )
    assert signed_in["account"]["email"] == EMAIL
    forged = {**answer, "challenge": "9999999999.aaaa.made-up-session", "code": totp(with_codes)}
    assert loaded.call("POST", "/api/session/second-factor", forged).code == "sign_in_required"


def test_codes_are_guessed_no_oftener_than_passwords_however_often_the_password_is_given(
    loaded: Site, with_codes: str
) -> None:
    for _ in range(PER_ADDRESS):
        answer = {
            "email": EMAIL,
            "challenge": loaded.sign_in(EMAIL, PASSWORD).json["challenge"],
            "code": "000000",
        }
        assert loaded.call("POST", "/api/session/second-factor", answer).status == 401
    assert (
        loaded.call(
            "POST", "/api/session/second-factor", {**answer, "code": totp(with_codes)}
        ).status
        == 429
    )


def test_a_second_factor_can_be_removed_by_its_owner_with_the_password(
    loaded: Site, with_codes: str
) -> None:
    token, remove = loaded.editor(), "/api/account/second-factor/remove"
    wrong = loaded.call("POST", remove, {"password": "khong phai 123 A"}, token)
    assert wrong.problems == [("password", "wrong_password")]
    assert own(loaded, token)["second_factor"]
    assert loaded.call("POST", remove, {"password": PASSWORD}, token).status == 204
    assert loaded.sign_in(EMAIL, PASSWORD).status == 200


def test_ops_sees_the_accounts_of_a_round_and_when_they_last_signed_in(loaded: Site) -> None:
    ops, found = loaded.done("GET", ACCOUNTS, token=loaded.by_ops)["accounts"]
    assert (ops["email"], ops["role"], ops["unit"]) == (OPS, "ops", "")
    assert (found["email"], found["role"], found["unit"], found["disabled"]) == (
        EMAIL,
        "editor",
        "so-a",
        False,
    )
    assert found["created_at"] and found["last_sign_in"]


def test_operations_staff_of_no_round_can_be_signed_out_but_not_disable_themselves(
    loaded: Site,
) -> None:
    sub = sub_of(loaded, OPS)
    assert act(loaded, "disable", sub).code == "conflict"
    assert act(loaded, "sign-out", sub).status == 200


def test_a_reset_sends_a_new_first_password_and_voids_all_else(
    loaded: Site, clock: Clock, with_codes: str
) -> None:
    clock.instant = datetime.now(UTC)
    token = loaded.editor()
    assert act(loaded, "reset").status == 200
    assert loaded.call("GET", "/api/account", token=token).status == 401
    assert loaded.sign_in(EMAIL, PASSWORD).status == 401
    again = loaded.sign_in(EMAIL, loaded.first_password(EMAIL))
    assert again.code == "password_change_required"
    change = {"email": EMAIL, "challenge": again.json["challenge"], "new_password": NEW}
    assert loaded.done("POST", "/api/session/password", change)["account"]["unit"] == "so-a"


def test_a_disabled_account_opens_nothing_until_it_is_enabled(loaded: Site, clock: Clock) -> None:
    clock.instant = datetime.now(UTC)
    token = loaded.editor()
    assert act(loaded, "disable").json["disabled"] is True
    assert loaded.call("GET", "/api/account", token=token).status == 401
    assert loaded.sign_in(EMAIL, PASSWORD).status == 401
    assert act(loaded, "enable").json["disabled"] is False
    assert loaded.sign_in(EMAIL, PASSWORD).status == 200
    assert loaded.call("GET", "/api/account", token=token).status == 401


def test_ops_signs_somebody_out_everywhere(loaded: Site, clock: Clock) -> None:
    clock.instant = datetime.now(UTC)
    token = loaded.editor()
    assert act(loaded, "sign-out").status == 200
    assert loaded.call("GET", "/api/account", token=token).status == 401


def test_every_act_on_an_account_is_on_record_with_its_reason(loaded: Site) -> None:
    for name in ("disable", "enable", "sign-out", "reset"):
        act(loaded, name)
    acts = [
        (each.act, each.reason)
        for each in audit.list_acts(ROUND)
        if each.subject == EMAIL and each.reason
    ]
    assert {name for name, _ in acts} == {
        "disable_account",
        "enable_account",
        "sign_out_account",
        "reset_account",
    }
    assert {reason for _, reason in acts} == {"mất điện thoại"}


def test_an_account_of_another_round_or_the_own_is_left_alone(loaded: Site) -> None:
    assert act(loaded, "disable", "nobody").code == "not_found"
    new = {"email": "dh2@example.test", "name": "Điều hành 2", "role": "ops"}
    loaded.done("POST", ACCOUNTS, {"accounts": [new]}, loaded.by_ops)
    first = loaded.sign_in("dh2@example.test", loaded.first_password("dh2@example.test"))
    change = {
        "email": "dh2@example.test",
        "challenge": first.json["challenge"],
        "new_password": NEW,
    }
    token = loaded.done("POST", "/api/session/password", change)["access_token"]
    sub = sub_of(loaded, "dh2@example.test")
    assert (
        loaded.call("POST", f"{ACCOUNTS}/{sub}/disable", {"reason": "nhầm"}, token).code
        == "conflict"
    )


def table(*rows: str) -> str:
    header = "Thư điện tử;Họ và tên;Vai trò;Đơn vị;Lĩnh vực thẩm định"
    return encoded("\r\n".join([header, *rows]).encode("utf-8-sig"))


def previewed(site: Site, *rows: str) -> Any:
    return site.done("POST", f"{ACCOUNTS}/preview", {"content": table(*rows)}, site.by_ops)


def test_a_list_of_officers_is_shown_with_what_each_account_would_become_and_nothing_is_made(
    loaded: Site,
) -> None:
    shown = previewed(
        loaded,
        f"{EMAIL};Cán bộ thử;Người nhập liệu;Sở A;",
        ";;Lãnh đạo đơn vị;Sở A;",
        f"{EMAIL.replace('1', '2').upper()};Trần  Thị Mới;editor;so-b;",
        "hd@example.test;Lê Văn Mới;Thành viên hội đồng;;departments/1, departments/2",
    )
    assert shown["errors"] == []
    assert [(each["email"], each["unit"], each["outcome"]) for each in shown["accounts"]] == [
        (EMAIL, "so-a", "standing"),
        ("so-a-2@example.test", "so-b", "new"),
        ("hd@example.test", "", "new"),
    ]
    assert (shown["accounts"][1]["name"], shown["accounts"][2]["areas"]) == (
        "Trần Thị Mới",
        ["departments/1", "departments/2"],
    )
    assert loaded.letters("hd@example.test") == []
    made = [
        {name: each[name] for name in ("email", "name", "role", "unit", "areas")}
        for each in shown["accounts"]
    ]
    loaded.done("POST", ACCOUNTS, {"accounts": made}, loaded.by_ops)
    assert {
        each["outcome"] for each in previewed(loaded, f"{EMAIL};Tên khác;editor;so-a;")["accounts"]
    } == {"moved"}
    assert len(loaded.letters("hd@example.test")) == 1


def test_every_problem_of_a_list_of_officers_is_named_by_its_cell(loaded: Site) -> None:
    shown = previewed(
        loaded,
        "không phải;An;editor;so-a;",
        "b@example.test;;sếp;so-a;",
        "c@example.test;C;editor;so-z;",
        "c@example.test;C;council;;departments/9",
        f"{loaded.ops[0]};D;leader;so-a;",
        "e@example.test;E;leader;so-a;",
        "e@example.test;F;editor;so-a;",
    )
    assert {(each["at"], each["code"]) for each in shown["errors"]} == {
        ("A2", "invalid"),
        ("B3", "missing"),
        ("C3", "invalid"),
        ("D4", "unknown_unit"),
        ("E5", "unknown_area"),
        ("A7", "repeated"),
        ("A8", "repeated"),
        ("B8", "other_name"),
    }


def test_problems_come_row_by_row_and_what_no_account_can_have_is_told_before_any_is_made(
    loaded: Site,
) -> None:
    shown = previewed(
        loaded,
        "nguyễn@example.test;An;editor;so-z;",
        "b@example.test;B\u202e;editor;so-z;",
        f"c@example.test;{'C' * 301};editor;so-a;",
        f"{'d' * 250}@example.test;D;editor;so-a;",
    )
    assert [(each["at"], each["code"]) for each in shown["errors"]] == [
        ("A2", "invalid"),
        ("D2", "unknown_unit"),
        ("B3", "unseen"),
        ("D3", "unknown_unit"),
        ("B4", "too_long"),
        ("A5", "invalid"),
    ]


@pytest.mark.parametrize(
    ("content", "problems"),
    [
        (encoded("Họ và tên,Vai trò\nAn,editor".encode()), [("A1", "missing_column")] * 2),
        (encoded(b"\r\n"), [("A1", "missing_column")] * 4),
        (table(";;leader;so-a;"), [("A2", "empty")]),
    ],
)
def test_a_list_without_its_columns_or_without_anybody_says_so(
    loaded: Site, content: str, problems: list[tuple[str, str]]
) -> None:
    shown = loaded.done("POST", f"{ACCOUNTS}/preview", {"content": content}, loaded.by_ops)
    assert [(each["at"], each["code"]) for each in shown["errors"]] == problems
