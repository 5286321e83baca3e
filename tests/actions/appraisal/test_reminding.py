"""Progress follows the assignments; a member is reminded once a day, by letter and on record."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.actions.appraisal import reminding
from chalicelib.actions.appraisal.reminding import AppraisalProgress, RemindedMembers
from chalicelib.actions.rounds import current
from chalicelib.aws import mail
from chalicelib.domain.appraisal.appraisal_progress import AppraisedShare
from chalicelib.domain.assessment.changes import Change
from chalicelib.domain.errors import WindowClosed
from chalicelib.store import audit
from tests import council_story as story
from tests.council_story import AN, BINH, CHAIR, SECRETARY, assign, to, works_at
from tests.fake_aws import Aws, told_once
from tests.small_round import NOW, ROUND
from tests.survey_story import LATER, open_window

TWO = Change("1.2", 0, {"count": 2}, "thiếu một")


@pytest.fixture(autouse=True)
@told_once
def _council(aws: Aws) -> None:
    story.load()


@pytest.fixture
def letters(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, str]]:
    """Address, what is left and the deadline of the letters that were sent."""
    sent: list[tuple[str, str, str]] = []

    def send(letter: str, address: str, values: dict[str, str]) -> None:
        assert letter == "appraisal-reminder" and "{{" not in mail._fill(
            "".join(mail.texts(letter).values()), values
        )
        sent.append((address, values["left"], values["closes"]))

    monkeypatch.setattr(mail, "send_one", send)
    return sent


def progress() -> AppraisalProgress:
    return reminding.progress(ROUND, NOW)


def remind(*members: str) -> RemindedMembers:
    return reminding.remind(ROUND, members, SECRETARY, NOW)


def test_what_is_done_of_what_is_assigned_is_counted_by_member_area_and_unit() -> None:
    assign(to(AN, "1"), to(BINH, "2.1", "so-a"))
    story.appraise(AN, TWO)
    found = progress()
    assert found.members == {
        AN.email: AppraisedShare(1, 6),
        BINH.email: AppraisedShare(0, 3),
        CHAIR.email: AppraisedShare(0, 0),
    }
    assert found.areas == {
        ("departments", "1"): AppraisedShare(1, 6),
        ("departments", "2"): AppraisedShare(0, 3),
    }
    assert found.units == {"so-a": AppraisedShare(1, 6), "so-b": AppraisedShare(0, 3)}
    assert found.unassigned > 0


def test_the_own_unit_is_the_deputys() -> None:
    assign(to(AN, "1", deputy=BINH), own=[works_at(AN, "so-a")])
    assert (progress().members[AN.email], progress().members[BINH.email]) == (
        AppraisedShare(0, 3),
        AppraisedShare(0, 3),
    )


def test_with_no_assignments_the_areas_of_accounts_count_each_criterion_once() -> None:
    found = progress()
    assert found.unassigned == 0
    assert found.members[AN.email] == found.members[BINH.email]
    assert sum(share.assigned for share in found.units.values()) == found.members[AN.email].assigned


def test_a_value_of_the_first_pass_counts_in_the_final_one() -> None:
    assign(to(AN, "1"))
    story.appraise(AN, TWO)
    open_window("appraisal_final")
    assert progress().members[AN.email] == AppraisedShare(1, 6)


def test_a_member_is_reminded_of_what_is_left_once_a_day_on_record(
    letters: list[tuple[str, str, str]],
) -> None:
    assign(to(AN, "1"))
    story.appraise(AN, TWO)
    assert remind(AN.email) == RemindedMembers({AN.email: 5}, {})
    assert remind(AN.email, AN.email) == RemindedMembers({}, {AN.email: "today"})
    assert letters == [(AN.email, "5", "13:00 ngày 20/11/2026")]
    (act,) = [act for act in audit.list_acts(ROUND) if act.act == "remind_member"]
    assert (act.by, act.subject) == (SECRETARY.email, AN.email)
    last = progress().reminders[AN.email]
    assert (last.left, last.by, last.at) == (5, SECRETARY.email, NOW)


def test_nobody_is_reminded_who_has_nothing_left_or_is_no_member(
    letters: list[tuple[str, str, str]],
) -> None:
    assign(to(AN, "1.2", "so-a"))
    story.appraise(AN, TWO)
    found = remind(AN.email, BINH.email, SECRETARY.email, "ai-do@example.test")
    assert found.skipped == {
        AN.email: "done",
        BINH.email: "unknown",
        SECRETARY.email: "unknown",
        "ai-do@example.test": "unknown",
    }
    assert letters == []


def test_a_member_whose_account_is_disabled_is_neither_counted_nor_reminded(
    letters: list[tuple[str, str, str]],
) -> None:
    assign(to(AN, "1"), to(BINH, "2"))
    story.leave(AN)
    assert progress().members.keys() == {BINH.email, CHAIR.email}
    assert remind(AN.email).skipped == {AN.email: "unknown"}
    assert letters == []


def test_a_letter_that_the_mail_service_refused_stops_no_other_and_may_be_sent_again_the_same_day(
    monkeypatch: pytest.MonkeyPatch, letters: list[tuple[str, str, str]]
) -> None:
    assign(to(AN, "1"), to(BINH, "2"))
    sends = mail.send_one

    def refuse(letter: str, address: str, values: dict[str, str]) -> None:
        if address == AN.email:
            raise mail.NotTaken
        sends(letter, address, values)

    monkeypatch.setattr(mail, "send_one", refuse)
    told = remind(AN.email, BINH.email)
    assert (list(told.reminded), told.skipped) == ([BINH.email], {AN.email: "failed"})
    assert progress().reminders[AN.email].failed
    monkeypatch.setattr(mail, "send_one", sends)
    assert remind(AN.email).reminded == {AN.email: 6}
    assert [address for address, *_ in letters] == [BINH.email, AN.email]


def test_nobody_is_reminded_while_no_pass_is_open(letters: list[tuple[str, str, str]]) -> None:
    assign(to(AN, "1"))
    current.forget(ROUND)
    with pytest.raises(WindowClosed):
        reminding.remind(ROUND, [AN.email], SECRETARY, LATER + timedelta(hours=1))
    assert letters == []
