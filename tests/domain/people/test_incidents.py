from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.domain.errors import Conflict
from chalicelib.domain.people.incidents import Incident, IncidentNote

NOW = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
INCIDENT = Incident(
    "bao-loi-1",
    "so-a",
    "departments",
    "",
    "sending",
    "Thư mời chưa đến",
    "",
    "bien-tap@example.test",
    NOW,
)
REPLY = IncidentNote("tra-loi-1", "Đã gửi lại", "dieu-hanh@example.test", NOW)


def test_a_incident_is_open_until_it_is_answered_and_then_until_it_is_closed() -> None:
    assert INCIDENT.status == "open"
    assert INCIDENT.answered(REPLY).status == "answered"
    assert INCIDENT.answered(REPLY).closed("dieu-hanh@example.test", NOW).status == "closed"


def test_an_answer_sent_twice_is_one_answer_even_when_the_incident_was_closed_meanwhile() -> None:
    answered = INCIDENT.answered(REPLY)
    assert answered.answered(REPLY) == answered
    closed = answered.closed("dieu-hanh@example.test", NOW)
    assert closed.answered(REPLY) == closed


def test_a_closed_incident_takes_no_further_replies_and_keeps_who_closed_it() -> None:
    closed = INCIDENT.closed("dieu-hanh@example.test", NOW)
    with pytest.raises(Conflict):
        closed.answered(REPLY)
    assert closed.closed("nguoi-khac@example.test", NOW + timedelta(1)) == closed
