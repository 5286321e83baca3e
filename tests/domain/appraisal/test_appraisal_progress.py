"""What is done of what is assigned, counted once, and one reminder a day."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.appraisal.appraisal_progress import (
    AppraisedShare,
    AssignedCell,
    MemberReminder,
    day_of,
    shares,
    why_not,
)
from tests.small_round import NOW

CELLS = [
    AssignedCell("an", "so-a", "departments", "1", "1.2", True),
    AssignedCell("an", "so-b", "departments", "1", "1.2", False),
    AssignedCell("binh", "so-a", "departments", "1", "1.2", True),
    AssignedCell("binh", "so-a", "departments", "2", "2.2", False),
]
TODAY = MemberReminder("an", "2026-11-20", 1, "thu-ky@example.test", NOW)


def test_each_member_area_and_unit_has_its_share() -> None:
    assert shares(CELLS, lambda cell: cell.member) == {
        "an": AppraisedShare(1, 2),
        "binh": AppraisedShare(1, 2),
    }
    assert shares(CELLS, lambda cell: cell.area) == {
        "1": AppraisedShare(1, 2),
        "2": AppraisedShare(0, 1),
    }
    assert shares(CELLS, lambda cell: cell.unit) == {
        "so-a": AppraisedShare(1, 2),
        "so-b": AppraisedShare(0, 1),
    }
    assert AppraisedShare(1, 3).left == 2


@given(
    st.lists(
        st.builds(
            AssignedCell,
            st.sampled_from("ab"),
            st.sampled_from("xy"),
            st.just("i"),
            st.sampled_from("12"),
            st.sampled_from("pqr"),
            st.just(True),
        )
    )
)
def test_however_many_members_share_a_criterion_it_counts_once(cells: list[AssignedCell]) -> None:
    whole = shares(cells, lambda _: "")
    assert whole.get("", AppraisedShare()).assigned == len(
        {(cell.unit, cell.leaf) for cell in cells}
    )
    assert all(share.left == 0 for share in whole.values())


@pytest.mark.parametrize(
    ("member", "last", "why"),
    [
        ("an", None, ""),
        ("an", TODAY, "today"),
        ("an", replace(TODAY, failed=True), ""),
        ("an", replace(TODAY, day="2026-11-19"), ""),
        ("binh", None, "done"),
        ("chi", None, "unknown"),
    ],
)
def test_a_member_with_something_left_is_reminded_once_a_day(
    member: str, last: MemberReminder | None, why: str
) -> None:
    assert why_not(member, {"an": 1, "binh": 0}, last, "2026-11-20") == why


def test_the_day_is_that_of_the_rounds_time_zone() -> None:
    evening = NOW.replace(hour=18)
    assert day_of(evening, "Asia/Ho_Chi_Minh") == "2026-11-21"
    assert day_of(evening, "UTC") == "2026-11-20"
