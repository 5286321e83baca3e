"""Bodies of approval, report and workbook, and of the checks of a receipt and of a printed
report.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from chalicelib.api.bodies import Body, Instant, LongBody, SaveId
from chalicelib.api.seen_texts import AS_IS
from chalicelib.domain.assessment.receipts import Receipt

Part = Annotated[str, StringConstraints(max_length=1024), AS_IS]
Name = Annotated[str, StringConstraints(min_length=1, max_length=200), AS_IS]


class Approve(LongBody):
    """Approve the self-assessment; `version` is the version that the leader saw."""

    save_id: SaveId
    version: Annotated[int, Field(ge=0)]


class ConfirmReport(Body):
    """Confirm that the signed report was uploaded."""

    evidence: Annotated[str, StringConstraints(min_length=1, max_length=100)]


class PreviewWorkbook(LongBody):
    """A filled workbook (.xlsx), in base64."""

    content: Annotated[str, StringConstraints(min_length=1)]


class CheckReceipt(Body):
    """A receipt as it was issued; its address and QR code may be sent too and are ignored."""

    round: Part
    unit: Part
    submitted_at: Instant
    on_time: bool
    digest: Part
    report_sha256: Part
    report_version: Part
    receipt: Part
    signature: Part
    check: Annotated[str, StringConstraints(max_length=4_000), AS_IS] = ""
    qr: Annotated[str, StringConstraints(max_length=100_000), AS_IS] = ""

    def receipt_held(self) -> Receipt:
        """The receipt for the domain."""
        return Receipt(**self.model_dump(exclude={"check", "qr"}))


class CheckApproval(Body):
    """What is printed on a report: its round, its unit, and the digest of what was approved."""

    round: Name
    unit: Name
    digest: Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]
