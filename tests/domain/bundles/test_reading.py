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
from chalicelib.domain.reading.csv_tables import TABLES
from chalicelib.domain.survey.tallies import Cell
from tests.domain.bundles.samples import (
    area,
    document,
    example,
    files,
    index,
    leaf,
    plain_document,
    title,
)

PUBLISHED: dict[str, Any] = {
    "version": 2,
    "status": "final",
    "published_at": "2025-04-06T02:00:00Z",
    "reason": None,
    "supersedes": 1,
    "engine": "par-index 0.1.0",
}


def problems(given_: dict[str, bytes]) -> list[str]:
    """`place` of everything wrong with the files."""
    with pytest.raises(Invalid) as refusal:
        read_bundle(given_)
    assert all(problem.vi and problem.en for problem in refusal.value.errors)
    return [problem.at for problem in refusal.value.errors]


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


def test_a_mark_crlf_blank_lines_other_columns_and_another_order_of_columns_change_nothing() -> (
    None
):
    plain = files(
        cells="unit,group,question,answered,weight_sum,weight_square_sum\na,g,q1,5,3.2,2.12\n"
    )
    decorated = dict(plain)
    decorated["round.json"] = b"\xef\xbb\xbf" + plain["round.json"]
    decorated["cells.csv"] = (
        b"\xef\xbb\xbf\r\nweight_square_sum,note,answered,weight_sum,question,group,unit\r\n\r\n"
        b'2.12,"hai\r\nd\xc3\xb2ng",5,3.2,q1,g,a\r\n,,,,,,\r\n\r\n'
    )
    assert (
        read_bundle(decorated).cells
        == read_bundle(plain).cells
        == {("a", "g", "q1"): Cell(5, Fraction("3.2"), Fraction("2.12"))}
    )


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


VALUE = '"{""points"": ""1""}"'


@pytest.mark.parametrize(
    ("table", "rows", "places"),
    [
        ("units", "a,so,A,,,yes\na,so,A,,,yes", ["3:unit"]),
        ("units", "a,x,A,,,yes", ["2:index"]),
        ("units", "ủy-ban,so,A,,,yes", ["2:unit"]),
        ("units", "a,so,,,,yes", ["2:name_vi"]),
        ("units", "a,so,A,,,Yes", ["2:ranked"]),
        ("units", "a,so,A,,,", ["2:ranked"]),
        ("units", ",so,A,,,no", ["2:unit"]),
        ("units", "", ["1:unit"]),
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
        ("answers", "z,g,11", ["2:unit"]),
        ("answers", "a,x,11", ["2:group"]),
        ("answers", "a,g,1", ["2:answers"]),
        ("answers", "a,g,111", ["2:answers"]),
        ("answers", "a,g,61", ["2:answers"]),
        ("answers", "a,g,0.", ["2:answers"]),
        ("answers", "a,h,.1", ["2:answers"]),
        ("answers", "a,g,", ["2:answers"]),
        ("answers", "a,g,xx", ["2:answers"] * 2),
        ("answers", "a,g,11\na,g,11\na,g,1 ", ["4:answers"]),
        ("cells", "a,g,q9,5,1,1", ["2:question"]),
        ("cells", "a,h,q2,5,1,1", ["2:question"]),
        ("cells", "a,x,q1,5,1,1", ["2:group"]),
        ("cells", "a,g,q1,-5,1,1", ["2:answered"]),
        ("cells", "a,g,q1,2.5,1,1", ["2:answered"]),
        ("cells", "a,g,q1,x,y,z", ["2:answered", "2:weight_sum", "2:weight_square_sum"]),
        ("cells", "a,g,q1,5,5.1,5", ["2:weight_sum"]),
        ("cells", "a,g,q1,5,4,1", ["2:weight_square_sum"]),
        ("cells", "a,g,q1,5,1,2", ["2:weight_square_sum"]),
        ("cells", "a,g,q1,0,1,1", ["2:weight_sum"]),
        ("cells", "a,g,q1,5,1,1\na,g,q1,5,1,1", ["3:question"]),
        ("participation", "a,g,9,x", ["2:answered"]),
        ("participation", "a,g,-1,0", ["2:invited"]),
        ("participation", "a,g,,1", ["2:invited"]),
        ("participation", "a,x,1,1", ["2:group"]),
        ("participation", "a,g,1,1\na,g,1,1", ["3:group"]),
        ("intervals", "a,2,1,2,1", ["2:index_high", "2:rank_high"]),
        ("intervals", "a,x,1,0,1", ["2:index_low", "2:rank_low"]),
        ("intervals", "a,1,1,1,1\na,1,1,1,1", ["3:unit"]),
        ("not_applicable", "a,9,x", ["2:leaf"]),
        ("not_applicable", "a,2.1,\na,2.1,", ["3:leaf"]),
        ("exclusions", "z,x", ["2:unit"]),
        ("exclusions", "a,x\na,y", ["3:unit"]),
        ("voids", "z,x\na,\na,", ["2:unit", "4:unit"]),
        ("adjustments", "a,x,", ["2:points"]),
        ("adjustments", "a,,", ["2:points"]),
        ("adjustments", "z,1,", ["2:unit"]),
        ("adjustments", "a,1e1,", ["2:points"]),
        ("previous", "a,x,0", ["2:index", "2:rank"]),
        ("previous", "a,1,1.5", ["2:rank"]),
        ("previous", "z,1,1", ["2:unit"]),
        ("previous", "a,1,1\na,1,1", ["3:unit"]),
        ("previous", "a,1,", ["2:rank"]),
    ],
)
def test_each_problem_is_named_by_file_row_and_column(
    table: str, rows: str, places: list[str]
) -> None:
    text = f"{','.join(TABLES[table])}\n{rows}\n"
    assert problems(files(None, **{table: text})) == [f"{table}.csv:{place}" for place in places]


