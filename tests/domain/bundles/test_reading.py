"""Reading a bundle: every file, every problem of all of them at once, and never a crash."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.bundles.bundle import Interval, Participation, Previous, Publication
from chalicelib.domain.bundles.reading import read_bundle
from chalicelib.domain.errors import Invalid, Problem
from tests.domain.bundles.samples import (
    bundle_problems,
    example,
    files,
    plain_document,
    table_problems,
)

PUBLISHED: dict[str, Any] = {
    "version": 2,
    "status": "final",
    "published_at": "2025-04-06T02:00:00Z",
    "reason": None,
    "supersedes": 1,
    "engine": "par-index 0.1.0",
}


def test_all_but_units_is_optional() -> None:
    bundle = read_bundle(files())
    assert [unit.id for unit in bundle.units] == ["a", "b"]
    assert not (bundle.scores or bundle.boxes or bundle.cells or bundle.publication)


def test_every_table_is_read() -> None:
    bundle = read_bundle(
        files(
            scores='unit,leaf,value,explanation\na,1.1,"{""points"": ""1""}",vì thế\n',
            appraisals=(
                'unit,leaf,pass,value,comment\na,1.1,1,"{""points"": 2}",\na,1.1,2,"{""points"":'
                ' ""3.00""}",\n'
            ),
            external='unit,leaf,value\na,2.2,"{""percent"": 85.3}"\n',
            answers="unit,group,answers\na,g,1.\na,g,.5\na,h,..\n",
            participation="unit,group,invited,answered\na,g,9,2\n",
            intervals="unit,index_low,index_high,rank_low,rank_high\na,1.5,2,1,2\n",
            not_applicable="unit,leaf,reason\nb,2.1,\n",
            exclusions="unit,reason\nb,gian dối\n",
            voids="unit,reason\na,\n",
            adjustments="unit,points,reason\na,1,x\na,-0.5,\n",
            previous="unit,index,rank\na,-1.5,3\n",
        )
        | {"publication.json": json.dumps({"so": PUBLISHED, "other": 5}).encode(), "note.txt": b"?"}
    )
    assert bundle.scores["a", "1.1"].explanation == "vì thế"
    assert bundle.appraisals["a", "1.1", 2].value == {"points": "3.00"}
    assert bundle.external["a", "2.2"] == {"percent": "85.3"}
    assert bundle.boxes == {("a", "g"): b"1..5", ("a", "h"): b".."}
    assert bundle.participation == {("a", "g"): Participation(9, 2)}
    assert bundle.intervals == {"a": Interval(Fraction(3, 2), Fraction(2), 1, 2)}
    assert [*bundle.not_applicable, *bundle.exclusions, *bundle.voids] == [("b", "2.1"), "b", "a"]
    assert [each.points for each in bundle.adjustments] == [1, Fraction(-1, 2)]
    assert bundle.previous == {"a": Previous(Fraction(-3, 2), 3)}
    assert bundle.publication == {
        "so": Publication(2, "final", "2025-04-06T02:00:00Z", None, 1, "par-index 0.1.0")
    }


VALUE = '"{""points"": ""1""}"'


@pytest.mark.parametrize(
    ("rows", "places"),
    [
        ("a,so,A,,,yes\na,so,A,,,yes", ["3:unit"]),
        ("a,x,A,,,yes", ["2:index"]),
        ("ủy-ban,so,A,,,yes", ["2:unit"]),
        ("a,so,,,,yes", ["2:name_vi"]),
        ("a,so,A,,,Yes", ["2:ranked"]),
        ("a,so,A,,,", ["2:ranked"]),
        (",so,A,,,no", ["2:unit"]),
        ("", ["1:unit"]),
    ],
)
def test_each_problem_of_a_unit_is_named_by_row_and_column(rows: str, places: list[str]) -> None:
    assert table_problems("units", rows) == places


def test_answers_and_cells_together_are_an_error() -> None:
    both = files(
        answers="unit,group,answers\n",
        cells="unit,group,question,answered,weight_sum,weight_square_sum\n",
    )
    assert bundle_problems(both) == ["cells.csv:1:unit"]


@pytest.mark.parametrize(
    ("name", "content", "places"),
    [
        ("round.json", b"", ["round.json:$"]),
        ("round.json", b"{", ["round.json:$"]),
        ("round.json", b"[]", ["round.json:$"]),
        ("round.json", b"\xff", ["round.json:$"]),
        ("round.json", b"[" * 100_000, ["round.json:$"]),
        ("publication.json", b"[]", ["publication.json:$"]),
        ("publication.json", b"nope", ["publication.json:$"]),
        ("publication.json", b'{"so": 1}', ["publication.json:so"]),
        (
            "publication.json",
            json.dumps(
                {
                    "so": (
                        PUBLISHED
                        | {
                            "version": 0,
                            "status": "computed",
                            "published_at": "2025-04-06",
                            "supersedes": "x",
                            "engine": 5,
                        }
                    )
                }
            ).encode(),
            [
                f"publication.json:so.{key}"
                for key in ("version", "status", "published_at", "supersedes", "engine")
            ],
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_named(name: str, content: bytes, places: list[str]) -> None:
    assert bundle_problems(files() | {name: content}) == places


def test_missing_files_are_named() -> None:
    assert bundle_problems({}) == ["round.json:$", "units.csv:1:unit"]


def test_problems_in_round_units_and_tables_are_all_named_at_once() -> None:
    content = plain_document(year="x")
    content["indexes"][0]["areas"][0]["criteria"][0]["leaves"][0]["max"] = "x"
    broken = files(
        content,
        units="unit,index,name_vi,name_en,region,ranked\na,so,A,,,yes\nb,so,B,,,maybe\n",
        scores=f"unit,leaf,value,explanation\na,1.1,{VALUE},\nb,1.1,oops,\nc,1.1,{VALUE},\na,2.1,{VALUE},\n",
        answers="unit,group,answers\na,g,1\n",
        voids="unit,reason\nz,x\n",
    )
    assert bundle_problems(broken) == [
        "round.json:year",
        "round.json:indexes[0].areas[0].criteria[0].leaves[0].max",
        "units.csv:3:ranked",
        "scores.csv:3:value",
        "scores.csv:4:unit",
        "scores.csv:5:leaf",
        "answers.csv:2:answers",
        "voids.csv:2:unit",
    ]


def test_without_a_readable_round_the_form_of_the_rest_is_still_checked() -> None:
    broken = files(
        scores="unit,leaf,value,explanation\na,1.1,{,\nz,9.9,{},\n",
        previous="unit,index,rank\na,x,1\n",
    )
    assert bundle_problems(broken | {"round.json": b"{"}) == [
        "round.json:$",
        "scores.csv:2:value",
        "scores.csv:3:unit",
        "previous.csv:2:index",
    ]


def test_without_units_references_to_them_are_not_errors_too() -> None:
    broken = files(voids="unit,reason\nz,x\n")
    del broken["units.csv"]
    assert bundle_problems(broken) == ["units.csv:1:unit"]


def test_units_of_which_none_can_be_read_make_no_further_problems_where_they_are_named() -> None:
    assert bundle_problems(
        files(units="index,name_vi,ranked\nso,A,no\nx,,no\n", voids="unit,reason\nz,x\n")
    ) == ["units.csv:1:unit", "units.csv:3:name_vi", "units.csv:3:index"]


BYTES = st.one_of(st.binary(max_size=80), st.text(max_size=80).map(str.encode))


@pytest.mark.long
@given(st.sampled_from(sorted(example("mixed"))), BYTES, st.integers(0, 3000))
def test_any_bytes_give_a_bundle_or_named_errors_never_a_crash(
    name: str, noise: bytes, place: int
) -> None:
    given_ = example("mixed")
    given_[name] = given_[name][:place] + noise + given_[name][place + len(noise) :]
    found: tuple[Problem, ...] | None = None
    try:
        read_bundle(given_)
    except Invalid as refusal:
        found = refusal.errors
    assert found is None or (found and all(problem.at.split(":")[0] in given_ for problem in found))
