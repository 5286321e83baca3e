"""Replies of the routes about accounts."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from chalicelib.api.lists.replies import ListProblemReply
from chalicelib.api.replies import ReplyModel, TextReply

Role = Literal["editor", "leader", "council", "chair", "secretariat", "ops"]


class PostReply(ReplyModel):
    """What somebody does: a role in a round, for a unit if it is a unit's."""

    role: Role
    round: Annotated[str, Field(description="operations staff work in every round")]
    unit: str
    areas: list[str]
    until: Annotated[
        AwareDatetime | None, Field(description="from then on the post only reads; null: no end")
    ]


class NamedPostReply(PostReply):
    """A post by the names of its round and unit, empty where it has none."""

    round_title: TextReply
    unit_name: TextReply


class OwnPostsReply(ReplyModel):
    """The own posts; the first one is where work begins."""

    posts: list[NamedPostReply]


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
    posts: Annotated[
        list[PostReply],
        Field(description="all, also of other rounds; role, unit and areas are of this round"),
    ]
    disabled: bool
    created_at: AwareDatetime | None
    last_sign_in: AwareDatetime | None


class AccountsReply(ReplyModel):
    """The accounts of a round, by e-mail address."""

    accounts: list[AccountStateReply]


class PreviewedAccountReply(ReplyModel):
    """An officer of a list, and what happens: `new`: gets an account; `added`: gets a post besides
    those there are, or one again that had ended; `moved`: the same post with another role, other
    areas or another name; `ends`: only the end of the post is set; `standing`: nothing changes.
    Nobody gets a letter for the last two.
    """

    email: str
    name: str
    role: str
    unit: str
    areas: list[str]
    until: AwareDatetime | None
    outcome: Literal["new", "added", "moved", "ends", "standing"]
    present_name: Annotated[str, Field(description="of the account there is; empty if none")]
    posts: Annotated[list[PostReply], Field(description="of the account there is")]


class AccountsPreviewReply(ReplyModel):
    """What a list asks for, and every problem in it with its cell."""

    accounts: list[PreviewedAccountReply]
    errors: list[ListProblemReply]
    notices: Annotated[
        list[ListProblemReply],
        Field(description="how the file was read where one might expect something else"),
    ]


class SignedInReply(ReplyModel):
    """Who is signed in; role, round and unit are those of the first post."""

    email: str
    name: str
    role: Role
    round: str
    unit: str
    posts: list[PostReply]


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
