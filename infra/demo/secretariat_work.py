"""What the council's secretariat does: assign the areas to the members, draw a sample for second
scores, confirm what operations staff propose, freeze the drafts that members vote on, put the
papers of the meeting and the approval of the report on record.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from infra.demo.client import Visitor, segment
from infra.demo.council_work import members
from infra.demo.pdfs import scanned_pdf
from infra.demo.unit_work import upload

_PAPERS = {
    "agenda": "Chương trình họp Hội đồng thẩm định.pdf",
    "minutes": "Biên bản họp Hội đồng thẩm định.pdf",
}
_APPROVAL = "Quyết định phê duyệt kết quả.pdf"
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

    def confirm(self) -> int:
        """Confirm the exclusions and adjustments that operations staff proposed, 40 a call; returns
        how many.
        """
        path = f"/{segment(self.round)}/rulings"
        proposals = self.visitor.get(path)["proposals"]
        waiting = [each["proposal"] for each in proposals if each["state"] == "waiting"]
        for start in range(0, len(waiting), 40):
            body = {"proposals": waiting[start : start + 40], "confirm": True}
            self.visitor.post(f"{path}/decide", body)
        return len(waiting)

    def freeze(self, drafts: dict[str, int]) -> int:
        """Freeze these drafts; returns the number of the motion."""
        motion = self.visitor.post(f"/{segment(self.round)}/motions", {"drafts": drafts})
        return int(motion["motion"])

    def attach(self, motion: int) -> None:
        """Attach the agenda and the minutes of the meeting."""
        for kind, name in _PAPERS.items():
            paper = {"kind": kind, "evidence": self._uploaded(motion, name)}
            self.visitor.post(f"{self._motion(motion)}/papers", paper)

    def approve(self, motion: int, day: date) -> None:
        """Put the approval of the report on record; AssertionError if the members have not agreed
        by now.
        """
        motions = self.visitor.get(f"/{segment(self.round)}/motions")["motions"]
        shown = next(each for each in motions if each["motion"] == motion)
        if not shown["agreed"]:
            raise AssertionError(f"motion {motion} is not agreed: {shown['tally']}")
        body = {
            "number": "01/QĐ-HĐTĐ",
            "date": day.isoformat(),
            "evidence": self._uploaded(motion, _APPROVAL),
        }
        self.visitor.post(f"{self._motion(motion)}/approval", body)

    def _motion(self, motion: int) -> str:
        return f"/{segment(self.round)}/motions/{motion}"

    def _uploaded(self, motion: int, name: str) -> str:
        """Upload a paper, as scanned; the id of its form."""
        content = scanned_pdf(name, f"{self.round}/{name}", 1)
        form: dict[str, Any] = self.visitor.post(
            f"{self._motion(motion)}/papers/forms",
            {"name": name, "size": len(content), "type": "application/pdf"},
        )
        upload(self.visitor.site.pool, form, name, content)
        return str(form["evidence"])


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
