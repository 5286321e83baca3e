"""A motion is agreed by the votes that count, of all who were members when it was frozen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.results import motions
from chalicelib.domain.results.motions import (
    ABSTAIN,
    AGREE,
    APPROVED,
    DISAGREE,
    LIFTED,
    VOTES,
    Motion,
    MotionRecord,
    Vote,
    Voter,
)
from chalicelib.domain.rounds.voting_rules import VotingRule
from tests.small_round import NOW, ROUND

GIVEN = st.lists(st.tuples(st.integers(0, 6), st.sampled_from(VOTES)), max_size=30)


def record(members: int, *votes: tuple[int, str], state: str = "frozen") -> MotionRecord:
    """A motion of so many members, and votes as (member, choice) in their order; members beyond
    those were none when it was frozen.
    """
    voters = tuple(Voter(address(each), "", "council") for each in range(members))
    motion = Motion(
        ROUND, 1, {"departments": 3}, "0", voters, VotingRule(), NOW, "", "", state, len(votes)
    )
    given = [
        Vote(number, address(member), choice, "", NOW)
        for number, (member, choice) in enumerate(votes, 1)
    ]
    return MotionRecord(motion, tuple(given))


def address(member: int) -> str:
    return f"{member}@example.test"


def test_more_than_half_of_all_members_agree_whoever_is_silent_or_abstains() -> None:
    assert not record(4, (0, AGREE), (1, AGREE)).has_agreement
    assert not record(4, (0, AGREE), (1, AGREE), (2, ABSTAIN), (3, ABSTAIN)).has_agreement
    agreed = record(4, (0, AGREE), (1, AGREE), (2, AGREE), (3, DISAGREE))
    assert agreed.has_agreement
    assert agreed.tally == {AGREE: 3, DISAGREE: 1, ABSTAIN: 0, "silent": 0}


def test_the_last_vote_of_a_member_counts_and_every_one_is_kept() -> None:
    changed = record(1, (0, AGREE), (0, DISAGREE))
    assert changed.tally[DISAGREE] == 1
    assert not changed.has_agreement
    assert len(changed.votes) == 2
    backwards = replace(changed, votes=changed.votes[::-1])
    assert backwards.tally == changed.tally


def test_an_approved_motion_stays_agreed_and_a_lifted_one_is_not() -> None:
    assert record(1, (0, AGREE), state=APPROVED).has_agreement
    assert not record(1, (0, AGREE), state=LIFTED).has_agreement


@given(st.integers(0, 6), GIVEN)
def test_every_member_counts_once_and_nobody_else_does(
    members: int, votes: list[tuple[int, str]]
) -> None:
    found = record(members, *votes)
    assert sum(found.tally.values()) == members
    inside = [vote for vote in votes if vote[0] < members]
    assert found.tally == record(members, *inside).tally
    last = dict(inside)
    agreeing = sum(choice == AGREE for choice in last.values())
    assert found.has_agreement == (2 * agreeing > members)


@given(st.integers(1, 6), GIVEN)
def test_to_abstain_or_to_disagree_helps_no_more_than_to_be_silent(
    members: int, votes: list[tuple[int, str]]
) -> None:
    found = record(members, *votes)
    only = [vote for vote in dict(votes).items() if vote[1] == AGREE]
    assert found.has_agreement == record(members, *only).has_agreement


def test_drafts_are_those_of_a_motion_if_each_is() -> None:
    motion = replace(record(1).motion, drafts={"departments": 3, "districts": 1})
    assert motions.covers(motion, {"departments": 3})
    assert motions.covers(motion, {"departments": 3, "districts": 1})
    for other in ({}, {"departments": 2}, {"communes": 1}, {"departments": 3, "communes": 1}):
        assert not motions.covers(motion, other)


def test_one_motion_at_most_stands() -> None:
    first = record(1, state=LIFTED)
    assert motions.standing_one([first]) is None
    second = replace(first, motion=replace(first.motion, number=2, state=APPROVED))
    assert motions.standing_one([second, first]) is second


@pytest.mark.parametrize(
    ("choice", "reason", "wrong"),
    [(AGREE, "", []), (ABSTAIN, "", []), (DISAGREE, "thiếu", []), (DISAGREE, " ", ["reason"])],
)
def test_to_disagree_needs_a_reason(choice: str, reason: str, wrong: list[str]) -> None:
    assert [problem.at for problem in motions.vote_problems(choice, reason)] == wrong
