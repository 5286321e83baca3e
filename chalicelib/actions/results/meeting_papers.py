"""The papers of a meeting: agenda, minutes and the approved report, PDF files that are uploaded
straight to the store of evidence and recorded beside the motion.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Any

from chalicelib.actions.evidence import attaching, inspecting
from chalicelib.actions.evidence.attaching import LINK_LIFE, Upload
from chalicelib.actions.rounds import current
from chalicelib.aws import evidence_files
from chalicelib.domain.errors import Conflict, Invalid, NotFound
from chalicelib.domain.evidence import files, inspection
from chalicelib.domain.people.accounts import Account
from chalicelib.domain.results.motions import MeetingPaper, Motion, MotionRecord
from chalicelib.store import audit, evidence
from chalicelib.store import motions as store


def form(
    round_id: str,
    number: int,
    upload: Upload,
    by: Account,
    new_id: Callable[[], str],
    now: datetime,
) -> dict[str, Any]:
    """A presigned POST for a paper of this motion: `evidence` (its id), `url`, `fields`,
    `expires_at`. Invalid for a file that is no PDF or too large; NotFound.
    """
    store.get(round_id, number)
    if problems := files.check_upload("paper", upload.name, upload.size, upload.type):
        raise Invalid(errors=problems)
    expires = now + files.FORM_LIFE
    return attaching.form(_place(round_id), new_id(), upload, by.email, expires, now)


def attach(
    round_id: str, number: int, kind: str, evidence_id: str, by: Account, now: datetime
) -> MotionRecord:
    """Record an uploaded paper of the meeting, such as its minutes, with the motion. All that were
    attached stay; one that is attached again changes nothing.
    """
    record = store.get(round_id, number)
    if any(paper.id == evidence_id for paper in record.papers):
        return record
    paper = taken(record.motion, kind, evidence_id, by, now)
    details = {"kind": kind, "name": paper.name, "sha256": paper.sha256}
    act = audit.act_of(round_id, now, by.email, "attach_paper", f"{number}", details=details)
    if not store.add_paper(record.motion, paper, act):
        known = store.get(round_id, number)
        if all(each.id != evidence_id for each in known.papers):
            raise Conflict
        return known
    return store.get(round_id, number)


def taken(motion: Motion, kind: str, evidence_id: str, by: Account, now: datetime) -> MeetingPaper:
    """The uploaded file as a paper of the motion; nothing is recorded yet. NotFound if it has not
    arrived; Invalid if nobody can open it or its signature is broken.
    """
    file = evidence.get(_place(motion.round), evidence_id)
    content, version = evidence_files.content(file.key, "")
    verdicts = inspecting.judged(content, current.get(motion.round, now).timezone)
    if problems := inspection.problems_of(file.name, verdicts):
        raise Invalid(errors=problems)
    digest = hashlib.sha256(content).hexdigest()
    return MeetingPaper(evidence_id, kind, file.name, digest, version, now, by.email)


def link(round_id: str, number: int, paper_id: str, now: datetime) -> dict[str, Any]:
    """A download link (`url`, `expires_at`) for a paper of this motion, good for five minutes;
    NotFound.
    """
    record = store.get(round_id, number)
    approved = [record.approval.paper] if record.approval else []
    paper = next((each for each in (*record.papers, *approved) if each.id == paper_id), None)
    if paper is None:
        raise NotFound
    url = evidence_files.link(
        f"{_place(round_id)}/{paper.id}",
        paper.version_id,
        paper.name,
        int(LINK_LIFE.total_seconds()),
    )
    return {"url": url, "expires_at": now + LINK_LIFE}


def _place(round_id: str) -> str:
    """Where the papers of a round lie: below no unit, so that nothing inspects or counts them as
    evidence.
    """
    return f"{round_id}/#council/papers"
