"""Examining a file again, asked for by those who sent it, or by the operations staff."""

from __future__ import annotations

from datetime import datetime

from chalicelib.actions.evidence import attaching, replacing
from chalicelib.actions.evidence.replacing import ShownFile
from chalicelib.actions.places import Place
from chalicelib.aws import queues
from chalicelib.domain.evidence import again
from chalicelib.domain.evidence.files import EvidenceFile
from chalicelib.store import audit, evidence, replacements


def ask(place: Place, evidence_id: str, by: str, now: datetime) -> ShownFile:
    """Have a file examined once more, or the one that was sent in its place; on record. The job
    does it; asked again within a few minutes it is the same.

    NotFound; Conflict for a file that has a result, or has not waited long.
    """
    (shown,) = replacing.shown(place, [attaching.get_confirmed(place, evidence_id)], now)
    _ask(place, shown.replacement or shown.file, by, now)
    (after,) = replacing.shown(place, [attaching.get_confirmed(place, evidence_id)], now)
    return after


def ask_for(place: Place, file_id: str, by: str, now: datetime) -> None:
    """As `ask`, for any file of the place, which may be one in place of another."""
    others = {file.id: file for file in replacements.find_all(place.key).values()}
    file = others.get(file_id) or attaching.get_confirmed(place, file_id)
    _ask(place, file, by, now)


def _ask(place: Place, file: EvidenceFile, by: str, now: datetime) -> None:
    again.require(file, now)
    where = replacements.partition(place.key) if file.replaces else place.key
    if again.state(file, now) == "possible" and evidence.ask_again(where, file, now):
        # Noted before it is sent: if the queue fails, whoever asks may ask again after a while.
        queues.send_examining(file.key, file.version_id)
        subject = f"{place.unit.id}/{place.kind}/{file.id}"
        audit.record(place.round.id, now, by, "examine_again", subject)
