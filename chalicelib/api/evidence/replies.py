"""Replies of the routes of evidence."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from chalicelib.api.replies import Digest, LocalDate, ReplyModel, TextReply


class FormReply(ReplyModel):
    """An upload form: POST `fields`, then the file as `file`, as multipart/form-data to `url`."""

    evidence: str
    url: str
    fields: dict[str, str]
    expires_at: AwareDatetime


class FormsReply(ReplyModel):
    """One form for each file."""

    forms: list[FormReply]


class VerdictReply(ReplyModel):
    """One signal of the inspection, in words."""

    kind: Literal[
        "readable",
        "signature",
        "signer",
        "trust",
        "signed_at",
        "changed_after",
        "date_in_year",
        "effective",
        "duplicate",
        "position",
    ]
    outcome: Literal["good", "warning", "bad", "unknown"]
    text: TextReply
    code: Annotated[
        Literal["", "unexamined"],
        Field(description="unexamined: no examination came to an end, so there may be another"),
    ]


class ReplacementReply(ReplyModel):
    """A file in place of one that was found bad after it had been sent, for the same criteria."""

    evidence: str
    name: str
    size: int
    sha256: Digest
    version_id: str
    uploaded_at: AwareDatetime
    uploaded_by: str
    state: Literal["waiting", "inspected", "quarantined"]
    verdicts: list[VerdictReply]


class EvidenceFileReply(ReplyModel):
    """A confirmed file; `version` counts the changes of what is said of it.

    A quarantined file stays on record and does not count as evidence; nor does one that is not
    official. An image never is: it is for reference only, and kept without the place where it was
    taken, so its size and digest are not those of what was uploaded.
    """

    evidence: str
    name: str
    type: Literal["application/pdf", "image/jpeg", "image/png"]
    size: int
    sha256: Digest
    version_id: str
    leaves: list[str]
    uploaded_at: AwareDatetime
    uploaded_by: str
    official: bool
    number: str
    date: LocalDate | None
    issuer: str
    effective: LocalDate | None
    version: int
    removed_at: AwareDatetime | None
    state: Literal["waiting", "inspected", "quarantined"]
    verdicts: list[VerdictReply]
    replacement: Annotated[
        ReplacementReply | None,
        Field(description="the file sent in its place; what was sent stays as it is"),
    ]
    replaceable_until: Annotated[
        AwareDatetime | None,
        Field(description="until when one may be sent in its place, which the unit may do once"),
    ]
    again: Annotated[
        Literal["no", "possible", "asked"],
        Field(
            description="whether it, or what was sent in its place, may be examined again, which"
            " is possible while there is no result; asked: somebody has asked just now"
        ),
    ]


class ArchiveReply(ReplyModel):
    """The archive of a unit's evidence: its state, and, once it is done, a link valid for five
    minutes.
    """

    state: Literal["none", "queued", "running", "done", "failed"]
    files: int
    bytes: int
    url: str | None
    expires_at: AwareDatetime | None


class WaitingFileReply(ReplyModel):
    """A file that has waited too long for its inspection, or that could not be examined. `again`:
    whether it may be examined again; asked: somebody has asked just now.
    """

    unit: str
    unit_name: TextReply
    part: Literal["self_assessment", "supplement", "objection"]
    evidence: str
    name: str
    uploaded_at: AwareDatetime
    uploaded_by: str
    state: Literal["waiting", "unexamined"]
    again: Literal["possible", "asked"]


class WaitingFilesReply(ReplyModel):
    """Files that wait, the longest first."""

    files: list[WaitingFileReply]


class EvidenceFilesReply(ReplyModel):
    """A unit's confirmed files."""

    files: list[EvidenceFileReply]


class LinkReply(ReplyModel):
    """A download link and the instant at which it ends."""

    url: str
    expires_at: AwareDatetime
