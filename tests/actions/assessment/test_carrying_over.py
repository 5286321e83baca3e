"""Carrying over: words of an earlier round come along once, marked, and never over one's own."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from chalicelib.actions import places
from chalicelib.actions.assessment import assigning, carrying_over, saving
from chalicelib.actions.places import Place
from chalicelib.actions.rounds import loading, scheduling
from chalicelib.domain.assessment.changes import MAX_EXPLANATION, Change
from chalicelib.domain.assessment.sheets import Sheet
from chalicelib.domain.assessment.team import Contact
from chalicelib.domain.errors import Forbidden, WindowClosed
from chalicelib.store import sheets
from tests import scoring_story, small_round
from tests import sheet_story as story
from tests.fake_aws import Aws, told_once
from tests.small_round import NOW, ROUND
from tests.survey_story import EDITOR, LATER, OPS

NEXT, OTHER = "thu-2027", "khac-2027"
MARK = "[Chép từ kỳ 2026] "
CONTACT = Contact("coordinator", "Người trực 01", "", "0900000001", "", date(2026, 11, 1))
FORMER = Contact("technical", "Người trực 02", "", "0900000002", "", date(2026, 11, 1))


@pytest.fixture(autouse=True)
@told_once
def _two_rounds(aws: Aws) -> None:
    """So-a explained three leaves in 2026 and has a contact and a former one; 2027 is loaded."""
    story.load()
    values = {leaf: small_round.VALUES[leaf] for leaf in ("1.1.1", "1.2", "2.1.2")}
    scoring_story.assess("so-a", values)
    assigning.put_contacts(story.place(), [CONTACT, FORMER], 0, NOW)
    assigning.put_contacts(story.place(), [CONTACT], 1, NOW)
    load(NEXT)


def load(to: str, **changed: Any) -> None:
    """Load a round of the next year; its units assess themselves for an hour."""
    document = {**small_round.document(), "id": to, "year": 2027, **changed}
    loading.load(to, document, small_round.unit_rows(), OPS, NOW)
    scheduling.open_window(to, "self_assessment", LATER, "thử", OPS, NOW)


def here(to: str = NEXT) -> Place:
    return places.place(to, "so-a", "self_assessment", NOW)


def sheet(of: str = NEXT) -> Sheet:
    return sheets.get(f"{of}/so-a")


def carry(to: str = NEXT, now: datetime = NOW) -> dict[str, Any]:
    return carrying_over.carry_over(here(to), ROUND, "carry-0001", EDITOR.email, now)


def save(change: Change) -> None:
    saving.save(here(), f"own-{change.leaf}-{change.version}", [change], EDITOR.email, NOW)


def test_explanations_come_along_with_their_mark_without_any_value() -> None:
    assert carry() == {"copied": ["1.1.1", "1.2", "2.1.2"], "contacts": 1}
    assert {entry.explanation for entry in sheet().entries.values()} == {f"{MARK}vì thế"}
    assert [entry.value for entry in sheet().entries.values()] == [None] * 3


def test_sent_twice_it_copies_once_and_leaves_what_was_written_since() -> None:
    first = carry()
    save(Change("1.2", 1, explanation=""))
    assert carry()["copied"] == first["copied"]
    assert (sheet().entry("1.2").explanation, sheet().version) == ("", 2)


def test_the_units_own_words_and_a_text_too_long_for_its_mark_are_left_alone() -> None:
    save(Change("1.2", 0, explanation="năm nay"))
    story.save("2.1.2", explanation="ă" * MAX_EXPLANATION)
    assert carry()["copied"] == ["1.1.1"]
    assert sheet().entry("1.2").explanation == "năm nay"
    assert sheet().entry("2.1.2").version == 0


def test_a_criterion_that_means_something_else_this_year_gets_no_words() -> None:
    document = small_round.document()
    document["indexes"][0]["areas"][0]["criteria"][1]["title"] = {"vi": "Khác", "en": "Other"}
    load(OTHER, indexes=document["indexes"])
    assert carry(OTHER)["copied"] == ["1.1.1", "2.1.2"]


def test_current_contacts_alone_come_along_from_today_on() -> None:
    carry()
    (copied,), version = assigning.contacts(here())
    assert (copied.name, copied.since, copied.copied_from, version) == (
        CONTACT.name,
        date(2026, 11, 20),
        ROUND,
        1,
    )


def test_a_unit_that_keeps_its_own_contacts_even_none_is_offered_and_gets_no_others() -> None:
    assigning.put_contacts(here(), [], 0, NOW)
    assert [offer.contacts for offer in carrying_over.offers(here(), NOW)] == [()]
    assert carry()["contacts"] == 0
    assert assigning.contacts(here()) == ([], 1)


def test_what_is_offered_is_what_is_copied_and_then_nothing_more_is_offered() -> None:
    (offer,) = carrying_over.offers(here(), NOW)
    carry()
    assert {leaf: entry.explanation for leaf, entry in sheet().entries.items()} == (
        offer.explanations
    )
    assert carrying_over.offers(here(), NOW) == []


def test_nothing_comes_along_once_the_deadline_has_passed() -> None:
    with pytest.raises(WindowClosed):
        carry(now=LATER)
    assert (sheet().entries, assigning.contacts(here())) == ({}, ([], 0))


def test_nothing_comes_along_from_another_authority() -> None:
    load(OTHER, authority={"vi": "Tỉnh khác", "en": "Another province"})
    with pytest.raises(Forbidden):
        carry(OTHER)
    assert (sheet(OTHER).entries, assigning.contacts(here(OTHER))) == ({}, ([], 0))


def test_nothing_comes_along_from_a_later_round() -> None:
    with pytest.raises(Forbidden):
        carrying_over.carry_over(story.place(), NEXT, "carry-0001", EDITOR.email, NOW)
