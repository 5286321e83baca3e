"""Replies of the routes of approval, report and workbook."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, Field

from chalicelib.api.evidence.replies import VerdictReply
from chalicelib.api.replies import Digest, LocalDate, Points, ReplyModel, TextReply

Code = Annotated[str, Field(description="a QR code as an SVG image, as a `data:` address")]


class GapReply(ReplyModel):
    """Something that is missing before the self-assessment can be approved and sent, or a question
    about a value; `at` is the criterion.
    """

    at: str
    code: str
    detail: str
    detail_en: str


class SignedReportReply(ReplyModel):
    """The report as it was signed and uploaded, with the verdicts of its inspection."""

    name: str
    sha256: Digest
    version_id: str
    uploaded_at: AwareDatetime
    uploaded_by: str
    state: Literal["waiting", "inspected"]
    verdicts: list[VerdictReply]


class ApprovedReply(ReplyModel):
    """An approval: `version` is the new version of the self-assessment, `digest` is over all that
    was approved.
    """

    version: int
    digest: Digest
    approved_at: AwareDatetime
    approved_by: str
    qr: Code


class ApprovalReply(ReplyModel):
    """Whether an approval is in force; a void one is shown with what it approved.

    An edit voids it, and so does something that is found missing later, such as a file that cannot
    be used.
    """

    state: Literal["none", "approved", "voided"]
    void: Annotated[TextReply | None, Field(description="why the approval is void")]
    version: Annotated[
        int, Field(description="the current version of the self-assessment, for `approve`")
    ]
    digest: Digest | None
    approved_at: AwareDatetime | None
    approved_by: str | None
    qr: Code | None
    report: SignedReportReply | None
    missing: list[GapReply]
    doubts: Annotated[
        list[GapReply], Field(description="unusual values to check again; they block nothing")
    ]


class ReportLineReply(ReplyModel):
    """An area, a criterion, a criterion with points (`leaf`) or the total; `points` is null if none
    are due or there is no value yet.
    """

    kind: Literal["area", "criterion", "leaf", "total"]
    code: str
    title: TextReply
    maximum: Points
    own_maximum: Annotated[Points, Field(description="the part of it that the unit scores itself")]
    points: Points | None
    method: str
    applies: bool
    value: Annotated[str, Field(description="in words, Vietnamese")]
    estimated: bool
    evidence: Annotated[int, Field(description="how many files count as its evidence")]


class ReportExplanationReply(ReplyModel):
    """The unit's explanation of a criterion."""

    code: str
    title: TextReply
    text: str


class ReportFileReply(ReplyModel):
    """A file, its document and the criteria that it is for; it counts only if its `standing` is
    `evidence`.
    """

    name: str
    sha256: Digest
    leaves: list[str]
    number: str
    date: LocalDate | Literal[""]
    issuer: str
    standing: Literal["evidence", "reference", "quarantined"]


class LetterheadReply(ReplyModel):
    """Head and foot of the document (decree 30/2020) in Vietnamese, line by line as printed."""

    superior: Annotated[
        list[str],
        Field(description="the authority directly above the issuer; empty if there is none"),
    ]
    issuer: list[str]
    place_and_date: str
    signatory: Annotated[list[str], Field(description="the signatory's post")]
    nation: list[str]
    number: str


class ReportReply(ReplyModel):
    """The report on the self-assessment; a draft (without digest and QR code) unless the leader's
    approval is in force.
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
    subject: Annotated[TextReply, Field(description="what the report is about, part of its title")]
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
    """A part of a criterion: its current value, and the one in the workbook.

    `changed_meanwhile`: somebody else changed it since the workbook was made, so somebody must
    choose.
    """

    part: Literal["value", "explanation", "estimated"]
    now: Annotated[Any, Field(alias="from")]
    to: Any
    changed_meanwhile: bool


class PreviewedChangeReply(ReplyModel):
    """One criterion that a workbook would change: its current `version`, who saved it and when, and
    the `points` after the change.
    """

    leaf: str
    cell: Annotated[str, Field(description="its first changed cell")]
    version: int
    points: Points | None
    saved_by: str
    saved_at: AwareDatetime | None
    parts: list[PreviewedPartReply]


class CellErrorReply(ReplyModel):
    """A problem, or a question, in a cell of a workbook; `at` is the criterion."""

    cell: str
    at: str
    detail: str
    detail_en: str


class PreviewedEntryReply(ReplyModel):
    """An entry as a save of the self-assessment takes it; members that it does not change are left
    out.
    """

    leaf: str
    version: int
    value: Any = None
    explanation: str | None = None
    estimated: bool | None = None


class WorkbookPreviewReply(ReplyModel):
    """What a workbook would change, with the current values.

    `entries` is ready for a save (98 at a time), and empty if there is any error; a part that
    somebody else changed meanwhile is left out of it.
    """

    changes: list[PreviewedChangeReply]
    errors: list[CellErrorReply]
    doubts: Annotated[
        list[CellErrorReply], Field(description="unusual values to check again; they may be saved")
    ]
    entries: list[PreviewedEntryReply]


class SentReply(ReplyModel):
    """What a unit has sent: `digest` is that of its receipt, `unchanged` whether the
    self-assessment still has it.
    """

    submitted_at: AwareDatetime
    on_time: bool
    receipt: str
    digest: Digest
    unchanged: bool
    report: SignedReportReply
