"""Replies of the routes about accounts."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from chalicelib.api.lists.replies import ListProblemReply
from chalicelib.api.replies import ReplyModel

Role = Literal["editor", "leader", "council", "chair", "secretariat", "ops"]


class OwnAccountReply(ReplyModel):
    """Who is signed in, and whether each sign-in asks for a code."""

    email: str
    name: str
    role: Role
    round: str
    unit: str
    second_factor: bool


class NewSecondFactorReply(ReplyModel):
    """A secret for an authenticator; it is used once a code made with it was confirmed."""

    secret: Annotated[str, Field(description="base32, to type in if no QR code can be read")]
    uri: Annotated[str, Field(description="otpauth://, the content of the QR code")]
    qr: Annotated[str, Field(description="the QR code as an SVG image, as a `data:` address")]


class AccountStateReply(ReplyModel):
    """An account as operations staff see it."""

    sub: str
    email: str
    name: str
    role: Role
    unit: str
    areas: list[str]
    disabled: bool
    created_at: AwareDatetime | None
    last_sign_in: AwareDatetime | None


class AccountsReply(ReplyModel):
    """The accounts of a round, by e-mail address."""

    accounts: list[AccountStateReply]


class PreviewedAccountReply(ReplyModel):
    """An officer of a list; `standing`: the account exists exactly so, and nobody gets a letter."""

    email: str
    name: str
    role: str
    unit: str
    areas: list[str]
    outcome: Literal["new", "moved", "standing"]


class AccountsPreviewReply(ReplyModel):
    """What a list asks for, and every problem in it with its cell."""

    accounts: list[PreviewedAccountReply]
    errors: list[ListProblemReply]
    notices: Annotated[
        list[ListProblemReply],
        Field(description="how the file was read where one might expect something else"),
    ]


class SignedInReply(ReplyModel):
    """Who is signed in."""

    email: str
    name: str
    role: Role
    round: str
    unit: str


class SessionReply(ReplyModel):
    """A sign-in: the bearer token, its lifetime in seconds, and the account."""

    access_token: str
    expires_in: int
    account: SignedInReply


class CreatedAccountReply(ReplyModel):
    """An active account."""

    email: str
    sub: str


class CreatedAccountsReply(ReplyModel):
    """The active accounts, in the order asked for."""

    created: list[CreatedAccountReply]
