"""Inspect an uploaded file once it lies in S3: whether it can be read, its signatures, who else
uses the same file.

Signed reports are inspected like evidence, and once already as they are taken in; only who else
uses them is not asked.
"""

from __future__ import annotations

import hashlib
from datetime import datetime

from chalicelib.actions.rounds import current
from chalicelib.aws import evidence_files
from chalicelib.documents import pdfs, signatures
from chalicelib.domain.assessment import approvals
from chalicelib.domain.errors import NotFound
from chalicelib.domain.evidence import inspection
from chalicelib.domain.evidence.inspection import Use, Verdict
from chalicelib.store import evidence as store


def inspect(key: str, version_id: str, now: datetime) -> str:
    """Inspect one stored version and keep the verdicts under it; the outcome in a word, for the
    log.

    Whatever event comes twice, late or before another finds or makes the same item: nothing else
    depends on it.
    """
    sheet, _, evidence_id = key.rpartition("/")
    part = "/".join(sheet.split("/")[2:])
    if part not in ("", "supplement", approvals.PART):  # an archive
        return "no evidence"
    try:
        content, version = evidence_files.content(key, version_id)
        timezone = current.get(sheet.split("/")[0], now).timezone
    except NotFound:
        return "gone"
    digest = hashlib.sha256(content).hexdigest()
    found = judged(content, timezone)
    if part != approvals.PART:
        own = Use(sheet, evidence_id)
        found.append(inspection.of_uses(own, store.uses(digest, own)))
    store.put_inspection(sheet, evidence_id, version, digest, found, now)
    return "quarantined" if inspection.is_bad(found) else "inspected"


def judged(content: bytes, timezone: str) -> list[Verdict]:
    """What the bytes alone tell: whether they can be read and, if so, of their signatures; times as
    in `timezone`.
    """
    readable = pdfs.readable(content)
    if readable.outcome == "bad":
        return [readable]
    return [readable, *signatures.judged(content, signatures.shipped_roots(), timezone)]
