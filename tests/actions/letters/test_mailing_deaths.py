"""The mail worker dies at every step it takes, before the step and after it; whoever comes next
loses nobody.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest
from botocore.client import BaseClient

from chalicelib import clock
from chalicelib.actions.letters import inviting
from chalicelib.aws import mail as mail_service
from chalicelib.aws import queues
from chalicelib.domain.letters.delivery import STALE
from chalicelib.domain.letters.quotas import Limits
from chalicelib.jobs import mail
from chalicelib.store import invitation_items
from tests import fake_aws
from tests import survey_story as story
from tests.domain.letters.test_quotas import DAY, SECOND, most
from tests.fake_aws import Aws
from tests.small_round import NOW, ROUND
from tests.survey_story import Mailbox, people

PEOPLE = 8
DAILY = 5
LIMITS = Limits(3, DAILY)  # so that one message takes several calls, some of them on another day


Letters = Sequence[tuple[str, dict[str, str]]]


class Death(BaseException):
    """A worker killed from outside: nothing that it holds is put in order."""


class Killer:
    """Counts every call that a worker makes of anything outside itself, and kills it at the chosen
    one.
    """

    def __init__(
        self,
        patch: pytest.MonkeyPatch,
        real_send: Callable[..., list[str]],
        at: int,
        afterwards: bool,
    ) -> None:
        self.calls = 0
        self.at, self.afterwards = at, afterwards
        self.working = False
        real_call = BaseClient._make_api_call

        def call(client: Any, operation: str, arguments: dict[str, Any]) -> Any:
            return self.step(lambda: real_call(client, operation, arguments))

        def send(letter: str, letters: Letters, tags: Sequence[Mapping[str, str]]) -> Any:
            return self.step(lambda: real_send(letter, letters, tags))

        patch.setattr(BaseClient, "_make_api_call", call)
        patch.setattr(mail_service, "send", send)

    def step(self, act: Callable[[], Any]) -> Any:
        """One call, which may be the last."""
        if not self.working:
            return act()
        self.calls += 1
        if self.calls != self.at:
            return act()
        if self.afterwards:
            act()
        raise Death


class Queue:
    """The mail queue: a message goes away when its worker lives to say so, and comes back
    otherwise.
    """

    def __init__(self, aws: Aws, killer: Killer) -> None:
        self.aws, self.killer = aws, killer
        self.messages = [json.dumps(message) for message in story.queued(aws)]

    def deliver(self) -> bool:
        """Give the first message to a worker; False if it died of it."""
        body = self.messages[0]
        self.killer.working = True
        try:
            failed = mail.handle({"Records": [{"messageId": "m", "body": body}]}, None)[
                "batchItemFailures"
            ]
        except Death:
            return False
        finally:
            self.killer.working = False
        if not failed:
            self.messages.pop(0)
        self.messages += [json.dumps(message) for message in story.queued(self.aws)]
        return True


class Scene:
    """A survey of a week with everybody invited, and a clock that moves when told to."""

    def __init__(self, patch: pytest.MonkeyPatch, aws: Aws, at: int, afterwards: bool) -> None:
        self.now = NOW
        patch.setattr(clock, "now", lambda: self.now)
        patch.setattr(clock, "pause", self.wait)
        patch.setattr(queues, "MOST_DELAY", 0)
        self.mailbox = Mailbox(limits=LIMITS)
        self.calls: list[tuple[datetime, int]] = []
        patch.setattr(mail_service, "limits", lambda: LIMITS)
        story.load()
        story.put("so-a", "leaders", people(1, PEOPLE))
        story.send("so-a")
        story.open_window("survey", NOW + timedelta(days=7))
        inviting.invite(ROUND, NOW)
        self.killer = Killer(patch, self.send, at, afterwards)
        self.queue = Queue(aws, self.killer)

    def send(self, letter: str, letters: Letters, tags: Sequence[Mapping[str, str]]) -> list[str]:
        """As the mail service, which knows when it was called."""
        self.calls.append((self.now, len(letters)))
        return self.mailbox.send(letter, letters, tags)

    def wait(self, span: timedelta) -> None:
        """Let time pass."""
        self.now += span

    def play(self) -> bool:
        """Deliver until the worker is killed, then until nothing is left; whether it was killed."""
        killed = False
        for _ in range(30):
            if not self.queue.messages:
                return killed
            if self.queue.deliver():
                self.wait(timedelta(hours=27))
            else:
                killed = True
                self.wait(STALE + timedelta(seconds=1))
        raise AssertionError("the queue never ran dry")


def check(scene: Scene) -> None:
    """One death doubles the letters of one call at most, each once, and each of them is counted; no
    quota breaks.
    """
    got = Counter(address for address, _ in scene.mailbox.letters)
    assert set(got) == {row.email for row in people(1, PEOPLE)}
    items = [
        invitation_items.invitation_of(item) for item in invitation_items.InvitationItem.scan()
    ]
    assert {(each.status, each.letters) for each in items} == {("sent", 1)}
    assert most(scene.calls, DAY) <= DAILY and most(scene.calls, SECOND) <= LIMITS.rate
    assert max(got.values()) <= 2
    assert got.total() - PEOPLE <= LIMITS.call
    assert got.total() <= sum(each.sends for each in items) <= PEOPLE + LIMITS.call


@pytest.mark.parametrize("afterwards", [False, True], ids=["before", "after"])
def test_wherever_the_worker_is_killed_nobody_is_left_out_and_what_is_double_is_bounded_and_counted(
    afterwards: bool,
) -> None:
    doubled = 0
    for at in count(1):
        with pytest.MonkeyPatch.context() as patch, fake_aws.world(patch) as aws:
            scene = Scene(patch, aws, at, afterwards)
            killed = scene.play()
            check(scene)
            doubled += len(scene.mailbox.letters) - PEOPLE
        if not killed:
            break
    assert at > 20  # every step of three calls on two days was tried
    assert doubled  # somewhere it does happen, or this test would prove nothing
