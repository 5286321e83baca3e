"""Receipts prove themselves; late is what was sent in a window opened again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.assessment import receipts
from chalicelib.domain.assessment.receipts import Receipt
from chalicelib.domain.rounds.round import Window
from chalicelib.domain.rounds.windows import NOTICE, Timetable
from tests.small_round import NOW

KEY = b"k" * 32
HELD = receipts.signed(
    Receipt("r", "so-a", NOW, True, "ab" * 32, "cd" * 32, "v1", "ABAB-ABAB-ABAB-ABAB"), KEY
)
HOUR = timedelta(hours=1)


def test_a_receipt_is_genuine_in_any_writing_of_its_json() -> None:
    assert receipts.is_genuine(HELD, KEY)
    assert receipts.from_json(receipts.as_json(HELD)) == HELD
    assert receipts.is_genuine(
        receipts.from_json(dict(reversed(receipts.as_json(HELD).items()))), KEY
    )


@pytest.mark.parametrize(
    "change",
    [
        {"on_time": False},
        {"unit": "so-b"},
        {"submitted_at": NOW + HOUR},
        {"receipt": ""},
        {"report_version": "v2"},
        {"signature": ""},
        {"signature": "ă"},
    ],
)
def test_with_anything_changed_it_is_not(change: dict[str, Any]) -> None:
    assert not receipts.is_genuine(replace(HELD, **change), KEY)


@given(st.binary(min_size=1, max_size=64).filter(lambda key: key != KEY))
def test_another_key_signs_otherwise(key: bytes) -> None:
    # HMAC pads a key with zeros, so such a key is the same one.
    assert receipts.is_genuine(HELD, key) == (key.rstrip(b"\0") == KEY)


def test_the_number_is_the_digests_beginning() -> None:
    assert receipts.number_of("0123456789abcdef" * 4) == "0123-4567-89AB-CDEF"


def test_nothing_sent_is_a_state_of_its_own() -> None:
    assert [receipts.submission(each) for each in (None, HELD, replace(HELD, on_time=False))] == [
        "not_submitted",
        "on_time",
        "late",
    ]


def table() -> Timetable:
    return Timetable("Asia/Ho_Chi_Minh", {"self_assessment": Window(NOW - HOUR, NOW)})


def test_a_window_opened_again_lets_late_ones_in_and_an_extension_does_not() -> None:
    early = table().opened("self_assessment", NOW + HOUR, "thử", "ops", NOW - HOUR / 2)
    assert early.missed("self_assessment") is None
    again = table().opened("self_assessment", NOW + 3 * HOUR, "thử", "ops", NOW + 2 * HOUR)
    assert again.missed("self_assessment") == NOW
    longer = again.opened("self_assessment", NOW + 4 * HOUR, "thử", "ops", NOW + 2.5 * HOUR)
    assert longer.missed("self_assessment") == NOW
    closing = longer.closed("self_assessment", "thử", "ops", NOW + 3 * HOUR)
    assert closing.missed("self_assessment") == NOW
    third = closing.opened("self_assessment", NOW + 9 * HOUR, "thử", "ops", NOW + 5 * HOUR)
    assert third.missed("self_assessment") == NOW + 3 * HOUR + NOTICE


def test_a_deadline_before_the_round_was_loaded_does_not_count() -> None:
    assert receipts.is_on_time(None, None)
    assert receipts.is_on_time(NOW, NOW + HOUR)
    assert not receipts.is_on_time(NOW, NOW - HOUR)
    assert not receipts.is_on_time(NOW, None)


def test_nobody_has_missed_a_deadline_at_which_the_round_was_loaded() -> None:
    assert receipts.is_on_time(NOW, NOW)


def test_every_receipt_says_what_became_of_it_the_newest_first() -> None:
    later = replace(HELD, submitted_at=NOW + HOUR)
    assert receipts.with_states([HELD, later], True) == [(later, "stands"), (HELD, "replaced")]
    assert receipts.with_states([HELD, later], False) == [(later, "reopened"), (HELD, "replaced")]
    assert receipts.with_states([], False) == []
