"""Correcting: a bounced address of a sent list gets replaced, if need be after a decision of
operations staff.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from chalicelib.actions.letters.listed_people import sent_listing
from chalicelib.actions.lists.listing import Lister
from chalicelib.actions.rounds import current
from chalicelib.aws import queues
from chalicelib.domain import email_addresses
from chalicelib.domain.errors import ChangedMeanwhile, Conflict, Invalid, NotFound, Problem
from chalicelib.domain.letters import corrections, delivery
from chalicelib.domain.letters.corrections import APPLIED, REFUSED, WAITING, Correction
from chalicelib.domain.letters.invitations import BOUNCED, Invitation, invitation_id
from chalicelib.domain.lists import checks
from chalicelib.domain.lists.respondents import Listing
from chalicelib.domain.people.accounts import Account
from chalicelib.store import audit, invitations, respondents
from chalicelib.store import corrections as store

ATTEMPTS = 5


def correct(
    lister: Lister, group_id: str, index_id: str, old: str, new: str, by: Account, now: datetime
) -> Correction:
    """Correct a bounced address: the link that was sent stops working, and a letter with a new one
    goes to the new address.

    If the mail domain changes, it waits for approval, unless operations staff ask. NotFound;
    Conflict unless the address bounced; Invalid for a new address that is no address, is on the
    list already or has an invitation; WindowClosed.
    """
    current.require_open(lister.round.id, "survey", now)
    listing, before = sent_listing(lister, group_id, index_id), email_addresses.normalised(old)
    number = next((place for place, row in enumerate(listing.rows) if row.email == before), None)
    if number is None:
        raise NotFound("Không có địa chỉ này trong danh sách.", "This address is not on the list.")
    after = email_addresses.normalised(new)
    asked = Correction(
        corrections.correction_id(lister.round.id, listing.index, before, after),
        lister.id,
        listing.index,
        listing.group,
        number,
        listing.rows[number].rates,
        before,
        after,
        by.email,
        now,
        person=listing.rows[number].name,
    )
    _require_address(lister, listing, asked)
    _require_bounced(lister.round.id, asked)
    if asked.moves_domain and by.role != "ops":
        return _wait(lister.round.id, asked, now)
    return _apply(
        lister.round.id,
        replace(asked, state=APPLIED),
        store.find(lister.round.id, asked.id),
        by,
        now,
    )


def list_corrections(round_id: str, now: datetime) -> list[Correction]:
    """Every correction of the round, oldest first."""
    current.get(round_id, now)
    return store.list_corrections(round_id)


def decide(
    round_id: str, correction: str, approve: bool, reason: str, by: Account, now: datetime
) -> Correction:
    """Carry out or refuse a correction that waits; NotFound, Conflict if it was decided already,
    WindowClosed.
    """
    current.require_open(round_id, "survey", now)
    before = store.find(round_id, correction)
    if before is None:
        raise NotFound("Không có đề nghị sửa địa chỉ này.", "There is no such correction.")
    if before.state != WAITING:
        raise Conflict("Đề nghị này đã được xử lý.", "This correction was decided already.")
    decided = replace(
        before,
        state=APPLIED if approve else REFUSED,
        decided_by=by.email,
        decided_at=now,
        reason=reason,
    )
    if approve:
        return _apply(round_id, decided, before, by, now)
    act = _act(round_id, decided, "refuse_correction", by.email, now)
    if not store.put(round_id, decided, before, act):
        raise ChangedMeanwhile
    return decided


def _require_address(lister: Lister, listing: Listing, asked: Correction) -> None:
    if asked.new == asked.old:
        raise Invalid(
            errors=[
                Problem(
                    "new",
                    "Đây chính là địa chỉ hiện nay, thư gửi đến đã bị trả lại; hãy nhập địa chỉ"
                    " khác. Nếu hộp thư đã dùng lại được, hãy đề nghị bộ phận điều hành tạo đường"
                    " dẫn trao tay",
                    "This is the current address, from which the letter came back; give another"
                    " one. If the mailbox works again, ask the operations staff for a link to hand"
                    " over",
                    "same",
                )
            ]
        )
    rows = list(listing.rows)
    # The corrected row goes last, so that a duplicate is reported at it and not at the other row.
    rows.append(replace(rows.pop(asked.at), email=asked.new))
    places = [place for place in range(len(rows)) if place != asked.at]
    problems = checks.check(
        rows,
        lister.round.index(listing.index).group(listing.group),
        None,
        {row.rates: "" for row in rows},
        len(rows),
        number=lambda row: places[row] + 1,
    )
    cell = checks.cell_of(len(rows) - 1, "email")
    wrong = [problem for problem in problems if problem.at == cell]
    if wrong:
        raise Invalid(errors=[replace(wrong[0], at="new")])


def _require_bounced(round_id: str, asked: Correction) -> Invitation:
    """The invitation under the old address; Conflict unless the address bounced, Invalid if the
    new one has an invitation. Nothing here differs for somebody who has answered.
    """
    old, new = (invitation_id(round_id, asked.index, email) for email in (asked.old, asked.new))
    invited = invitations.find_all([old, new])
    invitation = invited.get(old)
    if invitation and invitation.revoked:
        raise Conflict(
            "Bộ phận điều hành đã thu hồi đường dẫn của người này; không gửi thư mới được.",
            "The operations staff revoked this person's link; no new letter can be sent.",
        )
    if invitation is None or delivery.shown(invitation) != BOUNCED or invitation.row != asked.row:
        raise Conflict(
            "Chỉ sửa được địa chỉ mà thư gửi đến bị trả lại.",
            "Only an address from which a letter came back can be corrected.",
        )
    if new in invited:
        raise Invalid(
            errors=[
                Problem(
                    "new",
                    "Địa chỉ này đã có thư mời",
                    "This address has an invitation already",
                    "duplicate",
                )
            ]
        )
    return invitation


def _wait(round_id: str, asked: Correction, now: datetime) -> Correction:
    before = store.find(round_id, asked.id)
    if before and before.state == REFUSED:
        raise Conflict(
            "Bộ phận điều hành đã từ chối địa chỉ này.",
            "The operations staff refused this address.",
        )
    if before is not None:
        return before
    if not store.put(round_id, asked, None, _act(round_id, asked, "ask_correction", asked.by, now)):
        raise ChangedMeanwhile
    return asked


def _apply(
    round_id: str, correction: Correction, before: Correction | None, by: Account, now: datetime
) -> Correction:
    place = correction.lister, correction.index, correction.group
    act = _act(round_id, correction, "correct_address", by.email, now)
    for _ in range(ATTEMPTS):
        invitation = _require_bounced(round_id, correction)
        listing = respondents.get_list(round_id, place)
        if listing.rows[correction.at].email != correction.old:
            raise ChangedMeanwhile
        gone, fresh = corrections.moved(invitation, correction.new)
        if store.apply(round_id, correction, before, listing, (invitation, gone, fresh), act):
            queues.send_invitations(round_id, correction.index, [fresh.id])
            return correction
    raise ChangedMeanwhile


def _act(round_id: str, correction: Correction, act: str, by: str, now: datetime) -> audit.Act:
    subject = f"{correction.lister}/{correction.index}/{correction.group}/{correction.at}"
    return audit.act_of(
        round_id,
        now,
        by,
        act,
        subject,
        correction.reason,
        {"correction": correction.id, "moves_domain": correction.moves_domain},
    )
