"""The report on the self-assessment: its content, its digest as a code to scan, its printed
form.
"""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.actions.assessment import approving
from chalicelib.actions.places import Place
from chalicelib.actions.rounds import ruling
from chalicelib.aws import addresses
from chalicelib.documents import qr
from chalicelib.domain.assessment import completeness, receipts, reports, validity
from chalicelib.domain.assessment.approvals import Approval, SignedReport
from chalicelib.domain.assessment.receipts import Receipt
from chalicelib.domain.assessment.reports import Report
from chalicelib.domain.errors import Problem
from chalicelib.domain.instants import to_local
from chalicelib.store import evidence, sheets


@dataclass(frozen=True, slots=True)
class Stated:
    """A report, the approval that stands behind it (None: a draft), its signed form, and what the
    sheet still lacks.
    """

    report: Report
    approval: Approval | None
    signed: SignedReport | None
    missing: list[Problem]


def report(at: Place) -> Stated:
    """The unit's report as it is."""
    sheet, files = sheets.get(at.key), evidence.list_confirmed(at.key)
    skipped = ruling.not_applicable(at.round.id).get(at.unit.id, frozenset())
    made = reports.report_of(at.round, at.unit, sheet, files, skipped)
    missing = completeness.missing(sheet, at.index, skipped, files)
    approval = sheet.approval if validity.state(sheet, missing) == "approved" else None
    signed = approval.report if approval else None
    return Stated(made, approval, approving.with_verdicts(at, signed) if signed else None, missing)


def docx(at: Place) -> bytes:
    """The same as a DOCX file, with the digest and its QR code once the leader has approved."""
    from chalicelib.documents import reports as files

    stated, seal = report(at), None
    if found := stated.approval:
        seal = files.Seal(
            found.digest,
            found.approved_by,
            to_local(found.approved_at, at.round.timezone),
            address_of_approval(at, found.digest),
        )
    return files.docx(stated.report, seal)


def code_of_digest(at: Place, digest: str) -> str:
    """The page that checks what was approved as a QR image (`data:` address)."""
    return qr.data_uri(address_of_approval(at, digest))


def address_of_approval(at: Place, digest: str) -> str:
    """Where the QR code of an approved sheet leads: to whether it was sent, and is what is
    appraised.
    """
    return addresses.receipt_page(receipts.approval_query(at.round.id, at.unit.id, digest))


def proof(receipt: Receipt) -> dict[str, str]:
    """The address at which a receipt checks itself (`check`), and the same as a QR image (`qr`)."""
    address = addresses.receipt_page(receipts.as_query(receipt))
    return {"check": address, "qr": qr.data_uri(address)}
