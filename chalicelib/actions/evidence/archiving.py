"""Archiving: a zip of a unit's evidence, asked for, written by a job, downloaded by a link."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from chalicelib.actions.places import Place
from chalicelib.aws import evidence_files, queues
from chalicelib.documents import zips
from chalicelib.domain.evidence import archives
from chalicelib.domain.evidence.archives import Archive
from chalicelib.domain.evidence.files import EvidenceFile
from chalicelib.store import archives as store
from chalicelib.store import evidence, replacements
from chalicelib.store.sheets import SUFFIXES

LINK_LIFE = timedelta(minutes=5)
_ADDED = "bo-sung/"


def ask(place: Place, new_id: str, now: datetime) -> Archive:
    """Ask for an archive of the current files; if one is under way, that one is returned. Of one
    that no job has begun the message may be lacking, so that it is sent again.
    """
    earlier = store.find(place.key)
    if earlier is not None and earlier.under_way(now):
        if earlier.state == "queued":
            queues.send_archiving(place.key, earlier.id)
        return earlier
    files = [file for _, file in _files(place.key)]
    asked = Archive(new_id, "queued", now, len(files), sum(file.size for file in files))
    store.put(place.key, asked)
    queues.send_archiving(place.key, new_id)
    return asked


def look(place: Place, now: datetime) -> dict[str, Any]:
    """The archive: `state` (`none`, `queued`, `running`, `done`, `failed`), `files`, `bytes`; once
    it is done also `url` and `expires_at`, a download link good for five minutes.
    """
    archive = store.find(place.key)
    if archive is None:
        return {"state": "none", "files": 0, "bytes": 0, "url": None, "expires_at": None}
    dead = archive.state in ("queued", "running") and not archive.under_way(now)
    shown: dict[str, Any] = {
        "state": "failed" if dead else archive.state,
        "files": archive.files,
        "bytes": archive.bytes,
        "url": None,
        "expires_at": None,
    }
    if archive.state == "done":
        name = f"Minh chứng {place.unit.name.vi}.zip"
        shown |= {
            "url": evidence_files.link(
                _key(place.key, archive.id),
                archive.version_id,
                name,
                int(LINK_LIFE.total_seconds()),
            ),
            "expires_at": now + LINK_LIFE,
        }
    return shown


def make(sheet: str, archive_id: str) -> str:
    """Write the archive part by part; returns `done`, or `nothing to do` for a message that comes
    twice or is out of date.
    """
    archive = store.find(sheet)
    if archive is None or archive.id != archive_id or archive.state == "done":
        return "nothing to do"
    store.put(sheet, replace(archive, state="running"))
    files = _files(sheet)
    version = evidence_files.upload(
        _key(sheet, archive_id), "application/zip", zips.stream(_contents(files))
    )
    store.put(
        sheet,
        replace(
            archive,
            state="done",
            files=len(files),
            bytes=sum(file.size for _, file in files),
            version_id=version,
        ),
    )
    return "done"


def _files(sheet: str) -> list[tuple[str, EvidenceFile]]:
    """The confirmed files with their folder: "", or `_ADDED` for those of the supplement, and
    within it that of the files in place of others.
    """
    parts = (("", sheet), (_ADDED, f"{sheet}{SUFFIXES['supplement']}"))
    return [
        (f"{folder}{inner}", file)
        for folder, part in parts
        for inner, place in (("", part), (archives.IN_PLACE, replacements.partition(part)))
        for file in evidence.list_confirmed(place)
    ]


def _contents(files: list[tuple[str, EvidenceFile]]) -> Iterator[tuple[str, Iterable[bytes]]]:
    yield "manifest.csv", [archives.manifest(files)]
    for number, (folder, file) in enumerate(files, start=1):
        yield (
            archives.entry_name(number, folder, file),
            evidence_files.pieces(file.key, file.version_id),
        )


def _key(sheet: str, archive_id: str) -> str:
    return f"archives/{sheet}/{archive_id}.zip"
