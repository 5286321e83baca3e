from __future__ import annotations

import pytest

from chalicelib.domain.rounds.questionnaires import check_answers, group_names
from chalicelib.domain.rounds.round import parse_round
from tests.domain.bundles.samples import plain_document

QUESTIONS = parse_round(plain_document()).indexes[0].questions


@pytest.mark.parametrize(
    ("group", "answers"), [("g", "12"), ("g", "5."), ("g", ".."), ("h", "4."), ("h", "..")]
)
def test_an_answer_string_has_one_character_a_question(group: str, answers: str) -> None:
    assert check_answers(answers, QUESTIONS, group) == []


@pytest.mark.parametrize(
    ("group", "answers", "codes"),
    [
        ("g", "1", ["wrong_length"]),
        ("g", "123", ["wrong_length"]),
        ("g", "", ["wrong_length"]),
        ("h", "12", ["not_asked"]),
        ("g", "60", ["out_of_scale", "out_of_scale"]),
        ("g", "a ", ["out_of_scale", "out_of_scale"]),
        ("g", "٣1", ["out_of_scale"]),
        ("h", "9x", ["out_of_scale", "not_asked"]),
    ],
)
def test_every_wrong_character_is_named_by_its_question(
    group: str, answers: str, codes: list[str]
) -> None:
    assert [problem.code for problem in check_answers(answers, QUESTIONS, group)] == codes


def test_a_group_whose_id_two_indexes_share_is_named_with_its_index() -> None:
    assert group_names([("x", "g"), ("y", "g"), ("x", "h")]) == ["x/g", "y/g", "h"]
