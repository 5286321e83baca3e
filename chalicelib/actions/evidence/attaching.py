"""Evidence: hand out upload forms, confirm what arrived, hand out download links."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from chalicelib.actions.places import ATTEMPTS, Place, writable
from chalicelib.aws import evidence_files
from chalicelib.domain.errors import ChangedMeanwhile, Invalid, NotFound
from chalicelib.domain.evidence import files as evidence
from chalicelib.domain.evidence import inspection
from chalicelib.domain.evidence.files import EvidenceFile, Paper
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
    at: Place, uploads: Sequence[Upload], by: str, new_id: Callable[[], str], now: datetime
) -> list[dict[str, Any]]:
    """One presigned POST a file, each with a fresh key that is never used again (design decision
    12).

    A form expires after 10 minutes or when the sheet locks, whichever comes first.
    """
    _, locks_at = writable(at, now)
    problems = [
        problem
        for number, upload in enumerate(uploads)
        for problem in evidence.check_upload(
            f"files[{number}]", upload.name, upload.size, upload.type
        )
    ]
    if problems:
        raise Invalid(errors=problems)
    expires = min(now + evidence.FORM_LIFE, locks_at)
    made = []
    for upload in uploads:
        file_id = new_id()
        file = EvidenceFile(file_id, upload.name, f"{at.key}/{file_id}", by, now)
        store.put(at.key, file)
        form = evidence_files.form(file.key, max(1, int((expires - now).total_seconds())))
        made.append(
            {
                "evidence": file_id,
                "url": form["url"],
                "fields": form["fields"],
                "expires_at": expires,
            }
        )
    return made


def confirm(
    at: Place, evidence_id: str, leaves: Sequence[str], paper: Paper, now: datetime
) -> EvidenceFile:
    """Take an uploaded file in: read it once, refuse what is no PDF, keep version and digest, tie
    it to its leaves.

    The same confirmation, sent again, is a success; another one is ChangedMeanwhile: `describe`
    describes a file again.
    """
    if problems := evidence.check_leaves(leaves, at.index):
        raise Invalid(errors=problems)
    file = store.get(at.key, evidence_id)
    if file.uploaded_at is None:
        writable(at, now)
        stored = evidence_files.read(file.key)
        evidence.require_pdf(stored.start, file.name)
        file = replace(
            file.confirmed(leaves, stored.size, stored.sha256, stored.version_id, now), paper=paper
        )
        _take_in(at, file, now)
    kept = _standing(at, evidence_id)
    if (kept.leaves, kept.paper) != (tuple(sorted(set(leaves))), paper):
        raise _described_anew()
    return _seen(at, kept)


def _take_in(at: Place, confirmed: EvidenceFile, now: datetime) -> None:
    """Record a confirmation, unless there is one already."""
    for _ in range(ATTEMPTS):
        if store.record(at.key, confirmed, now) or store.get(at.key, confirmed.id).uploaded_at:
            return
        writable(at, now)
    raise _crowd()


def describe(
    at: Place, evidence_id: str, leaves: Sequence[str], paper: Paper, seen: int, now: datetime
) -> EvidenceFile:
    """Say again what a file is and which leaves it serves; ChangedMeanwhile unless its edition
    still is `seen`.
    """
    if problems := evidence.check_leaves(leaves, at.index):
        raise Invalid(errors=problems)
    for _ in range(ATTEMPTS):
        writable(at, now)
        file = _standing(at, evidence_id)
        if file == replace(file, edition=seen).described(leaves, paper):
            return _seen(at, file)  # the same change, sent again
        if file.edition != seen:
            raise _described_anew()
        if store.record(at.key, file.described(leaves, paper), now, before=seen):
            return _seen(at, store.get(at.key, evidence_id))
    raise _crowd()


def remove(at: Place, evidence_id: str, by: str, now: datetime) -> EvidenceFile:
    """Take a file away from its leaves: it stays on record and counts no more; doing it again
    changes nothing.
    """
    for _ in range(ATTEMPTS):
        file = _standing(at, evidence_id, removed=True)
        if file.removed_at is not None:
            return _seen(at, file)
        writable(at, now)
        removed = replace(file, removed_at=now, removed_by=by, edition=file.edition + 1)
        if store.record(at.key, removed, now, before=file.edition):
            return _seen(at, removed)
    raise _crowd()


def _standing(at: Place, evidence_id: str, *, removed: bool = False) -> EvidenceFile:
    file = store.get(at.key, evidence_id)
    if file.uploaded_at is None or (file.removed_at is not None and not removed):
        raise NotFound(
            "Không có tệp này; hãy tải lên lại.", "There is no such file; upload it again."
        )
    return file


def _seen(at: Place, file: EvidenceFile) -> EvidenceFile:
    """The file with the verdicts on its dates, which people may still correct after the
    inspection.
    """
    if file.verdicts is None:
        return file
    dates = inspection.of_paper(file.paper.date, file.paper.effective, at.round.year)
    return replace(file, verdicts=(*file.verdicts, *dates))


def _described_anew() -> ChangedMeanwhile:
    return ChangedMeanwhile(
        "Thông tin của tệp vừa được người khác sửa; hãy xem lại rồi lưu.",
        "What is said of this file was changed by somebody else; look again, then save.",
    )


def _crowd() -> ChangedMeanwhile:
    return ChangedMeanwhile(
        "Nhiều người đang lưu cùng lúc; hãy thử lại.", "Many people are saving; please try again."
    )


def link(at: Place, evidence_id: str, now: datetime) -> dict[str, Any]:
    """A download link good for five minutes."""
    file = _standing(at, evidence_id, removed=True)
    url = evidence_files.link(file.key, file.version_id, file.name, int(LINK_LIFE.total_seconds()))
    return {"url": url, "expires_at": now + LINK_LIFE}


def files(at: Place) -> list[EvidenceFile]:
    """The confirmed files of a unit, with all that is known of them."""
    return [_seen(at, file) for file in store.list_confirmed(at.key)]
