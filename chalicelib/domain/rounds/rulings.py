"""Rulings: what operations staff decide or enter for a unit.

External figures, leaves that do not apply, exclusions, voids, adjustments, and the previous year's
result. A withdrawn ruling stays on record and does not count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from chalicelib.domain import decimals
from chalicelib.domain.errors import Problem
from chalicelib.domain.rounds.round import Index, Round
from chalicelib.domain.rounds.units import Unit

KINDS = ("external", "not_applicable", "exclusion", "void", "adjustment", "previous")


@dataclass(frozen=True, slots=True)
class Ruling:
    """One ruling; `kind` decides which of the parts are filled. A `public` one shows its reason to
    everybody. `document` and `dated` are number and day (ISO) of the document that it rests on.

    `by` entered it, `confirmed_by` is the second person where it needs one; instants as text;
    `earlier` are the marks of those under the same key that were confirmed before. Who did it is no
    part of what is ruled: two rulings that differ in nothing else are equal.
    """

    kind: str
    unit: str
    leaf: str = ""
    value: Any = None
    points: str = ""
    id: str = ""
    index: str = ""
    rank: int = 0
    reason: str = ""
    public: bool = False
    withdrawn: bool = False
    document: str = ""
    dated: str = ""
    by: str = field(default="", compare=False)
    at: str = field(default="", compare=False)
    confirmed_by: str = field(default="", compare=False)
    confirmed_at: str = field(default="", compare=False)
    earlier: tuple[str, ...] = field(default=(), compare=False)

    @property
    def key(self) -> str:
        """What makes it unique in its round: a later ruling with the same key replaces it."""
        about = {"external": self.leaf, "not_applicable": self.leaf, "adjustment": self.id}.get(
            self.kind, ""
        )
        return f"{self.kind}#{self.unit}#{about}"

    @property
    def mark(self) -> str:
        """What an exclusion or its withdrawal is known by: `excluded 2026-11-20T06:00:00Z`."""
        return f"{'reversed' if self.withdrawn else 'excluded'} {self.at}"


def check(rulings: Iterable[Ruling], round_: Round, units: Mapping[str, Unit]) -> list[Problem]:
    """Every reason why these rulings cannot be kept."""
    problems: list[Problem] = []
    seen: set[str] = set()
    for number, ruling in enumerate(rulings):
        at = f"rulings[{number}]"
        if ruling.key in seen:
            problems.append(
                Problem(
                    at,
                    "Trùng với một mục ở trên; hãy gộp lại hoặc ghi mã (id) riêng cho từng mục",
                    "The same ruling is above; merge them, or give each its own id",
                    "repeated",
                )
            )
        seen.add(ruling.key)
        unit = units.get(ruling.unit)
        if unit is None:
            problems.append(
                Problem(
                    f"{at}.unit",
                    f"Không có đơn vị {ruling.unit}",
                    f"There is no unit {ruling.unit}",
                    "unknown_unit",
                )
            )
        elif ruling.kind in ("external", "not_applicable"):
            problems += _check_leaf(at, ruling, round_.index(unit.index))
        problems += _check_parts(at, ruling)
    return problems


def _check_parts(at: str, ruling: Ruling) -> Iterator[Problem]:
    if ruling.kind in ("exclusion", "void") and not ruling.reason.strip():
        yield Problem(f"{at}.reason", "Hãy ghi lý do", "Please give a reason", "reason_missing")
    if ruling.dated and not _is_day(ruling.dated):
        yield Problem(
            f"{at}.dated",
            "Không phải ngày; hãy ghi như 31/12/2026",
            "Not a day; write it as 31/12/2026",
            "no_day",
        )
    if ruling.kind == "adjustment" and decimals.parse(ruling.points) is None:
        yield Problem(
            f"{at}.points",
            "Điểm phải là số thập phân",
            "Points must be a decimal number",
            "bad_number",
        )
    if ruling.kind == "previous" and (decimals.parse(ruling.index) is None or ruling.rank < 1):
        yield Problem(
            at,
            "Cần chỉ số (số thập phân) và thứ hạng từ 1",
            "Needs an index (decimal) and a rank from 1",
            "bad_number",
        )


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _check_leaf(at: str, ruling: Ruling, index: Index) -> list[Problem]:
    leaf = index.leaves.get(ruling.leaf)
    if leaf is None:
        return [
            Problem(
                f"{at}.leaf",
                f"Không có tiêu chí {ruling.leaf}",
                f"There is no criterion {ruling.leaf}",
                "unknown_leaf",
            )
        ]
    if ruling.kind == "not_applicable":
        return []
    if leaf.method != "external":
        return [
            Problem(
                f"{at}.leaf",
                f"{ruling.leaf} không lấy số liệu bên ngoài",
                f"{ruling.leaf} does not take an external figure",
                "not_external",
            )
        ]
    return [
        Problem(f"{at}.value", problem.vi, problem.en, problem.code)
        for problem in leaf.rule.check(ruling.value, leaf)
    ]


def check_caps(rulings: Iterable[Ruling], round_: Round) -> list[Problem]:
    """A problem for each unit whose bonus or penalty, summed over the rulings that are not
    withdrawn, is above the round's cap.
    """
    bonus: dict[str, Fraction] = defaultdict(Fraction)
    penalty: dict[str, Fraction] = defaultdict(Fraction)
    for ruling in rulings:
        points = decimals.parse(ruling.points)
        if ruling.kind == "adjustment" and not ruling.withdrawn and points is not None:
            (bonus if points > 0 else penalty)[ruling.unit] += abs(points)
    problems = []
    for sums, cap, vi, en in (
        (bonus, round_.bonus_max, "Điểm thưởng", "Bonus"),
        (penalty, round_.penalty_max, "Điểm phạt", "Penalty"),
    ):
        problems += [
            Problem(
                unit,
                f"{vi} của {unit} vượt mức tối đa",
                f"{en} of {unit} is beyond the cap",
                "over_cap",
            )
            for unit, total in sums.items()
            if cap is not None and total > cap
        ]
    return problems
