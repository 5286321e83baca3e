"""Objections (“đề nghị xem xét lại”): after the final release a unit objects to a criterion.

It may do so once for each final release, within the days that the round sets. The council's
decision has a reason; one that accepts gives the value that counts from then on.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from chalicelib.domain.appraisal import reasons
from chalicelib.domain.assessment import changes
from chalicelib.domain.assessment.changes import Change
from chalicelib.domain.criteria.tree import APPRAISED
from chalicelib.domain.errors import Conflict, Problem
from chalicelib.domain.instants import end_of_day, local_time
from chalicelib.domain.rounds.round import Index

REQUESTED, ACCEPTED, REFUSED = "requested", "accepted", "refused"
LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Objection:
    """A unit's objection to a leaf of a final release (its number), with the ids of its files, and
    the decision: its reason (`note`), and, if it accepts, the new `value`; `was` is the one before.
    """

    unit: str
    leaf: str
    release: int
    reason: str
    files: tuple[str, ...]
    by: str
    at: datetime
    was: Mapping[str, Any] | None
    state: str = REQUESTED
    note: str = ""
    value: Mapping[str, Any] | None = None
    decided_by: str = ""
    decided_at: datetime | None = None

    @property
    def id(self) -> str:
        """Tells it from every other objection of the unit."""
        return f"{self.leaf}/{self.release:06d}"

    @property
    def save_id(self) -> str:
        """The id of the save of the final pass that an accepted one makes."""
        return f"objection-{self.release}-{self.leaf}"

    def decided(
        self, value: Mapping[str, Any] | None, note: str, by: str, now: datetime
    ) -> Objection:
        """The objection with the decision, which accepts it if there is a value; Conflict if it was
        decided before.
        """
        if self.state != REQUESTED:
            raise Conflict(
                "Đề nghị xem xét lại này đã được quyết định.",
                "This objection has been decided already.",
            )
        state = REFUSED if value is None else ACCEPTED
        return replace(self, state=state, note=note, value=value, decided_by=by, decided_at=now)


def closes_at(released_at: datetime, days: int, timezone: str) -> datetime:
    """The first instant at which nobody may object any more: the end of the last of these days,
    which are counted from the day after the release.
    """
    return end_of_day(local_time(released_at, timezone).date() + timedelta(days=days), timezone)


def check_leaf(leaf: str, index: Index, skipped: Collection[str]) -> list[Problem]:
    """A problem unless the council appraises the leaf of the unit; `skipped` do not apply."""
    known = index.leaves.get(leaf)
    if known is not None and known.method in APPRAISED and leaf not in skipped:
        return []
    return [
        Problem(
            "leaf",
            f"Hội đồng không thẩm định tiêu chí {leaf} của đơn vị",
            f"The council does not appraise a criterion {leaf} of the unit",
            "unknown_leaf",
        )
    ]


def check_value(
    leaf: str, value: Any, before: Mapping[str, Any] | None, index: Index
) -> list[Problem]:
    """Every reason why a value cannot take the place of the one `before`."""
    if problems := changes.check(Change(leaf, 0, value), index, "appraisal_final"):
        return problems
    if before is not None and reasons.same(value, before, index.leaf(leaf).rule):
        return [
            Problem(
                "value",
                "Giá trị mới giống giá trị đang tính; nếu giữ nguyên thì không chấp nhận đề nghị",
                "The new value is the one that counts; to keep it, do not accept the objection",
                "same_value",
            )
        ]
    return []
