"""Failures are counted by person and by network, and a challenge is good for one person and one
step.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.actions.people import signing_in
from chalicelib.aws import secrets, sign_in
from chalicelib.domain.errors import (
    Invalid,
    PasswordChangeRequired,
    Refusal,
    SignInRequired,
    TooManyRequests,
)
from chalicelib.domain.people import attempts
from chalicelib.domain.people.attempts import CHALLENGE_LIFE, PER_ADDRESS
from chalicelib.store.attempts import AttemptItem
from tests import people_story as people
from tests import survey_story as story
from tests.fake_aws import Aws, told_once
from tests.people_story import EMAIL, FIRST_PASSWORD, OTHER
from tests.site import PASSWORD
from tests.small_round import NOW

OFFICE, HOME = "192.0.2.7", "198.51.100.9"
NEW = "Mật khẩu khác 2027"


@pytest.fixture(autouse=True)
@told_once
def _people(aws: Aws) -> None:
    story.load()
    people.member(EMAIL)
    people.member(OTHER)


def fail(times: int, email: str = EMAIL, source: str = OFFICE) -> None:
    for _ in range(times):
        with pytest.raises(SignInRequired):
            signing_in.start(email, "sai mật khẩu", source, NOW)


def counted(email: str = EMAIL, source: str = OFFICE) -> list[int]:
    """The failures of the address, then those of the network."""
    counters = attempts.counters(secrets.link_key(), "password", email, source, NOW)
    found = {item.attempt: int(item.failures) for item in AttemptItem.scan()}
    return [found.get(counter.key, 0) for counter in counters]


def challenge() -> str:
    sign_in.set_first_password(EMAIL, FIRST_PASSWORD)
    with pytest.raises(PasswordChangeRequired) as asked:
        signing_in.start(EMAIL, FIRST_PASSWORD, OFFICE, NOW)
    return asked.value.challenge


def test_a_success_clears_the_failures_of_the_address_and_none_of_the_network() -> None:
    fail(3, EMAIL)
    fail(2, OTHER)
    assert (counted(EMAIL), counted(OTHER)) == ([3, 5], [2, 5])
    signing_in.start(EMAIL, PASSWORD, OFFICE, NOW)
    assert (counted(EMAIL), counted(OTHER)) == ([0, 5], [2, 5])
    assert counted(EMAIL, HOME) == [0, 0]


def test_a_refused_try_is_not_tried_and_counts_no_further() -> None:
    fail(PER_ADDRESS)
    before = counted()
    tried: list[str] = []
    with pytest.raises(TooManyRequests):
        signing_in.counted("password", EMAIL, OFFICE, NOW, lambda: tried.append("again"))
    assert (tried, counted()) == ([], before)
    assert signing_in.counted("code", EMAIL, OFFICE, NOW, lambda: "codes are counted apart")


def test_a_try_counts_before_its_outcome_is_known() -> None:
    """So that of tries at the same time no more are let through than one after the other."""
    assert signing_in.counted("password", EMAIL, OFFICE, NOW, counted) == [1, 1]
    assert counted() == [0, 0]


def test_the_counters_hold_no_address() -> None:
    fail(1)
    keys = [item.attempt for item in AttemptItem.scan()]
    assert len(keys) == 3
    assert not any(part in key for key in keys for part in (EMAIL, "an@", OFFICE))


@pytest.mark.parametrize(
    ("refused", "email", "new_password", "after"),
    [
        (SignInRequired, OTHER, NEW, timedelta(0)),
        (SignInRequired, EMAIL, NEW, CHALLENGE_LIFE),
        (Invalid, EMAIL, "Password-2026-01", timedelta(0)),
        (Invalid, EMAIL, FIRST_PASSWORD, timedelta(0)),
    ],
)
def test_a_first_password_that_was_not_changed_properly_still_has_to_be(
    refused: type[Refusal], email: str, new_password: str, after: timedelta
) -> None:
    asked = challenge()
    with pytest.raises(refused):
        signing_in.change_first_password(email, asked, new_password, OFFICE, NOW + after)
    assert sign_in.awaits_new_password(EMAIL) and people.signed_in(OTHER)
    assert signing_in.change_first_password(EMAIL, asked, NEW, OFFICE, NOW).access
    with pytest.raises(SignInRequired, match="has been changed"):
        signing_in.change_first_password(EMAIL, asked, f"{NEW}!", OFFICE, NOW)
    assert people.signed_in(EMAIL, NEW)


def test_a_change_that_is_sent_again_signs_in_and_guesses_at_it_are_counted() -> None:
    asked = challenge()
    for _ in range(2):  # the reply to the first was lost
        assert signing_in.change_first_password(EMAIL, asked, NEW, OFFICE, NOW).access
    for _ in range(PER_ADDRESS):
        with pytest.raises(SignInRequired):
            signing_in.change_first_password(EMAIL, asked, f"{NEW}!", OFFICE, NOW)
    with pytest.raises(TooManyRequests):
        signing_in.change_first_password(EMAIL, asked, NEW, OFFICE, NOW)


def test_a_challenge_for_one_step_answers_no_other() -> None:
    asked = challenge()
    with pytest.raises(SignInRequired, match="This step of the sign-in has expired"):
        signing_in.answer_second_factor(EMAIL, asked, "000000", OFFICE, NOW)
    assert sign_in.awaits_new_password(EMAIL)
    assert signing_in.change_first_password(EMAIL, asked, NEW, OFFICE, NOW).access
