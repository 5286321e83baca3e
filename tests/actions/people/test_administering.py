"""What operations staff do to an account takes effect at once, on record, and to that account
alone.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from chalicelib.actions.people import administering, signing_in
from chalicelib.aws import mail
from chalicelib.domain.errors import Conflict, NotFound, PasswordChangeRequired, SignInRequired
from chalicelib.domain.people.accounts import Account
from chalicelib.store import accounts as store
from chalicelib.store import audit
from tests import people_story as people
from tests import survey_story as story
from tests.fake_aws import Aws, told_once
from tests.people_story import EMAIL, OTHER
from tests.small_round import NOW, ROUND
from tests.survey_story import OPS

NEW = "Mat-khau-moi-2026"
Act = Callable[[str, str], Account]


@pytest.fixture(autouse=True)
@told_once
def _people(aws: Aws) -> None:
    story.load()
    people.member(EMAIL)
    people.member(OTHER)


def now() -> datetime:
    """The clock of the identity provider, which is the real one."""
    return datetime.now(UTC)


def sub(email: str = EMAIL) -> str:
    return store.list_by_email()[email].sub


def reset(round_id: str, whose: str) -> Account:
    return administering.reset(round_id, whose, "quên", OPS, NEW, now())


def disable(round_id: str, whose: str) -> Account:
    return administering.disable(round_id, whose, "nghỉ việc", OPS, now())


def enable(round_id: str, whose: str) -> Account:
    return administering.enable(round_id, whose, "trở lại", OPS, now())


def sign_out(round_id: str, whose: str) -> Account:
    return administering.sign_out(round_id, whose, "mất máy", OPS, now())


def acts() -> list[tuple[str, str, str, str]]:
    return [
        (act.act, act.subject, act.reason, act.by)
        for act in audit.list_acts(ROUND)
        if act.act.endswith("_account") and act.act != "create_account"
    ]


@pytest.mark.parametrize("act", [reset, disable, sign_out])
def test_every_sign_in_of_the_account_ends_and_nobody_elses(act: Act) -> None:
    own, others = people.signed_in(EMAIL), people.signed_in(OTHER)
    act(ROUND, sub())
    with pytest.raises(SignInRequired):
        own.account()
    with pytest.raises(SignInRequired):
        signing_in.refresh(own.tokens.refresh)
    assert others.account().email == OTHER
    assert signing_in.refresh(others.tokens.refresh).access


def test_a_sign_out_changes_nothing_but_the_sign_ins() -> None:
    before = store.find(sub())
    sign_out(ROUND, sub())
    assert store.find(sub()) == before
    assert people.signed_in().tokens.access


@pytest.mark.parametrize("act", [reset, sign_out])
def test_a_disabled_account_stays_disabled_whatever_else_is_done_to_it(act: Act) -> None:
    disable(ROUND, sub())
    assert act(ROUND, sub()).disabled


def test_a_reset_password_is_in_the_letter_and_not_on_record() -> None:
    reset(ROUND, sub())
    assert NEW in people.letters()[-1]
    with pytest.raises(PasswordChangeRequired):
        signing_in.start(EMAIL, NEW, "", NOW)
    assert acts() == [("reset_account", EMAIL, "quên", OPS.email)]
    assert not any(NEW in act.details + act.entry for act in audit.list_acts(ROUND))


def test_a_reset_whose_letter_was_not_sent_is_not_on_record_and_can_be_made_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object) -> None:
        raise ConnectionError("the mail service went away")

    with monkeypatch.context() as broken:
        broken.setattr(mail, "send_one", fail)
        with pytest.raises(ConnectionError):
            reset(ROUND, sub())
    assert (acts(), NEW in people.letters()[-1]) == ([], False)
    reset(ROUND, sub())
    assert len(acts()) == 1 and NEW in people.letters()[-1]


def test_a_disabled_account_keeps_its_post_and_its_password_until_it_is_enabled() -> None:
    before = store.find(sub())
    for _ in range(2):
        assert disable(ROUND, sub()).disabled
    assert enable(ROUND, sub()) == before
    assert people.signed_in().sub == sub()
    assert [act[:3] for act in acts()] == [
        ("disable_account", EMAIL, "nghỉ việc"),
        ("disable_account", EMAIL, "nghỉ việc"),
        ("enable_account", EMAIL, "trở lại"),
    ]


@pytest.mark.parametrize("act", [reset, disable, enable, sign_out])
def test_an_account_of_another_round_is_left_as_it_was(act: Act) -> None:
    session, before = people.signed_in(), store.find(sub())
    for round_id, whose in (("nam-sau", sub()), (ROUND, "nobody")):
        with pytest.raises(NotFound):
            act(round_id, whose)
    assert (store.find(sub()), acts(), audit.list_acts("nam-sau")) == (before, [], [])
    assert session.account() and people.signed_in()


def test_operations_staff_are_administered_from_any_round_but_disable_nobody_themselves() -> None:
    ops = people.member("dh@example.test", "ops")
    for round_id in (ROUND, "nam-sau"):
        with pytest.raises(Conflict):
            administering.disable(round_id, ops.sub, "nhầm", ops, now())
    assert store.find(ops.sub) == ops and acts() == []
    assert disable("nam-sau", ops.sub).disabled
    assert [act.subject for act in audit.list_acts("nam-sau")] == [ops.email]
