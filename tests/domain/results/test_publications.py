from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.results.publications import publish
from infra.folders import PROJECT
from tests.domain.bundles.random_bundles import random_files
from tests.domain.bundles.samples import EXAMPLES, example, files, plain_document, points, shuffled
from tests.domain.results.plain_calculator import calculate

SCHEMA = json.loads((PROJECT / "chalicelib/pages/schemas/ranking.json").read_text(encoding="utf-8"))
NAMES = sorted(path.name for path in EXAMPLES.iterdir())
SEEDS = st.integers(0, 10**9)


def ranking(given_: dict[str, bytes], path: str = "thu/so") -> dict[str, Any]:
    document: dict[str, Any] = json.loads(publish(given_)[f"{path}/ranking.json"])
    return document


def assert_has(expected: Any, found: Any, at: str = "") -> None:
    """Everything expected is there; lists have the same length and order."""
    if isinstance(expected, dict):
        for key, value in expected.items():
            assert_has(value, found[key], f"{at}.{key}")
    elif isinstance(expected, list):
        assert len(found) == len(expected), at
        for place, value in enumerate(expected):
            assert_has(value, found[place], f"{at}[{place}]")
    else:
        assert found == expected, at


@pytest.mark.parametrize("name", NAMES)
def test_the_examples_come_out_as_an_independent_calculator_expects(name: str) -> None:
    content = example(name)
    published = publish(content)
    round_id = json.loads(content["round.json"])["id"]
    for index, expected in json.loads(content["expected.json"]).items():
        found = json.loads(published[f"{round_id}/{index}/ranking.json"])
        assert_has(expected, found)
        jsonschema.validate(found, SCHEMA)


@settings(max_examples=60)
@given(SEEDS)
def test_random_bundles_come_out_as_the_plain_calculator_has_them(seed: int) -> None:
    content = random_files(seed)
    found = ranking(content)
    assert_has(calculate(content), found)
    jsonschema.validate(found, SCHEMA)


@settings(max_examples=25)
@given(SEEDS, SEEDS)
def test_the_order_of_rows_never_matters(seed: int, order: int) -> None:
    content = random_files(seed)
    mixed = {
        name: shuffled(data, order) if name.endswith(".csv") else data
        for name, data in content.items()
    }
    one, other = ranking(content), ranking(mixed)
    assert one.pop("inputs_digest") and other.pop("inputs_digest")
    assert one == other


@settings(max_examples=25)
@given(SEEDS)
def test_indexes_stay_within_bounds_without_adjustments_and_ranks_follow_them(seed: int) -> None:
    content = random_files(seed)
    del content["adjustments.csv"]
    ranked = [unit for unit in ranking(content)["units"] if unit["status"] == "ranked"]
    assert all(0 <= float(unit["index"]) <= 100 for unit in ranked)
    for unit in ranked:
        assert unit["rank"] == 1 + sum(
            float(other["index"]) > float(unit["index"]) for other in ranked
        )


def test_equal_published_values_share_a_rank_1_2_2_4() -> None:
    units = "unit,index,name_vi,name_en,region,ranked\n" + "".join(
        f"{unit},so,{unit},,,yes\n" for unit in "dcba"
    )
    content = files(units=units, appraisals=points(a="50", b="40", c="40", d="30"))
    assert [(unit["unit"], unit["rank"]) for unit in ranking(content)["units"]] == [
        ("a", 1),
        ("b", 2),
        ("c", 2),
        ("d", 4),
    ]


def test_values_that_differ_only_beyond_two_decimals_are_equal() -> None:
    content = plain_document()
    content["indexes"][0]["areas"][0]["criteria"][0]["leaves"][0]["rule"]["step"] = "0.001"
    found = ranking(files(content, appraisals=points(a="50.004", b="49.995")))
    assert [(unit["index"], unit["rank"]) for unit in found["units"]] == [
        ("50.00", 1),
        ("50.00", 1),
    ]
    assert found["summary"] == {
        "mean": "50.00",
        "max": "50.00",
        "min": "50.00",
        "above_mean": 1,
        "bands": {"A": 0, "B": 0, "D": 2},
    }


def test_a_band_goes_by_the_rounded_index_and_below_the_lowest_there_is_none() -> None:
    content = plain_document(bands=[{"name": "D", "from": "10"}, {"name": "A", "from": "50"}])
    content["indexes"][0]["areas"][0]["criteria"][0]["leaves"][0]["rule"]["step"] = "0.001"
    found = ranking(files(content, appraisals=points(a="49.995", b="9.994")))
    assert [(unit["index"], unit["band"]) for unit in found["units"]] == [
        ("50.00", "A"),
        ("9.99", None),
    ]
    assert found["summary"]["bands"] == {"D": 0, "A": 1}


