"""Approvals are the leader's alone, and are stored with their signed report."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from chalicelib.domain.assessment import approvals
from chalicelib.domain.assessment.approvals import Approval, SignedReport
from chalicelib.domain.errors import Forbidden, ReportMissing
from chalicelib.domain.evidence.inspection import verdict
from chalicelib.domain.people.accounts import UNIT_ROLES, Account
from chalicelib.domain.people.posts import Post
from tests.small_round import NOW, ROUND

LEADER = "lanh-dao@example.test"
REPORT = SignedReport("r1", "Báo cáo.pdf", "cd" * 32, "v1", NOW, "an@example.test")
GIVEN = Approval(5, "ab" * 32, NOW, LEADER)


@pytest.mark.parametrize("approval", [GIVEN, replace(GIVEN, report=REPORT)])
def test_an_approval_is_read_as_it_was_stored(approval: Approval) -> None:
    stored = json.loads(json.dumps(approvals.as_json(approval)))
    assert approvals.from_json(stored) == approval


def test_what_an_inspection_found_is_not_stored_in_the_report() -> None:
    inspected = replace(REPORT, verdicts=(verdict("readable", "good", "…", "…"),))
    stored = approvals.report_as_json(inspected)
    assert approvals.report_from_json(stored).verdicts is None
    assert stored == approvals.report_as_json(REPORT)


@pytest.mark.parametrize("role", [*UNIT_ROLES, "ops"])
def test_nobody_but_the_leader_approves(role: str) -> None:
    account = Account("u1", LEADER, "Người duyệt", role, ROUND, "so-a")
    if role == "leader":
        approvals.require_leader(account, ROUND, "so-a")
    else:
        with pytest.raises(Forbidden, match="leader"):
            approvals.require_leader(account, ROUND, "so-a")


@pytest.mark.parametrize("then", UNIT_ROLES)
@pytest.mark.parametrize("today", UNIT_ROLES)
def test_a_sheet_of_an_earlier_round_is_approved_by_who_led_the_unit_then(
    then: str, today: str
) -> None:
    account = Account("u1", LEADER, "Người duyệt", then, "thu-2025", "so-a").given(
        Post(today, ROUND, "so-b"), leads=True
    )
    may = {
        (round_id, unit)
        for round_id in ("thu-2025", ROUND)
        for unit in ("so-a", "so-b", "so-c")
        if approves(account, round_id, unit)
    }
    wanted = {("thu-2025", "so-a")} if then == "leader" else set()
    assert may == wanted | ({(ROUND, "so-b")} if today == "leader" else set())


def approves(account: Account, round_id: str, unit: str) -> bool:
    try:
        approvals.require_leader(account, round_id, unit)
    except Forbidden:
        return False
    return True


def test_a_submission_takes_the_signed_report_of_its_approval() -> None:
    assert approvals.require_report(replace(GIVEN, report=REPORT)) == REPORT
    with pytest.raises(ReportMissing):
        approvals.require_report(GIVEN)
