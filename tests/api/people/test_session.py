from __future__ import annotations

import jwt
import pytest

from chalicelib.api.serving import authentication
from chalicelib.aws import sign_in
from chalicelib.settings import settings
from chalicelib.store import accounts
from tests import fake_rotation
from tests.api.conftest import OPS, Clock
from tests.fake_aws import Aws, template
from tests.site import PASSWORD, Answer, Site

EMAIL = "bien-tap@example.test"


def new_account(site: Site) -> str:
    """Make an account; the first password as the letter says it."""
    new = {"email": EMAIL, "name": "Biên tập", "role": "editor", "unit": "so-a"}
    site.done("POST", "/api/ops/rounds/thu-2026/accounts", {"accounts": [new]}, site.by_ops)
    return site.first_password(EMAIL)


def test_signing_in_gives_a_token_and_says_who_one_is(site: Site) -> None:
    answer = site.sign_in(OPS, PASSWORD)
    assert answer.json["account"] == {
        "email": OPS,
        "name": "Điều hành",
        "role": "ops",
        "round": "",
        "unit": "",
        "posts": [{"role": "ops", "round": "", "unit": "", "areas": [], "until": None}],
    }
    assert answer.json["expires_in"] > 0
    assert (
        site.call("GET", "/api/ops/rounds/thu-2026", token=answer.json["access_token"]).status
        == 404
    )


def test_the_refresh_token_lives_in_a_cookie_that_no_script_reads(site: Site) -> None:
    cookie = site.sign_in(OPS, PASSWORD).headers["set-cookie"]
    assert {"HttpOnly", "Secure", "SameSite=Strict", "Path=/api/session"} <= set(cookie.split("; "))


def test_the_cookie_lives_as_long_as_the_refresh_token_in_it(site: Site) -> None:
    client = template()["Resources"]["UserPoolClient"]["Properties"]
    assert client["TokenValidityUnits"]["RefreshToken"] == "hours"
    cookie = site.sign_in(OPS, PASSWORD).headers["set-cookie"]
    assert f"Max-Age={client['RefreshTokenValidity'] * 3600}" in cookie.split("; ")


def test_addresses_are_the_same_in_capitals_and_with_spaces_around(site: Site) -> None:
    assert site.sign_in(f" {OPS.upper()} ", PASSWORD).status == 200


@pytest.mark.parametrize(
    ("email", "password"), [(OPS, "sai mật khẩu"), ("khong-co@example.test", PASSWORD)]
)
def test_a_wrong_password_and_an_unknown_address_look_the_same(
    site: Site, email: str, password: str
) -> None:
    refused = site.sign_in(email, password)
    assert (refused.status, refused.code) == (401, "sign_in_required")
    assert (
        refused.json["detail"]
        == "Sai địa chỉ thư hoặc mật khẩu. Hãy kiểm tra lại, kể cả phím Caps Lock."
    )


def test_a_first_password_must_be_changed_before_anything_else(loaded: Site) -> None:
    refused = loaded.sign_in(EMAIL, new_account(loaded))
    assert (refused.status, refused.code) == (401, "password_change_required")
    change = {"email": EMAIL, "challenge": refused.json["challenge"], "new_password": PASSWORD}
    assert loaded.done("POST", "/api/session/password", change)["account"]["unit"] == "so-a"
    assert loaded.sign_in(EMAIL, PASSWORD).status == 200


def test_first_passwords_differ_and_go_to_their_owner_alone(loaded: Site) -> None:
    first = new_account(loaded)
    other = {"email": "khac@example.test", "name": "Khác", "role": "editor", "unit": "so-b"}
    loaded.done("POST", "/api/ops/rounds/thu-2026/accounts", {"accounts": [other]}, loaded.by_ops)
    assert first != loaded.first_password("khac@example.test")
    assert len(loaded.letters(EMAIL)) == 1


def test_a_weak_password_is_refused_and_the_first_one_stays(loaded: Site) -> None:
    first = new_account(loaded)
    challenge = loaded.sign_in(EMAIL, first).json["challenge"]
    change = {"email": EMAIL, "challenge": challenge, "new_password": "123456"}
    assert loaded.call("POST", "/api/session/password", change).problems == [
        ("new_password", "invalid")
    ]
    assert loaded.sign_in(EMAIL, first).code == "password_change_required"


