"""One person is told what is kept of them, and erased alone, without touching an answer."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest

from chalicelib.actions.integrity import examining
from chalicelib.actions.letters import disclosing, erasing
from chalicelib.actions.survey import following, responding, sealing
from chalicelib.domain.errors import Conflict
from chalicelib.domain.letters.corrections import Correction
from chalicelib.store import audit, corrections
from tests import survey_story as story
from tests.actions.letters.test_erasing import DUE, publish
from tests.fake_aws import Aws
from tests.small_round import NOW, ROUND
from tests.survey_story import Mailbox, mailbox

__all__ = ["mailbox"]

AFTER = story.LATER + timedelta(seconds=10)
EMAIL, OTHER = "nguoi-1001@example.test", "nguoi-1002@example.test"


@pytest.fixture(autouse=True)
def _answered(aws: Aws, mailbox: Mailbox) -> None:
    """Both have answered; the address of one was corrected."""
    tokens = story.survey(aws, mailbox)
    for number, email in enumerate((EMAIL, OTHER)):
        ballot = responding.open_link(tokens[email], NOW)["ballot"]
        responding.answer(ballot, {"q1": 1}, f"r{number}", NOW)
    place = ("so-b", "departments", "leaders", 0, "so-b")
    asked = Correction("c1", *place, "cu@example.test", EMAIL, "bien-tap@example.test", NOW)
    act = audit.act_of(ROUND, NOW, "ops", "ask_correction", "1")
    assert corrections.put(ROUND, asked, None, act)


def seal() -> None:
    sealing.seal(ROUND, "departments", "hết hạn", "ops", AFTER, Random(1))
    examining.examine(ROUND, "departments", AFTER)


def erase(email: str = EMAIL, now: datetime = AFTER) -> int:
    return disclosing.erase_person(ROUND, email, "đơn số 1", "ops@example.test", now)


def test_a_person_is_told_rows_invitations_and_corrections_and_no_answer() -> None:
    found = disclosing.person(ROUND, " NGUOI-1001@example.test ", NOW)
    (row,) = found["lists"]
    assert (row["lister"], row["name"], row["email"]) == ("so-b", "Người trả lời 1001", EMAIL)
    (invitation,) = found["invitations"]
    assert (invitation["status"], invitation["letters"]) == ("answered", 1)
    assert [each["new"] for each in found["corrections"]] == [EMAIL]
    assert OTHER not in str(found)
    nobody = disclosing.person(ROUND, "ai@example.test", NOW)
    assert nobody == {"lists": [], "invitations": [], "corrections": []}


def test_nobody_is_erased_who_could_answer_again() -> None:
    for now in (NOW, AFTER):
        with pytest.raises(Conflict):
            erase(now=now)
    assert len(disclosing.person(ROUND, EMAIL, NOW)["invitations"]) == 1


def test_one_person_is_erased_on_record_and_nothing_else_changes(aws: Aws) -> None:
    seal()
    boxes = list(sealing.load(ROUND, "departments"))
    counts = following.participation(ROUND, "departments", AFTER)
    other = disclosing.person(ROUND, OTHER, AFTER)
    assert (erase(), erase()) == (1, 0)
    nothing: dict[str, list[Any]] = {"lists": [], "invitations": [], "corrections": []}
    assert disclosing.person(ROUND, EMAIL, AFTER) == nothing
    assert disclosing.person(ROUND, OTHER, AFTER) == other
    assert list(sealing.load(ROUND, "departments")) == boxes
    assert following.participation(ROUND, "departments", AFTER) == counts
    (act,) = [each for each in audit.list_acts(ROUND) if each.act == disclosing.ACT]
    assert (act.by, act.subject, act.reason) == ("ops@example.test", "1", "đơn số 1")


def test_what_is_left_of_the_list_is_erased_when_its_time_comes() -> None:
    seal()
    erase()
    publish()
    assert erasing.erase(ROUND, 6, "tick", DUE) == {"departments": 12}
    assert disclosing.person(ROUND, OTHER, DUE)["lists"] == []
