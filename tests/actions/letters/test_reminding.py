"""Whoever has not answered is reminded, as often and as far apart as the round says, and nobody
else is.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest

from chalicelib.actions.letters import inviting, mailing, reminding
from chalicelib.actions.lists import listing
from chalicelib.actions.rounds import current
from chalicelib.actions.survey import responding
from chalicelib.aws import queues
from chalicelib.domain.errors import Conflict, TooManyRequests, WindowClosed
from chalicelib.domain.letters.delivery import News, told
from chalicelib.domain.letters.invitations import invitation_id
from chalicelib.store import invitation_items, mailings
from chalicelib.store import invitations as store
from tests import small_round
from tests import survey_story as story
from tests.fake_aws import Aws
from tests.small_round import NOW, ROUND
from tests.survey_story import EDITOR, Mailbox, mailbox, people

__all__ = ["mailbox"]

DAY = timedelta(days=1)
FIRST = "nguoi-0001@example.test"


def begin(aws: Aws, mailbox: Mailbox, count: int = 3, **reminders: Any) -> None:
    """A survey of 60 days with `count` people of so-a, whose letters are out; noon of the first
    day.
    """
    document = small_round.document()
    if reminders:
        document["reminders"] = reminders
    story.load(document)
    story.put("so-a", "leaders", people(1, count))
    story.send("so-a")
    story.open_window("survey", NOW + 60 * DAY)
    current._copies.clear()
    reminding.sweep(ROUND, NOW)
    inviting.invite(ROUND, NOW)
    story.deliver(aws)
    mailbox.letters.clear()


def day(aws: Aws, mailbox: Mailbox, number: int) -> list[str]:
    """The addresses that get a letter on that day, when the tick runs through it."""
    now = NOW + number * DAY
    mailbox.letters.clear()
    for minutes in (0, 1, 60):
        reminding.sweep(ROUND, now + timedelta(minutes=minutes))
        story.deliver(aws, now + timedelta(minutes=minutes))
    return sorted(address for address, _ in mailbox.letters)


def test_those_who_have_not_answered_are_reminded_so_often_and_so_far_apart(
    aws: Aws, mailbox: Mailbox
) -> None:
    begin(aws, mailbox, most=2, days_apart=5)
    everybody = [row.email for row in people(1, 3)]
    got = {number: day(aws, mailbox, number) for number in range(1, 20)}
    assert {number: letters for number, letters in got.items() if letters} == {
        5: everybody,
        10: everybody,
    }
    assert set(mailbox.kinds[3:]) == {"reminder"}


def test_an_address_that_bounced_or_complained_gets_no_more_letters(
    aws: Aws, mailbox: Mailbox
) -> None:
    begin(aws, mailbox, count=5, most=1, days_apart=1)
    found = list(store.find_all(tag["invitation"] for tag in mailbox.tags).values())
    for invitation, kind in zip(found, ("bounced", "complained", "undelivered"), strict=False):
        store.change([invitation], partial(told, news=News(1, kind)))
    reached = {each.at for each in found[2:]}
    assert day(aws, mailbox, 1) == sorted(
        row.email for at, row in enumerate(people(1, 5)) if at in reached
    )


def test_whoever_answered_is_left_in_peace(aws: Aws, mailbox: Mailbox) -> None:
    story.load({**small_round.document(), "reminders": {"most": 1, "days_apart": 1}})
    story.put("so-a", "leaders", people(1, 2))
    story.send("so-a")
    story.open_window("survey", NOW + 9 * DAY)
    reminding.sweep(ROUND, NOW)
    inviting.invite(ROUND, NOW)
    story.deliver(aws)
    responding.answer(
        responding.open_link(mailbox.tokens()[FIRST], NOW)["ballot"], {"q1": 1}, "r1", NOW
    )
    assert day(aws, mailbox, 1) == ["nguoi-0002@example.test"]


def test_a_round_that_says_nothing_reminds_nobody(aws: Aws, mailbox: Mailbox) -> None:
    begin(aws, mailbox)
    assert [day(aws, mailbox, number) for number in range(1, 12)] == [[]] * 11


def test_nobody_is_written_to_at_night(aws: Aws, mailbox: Mailbox) -> None:
    begin(aws, mailbox, most=1, days_apart=1)
    midnight = datetime(
        2026, 11, 20, 17, 30, tzinfo=NOW.tzinfo
    )  # half past midnight of the 21st in Viet Nam
    assert reminding.sweep(ROUND, midnight) == 0
    assert reminding.sweep(ROUND, midnight + timedelta(hours=8)) == 3


def test_a_letter_whose_message_got_lost_is_asked_for_again_the_next_day(
    aws: Aws, mailbox: Mailbox
) -> None:
    story.load()
    story.put("so-a", "leaders", people(1, 2))
    story.send("so-a")
    story.open_window("survey", NOW + 9 * DAY)
    reminding.sweep(ROUND, NOW)
    inviting.invite(ROUND, NOW)
    story.queued(aws)
    assert day(aws, mailbox, 1) == [row.email for row in people(1, 2)]
    assert day(aws, mailbox, 2) == []


def test_a_sweep_stops_after_so_many_people_and_goes_on_with_the_next_list(
    aws: Aws, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    story.load({**small_round.document(), "reminders": {"most": 1, "days_apart": 1}})
    story.put("so-a", "leaders", people(1, 3))
    story.put("so-b", "leaders", people(11, 2))
    story.send("so-a", "so-b")
    story.open_window("survey", NOW + 9 * DAY)
    reminding.sweep(ROUND, NOW)
    inviting.invite(ROUND, NOW)
    story.deliver(aws)
    monkeypatch.setattr(reminding, "PEOPLE_A_RUN", 1)
    assert [reminding.sweep(ROUND, NOW + DAY) for _ in range(4)] == [3, 2, 0, 0]


def test_a_reminder_asked_for_by_a_run_that_died_is_sent_once(
    aws: Aws, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(aws, mailbox, most=3, days_apart=1)

    def dead(*_: object) -> None:
        raise KeyboardInterrupt

    for step in ("send_invitations", "put_sweep"):
        with monkeypatch.context() as patched:
            patched.setattr(queues if step == "send_invitations" else mailings, step, dead)
            with pytest.raises(KeyboardInterrupt):
                reminding.sweep(ROUND, NOW + DAY)
    assert day(aws, mailbox, 1) == [row.email for row in people(1, 3)]


def lister() -> Any:
    return listing.lister_of(ROUND, "so-a", NOW)


def test_a_unit_has_its_late_ones_reminded_within_the_rounds_limits(
    aws: Aws, mailbox: Mailbox
) -> None:
    begin(aws, mailbox, most=1, days_apart=2, automatic=False)
    assert day(aws, mailbox, 3) == []
    assert set(reminding.nudge(lister(), "leaders", "", EDITOR, NOW + 3 * DAY)) == {
        "group",
        "again_at",
    }
    story.deliver(aws, NOW + 3 * DAY)
    assert sorted(address for address, _ in mailbox.letters) == [row.email for row in people(1, 3)]
    reminding.nudge(lister(), "leaders", "", EDITOR, NOW + 9 * DAY)
    assert story.queued(aws) == []


def test_a_unit_may_ask_once_a_day(aws: Aws, mailbox: Mailbox) -> None:
    begin(aws, mailbox, most=5, days_apart=1, automatic=False)
    reminding.nudge(lister(), "leaders", "", EDITOR, NOW)
    with pytest.raises(TooManyRequests, match="21/11/2026"):
        reminding.nudge(lister(), "leaders", "", EDITOR, NOW + DAY - timedelta(seconds=1))
    reminding.nudge(lister(), "leaders", "", EDITOR, NOW + DAY)


def test_nobody_is_reminded_before_anybody_is_invited_and_that_uses_up_no_nudge(aws: Aws) -> None:
    story.load(small_round.document() | {"reminders": {"most": 2, "days_apart": 5}})
    story.put("so-a", "leaders", people(1, 2))
    story.send("so-a")
    story.open_window("survey", NOW + 30 * DAY)
    for _ in range(2):
        with pytest.raises(Conflict, match="invited yet"):
            reminding.nudge(lister(), "leaders", "", EDITOR, NOW)


def test_a_unit_cannot_remind_where_the_round_does_not_or_the_survey_is_over(
    aws: Aws, mailbox: Mailbox
) -> None:
    begin(aws, mailbox)
    with pytest.raises(Conflict):
        reminding.nudge(lister(), "leaders", "", EDITOR, NOW)
    with pytest.raises(WindowClosed):
        reminding.nudge(lister(), "leaders", "", EDITOR, NOW + 61 * DAY)


def test_a_message_may_ask_for_first_letters_and_reminders_together(
    aws: Aws, mailbox: Mailbox
) -> None:
    begin(aws, mailbox, most=1, days_apart=1)
    reminding.sweep(ROUND, NOW + DAY)
    story.queued(aws)
    story.put("so-b", "leaders", people(7, 1))
    seventh = invitation_id(ROUND, "departments", "nguoi-0007@example.test")
    store.put_missing([replace(story.invitation("so-b", 0), id=seventh)])
    ids = [*(each.invitation for each in invitation_items.InvitationItem.scan())]
    rest = mailing.Rest(tuple(ids))
    while rest.invitations:
        rest = mailing.send(ROUND, rest.invitations, NOW + DAY + rest.after)
    assert sorted(mailbox.kinds[3:]) == ["invitation", "reminder", "reminder", "reminder"]
