"""Open decisions: what still waits to be decided about units whose result would become final.

An exclusion, bonus or penalty points that a second person has not confirmed, a request that a
criterion should not apply, a case on dishonesty, an objection: each may change the result, and a
final publication cannot be taken back.
"""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.domain.errors import Problem
from chalicelib.domain.rounds import proposed_rulings
from chalicelib.domain.texts import Text

_WHAT = {
    "exclusion": (
        "đề xuất không đánh giá chờ người thứ hai xác nhận",
        "an exclusion waits for a second person",
    ),
    "adjustment": (
        "điểm thưởng, điểm phạt chờ người thứ hai xác nhận",
        "bonus or penalty points wait for a second person",
    ),
    "not_applicable": (
        "đề nghị không áp dụng chưa được quyết định",
        "the request that it should not apply is not decided",
    ),
    "dishonesty": ("hồ sơ không trung thực chưa kết luận", "the case on dishonesty is not decided"),
    "objection": ("đề nghị xem xét lại chưa được quyết định", "the objection is not decided"),
}
KINDS = tuple(_WHAT)


@dataclass(frozen=True, slots=True)
class OpenDecision:
    """One of KINDS about a unit, with the criterion where it is about one."""

    kind: str
    unit: str
    leaf: str = ""

    @property
    def is_ruling(self) -> bool:
        """Whether it is a ruling that a second person has not confirmed."""
        return self.kind in proposed_rulings.KINDS

    def as_problem(self, name: Text) -> Problem:
        """What waits, at `unit/criterion` or the unit; `name` is the unit's."""
        vi, en = _WHAT[self.kind]
        at, of_vi, of_en = self.unit, "", ""
        if self.leaf:
            at += f"/{self.leaf}"
            of_vi, of_en = f", tiêu chí {self.leaf}", f", criterion {self.leaf}"
        return Problem(
            at, f"{name.vi}{of_vi}: {vi}", f"{name.en or name.vi}{of_en}: {en}", self.kind
        )
