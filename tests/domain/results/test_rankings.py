"""Ranks, bands, the summary and the regions of an index."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.bundles.random_bundles import random_files
from tests.domain.bundles.samples import files, plain_document, points
from tests.domain.results.computed import ranking

SEEDS = st.integers(0, 10**9)


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


def test_a_unit_at_the_mean_is_not_above_it() -> None:
    units = "unit,index,name_vi,name_en,region,ranked\n" + "".join(
        f"{unit},so,{unit},,,yes\n" for unit in "abc"
    )
    found = ranking(files(units=units, appraisals=points(a="50", b="40", c="30")))
    assert (found["summary"]["mean"], found["summary"]["above_mean"]) == ("40.00", 1)


def test_a_band_goes_by_the_rounded_index_and_below_the_lowest_there_is_none() -> None:
    content = plain_document(bands=[{"name": "D", "from": "10"}, {"name": "A", "from": "50"}])
    content["indexes"][0]["areas"][0]["criteria"][0]["leaves"][0]["rule"]["step"] = "0.001"
    found = ranking(files(content, appraisals=points(a="49.995", b="9.994")))
    assert [(unit["index"], unit["band"]) for unit in found["units"]] == [
        ("50.00", "A"),
        ("9.99", None),
    ]
    assert found["summary"]["bands"] == {"D": 0, "A": 1}


def test_without_a_ranked_unit_there_is_no_summary() -> None:
    found = ranking(files(exclusions="unit\na\nb\n"))
    assert (found["summary"], found["regions"]) == (None, [])


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