@pytest.mark.parametrize(
    "password", ["Biên tập 2026 !", "BienTap@123456", "Matkhau@2026!", f"{EMAIL}1A"]
)
def test_a_password_of_own_names_or_common_words_is_refused(loaded: Site, password: str) -> None:
    first = new_account(loaded)
    challenge = loaded.sign_in(EMAIL, first).json["challenge"]
    change = {"email": EMAIL, "challenge": challenge, "new_password": password}
    refused = loaded.call("POST", "/api/session/password", change)
    assert refused.problems == [("new_password", "easy_to_guess")]
    loaded.done("POST", "/api/session/password", {**change, "new_password": PASSWORD})
    token = loaded.sign_in(EMAIL, PASSWORD).json["access_token"]
    change = {"password": PASSWORD, "new_password": password}
    refused = loaded.call("POST", "/api/account/password", change, token)
    assert refused.problems == [("new_password", "easy_to_guess")]


def test_the_password_of_the_letter_is_no_new_password(loaded: Site) -> None:
    first = new_account(loaded)
    change = {
        "email": EMAIL,
        "challenge": loaded.sign_in(EMAIL, first).json["challenge"],
        "new_password": first,
    }
    assert loaded.call("POST", "/api/session/password", change).problems == [
        ("new_password", "same_password")
    ]
    assert loaded.sign_in(EMAIL, first).code == "password_change_required"


def test_the_challenge_of_a_first_sign_in_changes_the_password_once(loaded: Site) -> None:
    first = new_account(loaded)
    change = {
        "email": EMAIL,
        "challenge": loaded.sign_in(EMAIL, first).json["challenge"],
        "new_password": PASSWORD,
    }
    loaded.done("POST", "/api/session/password", change)
    again = loaded.call(
        "POST", "/api/session/password", {**change, "new_password": "Mật khẩu khác 2027"}
    )
    assert (again.status, again.code) == (401, "sign_in_required")
    assert loaded.sign_in(EMAIL, PASSWORD).status == 200


def test_letters_lead_to_the_page_where_one_signs_in(loaded: Site) -> None:
    new_account(loaded)
    assert "/signin" in loaded.letters(EMAIL)[-1]


def test_what_can_be_no_challenge_is_refused(loaded: Site) -> None:
    change = {"email": EMAIL, "challenge": "bịa", "new_password": PASSWORD}
    assert loaded.call("POST", "/api/session/password", change).status == 422


def test_refreshing_gives_a_new_token_for_the_cookie(site: Site) -> None:
    cookie = site.sign_in(OPS, PASSWORD).headers["set-cookie"].partition(";")[0]
    answer = site.call("POST", "/api/session/refresh", headers={"Cookie": cookie})
    assert answer.json["account"]["email"] == OPS


def renewed(site: Site, cookie: str) -> Answer:
    return site.call("POST", "/api/session/refresh", headers={"Cookie": cookie})


def cookie_of(answer: Answer) -> str:
    return answer.headers["set-cookie"].partition(";")[0]


