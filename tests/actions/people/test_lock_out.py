"""Lock-out is no weapon: what strangers fail at holds up nobody who can prove who they are."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from chalicelib.actions.people import own_account, signing_in
from chalicelib.aws import sign_in, sign_in_settings
from chalicelib.aws.sign_in import Challenge, Tokens
from chalicelib.domain.errors import Invalid, SecondFactorRequired, SignInRequired, TooManyRequests
from chalicelib.domain.people import attempts
from chalicelib.domain.people.accounts import Account
from tests.fake_aws import Aws
from tests.small_round import NOW

AN, BINH = "an@example.test", "binh@example.test"
OFFICE, HOME = "203.0.113.9", "198.51.100.7"
GOOD, CODE = "right", "123456"
# Binh has a second factor; `first@` still has a first password.
FIRST = "first@example.test"
SUB = "4ecb023d-6855-4664-bf26-a686e0e94645"


@pytest.fixture(autouse=True)
def asked(aws: Aws, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A provider that knows three people; what it was asked."""
    calls: list[str] = []

    def start(email: str, password: str) -> Tokens | Challenge:
        calls.append("start")
        if password != GOOD or email not in (AN, BINH, FIRST, SUB):
            raise SignInRequired(*sign_in.WRONG)
        kinds = {BINH: "SOFTWARE_TOKEN_MFA", FIRST: "NEW_PASSWORD_REQUIRED"}
        return Challenge(kinds[email], "session") if email in kinds else Tokens("a", 900, "r")

    def answer(email: str, session: str, code: str) -> Tokens:
        calls.append("answer")
        if (email, session, code) != (BINH, "session", CODE):
            raise SignInRequired(*sign_in.WRONG_CODE)
        return Tokens("a", 900, "r")

    monkeypatch.setattr(sign_in, "start", start)
    monkeypatch.setattr(sign_in, "answer_second_factor", answer)
    monkeypatch.setattr(sign_in, "answer_nothing", lambda *_: calls.append("answer"))
    monkeypatch.setattr(sign_in, "end", lambda _: calls.append("answer"))
    return calls


def start(
    email: str = AN, password: str = GOOD, source: str = OFFICE, known: str = "", code: str = ""
) -> Tokens:
    return signing_in.start(email, password, source, NOW, known, code)


def refusal(act: Callable[[], object]) -> str:
    """The code of the refusal, "" if there is none."""
    try:
        act()
    except (SignInRequired, TooManyRequests, SecondFactorRequired, Invalid) as refused:
        return refused.code
    return ""


def fail(times: int, email: str = AN, source: str = OFFICE) -> None:
    for number in range(times):
        refusal(partial(start, email, f"wrong {number}", source))


def test_failures_from_elsewhere_lock_nobody_out_where_they_work() -> None:
    fail(attempts.PER_ADDRESS + 5, source=HOME)
    assert refusal(partial(start, source=HOME)) == "too_many_requests"
    assert start()


@pytest.mark.parametrize("strangers", ["unknown addresses", "known addresses", "one address"])
def test_no_flood_of_strangers_locks_a_whole_network(
    monkeypatch: pytest.MonkeyPatch, strangers: str
) -> None:
    monkeypatch.setattr(attempts, "PER_NETWORK", 20)
    for number in range(30):
        email = {
            "unknown addresses": f"la-{number}@example.test",
            "known addresses": BINH,
            "one address": "la@example.test",
        }[strangers]
        fail(1, email)
    fail(attempts.FEW - 1)
    assert start()


def test_in_a_crowded_network_each_address_has_fewer_tries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attempts, "PER_NETWORK", 20)
    for number in range(20):
        fail(1, f"la-{number}@example.test")
    fail(attempts.FEW)
    assert refusal(start) == "too_many_requests"
    assert start(source=HOME)


@pytest.mark.parametrize("source", [OFFICE, HOME, "", "2001:db8::1"])
@pytest.mark.parametrize("email", [AN, BINH])
def test_a_browser_that_knows_the_person_passes(
    monkeypatch: pytest.MonkeyPatch, source: str, email: str
) -> None:
    monkeypatch.setattr(attempts, "EVERYWHERE", 25)
    monkeypatch.setattr(attempts, "PER_NETWORK", 12)
    known = signing_in.recognise(email, signing_in.introduce(email, "", NOW), NOW)
    for network in (OFFICE, HOME, "", "2001:db8::1"):
        fail(attempts.PER_ADDRESS, email, network)
    assert refusal(partial(start, email, source=source)) == "too_many_requests"
    passed = refusal(partial(start, email, source=source, known=known))
    assert passed == ("" if email == AN else "second_factor_required")


