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
from tests.small_round import NOW

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
    account = Account("u1", LEADER, "Người duyệt", role, unit="so-a")
    if role == "leader":
        approvals.require_leader(account)
    else:
        with pytest.raises(Forbidden, match="leader"):
            approvals.require_leader(account)


def test_a_submission_takes_the_signed_report_of_its_approval() -> None:
    assert approvals.require_report(replace(GIVEN, report=REPORT)) == REPORT
    with pytest.raises(ReportMissing):
        approvals.require_report(GIVEN)
