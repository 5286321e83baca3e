"""The archive of a unit's evidence: asked for, made by a job that streams, fetched by a short-lived
link.
"""

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
from chalicelib.store import evidence
from chalicelib.store.sheets import SUFFIXES

LINK_LIFE = timedelta(minutes=5)
_ADDED = "bo-sung/"


def ask(at: Place, new_id: str, now: datetime) -> Archive:
    """Ask for an archive of what there is now; one under way is not asked for twice."""
    found = store.find(at.key)
    if found is not None and found.under_way(now):
        return found
    files = [file for _, file in _files(at.key)]
    asked = Archive(new_id, "queued", now, len(files), sum(file.size for file in files))
    store.put(at.key, asked)
    queues.send_archiving(at.key, new_id)
    return asked


def look(at: Place, now: datetime) -> dict[str, Any]:
    """How far the archive is, with a link once it is done."""
    found = store.find(at.key)
    if found is None:
        return {"state": "none", "files": 0, "bytes": 0, "url": None, "expires_at": None}
    dead = found.state in ("queued", "running") and not found.under_way(now)
    shown: dict[str, Any] = {
        "state": "failed" if dead else found.state,
        "files": found.files,
        "bytes": found.bytes,
        "url": None,
        "expires_at": None,
    }
    if found.state == "done":
        name = f"Minh chứng {at.unit.name.vi}.zip"
        shown |= {
            "url": evidence_files.link(
                _key(at.key, found.id), found.version_id, name, int(LINK_LIFE.total_seconds())
            ),
            "expires_at": now + LINK_LIFE,
        }
    return shown


def make(sheet: str, archive_id: str) -> str:
    """Write the archive part by part; the outcome in a word. A message that comes twice finds its
    work done.
    """
    found = store.find(sheet)
    if found is None or found.id != archive_id or found.state == "done":
        return "nothing to do"
    store.put(sheet, replace(found, state="running"))
    files = _files(sheet)
    version = evidence_files.upload(
        _key(sheet, archive_id), "application/zip", zips.stream(_contents(files))
    )
    store.put(
        sheet,
        replace(
            found,
            state="done",
            files=len(files),
            bytes=sum(file.size for _, file in files),
            version_id=version,
        ),
    )
    return "done"


def _files(sheet: str) -> list[tuple[str, EvidenceFile]]:
    """What was sent, and in a folder of its own what was added after the first result."""
    return [
        *(("", file) for file in evidence.list_confirmed(sheet)),
        *((_ADDED, file) for file in evidence.list_confirmed(f"{sheet}{SUFFIXES['supplement']}")),
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
