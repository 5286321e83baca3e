"""Sheets: the values and explanations of one unit, and what a save may change.

A unit has one sheet for its self-assessment and one for each pass of the appraisal, where the council's comment
stands in the place of the explanation; so self, first-pass and second-pass values are all kept.
A save names the version of each leaf it saw: people on different leaves never collide.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from chalicelib.domain.approvals import Approval, SignedReport
from chalicelib.domain.criteria import Leaf
from chalicelib.domain.errors import ChangedMeanwhile, Finding, Invalid
from chalicelib.domain.instants import to_text
from chalicelib.domain.receipts import Receipt
from chalicelib.domain.rounds import Index

MAX_EXPLANATION = 4000

# Texts of the unit's report that belong to no leaf (national guide 2024 §1a), saved like explanations.
DIFFICULTIES, PROPOSALS = "report:difficulties", "report:proposals"
REPORT_TEXTS = {DIFFICULTIES: ("Khó khăn, vướng mắc", "Difficulties"),
                PROPOSALS: ("Đề xuất, kiến nghị", "Proposals")}
MAX_REPORT_TEXT = 20_000

# Whose sheet it is, and the methods it gives a value to. Survey and external leaves are never scored by hand;
# a council-only leaf takes the unit's explanation and evidence but no value (Hà Nội's guide §1).
SHEETS = {
    "self_assessment": ("self_assessed",),
    "appraisal_first": ("self_assessed", "council_only"),
    "appraisal_final": ("self_assessed", "council_only"),
}

KEEP: Any = object()
"""Marks a part of an entry that a save does not touch."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One leaf as saved: `value` is the rule's input (None = empty), `version` counts its saves from 1;
    `estimated` marks a figure that is estimated to the end of the year (Hà Nội's guide §1)."""

    value: Any = None
    explanation: str = ""
    version: int = 0
    saved_at: datetime | None = None
    saved_by: str = ""
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What a save wants for one leaf; `version` is the one its author saw, 0 for none."""

    leaf: str
    version: int
    value: Any = KEEP
    explanation: Any = KEEP
    estimated: Any = KEEP


@dataclass(frozen=True, slots=True)
class Sheet:
    """All entries of one unit; `locks_at` is the first instant at which the store refuses a write.

    `submission` is the latest receipt and `sent` the signed report that went with it, also while a submitted sheet is
    open again; `submitted_at` is then None.
    """

    version: int = 0
    locks_at: datetime | None = None
    submitted_at: datetime | None = None
    receipt: str = ""
    digest: str = ""
    approval: Approval | None = None
    submission: Receipt | None = None
    sent: SignedReport | None = None
    entries: Mapping[str, Entry] = field(default_factory=dict)

    def entry(self, leaf: str) -> Entry:
        """The entry of a leaf; an empty one of version 0 if nothing was ever saved."""
        return self.entries.get(leaf, Entry())


@dataclass(frozen=True, slots=True)
class Save:
    """One accepted save, kept for ever: `changes` is {leaf: {"value", "explanation", "version", …}} as it came out.

    `fingerprint` tells a repetition of the same save from another save under the same id.
    """

    id: str
    fingerprint: str
    by: str
    saved_at: datetime
    locks_at: datetime
    changes: Mapping[str, Mapping[str, Any]]


def save(sheet: Sheet, changes: Iterable[Change], index: Index, kind: str, by: str, now: datetime) -> Sheet:
    """The sheet after the changes, all or nothing; `kind` is one of SHEETS.

    Raises Invalid naming every wrong change, or ChangedMeanwhile with both values for every leaf
    that somebody else saved since.
    """
    listed = list(changes)
    findings = [finding for change in listed for finding in check(change, index, kind)]
    findings += _repeated(listed)
    if findings:
        raise Invalid(errors=findings)
    stale = [_clash(change, sheet.entry(change.leaf)) for change in listed
             if change.version != sheet.entry(change.leaf).version]
    if stale:
        raise ChangedMeanwhile(errors=stale)
    entries = {**sheet.entries, **{change.leaf: _changed(sheet.entry(change.leaf), change, index, by, now)
                                   for change in listed}}
    return replace(sheet, version=sheet.version + 1, entries=entries)


def check(change: Change, index: Index, kind: str) -> list[Finding]:
    """Every reason why a change cannot be saved, whatever the sheet holds."""
    leaf = index.leaves.get(change.leaf)
    if leaf is None and change.leaf in REPORT_TEXTS and kind == "self_assessment":
        return _check_report_text(change)
    if leaf is None:
        return [Finding(change.leaf, f"Không có tiêu chí {change.leaf} trong bộ chỉ số này",
                        f"There is no leaf {change.leaf} in this index", "unknown_leaf")]
    findings = []
    if change.value is not KEEP and change.value is not None:
        findings += _check_value(leaf, change.value, SHEETS[kind])
    if change.explanation is not KEEP:
        findings += _check_explanation(leaf, change.explanation)
    return findings


def _check_value(leaf: Leaf, value: Any, scored: tuple[str, ...]) -> list[Finding]:
    if leaf.method not in scored:
        why = {"survey": ("lấy từ điều tra xã hội học", "comes from the survey"),
               "external": ("do bộ phận điều hành nhập", "is typed in by the operations staff"),
               "council_only": ("do Hội đồng chấm; đơn vị chỉ giải trình và gửi tài liệu",
                                "is scored by the council; explain and attach evidence only")}[leaf.method]
        return [Finding(leaf.code, f"Không tự chấm: điểm này {why[0]}", f"Not self-scored: it {why[1]}",
                        "not_self_assessed")]
    return leaf.rule.check(value, leaf)


def _check_explanation(leaf: Leaf, text: Any) -> list[Finding]:
    if leaf.method not in ("self_assessed", "council_only"):
        return [Finding(leaf.code, "Tiêu chí này không cần giải trình", "This leaf takes no explanation",
                        "not_self_assessed")]
    return _check_length(leaf.code, text, MAX_EXPLANATION)


def _check_report_text(change: Change) -> list[Finding]:
    if change.value not in (KEEP, None):
        return [Finding(change.leaf, "Mục này chỉ nhận lời văn, không nhận số liệu", "This takes a text and no value",
                        "not_self_assessed")]
    return [] if change.explanation is KEEP else _check_length(change.leaf, change.explanation, MAX_REPORT_TEXT)


def _check_length(at: str, text: str | None, most: int) -> list[Finding]:
    if text is None or len(text) <= most:
        return []
    return [Finding(at, f"Giải trình dài {len(text)} ký tự, tối đa {most}",
                    f"The explanation has {len(text)} characters, at most {most}", "too_long")]


def _repeated(changes: list[Change]) -> list[Finding]:
    again = {leaf for leaf, times in Counter(change.leaf for change in changes).items() if times > 1}
    return [Finding(leaf, "Tiêu chí xuất hiện hai lần trong một lần lưu", "The leaf appears twice in one save",
                    "repeated") for leaf in sorted(again)]


def _clash(change: Change, theirs: Entry) -> Finding:
    given = {name: getattr(change, name) for name in ("value", "explanation", "estimated")}
    yours = {**{name: None if part is KEEP else part for name, part in given.items()}, "version": change.version}
    return Finding(
        change.leaf, f"{theirs.saved_by or 'Người khác'} vừa lưu mục này; hãy so sánh hai giá trị rồi lưu lại",
        f"{theirs.saved_by or 'Somebody else'} saved this leaf meanwhile; compare both values and save again",
        "changed_meanwhile", {"yours": yours, "theirs": as_json(theirs)},
    )


def _changed(entry: Entry, change: Change, index: Index, by: str, now: datetime) -> Entry:
    value = entry.value if change.value is KEEP else change.value
    if value is not None:  # whatever else is sent along is ignored, not kept: a sheet is one item of limited size
        value = {key: value[key] for key in index.leaf(change.leaf).rule.keys if key in value}
    explanation = entry.explanation if change.explanation is KEEP else (change.explanation or "")
    estimated = entry.estimated if change.estimated is KEEP else bool(change.estimated)
    return Entry(value, explanation, entry.version + 1, now, by, estimated and value is not None)


def as_json(entry: Entry) -> dict[str, Any]:
    """The entry as the API shows it."""
    return {"value": entry.value, "explanation": entry.explanation, "estimated": entry.estimated,
            "version": entry.version,
            "saved_at": to_text(entry.saved_at) if entry.saved_at else None, "saved_by": entry.saved_by}
