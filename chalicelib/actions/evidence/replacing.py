"""Replacing a file that was found bad after it was sent: once, for some days, on record.

What was sent, its receipt and its digest stay as they are; the other file lies beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from chalicelib.actions.evidence import attaching
from chalicelib.actions.evidence.attaching import LINK_LIFE, Upload
from chalicelib.actions.places import Place
from chalicelib.aws import evidence_files
from chalicelib.domain.errors import Conflict, Invalid, NotFound
from chalicelib.domain.evidence import files, replacing
from chalicelib.domain.evidence.files import EvidenceFile
from chalicelib.store import audit, evidence, replacements, sheets


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file, the one that was sent in its place, and until when one may be; both None else."""

    file: EvidenceFile
    replacement: EvidenceFile | None
    replaceable_until: datetime | None


def list_files(place: Place, now: datetime) -> list[ShownFile]:
    """The confirmed files of a sheet that were not removed, by id, with what replaces them."""
    return shown(place, attaching.list_files(place), now)


def shown(place: Place, listed: Iterable[EvidenceFile], now: datetime) -> list[ShownFile]:
    """These files of a sheet with what replaces them."""
    found, sent_at = replacements.find_all(place.key), _sent_at(place, now)
    told = []
    for file in listed:
        ends = None if file.id in found else replacing.until(file, sent_at)
        told.append(ShownFile(file, found.get(file.id), ends if ends and now < ends else None))
    return told


def form(
    place: Place,
    evidence_id: str,
    upload: Upload,
    by: str,
    new_id: Callable[[], str],
    now: datetime,
) -> dict[str, Any]:
    """A presigned POST for a file in place of this one: `evidence` (its id), `url`, `fields`,
    `expires_at`.

    NotFound, NotSubmitted, Conflict, WindowClosed; Invalid for a file that is no PDF or too large.
    """
    _replaceable(place, evidence_id, now)
    if problems := files.check_upload("file", upload.name, upload.size, upload.type):
        raise Invalid(errors=problems)
    file_id, partition = new_id(), replacements.partition(place.key)
    name, key = files.kept_name(upload.name), f"{partition}/{file_id}"
    file = EvidenceFile(file_id, name, key, by, now, replaces=evidence_id)
    evidence.put(partition, file)
    made = evidence_files.form(key, file.kind, int(files.FORM_LIFE.total_seconds()))
    return {
        "evidence": file_id,
        "url": made["url"],
        "fields": made["fields"],
        "expires_at": now + files.FORM_LIFE,
    }


def confirm(place: Place, evidence_id: str, upload_id: str, by: str, now: datetime) -> EvidenceFile:
    """Record what was uploaded in place of a file, for the same criteria, as the same document.

    The same confirmation sent again is a success. NotFound, NotSubmitted, Conflict, WindowClosed;
    Invalid if it is no PDF.
    """
    partition = replacements.partition(place.key)
    file = evidence.get(partition, upload_id)
    if file.replaces != evidence_id:
        raise NotFound(
            "Không có tệp này; hãy tải lên lại.", "There is no such file; upload it again."
        )
    if file.uploaded_at is not None:
        return file
    replaced = _replaceable(place, evidence_id, now)
    stored = evidence_files.read(file.key)
    files.require_kind(stored.start, file.name, file.kind)
    confirmed = replace(
        file.confirmed(replaced.leaves, stored.size, stored.sha256, stored.version_id, now),
        paper=replaced.paper,
    )
    details = {"sha256": stored.sha256, "replaced_sha256": replaced.sha256, "file": upload_id}
    subject = f"{place.key.partition('/')[2]}/{evidence_id}"
    act = audit.act_of(place.round.id, now, by, "replace_evidence", subject, details=details)
    if replacements.record(place.key, confirmed, act):
        return evidence.get(partition, upload_id)
    raise Conflict(
        "Tệp này vừa được người khác thay; mỗi tệp chỉ thay được một lần.",
        "Somebody else has just replaced this file; a file can be replaced once.",
    )


def link(place: Place, evidence_id: str, now: datetime) -> dict[str, Any]:
    """A download link (`url`, `expires_at`) for the file in place of this one, good for five
    minutes; NotFound.
    """
    file = replacements.find_all(place.key).get(evidence_id)
    if file is None:
        raise NotFound("Tệp này chưa được thay.", "This file was not replaced.")
    url = evidence_files.link(
        file.key, file.version_id, file.outgoing_name, int(LINK_LIFE.total_seconds())
    )
    return {"url": url, "expires_at": now + LINK_LIFE}


def _replaceable(place: Place, evidence_id: str, now: datetime) -> EvidenceFile:
    """The file, if it may be replaced now."""
    file = attaching.get_confirmed(place, evidence_id)
    other = replacements.find_all(place.key).get(evidence_id)
    replacing.require(file, _sent_at(place, now), other, now)
    return file


def _sent_at(place: Place, now: datetime) -> datetime | None:
    """Since when the sheet is what was sent; None while it is not. What is added after the first
    result is sent by the end of its window.
    """
    sheet = sheets.get(place.key)
    if place.kind == "self_assessment":
        return sheet.submitted_at
    locks_at = sheet.locks_at or place.timetable.locks_at(place.kind)
    return locks_at if sheet.version and locks_at <= now else None
