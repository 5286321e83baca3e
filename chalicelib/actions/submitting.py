"""Submit (“Gửi đi”): once, complete, with a receipt over everything that was sent."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from chalicelib.actions import ruling, saving
from chalicelib.actions.saving import Place
from chalicelib.domain import completeness
from chalicelib.domain.assessments import Save, Sheet
from chalicelib.domain.errors import Invalid
from chalicelib.domain.evidence import EvidenceFile
from chalicelib.store import evidence


def submit(at: Place, save_id: str, by: str, now: datetime) -> Save:
    """Send the finished self-assessment; the outcome holds `submitted_at`, `digest` and `receipt`.

    Invalid names every leaf that lacks a value, or evidence and explanation both. The sheet's version covers its
    evidence too, so what is digested is what is stored.
    """
    not_applicable = ruling.not_applicable(at.round.id).get(at.unit.id, frozenset())

    def change(sheet: Sheet) -> Sheet:
        files = evidence.list_confirmed(at.key)
        findings = completeness.missing(sheet, at.index, not_applicable, completeness.covered(files))
        if findings:
            raise Invalid("Chưa gửi được: còn mục cần hoàn thiện.", "Not sent: some leaves are not complete.", findings)
        digest = digest_of(at, sheet, files)
        return replace(sheet, version=sheet.version + 1, submitted_at=now, digest=digest, receipt=receipt_of(digest))

    def outcome(_before: Sheet, after: Sheet) -> dict[str, dict[str, str]]:
        return {"": {"digest": after.digest, "receipt": after.receipt}}

    return saving.commit(at, save_id, f"submit {by}", change, outcome, by, now)


def digest_of(at: Place, sheet: Sheet, files: Iterable[EvidenceFile]) -> str:
    """sha256 (hex) over every value, explanation and evidence version, in a form that has one writing only."""
    content = {
        "round": at.round.id, "unit": at.unit.id,
        "entries": {leaf: [entry.value, entry.explanation] for leaf, entry in sheet.entries.items()},
        "evidence": sorted([file.id, file.sha256, file.version_id, list(file.leaves)] for file in files),
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def receipt_of(digest: str) -> str:
    """A receipt number people can read out: the digest's first 16 figures in groups of four."""
    return "-".join(digest[at : at + 4].upper() for at in range(0, 16, 4))
