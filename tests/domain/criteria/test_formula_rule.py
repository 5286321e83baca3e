"""The rule that is a formula: the first branch that holds decides, odd figures are asked about."""

from __future__ import annotations

import pytest

from tests.domain.criteria.rule_samples import asks, gives, of_rule, refuses


@pytest.mark.parametrize(
    ("name", "value", "points"),
    [
        ("formula", {"a": "9", "b": "10"}, "1.5"),
        ("formula", {"a": "8", "b": "10"}, "1.2"),
        ("formula", {"a": "8", "b": "0"}, "0"),
        ("formula", {"a": "1", "b": "10"}, "0"),
        ("formula", {"a": "-9", "b": "-3"}, "1.5"),
        ("dividing", {"a": "-2"}, "0"),
        ("dividing", {"a": "4"}, "0.25"),
    ],
)
def test_a_formula_turns_a_value_into_exact_points(
    name: str, value: dict[str, str], points: str
) -> None:
    gives(name, value, points)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("formula", {"a": "1"}, ["b: missing"]),
        ("tasks", {"a": "x", "c": "1"}, ["On time: must", "Quá hạn: missing"]),
        ("formula", {"a": [], "b": {}}, ["a: must", "b: must"]),
        ("dividing", {"a": 0}, ["divides by zero"]),
    ],
)
def test_a_wrong_value_gets_every_problem_at_its_leaf(
    name: str, value: object, words: list[str]
) -> None:
    refuses(name, value, words)


@pytest.mark.parametrize(
    ("name", "value", "asked"),
    [
        ("tasks", {"a": "9", "b": "1", "c": "10"}, []),
        ("tasks", {"a": "-1", "b": "0", "c": "10"}, [("a", "số âm")]),
        ("tasks", {"a": "11", "b": "0", "c": "10"}, [("a", "lớn hơn “Được giao”")]),
        ("tasks", {"a": "10", "b": "1", "c": "10"}, [("", "vượt điểm tối đa")]),
        ("tasks", {"a": "0", "b": "0", "c": "0"}, []),
        ("formula", {"a": "1", "b": "10"}, []),
    ],
)
def test_a_strange_value_that_the_formula_takes_is_asked_about(
    name: str, value: dict[str, str], asked: list[tuple[str, str]]
) -> None:
    asks(name, value, asked)


def test_an_input_is_called_as_the_round_says_or_by_its_name() -> None:
    rule = of_rule("tasks").rule
    assert rule.keys == ("a", "b", "c")
    assert [rule.title(key).vi for key in rule.keys] == ["Đúng hạn", "Quá hạn", "Được giao"]
    assert of_rule("formula").rule.title("a").vi == "a"
