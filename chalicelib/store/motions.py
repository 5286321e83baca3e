"""Motions of the council of each round, numbered from 1, and the records beside each: votes,
papers, the lifting of the freeze, the approval of the report.

Every record is written once. Of a motion only its state and the number of its votes change, each
with the record that changes it in one transaction: that is how a vote and the lifting of the freeze
at the same instant are told apart.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from fractions import Fraction
from typing import Any

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.models import Model

from chalicelib.domain import json_values
from chalicelib.domain.errors import NotFound
from chalicelib.domain.instants import from_text, to_text
from chalicelib.domain.results.motions import (
    APPROVED,
    FROZEN,
    LIFTED,
    FreezeLifting,
    MeetingPaper,
    Motion,
    MotionRecord,
    ReportApproval,
    Vote,
    Voter,
)
from chalicelib.domain.rounds.voting_rules import VotingRule
from chalicelib.store import audit, tables


class MotionItem(Model):
    """`ranking` is `round/#council`; `item` is `motion#` and the number in six digits, and for a
    record beside it `#vote#` with its number, `#paper#` with its id, `#lifting` or `#approval`.
    `state` and `ballots` are those of a motion.
    """

    class Meta(tables.TableMeta):
        table_name = tables.name("results")

    ranking = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    content = UnicodeAttribute()
    state = UnicodeAttribute(null=True)
    ballots = NumberAttribute(null=True)


def list_records(round_id: str) -> list[MotionRecord]:
    """Every motion of a round with its records, the newest first, read consistently."""
    items = MotionItem.query(
        _partition(round_id), MotionItem.item.startswith("motion#"), consistent_read=True
    )
    found: dict[str, list[MotionItem]] = {}
    for item in items:
        found.setdefault(item.item[: len(_name(1))], []).append(item)
    return [_record(round_id, beside) for _, beside in sorted(found.items(), reverse=True)]


def get(round_id: str, number: int) -> MotionRecord:
    """One motion with its records; NotFound."""
    name = _name(number)
    beside = list(
        MotionItem.query(
            _partition(round_id), MotionItem.item.startswith(name), consistent_read=True
        )
    )
    if not beside:
        raise NotFound(f"Không có phương án số {number}.", f"There is no motion {number}.")
    return _record(round_id, beside)


def add(motion: Motion, act: audit.Act) -> bool:
    """Keep a new motion; False if its number is taken or the freeze of the one before stands."""
    partition = _partition(motion.round)
    content = {
        "drafts": dict(motion.drafts),
        "inputs_digest": motion.inputs_digest,
        "voters": [asdict(voter) for voter in motion.voters],
        "share": str(motion.rule.share),
        "reached": motion.rule.reached,
        "at": to_text(motion.at),
        "by": motion.by,
        "note": motion.note,
    }
    item = MotionItem(
        partition, _name(motion.number), content=tables.dump(content), state=FROZEN, ballots=0
    )

    def fill(transaction: Any) -> None:
        transaction.save(item, condition=MotionItem.item.does_not_exist())
        if motion.number > 1:
            transaction.condition_check(
                MotionItem,
                partition,
                _name(motion.number - 1),
                condition=MotionItem.state == LIFTED,
            )
        audit.fill(act, transaction)

    return tables.write(fill) is None


def add_vote(motion: Motion, vote: Vote, act: audit.Act) -> bool:
    """Keep a vote; False if the motion is no longer voted on, or has another vote by now."""
    content = {**asdict(vote), "at": to_text(vote.at)}
    return _beside(
        motion,
        (f"#vote#{vote.number:06d}", content),
        act,
        [MotionItem.ballots.set(vote.number)],
        _untouched(motion),
    )


def lift(motion: Motion, lifting: FreezeLifting, act: audit.Act) -> bool:
    """Lift the freeze; False if it was lifted before."""
    content = {**asdict(lifting), "at": to_text(lifting.at)}
    return _beside(
        motion,
        ("#lifting", content),
        act,
        [MotionItem.state.set(LIFTED)],
        tables.as_read(MotionItem.state, FROZEN, FROZEN) | (MotionItem.state == APPROVED),
    )


def approve(motion: Motion, approval: ReportApproval, act: audit.Act) -> bool:
    """Keep the approval of the report; False if anything was voted or lifted since the motion was
    read.
    """
    content = {
        "number": approval.number,
        "date": approval.date.isoformat(),
        "paper": _paper_row(approval.paper),
        "at": to_text(approval.at),
        "by": approval.by,
    }
    return _beside(
        motion, ("#approval", content), act, [MotionItem.state.set(APPROVED)], _untouched(motion)
    )


def add_paper(motion: Motion, paper: MeetingPaper, act: audit.Act) -> bool:
    """Keep a paper of the meeting; False if it is there already."""
    item = MotionItem(
        _partition(motion.round),
        f"{_name(motion.number)}#paper#{paper.id}",
        content=tables.dump(_paper_row(paper)),
    )

    def fill(transaction: Any) -> None:
        transaction.save(item, condition=MotionItem.item.does_not_exist())
        audit.fill(act, transaction)

    return tables.write(fill) is None


def _beside(
    motion: Motion,
    record: tuple[str, Mapping[str, Any]],
    act: audit.Act,
    changes: list[Any],
    condition: Any,
) -> bool:
    """Change the motion and keep the record that says why, both or neither."""
    partition, name = _partition(motion.round), _name(motion.number)
    beside = MotionItem(partition, name + record[0], content=tables.dump(record[1]))

    def fill(transaction: Any) -> None:
        transaction.update(MotionItem(partition, name), changes, condition=condition)
        transaction.save(beside, condition=MotionItem.item.does_not_exist())
        audit.fill(act, transaction)

    return tables.write(fill) is None


def _untouched(motion: Motion) -> Any:
    """The condition that the motion is voted on, and has the votes with which it was read."""
    open_ = tables.as_read(MotionItem.state, FROZEN, FROZEN)
    return open_ & tables.as_read(MotionItem.ballots, motion.ballots, 0)


def _partition(round_id: str) -> str:
    return f"{round_id}/#council"


def _name(number: int) -> str:
    return f"motion#{number:06d}"


def _record(round_id: str, items: Iterable[MotionItem]) -> MotionRecord:
    """A motion from its own item, which comes first, and those beside it."""
    first, *others = items
    votes, papers, lifting, approval = [], [], None, None
    for item in others:
        content, kind = json.loads(item.content), item.item.split("#")[2]
        content["at"] = from_text(content["at"])
        if kind == "vote":
            votes.append(json_values.of(Vote, content))
        elif kind == "paper":
            papers.append(json_values.of(MeetingPaper, content))
        elif kind == "lifting":
            lifting = json_values.of(FreezeLifting, content)
        elif kind == "approval":
            approval = ReportApproval(
                content["number"],
                date.fromisoformat(content["date"]),
                _paper(content["paper"]),
                content["at"],
                content["by"],
            )
    papers.sort(key=lambda paper: (paper.at, paper.id))
    return MotionRecord(_motion(round_id, first), tuple(votes), tuple(papers), lifting, approval)


def _motion(round_id: str, item: MotionItem) -> Motion:
    content = json.loads(item.content)
    return Motion(
        round_id,
        int(item.item.removeprefix("motion#")),
        content["drafts"],
        content["inputs_digest"],
        tuple(json_values.of(Voter, voter) for voter in content["voters"]),
        VotingRule(Fraction(content["share"]), content["reached"]),
        from_text(content["at"]),
        content["by"],
        content["note"],
        item.state or FROZEN,
        int(item.ballots or 0),
    )


def _paper_row(paper: MeetingPaper) -> dict[str, Any]:
    return {**asdict(paper), "at": to_text(paper.at)}


def _paper(row: Mapping[str, Any]) -> MeetingPaper:
    return json_values.of(MeetingPaper, {**row, "at": from_text(row["at"])})
