"""What a round's document may say of second scores."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from chalicelib.domain.errors import Invalid
from chalicelib.domain.rounds.round import parse_round
from tests.small_round import document


def share(second_scores: Any) -> Fraction:
    return parse_round({**document(), "second_scores": second_scores}).second_share


def test_a_round_says_which_share_is_scored_twice_exactly() -> None:
    assert share({"share": "0.05"}) == Fraction(1, 20)
    assert share({"share": "1"}) == 1


def test_a_round_that_says_nothing_has_none() -> None:
    assert parse_round(document()).second_share == 0
    assert share(None) == 0


@pytest.mark.parametrize("wrong", [{"share": "1.01"}, {"share": "-0.1"}, {"share": 0.05}, {}, "5%"])
def test_anything_but_a_share_written_as_text_is_refused_at_its_place(wrong: Any) -> None:
    with pytest.raises(Invalid) as refused:
        share(wrong)
    assert {problem.at.partition(".")[0] for problem in refused.value.errors} == {"second_scores"}
