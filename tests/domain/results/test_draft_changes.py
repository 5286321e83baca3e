"""What changed between two drafts is named by unit and criterion, before and after."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.bundles.files import digest
from chalicelib.domain.results.draft_changes import InputChange, changed_inputs, changed_units
from tests.domain.bundles.random_bundles import random_files
from tests.domain.bundles.samples import files, plain_document, points
from tests.domain.results.computed import ranking

SEEDS = st.integers(0, 10**9)


def test_an_appraisal_is_named_by_unit_criterion_and_pass() -> None:
    before, after = files(appraisals=points(a="1", b="2")), files(appraisals=points(a="2", b="2"))
    assert changed_inputs(before, after) == [InputChange("appraisals", "a", "1.1", "1", "1", "2")]
    (told,) = (change.as_problem() for change in changed_inputs(before, after))
    assert (told.at, told.code) == ("a/1.1", "input_changed")
    assert told.vi == "a, tiêu chí 1.1: điểm thẩm định (1): 1 → 2"


def test_what_came_and_what_went_has_nothing_on_the_other_side() -> None:
    external = files(external='unit,leaf,value\na,2.2,"{""percent"": ""5""}"\n')
    assert changed_inputs(files(), external) == [InputChange("external", "a", "2.2", "", None, "5")]
    assert changed_inputs(external, files())[0].after is None


def test_decisions_and_adjustments_are_told_in_their_own_words() -> None:
    decided = files(
        exclusions="unit,reason\nb,gian dối\n",
        adjustments="unit,points,reason\na,1,\na,0.5,\n",
        not_applicable="unit,leaf,reason\na,1.1,\n",
    )
    assert {
        (change.what, change.unit, change.leaf, change.after)
        for change in changed_inputs(files(), decided)
    } == {
        ("exclusions", "b", "", "gian dối"),
        ("adjustments", "a", "", "1; 0.5"),
        ("not_applicable", "a", "1.1", "✓"),
    }


def test_intervals_follow_from_the_other_tables_and_are_no_input_that_changed() -> None:
    rows = "unit,index_low,index_high,rank_low,rank_high\na,1,2,1,1\n"
    assert changed_inputs(files(), files(intervals=rows)) == []


def test_single_cells_are_counted_for_each_unit_and_never_shown() -> None:
    head = "unit,group,question,answered,weight_sum,weight_square_sum\n"
    before, after = files(), files(cells=f"{head}a,h,q1,7,3,2\na,h,q2,7,3,2\n")
    assert changed_inputs(before, after) == [InputChange("cells", "a", "", "", None, "2")]
    again = files(cells=f"{head}a,h,q1,7,4,2\na,h,q2,7,3,2\n")
    assert changed_inputs(after, again) == [InputChange("cells", "", "", "", None, None)]


def test_another_round_document_is_one_change() -> None:
    changed = changed_inputs(files(), files(plain_document(min_answers=2)))
    assert [change.what for change in changed] == ["round"]
    assert changed[0].as_problem().at == "round"


@settings(max_examples=40)
@given(SEEDS, SEEDS)
def test_something_is_named_exactly_where_the_digest_differs(one: int, other: int) -> None:
    before, after = random_files(one), random_files(other)
    assert changed_inputs(before, before) == []
    assert bool(changed_inputs(before, after)) == (digest(before) != digest(after))


def standing(**given_: Any) -> dict[str, Any]:
    return ranking(files(plain_document(), **given_))


def test_a_unit_that_moved_is_told_with_both_places_and_others_are_not() -> None:
    before = standing(appraisals=points(a="1", b="2"))
    after = standing(appraisals=points(a="1", b="0"))
    moved = {unit["unit"]: unit for unit in changed_units(before, after)}
    assert (moved["b"]["before"]["rank"], moved["b"]["after"]["rank"]) == (1, 2)
    assert moved["b"]["after"]["total"] == "0.00"
    assert (moved["a"]["before"]["rank"], moved["a"]["after"]["rank"]) == (2, 1)
    assert changed_units(before, json.loads(json.dumps(before))) == []


def test_a_unit_that_is_scored_no_more_has_its_status_alone() -> None:
    before, after = standing(appraisals=points(a="1")), standing()
    (moved,) = changed_units(before, after)
    assert moved["after"] == {
        "status": "missing",
        "rank": None,
        "band": None,
        "index": None,
        "total": None,
    }
    gone = {**before, "units": [unit for unit in before["units"] if unit["unit"] != "a"]}
    assert [unit["after"] for unit in changed_units(before, gone)] == [None]
