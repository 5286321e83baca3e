"""Scales, groups and questions, and the answer strings that go with them."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.domain.rounds.questionnaires import check_answers, group_names
from chalicelib.domain.rounds.round import parse_round
from tests.domain.bundles.samples import changed, option, plain_document, round_problems

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


@pytest.mark.parametrize(
    ("path", "value", "at"),
    [
        (["scales", "quality", 0, "weight"], "1.1", "scales.quality[0].weight"),
        (["scales", "quality", 0, "weight"], "-0.1", "scales.quality[0].weight"),
        (["scales", "quality", 0, "weight"], 1, "scales.quality[0].weight"),
        (["scales", "quality"], [option("1")] * 10, "scales.quality"),
        (["scales", "quality"], [], "scales.quality"),
        (["indexes", 0, "groups", 1, "rates"], "all", "indexes[0].groups[1].rates"),
        (["indexes", 0, "groups", 1, "listed_by"], ["x"], "indexes[0].groups[1].listed_by[0]"),
        (["indexes", 0, "groups", 1, "listed_by"], "so", "indexes[0].groups[1].listed_by"),
        (["indexes", 0, "groups", 1, "plan"], -1, "indexes[0].groups[1].plan"),
        (["indexes", 0, "questions", 1, "scale"], "x", "indexes[0].questions[1].scale"),
        (["indexes", 0, "questions", 1, "groups"], ["g", "x"], "indexes[0].questions[1].groups[1]"),
    ],
)
def test_each_problem_of_a_scale_a_group_or_a_question_is_named_by_its_path(
    path: list[Any], value: object, at: str
) -> None:
    assert round_problems(changed(path, value)) == [at]


def test_the_authority_may_list_alone_or_beside_indexes() -> None:
    content = plain_document()
    first, second = content["indexes"][0]["groups"]
    first["listed_by"], second["listed_by"] = "authority", ["authority", "so"]
    groups = parse_round(content).indexes[0].groups
    assert [group.listed_by for group in groups] == [("authority",), ("authority", "so")]
