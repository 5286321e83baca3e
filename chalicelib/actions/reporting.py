"""The report on the self-assessment: its content, its digest as a code to scan, its printed form."""

from __future__ import annotations

import json
from dataclasses import dataclass

from chalicelib.actions import approving, ruling
from chalicelib.actions.saving import Place
from chalicelib.documents import qr
from chalicelib.domain import approvals, completeness, receipts, reports
from chalicelib.domain.approvals import Approval, SignedReport
from chalicelib.domain.errors import Finding
from chalicelib.domain.instants import to_local
from chalicelib.domain.receipts import Receipt
from chalicelib.domain.reports import Report
from chalicelib.store import evidence, sheets


@dataclass(frozen=True, slots=True)
class Stated:
    """A report, the approval that stands behind it (None: a draft), its signed form, and what the sheet still lacks."""

    report: Report
    approval: Approval | None
    signed: SignedReport | None
    missing: list[Finding]


def report(at: Place) -> Stated:
    """The unit's report as it stands."""
    sheet, files = sheets.get(at.key), evidence.list_confirmed(at.key)
    skipped = ruling.not_applicable(at.round.id).get(at.unit.id, frozenset())
    made = reports.report_of(at.round, at.unit, sheet, files, skipped)
    missing = completeness.missing(sheet, at.index, skipped, files)
    approval = sheet.approval if approvals.state(sheet, missing) == "approved" else None
    signed = approval.report if approval else None
    return Stated(made, approval, approving.with_verdicts(at, signed) if signed else None, missing)


def docx(at: Place) -> bytes:
    """The same as a DOCX file, with the digest and its QR code once the leader has approved."""
    from chalicelib.documents import reports as files

    stated, seal = report(at), None
    if found := stated.approval:
        seal = files.Seal(found.digest, found.approved_by, to_local(found.approved_at, at.round.timezone),
                          seal_text(at, found.digest))
    return files.docx(stated.report, seal)


def code_of_digest(at: Place, digest: str) -> str:
    """The digest of an approved sheet as a QR image (`data:` address)."""
    return qr.data_uri(seal_text(at, digest))


def seal_text(at: Place, digest: str) -> str:
    """What the QR code of an approved sheet says."""
    return f"PARINDEX {at.round.id}/{at.unit.id} sha256:{digest}"


def code_of_receipt(receipt: Receipt) -> str:
    """The whole receipt as a QR image (`data:` address): what it says can be sent to the check as it is."""
    return qr.data_uri(json.dumps(receipts.as_json(receipt), ensure_ascii=False, separators=(",", ":")))
