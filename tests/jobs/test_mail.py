"""The mail worker gives back exactly the messages that failed, and queues anew what has to wait."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from chalicelib import clock
from chalicelib.actions.letters import mailing
from chalicelib.actions.letters.mailing import Rest
from chalicelib.jobs import mail
from tests.small_round import NOW


class Work:
    """Stands in for the mailing: plays what each round has prepared, and a clock that waits when
    told to.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch, **rests: list[Rest]) -> None:
        self.rests = rests
        self.now = NOW
        self.postponed: list[tuple[str, Rest]] = []
        monkeypatch.setattr(mailing, "send", self.send)
        monkeypatch.setattr(
            mailing, "postpone", lambda round_id, _, rest: self.postponed.append((round_id, rest))
        )
        monkeypatch.setattr(clock, "now", lambda: self.now)
        monkeypatch.setattr(clock, "pause", self.pause)

    def send(self, round_id: str, invitations: Sequence[str], now: datetime) -> Rest:
        """As `mailing.send`."""
        if round_id == "broken":
            raise ConnectionError("the mail service is away")
        return self.rests[round_id].pop(0)

    def pause(self, wait: timedelta) -> None:
        """As `clock.pause`."""
        self.now += wait


def handle(*rounds: str) -> list[str]:
    bodies = [
        (
            json.dumps({"round": each, "index": "departments", "invitations": ["abcdefghijkl"]})
            if each
            else "{"
        )
        for each in rounds
    ]
    event = {
        "Records": [{"messageId": f"m{number}", "body": body} for number, body in enumerate(bodies)]
    }
    return [each["itemIdentifier"] for each in mail.handle(event, None)["batchItemFailures"]]


def test_messages_that_fail_come_back_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Work(monkeypatch, sent=[Rest()])
    assert handle("sent", "broken", "") == ["m1", "m2"]
    log = capsys.readouterr().err.splitlines()[-1]
    assert json.loads(log) == {"job": "mail", "messages": 3, "failed": 2}
    assert "abcdefghijkl" not in log


def test_a_short_wait_is_waited_and_a_long_one_goes_back_to_the_queue(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    long = Rest(("b",), mail.PATIENCE + timedelta(seconds=1))
    work = Work(monkeypatch, r=[Rest(("a", "b"), mail.PATIENCE), long])
    assert handle("r") == []
    assert (work.now, work.postponed) == (NOW + mail.PATIENCE, [("r", long)])


def test_what_the_worker_has_no_time_for_goes_back_to_the_queue(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    slow = [Rest(("a",), mail.PATIENCE)] * 20
    work = Work(monkeypatch, r=slow)
    assert handle("r", "r") == []
    assert work.now <= NOW + mail.WORKING
    assert [rest.invitations for _, rest in work.postponed] == [("a",), ("a",)]
