"""Attaching evidence: upload forms, confirmation of what was uploaded, changes, download links."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from chalicelib.actions.evidence import receiving
from chalicelib.actions.places import ATTEMPTS, Place, writable
from chalicelib.aws import evidence_files
from chalicelib.domain.errors import ChangedMeanwhile, Invalid, NotFound
from chalicelib.domain.evidence import files, inspection, kinds
from chalicelib.domain.evidence.files import EvidenceFile, Paper
from chalicelib.store import evidence as store

LINK_LIFE = timedelta(minutes=5)
MAX_FORMS = 20


@dataclass(frozen=True, slots=True)
class Upload:
    """A file to upload: name, size in bytes and declared media type."""

    name: str
    size: int
    type: str


def forms(
    place: Place, uploads: Sequence[Upload], by: str, new_id: Callable[[], str], now: datetime
) -> list[dict[str, Any]]:
    """A presigned POST for each file: `evidence` (its id), `url`, `fields`, `expires_at`.

    Each has a new key that is never used again (design decision 12). A form expires after 10
    minutes or when the sheet locks, whichever is earlier. Invalid names every file that cannot be
    uploaded; WindowClosed, AlreadySubmitted.
    """
    _, locks_at = writable(place, now)
    problems = []
    for number, upload in enumerate(uploads):
        problems += files.check_upload(
            f"files[{number}]", upload.name, upload.size, upload.type, kinds.TAKEN
        )
    if problems:
        raise Invalid(errors=problems)
    expires = min(now + files.FORM_LIFE, locks_at)
    return [form(place.key, new_id(), upload, by, expires, now) for upload in uploads]


def form(
    where: str,
    file_id: str,
    upload: Upload,
    by: str,
    expires: datetime,
    now: datetime,
    replaces: str = "",
) -> dict[str, Any]:
    """A presigned POST for a file that is kept below `where`, as `forms` gives it; `replaces` is
    the file in whose place it is sent.
    """
    name, key = files.kept_name(upload.name), f"{where}/{file_id}"
    file = EvidenceFile(file_id, name, key, by, now, kind=upload.type, replaces=replaces)
    store.put(where, file)
    seconds = max(1, int((expires - now).total_seconds()))
    made = evidence_files.form(receiving.place_of(file), file.kind, seconds)
    return {
        "evidence": file_id,
        "url": made["url"],
        "fields": made["fields"],
        "expires_at": expires,
    }


def confirm(
    place: Place, evidence_id: str, leaves: Sequence[str], paper: Paper, now: datetime
) -> EvidenceFile:
    """Record an uploaded file with its stored version, digest, leaves and document data.

    Invalid if it is neither a PDF nor an image that can be used, or a leaf is wrong. The same
    confirmation sent again is a success; another one is ChangedMeanwhile, since `describe` is for
    changes.
    """
    if problems := files.check_leaves(leaves, place.index):
        raise Invalid(errors=problems)
    file = store.get(place.key, evidence_id)
    if file.uploaded_at is None:
        writable(place, now)
        received = receiving.receive(file, leaves, paper, now)
        _take_in(place, received.file, now)
        received.forget_arrived()
    kept = get_confirmed(place, evidence_id)
    if (kept.leaves, kept.paper) != (tuple(sorted(set(leaves))), kept.paper_of(paper)):
        raise _described_again()
    return _seen(place, kept)


def _take_in(place: Place, confirmed: EvidenceFile, now: datetime) -> None:
    """Record a confirmation, unless there is one already."""
    for _ in range(ATTEMPTS):
        if store.record(place.key, confirmed, now):
            return
        if store.get(place.key, confirmed.id).uploaded_at:
            return
        writable(place, now)
    raise _crowd()


def describe(
    place: Place, evidence_id: str, leaves: Sequence[str], paper: Paper, seen: int, now: datetime
) -> EvidenceFile:
    """Change the document data and the leaves of a file; ChangedMeanwhile unless its edition is
    still `seen`.

    Invalid for wrong leaves; NotFound. The same change sent again is a success.
    """
    if problems := files.check_leaves(leaves, place.index):
        raise Invalid(errors=problems)
    for _ in range(ATTEMPTS):
        writable(place, now)
        file = get_confirmed(place, evidence_id)
        if file == replace(file, edition=seen).described(leaves, paper):
            return _seen(place, file)  # the same change, sent again
        if file.edition != seen:
            raise _described_again()
        if store.record(place.key, file.described(leaves, paper), now, before=seen):
            return _seen(place, store.get(place.key, evidence_id))
    raise _crowd()


def remove(place: Place, evidence_id: str, by: str, now: datetime) -> EvidenceFile:
    """Remove a file: it stays on record but does not count any more. Removing it again changes
    nothing.
    """
    for _ in range(ATTEMPTS):
        file = get_confirmed(place, evidence_id, removed=True)
        if file.removed_at is not None:
            return _seen(place, file)
        writable(place, now)
        removed = replace(file, removed_at=now, removed_by=by, edition=file.edition + 1)
        if store.record(place.key, removed, now, before=file.edition):
            return _seen(place, removed)
    raise _crowd()


def get_confirmed(place: Place, evidence_id: str, *, removed: bool = False) -> EvidenceFile:
    """A confirmed file, one that was removed only if `removed`; NotFound."""
    file = store.get(place.key, evidence_id)
    if file.uploaded_at is None or (file.removed_at is not None and not removed):
        raise NotFound(
            "Không có tệp này; hãy tải lên lại.", "There is no such file; upload it again."
        )
    return file


def _seen(place: Place, file: EvidenceFile) -> EvidenceFile:
    """The file with the verdicts on its dates, which can be corrected after the inspection."""
    if file.verdicts is None or (file.is_image and file.paper.date is None):
        return file
    dates = inspection.of_paper(file.paper.date, file.paper.effective, place.round.year)
    return replace(file, verdicts=(*file.verdicts, *dates))


def _described_again() -> ChangedMeanwhile:
    return ChangedMeanwhile(
        "Thông tin của tệp vừa được người khác sửa; hãy xem lại rồi lưu.",
        "Somebody else changed the details of this file; look at them again, then save.",
    )


def _crowd() -> ChangedMeanwhile:
    return ChangedMeanwhile(
        "Nhiều người đang lưu cùng lúc; hãy thử lại.", "Many people are saving; please try again."
    )


def link(place: Place, evidence_id: str, now: datetime, *, beside: bool = False) -> dict[str, Any]:
    """A download link (`url`, `expires_at`) for a file, also a removed one, good for five minutes;
    with `beside` for showing it within a page. NotFound.
    """
    file = get_confirmed(place, evidence_id, removed=True)
    seconds = int(LINK_LIFE.total_seconds())
    url = evidence_files.link(file.key, file.version_id, file.outgoing_name, seconds, beside=beside)
    return {"url": url, "expires_at": now + LINK_LIFE}


def list_files(place: Place) -> list[EvidenceFile]:
    """The confirmed files of a sheet that were not removed, by id, with their verdicts."""
    return [_seen(place, file) for file in store.list_confirmed(place.key)]


def list_all(place: Place) -> list[EvidenceFile]:
    """Every file of a sheet that was ever confirmed, removed ones too, by id, with verdicts."""
    return [_seen(place, file) for file in store.list_all(place.key)]
