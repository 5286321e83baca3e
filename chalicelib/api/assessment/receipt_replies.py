"""Replies of the routes that submit, show receipts and check them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from chalicelib.api.replies import Digest, ReplyModel, TextReply


class ReceiptReply(ReplyModel):
    """A receipt of a submission: `digest` is over all that was sent, `receipt` its short form,
    `signature` ours over the other signed members.
    """

    round: str
    unit: str
    submitted_at: AwareDatetime
    on_time: bool
    digest: Digest
    report_sha256: Digest
    report_version: str
    receipt: str
    signature: str
    check: Annotated[
        str,
        Field(description="the page that checks it, with the receipt in its fragment; not signed"),
    ]
    qr: Annotated[
        str,
        Field(description="that address as a QR code; not signed; both may be left out of a check"),
    ]


class IssuedReceiptReply(ReceiptReply):
    """A receipt and its state: it is current (`stands`), the self-assessment was `reopened` and not
    sent again, or a later receipt has `replaced` it.
    """

    state: Literal["stands", "reopened", "replaced"]


class ReceiptsReply(ReplyModel):
    """Every receipt of a unit, newest first."""

    receipts: list[IssuedReceiptReply]


class SubmittedReply(ReplyModel):
    """A submission in short."""

    submitted_at: AwareDatetime
    on_time: bool
    receipt: str
    report_sha256: Digest


class CheckedReceiptReply(ReplyModel):
    """The result of checking a receipt. `valid`: issued here exactly as it is; `unchanged`: the
    self-assessment is still what was sent (null unless valid).
    """

    valid: bool
    round: str
    unit: str
    submitted_at: AwareDatetime
    on_time: bool
    receipt: str
    unchanged: bool | None
    title: Annotated[
        TextReply | None,
        Field(description="the round's title; null unless valid, as all members that follow"),
    ]
    name: Annotated[TextReply | None, Field(description="the unit's name")]
    state: Annotated[
        Literal["stands", "reopened", "replaced"] | None,
        Field(description="the state of the receipt"),
    ]
    later: Annotated[SubmittedReply | None, Field(description="the submission that replaced it")]


class CheckedApprovalReply(ReplyModel):
    """What the digest on a printed report belongs to. `known` is false, and all else null, if it is
    that of no approval in force and no submission.
    """

    known: bool
    title: TextReply | None
    name: TextReply | None
    approved_at: Annotated[AwareDatetime | None, Field(description="null if that approval is void")]
    submission: Annotated[
        SubmittedReply | None, Field(description="the submission that was made of it")
    ]
    unchanged: Annotated[
        bool | None, Field(description="whether the self-assessment is still what was sent")
    ]
