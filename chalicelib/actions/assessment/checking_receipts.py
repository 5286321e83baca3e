"""Checking receipts: whether a receipt is genuine, and whether what is appraised is what was sent.

It takes no account, but either a genuine receipt or the digest on a printed report. Each network
has a limit, since a check reads the whole sheet.
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
from chalicelib.store import attempts as store
from chalicelib.store import evidence, sheets


@dataclass(frozen=True, slots=True)
class CheckedReceipt:
    """A genuine receipt: its unit's sheet, its state (`receipts.state_of`), and the latest receipt
    of the unit.

    `unchanged` says whether the sheet still has the digest of the receipt.
    """

    place: Place
    state: str
    unchanged: bool
    latest: Receipt | None


@dataclass(frozen=True, slots=True)
class CheckedApproval:
    """What has a digest: the current approval, the latest submission, or both.

    `unchanged` says whether the sheet still has the digest; None if there is no such submission.
    """

    place: Place
    approval: Approval | None
    submission: Receipt | None
    unchanged: bool | None


def receipt(held: Receipt, source: str, now: datetime) -> CheckedReceipt | None:
    """The check of a receipt for somebody in the network `source`; None if it is not genuine.

    TooManyRequests if there were too many checks from there.
    """
    if not receipts.is_genuine(held, link_key()):
        return None
    _count(source, now)
    place = places.place(held.round, held.unit, "self_assessment", now)
    sheet = sheets.get(place.key)
    state = receipts.state_of(held, sheet.submission, sheet.submitted_at is not None)
    return CheckedReceipt(place, state, _digest(place, sheet) == held.digest, sheet.submission)


def approval(
    round_id: str, unit: str, digest: str, source: str, now: datetime
) -> CheckedApproval | None:
    """The check of the digest on a printed report; None if the unit has no approval or submission
    of that digest, or if there is no such unit.

    TooManyRequests if there were too many checks from `source`.
    """
    _count(source, now)
    try:
        place = places.place(round_id, unit, "self_assessment", now)
    except NotFound:
        return None
    sheet = sheets.get(place.key)
    sent = sheet.submission if sheet.submission and sheet.submission.digest == digest else None
    approved = sheet.approval if sheet.approval and sheet.approval.digest == digest else None
    if sent is None and approved is None:
        return None
    if approved and validity.state(sheet) != "approved":
        approved = None
    return CheckedApproval(place, approved, sent, _digest(place, sheet) == digest if sent else None)


def _digest(place: Place, sheet: Sheet) -> str:
    files = evidence.list_confirmed(place.key)
    return validity.digest_of(place.round.id, place.unit.id, sheet, files)


def _count(source: str, now: datetime) -> None:
    for counter in attempts.checks(link_key(), source, now):
        if not store.take(counter.key, counter.limit, counter.until):
            raise attempts.too_many_checks(counter.until, now)
