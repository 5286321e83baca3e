"""What the identity provider is asked, where the emulators take more than it does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from chalicelib.aws import sign_in
from tests.fake_aws import Aws

EMAIL, PASSWORD = "an@example.test", "First-password-1"


@pytest.mark.parametrize(
    "answer",
    [
        lambda session: sign_in.change_first_password(EMAIL, session, "Mat-khau-moi-1"),
        lambda session: sign_in.answer_second_factor(EMAIL, session, "123456"),
    ],
)
def test_a_challenge_is_answered_by_the_users_name_and_not_by_the_address(
    aws: Aws, monkeypatch: pytest.MonkeyPatch, answer: Callable[[str], Any]
) -> None:
    """AdminRespondToAuthChallenge in Amazon's reference: USERNAME is no alias."""
    sub, _ = sign_in.create(EMAIL, PASSWORD)
    asked: list[dict[str, Any]] = []

    def respond(**named: Any) -> dict[str, Any]:
        asked.append(named)
        return {"ChallengeName": "SOFTWARE_TOKEN_MFA", "Session": "next"}

    monkeypatch.setattr(sign_in._client(), "admin_respond_to_auth_challenge", respond)
    answer("session")
    (one,) = asked
    name = one["ChallengeResponses"]["USERNAME"]
    pool = aws.environment["USER_POOL_ID"]
    user = aws.client("cognito-idp").admin_get_user(UserPoolId=pool, Username=EMAIL)
    assert name == user["Username"] == sub
    assert name != EMAIL


def test_nobody_is_answered_for_as_long_as_somebody(
    aws: Aws, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def respond(**named: Any) -> dict[str, Any]:
        asked.append(named["ChallengeResponses"]["USERNAME"])
        return {"ChallengeName": "SOFTWARE_TOKEN_MFA", "Session": "next"}

    monkeypatch.setattr(sign_in._client(), "admin_respond_to_auth_challenge", respond)
    sign_in.answer_nothing("khong-co@example.test", "123456")
    assert asked == ["khong-co@example.test"]