def test_each_refresh_gives_a_new_refresh_token_and_ends_the_one_before(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_rotation.put_in(monkeypatch, grace=0)
    stolen = first = cookie_of(site.sign_in(OPS, PASSWORD))
    for _ in range(20):
        cookie = cookie_of(renewed(site, first))
        assert cookie != first
        first = cookie
    refused = renewed(site, stolen)
    assert (refused.status, refused.code) == (401, "sign_in_required")
    assert renewed(site, first).status == 200


def test_a_second_tab_and_a_lost_reply_refresh_with_the_token_before(site: Site) -> None:
    cookie = cookie_of(site.sign_in(OPS, PASSWORD))
    first, second = (renewed(site, cookie) for _ in range(2))
    assert first.status == second.status == 200
    assert renewed(site, cookie_of(first)).status == renewed(site, cookie_of(second)).status == 200


def test_signing_out_revokes_the_refresh_token(site: Site) -> None:
    cookie = cookie_of(site.sign_in(OPS, PASSWORD))
    assert site.call("DELETE", "/api/session", headers={"Cookie": cookie}).status == 204
    assert renewed(site, cookie).code == "sign_in_required"


@pytest.mark.parametrize("cookie", ["", "refresh=", "refresh=made-up", "other=1"])
def test_without_a_good_cookie_there_is_no_refreshing(site: Site, cookie: str) -> None:
    assert site.call("POST", "/api/session/refresh", headers={"Cookie": cookie}).status == 401


ROUND_STATE = "/api/ops/rounds/thu-2026"


@pytest.mark.parametrize(
    "authorization", ["", "Bearer", "Bearer ", "Basic abc", "Bearer not-a-token", "Bearer a.b.c"]
)
def test_a_request_without_a_token_is_asked_to_sign_in(site: Site, authorization: str) -> None:
    refused = site.call("GET", ROUND_STATE, headers={"Authorization": authorization})
    assert (refused.status, refused.code) == (401, "sign_in_required")


def test_a_token_signed_by_anybody_else_is_refused(site: Site) -> None:
    claims = jwt.decode(site.by_ops, options={"verify_signature": False})
    forged = jwt.encode(
        claims, "x" * 32, headers=jwt.get_unverified_header(site.by_ops) | {"alg": "HS256"}
    )
    unsigned = jwt.encode(claims, "", algorithm="none", headers={"kid": "dummy"})
    for token in (forged, unsigned, site.by_ops[:-4] + "AAAA"):
        assert site.call("GET", ROUND_STATE, token=token).status == 401


def test_an_id_token_opens_no_route(site: Site, aws: Aws) -> None:
    tokens = aws.client("cognito-idp").admin_initiate_auth(
        UserPoolId=settings().user_pool_id,
        ClientId=settings().user_pool_client_id,
        AuthFlow="ADMIN_USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": OPS, "PASSWORD": PASSWORD},
    )
    assert (
        site.call("GET", ROUND_STATE, token=tokens["AuthenticationResult"]["IdToken"]).status == 401
    )


def test_a_token_of_another_client_of_the_pool_opens_no_route(site: Site, aws: Aws) -> None:
    cognito = aws.client("cognito-idp")
    other = cognito.create_user_pool_client(
        UserPoolId=settings().user_pool_id,
        ClientName="other",
        ExplicitAuthFlows=["ALLOW_ADMIN_USER_PASSWORD_AUTH"],
    )["UserPoolClient"]
    tokens = cognito.admin_initiate_auth(
        UserPoolId=settings().user_pool_id,
        ClientId=other["ClientId"],
        AuthFlow="ADMIN_USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": OPS, "PASSWORD": PASSWORD},
    )
    assert (
        site.call("GET", ROUND_STATE, token=tokens["AuthenticationResult"]["AccessToken"]).status
        == 401
    )


def test_disabling_an_account_bites_at_once(loaded: Site, clock: Clock) -> None:
    editor = loaded.editor()
    sheet = "/api/units/thu-2026/so-a/sheet"
    assert loaded.call("GET", sheet, token=editor).status == 200
    sub = jwt.decode(editor, options={"verify_signature": False})["sub"]
    accounts.put_disabled(sub, disabled=True)
    assert loaded.call("GET", sheet, token=editor).status == 401


def test_somebody_the_pool_knows_but_the_accounts_do_not_is_refused(site: Site, aws: Aws) -> None:
    sign_in.create("la@example.test", PASSWORD)
    aws.client("cognito-idp").admin_set_user_password(
        UserPoolId=settings().user_pool_id,
        Username="la@example.test",
        Password=PASSWORD,
        Permanent=True,
    )
    assert site.sign_in("la@example.test", PASSWORD).status == 401


def test_nobody_is_signed_out_because_the_keys_cannot_be_fetched(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> None:
        raise jwt.PyJWKClientConnectionError("no answer")

    token = site.by_ops
    monkeypatch.setattr(jwt.PyJWKClient, "fetch_data", broken)
    authentication._keys.cache_clear()
    with pytest.raises(
        jwt.PyJWKClientConnectionError
    ):  # a fault of ours, so 500: the edge sees to that
        authentication.account_of(f"Bearer {token}")
