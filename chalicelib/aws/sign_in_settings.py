"""Changes to a person's sign-in at the identity provider: password, second factor, sessions."""

from __future__ import annotations

from typing import Any

from chalicelib.aws.sign_in import WRONG, WRONG_CODE, _client, weak_password
from chalicelib.domain.errors import Invalid, Problem, SignInRequired, TooManyRequests
from chalicelib.settings import settings


def change_password(access_token: str, password: str, new_password: str) -> None:
    """Replace the old `password`; SignInRequired if it is wrong, Invalid if the new one is weak."""
    client = _client()
    try:
        client.change_password(
            AccessToken=access_token, PreviousPassword=password, ProposedPassword=new_password
        )
    except client.exceptions.InvalidPasswordException as error:
        raise Invalid(errors=[weak_password()]) from error
    except client.exceptions.NotAuthorizedException as error:
        raise SignInRequired(*WRONG) from error
    except (
        client.exceptions.LimitExceededException,
        client.exceptions.TooManyRequestsException,
    ) as error:
        raise TooManyRequests from error


def has_second_factor(email: str) -> bool:
    """Whether each sign-in asks for a code."""
    user = _client().admin_get_user(UserPoolId=settings().user_pool_id, Username=email)
    return "SOFTWARE_TOKEN_MFA" in user.get("UserMFASettingList", [])


def new_second_factor(access_token: str) -> str:
    """A new secret (base32) for an authenticator; it is used once `confirm_second_factor` gets a
    code made with it.
    """
    client = _client()
    try:
        secret: str = client.associate_software_token(AccessToken=access_token)["SecretCode"]
    except client.exceptions.NotAuthorizedException as error:
        raise SignInRequired from error
    return secret


def confirm_second_factor(access_token: str, email: str, code: str) -> None:
    """Let each sign-in ask for a code from now on; Invalid if this code is wrong."""
    client = _client()
    try:
        client.verify_software_token(AccessToken=access_token, UserCode=code)
    except (
        client.exceptions.EnableSoftwareTokenMFAException,
        client.exceptions.CodeMismatchException,
        client.exceptions.InvalidParameterException,
        client.exceptions.SoftwareTokenMFANotFoundException,
    ) as error:
        raise Invalid(errors=[Problem("code", *WRONG_CODE)]) from error
    except client.exceptions.NotAuthorizedException as error:
        raise SignInRequired from error
    _prefer(email, {"Enabled": True, "PreferredMfa": True})


def remove_second_factor(email: str) -> None:
    """Let no sign-in of the user ask for a code any more."""
    _prefer(email, {"Enabled": False, "PreferredMfa": False})


def _prefer(email: str, token: dict[str, Any]) -> None:
    _client().admin_set_user_mfa_preference(
        UserPoolId=settings().user_pool_id, Username=email, SoftwareTokenMfaSettings=token
    )


def sign_out(email: str) -> None:
    """Revoke every refresh token of the user."""
    _client().admin_user_global_sign_out(UserPoolId=settings().user_pool_id, Username=email)
