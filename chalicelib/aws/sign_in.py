"""The identity provider (Amazon Cognito): only it has passwords, tokens and second factors."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from chalicelib.domain.errors import Invalid, Problem, SignInRequired, TooManyRequests
from chalicelib.domain.people.passwords import check_password
from chalicelib.settings import settings

WRONG_CODE = (
    "Mã xác thực không đúng hoặc đã dùng; hãy nhập mã đang hiện trên ứng dụng.",
    "The code is wrong or was used; enter the one that your authenticator shows now.",
)
WRONG = (
    "Sai địa chỉ thư hoặc mật khẩu. Hãy kiểm tra lại, kể cả phím Caps Lock.",
    "Wrong e-mail address or password. Check both, and Caps Lock.",
)

WRONG_TOGETHER = (
    "Sai địa chỉ thư, mật khẩu hoặc mã xác thực. Hãy kiểm tra lại cả ba.",
    "Wrong e-mail address, password or code. Check all three.",
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The result of a sign-in: the bearer token, its lifetime in seconds, and the refresh token for
    the cookie.
    """

    access: str
    expires_in: int
    refresh: str


@dataclass(frozen=True, slots=True)
class Challenge:
    """What the provider asks for next: the `kind` NEW_PASSWORD_REQUIRED or SOFTWARE_TOKEN_MFA, and
    the provider's session.
    """

    kind: str
    session: str


@lru_cache(maxsize=1)
def _client() -> Any:
    import boto3

    return boto3.client("cognito-idp", region_name=settings().region)


def create(email: str, first_password: str) -> tuple[str, bool]:
    """Make a user with a password that must be changed; returns its `sub` and whether it is new."""
    client, pool = _client(), settings().user_pool_id
    try:
        user = client.admin_create_user(
            UserPoolId=pool,
            Username=email,
            TemporaryPassword=first_password,
            MessageAction="SUPPRESS",
            UserAttributes=[
                {"Name": "email", "Value": email},
                {"Name": "email_verified", "Value": "true"},
            ],
        )["User"]
        return _sub(user["Attributes"]), True
    except client.exceptions.UsernameExistsException:
        existing = client.admin_get_user(UserPoolId=pool, Username=email)
        return _sub(existing["UserAttributes"]), False


def set_first_password(email: str, first_password: str) -> None:
    """Give an existing user a new password that must be changed at the next sign-in."""
    _client().admin_set_user_password(
        UserPoolId=settings().user_pool_id, Username=email, Password=first_password, Permanent=False
    )


def _sub(attributes: list[dict[str, str]]) -> str:
    return next(attribute["Value"] for attribute in attributes if attribute["Name"] == "sub")


def awaits_new_password(email: str) -> str:
    """The `sub` of that user if it still has a first password, else ""."""
    user = _client().admin_get_user(UserPoolId=settings().user_pool_id, Username=email)
    return _sub(user["UserAttributes"]) if user["UserStatus"] == "FORCE_CHANGE_PASSWORD" else ""


def is_password(email: str, password: str) -> bool:
    """Whether that is the user's current password."""
    try:
        start(email, password)
    except SignInRequired:
        return False
    return True


def start(email: str, password: str) -> Tokens | Challenge:
    """Sign in. SignInRequired if address or password is wrong; a challenge if the password must be
    changed or a code is needed too.
    """
    client = _client()
    try:
        reply = client.admin_initiate_auth(
            UserPoolId=settings().user_pool_id,
            ClientId=settings().user_pool_client_id,
            AuthFlow="ADMIN_USER_PASSWORD_AUTH",
            AuthParameters={"USERNAME": email, "PASSWORD": password},
        )
    except (
        client.exceptions.NotAuthorizedException,
        client.exceptions.UserNotFoundException,
        client.exceptions.InvalidParameterException,
    ) as error:
        # Cognito raises the last one for a text that cannot be an address.
        raise SignInRequired(*WRONG) from error
    except client.exceptions.TooManyRequestsException as error:
        raise TooManyRequests from error
    return _result(reply)


