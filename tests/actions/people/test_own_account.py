"""Changes to one's own account need the password or a code, count wrong ones, and are on record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from chalicelib.actions.people import accounts, own_account, signing_in
from chalicelib.domain.errors import Invalid, SecondFactorRequired, SignInRequired, TooManyRequests
from chalicelib.domain.people.accounts import Account
from chalicelib.domain.people.attempts import PER_ADDRESS
from chalicelib.store import audit
from chalicelib.store.attempts import AttemptItem
from tests import people_story as people
from tests import survey_story as story
from tests.fake_aws import Aws
from tests.one_time_codes import totp
from tests.people_story import EMAIL, OTHER, Session
from tests.site import PASSWORD
from tests.small_round import NOW, ROUND

NEW, WRONG = "Mật khẩu khác 2027", "Mật khẩu nhầm 2027"
SOURCE = "192.0.2.7"


@pytest.fixture
def session(aws: Aws, monkeypatch: pytest.MonkeyPatch) -> Session:
    """Somebody of a unit who has signed in."""
    monkeypatch.setenv("MOTO_COGNITO_IDP_USER_POOL_ENABLE_TOTP", "true")
    story.load()
    for email in (EMAIL, OTHER):
        people.member(email)
    return people.signed_in(EMAIL)


def now() -> datetime:
    """The clock of the identity provider, which is the real one."""
    return datetime.now(UTC)


def change(session: Session, password: str = PASSWORD, new: str = NEW, at: datetime = NOW) -> None:
    own_account.change_password(session.account(), session.bearer, password, new, SOURCE, at)


def remove(session: Session, password: str = PASSWORD) -> None:
    own_account.remove_second_factor(session.account(), password, SOURCE, NOW)


def confirm(session: Session, code: str) -> None:
    own_account.confirm_second_factor(session.account(), session.tokens.access, code, SOURCE, NOW)


def acts(round_id: str = ROUND) -> list[str]:
    own = [act for act in audit.list_acts(round_id) if act.by == act.subject]
    return [act.act for act in own]


def test_a_new_password_ends_all_other_sign_ins_and_this_one_when_its_token_expires(
    session: Session,
) -> None:
    elsewhere, other = people.signed_in(EMAIL), people.signed_in(OTHER)
    change(session, at=now())
    assert session.account().email == EMAIL
    with pytest.raises(SignInRequired):
        elsewhere.account()
    for ended in (session, elsewhere):
        with pytest.raises(SignInRequired):
            signing_in.refresh(ended.tokens.refresh)
    assert other.account() and signing_in.refresh(other.tokens.refresh).access
    assert people.signed_in(EMAIL, NEW) and acts() == ["change_password"]


@pytest.mark.parametrize("new", ["Password-2026-01", PASSWORD])
def test_a_weak_or_unchanged_password_is_refused_before_it_counts_as_a_try(
    session: Session, new: str
) -> None:
    with pytest.raises(Invalid) as refused:
        change(session, WRONG if new != PASSWORD else PASSWORD, new)
    assert {problem.at for problem in refused.value.errors} == {"new_password"}
    assert (list(AttemptItem.scan()), acts()) == ([], [])
    assert people.signed_in(EMAIL) and session.account()


@pytest.mark.parametrize("guess", [lambda own: change(own, WRONG), lambda own: remove(own, WRONG)])
def test_a_password_is_guessed_here_a_few_times_only_and_that_locks_no_sign_in(
    session: Session, guess: Callable[[Session], None]
) -> None:
    for _ in range(PER_ADDRESS):
        with pytest.raises(Invalid) as refused:
            guess(session)
        assert [problem.code for problem in refused.value.errors] == ["wrong_password"]
    with pytest.raises(TooManyRequests):
        change(session)
    with pytest.raises(TooManyRequests):
        remove(session)
    assert signing_in.start(EMAIL, PASSWORD, SOURCE, NOW).access
    assert session.account() and people.signed_in(EMAIL) and acts() == []


def test_a_secret_alone_asks_for_no_code_and_a_wrong_code_is_counted(session: Session) -> None:
    for _ in range(PER_ADDRESS):
        own_account.new_second_factor(session.account(), session.tokens.access)
        with pytest.raises(Invalid):
            confirm(session, "000000")
    with pytest.raises(TooManyRequests):
        confirm(session, "000000")
    assert not own_account.has_second_factor(session.account())
    assert people.signed_in(EMAIL) and acts() == []


def test_a_second_factor_stays_until_the_password_is_given_and_both_steps_are_on_record(
    session: Session,
) -> None:
    secret, *_ = own_account.new_second_factor(session.account(), session.tokens.access)
    confirm(session, totp(secret))
    with pytest.raises(Invalid):
        remove(session, WRONG)
    assert own_account.has_second_factor(session.account())
    with pytest.raises(SecondFactorRequired):
        signing_in.start(EMAIL, PASSWORD, SOURCE, NOW)
    assert acts() == ["add_second_factor"]
    remove(session)
    assert people.signed_in(EMAIL) and sorted(acts())[1:] == ["remove_second_factor"]
    written = "".join(act.details + act.entry for act in audit.list_acts(ROUND))
    assert secret not in written and PASSWORD not in written


def test_signing_out_everywhere_ends_this_sign_in_too_and_changes_nothing_else(
    session: Session,
) -> None:
    other, before = people.signed_in(OTHER), session.account()
    own_account.sign_out_everywhere(before, now())
    with pytest.raises(SignInRequired):
        session.account()
    with pytest.raises(SignInRequired):
        signing_in.refresh(session.tokens.refresh)
    assert people.signed_in(EMAIL).sub == before.sub
    assert other.account() and acts() == ["sign_out_everywhere"]


def test_what_somebody_of_no_round_does_is_on_record_under_none(session: Session) -> None:
    ops = Account("", "dh@example.test", "Điều hành", "ops")
    made = accounts.bootstrap(ops, people.FIRST_PASSWORD, "test", NOW)
    own_account.sign_out_everywhere(made, now())
    assert acts("-") == ["sign_out_everywhere"]
