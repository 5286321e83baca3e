"""What the council's secretariat does: assign the areas to the members, draw a sample."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from infra.demo.client import Visitor, segment
from infra.demo.council_work import members

_APPRAISED = ("self_assessed", "council_only")


@dataclass(frozen=True, slots=True)
class SecretariatWork:
    """The secretariat of one round at work."""

    visitor: Visitor
    round: str

    def assign(self, document: dict[str, Any]) -> None:
        """Assign every area that has something to appraise; AssertionError if anything is left to
        nobody.
        """
        path = f"/{segment(self.round)}/assignments"
        body = {
            "version": self.visitor.get(path)["version"],
            "assignments": list(assignments_of(document)),
        }
        gaps = self.visitor.put(path, body)["gaps"]
        if gaps:
            raise AssertionError(f"nobody appraises {gaps}")

    def draw(self) -> int:
        """Draw the sample for second scores; returns how many criteria of units it has."""
        drawn = self.visitor.post(f"/{segment(self.round)}/second-scores/draw", {})["drawn"]
        return int(drawn["sample"])


def assignments_of(document: dict[str, Any]) -> Iterator[dict[str, str]]:
    """One assignment for each area with something to appraise, to the member who has it."""
    for member in members(document):
        for index in document["indexes"]:
            for area in index["areas"]:
                if f"{index['id']}/{area['code']}" in member.areas and _is_appraised(area):
                    yield {"index": index["id"], "part": area["code"], "member": member.email}


def _is_appraised(area: dict[str, Any]) -> bool:
    leaves = [leaf for each in area["criteria"] for leaf in each.get("leaves") or [each]]
    return any(leaf["method"] in _APPRAISED for leaf in leaves)