def refresh(token: str) -> Tokens:
    """A new bearer token for a valid refresh token, and the refresh token to use from now on: the
    given one is good for a minute more, and none is good for longer than the sign-in's first was.

    SignInRequired if it is not valid any more. Where the provider does not rotate (the emulator)
    the given one stays.
    """
    client = _client()
    try:
        reply = client.get_tokens_from_refresh_token(
            RefreshToken=token, ClientId=settings().user_pool_client_id
        )
    except (
        client.exceptions.NotAuthorizedException,
        client.exceptions.RefreshTokenReuseException,
        client.exceptions.UserNotFoundException,
        client.exceptions.InvalidParameterException,
    ) as error:
        raise SignInRequired(
            "Phiên đăng nhập đã kết thúc; hãy đăng nhập lại.",
            "The sign-in has ended; please sign in again.",
        ) from error
    except client.exceptions.TooManyRequestsException as error:
        raise TooManyRequests from error
    return _tokens(reply["AuthenticationResult"], token)


def change_first_password(email: str, session: str, new_password: str) -> Tokens | Challenge:
    """Continue a first sign-in with a new password: Invalid if it is weak, SignInRequired if the
    challenge has expired.
    """
    client = _client()
    try:
        return _respond("NEW_PASSWORD_REQUIRED", session, email, {"NEW_PASSWORD": new_password})
    except client.exceptions.InvalidPasswordException as error:
        raise Invalid(errors=[weak_password()]) from error
    except (
        client.exceptions.NotAuthorizedException,
        client.exceptions.CodeMismatchException,
        client.exceptions.UserNotFoundException,
    ) as error:
        raise SignInRequired(
            "Phiên đổi mật khẩu đã hết hạn; hãy đăng nhập lại.",
            "The password change has expired; please sign in again.",
        ) from error


def answer_second_factor(email: str, session: str, code: str) -> Tokens | Challenge:
    """Continue a sign-in with the code of an authenticator; SignInRequired if it is wrong or has
    expired.
    """
    client = _client()
    try:
        return _respond("SOFTWARE_TOKEN_MFA", session, email, {"SOFTWARE_TOKEN_MFA_CODE": code})
    except (
        client.exceptions.NotAuthorizedException,
        client.exceptions.CodeMismatchException,
        client.exceptions.ExpiredCodeException,
        client.exceptions.UserNotFoundException,
    ) as error:
        raise SignInRequired(*WRONG_CODE) from error


def answer_nothing(email: str, code: str) -> None:
    """Take as long as `answer_second_factor` and do nothing, so that time does not tell whether the
    password before it was right.
    """
    client = _client()
    with suppress(client.exceptions.ClientError):
        _respond(
            "SOFTWARE_TOKEN_MFA",
            "no-session-at-all-just-as-long-as-it-takes",
            email,
            {"SOFTWARE_TOKEN_MFA_CODE": code},
        )


def _username(email: str) -> str:
    """A user's name; answers to challenges do not take an alias, as an address is one."""
    pool, client = settings().user_pool_id, _client()
    with suppress(client.exceptions.UserNotFoundException):
        email = client.admin_get_user(UserPoolId=pool, Username=email)["Username"]
    return email


def _respond(kind: str, session: str, email: str, given: dict[str, str]) -> Tokens | Challenge:
    reply = _client().admin_respond_to_auth_challenge(
        UserPoolId=settings().user_pool_id,
        ClientId=settings().user_pool_client_id,
        ChallengeName=kind,
        Session=session,
        ChallengeResponses={"USERNAME": _username(email), **given},
    )
    return _result(reply)


def weak_password() -> Problem:
    """The problem of a password that the provider refuses."""
    return check_password("", "")[0]


def end(refresh_token: str) -> None:
    """Revoke a refresh token; nothing happens if it is not valid any more."""
    client = _client()
    try:
        client.revoke_token(Token=refresh_token, ClientId=settings().user_pool_client_id)
    except (
        client.exceptions.UnauthorizedException,
        client.exceptions.InvalidParameterException,
        client.exceptions.UnsupportedTokenTypeException,
    ):
        return


def _result(reply: dict[str, Any]) -> Tokens | Challenge:
    if "ChallengeName" in reply:
        return Challenge(reply["ChallengeName"], reply["Session"])
    return _tokens(reply["AuthenticationResult"], "")


def _tokens(result: dict[str, Any], refresh_token: str) -> Tokens:
    return Tokens(
        result["AccessToken"], int(result["ExpiresIn"]), result.get("RefreshToken", refresh_token)
    )
