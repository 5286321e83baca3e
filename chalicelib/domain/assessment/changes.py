"""Changes that a save makes in a sheet, and every reason to refuse them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from chalicelib.domain.criteria.tree import Leaf
from chalicelib.domain.errors import Problem
from chalicelib.domain.rounds.round import Index

MAX_EXPLANATION = 4000

# Texts of the unit's report that belong to no leaf (national guide 2024 §1a), saved like
# explanations.
DIFFICULTIES, PROPOSALS = "report:difficulties", "report:proposals"
REPORT_TEXTS = {
    DIFFICULTIES: ("Khó khăn, vướng mắc", "Difficulties"),
    PROPOSALS: ("Đề xuất, kiến nghị", "Proposals"),
}
MAX_REPORT_TEXT = 20_000

# Each kind of sheet, and the methods whose leaves get a value in it. Survey and external leaves are
# never scored by hand; a council-only leaf takes the unit's explanation and evidence but no value
# (Hà Nội's guide §1). A supplement changes no value at all (Hà Nội's guide §3).
SHEETS = {
    "self_assessment": ("self_assessed",),
    "appraisal_first": ("self_assessed", "council_only"),
    "supplement": (),
    "appraisal_final": ("self_assessed", "council_only"),
}

KEEP: Any = object()
"""Marks a part of an entry that a save does not touch."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a save changes in one leaf; `version` is the one that its author saw, 0 for none."""

    leaf: str
    version: int
    value: Any = KEEP
    explanation: Any = KEEP
    estimated: Any = KEEP


def check_all(changes: list[Change], index: Index, kind: str) -> list[Problem]:
    """Every reason why a save of these changes is refused, without a look at the sheet."""
    problems = []
    for change in changes:
        problems += check(change, index, kind)
    return problems + _repeated(changes)


def check(change: Change, index: Index, kind: str) -> list[Problem]:
    """Every reason why a change cannot be saved, without a look at the sheet."""
    leaf = index.leaves.get(change.leaf)
    if leaf is None and change.leaf in REPORT_TEXTS and kind == "self_assessment":
        return _check_report_text(change)
    if leaf is None:
        return [
            Problem(
                change.leaf,
                f"Không có tiêu chí {change.leaf} trong bộ chỉ số này",
                f"There is no criterion {change.leaf} in this index",
                "unknown_leaf",
            )
        ]
    problems = []
    if change.value is not KEEP and change.value is not None:
        problems += _check_value(leaf, change.value, SHEETS[kind])
    if change.explanation is not KEEP:
        problems += _check_explanation(leaf, change.explanation)
    return problems


def _check_value(leaf: Leaf, value: Any, scored: tuple[str, ...]) -> list[Problem]:
    if leaf.method not in scored:
        why = {
            "self_assessed": (
                "giữ nguyên như bản đã gửi; chỉ bổ sung tài liệu, giải trình",
                "stays as it was sent; add evidence and explanations only",
            ),
            "survey": ("lấy từ điều tra xã hội học", "comes from the survey"),
            "external": ("do bộ phận điều hành nhập", "is typed in by the operations staff"),
            "council_only": (
                "do Hội đồng chấm; đơn vị chỉ giải trình và gửi tài liệu",
                "is scored by the council; explain and attach evidence only",
            ),
        }[leaf.method]
        return [
            Problem(
                leaf.code,
                f"Không tự chấm: điểm này {why[0]}",
                f"Not self-scored: it {why[1]}",
                "not_self_assessed",
            )
        ]
    return leaf.rule.check(value, leaf)


def _check_explanation(leaf: Leaf, text: Any) -> list[Problem]:
    if leaf.method not in ("self_assessed", "council_only"):
        return [
            Problem(
                leaf.code,
                "Tiêu chí này không cần giải trình",
                "This criterion takes no explanation",
                "not_self_assessed",
            )
        ]
    return _check_length(leaf.code, text, MAX_EXPLANATION)


def _check_report_text(change: Change) -> list[Problem]:
    if change.value not in (KEEP, None):
        return [
            Problem(
                change.leaf,
                "Mục này chỉ nhận lời văn, không nhận số liệu",
                "This takes a text, not a value",
                "not_self_assessed",
            )
        ]
    if change.explanation is KEEP:
        return []
    return _check_length(change.leaf, change.explanation, MAX_REPORT_TEXT)


def _check_length(at: str, text: str | None, most: int) -> list[Problem]:
    if text is None or len(text) <= most:
        return []
    return [
        Problem(
            at,
            f"Giải trình dài {len(text)} ký tự, tối đa {most}",
            f"The explanation has {len(text)} characters, at most {most}",
            "too_long",
        )
    ]


def _repeated(changes: list[Change]) -> list[Problem]:
    times = Counter(change.leaf for change in changes)
    return [
        Problem(
            leaf,
            "Tiêu chí xuất hiện hai lần trong một lần lưu",
            "The criterion appears twice in one save",
            "repeated",
        )
        for leaf in sorted(times)
        if times[leaf] > 1
    ]
