"""Checking: anyone who holds a receipt or a printed report asks whether what is appraised is what
was sent.

Only what a holder already knows opens anything: a genuine receipt, or the digest of what was
approved. How often one network may ask is bounded, since an answer costs a look at the whole sheet.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from chalicelib.actions import places
from chalicelib.actions.places import Place
from chalicelib.aws.secrets import link_key
from chalicelib.domain.assessment import receipts, validity
from chalicelib.domain.assessment.approvals import Approval
from chalicelib.domain.assessment.receipts import Receipt
from chalicelib.domain.assessment.sheets import Sheet
from chalicelib.domain.errors import NotFound
from chalicelib.domain.people import attempts
from chalicelib.store import attempts as counters
from chalicelib.store import evidence, sheets


@dataclass(frozen=True, slots=True)
class CheckedReceipt:
    """A genuine receipt: whose it is, what became of it (`receipts.state_of`), and the latest one
    of its unit.

    `unchanged`: the sheet still has the digest that the receipt names.
    """

    at: Place
    state: str
    unchanged: bool
    latest: Receipt | None


@dataclass(frozen=True, slots=True)
class CheckedApproval:
    """What a digest stands for: the approval in force, the submission that was made of it, or both;
    else nothing.

    `unchanged` as in a receipt; None before there is a submission of it.
    """

    at: Place
    approval: Approval | None
    submission: Receipt | None
    unchanged: bool | None


def receipt(held: Receipt, source: str, now: datetime) -> CheckedReceipt | None:
    """What a receipt stands for; None unless it was issued here exactly as it is."""
    if not receipts.is_genuine(held, link_key()):
        return None
    _count(source, now)
    at = places.place(held.round, held.unit, "self_assessment", now)
    sheet = sheets.get(at.key)
    state = receipts.state_of(held, sheet.submission, sheet.submitted_at is not None)
    return CheckedReceipt(at, state, _digest(at, sheet) == held.digest, sheet.submission)


def approval(
    round_id: str, unit: str, digest: str, source: str, now: datetime
) -> CheckedApproval | None:
    """What the digest on a printed report stands for; None if nothing, also where there is no such
    round or unit.
    """
    _count(source, now)
    try:
        at = places.place(round_id, unit, "self_assessment", now)
    except NotFound:
        return None
    sheet = sheets.get(at.key)
    sent = sheet.submission if sheet.submission and sheet.submission.digest == digest else None
    approved = sheet.approval if sheet.approval and sheet.approval.digest == digest else None
    if sent is None and approved is None:
        return None
    if approved and validity.state(sheet) != "approved":
        approved = None
    return CheckedApproval(at, approved, sent, _digest(at, sheet) == digest if sent else None)


def _digest(at: Place, sheet: Sheet) -> str:
    return validity.digest_of(at.round.id, at.unit.id, sheet, evidence.list_confirmed(at.key))


def _count(source: str, now: datetime) -> None:
    for counter in attempts.checks(link_key(), source, now):
        if not counters.take(counter.key, counter.limit, counter.until):
            raise attempts.too_many_checks(counter.until, now)
