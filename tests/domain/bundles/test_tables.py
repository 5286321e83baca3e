"""Tables of values and decisions: each row is checked against the round and its units."""

from __future__ import annotations

import json
from itertools import accumulate
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.bundles.reading import read_bundle
from tests.domain.bundles.samples import (
    area,
    bundle_problems,
    document,
    files,
    index,
    leaf,
    plain_document,
    table_problems,
    title,
)

VALUE = '"{""points"": ""1""}"'


@pytest.mark.parametrize(
    ("table", "rows", "places"),
    [
        ("scores", f"z,1.1,{VALUE},", ["2:unit"]),
        ("scores", f"a,9.9,{VALUE},", ["2:leaf"]),
        ("scores", f"a,2.1,{VALUE},", ["2:leaf"]),
        ("scores", f"a,2.2,{VALUE},", ["2:leaf"]),
        ("scores", f"a,1.1,{VALUE},\nb,1.1,{VALUE},\na,1.1,{VALUE},x", ["4:leaf"]),
        ("scores", "a,1.1,,", ["2:value"]),
        ("scores", "a,1.1,{points: 1},", ["2:value"]),
        ("scores", 'a,1.1,"[1]",', ["2:value"]),
        ("scores", "a,1.1,null,", ["2:value"]),
        ("scores", 'a,1.1,"{""points"": 61}",', ["2:value"]),
        ("scores", 'a,1.1,"{""points"": NaN}",', ["2:value"]),
        ("scores", 'a,1.1,"{""points"": 1, ""points"": 2}",', ["2:value"]),
        ("scores", f"a,1.1,{VALUE},x,y", ["2:5"]),
        ("scores", "a,1.1,[" + "[" * 5000, ["2:value"]),
        ("scores", f",1.1,{VALUE},\na,,{VALUE},", ["2:unit", "3:leaf"]),
        ("appraisals", f"a,1.1,3,{VALUE},", ["2:pass"]),
        ("appraisals", f"a,1.1,,{VALUE},", ["2:pass"]),
        ("appraisals", f"a,1.1,1.0,{VALUE},", ["2:pass"]),
        ("appraisals", f"a,1.1,1,{VALUE},\na,1.1,1,{VALUE},", ["3:pass"]),
        ("appraisals", f"a,2.2,1,{VALUE},", ["2:leaf"]),
        ("appraisals", f"a,2.1,1,{VALUE},", ["2:leaf"]),
        ("appraisals", f'a,1.1,1,"{{""points"": ""-1""}}",\na,1.1,2,{VALUE},', ["2:value"]),
        ("external", f"a,1.1,{VALUE}", ["2:leaf"]),
        ("external", 'a,2.2,"{""percent"": 101}"', ["2:value"]),
        ("external", 'a,2.2,"{""percent"": 1}"\na,2.2,"{""percent"": 1}"', ["3:leaf"]),
        ("not_applicable", "a,9,x", ["2:leaf"]),
        ("not_applicable", "a,2.1,\na,2.1,", ["3:leaf"]),
        ("exclusions", "z,x", ["2:unit"]),
        ("exclusions", "a,x\na,y", ["3:unit"]),
        ("voids", "z,x\na,\na,", ["2:unit", "4:unit"]),
        ("adjustments", "a,x,", ["2:points"]),
        ("adjustments", "a,,", ["2:points"]),
        ("adjustments", "z,1,", ["2:unit"]),
        ("adjustments", "a,1e1,", ["2:points"]),
        ("scores", f",1.1,{VALUE},\n,1.1,{VALUE},", ["2:unit", "3:unit"]),
    ],
)
def test_each_problem_is_named_by_row_and_column(table: str, rows: str, places: list[str]) -> None:
    assert table_problems(table, rows) == places


