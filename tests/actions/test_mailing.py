"""Letters go out at least once, never knowingly twice, and carry the right link."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.actions import inviting, mailing
from chalicelib.aws import mail, secrets
from chalicelib.domain.invitations import STALE, read_token
from chalicelib.store import invitations as store
from tests import survey_story as story
from tests.fake_aws import Aws
from tests.small_round import NOW, ROUND
from tests.survey_story import Mailbox, mailbox, people

__all__ = ["mailbox"]


@pytest.fixture
def ids(aws: Aws) -> list[str]:
    """Three invitations, queued."""
    story.load()
    story.put("so-a", "leaders", people(1, 3))
    story.send("so-a")
    story.open_window("survey")
    inviting.invite(ROUND, NOW)
    return [each for message in story.queued(aws) for each in message["invitations"]]


def statuses(ids: list[str]) -> list[tuple[str, int]]:
    found = store.find_all(ids)
    return [(found[each].status, found[each].sends) for each in ids]


def test_each_person_gets_one_letter_with_the_own_link(mailbox: Mailbox, ids: list[str]) -> None:
    assert mailing.send(ROUND, ids, NOW)
    assert sorted(address for address, _ in mailbox.letters) == [row.email for row in people(1, 3)]
    assert {read_token(token, secrets.link_key()) for token in mailbox.tokens().values()} == set(ids)
    assert statuses(ids) == [("sent", 1)] * 3


def test_a_letter_says_who_asks_about_whom_until_when_and_where_to_click(mailbox: Mailbox, ids: list[str]) -> None:
    mailing.send(ROUND, ids[:1], NOW)
    values = mailbox.letters[0][1]
    assert values["link"].startswith("http://app.localhost:4599/s#")
    assert (values["unit"], values["authority"]) == ("Sở A", "Thành phố thử")
    assert values["closes"] == "13:00 ngày 20/11/2026"
    assert values["closes_en"] == "13:00 on 20/11/2026"


def test_a_message_delivered_twice_sends_once(mailbox: Mailbox, ids: list[str]) -> None:
    assert mailing.send(ROUND, ids, NOW)
    assert mailing.send(ROUND, ids, NOW)
    assert len(mailbox.letters) == 3


def test_letters_in_another_workers_hands_are_left_and_the_message_comes_back(mailbox: Mailbox, ids: list[str]) -> None:
    mailing._take(ids, NOW)
    assert not mailing.send(ROUND, ids, NOW)
    assert mailbox.letters == []


def test_a_worker_that_died_before_the_mail_service_loses_nobody(
        mailbox: Mailbox, ids: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def dead(*_: object) -> list[str]:
        raise ConnectionError

    monkeypatch.setattr(mail, "send", dead)
    with pytest.raises(ConnectionError):
        mailing.send(ROUND, ids, NOW)
    monkeypatch.setattr(mail, "send", mailbox.send)
    assert mailing.send(ROUND, ids, NOW + STALE + timedelta(seconds=1))
    assert len(mailbox.letters) == 3


def test_a_worker_that_died_after_the_mail_service_sends_twice_and_counts_it(
        mailbox: Mailbox, ids: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def dead(*_: object) -> None:
        raise ConnectionError

    monkeypatch.setattr(store, "settle", dead)
    with pytest.raises(ConnectionError):
        mailing.send(ROUND, ids, NOW)
    monkeypatch.undo()
    monkeypatch.setattr(mail, "send", mailbox.send)
    assert mailing.send(ROUND, ids, NOW + STALE + timedelta(seconds=1))
    assert statuses(ids) == [("sent", 2)] * 3


def test_an_address_the_mail_service_refuses_fails_alone(mailbox: Mailbox, ids: list[str]) -> None:
    mailbox.outcomes = {"nguoi-0002@example.test": mail.REFUSED}
    assert mailing.send(ROUND, ids, NOW)
    assert sorted(statuses(ids)) == [("failed", 1), ("sent", 1), ("sent", 1)]


def test_a_letter_that_has_to_wait_comes_back_alone(mailbox: Mailbox, ids: list[str]) -> None:
    mailbox.outcomes = {"nguoi-0002@example.test": mail.LATER}
    assert not mailing.send(ROUND, ids, NOW)
    mailbox.outcomes = {}
    mailbox.letters.clear()
    assert mailing.send(ROUND, ids, NOW + STALE + timedelta(seconds=1))
    assert [address for address, _ in mailbox.letters] == ["nguoi-0002@example.test"]


def test_whoever_answered_before_the_letter_was_noted_as_sent_stays_answered(
        mailbox: Mailbox, ids: list[str], aws: Aws) -> None:
    taken, _ = mailing._take(ids, NOW)
    aws.client("dynamodb").update_item(
        TableName=f"{aws.environment['TABLE_PREFIX']}-invitations", Key={"invitation": {"S": ids[0]}},
        UpdateExpression="SET #s = :a", ExpressionAttributeNames={"#s": "status"},
        ExpressionAttributeValues={":a": {"S": "answered"}})
    store.settle(taken, "sent")
    assert statuses(ids) == [("answered", 1), ("sent", 1), ("sent", 1)]


def test_no_time_stays_on_an_invitation_whose_letter_is_out(mailbox: Mailbox, ids: list[str], aws: Aws) -> None:
    mailing.send(ROUND, ids, NOW)
    assert not story.looks_like_a_time(str(story.rows(aws, "invitations")).replace(ROUND, ""))
