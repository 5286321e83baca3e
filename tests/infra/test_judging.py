"""What AWS says of a stack, and what whoever runs it has to do about it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from infra.release import judging
from infra.release.judging import BAD, GOOD, UNSURE, Finding
from tests.fake_aws import template

NOW = datetime(2026, 11, 30, 10, tzinfo=UTC)
SENDING: dict[str, Any] = {
    "ProductionAccessEnabled": True,
    "SendingEnabled": True,
    "EnforcementStatus": "HEALTHY",
    "SendQuota": {"Max24HourSend": 100_000.0, "MaxSendRate": 50.0},
}
VERIFIED: dict[str, Any] = {
    "VerifiedForSendingStatus": True,
    "DkimAttributes": {"Status": "SUCCESS"},
    "MailFromAttributes": {"MailFromDomainStatus": "SUCCESS"},
}
TABLES = {"RoundsTable": (True, True), "ResponsesTable": (False, True)}


def outcomes(findings: list[Finding]) -> list[str]:
    for finding in findings:
        assert bool(finding.to_do) == (finding.outcome != GOOD), finding
    return [finding.outcome for finding in findings]


def test_a_clock_a_minute_off_is_still_right() -> None:
    found = [judging.clock(NOW, NOW + timedelta(seconds=seconds)) for seconds in (60, 61, -61)]
    assert outcomes(found) == [GOOD, BAD, BAD]


def test_only_a_complete_stack_is_well() -> None:
    statuses = ("CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE", None)
    assert outcomes([judging.stack(each) for each in statuses]) == [GOOD, GOOD, BAD, BAD]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, [GOOD, GOOD, GOOD]),
        ({"ProductionAccessEnabled": False}, [BAD, GOOD, GOOD]),
        ({"EnforcementStatus": "PROBATION"}, [GOOD, BAD, GOOD]),
        ({"SendingEnabled": False}, [GOOD, BAD, GOOD]),
        ({"SendQuota": {"Max24HourSend": 200.0, "MaxSendRate": 1.0}}, [GOOD, GOOD, UNSURE]),
        ({"SendQuota": {"Max24HourSend": 50_155.0, "MaxSendRate": 13.0}}, [GOOD, GOOD, UNSURE]),
        ({"SendQuota": {"Max24HourSend": -1.0, "MaxSendRate": 14.0}}, [GOOD, GOOD, GOOD]),
    ],
)
def test_what_the_mail_service_allows_the_account(
    changed: dict[str, Any], expected: list[str]
) -> None:
    assert outcomes(judging.mail_account({**SENDING, **changed})) == expected


def test_a_mail_domain_is_well_once_its_records_are_seen() -> None:
    assert outcomes(judging.mail_domain("a.example", VERIFIED)) == [GOOD, GOOD]
    waiting = {"DkimAttributes": {"Status": "PENDING"}}
    assert outcomes(judging.mail_domain("a.example", waiting)) == [BAD, UNSURE]


def test_a_new_accounts_ten_functions_are_too_few() -> None:
    assert outcomes([judging.functions(each) for each in (10, 199, 200)]) == [BAD, BAD, GOOD]


def test_alarms_reach_somebody_once_the_subscription_is_confirmed() -> None:
    confirmed = {"Endpoint": "a@example.org", "SubscriptionArn": "arn:aws:sns:x:1:t:2"}
    waiting = {"Endpoint": "a@example.org", "SubscriptionArn": "PendingConfirmation"}
    given: list[list[dict[str, str]]] = [[confirmed], [waiting, confirmed], []]
    assert outcomes([judging.subscriptions(each) for each in given]) == [GOOD, BAD, BAD]


def test_each_alarm_that_rings_is_told_by_what_it_says() -> None:
    quiet = {"AlarmName": "a", "StateValue": "OK"}
    loud = {"AlarmName": "b", "AlarmDescription": "The tick failed", "StateValue": "ALARM"}
    assert outcomes(judging.alarms([quiet])) == [GOOD]
    (found,) = judging.alarms([quiet, loud])
    assert (found.outcome, found.what) == (BAD, "The tick failed")


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, [GOOD, GOOD]),
        ({"RoundsTable": (False, True)}, [BAD, GOOD]),
        ({"RoundsTable": (True, False)}, [GOOD, BAD]),
        ({"ResponsesTable": (True, True)}, [GOOD, GOOD, BAD]),
    ],
)
def test_every_table_comes_back_but_that_of_single_answers(
    changed: dict[str, tuple[bool, bool]], expected: list[str]
) -> None:
    assert outcomes(judging.recovery({**TABLES, **changed})) == expected
    assert judging.WITHOUT_RECOVERY in template()["Resources"]


def test_it_is_told_how_far_back_tables_go_and_when_answers_were_backed_up() -> None:
    older = NOW - timedelta(days=3)
    assert judging.reach([older, NOW]).what == "tables go back to 2026-11-30 10:00 UTC"
    assert judging.answer_backups([older, NOW]).what.endswith("at 2026-11-30 10:00 UTC")
    assert outcomes([judging.reach([NOW]), judging.reach([])]) == [GOOD, BAD]
    assert outcomes([judging.answer_backups([NOW]), judging.answer_backups([])]) == [GOOD, UNSURE]


def test_a_deployment_that_nobody_can_sign_in_to_is_told_how() -> None:
    assert outcomes([judging.accounts(["a@example.org"]), judging.accounts([])]) == [GOOD, BAD]
    assert "python -m infra.account" in judging.accounts([]).to_do


def test_the_way_in_is_by_cloudfront() -> None:
    address = "https://a.example.org"
    answers = [(200, "1.1 x.cloudfront.net (CloudFront)"), (200, ""), (502, ""), (None, "")]
    found = [judging.way_in(address, *each) for each in answers]
    assert outcomes(found) == [GOOD, UNSURE, BAD, BAD]
