"""An account is kept only after its letter went out, so a list may be sent again after any
break.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.actions.people import accounts, administering, signing_in
from chalicelib.aws import mail
from chalicelib.domain.errors import Invalid, PasswordChangeRequired, SignInRequired
from chalicelib.domain.people.accounts import Account
from chalicelib.domain.people.posts import Post
from chalicelib.store import accounts as store
from chalicelib.store import audit
from tests import survey_story as story
from tests.fake_aws import Aws
from tests.small_round import NOW, ROUND

AN = Account("", "an@example.test", "An", "editor", unit="so-a")


@pytest.fixture
def sent(aws: Aws, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The first passwords that were sent."""
    story.load()
    passwords: list[str] = []
    monkeypatch.setattr(
        mail, "send_one", lambda _letter, _address, values: passwords.append(values["password"])
    )
    return passwords


def passwords() -> Iterator[str]:
    return (f"First-password-{number}" for number in range(1, 9))


def create(*wanted: Account, made: Iterator[str]) -> list[Account]:
    return accounts.create(ROUND, wanted, "ops@example.test", lambda: next(made), NOW)


def test_a_new_account_is_on_record_and_its_password_must_be_changed(sent: list[str]) -> None:
    (made,) = create(AN, made=passwords())
    assert (
        store.find(made.sub) == made == Account(made.sub, AN.email, "An", "editor", ROUND, "so-a")
    )
    assert [act.subject for act in audit.list_acts(ROUND) if act.act == "create_account"] == [
        AN.email
    ]
    with pytest.raises(PasswordChangeRequired):
        signing_in.start(AN.email, sent[0], "", NOW)


def test_the_letter_says_for_which_unit_and_round_and_until_when(
    aws: Aws, monkeypatch: pytest.MonkeyPatch
) -> None:
    story.load()
    story.open_window("self_assessment", NOW + timedelta(days=3))
    said: dict[str, str] = {}
    monkeypatch.setattr(
        mail, "send_one", lambda letter, _, values: said.update({letter: filled(letter, values)})
    )
    (made,) = create(AN, made=passwords())
    administering.reset(ROUND, made.sub, "quên", story.OPS, "Mat-khau-moi-2026", NOW)
    for text in said["first-password"], said["new-password"]:
        assert (
            "để tự đánh giá, chấm điểm Sở A trong Kỳ thử 2026. Hạn gửi phiếu tự đánh giá: " in text
        )
        assert "carry out the self-assessment of Department A in Trial round 2026. " in text
        assert "{{" not in text


def filled(letter: str, values: dict[str, str]) -> str:
    return mail._fill(mail.texts(letter)["Text"], values)


def test_no_password_is_ever_on_record(sent: list[str]) -> None:
    create(AN, made=passwords())
    assert not any(sent[0] in act.details for act in audit.list_acts(ROUND))


def test_an_account_that_stands_so_already_gets_no_second_letter(sent: list[str]) -> None:
    made = passwords()
    assert create(AN, made=made) == create(AN, made=made)
    assert sent == ["First-password-1"]


def test_after_a_break_before_the_letter_the_next_try_sends_a_password_that_works(
    sent: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ConnectionError("the mail service went away")

    made = passwords()
    with monkeypatch.context() as broken:
        broken.setattr(mail, "send_one", fail)
        with pytest.raises(ConnectionError):
            create(AN, made=made)
    assert [act.act for act in audit.list_acts(ROUND) if act.act == "create_account"] == []
    create(AN, made=made)
    assert sent == ["First-password-2"]
    with pytest.raises(PasswordChangeRequired):
        signing_in.start(AN.email, sent[0], "", NOW)
    with pytest.raises(SignInRequired, match="Wrong"):
        signing_in.start(AN.email, "First-password-1", "", NOW)


def test_a_token_of_nobody_is_no_account(aws: Aws) -> None:
    with pytest.raises(SignInRequired):
        accounts.active("unknown", 0, "")


def test_somebody_with_an_account_gets_a_further_post_and_keeps_the_password_and_the_others(
    sent: list[str],
) -> None:
    made = passwords()
    (first,) = create(AN, made=made)
    (more,) = create(replace(AN, unit="so-b", role="leader"), made=made)
    assert more.sub == first.sub and (more.role, more.unit) == ("leader", "so-b")
    assert more.further == (Post("editor", ROUND, "so-a"),)
    (other,) = create(replace(AN, role="leader"), made=made)
    assert set(other.posts) == {Post("leader", ROUND, "so-a"), Post("leader", ROUND, "so-b")}
    assert store.find(first.sub) == other
    assert sent == ["First-password-1", "", ""]
    assert {act.act for act in audit.list_acts(ROUND)} >= {
        "create_account",
        "add_post",
        "move_account",
    }


def test_a_person_may_be_in_a_list_with_two_posts_but_under_one_name(sent: list[str]) -> None:
    made, member = passwords(), replace(AN, role="council", unit="")
    assert create(AN, member, made=made)[1].posts == (
        Post("council", ROUND),
        Post("editor", ROUND, "so-a"),
    )
    assert sent == ["First-password-1", ""]
    with pytest.raises(Invalid) as refused:
        create(AN, replace(member, name="Bình"), replace(AN, role="leader"), made=made)
    assert [(problem.at, problem.code) for problem in refused.value.errors] == [
        ("accounts[0].email", "repeated"),
        ("accounts[1].name", "other_name"),
        ("accounts[2].email", "repeated"),
    ]


def test_an_ops_account_stays_one_whatever_else_the_person_does(sent: list[str]) -> None:
    made = passwords()
    ops = Account("", "dh@example.test", "Điều hành", "ops")
    create(ops, made=made)
    (both,) = create(replace(ops, role="editor", unit="so-a"), made=made)
    assert [post.role for post in both.posts] == ["ops", "editor"]


def test_a_list_says_until_when_a_post_goes_and_no_day_that_is_past(sent: list[str]) -> None:
    made, until = passwords(), NOW + timedelta(days=3)
    create(AN, made=made)
    (ends,) = create(replace(AN, until=until), made=made)
    assert ends.until == until and sent == ["First-password-1"]
    assert create(AN, made=made)[0].until == until
    with pytest.raises(Invalid) as refused:
        create(replace(AN, until=NOW), made=made)
    assert [(each.at, each.code) for each in refused.value.errors] == [
        ("accounts[0].until", "past")
    ]


def test_the_first_account_stands_though_the_mail_service_takes_no_letter_yet(
    aws: Aws, monkeypatch: pytest.MonkeyPatch
) -> None:
    def take_nothing(*_: object) -> None:
        raise mail.NotTaken

    monkeypatch.setattr(mail, "send_one", take_nothing)
    ops = Account("", "dieu-hanh@example.test", "Điều hành", "ops")
    made = accounts.bootstrap(ops, "First-password-1", "infra.account", NOW)
    assert store.find(made.sub) == made
    with pytest.raises(PasswordChangeRequired):
        signing_in.start(ops.email, "First-password-1", "", NOW)
    story.load()
    with pytest.raises(mail.NotTaken):
        create(AN, made=passwords())
