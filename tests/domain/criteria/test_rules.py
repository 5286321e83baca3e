from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.criteria.tree import Leaf
from chalicelib.domain.errors import Invalid
from chalicelib.domain.rounds.round import parse_round
from tests.domain.bundles.samples import area, document, index, leaf

MAX = "1.5"
RULES: dict[str, dict[str, Any]] = {
    "levels": {
        "type": "levels",
        "levels": [
            {"id": "full", "title": {"vi": "đủ"}, "points": "1.5"},
            {"id": "late", "title": {"vi": "chậm"}, "points": "0.333"},
            {"id": "no", "title": {"vi": "không"}, "points": "0"},
        ],
    },
    "ratio": {"type": "ratio", "full_from": "0.95", "zero_below": "0.5"},
    "plain ratio": {"type": "ratio"},
    "count": {"type": "count", "each": "0.35"},
    "deduction": {"type": "deduction", "step": "0.4"},
    "direct": {"type": "direct", "step": "0.25"},
    "formula": {
        "type": "formula",
        "variables": ["a", "b"],
        "branches": [
            {"when": "b == 0", "points": "0 - 5"},
            {"when": "a/b >= 0.9", "points": "max + 1"},
            {"when": "a > 5", "points": "max*a/b"},
        ],
    },
    "tasks": {
        "type": "formula",
        "variables": ["a", "b", "c"],
        "part_of": {"a": "c", "b": "c"},
        "variable_titles": {
            "a": {"vi": "Đúng hạn", "en": "On time"},
            "b": {"vi": "Quá hạn"},
            "c": {"vi": "Được giao", "en": "Assigned"},
        },
        "branches": [{"when": "c == 0", "points": "max"}, {"points": "max*(a + b/2)/c"}],
    },
    "dividing": {"type": "formula", "variables": ["a"], "branches": [{"points": "1/a"}]},
    "percent": {"type": "percent"},
}


def of_rule(name: str) -> Leaf:
    rule = RULES[name]
    method = "external" if name == "percent" else "self_assessed"
    return (
        parse_round(document(index(area("1", leaf("1.1", MAX, rule, method)))))
        .indexes[0]
        .leaf("1.1")
    )


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
        ("formula", {"a": "9", "b": "10"}, "1.5"),
        ("formula", {"a": "8", "b": "10"}, "1.2"),
        ("formula", {"a": "8", "b": "0"}, "0"),
        ("formula", {"a": "1", "b": "10"}, "0"),
        ("formula", {"a": "-9", "b": "-3"}, "1.5"),
        ("dividing", {"a": "-2"}, "0"),
        ("dividing", {"a": "4"}, "0.25"),
        ("percent", {"percent": "85.3"}, "1.2795"),
        ("percent", {"percent": 100}, "1.5"),
        ("percent", {"percent": "0"}, "0"),
    ],
)
def test_a_rule_turns_a_value_into_exact_points(name: str, value: object, points: str) -> None:
    assert of_rule(name).rule.check(value, of_rule(name)) == []
    assert of_rule(name).rule.points(value, of_rule(name)) == Fraction(points)


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
        ("formula", {"a": "1"}, ["b: missing"]),
        ("tasks", {"a": "x", "c": "1"}, ["On time: must", "Quá hạn: missing"]),
        ("formula", {"a": [], "b": {}}, ["a: must", "b: must"]),
        ("dividing", {"a": 0}, ["divides by zero"]),
        ("percent", {"percent": "100.01"}, ["at most 100"]),
        ("percent", {"percent": "-1"}, ["at least 0"]),
        ("percent", {"percent": "1e1"}, ["plain decimal"]),
        ("levels", None, ["object"]),
        ("levels", ["full"], ["object"]),
        ("levels", "full", ["object"]),
    ],
)
def test_a_wrong_value_gets_every_problem_at_its_leaf(
    name: str, value: object, words: list[str]
) -> None:
    problems = of_rule(name).rule.check(value, of_rule(name))
    assert len(problems) == len(words)
    for problem, word in zip(problems, words, strict=True):
        assert word in problem.en
        assert problem.at == "1.1"
    with pytest.raises(Invalid) as refusal:
        of_rule(name).rule.points(value, of_rule(name))
    assert list(refusal.value.errors) == problems


def test_vietnamese_messages_name_the_input_in_words_and_write_a_decimal_comma() -> None:
    def said(name: str, value: object) -> str:
        return of_rule(name).rule.check(value, of_rule(name))[0].vi

    assert said("direct", {"points": "1.75"}) == "Số điểm: không được quá 1,5"
    assert said("direct", {"points": "1.3"}) == "Số điểm: phải là bội số của 0,25"
    assert said("ratio", {"numerator": "1", "denominator": "0"}).startswith(
        "Mẫu số: không được bằng 0"
    )
    assert said("tasks", {"a": "1", "b": "2"}).startswith("Được giao: thiếu")


@pytest.mark.parametrize(
    ("name", "value", "asked"),
    [
        ("ratio", {"numerator": "25", "denominator": "20"}, [("numerator", "lớn hơn mẫu số")]),
        ("ratio", {"numerator": "20", "denominator": "20"}, []),
        ("tasks", {"a": "9", "b": "1", "c": "10"}, []),
        ("tasks", {"a": "-1", "b": "0", "c": "10"}, [("a", "số âm")]),
        ("tasks", {"a": "11", "b": "0", "c": "10"}, [("a", "lớn hơn “Được giao”")]),
        ("tasks", {"a": "10", "b": "1", "c": "10"}, [("", "vượt điểm tối đa")]),
        ("tasks", {"a": "0", "b": "0", "c": "0"}, []),
        ("formula", {"a": "1", "b": "10"}, []),
        ("count", {"count": "1000"}, []),
        ("levels", {"level": "no"}, []),
    ],
)
def test_a_strange_value_that_the_rule_takes_is_asked_about(
    name: str, value: dict[str, str], asked: list[tuple[str, str]]
) -> None:
    found = of_rule(name).rule.doubts(value, of_rule(name))
    assert [doubt.at for doubt in found] == [at for at, _ in asked]
    for doubt, (_, words) in zip(found, asked, strict=True):
        assert words in doubt.vi
        assert doubt.code == "doubtful"
    assert of_rule(name).rule.check(value, of_rule(name)) == []


NUMBER = st.one_of(
    st.integers(-5, 30), st.decimals(-5, 120, places=2).map(str), st.text(max_size=4)
)


@given(
    st.sampled_from(list(RULES)),
    st.dictionaries(
        st.sampled_from(
            [
                "level",
                "numerator",
                "denominator",
                "count",
                "breaches",
                "points",
                "a",
                "b",
                "percent",
            ]
        ),
        st.one_of(NUMBER, st.sampled_from(["full", "late", "no"])),
        min_size=3,
    ),
)
def test_points_never_leave_zero_to_maximum(name: str, value: dict[str, Any]) -> None:
    one = of_rule(name)
    if not one.rule.check(value, one):
        assert 0 <= one.rule.points(value, one) <= one.max


def test_what_a_rule_does_not_ask_for_is_not_kept() -> None:
    rule = of_rule("ratio").rule
    assert rule.tidy({"note": "riêng", "denominator": 2, "numerator": "1"}) == {
        "numerator": "1",
        "denominator": "2",
    }


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
