"""Inspecting a stored file: whether it can be read, its signatures, who else uses the same file.

Signed reports are inspected like evidence, and once before when they are recorded; who else uses
them is not checked.
"""

from __future__ import annotations

import hashlib
from datetime import datetime

from chalicelib.actions.rounds import current
from chalicelib.aws import evidence_files
from chalicelib.documents import examining, signatures
from chalicelib.domain.assessment import approvals
from chalicelib.domain.errors import NotFound
from chalicelib.domain.evidence import inspection, replacing
from chalicelib.domain.evidence.inspection import Use, Verdict
from chalicelib.store import inspections as store

_PARTS = ("", "supplement", "objection", approvals.PART)
_IN_PLACE_OF_OTHERS = tuple(
    "/".join(filter(None, (part, replacing.PART))) for part in ("", "supplement", "objection")
)


def inspect(key: str, version_id: str, now: datetime) -> str:
    """Inspect one stored version and store its verdicts; returns the outcome for the log:
    `inspected`, `quarantined`, `no evidence` or `gone`.

    An event that comes twice, late or out of order writes the same item.
    """
    sheet, part, evidence_id = _place(key)
    if not _is_inspected(key):
        return "no evidence"
    try:
        content, version = evidence_files.content(key, version_id)
        timezone = current.get(sheet.split("/")[0], now).timezone
    except NotFound:
        return "gone"
    digest = hashlib.sha256(content).hexdigest()
    verdicts = judged(content, timezone, images=part != approvals.PART)
    if part != approvals.PART:
        use = Use(sheet, evidence_id)
        verdicts.append(inspection.of_uses(use, store.uses(digest, use)))
    store.put(sheet, evidence_id, version, digest, verdicts, now)
    return "quarantined" if inspection.is_bad(verdicts) else "inspected"


def give_up(key: str, version_id: str, now: datetime) -> None:
    """Store that a version could not be examined, unless it has verdicts already: an inspection
    that succeeds after all replaces this.
    """
    sheet, _, evidence_id = _place(key)
    if not _is_inspected(key) or not version_id:
        return
    if store.find_verdicts(sheet, evidence_id, version_id) is None:
        verdicts = [inspection.unexamined()]
        store.put(sheet, evidence_id, version_id, "", verdicts, now)


def _is_inspected(key: str) -> bool:
    """Whether an object is a file that a unit has sent: no archive, and no image that only arrived
    and is not kept.
    """
    return _place(key)[1] in (*_PARTS, *_IN_PLACE_OF_OTHERS) and not evidence_files.is_arriving(key)


def _place(key: str) -> tuple[str, str, str]:
    """The sheet of an object, which part of it (of `_PARTS`), and the file's id."""
    sheet, _, evidence_id = key.rpartition("/")
    return sheet, "/".join(sheet.split("/")[2:]), evidence_id


def judged(content: bytes, timezone: str, *, images: bool = False) -> list[Verdict]:
    """The verdicts that need only the bytes: whether they can be read, and their signatures, with
    times in `timezone`. If nothing can be told, that is a bad one; so is an image, unless `images`
    are taken.
    """
    return examining.examined(content, signatures.shipped_roots(), timezone, images=images)