def test_adjustments_may_carry_an_index_beyond_100_or_below_0_and_never_print_minus_zero() -> None:
    found = ranking(
        files(
            appraisals=points(a="60", b="0"), adjustments="unit,points,reason\na,45,\nb,-0.004,\n"
        )
    )
    assert [(unit["index"], unit["points"]["adjustments"]) for unit in found["units"]] == [
        ("105.00", "45.00"),
        ("0.00", "0.00"),
    ]
    found = ranking(
        files(appraisals=points(a="60", b="0"), adjustments="unit,points,reason\nb,-0.005,\n")
    )
    assert found["units"][1]["index"] == "-0.01"


def test_a_genuine_zero_is_an_appraisal_but_none_at_all_is_missing() -> None:
    found = ranking(files(appraisals=points(a="0")))
    assert [
        (unit["unit"], unit["status"], unit["index"], unit["reason"]) for unit in found["units"]
    ] == [("a", "ranked", "0.00", None), ("b", "missing", None, "not appraised")]


def test_where_no_appraised_leaf_applies_nothing_is_missing() -> None:
    found = ranking(
        files(
            not_applicable="unit,leaf,reason\na,1.1,\nb,1.1,\nb,2.1,\nb,2.2,\n",
            external='unit,leaf,value\na,2.2,"{""percent"": 50}"\nb,2.2,"{""percent"": 50}"\n',
        )
    )
    assert [
        (unit["unit"], unit["status"], unit["index"], unit["maximum"], unit["areas"])
        for unit in found["units"]
    ] == [
        (
            "a",
            "ranked",
            "12.50",
            "40.00",
            [{"code": "2", "points": "5.00", "maximum": "40.00", "index": "12.50"}],
        ),
        ("b", "ranked", "0.00", "0.00", []),
    ]


def test_an_appraisal_of_a_leaf_that_does_not_apply_is_none() -> None:
    content = plain_document()
    second = {**content["indexes"][0]["areas"][0]["criteria"][0]["leaves"][0], "code": "1.2"}
    content["indexes"][0]["areas"][0]["criteria"][0]["leaves"].append(second)
    found = ranking(
        files(content, appraisals=points(a="5", b="5"), not_applicable="unit,leaf\na,1.1\n")
    )
    assert [(unit["unit"], unit["status"]) for unit in found["units"]] == [
        ("b", "ranked"),
        ("a", "missing"),
    ]


def test_the_first_status_that_fits_and_the_order_of_units() -> None:
    rows = (f"{unit},so,{unit},{'no' if unit in 'cf' else 'yes'}\n" for unit in "fedcba")
    units = "unit,index,name_vi,ranked\n" + "".join(rows)
    found = ranking(
        files(
            units=units,
            appraisals=points(a="1", b="2", c="3", e="4", f="60"),
            exclusions="unit,reason\nd,\ne,gian dối\n",
        )
    )
    assert [(unit["unit"], unit["status"], unit["reason"]) for unit in found["units"]] == [
        ("b", "ranked", None),
        ("a", "ranked", None),
        ("c", "unranked", None),
        ("f", "unranked", None),
        ("d", "excluded", None),
        ("e", "excluded", "gian dối"),
    ]
    assert [(unit["rank"], unit["band"]) for unit in found["units"][2:4]] == [(None, None)] * 2
    assert found["summary"]["max"] == "2.00"


def test_without_a_ranked_unit_there_is_no_summary() -> None:
    found = ranking(files(exclusions="unit\na\nb\n"))
    assert (found["summary"], found["regions"]) == (None, [])


def test_the_latest_pass_counts_and_self_scores_never_do() -> None:
    both = points(a="60", b="10") + 'a,1.1,2,"{""points"": ""20""}",\n'
    found = ranking(files(appraisals=both, scores='unit,leaf,value\nb,1.1,"{""points"": 60}"\n'))
    assert [(unit["unit"], unit["index"]) for unit in found["units"]] == [
        ("a", "20.00"),
        ("b", "10.00"),
    ]


def test_a_group_without_answers_drops_out_of_the_mean_and_small_cells_do_too() -> None:
    answers = "unit,group,answers\na,g,1.\na,g,11\nb,g,1.\nb,g,11\nb,h,4.\nb,h,4.\n"
    found = ranking(files(appraisals=points(a="0", b="0"), answers=answers))
    assert [unit["points"]["survey"] for unit in found["units"]] == ["30.00", "22.50"]
    found = ranking(
        files(
            plain_document(min_answers=2),
            appraisals=points(a="0", b="0"),
            answers="unit,group,answers\na,g,1.\na,g,14\na,h,1.\nb,g,5.\nb,g,14\n",
        )
    )
    assert [(unit["points"]["survey"], unit["survey"]["answered"]) for unit in found["units"]] == [
        ("30.00", 3),
        ("0.00", 2),
    ]


