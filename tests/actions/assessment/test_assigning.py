"""Assigning: no colleague is overwritten unseen, former contacts stay, no saved value changes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from chalicelib.actions.assessment import assigning
from chalicelib.domain.assessment.team import Assignment, Contact
from chalicelib.domain.errors import ChangedMeanwhile, Invalid
from tests import sheet_story as story
from tests.fake_aws import Aws, told_once
from tests.small_round import NOW

OFFICE = [Assignment("1.2", "Văn phòng", date(2026, 11, 18))]
CLERK = [Assignment("1.2", "Chuyên viên 01")]
FIRST = Contact("coordinator", "Người trực 01", "", "0900000001", "", date(2026, 11, 1))
SECOND = Contact("coordinator", "Người trực 02", "", "0900000002", "", date(2026, 11, 20))
SILENT = Contact("technical", "Người trực 03", "", "", "", date(2026, 11, 20))


@pytest.fixture(autouse=True)
@told_once
def _open(aws: Aws) -> None:
    story.load()


def test_assignments_are_replaced_by_those_who_saw_the_current_ones_alone() -> None:
    at = story.place()
    assert assigning.assign(at, OFFICE, 0) == (OFFICE, 1)
    with pytest.raises(ChangedMeanwhile):
        assigning.assign(at, CLERK, 0)
    assert assigning.assignments(at) == (OFFICE, 1)
    assert assigning.assign(at, CLERK, None) == assigning.assignments(at) == (CLERK, 2)


def test_with_one_wrong_assignment_none_of_them_is_kept() -> None:
    at = story.place()
    with pytest.raises(Invalid) as refused:
        assigning.assign(at, [*OFFICE, Assignment("9.9", "x"), Assignment("1.1.1", "")], 0)
    assert [problem.at for problem in refused.value.errors] == [
        "assignments[1].leaf",
        "assignments[2].to",
    ]
    assert assigning.assignments(at) == ([], 0)


def test_a_submitted_sheet_can_be_assigned_and_stays_as_it_was_sent(aws: Aws) -> None:
    story.send(aws)
    before = story.sheet()
    assigning.assign(story.place(), OFFICE, 0)
    assert story.sheet() == before and before.submitted_at is not None


def test_who_is_no_contact_any_more_stays_on_record_until_the_rounds_own_day() -> None:
    at, evening = story.place(), NOW + timedelta(hours=13)
    assigning.put_contacts(at, [FIRST], 0, NOW)
    assigning.put_contacts(at, [SECOND], 1, evening)  # the 20th in UTC
    kept, version = assigning.contacts(at)
    assert {each.name: each.until for each in kept} == {
        FIRST.name: date(2026, 11, 21),
        SECOND.name: None,
    }
    assert version == 2


def test_contacts_that_are_wrong_or_were_changed_meanwhile_replace_nobody() -> None:
    at = story.place()
    assigning.put_contacts(at, [FIRST], 0, NOW)
    with pytest.raises(Invalid):
        assigning.put_contacts(at, [SECOND, SILENT], 1, NOW)
    with pytest.raises(ChangedMeanwhile):
        assigning.put_contacts(at, [SECOND], 0, NOW)
    assert assigning.contacts(at) == ([FIRST], 1)


def test_a_page_of_the_history_never_parts_changes_of_one_instant(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(assigning, "PAGE", 2)
    soon, later = NOW + timedelta(minutes=1), NOW + timedelta(minutes=2)
    story.fill()  # seven leaves at one instant
    story.save("1.2", "save-0002", soon, value={"count": 1})
    story.save("1.2", "save-0003", later, 2, value={"count": 2})
    first = assigning.history(story.place())
    assert [(step.leaf, step.version) for step in first] == [("1.2", 3), ("1.2", 2)]
    rest = assigning.history(story.place(), before=soon)
    assert len(rest) == 7 and {step.saved_at for step in rest} == {NOW}
    whole = assigning.history(story.place(), "1.2")
    assert [step.was["value"] for step in whole] == [{"count": 1}, {"count": 3}, None]
