from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from chalicelib.domain.assessment import team
from chalicelib.domain.assessment.sheets import Save
from chalicelib.domain.assessment.team import Assignment, Contact
from tests.small_round import departments

NOW = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)
ONE = Contact("technical", "Người trực 01", "Chuyên viên", "0900000001", "", date(2026, 11, 1))
TWO = Contact("technical", "Người trực 02", "Chuyên viên", "0900000002", "", TODAY)


def save(number: int, **changes: dict[str, Any]) -> Save:
    at = NOW + timedelta(minutes=number)
    return Save(
        f"save-{number}",
        "x",
        f"nguoi-{number}@example.test",
        at,
        NOW + timedelta(days=1),
        {leaf.replace("_", "."): change for leaf, change in changes.items()},
    )


def test_a_history_says_who_when_from_what_to_what_newest_first() -> None:
    last: dict[str, Any] = {"1_2": {"version": 3, "value": None}, "": {"receipt": "ABCD"}}
    saves = [
        save(2, **{"1_2": {"version": 2, "value": {"count": 1}, "explanation": "sửa"}}),
        save(1, **{"1_2": {"version": 1, "value": {"count": 3}}}),
        save(3, **last),
    ]
    steps = team.history(saves, departments())
    assert [(step.by[:7], step.was, step.now) for step in steps] == [
        ("nguoi-3", {"value": {"count": 1}}, {"value": None}),
        (
            "nguoi-2",
            {"value": {"count": 3}, "explanation": ""},
            {"value": {"count": 1}, "explanation": "sửa"},
        ),
        ("nguoi-1", {"value": None}, {"value": {"count": 3}}),
    ]


def test_who_is_no_contact_any_more_stays_on_record_with_the_last_day() -> None:
    first = team.changed_contacts([], [ONE], TODAY)
    second = team.changed_contacts(first, [TWO], TODAY)
    assert [(each.name, each.until) for each in second] == [(ONE.name, TODAY), (TWO.name, None)]
    assert team.changed_contacts(second, [TWO], TODAY) == second


def test_every_wrong_assignment_and_contact_is_named() -> None:
    wrong = [Assignment("9.9", "Văn phòng"), Assignment("1.2", ""), Assignment("1.2", "Thanh tra")]
    assert [(each.at, each.code) for each in team.check_assignments(wrong, departments())] == [
        ("assignments[0].leaf", "unknown_leaf"),
        ("assignments[1].leaf", "repeated"),
        ("assignments[1].to", "invalid"),
        ("assignments[2].leaf", "repeated"),
    ]
    assert [
        each.at for each in team.check_contacts([Contact("technical", "", "", "", "", TODAY), ONE])
    ] == ["contacts[0].name", "contacts[0].phone"]
