"""Lists of respondents: every row with a problem is named, and priority decides between lists."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.errors import Invalid, NotFound
from chalicelib.domain.lists import checks, respondents
from chalicelib.domain.lists.respondents import Respondent
from chalicelib.domain.rounds.questionnaires import Group
from chalicelib.domain.rounds.round import Round, parse_round
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


def shared_round() -> Round:
    """Two indexes with a group of the same id, listed by the districts; the departments list one
    for themselves.
    """
    document = small_round.document()
    group = {"title": {"vi": "x", "en": "x"}, "rates": "row"}
    document["indexes"][0]["groups"] += [
        {**group, "id": "both", "priority": 3, "listed_by": ["districts"]},
        {**group, "id": "only-here", "priority": 3, "listed_by": ["districts", "departments"]},
    ]
    document["indexes"][1]["groups"] = [
        {**group, "id": "both", "priority": 1, "listed_by": ["districts"]}
    ]
    return parse_round(document)


def test_a_good_list_has_no_problems() -> None:
    assert problems([person(1), person(2, rates="so-b")]) == set()


def test_every_problemy_row_is_named_with_its_cell() -> None:
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
    assert respondents.tidy([person(1, rates="")], "so-a")[0].rates == "so-a"


def test_rows_of_a_group_that_rates_its_own_unit_cannot_name_another() -> None:
    (problem,) = checks.check([person(1, rates="so-b")], LEADERS, "so-a", UNITS)
    assert (problem.at, problem.code) == (
        "rows[0].rates",
        "other_unit",
    ) and "(Sở A – so-a)" in problem.vi


@pytest.mark.parametrize(
    "email",
    ["a@b.vn", "nguyen.van-a+cchc@bo.noi-vu.gov.vn", "x_1@sub.example.test", "o'hara@example.test"],
)
def test_ordinary_addresses_pass(email: str) -> None:
    assert problems([person(1, email=email)]) == set()


@pytest.mark.parametrize(
    "email",
    [
        "a",
        "a@b",
        "a b@example.test",
        "a@@example.test",
        ".a@example.test",
        "a.@example.test",
        "a@-b.test",
        "a@b..test",
        "ă@example.test",
        "a@example.test, b@example.test",
        "<a@example.test>",
        "a@example.test\nBcc: b@example.test",
        f"{'a' * 65}@example.test",
        f"a@{'b' * 64}.test",
    ],
)
def test_addresses_that_a_mail_server_would_refuse_are_problems(email: str) -> None:
    assert problems([person(1, email=email)]) == {("rows[0].email", "bad_email")}


@given(st.text(max_size=60))
def test_any_text_as_an_address_is_judged_and_never_crashes(email: str) -> None:
    assert all(
        code in ("missing", "bad_email", "unseen") for _, code in problems([person(1, email=email)])
    )


def test_a_group_is_found_by_its_id_in_the_listers_own_index_first() -> None:
    round_ = shared_round()
    found = respondents.find_group(round_, "districts", "both")
    assert (found[0].id, found[1].priority) == ("districts", 1)
    assert respondents.find_group(round_, "districts", "both", "departments")[0].id == "departments"
    assert respondents.find_group(round_, "districts", "only-here")[0].id == "departments"


def test_a_group_that_somebody_else_lists_is_not_found() -> None:
    with pytest.raises(NotFound):
        respondents.find_group(shared_round(), "departments", "council")


def test_the_authority_has_to_say_which_of_several_indexes_it_means() -> None:
    document = small_round.document()
    document["indexes"][1]["groups"] = [document["indexes"][0]["groups"][0]]
    with pytest.raises(Invalid, match="departments, districts"):
        respondents.find_group(parse_round(document), "authority", "council")


def test_listers_come_by_index_then_priority_then_id() -> None:
    listers = [
        (lister, index.id, group.id)
        for lister, index, group in respondents.listers(shared_round(), small_round.units())
    ]
    assert listers == [
        ("authority", "departments", "council"),
        ("so-a", "departments", "leaders"),
        ("so-b", "departments", "leaders"),
        ("quan-c", "departments", "both"),
        ("quan-c", "departments", "only-here"),
        ("so-a", "departments", "only-here"),
        ("so-b", "departments", "only-here"),
        ("quan-c", "districts", "both"),
    ]
