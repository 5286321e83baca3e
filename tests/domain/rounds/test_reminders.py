"""What a round's document may say of reminders."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.domain.errors import Invalid
from chalicelib.domain.rounds.reminders import Reminders
from chalicelib.domain.rounds.round import parse_round
from tests.small_round import document


def read(**reminders: Any) -> Reminders:
    return parse_round({**document(), "reminders": reminders}).reminders


def test_a_round_says_how_often_and_how_far_apart() -> None:
    assert read(most=2, days_apart=7, automatic=False) == Reminders(2, 7, automatic=False)
    assert read(most=1) == Reminders(1, 5)


def test_a_round_that_says_nothing_has_none() -> None:
    assert parse_round(document()).reminders == Reminders()
    assert parse_round({**document(), "reminders": None}).reminders.most == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("most", -1),
        ("most", "nhiều"),
        ("most", 99),
        ("most", None),
        ("days_apart", 0),
        ("days_apart", 1.5),
        ("automatic", "yes"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_place(name: str, value: Any) -> None:
    with pytest.raises(Invalid) as refused:
        read(**{"most": 1, name: value})
    assert [problem.at for problem in refused.value.errors] == [f"reminders.{name}"]
