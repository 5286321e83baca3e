"""Fields of JSON: each knows its path, takes only what it should and says what that is."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.errors import Problem
from chalicelib.domain.reading.fields import ID, MISSING, MOST, Field
from chalicelib.domain.reading.json_texts import Number
from chalicelib.domain.texts import Text

READERS: dict[str, Callable[[Field], Any]] = {
    "object": Field.object,
    "text": Field.text,
    "identifier": Field.identifier,
    "choice": lambda field: field.choice(["a", "b"]),
    "boolean": Field.boolean,
    "title": Field.title,
    "number": Field.number,
    "whole": Field.whole,
}


def field(value: object) -> Field:
    return Field(value, "at", [])


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("value", [MISSING, None, ["a"], [], "", "\ud800"])
def test_what_a_reader_does_not_take_is_noted_once_and_gives_none(
    reader: str, value: object
) -> None:
    one = field(value)
    assert READERS[reader](one) is None
    (problem,) = one.problems
    assert problem.at == "at"
    assert (problem.code == "missing") == (value is MISSING)


def test_every_part_has_its_path() -> None:
    root = Field({"rows": [{"name": "An"}, {"name": 5}, 7]}, "", [])
    rows = root.key("rows").items()
    assert [row.key("name").text() for row in rows] == ["An", None, None]
    assert [problem.at for problem in root.problems] == ["rows[1].name", "rows[2].name"]
    assert root.key("x").key("y").items() == []
    assert root.problems[-1].at == "x.y"


def test_a_list_that_must_not_be_empty_says_so() -> None:
    empty = field([])
    assert empty.items() == [] and not empty.problems
    assert empty.items(least=1) == []
    assert [problem.en for problem in empty.problems] == ["the list must not be empty"]


def test_null_is_not_given_and_false_is() -> None:
    assert [field(value).given for value in (MISSING, None, False, "", 0)] == [
        False,
        False,
        True,
        True,
        True,
    ]


def test_a_number_is_no_text_and_an_empty_text_is_one_only_where_it_may_be() -> None:
    assert field(Number("5")).text() is None
    assert field("").text(empty=True) == ""
    assert field("5").text() == "5"


@given(st.from_regex(ID, fullmatch=True))
def test_letters_digits_and_dashes_make_an_id(name: str) -> None:
    assert field(name).identifier() == name
    for wrong in (f"-{name}", f"{name}\n", f"{name} ", f"{name}đ", f"{name}/x"):
        one = field(wrong)
        one.identifier()
        assert len(one.problems) == 1


def test_another_name_than_those_to_choose_from_has_the_code_of_its_field() -> None:
    one = field("c")
    assert one.choice(["a", "b"], "unknown") is None
    assert [(problem.code, problem.en) for problem in one.problems] == [
        ("unknown", 'there is no "c"; choose one of: a, b')
    ]


def test_a_title_may_lack_its_english_one() -> None:
    assert field({"vi": "Sở", "en": "Department"}).title() == Text("Sở", "Department")
    for short in ({"vi": "Sở"}, {"vi": "Sở", "en": None}, {"vi": "Sở", "en": ""}):
        assert field(short).title() == Text("Sở", "")
    wrong = field({"en": 5})
    assert wrong.title() is None
    assert [problem.at for problem in wrong.problems] == ["at.vi", "at.en"]


@given(st.decimals(-1000, 1000, places=3))
def test_a_number_has_the_same_exact_value_however_it_is_given(value: Decimal) -> None:
    written = f"{value:f}"
    for given_ in (written, Number(written), float(value)):
        assert field(given_).number() == Fraction(value)
    assert field(written).number(only_text=True) == Fraction(value)
    assert field(Number(written)).number(only_text=True) is None
    assert field(float(value)).number(only_text=True) is None


@pytest.mark.parametrize("value", [True, False, "1e3", "1,5", " 1", "+1", float("nan"), 1e300])
def test_nothing_else_is_a_number(value: object) -> None:
    assert field(value).number() is None
    assert field(value).whole() is None


@given(st.integers(-5, 5), st.integers(-5, 5), st.integers(-5, 5))
def test_both_limits_may_be_reached_and_none_passed(value: int, low: int, high: int) -> None:
    one, two = field(value), field(value)
    assert (one.number(low, high) == value) == (low <= value <= high) == (not one.problems)
    assert (two.number(above=low) == value) == (low < value) == (not two.problems)
    assert {problem.code for problem in (*one.problems, *two.problems)} <= {"out_of_range"}


@pytest.mark.parametrize("value", [3, "3", 3.0, "3.0", Number("3.00")])
def test_a_whole_number_is_one_however_it_is_written(value: object) -> None:
    assert field(value).whole() == 3


def test_a_fraction_is_not_whole_and_a_number_below_zero_is_too_small() -> None:
    broken, below = field("3.5"), field(-1)
    assert (broken.whole(), below.whole()) == (None, None)
    assert "a whole number" in broken.problems[0].en
    assert below.problems[0].vi == "phải từ 0 trở lên"


def test_a_limit_has_a_comma_in_vietnamese_and_a_point_in_english() -> None:
    one = field("2")
    one.number(high=Fraction(3, 2))
    assert (one.problems[0].vi, one.problems[0].en) == ("không được quá 1,5", "must be at most 1.5")


def test_a_list_or_an_object_of_too_many_parts_is_one_problem() -> None:
    problems: list[Problem] = []
    assert Field([1] * (MOST + 1), "a", problems).items() == []
    assert Field({str(n): n for n in range(MOST + 1)}, "b", problems).names() == []
    assert [(problem.at, problem.code) for problem in problems] == [
        ("a", "too_many"),
        ("b", "too_many"),
    ]
    assert len(Field([1] * MOST, "a", problems).items()) == MOST


def test_a_message_names_a_few_of_many_names_to_choose_from() -> None:
    problems: list[Problem] = []
    assert Field("x", "a", problems).choice([f"n{number}" for number in range(3000)]) is None
    assert problems[0].en.endswith("n10, n11, …")
