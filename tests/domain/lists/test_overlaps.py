"""Of several lists of one index, priority decides, and a lister learns no more than the other
list's group.
"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.lists import overlaps, respondents
from chalicelib.domain.lists.checks import cell_of
from chalicelib.domain.lists.overlaps import Claim
from chalicelib.domain.lists.respondents import Respondent
from chalicelib.domain.rounds.questionnaires import AUTHORITY
from tests import small_round

INDEX = small_round.departments()
ROW = Respondent("Người trả lời 0001", "nguoi-0001@example.test")
CLAIMS = st.sampled_from([("council", AUTHORITY), ("leaders", "so-a"), ("leaders", "so-b")])


def told(own: Claim, *others: Claim) -> list[tuple[str, str, str]]:
    found = overlaps.overlaps([ROW], own, INDEX, {ROW.email: others}, cell_of)
    return [(each.at, each.details["group"], each.details["counts"]) for each in found]


def test_the_peoples_council_deputy_wins_and_both_sides_are_told() -> None:
    assert told(("leaders", "so-a"), ("council", AUTHORITY)) == [
        ("rows[0].email", "council", "there")
    ]
    assert told(("council", AUTHORITY), ("leaders", "so-a")) == [
        ("rows[0].email", "leaders", "here")
    ]


def test_somebody_on_one_list_alone_is_not_mentioned() -> None:
    assert told(("leaders", "so-a")) == told(("leaders", "so-a"), ("leaders", "so-a")) == []


@given(CLAIMS, CLAIMS)
def test_one_of_two_lists_counts_and_it_is_the_one_that_is_invited_first(
    one: Claim, other: Claim
) -> None:
    order = [
        (group.id, lister)
        for lister, _, group in respondents.listers(small_round.parsed(), small_round.units())
    ]
    expected = {one: "here" if order.index(one) < order.index(other) else "there"}
    assert told(one, other) == (
        [] if one == other else [("rows[0].email", other[0], expected[one])]
    )
