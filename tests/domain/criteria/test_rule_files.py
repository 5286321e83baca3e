"""Rules as a document gives them: each problem is named, and what goes with which method."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from chalicelib.domain.criteria.rule_files import TYPES, goes_with, read_rule
from chalicelib.domain.criteria.rules import Ratio, Unreadable
from chalicelib.domain.criteria.tree import METHODS
from chalicelib.domain.reading.fields import Field
from chalicelib.domain.rounds.round import parse_round
from tests.domain.bundles.samples import (
    DIRECT,
    LEAF,
    SURVEY,
    area,
    document,
    index,
    leaf,
    option,
    round_problems,
    title,
)


@pytest.mark.parametrize(
    ("rule", "method", "at"),
    [
        ({"type": "magic"}, "self_assessed", "type"),
        ({}, "self_assessed", "type"),
        ({"type": "percent"}, "self_assessed", "type"),
        ({"type": "percent"}, "council_only", "type"),
        (SURVEY, "self_assessed", "type"),
        (SURVEY, "external", "type"),
        (DIRECT, "survey", "type"),
        ({"type": "levels", "levels": []}, "self_assessed", "levels"),
        ({"type": "levels"}, "self_assessed", "levels"),
        (
            {"type": "levels", "levels": [{"id": "a", "title": title("a"), "points": "2.01"}]},
            "self_assessed",
            "levels[0].points",
        ),
        (
            {"type": "levels", "levels": [{"id": "a", "title": title("a"), "points": "-1"}]},
            "self_assessed",
            "levels[0].points",
        ),
        (
            {"type": "levels", "levels": [{"id": "a", "title": title("a"), "points": "1"}] * 2},
            "self_assessed",
            "levels[1].id",
        ),
        ({"type": "ratio", "full_from": "1.1"}, "self_assessed", "full_from"),
        ({"type": "ratio", "full_from": "-0.1"}, "self_assessed", "full_from"),
        ({"type": "ratio", "zero_below": "80"}, "self_assessed", "zero_below"),
        ({"type": "count", "each": "2.5"}, "self_assessed", "each"),
        ({"type": "count", "each": "-1"}, "self_assessed", "each"),
        ({"type": "count"}, "self_assessed", "each"),
        ({"type": "deduction", "step": "-1"}, "self_assessed", "step"),
        ({"type": "direct", "step": "0"}, "self_assessed", "step"),
        ({"type": "direct", "step": "0,25"}, "self_assessed", "step"),
        ({**SURVEY, "questions": []}, "survey", "questions"),
        ({**SURVEY, "questions": ["q9"]}, "survey", "questions[0]"),
        ({**SURVEY, "questions": ["q1", "q1"]}, "survey", "questions[1]"),
        ({**SURVEY, "weights": {}}, "survey", "weights"),
        ({**SURVEY, "weights": {"x": "1"}}, "survey", "weights.x"),
        ({**SURVEY, "weights": {"g": "0"}}, "survey", "weights.g"),
        ({**SURVEY, "weights": {"g": "-1"}}, "survey", "weights.g"),
        (
            {"type": "formula", "variables": ["max"], "branches": [{"points": "1"}]},
            "self_assessed",
            "variables[0]",
        ),
        (
            {"type": "formula", "variables": ["a", "a"], "branches": [{"points": "1"}]},
            "self_assessed",
            "variables[1]",
        ),
        ({"type": "formula", "variables": [], "branches": []}, "self_assessed", "branches"),
        (
            {"type": "formula", "variables": ["a"], "branches": [{"when": "a", "points": "1"}]},
            "self_assessed",
            "branches[0].when",
        ),
        (
            {"type": "formula", "variables": ["a"], "branches": [{"points": "a > 1"}]},
            "self_assessed",
            "branches[0].points",
        ),
        (
            {"type": "formula", "variables": ["a"], "branches": [{"when": "a > 1"}]},
            "self_assessed",
            "branches[0].points",
        ),
        (
            {
                "type": "formula",
                "variables": ["a"],
                "branches": [{"points": "a"}],
                "variable_titles": {"b": {"vi": "B"}},
            },
            "self_assessed",
            "variable_titles.b",
        ),
        (
            {
                "type": "formula",
                "variables": ["a"],
                "branches": [{"points": "a"}],
                "variable_titles": {"a": "A"},
            },
            "self_assessed",
            "variable_titles.a",
        ),
        (
            {
                "type": "formula",
                "variables": ["a"],
                "branches": [{"points": "a"}],
                "part_of": {"a": "b"},
            },
            "self_assessed",
            "part_of.a",
        ),
        (
            {"type": "formula", "variables": ["a"], "branches": [{"points": "b"}]},
            "self_assessed",
            "branches[0].points",
        ),
    ],
)
def test_each_problem_of_a_rule_is_named(rule: dict[str, Any], method: str, at: str) -> None:
    assert round_problems(document(index(area("1", leaf("1.1", "2", rule, method))))) == [
        f"{LEAF}.rule.{at}"
    ]


def test_external_leaves_may_use_other_rules_too() -> None:
    parse_round(document(index(area("1", leaf("1.1", "2", DIRECT, "external")))))


def test_limits_themselves_are_allowed() -> None:
    rules: list[dict[str, Any]] = [
        {
            "type": "levels",
            "levels": [
                {"id": "a", "title": title("a"), "points": "2"},
                {"id": "b", "title": title("b"), "points": "0"},
            ],
        },
        {"type": "ratio", "full_from": "0", "zero_below": "1"},
        {"type": "count", "each": "2"},
        {"type": "count", "each": "0"},
        {"type": "deduction", "step": "3"},
    ]
    leaves = [leaf(f"1.{number}", "2", rule) for number, rule in enumerate(rules)]
    content = document(index(area("1", *leaves, leaf("1.9", "0", DIRECT))))
    content["scales"]["quality"] = [option("1")] * 9
    assert parse_round(content).indexes[0].max == 10


def test_a_rule_that_has_problems_is_still_held_against_its_method() -> None:
    rule = {"type": "survey", "questions": ["q9"], "weights": {"g": "1"}}
    assert round_problems(document(index(area("1", leaf("1.1", "2", rule))))) == [
        f"{LEAF}.rule.questions[0]",
        f"{LEAF}.rule.type",
    ]


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("method", METHODS)
def test_the_survey_goes_with_surveys_alone_and_percent_with_what_comes_from_outside(
    kind: str, method: str
) -> None:
    rule = Field({"type": kind}, "rule", [])
    allowed = {"survey": {"survey"}, "percent": {"external"}}.get(kind, set(METHODS) - {"survey"})
    assert goes_with(rule, method) == (method in allowed)
    assert [(problem.at, problem.code) for problem in rule.problems] == (
        [] if method in allowed else [("rule.type", "wrong_method")]
    )


def test_a_ratio_counts_from_zero_to_one_unless_it_says_otherwise() -> None:
    problems: list[Any] = []
    for given, rule in (
        ({}, Ratio(Fraction(1), Fraction(0))),
        ({"full_from": None, "zero_below": None}, Ratio(Fraction(1), Fraction(0))),
        ({"full_from": "0.95", "zero_below": "0.5"}, Ratio(Fraction(19, 20), Fraction(1, 2))),
    ):
        field = Field({"type": "ratio", **given}, "rule", problems)
        assert read_rule(field, Fraction(2), (), ()) == rule
    assert problems == []


@pytest.mark.parametrize("value", [None, [], "levels", {"type": 5}])
def test_what_is_no_rule_is_noted_and_takes_any_value(value: object) -> None:
    field = Field(value, "rule", [])
    assert read_rule(field, Fraction(2), (), ()) == Unreadable()
    assert len(field.problems) == 1
