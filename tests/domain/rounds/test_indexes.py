"""An index finds its parts by their names, and no name is given twice."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.domain.errors import NotFound
from chalicelib.domain.rounds.round import parse_round
from tests.domain.bundles.samples import (
    DIRECT,
    area,
    changed,
    document,
    index,
    leaf,
    plain_document,
    round_problems,
)

GROUPS = {group["id"]: group for group in index()["groups"]}
QUESTIONS = index()["questions"]


@pytest.mark.parametrize(
    ("path", "value", "at"),
    [
        (["indexes", 0, "id"], "s o", "indexes[0].id"),
        (["indexes", 0, "illustrative"], "yes", "indexes[0].illustrative"),
        (
            ["indexes", 0, "groups"],
            [GROUPS["g"], GROUPS["h"], GROUPS["g"]],
            "indexes[0].groups[2].id",
        ),
        (["indexes", 0, "questions"], [*QUESTIONS, QUESTIONS[0]], "indexes[0].questions[2].id"),
    ],
)
def test_each_problem_is_named_by_its_path(path: list[Any], value: object, at: str) -> None:
    assert round_problems(changed(path, value)) == [at]


def test_an_index_finds_its_parts_and_sums_its_leaves() -> None:
    one = parse_round(plain_document()).index("so")
    assert list(one.leaves) == ["1.1", "2.1", "2.2"]
    assert one.max == 100
    assert one.areas[1].max == 40
    group = one.group("g")
    assert (group.rates, group.listed_by, group.limit) == ("own_unit", ("so",), None)
    assert [question.id for question in one.questions_of("h")] == ["q1"]
    assert one.question_ids["q2"].choices == "12345"
    for missing in (one.leaf, one.group, one.questions_of):
        with pytest.raises(NotFound):
            missing("x")


def test_groups_are_asked_their_questions_in_the_order_of_the_index() -> None:
    content = plain_document()
    content["indexes"][0]["questions"].reverse()
    one = parse_round(content).index("so")
    assert [question.id for question in one.questions_of("g")] == ["q2", "q1"]
    assert (one.has_group("g"), one.has_group("q1")) == (True, False)


def test_an_index_with_problems_is_kept_so_that_what_names_it_is_still_checked() -> None:
    content = plain_document()
    content["indexes"][0]["groups"][0] = "x"
    assert round_problems(content) == [
        "indexes[0].groups[0]",
        "indexes[0].questions[0].groups[0]",
        "indexes[0].questions[1].groups[0]",
        "indexes[0].areas[1].criteria[0].leaves[0].rule.weights.g",
    ]


def test_an_index_without_leaves_is_worth_nothing() -> None:
    nothing = parse_round(document(index(), index(area("1", leaf("1.1", "2", DIRECT)), name="b")))
    assert [each.max for each in nothing.indexes] == [0, 2]
