"""Bodies of signing in and of accounts."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from chalicelib.api.bodies import Because, Body, Code, Email, Instant, LongBody, Short
from chalicelib.api.seen_texts import AS_IS

Password = Annotated[str, StringConstraints(min_length=1, max_length=256), AS_IS]
Challenge = Annotated[str, StringConstraints(min_length=20, max_length=4096), AS_IS]


class SignIn(Body):
    """An e-mail address and its password; with `code` the second factor at once, which passes after
    too many failures of others.
    """

    email: Email
    password: Password
    code: Annotated[
        Code | None, Field(description="what the authenticator shows; then nothing else is asked")
    ] = None


class NewPassword(Body):
    """The second step of a first sign-in: its challenge, and the password to use from now on."""

    email: Email
    challenge: Challenge
    new_password: Password


class SecondFactor(Body):
    """The second step of a sign-in with a second factor: its challenge, and the code that the
    authenticator shows.
    """

    email: Email
    challenge: Challenge
    code: Code


class ChangePassword(Body):
    """Replace the current password by a new one."""

    password: Password
    new_password: Password


class ConfirmSecondFactor(Body):
    """A code, which shows that the authenticator has the secret."""

    code: Code


class RemoveSecondFactor(Body):
    """The current password, so that nobody else at an open screen can switch the second factor
    off.
    """

    password: Password


class NewAccount(Body):
    """An officer who gets a post, and an account with it if there is none."""

    email: Email
    name: Short
    role: Short
    unit: Short = ""
    areas: Annotated[list[Short], Field(max_length=100)] = []
    until: Annotated[
        Instant | None,
        Field(description="when the post ends; null changes nothing about a post there is"),
    ] = None


class NewAccounts(Body):
    """Some officers who get accounts."""

    accounts: Annotated[list[NewAccount], Field(min_length=1, max_length=25)]


class EndPost(Because):
    """When somebody's post of this role (and unit) ends, and why; null takes the end away."""

    role: Short
    unit: Short = ""
    until: Instant | None


class AccountFile(LongBody):
    """A list of officers, as an XLSX or CSV file."""

    content: Annotated[str, Field(description="the file as base64")]
