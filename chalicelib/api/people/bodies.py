"""Bodies of signing in and of accounts."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from chalicelib.api.bodies import Body, Code, Email, LongBody, Short


class SignIn(Body):
    """An e-mail address and its password."""

    email: Email
    password: Annotated[str, StringConstraints(min_length=1, max_length=256)]


class NewPassword(Body):
    """The second step of a first sign-in: its challenge, and the password to use from now on."""

    email: Email
    challenge: Annotated[str, StringConstraints(min_length=20, max_length=4096)]
    new_password: Annotated[str, StringConstraints(min_length=1, max_length=256)]


class SecondFactor(Body):
    """The second step of a sign-in with a second factor: its challenge, and the code that the
    authenticator shows.
    """

    email: Email
    challenge: Annotated[str, StringConstraints(min_length=20, max_length=4096)]
    code: Code


class ChangePassword(Body):
    """Replace the current password by a new one."""

    password: Annotated[str, StringConstraints(min_length=1, max_length=256)]
    new_password: Annotated[str, StringConstraints(min_length=1, max_length=256)]


class ConfirmSecondFactor(Body):
    """A code, which shows that the authenticator has the secret."""

    code: Code


class RemoveSecondFactor(Body):
    """The current password, so that nobody else at an open screen can switch the second factor
    off.
    """

    password: Annotated[str, StringConstraints(min_length=1, max_length=256)]


class NewAccount(Body):
    """An officer who gets an account."""

    email: Email
    name: Short
    role: Short
    unit: Short = ""
    areas: Annotated[list[Short], Field(max_length=100)] = []


class NewAccounts(Body):
    """Some officers who get accounts."""

    accounts: Annotated[list[NewAccount], Field(min_length=1, max_length=25)]


class AccountFile(LongBody):
    """A list of officers, as an XLSX or CSV file."""

    content: Annotated[str, Field(description="the file as base64")]
