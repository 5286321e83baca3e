"""Motions: frozen drafts that the council votes on, and what became of each.

What a motion froze never changes. Votes, papers, the lifting of its freeze and the approval of the
report are records beside it; they move its state and its count of votes alone. Who may vote is
fixed when it is frozen: somebody who leaves the council later still counts among all members, and a
vote that was given stays; somebody who joins later votes on the next motion.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from chalicelib.domain.errors import Problem
from chalicelib.domain.rounds.voting_rules import VotingRule

FROZEN, APPROVED, LIFTED = "frozen", "approved", "lifted"
"""The states of a motion: it is voted on; the report was approved, so that no vote changes any
more; its freeze was lifted.
"""
AGREE, DISAGREE, ABSTAIN = "agree", "disagree", "abstain"
VOTES = (AGREE, DISAGREE, ABSTAIN)
PAPERS = ("agenda", "minutes", "report")
"""What is attached: the agenda, the minutes, and the approval of the report as a file."""


@dataclass(frozen=True, slots=True)
class Voter:
    """A member of the council as the motion was frozen; `role` is `council` or `chair`."""

    email: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Motion:
    """What is voted on: a draft of each index by number, all of the same inputs.

    `ballots` counts every vote given so far, replaced ones too; it and `state` are all that
    changes.
    """

    round: str
    number: int
    drafts: Mapping[str, int]
    inputs_digest: str
    voters: tuple[Voter, ...]
    rule: VotingRule
    at: datetime
    by: str
    note: str = ""
    state: str = FROZEN
    ballots: int = 0

    def has_voter(self, email: str) -> bool:
        """Whether this person was a member when the motion was frozen."""
        return any(voter.email == email for voter in self.voters)


@dataclass(frozen=True, slots=True)
class Vote:
    """One vote; `number` counts those of the motion from 1. A later one of a person replaces the
    earlier one, and both are kept.
    """

    number: int
    by: str
    choice: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class MeetingPaper:
    """A file of the meeting, one of PAPERS; `version_id` is that of the object in the store."""

    id: str
    kind: str
    name: str
    sha256: str
    version_id: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class FreezeLifting:
    """Why, when and by whom the freeze was lifted."""

    reason: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class ReportApproval:
    """The Minister's (the chairman's) approval of the report: document number, local date and file
    (circular on the index, III.1.a).
    """

    number: str
    date: date
    paper: MeetingPaper
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class MotionRecord:
    """A motion with everything that is kept about it; votes and papers in their order."""

    motion: Motion
    votes: tuple[Vote, ...] = ()
    papers: tuple[MeetingPaper, ...] = ()
    lifting: FreezeLifting | None = None
    approval: ReportApproval | None = None

    @property
    def standing(self) -> dict[str, Vote]:
        """The vote that counts of each member who has given one, by address."""
        latest = {vote.by: vote for vote in sorted(self.votes, key=lambda vote: vote.number)}
        return {email: vote for email, vote in latest.items() if self.motion.has_voter(email)}

    @property
    def tally(self) -> dict[str, int]:
        """How many members have agreed, disagreed, abstained and not voted."""
        counted = Counter(vote.choice for vote in self.standing.values())
        silent = len(self.motion.voters) - sum(counted.values())
        return {**{choice: counted[choice] for choice in VOTES}, "silent": silent}

    @property
    def has_agreement(self) -> bool:
        """Whether the council has agreed by the rule of the round, and the motion still stands."""
        return self.motion.state != LIFTED and self.motion.rule.is_met(
            self.tally[AGREE], len(self.motion.voters)
        )


def vote_problems(choice: str, reason: str) -> list[Problem]:
    """A member who disagrees says why."""
    if choice != DISAGREE or reason.strip():
        return []
    return [
        Problem(
            "reason",
            "Không nhất trí thì cần ghi lý do",
            "Give the reason why you disagree",
            "missing",
        )
    ]


def covers(motion: Motion, drafts: Mapping[str, int]) -> bool:
    """Whether these drafts, by index, are all of the motion's."""
    return bool(drafts) and all(motion.drafts.get(index) == drafts[index] for index in drafts)


def standing_one(records: Iterable[MotionRecord]) -> MotionRecord | None:
    """The motion whose freeze stands; there is one at most."""
    return next((each for each in records if each.motion.state != LIFTED), None)
