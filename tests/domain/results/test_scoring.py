"""What a unit reaches: appraised, surveyed and external points, adjustments and its status."""

from __future__ import annotations

from tests.domain.bundles.samples import files, plain_document, points
from tests.domain.results.computed import ranking


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
