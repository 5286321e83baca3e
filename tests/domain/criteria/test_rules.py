"""Rules: the exact points of a value, what is wrong with it, and what is asked about."""

from __future__ import annotations

import pytest

from chalicelib.domain.rounds.round import parse_round
from tests.domain.bundles.samples import area, document, index, leaf
from tests.domain.criteria.rule_samples import asks, gives, refuses


@pytest.mark.parametrize(
    ("name", "value", "points"),
    [
        ("levels", {"level": "full"}, "1.5"),
        ("levels", {"level": "late"}, "0.333"),
        ("levels", {"level": "no"}, "0"),
        ("ratio", {"numerator": "95", "denominator": "100"}, "1.5"),
        ("ratio", {"numerator": "949", "denominator": "1000"}, "1.4235"),
        ("ratio", {"numerator": "50", "denominator": "100"}, "0.75"),
        ("ratio", {"numerator": "499", "denominator": "1000"}, "0"),
        ("ratio", {"numerator": "7", "denominator": "5"}, "1.5"),
        ("ratio", {"numerator": 1.5, "denominator": 2}, "1.125"),
        ("plain ratio", {"numerator": "1", "denominator": "3"}, "0.5"),
        ("plain ratio", {"numerator": 0, "denominator": 3}, "0"),
        ("count", {"count": 0}, "0"),
        ("count", {"count": 4}, "1.4"),
        ("count", {"count": "5"}, "1.5"),
        ("count", {"count": "3.0", "ghi chú": "bỏ qua"}, "1.05"),
        ("deduction", {"breaches": 0}, "1.5"),
        ("deduction", {"breaches": 3}, "0.3"),
        ("deduction", {"breaches": 4}, "0"),
        ("direct", {"points": "1.25"}, "1.25"),
        ("direct", {"points": "1.5"}, "1.5"),
        ("direct", {"points": 0}, "0"),
        ("percent", {"percent": "85.3"}, "1.2795"),
        ("percent", {"percent": 100}, "1.5"),
        ("percent", {"percent": "0"}, "0"),
    ],
)
def test_a_rule_turns_a_value_into_exact_points(name: str, value: object, points: str) -> None:
    gives(name, value, points)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("levels", {"level": "half"}, ["half"]),
        ("levels", {"level": 1}, ["1"]),
        ("levels", {}, ["Level reached: missing"]),
        ("ratio", {"numerator": "1", "denominator": "0"}, ["Denominator: must not be 0"]),
        ("ratio", {"numerator": "-1", "denominator": "2"}, ["Numerator"]),
        ("ratio", {"numerator": "1e3", "denominator": "-2"}, ["Numerator", "Denominator"]),
        ("ratio", {}, ["Numerator", "Denominator"]),
        ("count", {"count": 2.5}, ["whole number"]),
        ("count", {"count": -1}, ["at least 0"]),
        ("count", {"count": True}, ["plain decimal"]),
        ("count", {"count": None}, ["Count"]),
        ("deduction", {"breaches": "2.1"}, ["whole number"]),
        ("direct", {"points": "1.3"}, ["multiple of 0.25"]),
        ("direct", {"points": "1.75"}, ["at most 1.5"]),
        ("direct", {"points": "-0.25"}, ["at least 0"]),
        ("direct", {"points": "một"}, ["plain decimal"]),
        ("direct", {"points": "+1"}, ["plain decimal"]),
        ("direct", {"points": " 1"}, ["plain decimal"]),
        ("direct", {"points": ""}, ["plain decimal"]),
        ("percent", {"percent": "100.01"}, ["at most 100"]),
        ("percent", {"percent": "-1"}, ["at least 0"]),
        ("percent", {"percent": "1e1"}, ["plain decimal"]),
    ],
)
def test_a_wrong_value_gets_every_problem_at_its_leaf(
    name: str, value: object, words: list[str]
) -> None:
    refuses(name, value, words)


@pytest.mark.parametrize(
    ("name", "value", "asked"),
    [
        ("ratio", {"numerator": "25", "denominator": "20"}, [("numerator", "lớn hơn mẫu số")]),
        ("ratio", {"numerator": "20", "denominator": "20"}, []),
        ("count", {"count": "1000"}, []),
        ("levels", {"level": "no"}, []),
    ],
)
def test_a_strange_value_that_the_rule_takes_is_asked_about(
    name: str, value: dict[str, str], asked: list[tuple[str, str]]
) -> None:
    asks(name, value, asked)


def test_a_survey_leaf_takes_no_value() -> None:
    survey = {"type": "survey", "questions": ["q1"], "weights": {"g": "1"}}
    one = (
        parse_round(document(index(area("1", leaf("1.1", "2", survey, "survey")))))
        .indexes[0]
        .leaf("1.1")
    )
    assert [problem.code for problem in one.rule.check({"points": "1"}, one)] == [
        "not_self_assessed"
    ]
