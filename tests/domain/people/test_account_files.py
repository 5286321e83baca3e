"""Accounts as a table: known by the names that people use, every problem at its cell."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from chalicelib.domain.lists.respondents import MAX_CELL
from chalicelib.domain.people import account_files
from chalicelib.domain.people.account_files import HEADINGS, ListedAccount
from chalicelib.domain.people.accounts import ROLES, TITLES, UNIT_ROLES
from chalicelib.domain.reading.filled_tables import Line
from tests.small_round import units

HEADER = [names[0] for names in HEADINGS.values()]


def read(*rows: list[str], header: list[str] = HEADER) -> ListedAccount:
    lines = [
        Line(number, dict(enumerate(row))) for number, row in enumerate([header, *rows], start=1)
    ]
    return account_files.read(lines, units(), "Asia/Ho_Chi_Minh")


@pytest.mark.parametrize("role", ROLES)
def test_a_role_is_known_by_its_id_and_by_what_people_call_it(role: str) -> None:
    for name in (role, *TITLES[role], TITLES[role][0].upper()):
        (account,) = read(["an@example.test", "An", name, "so-a"]).accounts
        assert account.role == role
        assert account.unit == ("so-a" if role in UNIT_ROLES else "")


@pytest.mark.parametrize("name", ["quan-c", "Quận C", "QUẬN  c", "District C"])
def test_a_unit_is_known_by_its_id_or_its_name(name: str) -> None:
    (account,) = read(["an@example.test", "An", "editor", name]).accounts
    assert account.unit == "quan-c"


def test_what_is_not_known_stays_as_it_was_written() -> None:
    (account,) = read(["an@example.test", "An", "Sếp", "Sở Z"]).accounts
    assert (account.role, account.unit) == ("Sếp", "")
    (account,) = read(["an@example.test", "An", "editor", "Sở  Z"]).accounts
    assert account.unit == "Sở Z"


def test_the_council_s_roles_are_known_by_their_titles() -> None:
    people = read(
        ["a@example.test", "A", "Chủ tịch Hội đồng", "Bộ B", "departments/1"],
        ["b@example.test", "B", "Tổ thư ký", "", "departments/1"],
    ).accounts
    assert [(each.role, each.areas) for each in people] == [
        ("chair", ("departments/1",)),
        ("secretariat", ()),
    ]


@pytest.mark.parametrize(
    "written", ["departments/1;departments/2", " departments/1,departments/2 "]
)
def test_the_areas_of_a_council_member_are_told_apart_and_others_have_none(written: str) -> None:
    member, editor = read(
        ["a@example.test", "A", "council", "Bộ B", written],
        ["b@example.test", "B", "editor", "so-a", written],
    ).accounts
    assert (member.unit, member.areas) == ("", ("departments/1", "departments/2"))
    assert (editor.unit, editor.areas) == ("so-a", ())


def test_rows_of_the_form_that_nobody_filled_are_left_out_and_the_others_keep_their_cells() -> None:
    listed = read(
        ["", "", "leader", "so-a"], ["AN@Example.test", "Trần  Thị\u00a0An", "leader", "so-b"]
    )
    (account,) = listed.accounts
    assert (account.email, account.name) == ("an@example.test", "Trần Thị An")
    assert [listed.cell(0, part) for part in HEADINGS] == ["A3", "B3", "C3", "D3", "E3", "F3"]
    assert listed.problems == []


def test_a_name_that_is_missing_or_too_long_is_named_at_its_cell() -> None:
    listed = read(
        ["a@example.test", "", "editor", "so-a"],
        ["b@example.test", "B" * (MAX_CELL + 1), "editor", "so-a"],
        ["c@example.test", "C" * MAX_CELL, "editor", "so-a"],
    )
    assert [(problem.at, problem.code) for problem in listed.problems] == [
        ("B2", "missing"),
        ("B3", "too_long"),
    ]
    assert len(listed.accounts) == 3


def test_a_table_without_its_columns_says_so_and_has_no_accounts() -> None:
    listed = read(["An", "editor"], header=["Họ tên", "role"])
    assert [(problem.at, problem.code) for problem in listed.problems] == [
        ("A1", "missing_column")
    ] * 2
    assert listed.accounts == []


@pytest.mark.parametrize("written", ["31/12/2026", "31.12.2026", "2026-12-31"])
def test_a_post_ends_after_the_day_that_is_written(written: str) -> None:
    (account,) = read(["a@example.test", "A", "editor", "so-a", "", written]).accounts
    assert account.until == datetime(2026, 12, 31, 17, tzinfo=UTC)


@pytest.mark.parametrize("written", ["31/02/2026", "cuối năm", "12/2026", "1/1/2200"])
def test_what_is_no_day_is_named_at_its_cell(written: str) -> None:
    listed = read(["a@example.test", "A", "editor", "so-a", "", written])
    assert [(problem.at, problem.code) for problem in listed.problems] == [("F2", "no_day")]
    assert listed.accounts[0].until is None
