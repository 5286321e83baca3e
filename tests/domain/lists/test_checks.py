"""Every reason why a respondent list cannot be saved, each at its row and cell."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.lists import checks, respondents
from chalicelib.domain.lists.respondents import MAX_ROWS, Respondent
from chalicelib.domain.rounds.questionnaires import Group
from tests import small_round

INDEX = small_round.departments()
COUNCIL, LEADERS = INDEX.group("council"), INDEX.group("leaders")
UNITS = {"so-a": "Sở A", "so-b": "Sở B"}


def person(number: int, **changes: str) -> Respondent:
    return Respondent(
        **{
            "name": f"Người trả lời {number:04}",
            "email": f"nguoi-{number:04}@example.test",
            "rates": "so-a",
            **changes,
        }
    )


def problems(
    rows: list[Respondent], group: Group = COUNCIL, own: str | None = None, most: int = 0
) -> set[tuple[str, str]]:
    tidy = respondents.tidy(rows, own)
    return {(each.at, each.code) for each in checks.check(tidy, group, own, UNITS, most)}


def test_a_good_list_has_no_problems() -> None:
    assert problems([person(1), person(2, rates="so-b")]) == set()


def test_every_row_with_a_problem_is_named_with_its_cell() -> None:
    rows = [
        person(1),
        person(2, name=" "),
        person(3, email="nguoi@example"),
        person(1, name="Trùng"),
        person(5, email=""),
        person(6, rates=""),
        person(7, rates="so-x"),
    ]
    assert problems(rows) == {
        ("rows[1].name", "missing"),
        ("rows[2].email", "bad_email"),
        ("rows[3].email", "duplicate"),
        ("rows[4].email", "missing"),
        ("rows[5].rates", "missing"),
        ("rows[6].rates", "unknown_unit"),
    }


def test_addresses_that_differ_only_in_case_or_blanks_are_one_person() -> None:
    assert problems([person(1, email="An@Example.test"), person(2, email=" an@example.TEST ")]) == {
        ("rows[1].email", "duplicate")
    }


def test_a_substitute_names_the_post_and_the_reason() -> None:
    assert problems([person(1, replaces="Chủ tịch Hội", reason="Đi công tác nước ngoài")]) == set()
    assert problems([person(1, replaces="Chủ tịch Hội"), person(2, reason="Đi công tác")]) == {
        ("rows[0].reason", "missing"),
        ("rows[1].replaces", "missing"),
    }


def test_invisible_characters_are_refused_anywhere_but_marks_and_blanks_are_not() -> None:
    rows = [
        person(1, name="Lê\u202eNa"),
        person(2, email="a\u200b@example.test"),
        person(3, rates="so-a\x07"),
        person(4, position="\ud800"),
        person(5, name="Trần\u00a0Thị\nMẫu", organisation="Sở Ê\u0302"),
    ]
    assert problems(rows) == {
        ("rows[0].name", "unseen"),
        ("rows[1].email", "unseen"),
        ("rows[2].rates", "unseen"),
        ("rows[3].position", "unseen"),
    }


def test_a_text_too_long_for_a_cell_is_named() -> None:
    assert problems([person(1, position="x" * 301)]) == {("rows[0].position", "too_long")}


def test_a_name_has_a_letter_and_a_hundred_characters_at_most() -> None:
    rows = [
        person(1, name="12345"),
        person(2, name="Á" * 100),
        person(3, name="Á" * 101),
        person(4, name="Ê"),
    ]
    assert problems(rows) == {("rows[0].name", "not_a_name"), ("rows[2].name", "too_long")}


def test_more_people_than_the_rule_allows_are_refused_as_a_whole() -> None:
    rows = [person(number) for number in range(101)]
    assert problems(rows, LEADERS, "so-a") == {("rows", "over_limit")}
    assert problems(rows, LEADERS, "so-a", most=101) == set()


def test_rows_of_a_group_that_rates_its_own_unit_need_not_name_it() -> None:
    assert problems([person(1, rates=""), person(2, rates="so-a")], LEADERS, "so-a") == set()


def test_rows_of_a_group_that_rates_its_own_unit_cannot_name_another() -> None:
    (problem,) = checks.check([person(1, rates="so-b")], LEADERS, "so-a", UNITS)
    assert (problem.at, problem.code) == (
        "rows[0].rates",
        "other_unit",
    ) and "(Sở A – so-a)" in problem.vi


@given(st.text(max_size=60))
def test_any_text_as_an_address_is_judged_and_never_crashes(email: str) -> None:
    assert all(
        code in ("missing", "bad_email", "unseen") for _, code in problems([person(1, email=email)])
    )


def test_no_exemption_and_no_rule_allow_more_rows_than_a_list_can_hold() -> None:
    rows = [person(number) for number in range(MAX_ROWS + 1)]
    (problem,) = checks.check(rows, COUNCIL, None, UNITS, most=2 * MAX_ROWS)
    assert (problem.at, problem.details) == ("rows", {"limit": MAX_ROWS})
    assert problems(rows[:MAX_ROWS]) == set()


def test_a_file_names_rows_and_cells_as_a_spreadsheet_does() -> None:
    twice = respondents.tidy([person(1), person(2, name=""), person(1)], None)
    told = checks.check(
        twice, COUNCIL, None, UNITS, 2, lambda row, part: f"{part}{row + 2}", lambda row: row + 2
    )
    assert [(problem.at, problem.code) for problem in told] == [
        ("name4", "over_limit"),
        ("name3", "missing"),
        ("email4", "duplicate"),
    ]
    assert told[-1].details == {"first": "email2"}
    assert told[-1].en.endswith("is already in row 2")


@given(st.lists(st.integers(0, 5), max_size=12))
def test_every_row_but_the_first_of_a_person_is_a_duplicate_of_that_one(people: list[int]) -> None:
    rows = respondents.tidy([person(number) for number in people], None)
    assert [
        (problem.at, problem.details["first"])
        for problem in checks.check(rows, COUNCIL, None, UNITS)
    ] == [
        (f"rows[{row}].email", f"rows[{people.index(number)}].email")
        for row, number in enumerate(people)
        if people.index(number) < row
    ]
