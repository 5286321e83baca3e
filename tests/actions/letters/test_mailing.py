"""Letters go out at least once, never knowingly twice, and carry the right link."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Never

import pytest

from chalicelib.actions.letters import inviting, mailing
from chalicelib.actions.rounds import current, ruling
from chalicelib.aws import mail, secrets
from chalicelib.domain.letters.delivery import STALE, News, claimed, told
from chalicelib.domain.letters.invitations import (
    BOUNCED,
    COMPLAINED,
    DELIVERED,
    UNHEARD,
    read_token,
)
from chalicelib.domain.letters.quotas import HELD, Limits
from chalicelib.domain.rounds.rulings import Ruling
from chalicelib.store import invitations as store
from tests import survey_story as story
from tests.fake_aws import Aws, told_once
from tests.small_round import NOW, ROUND
from tests.survey_story import Mailbox, mailbox, people

__all__ = ["mailbox"]


@pytest.fixture
@told_once
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


def work(ids: list[str], now: datetime = NOW) -> mailing.Rest:
    """As the job does, until what is left has to wait for long."""
    rest = mailing.Rest(tuple(ids))
    while rest.invitations and rest.after < timedelta(minutes=1):
        now += rest.after
        rest = mailing.send(ROUND, rest.invitations, now)
    return rest


def event(invitation: str, kind: str, letter: int = 1, **more: Any) -> dict[str, Any]:
    return {
        "eventType": kind,
        "mail": {"tags": {"invitation": [invitation], "letter": [str(letter)]}},
        **more,
    }


def delivery(invitation: str) -> str:
    return store.find_all([invitation])[invitation].delivery


def test_each_person_gets_one_letter_with_the_own_link(mailbox: Mailbox, ids: list[str]) -> None:
    assert work(ids) == mailing.Rest((), mailbox.limits.pause)
    assert sorted(address for address, _ in mailbox.letters) == [row.email for row in people(1, 3)]
    assert {read_token(token, secrets.link_key()) for token in mailbox.tokens().values()} == {
        (each, 0) for each in ids
    }
    assert statuses(ids) == [("sent", 1)] * 3


def test_a_letter_carries_its_invitation_and_its_number(mailbox: Mailbox, ids: list[str]) -> None:
    work(ids)
    assert sorted(tag["invitation"] for tag in mailbox.tags) == sorted(ids)
    assert {tag["letter"] for tag in mailbox.tags} == {"1"}


def test_a_letter_says_who_asks_about_whom_until_when_and_where_to_click(
    mailbox: Mailbox, ids: list[str]
) -> None:
    work(ids[:1])
    values = mailbox.letters[0][1]
    assert values["link"].startswith("http://app.localhost:4599/s#")
    assert (values["unit"], values["authority"]) == ("Sở A", "Thành phố thử")
    assert values["closes"] == "13:00 ngày 20/11/2026"
    assert values["closes_en"] == "13:00 on 20/11/2026"


def test_a_message_delivered_twice_sends_once(mailbox: Mailbox, ids: list[str]) -> None:
    work(ids)
    assert mailing.send(ROUND, ids, NOW) == mailing.Rest((), STALE)
    assert len(mailbox.letters) == 3


def test_a_copy_of_the_round_from_before_the_survey_opened_drops_no_message(
    mailbox: Mailbox, ids: list[str]
) -> None:
    _, round_, table, units = current._copy(ROUND, NOW)
    closed = replace(table, openings={}, version=0)
    current._copies[ROUND] = (NOW - timedelta(seconds=4), round_, closed, units)
    assert work(ids) == mailing.Rest((), mailbox.limits.pause)
    assert len(mailbox.letters) == 3


def test_nothing_is_sent_once_the_survey_has_closed(mailbox: Mailbox, ids: list[str]) -> None:
    assert mailing.send(ROUND, ids, story.LATER) == mailing.Rest()
    assert mailbox.letters == []
    assert statuses(ids) == [("queued", 0)] * 3


def test_nobody_is_asked_about_a_unit_whose_survey_was_voided(
    mailbox: Mailbox, ids: list[str]
) -> None:
    void = Ruling("void", "so-a", reason="can thiệp")
    ruling.put(ROUND, [void], story.OPS, NOW)
    assert mailing.send(ROUND, ids, NOW) == mailing.Rest((), STALE)
    assert mailbox.letters == []
    ruling.put(ROUND, [replace(void, withdrawn=True)], story.OPS, NOW)
    assert not work(ids).invitations
    assert len(mailbox.letters) == 3


def test_letters_in_another_workers_hands_are_left_and_come_back(
    mailbox: Mailbox, ids: list[str]
) -> None:
    store.change(store.find_all(ids).values(), partial(claimed, now=NOW))
    rest = mailing.send(ROUND, ids, NOW)
    assert (set(rest.invitations), rest.after) == (set(ids), STALE)
    assert mailbox.letters == []


def test_a_worker_that_died_before_the_mail_service_loses_nobody(
    mailbox: Mailbox, ids: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def dead(*_: object) -> list[str]:
        raise KeyboardInterrupt

    monkeypatch.setattr(mail, "send", dead)
    with pytest.raises(KeyboardInterrupt):
        mailing.send(ROUND, ids, NOW)
    monkeypatch.setattr(mail, "send", mailbox.send)
    work(ids, NOW + STALE + timedelta(seconds=1))
    assert len(mailbox.letters) == 3


def dead_after_sending(mailbox: Mailbox, ids: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def dead(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(mailing, "_note", dead)
        with pytest.raises(KeyboardInterrupt):
            mailing.send(ROUND, ids, NOW)
    assert len(mailbox.letters) == 3


def test_a_worker_that_died_after_the_mail_service_sends_twice_and_counts_it(
    mailbox: Mailbox, ids: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    dead_after_sending(mailbox, ids, monkeypatch)
    work(ids, NOW + STALE + timedelta(seconds=1))
    assert len(mailbox.letters) == 6
    assert statuses(ids) == [("sent", 2)] * 3


def test_what_the_mail_service_tells_of_a_dead_workers_letter_keeps_it_from_being_sent_again(
    mailbox: Mailbox, ids: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    dead_after_sending(mailbox, ids, monkeypatch)
    mailing.hear(event(ids[0], "Delivery"))
    mailing.hear(event(ids[1], "Send"))
    work(ids, NOW + STALE + timedelta(seconds=1))
    assert statuses(ids) == [("sent", 1), ("sent", 1), ("sent", 2)]
    assert delivery(ids[0]) == DELIVERED


def test_news_may_come_twice_and_in_any_order(mailbox: Mailbox, ids: list[str]) -> None:
    permanent = event(ids[0], "Bounce", bounce={"bounceType": "Permanent"})
    assert mailing.hear(permanent) == BOUNCED
    for each in (permanent, event(ids[0], "Delivery"), event(ids[0], "Send")):
        mailing.hear(each)
    assert delivery(ids[0]) == BOUNCED
    mailing.hear(event(ids[0], "Complaint"))
    assert delivery(ids[0]) == COMPLAINED
    assert delivery(ids[1]) == UNHEARD


def test_news_of_other_letters_or_of_nobodys_is_let_pass(mailbox: Mailbox, ids: list[str]) -> None:
    assert (
        mailing.hear(
            {"eventType": "Delivery", "mail": {"tags": {"ses:from-domain": ["example.test"]}}}
        )
        == "ignored"
    )
    assert mailing.hear(event(ids[0], "Open")) == "ignored"
    assert mailing.hear(event("nobodynobody", "Delivery")) == DELIVERED
    assert statuses(ids) == [("queued", 0)] * 3


def test_an_address_the_mail_service_refuses_bounces_alone(
    mailbox: Mailbox, ids: list[str]
) -> None:
    mailbox.outcomes = {"nguoi-0002@example.test": mail.REFUSED}
    assert not work(ids).invitations
    assert Counter(delivery(each) for each in ids) == {UNHEARD: 2, BOUNCED: 1}


def test_a_letter_that_has_to_wait_comes_back_alone_and_does_not_count_as_sent(
    mailbox: Mailbox, ids: list[str]
) -> None:
    mailbox.outcomes = {"nguoi-0002@example.test": mail.LATER}
    rest = work(ids)
    assert (len(rest.invitations), rest.after) == (1, mailing.AGAIN)
    assert statuses(list(rest.invitations)) == [("queued", 0)]
    mailbox.outcomes = {}
    mailbox.letters.clear()
    work(list(rest.invitations))
    assert [address for address, _ in mailbox.letters] == ["nguoi-0002@example.test"]
    assert statuses(ids) == [("sent", 1)] * 3


def test_where_the_service_is_too_busy_for_a_call_nobody_counts_as_written_to(
    mailbox: Mailbox, ids: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> Never:
        raise mail.Busy

    monkeypatch.setattr(mail, "send", busy)
    rest = mailing.send(ROUND, ids, NOW)
    assert (set(rest.invitations), rest.after) == (set(ids), mailing.AGAIN)
    assert statuses(ids) == [("queued", 0)] * 3


def test_an_account_that_has_to_be_mended_fails_the_message_and_keeps_the_letters(
    mailbox: Mailbox, ids: list[str]
) -> None:
    mailbox.outcomes = {"nguoi-0002@example.test": mail.STUCK}
    with pytest.raises(ConnectionError):
        mailing.send(ROUND, ids, NOW)
    assert sorted(statuses(ids)) == [("queued", 0), ("sent", 1), ("sent", 1)]


def test_letters_beyond_the_days_quota_wait_in_the_queue(mailbox: Mailbox, ids: list[str]) -> None:
    mailbox.limits = Limits(5000, 2)
    rest = work(ids)
    assert (len(rest.invitations), rest.after) == (1, HELD)
    assert len(mailbox.letters) == 2
    work(list(rest.invitations), NOW + timedelta(minutes=30))
    assert len(mailbox.letters) == 2


def test_a_call_has_no_more_letters_than_a_second_allows(mailbox: Mailbox, ids: list[str]) -> None:
    mailbox.limits = Limits(2, 1000)
    rest = mailing.send(ROUND, ids, NOW)
    assert (len(mailbox.letters), len(rest.invitations), rest.after) == (2, 1, timedelta(seconds=1))
    assert mailing.send(ROUND, rest.invitations, NOW).after == timedelta(seconds=1)
    assert len(mailbox.letters) == 2


def test_what_has_to_wait_is_queued_as_a_new_message(
    mailbox: Mailbox, ids: list[str], aws: Aws
) -> None:
    mailing.postpone(ROUND, "departments", mailing.Rest(tuple(ids)))
    about = {"round": ROUND, "index": "departments", "version": 1}
    assert story.queued(aws) == [{**about, "invitations": ids}]


def test_whoever_answered_before_the_letter_was_noted_as_sent_stays_answered(
    mailbox: Mailbox, ids: list[str], aws: Aws
) -> None:
    taken = [
        after for _, after in store.change(store.find_all(ids).values(), partial(claimed, now=NOW))
    ]
    store.change(
        store.find_all(ids[:1]).values(),
        lambda each: replace(each, status="answered", claimed_at=None),
    )
    store.change(taken, partial(told, news=News(1)))
    assert statuses(ids) == [("answered", 1), ("sent", 1), ("sent", 1)]


def test_no_time_stays_on_an_invitation_whose_letter_is_out(
    mailbox: Mailbox, ids: list[str], aws: Aws
) -> None:
    work(ids)
    assert not story.looks_like_a_time(str(story.rows(aws, "invitations")).replace(ROUND, ""))
