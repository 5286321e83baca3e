"""Who appraises what: narrower wins, nobody appraises the own unit, gaps are named."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.appraisal import assignments
from chalicelib.domain.appraisal.assignments import (
    AppraisalAssignment,
    Appraisers,
    OwnUnits,
    Plan,
    UnappraisedPart,
)
from chalicelib.domain.criteria.tree import APPRAISED
from tests.domain.appraisal import plain_assigner
from tests.domain.appraisal.drawn import AN, BINH, CHI, OWN, PEOPLE, ROUND, ROWS, UNITS
from tests.small_round import departments

SO_A, SO_B, QUAN_C = (UNITS[unit] for unit in ("so-a", "so-b", "quan-c"))


def row(part: str, member: str = AN, *units: str, **more: Any) -> AppraisalAssignment:
    return AppraisalAssignment("departments", part, member, units, **more)


def plan(*rows: AppraisalAssignment, **own: tuple[str, ...]) -> Plan:
    return Plan(rows, ROUND, {f"{name}@example.test": units for name, units in own.items()})


def test_an_area_goes_to_its_member_in_every_unit_of_the_index_and_in_no_other_area() -> None:
    made = plan(row("1"))
    assert [made.who(unit, "1.1.1").member for unit in (SO_A, SO_B)] == [AN, AN]
    assert made.who(SO_A, "2.1.1") == Appraisers(gap="nobody")
    assert made.who(QUAN_C, "1.1") == Appraisers(gap="nobody")


def test_a_criterion_wins_over_its_area_and_a_sub_criterion_over_both() -> None:
    made = plan(row("1.1.1", CHI), row("1"), row("1.1", BINH))
    assert [made.who(SO_A, leaf).member for leaf in ("1.1.1", "1.1.2", "1.2")] == [CHI, BINH, AN]


def test_named_units_win_over_all_units_of_the_same_part_but_not_over_a_narrower_part() -> None:
    made = plan(row("1"), row("1", BINH, "so-b"), row("1.1", CHI))
    assert [made.who(SO_B, leaf).member for leaf in ("1.2", "1.1.1")] == [BINH, CHI]
    assert made.who(SO_A, "1.2").member == AN


def test_the_deputy_appraises_what_is_the_members_own_unit() -> None:
    made = plan(row("1", deputy=BINH), an=("so-a",))
    assert [made.who(unit, "1.2").member for unit in (SO_A, SO_B)] == [BINH, AN]


def test_without_a_deputy_or_with_one_of_the_same_unit_it_is_a_gap() -> None:
    alone = plan(row("1"), an=("so-a",))
    together = plan(row("1", deputy=BINH), an=("so-a",), binh=("so-a",))
    for made in (alone, together):
        assert made.who(SO_A, "1.2") == Appraisers(AN, gap="own_unit")


def test_a_helper_helps_with_every_unit_but_the_own_one() -> None:
    made = plan(row("1", helpers=(BINH, CHI)), binh=("so-a",))
    assert [made.who(unit, "1.2").helpers for unit in (SO_A, SO_B)] == [(CHI,), (BINH, CHI)]


def test_a_helper_who_appraises_as_deputy_does_not_help_as_well() -> None:
    made = plan(row("1", helpers=(BINH,), deputy=BINH), an=("so-a",))
    assert made.who(SO_A, "1.2") == Appraisers(BINH)


def test_what_went_to_somebody_who_has_left_is_a_gap_with_the_name() -> None:
    made = Plan([row("1")], ROUND, {}, [BINH])
    assert made.who(SO_A, "1.2") == Appraisers(AN, gap="left")


def test_a_part_is_known_by_its_code_and_has_only_what_is_appraised() -> None:
    parts = assignments.parts_of(departments())
    assert parts["1"] == (0, ("1.1.1", "1.1.2", "1.2"))
    assert parts["1.1"] == (1, ("1.1.1", "1.1.2"))
    assert parts["1.2"] == (1, ("1.2",))
    assert parts["1.1.2"] == (2, ("1.1.2",))
    assert parts["3"] == (0, ())


def test_own_units_of_several_entries_add_up() -> None:
    own = [OwnUnits(AN, ("so-a",)), OwnUnits(AN, ("so-b",)), OwnUnits(BINH, ())]
    assert assignments.joined(own) == {AN: {"so-a", "so-b"}, BINH: frozenset()}


def test_a_change_of_own_units_is_about_the_people_it_names_alone() -> None:
    kept = [OwnUnits(AN, ("so-a",)), OwnUnits(BINH, ("so-b",))]
    given = [OwnUnits(AN, ()), OwnUnits(CHI, ("so-b", "so-a")), OwnUnits(CHI, ("quan-c",))]
    assert assignments.changed_own(kept, given) == (
        OwnUnits(BINH, ("so-b",)),
        OwnUnits(CHI, ("quan-c", "so-a", "so-b")),
    )


def test_gaps_of_one_area_with_the_same_units_and_reason_are_one() -> None:
    made = plan(row("1"), row("2", BINH, "so-b"), an=("so-a",))
    cells = list(made.cells([SO_A, SO_B], {"so-a": frozenset({"2.2"})}))
    assert assignments.gaps(cells) == [
        UnappraisedPart("departments", "1", ("1.1.1", "1.1.2", "1.2"), ("so-a",), "own_unit", AN),
        UnappraisedPart("departments", "2", ("2.1.1", "2.1.2", "2.1.3"), ("so-a",), "nobody", ""),
    ]


def test_the_load_counts_criteria_of_units_and_what_does_not_apply_is_none() -> None:
    made = plan(row("1"), row("2", BINH, "so-b"))
    cells = list(made.cells([SO_A, SO_B], {"so-b": frozenset({"1.2"})}))
    assert assignments.load(cells) == {
        ("departments", "1", AN): 5,
        ("departments", "2", BINH): 4,
        ("departments", "2", ""): 4,
    }


@given(ROWS, OWN, st.frozensets(st.sampled_from(PEOPLE)))
def test_a_plain_calculator_gives_the_same_for_every_criterion_of_every_unit(
    rows: list[AppraisalAssignment], own: dict[str, frozenset[str]], people: frozenset[str]
) -> None:
    made = Plan(rows, ROUND, own, people)
    for unit in UNITS.values():
        for leaf in ROUND.index(unit.index).leaves.values():
            if leaf.method in APPRAISED:
                who = made.who(unit, leaf.code)
                plain = plain_assigner.answer(rows, ROUND, unit, leaf.code, own, people)
                assert (who.member, set(who.helpers), who.gap) == plain


@given(ROWS, OWN)
def test_nobody_ever_appraises_or_prepares_the_own_unit(
    rows: list[AppraisalAssignment], own: dict[str, frozenset[str]]
) -> None:
    for unit, _, _, who in Plan(rows, ROUND, own).cells(UNITS.values(), {}):
        able = [*who.helpers, *([] if who.gap else [who.member])]
        assert [each for each in able if unit.id in own.get(each, ())] == []


@given(ROWS, OWN, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(
    rows: list[AppraisalAssignment], own: dict[str, frozenset[str]], chance: Random
) -> None:
    shuffled = list(rows)
    chance.shuffle(shuffled)
    first, second = (
        list(Plan(each, ROUND, own).cells(UNITS.values(), {})) for each in (rows, shuffled)
    )
    assert first == second


@given(ROWS, OWN)
def test_load_and_gaps_together_are_everything_there_is_to_appraise(
    rows: list[AppraisalAssignment], own: dict[str, frozenset[str]]
) -> None:
    cells = list(Plan(rows, ROUND, own).cells(UNITS.values(), {}))
    open_ = sum(len(gap.leaves) * len(gap.units) for gap in assignments.gaps(cells))
    load: Counter[tuple[str, str, str]] = assignments.load(cells)
    assert sum(load.values()) == len(cells)
    assert sum(count for (_, _, member), count in load.items() if not member) == open_
