"""A unit asks that a criterion should not apply; what the council accepts is a ruling."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain.appraisal.not_applicable_requests import (
    ACCEPTED,
    REFUSED,
    NotApplicableRequest,
    after,
)
from chalicelib.domain.errors import Conflict
from chalicelib.domain.instants import to_text
from chalicelib.domain.rounds.rulings import Ruling
from tests.small_round import NOW

MADE = NotApplicableRequest(
    "so-a", "1.2", 1, "không có chức năng", ("tep",), "so-a-1@example.test", NOW
)
CHAIR, SOURCE = "chu-tich@example.test", ("12/BB", "2026-11-20")


def test_an_accepted_request_is_a_ruling_with_the_council_s_reason_and_document() -> None:
    decided = MADE.decided(True, "đúng là không có", SOURCE, CHAIR, NOW)
    assert (decided.state, decided.reason) == (ACCEPTED, MADE.reason)
    wanted = Ruling(
        "not_applicable",
        "so-a",
        leaf="1.2",
        reason="đúng là không có",
        document="12/BB",
        dated="2026-11-20",
    )
    assert decided.ruling == wanted
    assert decided.ruling and (decided.ruling.by, decided.ruling.at) == (CHAIR, to_text(NOW))


def test_nothing_follows_from_a_request_that_waits_or_was_refused() -> None:
    refused = MADE.decided(False, "có chức năng", SOURCE, CHAIR, NOW)
    assert (refused.state, refused.note) == (REFUSED, "có chức năng")
    assert MADE.ruling is None and refused.ruling is None


def test_what_was_decided_is_decided_and_the_same_sent_again_is_the_same() -> None:
    decided = MADE.decided(False, "có chức năng", SOURCE, CHAIR, NOW)
    later = NOW + timedelta(minutes=1)
    assert decided.decided(False, "có chức năng", SOURCE, CHAIR, later) is decided
    for accept, by in ((True, CHAIR), (False, "thu-ky@example.test")):
        with pytest.raises(Conflict):
            decided.decided(accept, "có chức năng", SOURCE, by, later)


def test_a_request_sent_again_is_the_same_and_another_one_waits_its_turn() -> None:
    assert after([], MADE) == MADE
    assert after([MADE], replace(MADE, at=NOW, files=())) == MADE
    with pytest.raises(Conflict):
        after([MADE], replace(MADE, reason="lý do khác"))
    assert after([replace(MADE, leaf="1.1")], MADE).number == 1


def test_after_a_decision_the_unit_may_ask_again() -> None:
    refused = MADE.decided(False, "có chức năng", SOURCE, CHAIR, NOW)
    again = after([refused], replace(MADE, reason="có văn bản mới"))
    assert (again.number, again.id) == (2, "1.2/000002")
