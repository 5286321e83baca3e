"""The state of the archive of a unit's evidence: one item in the table of the files."""

from __future__ import annotations

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.models import Model

from chalicelib.domain.evidence.archives import Archive
from chalicelib.domain.instants import from_text, to_text
from chalicelib.store import tables


class ArchiveItem(Model):
    """The latest archive of a sheet: sort key `archive`."""

    class Meta(tables.TableMeta):
        table_name = tables.name("evidence")

    sheet = UnicodeAttribute(hash_key=True)
    evidence = UnicodeAttribute(range_key=True, default="archive")
    archive = UnicodeAttribute()
    state = UnicodeAttribute()
    asked_at = UnicodeAttribute()
    files = NumberAttribute(default=0)
    bytes = NumberAttribute(default=0)
    version_id = UnicodeAttribute(null=True)


def find(sheet: str) -> Archive | None:
    """The latest archive that was asked for; None if none was."""
    try:
        item = ArchiveItem.get(sheet, "archive", consistent_read=True)
    except ArchiveItem.DoesNotExist:
        return None
    return Archive(
        item.archive,
        item.state,
        from_text(item.asked_at),
        int(item.files),
        int(item.bytes),
        item.version_id or "",
    )


def put(sheet: str, archive: Archive) -> None:
    """Keep the state of the latest archive."""
    ArchiveItem(
        sheet,
        "archive",
        archive=archive.id,
        state=archive.state,
        asked_at=to_text(archive.asked_at),
        files=archive.files,
        bytes=archive.bytes,
        version_id=archive.version_id or None,
    ).save()
