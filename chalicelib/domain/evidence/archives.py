"""The archive of a unit's evidence: one zip with every file and a manifest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.domain.evidence.files import EvidenceFile
from chalicelib.domain.instants import to_text
from chalicelib.domain.reading import csv_tables
from chalicelib.domain.spelling.file_names import portable

COLUMNS = (
    "file",
    "name",
    "leaves",
    "official",
    "number",
    "date",
    "issuer",
    "effective",
    "uploaded_at",
    "uploaded_by",
    "size",
    "sha256",
    "state",
    "findings",
    "replaces",
)
IN_PLACE = "thay-the/"
_FOR_REFERENCE = "anh-tham-khao/"
# A job that has not ended after this has died; the archive may be requested again.
PATIENCE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Archive:
    """How far an archive is: `state` none, queued, running, done or failed; `bytes` of the files,
    not of the zip.
    """

    id: str
    state: str
    asked_at: datetime
    files: int = 0
    bytes: int = 0
    version_id: str = ""

    def under_way(self, now: datetime) -> bool:
        """Whether it was requested and a job may still make it."""
        return self.state in ("queued", "running") and now - self.asked_at < PATIENCE


def entry_name(number: int, folder: str, file: EvidenceFile) -> str:
    """The file's name in the zip: a number keeps equal names apart, and the name is one that every
    computer can store, so that it also stays in the folder. Images, which are for reference only,
    lie in a folder of their own within it.
    """
    before = f"{number:03d} "
    inner = _FOR_REFERENCE if file.is_image else ""
    return f"{folder}{inner}{before}{portable(file.outgoing_name, before)}"


def manifest(files: Iterable[tuple[str, EvidenceFile]]) -> bytes:
    """manifest.csv with one row for each (folder, file), and the byte-order mark by which
    spreadsheets know UTF-8. The column `replaces` has the entry in whose place a file was sent.
    """
    named = [
        (entry_name(number, folder, file), folder, file)
        for number, (folder, file) in enumerate(files, start=1)
    ]
    entries = {(folder.removesuffix(IN_PLACE), file.id): entry for entry, folder, file in named}
    rows: list[Sequence[object]] = [COLUMNS]
    for entry, folder, file in named:
        rows.append([_harmless(value) for value in _row(entry, folder, file, entries)])
    return b"\xef\xbb\xbf" + csv_tables.write_rows(rows)


def _row(
    entry: str, folder: str, file: EvidenceFile, entries: Mapping[tuple[str, str], str]
) -> tuple[object, ...]:
    paper = file.paper
    signals = [verdict.text.vi for verdict in file.verdicts or () if verdict.outcome != "good"]
    return (
        entry,
        file.name,
        " ".join(file.leaves),
        "yes" if paper.official else "no",
        paper.number,
        paper.date or "",
        paper.issuer,
        paper.effective or "",
        to_text(file.uploaded_at) if file.uploaded_at else "",
        file.uploaded_by,
        file.size,
        file.sha256,
        file.state,
        " | ".join(signals),
        file.replaces and entries.get((folder.removesuffix(IN_PLACE), file.replaces), ""),
    )


def _harmless(value: object) -> str:
    """The value as text that no spreadsheet runs as a formula."""
    text = str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
