from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.assessment import sheets
from chalicelib.domain.assessment.changes import MAX_REPORT_TEXT, PROPOSALS, Change
from chalicelib.domain.assessment.sheets import Entry, Sheet
from chalicelib.domain.errors import ChangedMeanwhile, Invalid
from tests.small_round import NOW, VALUES, departments

INDEX = departments()
AN = "an@example.test"
BINH = "binh@example.test"


def save(sheet: Sheet, *changes: Change, by: str = AN, kind: str = "self_assessment") -> Sheet:
    return sheets.save(sheet, changes, INDEX, kind, by, NOW)


def refused(*changes: Change, kind: str = "self_assessment") -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as caught:
        save(Sheet(), *changes, kind=kind)
    return [(problem.at, problem.code) for problem in caught.value.errors]


def full() -> Sheet:
    return save(Sheet(), *(Change(leaf, 0, value) for leaf, value in VALUES.items()))


def test_a_save_keeps_value_author_instant_and_version_of_each_leaf() -> None:
    sheet = save(Sheet(), Change("1.2", 0, {"count": 3}, "ba cuộc họp"))
    assert sheet.version == 1
    assert sheet.entry("1.2") == Entry({"count": 3}, "ba cuộc họp", 1, NOW, AN)


def test_what_the_rule_does_not_ask_for_is_not_kept() -> None:
    sheet = save(Sheet(), Change("1.2", 0, {"count": 3, "note": "x" * 100_000}))
    assert sheet.entry("1.2").value == {"count": 3}


def test_a_save_never_changes_the_sheet_it_started_from() -> None:
    before = full()
    save(before, Change("1.2", 1, {"count": 1}))
    assert before.entry("1.2").value == {"count": 3}


def test_what_a_change_does_not_name_stays_and_null_clears() -> None:
    sheet = save(Sheet(), Change("1.2", 0, {"count": 3}, "vì sao"))
    sheet = save(sheet, Change("1.2", 1, explanation="rõ hơn"))
    assert (sheet.entry("1.2").value, sheet.entry("1.2").explanation) == ({"count": 3}, "rõ hơn")
    sheet = save(sheet, Change("1.2", 2, value=None))
    assert (sheet.entry("1.2").value, sheet.entry("1.2").explanation) == (None, "rõ hơn")
    assert save(sheet, Change("1.2", 3, explanation=None)).entry("1.2").explanation == ""


def test_a_save_with_one_error_changes_nothing_and_names_every_error() -> None:
    assert refused(
        Change("1.1.1", 0, {"level": "som"}),
        Change("1.1.2", 0, {"numerator": "1", "denominator": "0"}),
        Change("1.2", 0, {"count": 3}),
        Change("2.1.2", 0, {"points": "2.75"}),
        Change("3.1", 0, {"points": "1"}),
        Change("9.9", 0, {"points": "1"}),
    ) == [
        ("1.1.1", "invalid"),
        ("1.1.2", "zero_denominator"),
        ("2.1.2", "out_of_range"),
        ("3.1", "not_self_assessed"),
        ("9.9", "unknown_leaf"),
    ]


def test_a_council_only_leaf_takes_the_units_explanation_and_the_councils_value() -> None:
    assert (
        save(Sheet(), Change("2.2", 0, explanation="đã làm")).entry("2.2").explanation == "đã làm"
    )
    appraised = save(Sheet(), Change("2.2", 0, {"points": "1"}), kind="appraisal_first")
    assert appraised.entry("2.2").value == {"points": "1"}


def test_a_stale_save_shows_both_values_and_who_wrote_the_other() -> None:
    sheet = save(Sheet(), Change("1.2", 0, {"count": 3}, "ba"), by=BINH)
    with pytest.raises(ChangedMeanwhile) as caught:
        save(sheet, Change("1.2", 0, {"count": 2}), Change("1.1.1", 0, {"level": "cham"}))
    (clash,) = caught.value.errors
    assert (clash.at, clash.code) == ("1.2", "changed_meanwhile")
    assert clash.details["yours"] == {
        "value": {"count": 2},
        "explanation": None,
        "estimated": None,
        "version": 0,
    }
    assert clash.details["theirs"] == {
        "value": {"count": 3},
        "explanation": "ba",
        "estimated": False,
        "version": 1,
        "saved_at": "2026-11-20T05:00:00.000Z",
        "saved_by": BINH,
    }
    assert BINH in clash.vi and BINH in clash.en


def test_every_stale_leaf_of_a_save_is_shown() -> None:
    with pytest.raises(ChangedMeanwhile) as caught:
        save(full(), *(Change(leaf, 0, value) for leaf, value in VALUES.items()))
    assert [clash.at for clash in caught.value.errors] == list(VALUES)


def test_a_version_from_the_future_is_stale_too() -> None:
    with pytest.raises(ChangedMeanwhile):
        save(Sheet(), Change("1.2", 7, {"count": 1}))


def test_invalid_content_is_told_before_staleness() -> None:
    with pytest.raises(Invalid):
        save(full(), Change("1.2", 0, {"count": -1}))


@given(st.permutations(list(VALUES)), st.data())
def test_saves_of_different_leaves_give_the_same_sheet_in_any_order(
    order: list[str], data: st.DataObject
) -> None:
    sheet = Sheet()
    rest = list(order)
    while rest:
        size = data.draw(st.integers(1, len(rest)))
        sheet = save(sheet, *(Change(leaf, 0, VALUES[leaf]) for leaf in rest[:size]))
        rest = rest[size:]
    assert dict(sheet.entries) == dict(full().entries)


@given(st.lists(st.sampled_from(["value", "text", "clear"]), max_size=8))
def test_a_leafs_version_counts_its_own_saves_alone(acts: list[str]) -> None:
    sheet = full()
    for act in acts:
        change: dict[str, dict[str, Any]] = {
            "value": {"value": {"count": 1}},
            "text": {"explanation": "x"},
            "clear": {"value": None},
        }
        sheet = save(sheet, Change("1.2", sheet.entry("1.2").version, **change[act]))
    assert sheet.entry("1.2").version == 1 + len(acts)
    assert sheet.entry("1.1.1").version == 1
    assert sheet.version == 1 + len(acts)


def test_later_saves_carry_their_own_instant() -> None:
    later = sheets.save(
        full(),
        [Change("1.2", 1, {"count": 1})],
        INDEX,
        "self_assessment",
        BINH,
        NOW + timedelta(minutes=1),
    )
    assert later.entry("1.2").saved_at == NOW + timedelta(minutes=1)
    assert later.entry("1.1.1").saved_at == NOW


def test_a_mark_of_estimation_goes_with_the_value() -> None:
    sheet = save(
        Sheet(), Change("1.2", 0, {"count": 3}, estimated=True), Change("2.1.1", 0, estimated=True)
    )
    assert (sheet.entry("1.2").estimated, sheet.entry("2.1.1").estimated) == (True, False)
    sheet = save(sheet, Change("1.2", 1, {"count": 4}))
    assert sheet.entry("1.2").estimated
    assert not save(sheet, Change("1.2", 2, None)).entry("1.2").estimated


def test_the_texts_of_the_report_are_saved_beside_the_leaves() -> None:
    sheet = save(Sheet(), Change(PROPOSALS, 0, explanation="x" * MAX_REPORT_TEXT))
    assert len(sheet.entry(PROPOSALS).explanation) == MAX_REPORT_TEXT
