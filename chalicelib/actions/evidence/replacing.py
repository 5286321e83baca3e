"""Replacing a file that was found bad after it was sent: once, for some days, on record.

What was sent, its receipt and its digest stay as they are; the other file lies beside it. If the
other one could not be examined, a further one may take its place within the same days.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from chalicelib.actions.evidence import attaching, receiving
from chalicelib.actions.evidence.attaching import LINK_LIFE, Upload
from chalicelib.actions.places import Place
from chalicelib.aws import evidence_files
from chalicelib.domain.errors import Conflict, Invalid, NotFound
from chalicelib.domain.evidence import again, files, replacing
from chalicelib.domain.evidence.files import EvidenceFile
from chalicelib.store import audit, evidence, objections, replacements, sheets


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file, the one that was sent in its place, and until when one may be; both None else.
    `again` is whether the one that stands may be examined again (`domain/evidence/again`).
    """

    file: EvidenceFile
    replacement: EvidenceFile | None
    replaceable_until: datetime | None
    again: str = "no"


def list_files(place: Place, now: datetime) -> list[ShownFile]:
    """The confirmed files of a sheet that were not removed, by id, with what replaces them."""
    return shown(place, attaching.list_files(place), now)


def shown(place: Place, listed: Iterable[EvidenceFile], now: datetime) -> list[ShownFile]:
    """These files of a sheet with what replaces them."""
    found, sent_at = replacements.find_all(place.key), _sending(place, now)
    told = []
    for file in listed:
        last = next(reversed(replacements.standing(found, file.id)), None)
        ends = None if replacing.is_done(last) else replacing.until(file, sent_at(file.id))
        may_until = ends if ends and now < ends else None
        told.append(ShownFile(file, last, may_until, again.state(last or file, now)))
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

    NotFound, NotSubmitted, Conflict, WindowClosed; Invalid for a file of another kind or too large.
    """
    file, others = _replaceable(place, evidence_id, now)
    taken = replacing.kinds_for(file)
    if problems := files.check_upload("file", upload.name, upload.size, upload.type, taken):
        raise Invalid(errors=problems)
    stands = others[-1] if others else file
    where, expires = replacements.partition(place.key), now + files.FORM_LIFE
    return attaching.form(where, new_id(), upload, by, expires, now, stands.id)


def confirm(place: Place, evidence_id: str, upload_id: str, by: str, now: datetime) -> EvidenceFile:
    """Record what was uploaded in place of a file, for the same criteria, as the same document.

    The same confirmation sent again is a success. NotFound, NotSubmitted, Conflict, WindowClosed;
    Invalid if it is not what the form was for.
    """
    partition = replacements.partition(place.key)
    file = evidence.get(partition, upload_id)
    others = replacements.standing(replacements.find_all(place.key), evidence_id)
    if file.replaces not in (evidence_id, *(other.id for other in others)):
        raise NotFound(
            "Không có tệp này; hãy tải lên lại.", "There is no such file; upload it again."
        )
    if file.uploaded_at is not None:
        return file
    replaced, _ = _replaceable(place, evidence_id, now)
    received = receiving.receive(file, replaced.leaves, replaced.paper, now)
    confirmed = replace(received.file, paper=replaced.paper)
    details = {"sha256": confirmed.sha256, "replaced_sha256": replaced.sha256, "file": upload_id}
    subject = f"{place.key.partition('/')[2]}/{evidence_id}"
    act = audit.act_of(place.round.id, now, by, "replace_evidence", subject, details=details)
    if replacements.record(place.key, confirmed, act):
        received.forget_arrived()
        return evidence.get(partition, upload_id)
    raise Conflict(
        "Tệp này vừa được người khác thay; mỗi tệp chỉ thay được một lần.",
        "Somebody else has just replaced this file; a file can be replaced once.",
    )


def link(place: Place, evidence_id: str, now: datetime) -> dict[str, Any]:
    """A download link (`url`, `expires_at`) for the file in place of this one, good for five
    minutes; NotFound.
    """
    others = replacements.standing(replacements.find_all(place.key), evidence_id)
    if not others:
        raise NotFound("Tệp này chưa được thay.", "This file was not replaced.")
    file = others[-1]
    url = evidence_files.link(
        file.key, file.version_id, file.outgoing_name, int(LINK_LIFE.total_seconds())
    )
    return {"url": url, "expires_at": now + LINK_LIFE}


def _replaceable(
    place: Place, evidence_id: str, now: datetime
) -> tuple[EvidenceFile, list[EvidenceFile]]:
    """The file and what was sent in its place so far, if another may be sent now."""
    file = attaching.get_confirmed(place, evidence_id)
    others = replacements.standing(replacements.find_all(place.key), evidence_id)
    last = others[-1] if others else None
    replacing.require(file, _sending(place, now)(evidence_id), last, now)
    return file, others


def _sending(place: Place, now: datetime) -> Callable[[str], datetime | None]:
    """Since when a file of the place is what was sent; None while it is not. What is added after
    the first result is sent by the end of its window, a file of an objection with the objection.
    """
    if place.kind == "objection":
        with_files: dict[str, datetime] = {}
        for made in objections.list_objections(place.round.id, place.unit.id):
            for file in made.files:
                with_files[file] = min(made.at, with_files.get(file, made.at))
        return with_files.get
    sheet = sheets.get(place.key)
    sent_at = sheet.submitted_at
    if place.kind != "self_assessment":
        locks_at = sheet.locks_at or place.timetable.locks_at(place.kind)
        sent_at = locks_at if sheet.version and locks_at <= now else None
    return lambda _: sent_at
