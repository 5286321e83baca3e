"""What an invitation keeps of an answer says who shared a network and a device, and nothing
else.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.integrity.traces import FAST, USUAL, Origin, Trace, marks, tallies

NOW = datetime(2026, 11, 20, 4, 3, tzinfo=UTC)
OPENED = int(NOW.timestamp()) - 300
KEY = b"a secret"


def network(address: str, key: bytes = KEY) -> str | None:
    return marks(Origin(address), OPENED, NOW, 20, key).get("network")


@pytest.mark.parametrize(
    ("one", "other"), [("198.51.100.1", "198.51.100.254"), ("2001:db8:1::1", "2001:db8:1:ffff::9")]
)
def test_neighbours_share_a_network(one: str, other: str) -> None:
    assert network(one) == network(other)


@pytest.mark.parametrize(
    ("one", "other"), [("198.51.100.1", "198.51.101.1"), ("2001:db8:1::1", "2001:db8:2::1")]
)
def test_strangers_do_not(one: str, other: str) -> None:
    assert network(one) != network(other)


@given(st.text(max_size=20))
def test_an_address_that_is_none_leaves_no_network(text: str) -> None:
    assert network(f"x{text}") is None


def test_without_the_key_a_mark_cannot_be_made_again() -> None:
    assert network("198.51.100.1") != network("198.51.100.1", b"another")
    assert len(network("198.51.100.1") or "") == 8


def test_answers_of_one_ten_minutes_share_a_bucket() -> None:
    found = [
        marks(Origin(), OPENED, NOW + timedelta(minutes=minutes), 20, KEY)["bucket"]
        for minutes in (0, 6, 7)
    ]
    assert found[0] == found[1] != found[2]


@pytest.mark.parametrize(("seconds", "pace"), [(0, FAST), (19, FAST), (20, USUAL), (86_400, USUAL)])
def test_less_than_a_second_a_question_is_faster_than_anybody_reads(
    seconds: int, pace: str
) -> None:
    assert marks(Origin(), int(NOW.timestamp()) - seconds, NOW, 20, KEY)["pace"] == pace


def test_what_is_not_known_is_not_kept() -> None:
    assert set(marks(Origin(), None, NOW, 20, KEY)) == {"bucket"}
    whole = marks(Origin("198.51.100.1", "Firefox"), OPENED, NOW, 20, KEY)
    assert set(whole) == {"bucket", "network", "device", "pace"}


@pytest.mark.parametrize(("guests", "seen"), [(1, 0), (2, 2)])
def test_one_guest_of_another_office_is_no_crowd_however_rare_the_device(
    guests: int, seen: int
) -> None:
    others = [Trace("u1", "g", f"l{at}", f"n{at}", f"d{at}", f"b{at}") for at in range(2000)]
    here = [Trace("u2", "g", lister, "n", "d", "b") for lister in ["home", "home", "home"]]
    here += [Trace("u2", "g", f"guest {at}", "n", "d", "b") for at in range(guests)]
    found = tallies([*others, *here])
    assert [found[signal]["u2", "g"].seen for signal in ("device", "burst")] == [seen, seen]
