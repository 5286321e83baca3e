"""Until ops takes a round live, letters go to test addresses only; afterwards nobody was
forgotten.
"""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from chalicelib.actions.letters import going_live, inviting, reminding
from chalicelib.aws import mail
from chalicelib.domain.errors import NotFound
from chalicelib.store import audit
from tests import survey_story as story
from tests.fake_aws import Aws, told_once
from tests.small_round import NOW, ROUND
from tests.survey_story import OPS, Mailbox, mailbox, people

__all__ = ["mailbox"]


@pytest.fixture
@told_once
def _round(aws: Aws) -> None:
    story.load()
    story.put("so-a", "leaders", people(1, 4))
    story.send("so-a")
    story.open_window("survey")


def letters(aws: Aws, mailbox: Mailbox) -> list[str]:
    inviting.invite(ROUND, NOW)
    reminding.sweep(ROUND, NOW)
    story.deliver(aws)
    return sorted(address for address, _ in mailbox.letters)


@pytest.mark.usefixtures("_round")
def test_a_round_on_trial_writes_to_its_test_addresses_and_to_all_others_once_it_is_live(
    aws: Aws, mailbox: Mailbox
) -> None:
    going_live.decide(ROUND, False, [" Nguoi-0002@Example.test "], "thử", OPS, NOW)
    assert letters(aws, mailbox) == ["nguoi-0002@example.test"]
    going_live.decide(ROUND, True, (), "bắt đầu", OPS, NOW + timedelta(seconds=1))
    assert letters(aws, mailbox) == [row.email for row in people(1, 4)]


@pytest.mark.usefixtures("_round")
def test_going_live_and_back_is_on_record_without_any_address(aws: Aws) -> None:
    going_live.decide(
        ROUND, False, ["nguoi-0002@example.test"], "dừng lại", OPS, NOW + timedelta(seconds=1)
    )
    live, held = [act for act in audit.list_acts(ROUND) if act.act in ("go_live", "hold_letters")]
    assert (live.act, held.act, held.reason, held.by) == (
        "go_live",
        "hold_letters",
        "dừng lại",
        OPS.email,
    )
    assert json.loads(held.details) == {"test_addresses": 1}


@pytest.mark.parametrize(("begins", "live"), [("trial", False), ("live", True), ("none", False)])
def test_a_round_begins_as_rounds_begin_on_this_stage(
    aws: Aws, monkeypatch: pytest.MonkeyPatch, begins: str, live: bool
) -> None:
    monkeypatch.setattr(mail, "begins_live", lambda: begins == "live")
    assert going_live.get(ROUND).live is live


def test_a_round_that_does_not_exist_cannot_go_live(aws: Aws) -> None:
    with pytest.raises(NotFound):
        going_live.decide("khong-co", True, (), "thử", OPS, NOW)
