"""Every reason to refuse the changes of a save, without a look at the sheet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.assessment.changes import (
    DIFFICULTIES,
    KEEP,
    MAX_EXPLANATION,
    MAX_REPORT_TEXT,
    PROPOSALS,
    SHEETS,
    Change,
    check,
    check_all,
)
from tests.small_round import VALUES, departments

INDEX = departments()


def refused(*changes: Change, kind: str = "self_assessment") -> list[tuple[str, str]]:
    """Place and code of everything wrong with the changes."""
    return [(problem.at, problem.code) for problem in check_all(list(changes), INDEX, kind)]


@pytest.mark.parametrize(
    ("kind", "leaf", "value"),
    [
        ("self_assessment", "3.1", {"points": "1"}),
        ("self_assessment", "3.2", {"percent": "80"}),
        ("self_assessment", "2.2", {"points": "1"}),
        ("appraisal_first", "3.1", {"points": "1"}),
        ("appraisal_final", "3.2", {"percent": "80"}),
    ],
)
def test_nobody_types_points_that_come_from_elsewhere(
    kind: str, leaf: str, value: dict[str, str]
) -> None:
    assert refused(Change(leaf, 0, value), kind=kind) == [(leaf, "not_self_assessed")]


def test_a_survey_leaf_takes_no_explanation_either() -> None:
    assert refused(Change("3.1", 0, explanation="vì")) == [("3.1", "not_self_assessed")]


def test_an_explanation_has_a_length_that_people_still_read() -> None:
    assert refused(Change("1.2", 0, explanation="ă" * MAX_EXPLANATION)) == []
    assert refused(Change("1.2", 0, explanation="ă" * (MAX_EXPLANATION + 1))) == [
        ("1.2", "too_long")
    ]


def test_a_leaf_is_only_once_in_a_save() -> None:
    assert refused(Change("1.2", 0, {"count": 1}), Change("1.2", 0, {"count": 2})) == [
        ("1.2", "repeated")
    ]


def test_checking_a_change_needs_no_sheet() -> None:
    assert check(Change("1.2", 0, {"count": 3}), INDEX, "self_assessment") == []
    assert check(Change("1.2", 0, KEEP, KEEP), INDEX, "self_assessment") == []


def test_the_texts_of_the_report_are_texts_of_the_self_assessment_alone() -> None:
    for name in (PROPOSALS, DIFFICULTIES):
        assert refused(Change(name, 0, explanation="x" * MAX_REPORT_TEXT)) == []
        assert refused(Change(name, 0, {"count": 1})) == [(name, "not_self_assessed")]
        assert refused(Change(name, 0, explanation="x" * (MAX_REPORT_TEXT + 1))) == [
            (name, "too_long")
        ]
        for kind in set(SHEETS) - {"self_assessment"}:
            assert refused(Change(name, 0, explanation="x"), kind=kind) == [(name, "unknown_leaf")]


@pytest.mark.parametrize("leaf", VALUES)
def test_a_supplement_takes_explanations_and_clears_but_changes_no_value(leaf: str) -> None:
    (problem,) = check(Change(leaf, 0, VALUES[leaf]), INDEX, "supplement")
    assert (problem.code, problem.en) == (
        "not_self_assessed",
        "Not self-scored: it stays as it was sent; add evidence and explanations only",
    )
    assert refused(Change(leaf, 0, None, "vì thế"), kind="supplement") == []


def test_the_council_scores_in_both_passes_what_the_unit_cannot() -> None:
    for kind in ("appraisal_first", "appraisal_final"):
        assert refused(Change("2.2", 0, {"points": "1"}), kind=kind) == []


@given(st.lists(st.sampled_from([*INDEX.leaves, PROPOSALS, "9.9"]), max_size=8))
def test_the_problems_are_those_of_each_change_and_every_leaf_named_twice(
    leaves: list[str],
) -> None:
    changes = [Change(leaf, 0, VALUES.get(leaf, {"points": "1"})) for leaf in leaves]
    alone = [problem for change in changes for problem in check(change, INDEX, "self_assessment")]
    told = check_all(changes, INDEX, "self_assessment")
    assert told[: len(alone)] == alone
    assert [(problem.at, problem.code) for problem in told[len(alone) :]] == [
        (leaf, "repeated") for leaf in sorted(set(leaves)) if leaves.count(leaf) > 1
    ]
