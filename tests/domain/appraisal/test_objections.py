from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from chalicelib.domain.appraisal import objections
from chalicelib.domain.appraisal.objections import Objection
from chalicelib.domain.errors import Conflict
from tests.small_round import departments

NOW = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
MADE = Objection("so-a", "1.2", 3, "đã đủ", ("f1",), "a@example.test", NOW, {"count": 2})


def test_days_are_counted_from_the_day_after_the_release_and_end_with_the_last() -> None:
    late = datetime(2026, 11, 20, 16, 59, tzinfo=UTC)  # 23:59 in Vietnam
    for released in (NOW, late):
        closes = objections.closes_at(released, 5, "Asia/Ho_Chi_Minh")
        assert closes == datetime(2026, 11, 25, 17, 0, tzinfo=UTC)


def test_a_decision_with_a_value_accepts_and_one_without_refuses() -> None:
    accepted = MADE.decided({"count": 3}, "đúng", "chu-tich@example.test", NOW)
    assert (accepted.state, accepted.value, accepted.was) == (
        "accepted",
        {"count": 3},
        {"count": 2},
    )
    refused = MADE.decided(None, "thiếu căn cứ", "chu-tich@example.test", NOW)
    assert (refused.state, refused.value, refused.note) == ("refused", None, "thiếu căn cứ")
    for decided in (accepted, refused):
        with pytest.raises(Conflict):
            decided.decided(None, "khác", "an@example.test", NOW)


@pytest.mark.parametrize(
    ("leaf", "skipped", "fine"),
    [
        ("1.2", (), True),
        ("2.2", (), True),
        ("1.2", ("1.2",), False),
        ("3.1", (), False),
        ("3.2", (), False),
        ("9.9", (), False),
    ],
)
def test_objections_are_about_what_the_council_appraises(
    leaf: str, skipped: tuple[str, ...], fine: bool
) -> None:
    problems = objections.check_leaf(leaf, departments(), skipped)
    assert [problem.code for problem in problems] == ([] if fine else ["unknown_leaf"])


@pytest.mark.parametrize(
    ("value", "before", "code"),
    [
        ({"count": 3}, {"count": 2}, ""),
        ({"count": 3}, None, ""),
        ({"count": "2.0"}, {"count": 2}, "same_value"),
        ({"count": -1}, {"count": 2}, "out_of_range"),
        ({}, {"count": 2}, "missing"),
    ],
)
def test_an_accepted_value_is_one_of_the_rule_and_another_than_before(
    value: Any, before: Any, code: str
) -> None:
    problems = objections.check_value("1.2", value, before, departments())
    assert [problem.code for problem in problems] == ([code] if code else [])


def test_an_objection_is_told_from_the_unit_s_others_by_criterion_and_release() -> None:
    assert MADE.id == "1.2/000003"
