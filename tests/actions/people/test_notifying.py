"""A unit is told each thing once, however many ticks run, and by letter only those who work for it
now.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from chalicelib.actions.people import administering, holding_posts, notifying
from chalicelib.aws import mail
from chalicelib.domain.assessment.explanation_requests import ExplanationRequest
from chalicelib.domain.assessment.sheets import Save, Sheet
from chalicelib.domain.people.incidents import Incident, IncidentNote
from chalicelib.domain.people.notices import NEWS
from chalicelib.store import audit, explanation_requests, incidents, sheets, teams
from tests import people_story as people
from tests import survey_story as story
from tests.fake_aws import Aws
from tests.people_story import EMAIL, OTHER
from tests.small_round import NOW, ROUND
from tests.survey_story import LATER, OPS, Mailbox, mailbox

__all__ = ["mailbox"]

ABOUT = ("departments", "leaders", "receiving", "Chưa nhận được thư", "Người trực 01")
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _loaded(aws: Aws, mailbox: Mailbox) -> None:
    story.load()


def reply(unit: str = "so-a", name: str = "bao-loi-1", count: int = 1, at: datetime = NOW) -> None:
    """An incident of a unit that was answered so many times."""
    notes = [IncidentNote(f"{number}", "Đã gửi lại", OPS.email, at) for number in range(count)]
    made = Incident(name, unit, *ABOUT, "an@example.test", at, tuple(notes))
    act = audit.act_of(ROUND, at, OPS.email, "answer_fault", name)
    assert incidents.put(ROUND, made, 0, act)


def submit(unit: str) -> None:
    sent = Sheet(1, submitted_at=NOW, digest="00", receipt="BN-1")
    save = Save("submit-01", "f", "an@example.test", NOW, LATER, {})
    assert sheets.record(sheets.key(ROUND, unit, "self_assessment"), sent, save)


def kinds(unit: str) -> set[str]:
    return {notice.id.partition("-2026")[0] for notice in notifying.list_notices(ROUND, unit)}


def test_letters_go_to_those_who_work_for_the_unit_now_each_once(mailbox: Mailbox) -> None:
    people.invite(EMAIL)
    people.invite("lanh-dao@example.test", "leader")
    people.invite(OTHER, unit="so-b")
    people.invite("hd@example.test", "council")
    gone = people.invite("cu@example.test")
    administering.disable(ROUND, gone.sub, "nghỉ việc", OPS, NOW)
    reply("so-a")
    assert [notifying.notify(ROUND, NOW + number * MINUTE) for number in range(2)] == [1, 0]
    assert sorted(address for address, _ in mailbox.letters) == [EMAIL, "lanh-dao@example.test"]
    assert notifying.list_notices(ROUND, "so-b") == []


def test_a_letter_goes_to_each_whose_post_at_the_unit_has_not_ended(mailbox: Mailbox) -> None:
    people.invite(EMAIL)
    both = people.give(replace(people.invite(OTHER), role="council", unit=""))
    gone = people.invite("chi@example.test")
    holding_posts.end(ROUND, gone.sub, replace(gone.post, until=NOW), "nghỉ việc", OPS, NOW)
    assert both.post.role == "council"
    reply("so-a")
    assert notifying.notify(ROUND, NOW) == 1
    assert sorted(address for address, _ in mailbox.letters) == [EMAIL, OTHER]


def test_two_ticks_at_once_send_the_letters_once(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    people.invite(EMAIL)
    reply("so-a")

    def meanwhile(*arguments: Any) -> list[str]:
        monkeypatch.setattr(mail, "send", mailbox.send)
        assert notifying.notify(ROUND, NOW) == 1
        return mailbox.send(*arguments)

    monkeypatch.setattr(mail, "send", meanwhile)
    assert notifying.notify(ROUND, NOW) == 1
    assert [address for address, _ in mailbox.letters] == [EMAIL]
    assert len(notifying.list_notices(ROUND, "so-a")) == 1


def test_an_opened_supplement_names_what_the_council_asks_the_unit_about() -> None:
    for leaf, question in (("1.2", "Vì sao ba?"), ("2.1.1", "")):  # the second was withdrawn
        asked = ExplanationRequest(leaf, question, OTHER, NOW, 1)
        act = audit.act_of(ROUND, NOW, OTHER, "ask_explanation", leaf)
        assert explanation_requests.put(ROUND, "so-a", asked, act)
    story.open_window("supplement")
    notifying.notify(ROUND, NOW)
    (told,) = notifying.list_notices(ROUND, "so-a")
    assert told.text.vi.endswith("Hội đồng yêu cầu giải trình tiêu chí: 1.2.")
    (other,) = notifying.list_notices(ROUND, "so-b")
    assert "Hội đồng" not in other.text.vi


def test_a_near_deadline_concerns_only_units_that_still_have_something_to_do() -> None:
    for window in ("self_assessment", "supplement"):
        story.open_window(window)
    submit("so-a")
    notifying.notify(ROUND, LATER - 10 * MINUTE)
    assert kinds("so-a") == {"supplement_open", "deadline_near-supplement"}
    assert kinds("so-b") == {"supplement_open", "deadline_near-self_assessment"}


def test_more_notices_than_one_tick_makes_are_made_by_the_next_one() -> None:
    reply("so-a", count=notifying.MAX_NOTICES + 1)
    assert [notifying.notify(ROUND, NOW) for _ in range(3)] == [notifying.MAX_NOTICES, 1, 0]
    assert len(notifying.list_notices(ROUND, "so-a")) == notifying.MAX_NOTICES + 1


def test_a_notice_stays_when_it_is_old_and_what_is_no_longer_due_is_not_remembered() -> None:
    reply("so-a")
    notifying.notify(ROUND, NOW)
    reply("so-b", "bao-loi-2", at=NOW + NEWS)
    assert [notifying.notify(ROUND, NOW + NEWS) for _ in range(2)] == [1, 0]
    assert kinds("so-a") == {"fault_answered-bao-loi-1-0"}
    assert teams.get_told(ROUND) == {"so-b fault_answered-bao-loi-2-0"}


def test_a_unit_reads_its_own_notices_the_newest_first_and_they_stay_read() -> None:
    reply("so-a", "bao-loi-1")
    reply("so-a", "bao-loi-2", at=NOW + MINUTE)
    reply("so-b", "bao-loi-1")
    notifying.notify(ROUND, NOW + MINUTE)
    first = "fault_answered-bao-loi-1-0"
    shown = notifying.read(ROUND, "so-a", [first, "reopened-never"])
    assert [(notice.id, notice.read) for notice in shown] == [
        ("fault_answered-bao-loi-2-0", False),
        (first, True),
    ]
    teams.put_told(ROUND, [])  # as if the tick had died before it noted what it told
    notifying.notify(ROUND, NOW + 2 * MINUTE)
    assert notifying.list_notices(ROUND, "so-a") == shown
    assert [notice.read for notice in notifying.list_notices(ROUND, "so-b")] == [False]


def test_ten_times_the_marks_of_a_round_are_kept_in_one_item(aws: Aws) -> None:
    """It holds 400 KB, and moto, like DynamoDB, takes no more."""
    marks = {
        f"don-vi-hanh-chinh-{unit:04} deadline_near-self_assessment-2026-11-{day}"
        for unit in range(800)
        for day in range(10, 20)
    }
    teams.put_told(ROUND, marks)
    assert teams.get_told(ROUND) == marks
