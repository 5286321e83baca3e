from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.domain.errors import SignInRequired
from chalicelib.domain.people import attempts

SECRET = b"s" * 64
NOW = datetime(2026, 11, 20, 5, 1, tzinfo=UTC)
AN = "an@example.test"


def keys(
    email: str = AN, source: str = "203.0.113.9", now: datetime = NOW, kind: str = "password"
) -> list[str]:
    return [counter.key for counter in attempts.counters(SECRET, kind, email, source, now)]


def test_a_counter_belongs_to_an_address_a_kind_and_a_quarter_of_an_hour() -> None:
    assert keys() == keys(now=NOW + timedelta(minutes=13))
    assert (
        len(
            {
                keys()[0],
                keys(email="binh@example.test")[0],
                keys(kind="code")[0],
                keys(now=NOW + timedelta(minutes=15))[0],
            }
        )
        == 4
    )


def test_no_counter_holds_an_address_that_could_be_read() -> None:
    assert not any(AN in key or "203.0.113" in key for key in keys())
    assert attempts.counters(b"t" * 64, "password", AN, "", NOW)[0].key != keys()[0]


def test_a_whole_network_counts_together() -> None:
    assert (
        keys(source="2001:db8::1")[1]
        == keys(source="2001:db8::ffff")[1]
        != keys(source="2001:db8:0:1::1")[1]
    )
    assert keys(source="203.0.113.9")[1] != keys(source="203.0.113.10")[1]
    assert len(keys(source="")) == len(keys(source="nowhere")) == 1


def test_the_refusal_says_until_when_in_local_time() -> None:
    until = attempts.counters(SECRET, "password", AN, "", NOW)[0].until
    refusal = attempts.too_many(until, NOW)
    assert until == datetime(2026, 11, 20, 5, 15, tzinfo=UTC)
    assert "14 phút (từ 12:15)" in refusal.vi and "14 minutes (from 12:15)" in refusal.en


def test_a_challenge_is_good_for_its_person_its_kind_and_a_quarter_of_an_hour() -> None:
    sealed = attempts.seal_challenge(SECRET, "NEW_PASSWORD_REQUIRED", AN, "abc.def==", NOW)
    late = NOW + attempts.CHALLENGE_LIFE
    soon = late - timedelta(seconds=1)
    assert attempts.open_challenge(SECRET, "NEW_PASSWORD_REQUIRED", AN, sealed, soon) == "abc.def=="
    for kind, email, text, now in (
        ("SOFTWARE_TOKEN_MFA", AN, sealed, NOW),
        ("NEW_PASSWORD_REQUIRED", "binh@example.test", sealed, NOW),
        ("NEW_PASSWORD_REQUIRED", AN, "9" + sealed, NOW),
        ("NEW_PASSWORD_REQUIRED", AN, sealed + "x", NOW),
        ("NEW_PASSWORD_REQUIRED", AN, "x" * 40, NOW),
        ("NEW_PASSWORD_REQUIRED", AN, "ạ.b.c", NOW),
        ("NEW_PASSWORD_REQUIRED", AN, sealed, late),
    ):
        with pytest.raises(SignInRequired):
            attempts.open_challenge(SECRET, kind, email, text, now)
