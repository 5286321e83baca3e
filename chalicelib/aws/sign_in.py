"""The identity provider (Amazon Cognito): it alone holds passwords, tokens and second factors."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from chalicelib.domain.errors import Invalid, Problem, SignInRequired, TooManyRequests
from chalicelib.domain.people.accounts import check_password
from chalicelib.settings import settings

WRONG_CODE = (
    "Mã xác thực không đúng hoặc đã dùng; hãy nhập mã đang hiện trên ứng dụng.",
    "The code is wrong or was used; enter the one that your authenticator shows now.",
)
WRONG = (
    "Sai địa chỉ thư hoặc mật khẩu. Hãy kiểm tra lại, kể cả phím Caps Lock.",
    "Wrong e-mail address or password. Check both, and Caps Lock.",
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a sign-in gives: the bearer token, its life in seconds, and the refresh token for the
    cookie.
    """

    access: str
    expires_in: int
    refresh: str


@dataclass(frozen=True, slots=True)
class Challenge:
    """What the provider asks for next: NEW_PASSWORD_REQUIRED or SOFTWARE_TOKEN_MFA, and its
    session.
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
        found = client.admin_get_user(UserPoolId=pool, Username=email)
        return _sub(found["UserAttributes"]), False


def set_first_password(email: str, first_password: str) -> None:
    """Give an existing user a new password that must be changed at the next sign-in."""
    _client().admin_set_user_password(
        UserPoolId=settings().user_pool_id, Username=email, Password=first_password, Permanent=False
    )


def _sub(attributes: list[dict[str, str]]) -> str:
    return next(each["Value"] for each in attributes if each["Name"] == "sub")


def awaits_new_password(email: str) -> bool:
    """Whether that user still has a first password."""
    found = _client().admin_get_user(UserPoolId=settings().user_pool_id, Username=email)
    return bool(found["UserStatus"] == "FORCE_CHANGE_PASSWORD")


def is_password(email: str, password: str) -> bool:
    """Whether that is the user's password now."""
    try:
        start(email, password)
    except SignInRequired:
        return False
    return True


def start(email: str, password: str) -> Tokens | Challenge:
    """Sign in; SignInRequired when wrong, a challenge when the password is a first one or a code is
    wanted too.
    """
    return _authenticate("ADMIN_USER_PASSWORD_AUTH", {"USERNAME": email, "PASSWORD": password}, "")


def refresh(token: str) -> Tokens:
    """A new bearer token for a refresh token that is still good."""
    ended = SignInRequired(
        "Phiên đăng nhập đã kết thúc; hãy đăng nhập lại.",
        "The sign-in has ended; please sign in again.",
    )
    try:
        answer = _authenticate("REFRESH_TOKEN_AUTH", {"REFRESH_TOKEN": token}, token)
    except SignInRequired as error:
        raise ended from error
    if isinstance(answer, Challenge):
        raise ended
    return answer


def change_first_password(email: str, session: str, new_password: str) -> Tokens | Challenge:
    """Answer the challenge of a first sign-in."""
    client = _client()
    try:
        return _respond(
            "NEW_PASSWORD_REQUIRED", session, {"USERNAME": email, "NEW_PASSWORD": new_password}
        )
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
    """Answer with the code of an authenticator."""
    client = _client()
    try:
        return _respond(
            "SOFTWARE_TOKEN_MFA", session, {"USERNAME": email, "SOFTWARE_TOKEN_MFA_CODE": code}
        )
    except (
        client.exceptions.NotAuthorizedException,
        client.exceptions.CodeMismatchException,
        client.exceptions.ExpiredCodeException,
        client.exceptions.UserNotFoundException,
    ) as error:
        raise SignInRequired(*WRONG_CODE) from error


def _respond(name: str, session: str, responses: dict[str, str]) -> Tokens | Challenge:
    own = settings()
    return _result(
        _client().admin_respond_to_auth_challenge(
            UserPoolId=own.user_pool_id,
            ClientId=own.user_pool_client_id,
            ChallengeName=name,
            Session=session,
            ChallengeResponses=responses,
        ),
        "",
    )


def weak_password() -> Problem:
    """What the provider asks of a password, in our words."""
    return check_password("", "")[0]


def end(refresh_token: str) -> None:
    """Revoke a refresh token; one that is not good any more is fine."""
    client = _client()
    try:
        client.revoke_token(Token=refresh_token, ClientId=settings().user_pool_client_id)
    except (client.exceptions.UnauthorizedException, client.exceptions.InvalidParameterException):
        return


def _authenticate(flow: str, parameters: dict[str, str], token: str) -> Tokens | Challenge:
    client, own = _client(), settings()
    try:
        answer = client.admin_initiate_auth(
            UserPoolId=own.user_pool_id,
            ClientId=own.user_pool_client_id,
            AuthFlow=flow,
            AuthParameters=parameters,
        )
    except (
        client.exceptions.NotAuthorizedException,
        client.exceptions.UserNotFoundException,
        client.exceptions.InvalidParameterException,
    ) as error:
        # The last one is what Cognito says of text that can be no address at all.
        raise SignInRequired(*WRONG) from error
    except client.exceptions.TooManyRequestsException as error:
        raise TooManyRequests from error
    return _result(answer, token)


def _result(answer: dict[str, Any], refresh_token: str) -> Tokens | Challenge:
    if "ChallengeName" in answer:
        return Challenge(answer["ChallengeName"], answer["Session"])
    result = answer["AuthenticationResult"]
    return Tokens(
        result["AccessToken"], int(result["ExpiresIn"]), result.get("RefreshToken", refresh_token)
    )