def test_a_known_browser_has_no_more_tries_than_a_stranger() -> None:
    known = signing_in.recognise(AN, signing_in.introduce(AN, "", NOW), NOW)
    for _ in range(attempts.PER_ADDRESS):
        assert refusal(partial(start, password="wrong", known=known)) == "sign_in_required"
    assert refusal(partial(start, known=known)) == "too_many_requests"
    assert start()  # and what it fails at counts for itself alone


def test_one_address_is_not_guessed_from_all_networks_of_the_world(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(attempts, "EVERYWHERE", 30)
    for number in range(30):
        assert refusal(partial(start, password="wrong", source=f"2001:db8:0:{number:x}::1")) == (
            "sign_in_required"
        )
    assert refusal(partial(start, source="2001:db8:1::1")) == "too_many_requests"
    assert refusal(partial(start, BINH, source="2001:db8:1::1")) == "second_factor_required"


@pytest.mark.parametrize("failures", [0, 5, 40])
def test_password_and_code_at_once_pass_whatever_others_failed_at(failures: int) -> None:
    for number in range(failures):
        fail(1, BINH, f"203.0.113.{number}")
        fail(1, BINH)
        refusal(partial(start, BINH, "wrong", code="000000"))
    assert start(BINH, code=CODE)


@pytest.mark.parametrize(
    ("email", "password", "code"),
    [
        (BINH, "wrong", CODE),
        (BINH, GOOD, "000000"),
        (BINH, "wrong", "000000"),
        (AN, GOOD, CODE),  # has no second factor, so that no code lets it past the counters
        (AN, "wrong", CODE),
        (FIRST, GOOD, CODE),
        ("la@example.test", GOOD, CODE),
    ],
)
def test_password_and_code_at_once_do_not_tell_which_of_them_was_wrong(
    asked: list[str], email: str, password: str, code: str
) -> None:
    with pytest.raises(SignInRequired, match="address, password or code"):
        start(email, password, code=code)
    assert asked == ["start", "answer"]  # nor does the time it takes


def test_codes_beside_a_right_password_are_counted_and_nobody_is_told() -> None:
    for _ in range(attempts.PER_ADDRESS):
        assert refusal(partial(start, BINH, code="000000")) == "sign_in_required"
    assert refusal(partial(start, BINH, code=CODE)) == "sign_in_required"
    assert start(BINH, code=CODE, source=HOME)


@pytest.mark.parametrize(
    "name",
    [SUB, SUB.upper(), "an", "an@", "@example.test", "an@example", "an example.test", "", " ", "*"]
    + ["an@example.test ", "ａn@example.test", "an@example.test\n", "an\u200b@example.test"]
    + ["+84912345678", "an@@example.test", "'an'", "an@example..test", "-", "null", "0"],
)
@pytest.mark.parametrize("code", ["", CODE])
def test_only_addresses_sign_in(asked: list[str], name: str, code: str) -> None:
    with pytest.raises(SignInRequired, match="Wrong e-mail address or password"):
        start(name, code=code)
    assert asked == []


def test_strangers_lock_nobody_out_of_the_account_they_are_signed_in_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    account = Account("s", AN, "An", "editor", "r", "so-a")
    done: list[str] = []
    monkeypatch.setattr(sign_in_settings, "remove_second_factor", done.append)
    monkeypatch.setattr(own_account, "_note", lambda *_: None)
    fail(attempts.PER_ADDRESS)
    own_account.remove_second_factor(account, GOOD, OFFICE, NOW)
    assert done == [AN]
    for _ in range(attempts.PER_ADDRESS):
        with pytest.raises(Invalid):
            own_account.remove_second_factor(account, "wrong", OFFICE, NOW)
    with pytest.raises(TooManyRequests):
        own_account.remove_second_factor(account, GOOD, OFFICE, NOW)