def test_a_voided_survey_gives_no_points_but_is_still_counted() -> None:
    found = ranking(
        files(
            appraisals=points(a="1", b="1"),
            answers="unit,group,answers\na,g,11\na,g,..\n",
            voids="unit\na\n",
        )
    )
    assert [(unit["points"]["survey"], unit["survey"]) for unit in found["units"]] == [
        ("0.00", {"invited": None, "answered": 2, "voided": True}),
        ("0.00", {"invited": None, "answered": 0, "voided": False}),
    ]


def test_participation_supplies_the_counts_and_cells_alone_leave_them_unknown() -> None:
    cells = (
        "unit,group,question,answered,weight_sum,weight_square_sum\na,g,q1,5,5,5\nb,g,q1,5,5,5\n"
    )
    found = ranking(
        files(
            appraisals=points(a="1", b="1"),
            cells=cells,
            participation="unit,group,invited,answered\na,g,9,6\na,h,3,0\n",
        )
    )
    assert [unit["survey"] for unit in found["units"]] == [
        {"invited": 12, "answered": 6, "voided": False},
        {"invited": None, "answered": None, "voided": False},
    ]


def test_intervals_and_previous_results_are_copied_where_there_is_an_index() -> None:
    found = ranking(
        files(
            appraisals=points(a="50"),
            intervals=(
                "unit,index_low,index_high,rank_low,rank_high\na,49.5,50.505,1,2\nb,1,2,1,2\n"
            ),
            previous="unit,index,rank\na,49.995,2\nb,-0.001,1\n",
        )
    )
    assert [(unit["interval"], unit["previous"]) for unit in found["units"]] == [
        (
            {"index": ["49.50", "50.51"], "rank": [1, 2]},
            {"index": "50.00", "rank": 2, "change": "0.01"},
        ),
        (None, {"index": "0.00", "rank": 1, "change": None}),
    ]


def test_regions_go_by_exact_mean_then_name_and_units_without_one_belong_to_none() -> None:
    regions = {"a": "Nam", "b": "Bắc", "c": "Bắc", "d": "", "e": "Trung"}
    units = "unit,index,name_vi,region,ranked\n" + "".join(
        f"{unit},so,{unit},{name},yes\n" for unit, name in regions.items()
    )
    found = ranking(
        files(units=units, appraisals=points(a="50", b="40", c="60", d="60", e="50.01"))
    )
    assert found["regions"] == [
        {"region": "Trung", "units": 1, "mean": "50.01"},
        {"region": "Bắc", "units": 2, "mean": "50.00"},
        {"region": "Nam", "units": 1, "mean": "50.00"},
    ]


def test_what_was_published_is_said_and_without_it_the_program_names_itself() -> None:
    said = {
        "version": 3,
        "status": "provisional",
        "published_at": "2025-04-06T02:00:00.000Z",
        "reason": "sửa",
        "supersedes": 2,
        "engine": "other 9",
    }
    content = files(appraisals=points(a="1", b="1"))
    before = ranking(content)
    after = ranking({**content, "publication.json": json.dumps({"so": said}).encode()})
    assert {key: after[key] for key in said} == said
    assert after["inputs_digest"] == before["inputs_digest"]
    assert {key: before[key] for key in said} == {
        "version": 0,
        "status": "computed",
        "published_at": None,
        "reason": None,
        "supersedes": None,
        "engine": "par-index 0.1.0",
    }


def test_the_layout_of_the_files_to_the_byte() -> None:
    published = publish(
        files(
            units=(
                'unit,index,name_vi,name_en,region,ranked\na,so,"Sở ""A"", B",A,Bắc,yes\n'
                "b,so,Sở B,,,no\nc,so,C,,,yes\n"
            ),
            appraisals=points(a="60", b="1"),
            exclusions="unit\nc\n",
        )
    )
    text = published["thu/so/ranking.json"].decode()
    assert text == json.dumps(json.loads(text), indent=1, ensure_ascii=False) + "\n"
    assert text.startswith('{\n "schema": "/public/v1/schemas/ranking.json",\n "version": 0,\n')
    assert "Sở" in text
    document = json.loads(text)
    assert list(document) == list(SCHEMA["properties"])
    assert list(document["units"][0]) == list(SCHEMA["$defs"]["unit"]["properties"])
    assert (
        published["thu/so/ranking.csv"].decode()
        == "rank,unit,name_vi,name_en,region,status,index,band,"
        "total,appraised,survey,external,adjustments,maximum\n"
        '1,a,"Sở ""A"", B",A,Bắc,ranked,60.00,D,60.00,60.00,0.00,0.00,0.00,100.00\n'
        ",b,Sở B,,,unranked,1.00,,1.00,1.00,0.00,0.00,0.00,100.00\n"
        ",c,C,,,excluded,,,,,,,,\n"
    )
