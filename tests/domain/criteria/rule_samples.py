"""A leaf of every rule, and what is asked of a rule that is given a value."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

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


def gives(name: str, value: object, points: str) -> None:
    """Assert that the value is valid and gives exactly these points."""
    one = of_rule(name)
    assert one.rule.check(value, one) == []
    assert one.rule.points(value, one) == Fraction(points)


def refuses(name: str, value: object, words: list[str]) -> None:
    """Assert that the value has exactly these problems, all at the leaf, and so no points."""
    one = of_rule(name)
    problems = one.rule.check(value, one)
    assert len(problems) == len(words)
    for problem, word in zip(problems, words, strict=True):
        assert word in problem.en
        assert problem.at == "1.1"
    with pytest.raises(Invalid) as refusal:
        one.rule.points(value, one)
    assert list(refusal.value.errors) == problems


def asks(name: str, value: dict[str, str], asked: list[tuple[str, str]]) -> None:
    """Assert that the value is valid and that these inputs of it should be looked at again."""
    one = of_rule(name)
    found = one.rule.doubts(value, one)
    assert [doubt.at for doubt in found] == [at for at, _ in asked]
    for doubt, (_, words) in zip(found, asked, strict=True):
        assert words in doubt.vi
        assert doubt.code == "doubtful"
    assert one.rule.check(value, one) == []
