"""When a council has agreed: exact shares of all members, and how a round writes its own."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.errors import Invalid
from chalicelib.domain.rounds.round import parse_round
from chalicelib.domain.rounds.voting_rules import VotingRule
from tests.small_round import document

SHARES = st.fractions(0, Fraction(99, 100), max_denominator=100)
COUNTS = st.integers(0, 60)


def read(council: Any) -> VotingRule | None:
    return parse_round({**document(), "council": council}).council


def test_more_than_half_of_all_members_is_the_rule_of_a_round_that_says_nothing() -> None:
    silent = document()
    silent.pop("council")
    assert parse_round(silent).council == VotingRule(Fraction(1, 2))
    assert read(None) == VotingRule(Fraction(1, 2))
    assert [VotingRule().is_met(2, members) for members in (2, 3, 4)] == [True, True, False]


def test_a_round_sets_another_share_or_has_no_council() -> None:
    assert read({"more_than": "3/5"}) == VotingRule(Fraction(3, 5))
    assert read({"at_least": "2/3"}) == VotingRule(Fraction(2, 3), reached=True)
    assert read({"at_least": "1/1"}) == VotingRule(Fraction(1), reached=True)
    assert read({"more_than": "0/1"}) == VotingRule(Fraction(0))  # one member is enough
    assert read(False) is None
    assert VotingRule(Fraction(2, 3), reached=True).is_met(6, 9)
    assert not VotingRule(Fraction(2, 3)).is_met(6, 9)


@pytest.mark.parametrize(
    ("council", "at"),
    [
        (True, "council"),
        ("1/2", "council"),
        ({}, "council"),
        ({"more_than": "1/2", "at_least": "1/2"}, "council"),
        ({"more_than": "1/1"}, "council.more_than"),
        ({"at_least": "0/3"}, "council.at_least"),
        ({"at_least": "4/3"}, "council.at_least"),
        ({"more_than": "0.5"}, "council.more_than"),
        ({"more_than": "1/0"}, "council.more_than"),
        ({"more_than": 0.5}, "council.more_than"),
    ],
)
def test_what_is_no_share_of_a_council_is_refused_at_its_place(council: Any, at: str) -> None:
    with pytest.raises(Invalid) as refused:
        read(council)
    assert [problem.at for problem in refused.value.errors] == [at]


@given(SHARES, st.booleans(), COUNTS, COUNTS)
def test_one_more_who_agrees_never_undoes_an_agreement(
    share: Fraction, reached: bool, agreeing: int, members: int
) -> None:
    rule = VotingRule(share, reached)
    if rule.is_met(agreeing, members) and agreeing < members:
        assert rule.is_met(agreeing + 1, members)


@given(SHARES, st.integers(1, 60))
def test_all_members_are_enough_and_none_never_is(share: Fraction, members: int) -> None:
    for rule in (VotingRule(share), VotingRule(share, reached=True)):
        assert rule.is_met(members, members)
        assert not rule.is_met(0, members)


@given(SHARES, COUNTS, st.integers(1, 60))
def test_reaching_a_share_and_passing_it_differ_at_exactly_that_share(
    share: Fraction, agreeing: int, members: int
) -> None:
    passed, reached = VotingRule(share), VotingRule(share, reached=True)
    differ = passed.is_met(agreeing, members) != reached.is_met(agreeing, members)
    exactly = Fraction(agreeing, members) == share and agreeing > 0
    assert differ == exactly
