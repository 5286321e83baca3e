"""Gaps: whatever applies to a unit and has no data is named, and nothing else is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.bundles.bundle import Bundle, Reason
from chalicelib.domain.bundles.reading import read_bundle
from chalicelib.domain.results.gaps import COUNTS_ZERO, NOT_RANKED, gaps, gaps_of
from chalicelib.domain.results.scoring import score_index
from tests.domain.bundles.random_bundles import random_files
from tests.domain.bundles.samples import files, plain_document, points

# Leaf 1.1 is appraised, 2.1 comes from the survey, 2.2 from outside.
PLACES = [f"{unit}/{leaf}" for unit in "ab" for leaf in ("1.1", "2.1", "2.2")]
EMPTY = read_bundle(files(plain_document(min_answers=2)))


def places(bundle: Bundle) -> list[str]:
    return [problem.at for problem in gaps(bundle, ["so"])]


def test_a_round_without_data_has_a_gap_for_every_leaf_of_every_unit() -> None:
    found = gaps(EMPTY, ["so"])
    assert [problem.at for problem in found] == PLACES
    assert [(problem.code, problem.vi, problem.en) for problem in found[:3]] == [
        (
            "gap",
            "a, tiêu chí 1.1: chưa có điểm thẩm định; đơn vị không được xếp hạng",
            "a, criterion 1.1: not appraised; the unit is not ranked",
        ),
        (
            "gap",
            "a, tiêu chí 2.1: chưa có phiếu trả lời nào được tính; đơn vị không được xếp hạng",
            "a, criterion 2.1: no answer counts; the unit is not ranked",
        ),
        (
            "gap",
            "a, tiêu chí 2.2: chưa nhập số liệu bên ngoài; đơn vị không được xếp hạng",
            "a, criterion 2.2: the external figure is missing; the unit is not ranked",
        ),
    ]


def test_a_gap_of_a_unit_that_is_scored_counts_0_of_its_maximum() -> None:
    found = gaps(read_bundle(files(appraisals=points(a="0"))), ["so"])
    effects = {problem.at: problem.details["effect"] for problem in found}
    assert effects == {
        "a/2.1": COUNTS_ZERO,
        "a/2.2": COUNTS_ZERO,
        **dict.fromkeys(PLACES[3:], NOT_RANKED),
    }
    zero = next(problem for problem in found if problem.at == "a/2.2")
    assert zero.details["maximum"] in zero.en
    assert zero.vi.endswith(f"tính 0 trên {zero.details['maximum'].replace('.', ',')} điểm")


@given(st.integers(0, 10**6))
def test_what_is_said_of_a_gap_is_what_filling_it_changes(seed: int) -> None:
    """The engine itself is asked: a unit with a gap that stops its ranking has no index, any other
    has as many points as it would have with zero points given.
    """
    bundle = read_bundle(random_files(seed))
    for index in bundle.round.indexes:
        scores = {score.unit.id: score for score in score_index(bundle, index)}
        for gap in gaps_of(scores.values()):
            assert (gap.effect == NOT_RANKED) == (not scores[gap.unit].scored)
            assert gap.leaf.max <= scores[gap.unit].maximum


@given(st.sets(st.sampled_from(PLACES)), st.sets(st.sampled_from(PLACES)))
def test_the_gaps_are_what_applies_and_has_no_data(given_: set[str], other: set[str]) -> None:
    there = sorted(place.split("/") for place in given_)
    bundle = read_bundle(
        files(
            plain_document(min_answers=2),
            appraisals=points(**{unit: "1" for unit, leaf in there if leaf == "1.1"}),
            answers="unit,group,answers\n"
            + "".join(f"{unit},h,1.\n" * 2 for unit, leaf in there if leaf == "2.1"),
            external="unit,leaf,value\n"
            + "".join(
                f'{unit},2.2,"{{""percent"": ""5""}}"\n' for unit, leaf in there if leaf == "2.2"
            ),
            not_applicable="unit,leaf\n"
            + "".join(f"{place.replace('/', ',')}\n" for place in sorted(other)),
        )
    )
    assert places(bundle) == [place for place in PLACES if place not in given_ | other]


def test_a_cell_of_too_few_answers_is_a_gap_even_if_two_groups_make_enough() -> None:
    def asked(answers: str) -> list[str]:
        content = files(plain_document(min_answers=2), answers=f"unit,group,answers\n{answers}")
        return places(read_bundle(content))

    assert "a/2.1" in asked("a,g,11\na,h,1.\n")
    assert "a/2.1" in asked("a,h,..\na,h,1.\n")
    assert "a/2.1" not in asked("a,g,.1\na,g,.2\n")


def test_a_units_own_score_is_no_appraisal() -> None:
    scores = 'unit,leaf,value\na,1.1,"{""points"": ""1""}"\n'
    assert "a/1.1" in places(read_bundle(files(scores=scores)))


def test_an_excluded_unit_has_no_gaps_and_a_voided_survey_none_of_its_own() -> None:
    assert places(replace(EMPTY, exclusions={"a": Reason("gian dối")})) == PLACES[3:]
    assert places(replace(EMPTY, voids={"a": Reason("can thiệp")})) == [
        place for place in PLACES if place != "a/2.1"
    ]


@pytest.mark.parametrize("ranked", [True, False])
def test_only_the_indexes_that_are_published_are_looked_at_ranked_or_not(ranked: bool) -> None:
    bundle = replace(EMPTY, units=tuple(replace(unit, ranked=ranked) for unit in EMPTY.units))
    assert gaps(bundle, []) == []
    assert places(bundle) == PLACES
