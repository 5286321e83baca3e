"""What is wrong with assignments is told all at once, each problem at its place."""

from __future__ import annotations

from typing import Any

from hypothesis import given

from chalicelib.domain.appraisal.assignment_checks import check
from chalicelib.domain.appraisal.assignments import AppraisalAssignment, OwnUnits, Plan, joined
from tests.domain.appraisal.drawn import AN, BINH, CHI, DUNG, OWN, PEOPLE, ROUND, ROWS, UNITS

ROLES = {AN: "council", BINH: "chair", CHI: "council", DUNG: "secretariat"}


def row(part: str = "1", member: str = AN, *units: str, **more: Any) -> AppraisalAssignment:
    return AppraisalAssignment(more.pop("index", "departments"), part, member, units, **more)


def problems(
    *rows: AppraisalAssignment, own: tuple[OwnUnits, ...] = (), **known: tuple[str, ...]
) -> list[tuple[str, str]]:
    accounts = (OwnUnits(f"{name}@example.test", units) for name, units in known.items())
    at = joined([*own, *accounts])
    return [(each.at, each.code) for each in check(rows, own, ROUND, UNITS, ROLES, at)]


def test_areas_criteria_and_sub_criteria_of_all_or_named_units_are_fine_side_by_side() -> None:
    rows = (row("1"), row("1", BINH, "so-a"), row("1.1", CHI), row("1.1.1", BINH), row("2", CHI))
    assert problems(*rows, row(index="districts")) == []


def test_unknown_indexes_parts_units_and_people_are_named() -> None:
    wrong = row("9", "la@example.test", "so-z", "quan-c", helpers=("x@example.test",))
    assert problems(row(index="khac"), wrong) == [
        ("assignments[0].index", "unknown_index"),
        ("assignments[1].part", "unknown_part"),
        ("assignments[1].units", "unknown_unit"),
        ("assignments[1].units", "other_index"),
        ("assignments[1].member", "unknown_person"),
        ("assignments[1].helpers", "unknown_person"),
    ]


def test_what_only_the_survey_or_others_score_cannot_be_assigned() -> None:
    assert problems(row("3"), row("3.1")) == [
        ("assignments[0].part", "nothing_to_appraise"),
        ("assignments[1].part", "nothing_to_appraise"),
    ]


def test_the_secretariat_helps_but_neither_appraises_nor_stands_in() -> None:
    assert problems(row("1", DUNG), row("2", AN, deputy=DUNG, helpers=(DUNG,))) == [
        ("assignments[0].member", "not_a_member"),
        ("assignments[1].deputy", "not_a_member"),
    ]


def test_nobody_is_the_own_deputy_or_helper() -> None:
    assert problems(row("1", AN, deputy=AN, helpers=(AN,))) == [
        ("assignments[0].deputy", "same_person"),
        ("assignments[0].helpers", "same_person"),
    ]


def test_the_own_unit_by_name_is_refused_to_member_deputy_and_helper() -> None:
    own = (OwnUnits(AN, ("so-a",)), OwnUnits(BINH, ("so-a",)))
    assert problems(
        row("1", AN, "so-a"),
        row("2", AN, "so-a", deputy=BINH),
        row("1.1", CHI, "so-a", helpers=(BINH,)),
        own=own,
    ) == [
        ("assignments[0].member", "own_unit"),
        ("assignments[1].deputy", "own_unit"),
        ("assignments[2].helpers", "own_unit"),
    ]


def test_the_own_unit_among_named_ones_is_fine_with_a_deputy_and_among_all_units_anyway() -> None:
    assert problems(row("1", AN, "so-a", "so-b", deputy=CHI), row("2"), an=("so-a",)) == []


def test_own_units_that_accounts_tell_of_count_too() -> None:
    assert problems(row("1", AN, "so-b"), an=("so-b",)) == [("assignments[0].member", "own_unit")]


def test_own_units_of_strangers_and_unknown_ones_are_named() -> None:
    assert problems(own=(OwnUnits("la@example.test", ("so-a",)), OwnUnits(AN, ("so-z",)))) == [
        ("own[0].person", "unknown_person"),
        ("own[1].units", "unknown_unit"),
    ]


def test_own_units_of_somebody_who_has_left_may_be_given_again() -> None:
    own = [OwnUnits("la@example.test", ("so-a",))]
    assert check([], own, ROUND, UNITS, ROLES, {}, ["la@example.test"]) == []


def test_a_part_of_a_unit_that_is_given_twice_is_told_at_both_places() -> None:
    assert problems(
        row("1"), row("1", BINH), row("2", AN, "so-a", "so-b"), row("2", CHI, "so-b")
    ) == [
        ("assignments[0].part", "overlap"),
        ("assignments[1].part", "overlap"),
        ("assignments[2].part", "overlap"),
        ("assignments[3].part", "overlap"),
    ]


@given(ROWS, OWN)
def test_assignments_that_pass_give_each_named_own_unit_to_somebody_else(
    rows: list[AppraisalAssignment], own: dict[str, frozenset[str]]
) -> None:
    roles = dict.fromkeys(PEOPLE, "council")
    if check(rows, [], ROUND, UNITS, roles, own):
        return
    for each in rows:
        for unit in each.units:
            who = Plan([each], ROUND, own).who(UNITS[unit], _some_leaf(each))
            assert not who.gap
            assert unit not in own.get(who.member, ())


def _some_leaf(row: AppraisalAssignment) -> str:
    leaves = [leaf for leaf in ROUND.index(row.index).leaves.values() if leaf.rule.keys]
    return next(
        leaf.code
        for leaf in leaves
        if leaf.code == row.part or leaf.code.startswith(f"{row.part}.")
    )
