"""Evidence files of each unit: one item a file, made when its upload form is handed out, completed at confirmation."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pynamodb.attributes import ListAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.models import Model

from chalicelib.domain.errors import NotFound
from chalicelib.domain.evidence import EvidenceFile
from chalicelib.domain.instants import from_text, to_text
from chalicelib.store import tables
from chalicelib.store.sheets import SheetItem, unlocked


class EvidenceItem(Model):
    """One file; `uploaded_at` is missing until it was confirmed."""

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


def get(sheet: str, evidence: str) -> EvidenceFile:
    """The file; NotFound if no form was ever handed out under that id."""
    try:
        return _file(EvidenceItem.get(sheet, evidence, consistent_read=True))
    except EvidenceItem.DoesNotExist as fault:
        raise NotFound("Không có tệp này; hãy tải lên lại.", "There is no such file; upload it again.") from fault


def list_confirmed(sheet: str) -> list[EvidenceFile]:
    """Every confirmed file of a unit, by id."""
    return [_file(item) for item in EvidenceItem.query(sheet, consistent_read=True) if item.uploaded_at]


def put(sheet: str, file: EvidenceFile) -> None:
    """Note that a form was handed out."""
    _item(sheet, file).save()


def record(sheet: str, file: EvidenceFile, now: datetime) -> bool:
    """Store a confirmed file with a new version of the sheet; False if that is locked, submitted or being written."""

    def fill(transaction: Any) -> None:
        transaction.update(SheetItem(sheet, "entries"), [SheetItem.version.set((SheetItem.version | 0) + 1)],
                           condition=unlocked(now))
        transaction.save(_item(sheet, file))

    return tables.write(fill) is None


def _item(sheet: str, file: EvidenceFile) -> EvidenceItem:
    return EvidenceItem(
        sheet, file.id, name=file.name, key=file.key, uploaded_by=file.uploaded_by, asked_at=to_text(file.asked_at),
        leaves=list(file.leaves), size=file.size, sha256=file.sha256 or None, version_id=file.version_id or None,
        uploaded_at=to_text(file.uploaded_at) if file.uploaded_at else None,
    )


def _file(item: EvidenceItem) -> EvidenceFile:
    return EvidenceFile(
        item.evidence, item.name, item.key, item.uploaded_by, from_text(item.asked_at), tuple(item.leaves),
        int(item.size), item.sha256 or "", item.version_id or "",
        from_text(item.uploaded_at) if item.uploaded_at else None,
    )
