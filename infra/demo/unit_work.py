"""What a unit's editor does: read the criteria, fill the sheet, upload evidence, list respondents,
submit.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import urllib3

from infra.demo.client import Refused, Visitor, segment
from infra.demo.inputs import Attachment, Entry
from infra.demo.pdfs import scanned_pdf
from infra.local.patience import PATIENCE

_LEAVES_A_SAVE = 30


@dataclass(slots=True)
class UnitWork:
    """One unit's editor at work; it remembers the versions the server gave, as a page would."""

    visitor: Visitor
    round: str
    unit: str
    versions: dict[str, int] = field(default_factory=dict)

    def read(self) -> int:
        """Read the overview and the criteria; returns the number of leaves."""
        self.visitor.get(self._path())
        areas = self.visitor.get(self._path("criteria"))["areas"]
        criteria = [criterion for area in areas for criterion in area["criteria"]]
        return sum(len(criterion.get("leaves") or [criterion]) for criterion in criteria)

    def fill(self, entries: Sequence[Entry]) -> int:
        """Save entries, many a call; returns how many values the server took."""
        taken = 0
        remaining = iter(entries)
        while part := list(islice(remaining, _LEAVES_A_SAVE)):
            saved = self._save(part)
            taken += sum(
                saved[entry.leaf]["value"] is not None for entry in part if entry.value is not None
            )
        return taken

    def try_late(self, entry: Entry) -> bool:
        """Try to change a leaf after the lock; True if the server refused because the window is
        closed.
        """
        try:
            self._save([entry])
        except Refused as refused:
            if refused.code != "window_closed":
                raise
            return True
        return False

    def attach(self, attachments: Sequence[Attachment], seed: str) -> int:
        """Upload PDFs straight to storage and confirm them; returns how many the server
        confirmed.
        """
        files = [
            (
                attachment,
                scanned_pdf(
                    attachment.name, f"{seed}/{self.unit}/{attachment.name}", attachment.pages
                ),
            )
            for attachment in attachments
        ]
        wanted = [
            {"name": attachment.name, "size": len(content), "type": "application/pdf"}
            for attachment, content in files
        ]
        forms = (
            self.visitor.post(self._path("evidence", "forms"), {"files": wanted})["forms"]
            if wanted
            else []
        )
        for (attachment, content), form in zip(files, forms, strict=True):
            upload(self.visitor.site.pool, form, attachment.name, content)
            body = {"evidence": form["evidence"], "leaves": list(attachment.leaves)}
            self.visitor.post(self._path("evidence"), body)
        return len(files)

    def list_people(self, group: str, index: str, rows: Sequence[dict[str, str]]) -> int:
        """Put the list of one group; returns how many people the server counts on it."""
        path = f"{self._path('lists', group)}?index={segment(index)}"
        return int(self.visitor.put(path, {"respondents": list(rows)})["listed"])

    def send_lists(self) -> int:
        """Send the lists, which are shorter than planned; returns how many of them name anybody."""
        sent: dict[str, int] = self.visitor.post(
            self._path("lists", "send"), {"acknowledged": True}
        )["groups"]
        return sum(people > 0 for people in sent.values())

    def submit(self) -> str:
        """Send the finished self-assessment; returns the receipt."""
        return str(self.visitor.post(self._path("submit"), {"save_id": _save_id()})["receipt"])

    def _save(self, entries: Sequence[Entry]) -> dict[str, Any]:
        body = {"save_id": _save_id(), "entries": [self._written(entry) for entry in entries]}
        saved: dict[str, Any] = self.visitor.post(self._path("sheet"), body)["entries"]
        self.versions |= {leaf: entry["version"] for leaf, entry in saved.items()}
        return saved

    def _written(self, entry: Entry) -> dict[str, Any]:
        written = {"value": entry.value, "explanation": entry.explanation}
        given = {key: part for key, part in written.items() if part is not None}
        return {"leaf": entry.leaf, "version": self.versions.get(entry.leaf, 0), **given}

    def _path(self, *steps: str) -> str:
        return "/".join(("", *map(segment, (self.round, self.unit, *steps))))


def upload(pool: urllib3.PoolManager, form: dict[str, Any], name: str, content: bytes) -> None:
    """POST a file with the form the platform gave: its fields first, the file last, as S3 wants
    it.
    """
    fields: list[tuple[str, Any]] = [
        *form["fields"].items(),
        ("file", (name, content, "application/pdf")),
    ]
    answer = pool.request("POST", form["url"], fields=fields, timeout=PATIENCE)
    if answer.status >= 300:
        raise Refused("POST", form["url"], answer.status, answer.data, 1)


def _save_id() -> str:
    return str(uuid.uuid4())
