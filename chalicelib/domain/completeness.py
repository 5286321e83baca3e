"""Completeness: what still stands in the way of sending a self-assessment, leaf by leaf."""

from __future__ import annotations

from collections.abc import Iterable

from chalicelib.domain.assessments import Sheet
from chalicelib.domain.criteria import APPRAISED
from chalicelib.domain.errors import Finding
from chalicelib.domain.evidence import EvidenceFile
from chalicelib.domain.rounds import Index


def covered(files: Iterable[EvidenceFile]) -> set[str]:
    """The leaves for which a file stands that counts as evidence: not reference-only, removed or quarantined ones."""
    return {leaf for file in files if file.counts for leaf in file.leaves}


def missing(sheet: Sheet, index: Index, not_applicable: Iterable[str], with_evidence: Iterable[str]) -> list[Finding]:
    """What still stands in the way of submitting, leaf by leaf.

    A value for every self-assessed leaf that applies (a genuine zero is a value); evidence where it is required,
    or else an explanation (national guide 2024 §1a; Hà Nội's guide §1).
    """
    skipped, proven = set(not_applicable), set(with_evidence)
    findings = []
    for leaf in index.leaves.values():
        if leaf.code in skipped or leaf.method not in APPRAISED:
            continue
        entry = sheet.entry(leaf.code)
        if leaf.method == "self_assessed" and entry.value is None:
            findings.append(Finding(leaf.code, f"{leaf.code}: chưa nhập số liệu", f"{leaf.code}: no value yet",
                                    "value_missing"))
        if leaf.evidence == "required" and leaf.code not in proven and not entry.explanation.strip():
            findings.append(Finding(leaf.code, f"{leaf.code}: cần tài liệu kiểm chứng hoặc giải trình",
                                    f"{leaf.code}: needs evidence or an explanation", "evidence_missing"))
    return findings
