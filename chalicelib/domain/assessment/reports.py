"""The report on the self-assessment: its content, before it becomes a page or a file.

A summary of points by area and criterion with totals, the leaves, the explanations, difficulties
and proposals (national guide 2024 §1a; Hà Nội's guide §1). Points are those that the unit gives
itself; those of the council, the survey and official figures are not known yet, and it says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from chalicelib.domain import decimals
from chalicelib.domain.assessment.changes import DIFFICULTIES, PROPOSALS
from chalicelib.domain.assessment.sheets import Entry, Sheet
from chalicelib.domain.criteria.rules import Levels
from chalicelib.domain.criteria.tree import Leaf
from chalicelib.domain.evidence.files import EvidenceFile
from chalicelib.domain.rounds.letterheads import Letterhead
from chalicelib.domain.rounds.round import Round
from chalicelib.domain.rounds.units import Unit
from chalicelib.domain.spelling.collation import order
from chalicelib.domain.texts import Text


@dataclass(frozen=True, slots=True)
class ReportLine:
    """An area, a criterion or a leaf: `maximum` of all leaves that apply, `own_maximum` and
    `points` of those that the unit scores itself.

    A leaf also has its method, its value in words, its marks and the number of files that count as
    its evidence; `points` is None where there is no value yet or none is due.
    """

    kind: str
    code: str
    title: Text
    maximum: str
    own_maximum: str
    points: str | None
    method: str = ""
    applies: bool = True
    value: str = ""
    estimated: bool = False
    evidence: int = 0


@dataclass(frozen=True, slots=True)
class Explanation:
    """What the unit explains at a leaf."""

    code: str
    title: Text
    text: str


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A file and the document in it: `date` as `2024-01-05` or empty; only a `standing` of
    `evidence` counts.

    A file for `reference` is not an official document, a `quarantined` one cannot be used; both are
    listed apart.
    """

    name: str
    sha256: str
    leaves: tuple[str, ...]
    number: str
    date: str
    issuer: str
    standing: str


@dataclass(frozen=True, slots=True)
class Report:
    """The whole report; `subject` is the line under its title, `total` that of the whole sheet."""

    round: str
    title: Text
    authority: Text
    year: int
    index: Text
    illustrative: bool
    unit: str
    name: Text
    letterhead: Letterhead
    subject: Text
    lines: tuple[ReportLine, ...]
    total: ReportLine
    explanations: tuple[Explanation, ...]
    difficulties: str
    proposals: str
    files: tuple[ListedFile, ...]

    def files_of(self, standing: str) -> list[ListedFile]:
        """The files of that standing, by name."""
        return [file for file in self.files if file.standing == standing]


def report_of(
    round_: Round, unit: Unit, sheet: Sheet, files: Iterable[EvidenceFile], skipped: frozenset[str]
) -> Report:
    """The report of the current sheet; `skipped` are the leaves that do not apply to the unit."""
    index, listed = round_.index(unit.index), list(files)
    lines: list[ReportLine] = []
    for area in index.areas:
        lines.append(_sum("area", area.code, area.title, area.leaves, sheet, skipped))
        for criterion in area.criteria:
            lines.append(
                _sum("criterion", criterion.code, criterion.title, criterion.leaves, sheet, skipped)
            )
            lines += [
                _leaf(leaf, sheet.entry(leaf.code), leaf.code not in skipped, listed)
                for leaf in criterion.leaves
            ]
    explained = tuple(
        Explanation(leaf.code, leaf.title, text)
        for leaf in index.leaves.values()
        if leaf.code not in skipped and (text := sheet.entry(leaf.code).explanation.strip())
    )
    subject = Text(
        f"Kết quả tự đánh giá, chấm điểm Chỉ số cải cách hành chính năm {round_.year}",
        f"on the self-assessment for the Public Administration Reform Index {round_.year}",
    )
    return Report(
        round_.id,
        round_.title,
        round_.authority,
        round_.year,
        index.title,
        index.illustrative,
        unit.id,
        unit.name,
        index.letterheads.of(unit.id, unit.name.vi),
        subject,
        tuple(lines),
        _sum("total", "", Text("Tổng cộng", "Total"), index.leaves.values(), sheet, skipped),
        explained,
        sheet.entry(DIFFICULTIES).explanation.strip(),
        sheet.entry(PROPOSALS).explanation.strip(),
        tuple(_listed(file) for file in sorted(listed, key=lambda file: order(file.name))),
    )


def _listed(file: EvidenceFile) -> ListedFile:
    paper = file.paper
    standing = (
        "quarantined" if file.state == "quarantined" else "evidence" if file.counts else "reference"
    )
    return ListedFile(
        file.name,
        file.sha256,
        file.leaves,
        paper.number,
        paper.date.isoformat() if paper.date else "",
        paper.issuer,
        standing,
    )


def _sum(
    kind: str, code: str, title: Text, leaves: Iterable[Leaf], sheet: Sheet, skipped: frozenset[str]
) -> ReportLine:
    applying = [leaf for leaf in leaves if leaf.code not in skipped]
    scored = [leaf for leaf in applying if leaf.method == "self_assessed"]
    reached = sum(
        (_points(leaf, sheet.entry(leaf.code)) or Fraction(0) for leaf in scored), Fraction(0)
    )
    return ReportLine(
        kind,
        code,
        title,
        _two(applying),
        _two(scored),
        decimals.two(reached) if scored else None,
        applies=bool(applying),
    )


def _leaf(leaf: Leaf, entry: Entry, applies: bool, files: list[EvidenceFile]) -> ReportLine:
    scored = [leaf] if leaf.method == "self_assessed" else []
    points = _points(leaf, entry) if scored and applies else None
    evidence = sum(file.counts and leaf.code in file.leaves for file in files)
    return ReportLine(
        "leaf",
        leaf.code,
        leaf.title,
        _two([leaf]),
        _two(scored),
        None if points is None else decimals.two(points),
        leaf.method,
        applies,
        spoken(leaf, entry.value),
        entry.estimated,
        evidence,
    )


def _points(leaf: Leaf, entry: Entry) -> Fraction | None:
    return None if entry.value is None else leaf.rule.points(entry.value, leaf)


def _two(leaves: Iterable[Leaf]) -> str:
    return decimals.two(sum((leaf.max for leaf in leaves), Fraction(0)))


def spoken(leaf: Leaf, value: Mapping[str, Any] | None) -> str:
    """A value in Vietnamese words: the level's title, `36 / 40`, `Số vốn: 1,5`; "" for none."""
    if value is None:
        return ""
    if isinstance(leaf.rule, Levels):
        return next(
            (level.title.vi for level in leaf.rule.levels if level.id == value.get("level")), ""
        )
    parts = [decimals.comma(str(value.get(key, ""))) for key in leaf.rule.keys]
    if leaf.rule.type == "formula":
        return "; ".join(
            f"{leaf.rule.title(key).vi}: {part}"
            for key, part in zip(leaf.rule.keys, parts, strict=True)
        )
    return " / ".join(parts)
