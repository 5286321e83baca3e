"""Agreeing: the council's motions. A draft of each index is frozen as a motion, the members vote,
and the approval of the report closes the vote; each is an act on record.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from chalicelib.actions.appraisal import sampling
from chalicelib.actions.results import drafting, meeting_papers
from chalicelib.actions.rounds import current
from chalicelib.domain.errors import Conflict, Forbidden, FreezeLifted, Invalid, NotAgreed, Problem
from chalicelib.domain.people.accounts import APPRAISING, Account
from chalicelib.domain.results import motions
from chalicelib.domain.results.motions import (
    APPROVED,
    FROZEN,
    LIFTED,
    FreezeLifting,
    Motion,
    MotionRecord,
    ReportApproval,
    Vote,
    Voter,
)
from chalicelib.domain.rounds.voting_rules import VotingRule
from chalicelib.store import accounts, audit
from chalicelib.store import motions as store

# So many members vote at the same instant before one of them is asked to try again.
ATTEMPTS = 20


def freeze(
    round_id: str, drafts: Mapping[str, int], note: str, by: Account, now: datetime
) -> MotionRecord:
    """Freeze a draft of each of these indexes as the next motion; the members of this instant vote.

    Conflict without a council or without members, while another motion is frozen, and while second
    scores are given, which a draft must not influence; InputsChanged if a draft is not of the
    current inputs. NotFound. Sent again by the same person it is the motion that is frozen already.
    """
    rule, voters = _rule(round_id, now), _voters(round_id, now)
    if sampling.is_blind(round_id, now):
        raise Conflict(
            "Đang chấm lần hai; hãy chờ lần thẩm định đang mở đóng lại rồi mới chốt phương án.",
            "Second scores are being given; freeze drafts once the open pass has closed.",
        )
    frozen = drafting.require_current(round_id, drafts, drafting.gathered(round_id, now))
    known = store.list_records(round_id)
    if standing := motions.standing_one(known):
        return _frozen_already(standing, drafts, note, by)
    motion = Motion(
        round_id,
        len(known) + 1,
        dict(drafts),
        frozen[0].inputs_digest,
        voters,
        rule,
        now,
        by.email,
        note,
    )
    details = {
        "drafts": motion.drafts,
        "inputs_digest": motion.inputs_digest,
        "voters": [voter.email for voter in voters],
    }
    act = audit.act_of(round_id, now, by.email, "freeze_draft", f"{motion.number}", note, details)
    if not store.add(motion, act):
        return _frozen_already(store.get(round_id, motion.number), drafts, note, by)
    return store.get(round_id, motion.number)


def _frozen_already(
    standing: MotionRecord, drafts: Mapping[str, int], note: str, by: Account
) -> MotionRecord:
    """The motion that stands, if this person has frozen just that; else Conflict."""
    motion = standing.motion
    same = (motion.drafts, motion.note, motion.by) == (dict(drafts), note, by.email)
    if motion.state == FROZEN and same:
        return standing
    raise _still_frozen()


def _rule(round_id: str, now: datetime) -> VotingRule:
    if (rule := current.get(round_id, now).council) is not None:
        return rule
    raise Conflict(
        "Kỳ này không có Hội đồng nên không biểu quyết.",
        "This round has no council, so nothing is voted on.",
    )


def _voters(round_id: str, now: datetime) -> tuple[Voter, ...]:
    found = []
    for account in accounts.list_of(round_id):
        post = account.council_post(round_id, now)
        if post and post.role in APPRAISING and not (account.disabled or post.has_ended(now)):
            found.append(Voter(account.email, account.name, post.role))
    if not found:
        raise Conflict(
            "Hội đồng chưa có thành viên nào để biểu quyết; hãy tạo tài khoản trước.",
            "The council has no member who could vote; create their accounts first.",
        )
    return tuple(found)


def _still_frozen() -> Conflict:
    return Conflict(
        "Đang có một phương án được chốt; hãy mở lại phương án đó trước.",
        "Another motion is frozen; lift its freeze first.",
    )


def vote(
    round_id: str, number: int, choice: str, reason: str, by: Account, now: datetime
) -> MotionRecord:
    """Keep a member's vote; one that says the same as the vote before changes nothing.

    FreezeLifted once the freeze was lifted, Conflict once the report was approved, Forbidden for
    somebody who was no member when the motion was frozen. Invalid without a reason to disagree.
    """
    if problems := motions.vote_problems(choice, reason):
        raise Invalid(errors=problems)
    for _ in range(ATTEMPTS):
        record = store.get(round_id, number)
        motion, before = record.motion, record.standing.get(by.email)
        _require_voted_on(motion)
        if not motion.has_voter(by.email):
            raise Forbidden(
                "Ông/Bà chưa là thành viên Hội đồng khi phương án này được chốt; hãy biểu quyết ở"
                " phương án sau.",
                "You were not a member of the council when this motion was frozen; vote on the"
                " next one.",
            )
        if before and (before.choice, before.reason) == (choice, reason):
            return record
        given = Vote(motion.ballots + 1, by.email, choice, reason, now)
        details = {"choice": choice, "vote": given.number}
        act = audit.act_of(round_id, now, by.email, "vote", f"{number}", reason, details)
        if store.add_vote(motion, given, act):
            return store.get(round_id, number)
    raise _busy()


def lift(round_id: str, number: int, reason: str, by: Account, now: datetime) -> MotionRecord:
    """Lift the freeze of a motion, for a reason; it is read as it was, and never frozen again.
    FreezeLifted if it was lifted before, but not if the same person did, for the same reason.
    """
    act = audit.act_of(round_id, now, by.email, "lift_freeze", f"{number}", reason)
    lifting = FreezeLifting(reason, now, by.email)
    for _ in range(ATTEMPTS):
        record = store.get(round_id, number)
        if record.motion.state == LIFTED:
            before = record.lifting
            if before and (before.reason, before.by) == (reason, by.email):
                return record
            raise FreezeLifted
        if store.lift(record.motion, lifting, act):
            return store.get(round_id, number)
    raise _busy()


def approve(
    round_id: str,
    number: int,
    document: tuple[str, date],
    evidence_id: str,
    by: Account,
    now: datetime,
) -> MotionRecord:
    """Record that the Minister (the chairman) has approved the report: number and date of the
    document, and its uploaded file. From then on nobody votes any more.

    NotAgreed unless the council has agreed; InputsChanged if an input has changed since; Conflict
    if another approval is on record; FreezeLifted. The same file once more changes nothing.
    """
    before = store.get(round_id, number)
    motion = before.motion
    if motion.state == APPROVED and before.approval and before.approval.paper.id == evidence_id:
        return before
    _require_voted_on(motion)
    if document[1] > _today(round_id, now):
        raise Invalid(
            errors=[
                Problem(
                    "date",
                    "Ngày của văn bản chưa đến; hãy kiểm tra lại",
                    "The date of the document lies in the future; check it",
                    "in_the_future",
                )
            ]
        )
    drafting.require_current(round_id, motion.drafts, drafting.gathered(round_id, now))
    paper = meeting_papers.taken(motion, "report", evidence_id, by, now)
    details = {"number": document[0], "date": document[1].isoformat(), "sha256": paper.sha256}
    act = audit.act_of(round_id, now, by.email, "approve_report", f"{number}", details=details)
    for _ in range(ATTEMPTS):
        record = store.get(round_id, number)
        _require_voted_on(record.motion)
        if not record.has_agreement:
            raise NotAgreed
        approval = ReportApproval(*document, paper, now, by.email)
        if store.approve(record.motion, approval, act):
            return store.get(round_id, number)
    raise _busy()


def _today(round_id: str, now: datetime) -> date:
    from zoneinfo import ZoneInfo

    return now.astimezone(ZoneInfo(current.get(round_id, now).timezone)).date()


def _require_voted_on(motion: Motion) -> None:
    if motion.state == LIFTED:
        raise FreezeLifted
    if motion.state != FROZEN:
        raise Conflict(
            "Báo cáo theo phương án này đã được phê duyệt nên biểu quyết đã khép lại.",
            "The report on this motion has been approved, so the vote is closed.",
        )


def _busy() -> Conflict:
    return Conflict(
        "Nhiều người cùng biểu quyết; hãy thử lại.",
        "Several people are voting at once; please try again.",
    )


def require_agreed(round_id: str, status: str, drafts: Mapping[str, int], now: datetime) -> int:
    """The number of the motion by which the council has agreed to these drafts; 0 where none is
    needed, for a provisional publication and in a round without a council. NotAgreed.
    """
    if status != "final" or current.get(round_id, now).council is None:
        return 0
    record = motions.standing_one(store.list_records(round_id))
    if record and record.has_agreement and motions.covers(record.motion, drafts):
        return record.motion.number
    raise NotAgreed
