"""Correcting: what a lister sees of each person's letters, and how a bounced address is put
right.
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
from chalicelib.store import audit
from chalicelib.store import corrections as store
from chalicelib.store import invitations as invited
from chalicelib.store import respondents as lists

ATTEMPTS = 5


def correct(
    lister: Lister, group_id: str, index_id: str, old: str, new: str, by: Account, now: datetime
) -> Correction:
    """Put a bounced address right: the link that was sent dies, and a letter with a new one goes to
    the new address.

    Another mail domain waits until ops approves, unless ops asks. NotFound, Conflict unless the
    address bounced, Invalid for an address that is none or has an invitation already, WindowClosed.
    """
    current.require_open(lister.round.id, "survey", now)
    listing, before = sent_listing(lister, group_id, index_id), email_addresses.normalised(old)
    at = next((at for at, row in enumerate(listing.rows) if row.email == before), None)
    if at is None:
        raise NotFound("Không có địa chỉ này trong danh sách.", "This address is not on the list.")
    after = email_addresses.normalised(new)
    asked = Correction(
        corrections.correction_id(lister.round.id, listing.index, before, after),
        lister.id,
        listing.index,
        listing.group,
        at,
        listing.rows[at].rates,
        before,
        after,
        by.email,
        now,
        person=listing.rows[at].name,
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
    """Let a correction that waits be carried out, or refuse it. NotFound, Conflict if it does not
    wait any more.
    """
    current.require_open(round_id, "survey", now)
    found = store.find(round_id, correction)
    if found is None:
        raise NotFound("Không có đề nghị sửa địa chỉ này.", "There is no such correction.")
    if found.state != WAITING:
        raise Conflict("Đề nghị này đã được xử lý.", "This correction was decided already.")
    decided = replace(
        found,
        state=APPLIED if approve else REFUSED,
        decided_by=by.email,
        decided_at=now,
        reason=reason,
    )
    if approve:
        return _apply(round_id, decided, found, by, now)
    if not store.put(
        round_id, decided, found, _act(round_id, decided, "refuse_correction", by.email, now)
    ):
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
                    "This is the present address, from which the letter came back; give another"
                    " one. If the mailbox works again, ask the operations staff for a link to hand"
                    " over",
                    "same",
                )
            ]
        )
    rows = [
        replace(row, email=asked.new) if at == asked.at else row
        for at, row in enumerate(listing.rows)
    ]
    rows.append(
        rows.pop(asked.at)
    )  # last, so that it is the one that is found to stand there twice
    places = [at for at in range(len(rows)) if at != asked.at]
    problems = checks.check(
        rows,
        lister.round.index(listing.index).group(listing.group),
        None,
        {row.rates: "" for row in rows},
        len(rows),
        number=lambda at: places[at] + 1,
    )
    mine = [each for each in problems if each.at == checks.cell_of(len(rows) - 1, "email")]
    if mine:
        raise Invalid(errors=[replace(mine[0], at="new")])


def _require_bounced(round_id: str, asked: Correction) -> Invitation:
    """The invitation under the old address, if it may be moved; nothing here differs for somebody
    who has answered.
    """
    old, new = (invitation_id(round_id, asked.index, email) for email in (asked.old, asked.new))
    found = invited.find_all([old, new])
    mine = found.get(old)
    if mine and mine.revoked:
        raise Conflict(
            "Bộ phận điều hành đã thu hồi đường dẫn của người này; không gửi thư mới được.",
            "The operations staff revoked this person's link; no new letter can be sent.",
        )
    if mine is None or delivery.shown(mine) != BOUNCED or mine.row != asked.row:
        raise Conflict(
            "Chỉ sửa được địa chỉ mà thư gửi đến bị trả lại.",
            "Only an address from which a letter came back can be corrected.",
        )
    if new in found:
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
    return mine


def _wait(round_id: str, asked: Correction, now: datetime) -> Correction:
    before = store.find(round_id, asked.id)
    if before and before.state == REFUSED:
        raise Conflict(
            "Bộ phận điều hành đã từ chối địa chỉ này.",
            "The operations staff refused this address.",
        )
    if before is None and not store.put(
        round_id, asked, None, _act(round_id, asked, "ask_correction", asked.by, now)
    ):
        raise ChangedMeanwhile
    return before or asked


def _apply(
    round_id: str, correction: Correction, before: Correction | None, by: Account, now: datetime
) -> Correction:
    place = correction.lister, correction.index, correction.group
    act = _act(round_id, correction, "correct_address", by.email, now)
    for _ in range(ATTEMPTS):
        invitation = _require_bounced(round_id, correction)
        rows = dict(lists.list_rows(round_id, [place]))[place]
        if rows[correction.at].email != correction.old:
            raise ChangedMeanwhile
        gone, fresh = corrections.moved(invitation, correction.new)
        listing = Listing(correction.index, correction.group, rows)
        listing = replace(listing, version=lists.version_of(listing))
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
