"""Reporting: the report on the self-assessment, as content and DOCX, and its QR codes."""

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
    """A report with the current approval (None: a draft), the signed report, and what the sheet
    still lacks.
    """

    report: Report
    approval: Approval | None
    signed: SignedReport | None
    missing: list[Problem]


def report(place: Place) -> Stated:
    """The report on the unit's current sheet."""
    sheet, files = sheets.get(place.key), evidence.list_confirmed(place.key)
    skipped = ruling.not_applicable(place.round.id).get(place.unit.id, frozenset())
    made = reports.report_of(place.round, place.unit, sheet, files, skipped)
    missing = completeness.missing(sheet, place.index, skipped, files)
    approval = sheet.approval if validity.state(sheet, missing) == "approved" else None
    signed = approval.report if approval else None
    if signed:
        signed = approving.with_verdicts(place, signed)
    return Stated(made, approval, signed, missing)


def docx(place: Place) -> bytes:
    """The same as a DOCX file, with the digest and its QR code once the leader has approved."""
    from chalicelib.documents import reports

    stated, seal = report(place), None
    if approval := stated.approval:
        seal = reports.Seal(
            approval.digest,
            approval.approved_by,
            to_local(approval.approved_at, place.round.timezone),
            address_of_approval(place, approval.digest),
        )
    return reports.docx(stated.report, seal)


def code_of_digest(place: Place, digest: str) -> str:
    """The address of the page that checks an approved report, as a QR image (`data:` address)."""
    return qr.data_uri(address_of_approval(place, digest))


def address_of_approval(place: Place, digest: str) -> str:
    """The page that checks whether an approved report was sent and is what is appraised."""
    return addresses.receipt_page(receipts.approval_query(place.round.id, place.unit.id, digest))


def proof(receipt: Receipt) -> dict[str, str]:
    """The address of the page that checks a receipt (`check`), and the same as a QR image (`qr`,
    a `data:` address).
    """
    address = addresses.receipt_page(receipts.as_query(receipt))
    return {"check": address, "qr": qr.data_uri(address)}