def test_a_value_for_a_leaf_that_does_not_apply_and_an_appraisal_without_a_score_are_valid() -> (
    None
):
    bundle = read_bundle(
        files(
            appraisals='unit,leaf,pass,value,comment\na,1.1,2,"{""points"": ""1""}",\n',
            not_applicable="unit,leaf\na,1.1\n",
        )
    )
    assert ("a", "1.1", 2) in bundle.appraisals


def test_adjustments_beyond_a_cap_are_an_error_each_side_summed() -> None:
    capped = plain_document(adjustments={"bonus_max": "5", "penalty_max": "2"})
    header = "unit,points,reason\n"
    read_bundle(files(capped, adjustments=header + "a,3,\na,2,\na,-2,\nb,5,\n"))
    read_bundle(files(plain_document(adjustments={}), adjustments=header + "a,300,\n"))
    assert bundle_problems(
        files(capped, adjustments=header + "a,3,\na,-1.5,\na,2.01,\na,1,\nb,-0.5,\na,-0.51,\n")
    ) == ["adjustments.csv:4:points", "adjustments.csv:7:points"]


LEVEL = {"id": "a", "title": title("a"), "points": "1"}


@pytest.mark.parametrize(
    ("rule", "most", "right", "wrong"),
    [
        (
            {"type": "levels", "levels": [LEVEL | {"points": "x"}]},
            "2",
            {"level": "a"},
            {"level": "b"},
        ),
        ({"type": "levels", "levels": [LEVEL, LEVEL | {"id": 5}]}, "2", {"level": "b"}, []),
        (
            {"type": "ratio", "full_from": "2"},
            "2",
            {"numerator": 1, "denominator": 1},
            {"numerator": 1, "denominator": 0},
        ),
        ({"type": "count", "each": "-1"}, "2", {"count": 900}, {"count": -1}),
        ({"type": "direct", "step": "0"}, "2", {"points": "1.999"}, {"points": "2.1"}),
        ({"type": "direct", "step": "0.25"}, "x", {"points": "900.25"}, {"points": "0.1"}),
        (
            {
                "type": "formula",
                "variables": ["a", 5],
                "branches": [{"points": "1/a"}, {"points": "b"}],
            },
            "2",
            {"a": 0},
            {},
        ),
        ({"type": "percent"}, "2", {"level": "a"}, 5),
    ],
)
def test_a_value_is_checked_as_far_as_a_rule_with_problems_allows(
    rule: dict[str, Any], most: str, right: object, wrong: object
) -> None:
    content = document(
        index(area("1", leaf("1.1", most, rule), leaf("1.2", "1", {"type": "count", "each": "1"})))
    )
    rows = "".join(
        f'{unit},1.1,"{json.dumps(value).replace(chr(34), chr(34) * 2)}"\n'
        for unit, value in (("a", right), ("b", wrong))
    )
    found = [
        problem
        for problem in bundle_problems(files(content, scores=f"unit,leaf,value\n{rows}"))
        if not problem.startswith("round.json:")
    ]
    assert found == ["scores.csv:3:value"]


HALVES = st.integers(-8, 8).map(lambda half: f"{half / 2}")


@given(st.lists(HALVES, min_size=1, max_size=8))
def test_the_row_that_takes_a_sum_above_its_cap_is_the_only_one_named(points: list[str]) -> None:
    capped = plain_document(adjustments={"bonus_max": "5", "penalty_max": "2"})
    given_ = files(
        capped, adjustments="unit,points,reason\n" + "".join(f"a,{each},\n" for each in points)
    )
    above = []
    for sign, cap in ((1, 5), (-1, 2)):
        sums = list(accumulate(max(0.0, sign * float(each)) for each in points))
        above += [row for row, total in enumerate(sums) if total > cap][:1]
    if above:
        assert bundle_problems(given_) == [
            f"adjustments.csv:{row + 2}:points" for row in sorted(above)
        ]
    else:
        assert [f"{float(each.points)}" for each in read_bundle(given_).adjustments] == points
