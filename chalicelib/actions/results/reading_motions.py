"""Reading motions: what the council and operations staff see of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from chalicelib.actions.appraisal import sampling
from chalicelib.actions.results import drafting, reading_drafts
from chalicelib.actions.rounds import current
from chalicelib.domain.errors import InputsChanged, NotFound, Problem
from chalicelib.domain.people.accounts import Account
from chalicelib.domain.results.motions import MeetingPaper, MotionRecord, Vote
from chalicelib.store import motions as store

_SOMETHING = Problem(
    "inputs",
    "Số liệu đã thay đổi; chi tiết hiện ra khi lần thẩm định đang mở đóng lại",
    "Inputs have changed; details show once the open pass has closed",
    "input_changed",
)


def overview(round_id: str, by: Account, now: datetime) -> dict[str, Any]:
    """Every motion of the round, newest first, and whether it has a council at all."""
    round_ = current.get(round_id, now)
    return {
        "round": round_.id,
        "council": round_.council is not None,
        "indexes": {index.id: index.title.as_json() for index in round_.indexes},
        "motions": [as_json(record, by) for record in store.list_records(round_id)],
    }


def draft(round_id: str, number: int, index: str) -> dict[str, Any]:
    """The draft of an index that a motion froze, with its ranking; NotFound."""
    motion = store.get(round_id, number).motion
    if index not in motion.drafts:
        raise NotFound
    return reading_drafts.show(round_id, index, motion.drafts[index])


def changes(round_id: str, number: int, by: Account, now: datetime) -> InputsChanged | None:
    """The refusal that names every input that has changed since the motion was frozen; None while
    none has. While second scores are given (again), members learn only that something has.
    """
    motion = store.get(round_id, number).motion
    try:
        drafting.require_current(round_id, motion.drafts, drafting.gathered(round_id, now))
    except InputsChanged as changed:
        if sampling.is_blind(round_id, now) and not sampling.sees_pairs(by, round_id):
            return InputsChanged(errors=[_SOMETHING])
        return changed
    return None


def as_json(record: MotionRecord, by: Account) -> dict[str, Any]:
    """A motion with its votes; `votes_here` says whether `by` is among those who vote on it."""
    motion, standing = record.motion, record.standing
    return {
        "motion": motion.number,
        "state": motion.state,
        "drafts": dict(motion.drafts),
        "inputs_digest": f"sha256:{motion.inputs_digest}",
        "at": motion.at,
        "by": motion.by,
        "note": motion.note,
        "share": str(motion.rule.share),
        "share_reached": motion.rule.reached,
        "tally": record.tally,
        "agreed": record.has_agreement,
        "votes_here": motion.has_voter(by.email),
        "voters": [
            {
                "email": voter.email,
                "name": voter.name,
                "role": voter.role,
                "vote": _vote(standing[voter.email]) if voter.email in standing else None,
                "votes": [_vote(vote) for vote in record.votes if vote.by == voter.email],
            }
            for voter in motion.voters
        ],
        "papers": [_paper(paper) for paper in record.papers],
        "lifting": {
            "reason": record.lifting.reason,
            "at": record.lifting.at,
            "by": record.lifting.by,
        }
        if record.lifting
        else None,
        "approval": {
            "number": record.approval.number,
            "date": record.approval.date.isoformat(),
            "paper": _paper(record.approval.paper),
            "at": record.approval.at,
            "by": record.approval.by,
        }
        if record.approval
        else None,
    }


def _vote(vote: Vote) -> dict[str, Any]:
    return {"choice": vote.choice, "reason": vote.reason, "at": vote.at}


def _paper(paper: MeetingPaper) -> dict[str, Any]:
    return {
        "paper": paper.id,
        "kind": paper.kind,
        "name": paper.name,
        "at": paper.at,
        "by": paper.by,
    }
