"""Answers become one character a question; what does not belong is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.errors import Invalid
from chalicelib.domain.rounds.questionnaires import check_answers
from chalicelib.domain.survey import answers
from tests import small_round

INDEX = small_round.departments()


def test_answers_stand_in_the_order_of_the_questions() -> None:
    assert answers.fill(INDEX, "leaders", {"q2": 4, "q1": 1}) == "14"


def test_what_was_left_blank_or_was_not_asked_is_a_dot() -> None:
    assert answers.fill(INDEX, "leaders", {"q1": None}) == ".."
    assert answers.fill(INDEX, "council", {"q1": 2}) == "2."


def test_every_wrong_answer_is_named() -> None:
    with pytest.raises(Invalid) as refused:
        answers.fill(INDEX, "council", {"q1": 5, "q2": 1, "q9": 1})
    assert {(each.at, each.code) for each in refused.value.errors} == {
        ("answers.q1", "out_of_scale"),
        ("answers.q2", "unknown_question"),
        ("answers.q9", "unknown_question"),
    }


@pytest.mark.parametrize("option", [0, -1, 5, 10, 10**30])
def test_an_option_outside_the_scale_is_refused(option: int) -> None:
    with pytest.raises(Invalid):
        answers.fill(INDEX, "leaders", {"q1": option})


@given(st.sampled_from(["council", "leaders"]), st.data())
def test_what_is_filled_in_is_always_a_valid_answer_of_the_bundle(
    group: str, data: st.DataObject
) -> None:
    given_ = {
        question.id: data.draw(st.none() | st.integers(1, 4))
        for question in INDEX.questions_of(group)
    }
    assert check_answers(answers.fill(INDEX, group, given_), INDEX.questions, group) == []


def test_a_sheet_that_names_no_question_is_an_accident_and_a_blank_one_is_meant() -> None:
    with pytest.raises(Invalid):
        answers.fill(INDEX, "leaders", {})
    assert answers.fill(INDEX, "leaders", {"q1": None, "q2": None}) == ".."
