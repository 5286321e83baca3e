"""The criteria tree: each part is read, every code is used once, and sums are right."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.decimals import two
from chalicelib.domain.rounds.round import parse_round
from tests.domain.bundles.samples import (
    DIRECT,
    LEAF,
    area,
    changed,
    document,
    index,
    leaf,
    plain_document,
    round_problems,
    title,
)


@pytest.mark.parametrize(
    ("path", "value", "at"),
    [
        (["indexes", 0, "areas", 1, "code"], "1", "indexes[0].areas[1].code"),
        (["indexes", 0, "areas", 0, "max"], "61", "indexes[0].areas[0].max"),
        (
            ["indexes", 0, "areas", 0, "criteria", 0, "max"],
            "59.99",
            "indexes[0].areas[0].criteria[0].max",
        ),
        (
            ["indexes", 0, "areas", 0, "criteria", 0, "leaves", 0, "code"],
            "2.1",
            "indexes[0].areas[1].criteria[0].leaves[0].code",
        ),
        (["indexes", 0, "areas", 0, "criteria", 0, "leaves", 0, "max"], 60, f"{LEAF}.max"),
        (["indexes", 0, "areas", 0, "criteria", 0, "leaves", 0, "max"], "-60", f"{LEAF}.max"),
        (
            ["indexes", 0, "areas", 0, "criteria", 0, "leaves", 0],
            leaf(
                "1.1",
                "x",
                {"type": "levels", "levels": [{"id": "a", "title": title("a"), "points": "1"}]},
            ),
            f"{LEAF}.max",
        ),
        (
            ["indexes", 0, "areas", 0, "criteria", 0, "leaves", 0, "method"],
            "manual",
            f"{LEAF}.method",
        ),
        (
            ["indexes", 0, "areas", 0, "criteria", 0, "leaves", 0, "method"],
            "survey",
            f"{LEAF}.rule.type",
        ),
        (
            ["indexes", 0, "areas", 0, "criteria", 0, "leaves", 0, "evidence"],
            "some",
            f"{LEAF}.evidence",
        ),
    ],
)
def test_each_problem_is_named_by_its_path(path: list[Any], value: object, at: str) -> None:
    assert round_problems(changed(path, value)) == [at]


def test_a_criterion_without_leaves_is_itself_a_leaf() -> None:
    itself = {**leaf("1.2", "2", DIRECT), "leaves": []}
    content = document(
        index(
            {
                "code": "1",
                "title": title("1"),
                "max": "2.5",
                "criteria": [
                    {
                        "code": "1.1",
                        "title": title("1.1"),
                        "max": "0.5",
                        "leaves": [leaf("1.1.1", "0.5", DIRECT)],
                    },
                    itself,
                ],
            }
        )
    )
    assert list(parse_round(content).indexes[0].leaves) == ["1.1.1", "1.2"]


def test_leaf_codes_may_return_in_another_index() -> None:
    one, other = (
        index(area("1", leaf("1.1", "1", DIRECT))),
        index(area("1", leaf("1.1", "2", DIRECT)), name="huyen"),
    )
    assert [each.max for each in parse_round(document(one, other)).indexes] == [1, 2]


def test_sums_are_checked_wherever_all_parts_can_be_read() -> None:
    content = plain_document()
    first, second = content["indexes"][0]["areas"]
    first["max"] = first["criteria"][0]["max"] = second["max"] = second["criteria"][0]["max"] = "99"
    del first["criteria"][0]["leaves"][0]["title"]
    second["criteria"][0]["leaves"][0]["max"] = "x"
    assert round_problems(content) == [
        f"{LEAF}.title",
        "indexes[0].areas[0].criteria[0].max",
        "indexes[0].areas[0].max",
        "indexes[0].areas[1].criteria[0].leaves[0].max",
    ]
    second["criteria"][0]["leaves"] = first["criteria"] = "x"
    assert round_problems(content) == [
        "indexes[0].areas[0].criteria",
        "indexes[0].areas[1].criteria[0].leaves",
    ]


CENTS = st.integers(0, 400).map(lambda cents: f"{cents / 100:.2f}")


@given(st.lists(CENTS, min_size=1, max_size=6), st.integers(-1, 1))
def test_a_maximum_is_the_sum_of_the_leaves_or_it_is_a_problem(
    points: list[str], cents_off: int
) -> None:
    one = area("1", *(leaf(f"1.{n}", most, DIRECT) for n, most in enumerate(points)))
    (read,) = parse_round(document(index(one))).indexes[0].areas
    assert read.max == read.criteria[0].max == sum(map(Fraction, points))
    assert [part.code for part in read.leaves] == [f"1.{n}" for n in range(len(points))]
    wanted = document(index({**one, "max": two(read.max + Fraction(cents_off, 100))}))
    if cents_off:
        assert round_problems(wanted) == ["indexes[0].areas[0].max"]
    else:
        assert parse_round(wanted).indexes[0].areas == (read,)


def test_a_leaf_keeps_its_legal_basis_and_a_guide_that_says_something() -> None:
    basis = [{"document": "Quyết định 1/QĐ", "clause": 5}]
    told = {**leaf("1.1", "1", DIRECT), "guide": title("Cách chấm"), "legal_basis": basis}
    silent = {**leaf("1.2", "1", DIRECT), "guide": {}}
    one, other = parse_round(document(index(area("1", told, silent)))).indexes[0].leaves.values()
    assert one.guide is not None and one.guide.vi == "Cách chấm"
    assert one.legal_basis == tuple(basis)
    assert (other.guide, other.legal_basis) == (None, ())
