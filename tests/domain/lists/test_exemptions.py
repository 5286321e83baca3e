"""A list below the even share gives a warning; an approved exemption replaces that share."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.errors import Conflict
from chalicelib.domain.lists import exemptions
from chalicelib.domain.lists.exemptions import Exemption
from chalicelib.domain.lists.respondents import Listing, Respondent
from tests import small_round
from tests.small_round import NOW

LEADERS = small_round.departments().group("leaders")


def asked(
    kind: str = "fewer", people: int = 3, minutes: int = 0, approve: bool = True
) -> Exemption:
    request = Exemption(
        f"request-{minutes}",
        "so-a",
        "departments",
        "leaders",
        kind,
        people,
        "lý do",
        NOW,
        "an@x.test",
    )
    return request.decided(approve, "ghi chú", "ops@x.test", NOW + timedelta(minutes=minutes))


@given(st.integers(0, 200), st.integers(1, 60))
def test_even_shares_never_add_up_to_more_than_the_plan(plan: int, listers: int) -> None:
    share = exemptions.expected(replace(LEADERS, plan=plan), listers, "departments", [])
    assert share is not None
    assert share * listers <= plan < (share + 1) * listers


def test_a_group_without_a_plan_is_never_short() -> None:
    assert exemptions.expected(replace(LEADERS, plan=None), 2, "departments", [asked()]) is None


@given(
    st.lists(
        st.tuples(st.sampled_from(exemptions.KINDS), st.integers(0, 300), st.booleans()), max_size=6
    )
)
def test_the_latest_approved_exception_counts_and_none_makes_the_rule_stricter(
    requests: list[tuple[str, int, bool]],
) -> None:
    found = [
        asked(kind, people, at, approve) for at, (kind, people, approve) in enumerate(requests)
    ]
    last = {kind: people for kind, people, approve in requests if approve}
    assert exemptions.expected(LEADERS, 2, "departments", found) == min(15, last.get("fewer", 15))
    assert exemptions.most(LEADERS, "departments", found) == max(100, last.get("more", 100))
    assert exemptions.expected(LEADERS, 2, "districts", found) == 15


def test_a_request_is_decided_once() -> None:
    with pytest.raises(Conflict):
        asked().decided(False, "lần hai", "ops@x.test", NOW)


def test_a_short_list_is_named_with_both_numbers() -> None:
    listing = Listing("departments", "leaders", (Respondent("A", "a@example.test"),))
    titles = {("departments", "leaders"): ("Lãnh đạo phòng", "")}
    (problem,) = exemptions.shortfalls([listing], {("departments", "leaders"): 2}, titles)
    assert problem.details == {"listed": 1, "expected": 2}
    assert not list(exemptions.shortfalls([listing], {("departments", "leaders"): 1}, titles))
