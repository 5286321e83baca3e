"""What council members do: appraise the areas assigned to them, score a sample again, vote on the
result.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from infra.demo.client import Visitor, segment
from infra.demo.inputs import Appraisal

# The reason of an appraisal that comes without one: where it differs from what the unit sent, the
# server asks for it.
_REASON = "Theo hồ sơ thẩm định"


@dataclass(frozen=True, slots=True)
class Member:
    """A council member and the areas (`index/area`) he or she appraises."""

    email: str
    areas: tuple[str, ...]


def members(document: dict[str, Any], number: int = 3) -> list[Member]:
    """A few members among whom the areas of every index are dealt out in turn."""
    dealt: list[list[str]] = [[] for _ in range(number)]
    areas = [
        f"{index['id']}/{area['code']}" for index in document["indexes"] for area in index["areas"]
    ]
    for place, area in enumerate(areas):
        dealt[place % number].append(area)
    return [
        Member(f"hoi-dong-{place}@example.test", tuple(each))
        for place, each in enumerate(dealt, 1)
        if each
    ]


@dataclass(frozen=True, slots=True)
class CouncilWork:
    """A signed-in council member at work."""

    visitor: Visitor
    round: str
    leaves: dict[str, frozenset[str]] = field(
        default_factory=dict
    )  # by index: the leaves of the member's areas

    def appraise(self, unit: str, index: str, number: int, appraisals: Sequence[Appraisal]) -> int:
        """Give this member's part of a unit's appraisals in pass 1 or 2; returns how many the
        server took.
        """
        mine = [each for each in appraisals if each.leaf in self.leaves[index]]
        if not mine:
            return 0
        entries = [
            {"leaf": each.leaf, "value": each.value, "version": 0}
            | {"comment": each.comment or _REASON}
            for each in mine
        ]
        body = {"save_id": str(uuid.uuid4()), "pass": number, "entries": entries}
        path = "/".join(("", *map(segment, (self.round, unit, "appraisals"))))
        return len(self.visitor.post(path, body)["entries"])

    def list_seconds(self) -> list[tuple[str, str]]:
        """Unit and leaf of everything that the member scores a second time."""
        mine = self.visitor.get(f"/{segment(self.round)}/second-scores/mine")
        return [(each["unit"], each["criterion"]) for each in mine["to_score"]]

    def score(self, unit: str, number: int, leaf: str, value: object) -> int:
        """Give one second score; returns how many the server took."""
        entry = {"leaf": leaf, "value": value, "version": 0, "comment": _REASON}
        body = {"save_id": str(uuid.uuid4()), "pass": number, "entries": [entry]}
        path = "/".join(("", *map(segment, (self.round, unit, "second-scores"))))
        return len(self.visitor.post(path, body)["entries"])

    def vote(self, motion: int) -> None:
        """Look at the frozen drafts and agree."""
        path = f"/{segment(self.round)}/motions"
        shown = next(each for each in self.visitor.get(path)["motions"] if each["motion"] == motion)
        for index in shown["drafts"]:
            self.visitor.get(f"{path}/{motion}/drafts/{segment(index)}")
        self.visitor.post(f"{path}/{motion}/votes", {"choice": "agree"})


def leaves_of(document: dict[str, Any], member: Member) -> dict[str, frozenset[str]]:
    """By index, the leaves of the member's areas."""
    found = {}
    for index in document["indexes"]:
        areas = [area for area in index["areas"] if f"{index['id']}/{area['code']}" in member.areas]
        criteria = [criterion for area in areas for criterion in area["criteria"]]
        codes = [leaf["code"] for each in criteria for leaf in each.get("leaves") or [each]]
        found[index["id"]] = frozenset(codes)
    return found
