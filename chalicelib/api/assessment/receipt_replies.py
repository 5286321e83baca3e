"""What the routes that submit, show receipts and check them answer with."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from chalicelib.api.replies import Digest, ReplyModel, TextReply


class ReceiptReply(ReplyModel):
    """A submission: `digest` is over all that was sent, `receipt` its short form, `signature` ours
    over the rest.
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
        Field(
            description="that address as a QR code; not signed, leave both out or send them along"
        ),
    ]


class IssuedReceiptReply(ReceiptReply):
    """A receipt: `stands`, its sheet was `reopened` and not sent again, or a later one has
    `replaced` it.
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
    """`valid`: issued here exactly as it is; `unchanged`: the sheet still is what was sent
    (null unless valid).
    """

    valid: bool
    round: str
    unit: str
    submitted_at: AwareDatetime
    on_time: bool
    receipt: str
    unchanged: bool | None
    title: Annotated[
        TextReply | None, Field(description="the round's; null unless valid, as all that follows")
    ]
    name: Annotated[TextReply | None, Field(description="the unit's")]
    state: Annotated[
        Literal["stands", "reopened", "replaced"] | None, Field(description="what became of it")
    ]
    later: Annotated[SubmittedReply | None, Field(description="the submission that replaced it")]


class CheckedApprovalReply(ReplyModel):
    """What the digest on a printed report stands for; `known` false, and nothing more, if for
    nothing in force.
    """

    known: bool
    title: TextReply | None
    name: TextReply | None
    approved_at: Annotated[
        AwareDatetime | None, Field(description="null if that approval is void now")
    ]
    submission: Annotated[
        SubmittedReply | None, Field(description="the submission that was made of it")
    ]
    unchanged: Annotated[bool | None, Field(description="the sheet still is what was sent")]
