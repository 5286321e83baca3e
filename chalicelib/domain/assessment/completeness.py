"""Completeness: what a self-assessment still lacks before it can be submitted, leaf by leaf."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from chalicelib.domain.assessment.sheets import Sheet
from chalicelib.domain.criteria.tree import APPRAISED
from chalicelib.domain.errors import Problem
from chalicelib.domain.evidence.files import EvidenceFile
from chalicelib.domain.rounds.round import Index


def covered(files: Iterable[EvidenceFile]) -> set[str]:
    """The codes of the leaves that have evidence: a file that is official, not removed and not
    quarantined.
    """
    codes: set[str] = set()
    for file in files:
        if file.counts:
            codes.update(file.leaves)
    return codes


def missing(
    sheet: Sheet, index: Index, not_applicable: Iterable[str], files: Collection[EvidenceFile]
) -> list[Problem]:
    """What still prevents submitting, leaf by leaf.

    Every self-assessed leaf that applies needs a value (0 is one). Where evidence is required, it
    needs evidence or an explanation (national guide 2024 §1a; Hà Nội's guide §1). A file that does
    not count is named.
    """
    skipped, proven = set(not_applicable), covered(files)
    problems = []
    for leaf in index.leaves.values():
        if leaf.code in skipped or leaf.method not in APPRAISED:
            continue
        entry = sheet.entry(leaf.code)
        if leaf.method == "self_assessed" and entry.value is None:
            problems.append(
                Problem(
                    leaf.code,
                    f"{leaf.code}: chưa nhập số liệu",
                    f"{leaf.code}: no value yet",
                    "value_missing",
                )
            )
        if (
            leaf.evidence == "required"
            and leaf.code not in proven
            and not entry.explanation.strip()
        ):
            vi, en = _why(leaf.code, files)
            problems.append(
                Problem(leaf.code, f"{leaf.code}: {vi}", f"{leaf.code}: {en}", "evidence_missing")
            )
    return problems


def doubts(sheet: Sheet, index: Index, not_applicable: Iterable[str]) -> list[Problem]:
    """Values that are unusual for their rule and should be looked at again; they do not prevent
    submitting.
    """
    skipped, unusual = set(not_applicable), []
    for leaf in index.leaves.values():
        value = sheet.entry(leaf.code).value
        if leaf.code not in skipped and leaf.method == "self_assessed" and value is not None:
            problems = leaf.rule.doubts(value, leaf)
            unusual += [leaf.rule.at_leaf(leaf.code, problem) for problem in problems]
    return unusual


def filled(sheet: Sheet, index: Index, not_applicable: Collection[str]) -> tuple[int, int]:
    """How many of the leaves that the unit scores itself have a value, and how many take one."""
    codes = [
        leaf.code
        for leaf in index.leaves.values()
        if leaf.method == "self_assessed" and leaf.code not in not_applicable
    ]
    return sum(sheet.entry(code).value is not None for code in codes), len(codes)


def _why(leaf: str, files: Iterable[EvidenceFile]) -> tuple[str, str]:
    kept = [file for file in files if leaf in file.leaves and file.removed_at is None]
    if bad := next((file.name for file in kept if file.state == "quarantined"), ""):
        return (
            f"tệp “{bad}” không dùng được (xem kết quả kiểm tra tệp); cần tệp khác hoặc giải trình",
            (
                f"the file “{bad}” cannot be used (see its inspection); another file or an"
                " explanation is needed"
            ),
        )
    if kept:
        return (
            "chỉ có tài liệu tham khảo; cần tài liệu kiểm chứng chính thức hoặc giải trình",
            "there are files for reference only; official evidence or an explanation is needed",
        )
    return "cần tài liệu kiểm chứng hoặc giải trình", "needs evidence or an explanation"
