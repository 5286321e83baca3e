"""Evidence: hand out upload forms, confirm what arrived, hand out download links."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from chalicelib.actions.saving import ATTEMPTS, Place, writable
from chalicelib.aws import evidence_files
from chalicelib.domain import evidence
from chalicelib.domain.errors import ChangedMeanwhile, Invalid
from chalicelib.domain.evidence import EvidenceFile
from chalicelib.store import evidence as store

LINK_LIFE = timedelta(minutes=5)
MAX_FORMS = 20


@dataclass(frozen=True, slots=True)
class Upload:
    """A file somebody wants to upload: its name, size in bytes and declared type."""

    name: str
    size: int
    type: str


def forms(
    at: Place, uploads: Sequence[Upload], by: str, new_id: Callable[[], str], now: datetime,
) -> list[dict[str, Any]]:
    """One presigned POST a file, each with a fresh key that is never used again (design decision 12).

    A form expires after 10 minutes or when the sheet locks, whichever comes first.
    """
    _, locks_at = writable(at, now)
    findings = [finding for number, upload in enumerate(uploads)
                for finding in evidence.check_upload(f"files[{number}]", upload.name, upload.size, upload.type)]
    if findings:
        raise Invalid(errors=findings)
    expires = min(now + evidence.FORM_LIFE, locks_at)
    made = []
    for upload in uploads:
        file_id = new_id()
        file = EvidenceFile(file_id, upload.name, f"{at.key}/{file_id}", by, now)
        store.put(at.key, file)
        form = evidence_files.form(file.key, max(1, int((expires - now).total_seconds())))
        made.append({"evidence": file_id, "url": form["url"], "fields": form["fields"], "expires_at": expires})
    return made


def confirm(at: Place, evidence_id: str, leaves: Sequence[str], now: datetime) -> EvidenceFile:
    """Take an uploaded file in: read it once, refuse what is no PDF, keep version and digest, tie it to its leaves."""
    file = store.get(at.key, evidence_id)
    if file.uploaded_at and file.leaves == tuple(sorted(set(leaves))):
        return file
    if findings := evidence.check_leaves(leaves, at.index):
        raise Invalid(errors=findings)
    writable(at, now)
    stored = evidence_files.read(file.key)
    evidence.require_pdf(stored.start, file.name)
    confirmed = file.confirmed(leaves, stored.size, stored.sha256, stored.version_id, now)
    for _ in range(ATTEMPTS):
        if store.record(at.key, confirmed, now):
            return confirmed
        writable(at, now)
    raise ChangedMeanwhile("Nhiều người đang lưu cùng lúc; hãy thử lại.", "Many people are saving; please try again.")


def link(at: Place, evidence_id: str, now: datetime) -> dict[str, Any]:
    """A download link good for five minutes."""
    file = store.get(at.key, evidence_id)
    url = evidence_files.link(file.key, file.version_id, file.name, int(LINK_LIFE.total_seconds()))
    return {"url": url, "expires_at": now + LINK_LIFE}


def files(at: Place) -> list[EvidenceFile]:
    """The confirmed files of a unit."""
    return store.list_confirmed(at.key)
