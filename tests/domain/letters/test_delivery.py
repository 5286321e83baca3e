"""Whatever is told of a letter, how often and in which order, the invitation ends where the facts
put it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from chalicelib.domain.letters import delivery as letters
from chalicelib.domain.letters.delivery import STALE, STEPS, STRENGTH, UNREACHABLE, News
from chalicelib.domain.letters.invitations import (
    ANSWERED,
    BOUNCED,
    COMPLAINED,
    DELIVERED,
    QUEUED,
    SENT,
    UNDELIVERED,
    UNHEARD,
    VOID,
    Invitation,
)
from chalicelib.domain.rounds.reminders import Reminders
from tests.small_round import NOW

INVITATION = Invitation("abcdefghijkl", "thu-2026", "departments", "leaders", "so-a", "so-a", 0)
MOST = 2
CLAIMED = letters.claimed(INVITATION, NOW)


class Correspondence(RuleBasedStateMachine):
    """Workers, of whom any may die, write to one person; the mail service tells what it did when it
    likes.
    """

    @initialize()
    def begin(self) -> None:
        self.invitation = INVITATION
        self.now = NOW
        self.in_hand: list[
            tuple[Invitation, bool]
        ] = []  # claims of workers that live, and whether the letter is out
        self.outside: list[News] = []  # what the mail service will tell, each as often as it likes
        self.told: list[News] = []
        self.handed = 0
        self.ended = ""

    @rule(seconds=st.sampled_from([1, 60, 121]))
    def time_passes(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)
        if seconds > STALE.total_seconds():
            self.in_hand.clear()  # no worker lives that long

    @rule()
    def a_worker_takes_the_letter(self) -> None:
        after = letters.claimed(self.invitation, self.now)
        if after != self.invitation:
            number = self.invitation.letters + 1
            assert not self.ended and not self.invitation.link
            assert not [
                news for news in self.told if news.letter >= number
            ]  # never knowingly twice
            assert not [news for news in self.told if news.delivery in UNREACHABLE]
            self.in_hand.append((after, False))
        self.invitation = after

    @precondition(lambda self: any(not out for _, out in self.in_hand))
    @rule(outcome=st.sampled_from(STRENGTH))
    def the_mail_service_takes_it(self, outcome: str) -> None:
        claim = next(claim for claim, out in self.in_hand if not out)
        self.in_hand[self.in_hand.index((claim, False))] = (claim, True)
        self.handed += 1
        self.outside += [News(claim.letters + 1), News(claim.letters + 1, outcome)]

    @precondition(lambda self: any(out for _, out in self.in_hand))
    @rule()
    def the_worker_notes_it(self) -> None:
        claim = next(claim for claim, out in self.in_hand if out)
        self.in_hand.remove((claim, True))
        self._tell(News(claim.letters + 1))

    @precondition(lambda self: any(not out for _, out in self.in_hand))
    @rule()
    def the_mail_service_is_busy(self) -> None:
        claim = next(claim for claim, out in self.in_hand if not out)
        self.in_hand.remove((claim, False))
        self.invitation = letters.released(self.invitation, claim)

    @rule()
    def a_reminder_is_wanted(self) -> None:
        before = self.invitation
        self.invitation = letters.reminded(
            before, Reminders(MOST, 1), date.fromordinal(before.day + 1)
        )
        assert self.invitation.wanted <= 1 + MOST
        if self.invitation != before:
            assert not self.ended
            assert before.letters == before.wanted  # one wave at a time

    @precondition(lambda self: self.in_hand)
    @rule()
    def the_worker_dies(self) -> None:
        self.in_hand.pop()

    @precondition(lambda self: self.outside)
    @rule(data=st.data())
    def the_mail_service_tells(self, data: st.DataObject) -> None:
        self._tell(data.draw(st.sampled_from(self.outside)))

    @rule(step=st.sampled_from(["answer", "revoke"]))
    def it_ends(self, step: str) -> None:
        before = self.invitation
        if step == "revoke":
            self.invitation = letters.revoked(before)
            assert (self.invitation.status, letters.relinked(self.invitation)) == (
                before.status,
                self.invitation,
            )
            self.ended = self.ended or VOID
        elif not before.revoked:
            self.invitation = replace(
                before, status=STEPS[step].get(before.status, before.status), claimed_at=None
            )
            assert letters.shown(self.invitation) == letters.shown(
                before
            )  # no lister sees an answer
            self.ended = ANSWERED

    @rule()
    def a_link_is_handed_over_by_hand(self) -> None:
        self.invitation = letters.relinked(self.invitation)
        assert letters.shown(self.invitation) == SENT or self.invitation.revoked

    def _tell(self, news: News) -> None:
        self.invitation = letters.told(self.invitation, news)
        self.told.append(news)

    @invariant()
    def it_stands_where_what_was_told_puts_it(self) -> None:
        words = [news.delivery for news in self.told]
        assert self.invitation.delivery == max(words, key=STRENGTH.index, default=UNHEARD)
        assert self.invitation.letters == max((news.letter for news in self.told), default=0)
        known = (
            self.invitation.delivery
            if self.invitation.delivery in (DELIVERED, *UNREACHABLE)
            else ""
        )
        assert letters.state(self.invitation) == (
            self.ended or known or (SENT if self.told else QUEUED)
        )
        assert self.handed <= self.invitation.sends  # what went out twice is counted

    def teardown(self) -> None:
        """In the end the mail service has told everything, in whatever order."""
        for news in reversed(self.outside):
            self._tell(news)
        self.it_stands_where_what_was_told_puts_it()


TestCorrespondence = Correspondence.TestCase


def test_a_wanted_letter_may_be_taken_in_hand_and_a_sent_one_may_not() -> None:
    assert letters.claimable(INVITATION, NOW)
    assert not letters.claimable(letters.told(CLAIMED, News(1)), NOW)


def test_a_letter_in_a_live_workers_hands_is_left_alone_and_a_dead_ones_is_taken_over() -> None:
    assert not letters.claimable(CLAIMED, NOW + STALE)
    assert letters.claimed(CLAIMED, NOW + STALE + timedelta(milliseconds=1)).sends == 2


def test_a_worker_gives_back_its_own_letter_only() -> None:
    taken_over = letters.claimed(CLAIMED, NOW + timedelta(minutes=3))
    assert letters.released(taken_over, CLAIMED) == taken_over
    assert letters.released(CLAIMED, CLAIMED) == INVITATION


@pytest.mark.parametrize("final", [ANSWERED, VOID])
def test_a_person_who_answered_or_was_voided_gets_no_letter_but_a_bounce_is_noted(
    final: str,
) -> None:
    ended = replace(INVITATION, status=final)
    assert letters.claimed(ended, NOW) == ended
    noted = letters.told(ended, News(1, BOUNCED))
    assert (noted.status, noted.delivery) == (final, BOUNCED)


def test_who_is_not_invited_yet_is_listed() -> None:
    assert (letters.state(None), letters.shown(None), letters.shown(INVITATION)) == ("listed",) * 3


@pytest.mark.parametrize(
    ("delivery", "shown"),
    [
        (UNHEARD, "sent"),
        (UNDELIVERED, "bounced"),
        (DELIVERED, "sent"),
        (BOUNCED, "bounced"),
        (COMPLAINED, "sent"),
    ],
)
def test_what_a_lister_is_shown_of_a_letter(delivery: str, shown: str) -> None:
    assert letters.shown(letters.told(CLAIMED, News(1, delivery))) == shown


def event(kind: str, **more: Any) -> dict[str, Any]:
    return {
        "eventType": kind,
        "mail": {"tags": {"invitation": ["abcdefghijkl"], "letter": ["2"]}},
        **more,
    }


@pytest.mark.parametrize(
    ("told", "delivery"),
    [
        (event("Send"), UNHEARD),
        (event("Delivery"), DELIVERED),
        (event("Complaint"), COMPLAINED),
        (event("Reject"), UNDELIVERED),
        (event("Rendering Failure"), UNDELIVERED),
        (event("Bounce", bounce={"bounceType": "Permanent"}), BOUNCED),
        (event("Bounce", bounce={"bounceType": "Transient"}), UNDELIVERED),
        (event("Bounce", bounce={"bounceType": "Undetermined"}), UNDELIVERED),
    ],
)
def test_the_mail_services_words_are_understood(told: dict[str, Any], delivery: str) -> None:
    assert letters.read_event(told) == ("abcdefghijkl", News(2, delivery))


def test_an_address_that_was_away_once_is_reached_by_a_later_letter() -> None:
    once_away = letters.told(replace(INVITATION, wanted=2), News(1, UNDELIVERED))
    assert letters.told(once_away, News(2, DELIVERED)).delivery == DELIVERED


def test_news_of_a_letter_that_nobody_wanted_counts_no_letter() -> None:
    assert letters.told(CLAIMED, News(2)) == CLAIMED
    assert letters.told(CLAIMED, News(2, BOUNCED)) == replace(CLAIMED, delivery=BOUNCED)


@pytest.mark.parametrize(("days", "due"), [(4, False), (5, True), (50, True)])
def test_a_reminder_is_due_so_many_days_after_the_last_letter(days: int, due: bool) -> None:
    sent = letters.told(letters.claimed(INVITATION, NOW, NOW.toordinal()), News(1))
    after = letters.reminded(sent, Reminders(1, 5), (NOW + timedelta(days=days)).date())
    assert (after.wanted == 2) is due