def test_adjustments_beyond_a_cap_are_an_error_each_side_summed() -> None:
    capped = plain_document(adjustments={"bonus_max": "5", "penalty_max": "2"})
    header = "unit,points,reason\n"
    read_bundle(files(capped, adjustments=header + "a,3,\na,2,\na,-2,\nb,5,\n"))
    read_bundle(files(plain_document(adjustments={}), adjustments=header + "a,300,\n"))
    assert problems(
        files(capped, adjustments=header + "a,3,\na,-1.5,\na,2.01,\na,1,\nb,-0.5,\na,-0.51,\n")
    ) == ["adjustments.csv:4:points", "adjustments.csv:7:points"]


def test_answers_and_cells_together_are_an_error() -> None:
    both = files(
        answers="unit,group,answers\n",
        cells="unit,group,question,answered,weight_sum,weight_square_sum\n",
    )
    assert problems(both) == ["cells.csv:1:unit"]


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
        ("scores.csv", b"", [f"scores.csv:1:{column}" for column in ("unit", "leaf", "value")]),
        (
            "scores.csv",
            b"unit,value\na,{}\nz,1\n",
            ["scores.csv:1:leaf", "scores.csv:3:unit", "scores.csv:3:value"],
        ),
        ("scores.csv", b"unit,leaf,value,unit\n", ["scores.csv:1:unit"]),
        ("scores.csv", b'unit,leaf,value\na,1.1,"{}', ["scores.csv:2:unit"]),
        ("scores.csv", b'unit,leaf,value\n"a"b,1.1,1\n', ["scores.csv:2:unit"]),
        (
            "voids.csv",
            b'unit,x,reason\n"a","\n\xff","\n"\nb,,\xfe\n',
            ["voids.csv:2:2", "voids.csv:3:reason"],
        ),
        (
            "previous.csv",
            b"unit,index,rank\na,1,1\n\xff\xfe,1,1\n",
            ["previous.csv:3:unit", "previous.csv:3:unit"],
        ),
        (
            "previous.csv",
            b"unit;index;rank\na;1;1\n",
            [f"previous.csv:1:{column}" for column in ("unit", "index", "rank")],
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_named(name: str, content: bytes, places: list[str]) -> None:
    assert problems(files() | {name: content}) == places


def test_missing_files_are_named() -> None:
    assert problems({}) == ["round.json:$", "units.csv:1:unit"]


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
    assert problems(broken) == [
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
    assert problems(broken | {"round.json": b"{"}) == [
        "round.json:$",
        "scores.csv:2:value",
        "scores.csv:3:unit",
        "previous.csv:2:index",
    ]


def test_without_units_references_to_them_are_not_errors_too() -> None:
    broken = files(voids="unit,reason\nz,x\n")
    del broken["units.csv"]
    assert problems(broken) == ["units.csv:1:unit"]


def test_units_of_which_none_can_be_read_make_no_further_problems_where_they_are_named() -> None:
    assert problems(
        files(units="index,name_vi,ranked\nso,A,no\nx,,no\n", voids="unit,reason\nz,x\n")
    ) == ["units.csv:1:unit", "units.csv:3:name_vi", "units.csv:3:index"]


def test_several_problems_of_one_row_are_all_named() -> None:
    assert problems(files(answers="unit,group,answers\na,x,9\na,x,96\na,h,11\n")) == [
        "answers.csv:2:group",
        "answers.csv:2:answers",
        "answers.csv:3:group",
        "answers.csv:3:answers",
        "answers.csv:3:answers",
        "answers.csv:4:answers",
    ]
    assert problems(
        files(cells=f"{','.join(TABLES['cells'])}\na,x,q9,-1,x,\na,x,q2,1,1.5,1\n")
    ) == [
        "cells.csv:2:weight_square_sum",
        "cells.csv:2:group",
        "cells.csv:2:question",
        "cells.csv:2:answered",
        "cells.csv:2:weight_sum",
        "cells.csv:3:group",
        "cells.csv:3:weight_sum",
    ]


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
        for problem in problems(files(content, scores=f"unit,leaf,value\n{rows}"))
        if not problem.startswith("round.json:")
    ]
    assert found == ["scores.csv:3:value"]


def test_no_text_is_too_long_to_be_read() -> None:
    long = "dài " * 50_000
    bundle = read_bundle(
        files(scores=f'unit,leaf,value,explanation\na,1.1,"{{""points"": ""1""}}",{long}\n')
    )
    assert bundle.scores["a", "1.1"].explanation == long


def test_a_question_with_a_problem_keeps_its_place_in_answers() -> None:
    content = plain_document()
    content["indexes"][0]["questions"][0]["scale"] = "x"
    assert problems(files(content, answers="unit,group,answers\na,g,91\na,g,96\n")) == [
        "round.json:indexes[0].questions[0].scale",
        "answers.csv:3:answers",
    ]


BYTES = st.one_of(st.binary(max_size=80), st.text(max_size=80).map(str.encode))


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
