from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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


def test_what_a_stranger_fills_is_of_one_address_and_one_network() -> None:
    sources = [f"198.51.100.{number}" for number in range(12)]
    sources += [f"2001:db8:0:{number:x}::1" for number in range(12)]
    assert len({keys(source=source)[0] for source in sources}) == len(sources)
    assert keys(source="198.51.100.1")[0] not in keys(source="198.51.100.1", email="b@example.test")


def test_each_counter_is_apart_from_the_others() -> None:
    counted = [
        *attempts.counters(SECRET, "password", AN, "203.0.113.9", NOW),
        attempts.crowded(SECRET, "password", AN, "203.0.113.9", NOW),
        attempts.everywhere(SECRET, "password", AN, NOW),
        attempts.of_browser(SECRET, "password", AN, "proof", NOW),
        attempts.of_browser(SECRET, "password", AN, "another", NOW),
    ]
    assert len({counter.key for counter in counted}) == len(counted)
    assert {counter.until for counter in counted} == {datetime(2026, 11, 20, 5, 15, tzinfo=UTC)}
    assert attempts.FEW < attempts.PER_ADDRESS < attempts.EVERYWHERE < attempts.PER_NETWORK


def test_a_browser_knows_the_people_who_signed_in_last_for_400_days() -> None:
    people = [f"nguoi-{number}@example.test" for number in range(attempts.MOST_KNOWN + 2)]
    proofs = ""
    for email in people:
        proofs = attempts.make_known(SECRET, email, proofs, NOW)
    late = NOW + attempts.KNOWN_LIFE
    soon = late - timedelta(seconds=1)
    known = [email for email in people if attempts.known_again(SECRET, email, proofs, soon)]
    assert known == people[2:]
    assert not any(attempts.known_again(SECRET, email, proofs, late) for email in people)
    assert not any(attempts.known_again(b"t" * 64, email, proofs, NOW) for email in people)
    again = attempts.make_known(SECRET, people[-1], proofs, soon)
    assert len(again.split("~")) == attempts.MOST_KNOWN
    assert attempts.known_again(SECRET, people[-1], again, late) == again.split("~")[0]


def test_no_proof_names_anybody_and_none_is_good_for_somebody_else() -> None:
    proofs = attempts.make_known(SECRET, AN, "", NOW)
    assert AN not in proofs
    assert attempts.known_again(SECRET, AN, proofs, NOW) == proofs
    assert not attempts.known_again(SECRET, "binh@example.test", proofs, NOW)


@settings(derandomize=True)
@given(st.text(max_size=200))
def test_whatever_a_cookie_holds_proves_nothing(proofs: str) -> None:
    assert attempts.known_again(SECRET, AN, proofs, NOW) == ""
    made = attempts.make_known(SECRET, AN, proofs, NOW)
    assert attempts.known_again(SECRET, AN, made, NOW) == made.split("~")[0]


@pytest.mark.parametrize("at", range(0, 51, 3))
def test_a_proof_with_one_character_changed_proves_nothing(at: int) -> None:
    proof = attempts.make_known(SECRET, AN, "", NOW)
    changed = proof[:at] + ("1" if proof[at] != "1" else "2") + proof[at + 1 :]
    assert attempts.known_again(SECRET, AN, changed, NOW) == ""


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
