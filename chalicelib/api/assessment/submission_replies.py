"""What the routes of a unit's approval, report and workbook answer with."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, Field

from chalicelib.api.evidence.replies import VerdictReply
from chalicelib.api.replies import Digest, LocalDate, Points, ReplyModel, TextReply

Code = Annotated[str, Field(description="a QR code as an SVG image, as a `data:` address")]


class GapReply(ReplyModel):
    """Something that still keeps the sheet from being approved and sent; `at` is the leaf."""

    at: str
    code: str
    detail: str
    detail_en: str


class SignedReportReply(ReplyModel):
    """The report as it was signed and uploaded, and what its inspection found."""

    name: str
    sha256: Digest
    version_id: str
    uploaded_at: AwareDatetime
    uploaded_by: str
    state: Literal["waiting", "inspected"]
    verdicts: list[VerdictReply]


class ApprovedReply(ReplyModel):
    """An approval: `version` is the sheet's version from here on, `digest` is over all that was
    approved.
    """

    version: int
    digest: Digest
    approved_at: AwareDatetime
    approved_by: str
    qr: Code


class ApprovalReply(ReplyModel):
    """Whether an approval is in force; one that is void is shown with what it approved.

    An edit voids it, and so does what is found missing later, such as a file that cannot be used.
    """

    state: Literal["none", "approved", "voided"]
    void: Annotated[TextReply | None, Field(description="why the approval is void")]
    version: Annotated[int, Field(description="the sheet's version, as `approve` wants it")]
    digest: Digest | None
    approved_at: AwareDatetime | None
    approved_by: str | None
    qr: Code | None
    report: SignedReportReply | None
    missing: list[GapReply]
    doubts: Annotated[
        list[GapReply], Field(description="strange values to look at again; they stop nothing")
    ]


class ReportLineReply(ReplyModel):
    """An area, a criterion, a leaf or the total; `points` null where none are due or no value is
    there yet.
    """

    kind: Literal["area", "criterion", "leaf", "total"]
    code: str
    title: TextReply
    maximum: Points
    own_maximum: Annotated[Points, Field(description="of it what the unit scores itself")]
    points: Points | None
    method: str
    applies: bool
    value: Annotated[str, Field(description="in words, Vietnamese")]
    estimated: bool
    evidence: Annotated[int, Field(description="how many files count as its evidence")]


class ReportExplanationReply(ReplyModel):
    """What the unit explains at a leaf."""

    code: str
    title: TextReply
    text: str


class ReportFileReply(ReplyModel):
    """A file, the document in it and the leaves it serves; only one that stands as `evidence`
    counts.
    """

    name: str
    sha256: Digest
    leaves: list[str]
    number: str
    date: LocalDate | Literal[""]
    issuer: str
    standing: Literal["evidence", "reference", "quarantined"]


class LetterheadReply(ReplyModel):
    """Head and foot of the document (decree 30/2020), Vietnamese, line by line as they are
    printed.
    """

    superior: Annotated[
        list[str], Field(description="the body directly above the issuing one; empty without one")
    ]
    issuer: list[str]
    place_and_date: str
    signatory: Annotated[list[str], Field(description="the signatory's post")]
    nation: list[str]
    number: str


class ReportReply(ReplyModel):
    """The report on the self-assessment; a draft (no digest, no code) unless the leader's approval
    stands.
    """

    round: str
    title: TextReply
    authority: TextReply
    year: int
    index: TextReply
    illustrative: bool
    unit: str
    name: TextReply
    letterhead: LetterheadReply
    subject: Annotated[TextReply, Field(description="what the report is about, as its title says")]
    lines: list[ReportLineReply]
    total: ReportLineReply
    explanations: list[ReportExplanationReply]
    difficulties: str
    proposals: str
    files: list[ReportFileReply]
    draft: bool
    digest: Digest | None
    approved_at: AwareDatetime | None
    approved_by: str | None
    qr: Code | None
    missing: list[GapReply]
    signed: Annotated[
        SignedReportReply | None, Field(description="the signed report of the approval in force")
    ]


class PreviewedPartReply(ReplyModel):
    """A part of a leaf: what it is now, and what the workbook makes of it.

    `changed_meanwhile`: somebody else changed it since the workbook was made, so somebody has to
    choose.
    """

    part: Literal["value", "explanation", "estimated"]
    now: Annotated[Any, Field(alias="from")]
    to: Any
    changed_meanwhile: bool


class PreviewedChangeReply(ReplyModel):
    """One criterion that a workbook would change: its current `version`, who saved it and when;
    `points` then.
    """

    leaf: str
    cell: Annotated[str, Field(description="the first cell of it that was changed")]
    version: int
    points: Points | None
    saved_by: str
    saved_at: AwareDatetime | None
    parts: list[PreviewedPartReply]


class CellErrorReply(ReplyModel):
    """Something wrong in a cell of a workbook; `at` is the leaf."""

    cell: str
    at: str
    detail: str
    detail_en: str


class PreviewedEntryReply(ReplyModel):
    """An entry as a save of the sheet takes it; members it does not change are left out."""

    leaf: str
    version: int
    value: Any = None
    explanation: str | None = None
    estimated: bool | None = None


class WorkbookPreviewReply(ReplyModel):
    """What a workbook would change, beside what is there now.

    `entries` is ready for the save (98 at a time), and empty if there is any error; a part that
    somebody else changed meanwhile is left out of it.
    """

    changes: list[PreviewedChangeReply]
    errors: list[CellErrorReply]
    doubts: Annotated[
        list[CellErrorReply],
        Field(description="strange values to look at again; they may be saved"),
    ]
    entries: list[PreviewedEntryReply]


class SentReply(ReplyModel):
    """What a unit has sent: `digest` is the one its receipt names, `unchanged` whether the sheet
    still has it.
    """

    submitted_at: AwareDatetime
    on_time: bool
    receipt: str
    digest: Digest
    unchanged: bool
    report: SignedReportReply
