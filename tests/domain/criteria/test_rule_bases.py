"""What every rule does with a value: it checks, scores, names and tidies it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.criteria.rule_bases import TITLES, numbers
from tests.domain.criteria.rule_samples import RULES, of_rule, refuses


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("levels", None, ["object"]),
        ("levels", ["full"], ["object"]),
        ("levels", "full", ["object"]),
    ],
)
def test_a_value_is_an_object(name: str, value: object, words: list[str]) -> None:
    refuses(name, value, words)


def test_vietnamese_messages_name_the_input_in_words_and_write_a_decimal_comma() -> None:
    def said(name: str, value: object) -> str:
        return of_rule(name).rule.check(value, of_rule(name))[0].vi

    assert said("direct", {"points": "1.75"}) == "Số điểm: không được quá 1,5"
    assert said("direct", {"points": "1.3"}) == "Số điểm: phải là bội số của 0,25"
    assert said("ratio", {"numerator": "1", "denominator": "0"}).startswith(
        "Mẫu số: không được bằng 0"
    )
    assert said("tasks", {"a": "1", "b": "2"}).startswith("Được giao: thiếu")


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
    assert rule.tidy({"denominator": 2}) == {"denominator": "2"}


@given(st.sampled_from(list(RULES)), st.dictionaries(st.text(max_size=3), st.integers(0, 9)))
def test_keys_that_a_rule_does_not_know_change_nothing(name: str, more: dict[str, int]) -> None:
    one = of_rule(name)
    inputs = {"points": "0.5", "level": "full"}
    value = {key: inputs.get(key, "1") for key in one.rule.keys}
    assert one.rule.points({**more, **value}, one) == one.rule.points(value, one)
    assert list(one.rule.tidy({**more, **value})) == list(one.rule.keys)


@pytest.mark.parametrize("name", sorted(set(RULES) - {"formula", "tasks", "dividing"}))
def test_every_input_of_a_rule_has_a_name_in_both_languages(name: str) -> None:
    for key in of_rule(name).rule.keys:
        title = of_rule(name).rule.title(key)
        assert title == TITLES[key]
        assert title.vi and title.en


def test_figures_of_a_value_are_exact_and_those_that_are_not_given_are_zero() -> None:
    assert numbers({"a": "0.1", "b": 0.2, "d": "x"}, ("a", "b", "c")) == {
        "a": Fraction(1, 10),
        "b": Fraction(1, 5),
        "c": Fraction(0),
    }
