"""Evidence files of each unit: one item a file, made when its upload form is given out, completed
at confirmation.

What the inspection of a file says is kept apart, in `inspections`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from pynamodb.attributes import BooleanAttribute, ListAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.models import Model

from chalicelib.domain.errors import NotFound
from chalicelib.domain.evidence import kinds
from chalicelib.domain.evidence.files import EvidenceFile, Paper
from chalicelib.domain.instants import from_text, to_text
from chalicelib.store import inspections, tables
from chalicelib.store.sheet_items import SheetItem
from chalicelib.store.sheets import unlocked


class EvidenceItem(Model):
    """One file; `uploaded_at` is missing until the upload is confirmed, `kind` where it is PDF.
    `again_at` is when somebody last asked for another examination.
    """

    class Meta(tables.TableMeta):
        table_name = tables.name("evidence")

    sheet = UnicodeAttribute(hash_key=True)
    evidence = UnicodeAttribute(range_key=True)
    name = UnicodeAttribute()
    key = UnicodeAttribute()
    uploaded_by = UnicodeAttribute()
    asked_at = UnicodeAttribute()
    leaves: ListAttribute[Any] = ListAttribute(default=list)
    size = NumberAttribute(default=0)
    sha256 = UnicodeAttribute(null=True)
    version_id = UnicodeAttribute(null=True)
    uploaded_at = UnicodeAttribute(null=True)
    official = BooleanAttribute(default=True)
    number = UnicodeAttribute(null=True)
    date = UnicodeAttribute(null=True)
    issuer = UnicodeAttribute(null=True)
    effective = UnicodeAttribute(null=True)
    edition = NumberAttribute(default=0)
    removed_at = UnicodeAttribute(null=True)
    removed_by = UnicodeAttribute(null=True)
    kind = UnicodeAttribute(null=True)
    replaces = UnicodeAttribute(null=True)
    again_at = UnicodeAttribute(null=True)


class _AnyItem(EvidenceItem):
    """Any item of the partition, so that one query brings the files and their inspections."""

    inspected_at = UnicodeAttribute(null=True)
    verdicts = UnicodeAttribute(null=True)
    bad_since = UnicodeAttribute(null=True)

    @property
    def as_inspection(self) -> dict[str, Any]:
        """As `inspections.find_all` gives it."""
        since = {"bad_since": self.bad_since} if self.bad_since else {}
        return {"inspected_at": self.inspected_at, "verdicts": self.verdicts, **since}


def get(sheet: str, evidence: str) -> EvidenceFile:
    """The file with its verdicts; NotFound if no upload form was given out under that id."""
    try:
        item = EvidenceItem.get(sheet, evidence, consistent_read=True)
    except EvidenceItem.DoesNotExist as error:
        raise NotFound(
            "Không có tệp này; hãy tải lên lại.", "There is no such file; upload it again."
        ) from error
    if not item.key:  # an item of another kind
        raise NotFound(
            "Không có tệp này; hãy tải lên lại.", "There is no such file; upload it again."
        )
    return _file(item, inspections.find_all(sheet, f"{evidence}#"))


def list_all(sheet: str) -> list[EvidenceFile]:
    """Every file of a unit that was ever confirmed, removed ones too, by id; one query."""
    items = list(_AnyItem.query(sheet, consistent_read=True))
    inspected = {item.evidence: item.as_inspection for item in items if item.inspected_at}
    return [_file(item, inspected) for item in items if item.key and item.uploaded_at]


def list_confirmed(sheet: str) -> list[EvidenceFile]:
    """Every confirmed file of a unit that was not removed, by id."""
    return [file for file in list_all(sheet) if file.removed_at is None]


def put(sheet: str, file: EvidenceFile) -> None:
    """Note that an upload form was given out."""
    _item(sheet, file).save()


def record(sheet: str, file: EvidenceFile, now: datetime, before: int | None = None) -> bool:
    """Store a confirmed file with a new version of the sheet; False if the sheet is locked,
    submitted or being written.

    Also False if the file's details no longer have the edition `before`, or, with None, if the file
    was confirmed already.
    """
    same = (
        EvidenceItem.uploaded_at.does_not_exist()
        if before is None
        else tables.as_read(EvidenceItem.edition, before)
    )

    def fill(transaction: Any) -> None:
        transaction.update(
            SheetItem(sheet, "entries"),
            [SheetItem.version.set((SheetItem.version | 0) + 1)],
            condition=unlocked(now),
        )
        transaction.save(_item(sheet, file), condition=same)

    return tables.write(fill) is None


def ask_again(sheet: str, file: EvidenceFile, now: datetime) -> bool:
    """Note that somebody asks for another examination of a file; False if somebody else has asked
    meanwhile. No version of the sheet is made.
    """
    before = EvidenceItem.again_at == to_text(file.again_at) if file.again_at else None
    unasked = EvidenceItem.again_at.does_not_exist() if before is None else before

    def fill(transaction: Any) -> None:
        transaction.update(
            EvidenceItem(sheet, file.id),
            [EvidenceItem.again_at.set(to_text(now))],
            condition=unasked & EvidenceItem.uploaded_at.exists(),
        )

    return tables.write(fill) is None


def fill_confirmed(transaction: Any, sheet: str, file: EvidenceFile) -> None:
    """Put a confirmed file into a transaction, which fails if it was confirmed already. No version
    of the sheet is made.
    """
    transaction.save(_item(sheet, file), condition=EvidenceItem.uploaded_at.does_not_exist())


def _item(sheet: str, file: EvidenceFile) -> EvidenceItem:
    paper = file.paper
    return EvidenceItem(
        sheet,
        file.id,
        name=file.name,
        key=file.key,
        uploaded_by=file.uploaded_by,
        asked_at=to_text(file.asked_at),
        leaves=list(file.leaves),
        size=file.size,
        sha256=file.sha256 or None,
        version_id=file.version_id or None,
        uploaded_at=to_text(file.uploaded_at) if file.uploaded_at else None,
        official=paper.official,
        number=paper.number or None,
        issuer=paper.issuer or None,
        date=paper.date.isoformat() if paper.date else None,
        effective=paper.effective.isoformat() if paper.effective else None,
        edition=file.edition,
        removed_at=to_text(file.removed_at) if file.removed_at else None,
        removed_by=file.removed_by or None,
        kind=file.kind if file.kind != kinds.PDF else None,
        replaces=file.replaces or None,
        again_at=to_text(file.again_at) if file.again_at else None,
    )


def _file(item: EvidenceItem, inspected: Mapping[str, Mapping[str, Any]]) -> EvidenceFile:
    row = inspected.get(f"inspection#{item.evidence}#{item.version_id}")
    return EvidenceFile(
        item.evidence,
        item.name,
        item.key,
        item.uploaded_by,
        from_text(item.asked_at),
        tuple(item.leaves),
        int(item.size),
        item.sha256 or "",
        item.version_id or "",
        from_text(item.uploaded_at) if item.uploaded_at else None,
        Paper(
            item.official is not False,
            item.number or "",
            _date(item.date),
            item.issuer or "",
            _date(item.effective),
        ),
        int(item.edition or 0),
        from_text(item.removed_at) if item.removed_at else None,
        item.removed_by or "",
        inspections.verdicts_of(row) if row else None,
        item.kind or kinds.PDF,
        inspections.bad_since(row) if row else None,
        item.replaces or "",
        from_text(item.again_at) if item.again_at else None,
    )


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
