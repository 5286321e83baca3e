"""The team of a unit: assignments, contacts, notices, and the names of its people.

Table `units`, partition the round; `unit` is the unit's id, followed by `#assignments`,
`#contacts`, `#notice#<id of the notice>` or `#person#<address>`. Ids of units contain no `#`.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from pynamodb.attributes import BinaryAttribute, BooleanAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import PutError, UpdateError
from pynamodb.models import Model

from chalicelib.domain import json_values
from chalicelib.domain.assessment.team import Assignment, Contact
from chalicelib.domain.instants import from_text, to_text
from chalicelib.domain.people.notices import Notice
from chalicelib.domain.texts import Text
from chalicelib.store import tables

# A tick runs for less than a minute; letters that one claimed this long ago were not sent.
_STALE = timedelta(minutes=5)


class PageItem(Model):
    """The assignments or the contacts of a unit, replaced as a whole, one version at a time; or
    the `marks` of what units were told, compressed: they are alike, and an item holds 400 KB.
    """

    class Meta(tables.TableMeta):
        table_name = tables.name("units")

    round = UnicodeAttribute(hash_key=True)
    unit = UnicodeAttribute(range_key=True)
    version = NumberAttribute()
    content = UnicodeAttribute()
    marks = BinaryAttribute(null=True, legacy_encoding=False)


class NoticeItem(Model):
    """A notice; `mailing_at` is when a tick claimed its letters, `mailed_at` when the mail service
    had taken them.
    """

    class Meta(tables.TableMeta):
        table_name = tables.name("units")

    round = UnicodeAttribute(hash_key=True)
    unit = UnicodeAttribute(range_key=True)
    at = UnicodeAttribute()
    vi = UnicodeAttribute()
    en = UnicodeAttribute()
    read = BooleanAttribute(default=False)
    mailing_at = UnicodeAttribute(null=True)
    mailed_at = UnicodeAttribute(null=True)


class PersonItem(Model):
    """Somebody who has, or had, an account at the unit."""

    class Meta(tables.TableMeta):
        table_name = tables.name("units")

    round = UnicodeAttribute(hash_key=True)
    unit = UnicodeAttribute(range_key=True)
    name = UnicodeAttribute()


def list_people(round_id: str, unit: str) -> dict[str, str]:
    """The name of everybody who has, or had, an account at the unit, by address."""
    rows = tables.query("units", "round", round_id, prefix=("unit", f"{unit}#person#"))
    return {row["unit"].partition("#person#")[2]: row["name"] for row in rows}


def put_person(round_id: str, unit: str, address: str, name: str) -> None:
    """Keep the name of somebody who got an account at the unit; it stays after the person left."""
    PersonItem(round_id, f"{unit}#person#{address}", name=name).save()


def get_assignments(round_id: str, unit: str) -> tuple[list[Assignment], int]:
    """The assignments and their version (0: never kept)."""
    rows, version = _page(round_id, f"{unit}#assignments")
    return [Assignment(row["leaf"], row["to"], _day(row["due"])) for row in rows], version


def put_assignments(
    round_id: str, unit: str, assignments: Iterable[Assignment], version: int
) -> bool:
    """Keep the assignments in place of `version`; False if somebody else changed them first."""
    rows = [
        {"leaf": assignment.leaf, "to": assignment.to, "due": _date(assignment.due)}
        for assignment in assignments
    ]
    return _put_page(round_id, f"{unit}#assignments", rows, version)


def get_contacts(round_id: str, unit: str) -> tuple[list[Contact], int]:
    """The contacts, former ones too, and their version (0: never kept)."""
    rows, version = _page(round_id, f"{unit}#contacts")
    return [_contact(row) for row in rows], version


def put_contacts(round_id: str, unit: str, contacts: Iterable[Contact], version: int) -> bool:
    """Keep the contacts in place of `version`; False if somebody else changed them first."""
    rows = [
        {
            "kind": contact.kind,
            "name": contact.name,
            "position": contact.position,
            "phone": contact.phone,
            "email": contact.email,
            "since": _date(contact.since),
            "until": _date(contact.until),
            "copied_from": contact.copied_from,
        }
        for contact in contacts
    ]
    return _put_page(round_id, f"{unit}#contacts", rows, version)


def _page(round_id: str, key: str) -> tuple[list[dict[str, Any]], int]:
    try:
        item = PageItem.get(round_id, key, consistent_read=True)
    except PageItem.DoesNotExist:
        return [], 0
    rows: list[dict[str, Any]] = json.loads(item.content)
    return rows, int(item.version)


def _put_page(round_id: str, key: str, rows: list[dict[str, Any]], version: int) -> bool:
    before = PageItem.version == version if version else PageItem.version.does_not_exist()
    try:
        PageItem(round_id, key, version=version + 1, content=tables.dump(rows)).save(before)
    except PutError as error:
        if not tables.unmet(error):
            raise
        return False
    return True


def list_notices(round_id: str, unit: str) -> list[Notice]:
    """The notices of a unit, newest first."""
    rows = tables.query("units", "round", round_id, prefix=("unit", f"{unit}#notice#"))
    return sorted(
        (_notice(row) for row in rows), key=lambda notice: (notice.at, notice.id), reverse=True
    )


def put_notice(round_id: str, notice: Notice) -> None:
    """Keep a notice, unless it is there already."""
    item = NoticeItem(
        round_id,
        _key(notice.unit, notice.id),
        at=to_text(notice.at),
        vi=notice.text.vi,
        en=notice.text.en,
    )
    _conditionally(lambda: item.save(NoticeItem.at.does_not_exist()))


def claim(round_id: str, notice: Notice, now: datetime) -> bool:
    """Claim the letters of a notice before they are sent; False if they were sent or claimed."""
    free = NoticeItem.mailing_at.does_not_exist() | (NoticeItem.mailing_at < to_text(now - _STALE))
    item = NoticeItem(round_id, _key(notice.unit, notice.id))
    return _conditionally(
        lambda: item.update(
            [NoticeItem.mailing_at.set(to_text(now))],
            condition=free & NoticeItem.mailed_at.does_not_exist(),
        )
    )


def put_mailed(round_id: str, notice: Notice, now: datetime) -> None:
    """Note that the mail service has taken the letters of a notice."""
    NoticeItem(round_id, _key(notice.unit, notice.id)).update(
        [NoticeItem.mailed_at.set(to_text(now))]
    )


def put_read(round_id: str, unit: str, notice_id: str) -> None:
    """Note that somebody of the unit has read a notice; nothing happens if there is none."""
    item = NoticeItem(round_id, _key(unit, notice_id))
    _conditionally(
        lambda: item.update([NoticeItem.read.set(True)], condition=NoticeItem.at.exists())
    )


def get_told(round_id: str) -> set[str]:
    """The marks of what the tick has told units; one item a round (no unit's id begins with #)."""
    try:
        item = PageItem.get(round_id, "#told", consistent_read=True)
    except PageItem.DoesNotExist:
        return set()
    if item.marks is None:  # an earlier release kept them so
        return {row["mark"] for row in json.loads(item.content)}
    return set(json.loads(zlib.decompress(item.marks)))


def put_told(round_id: str, marks: Iterable[str]) -> None:
    """Keep the marks of what the tick has told units."""
    packed = zlib.compress(tables.dump(sorted(marks)).encode(), 9)
    PageItem(round_id, "#told", version=1, content="[]", marks=packed).save()


def _conditionally(write: Any) -> bool:
    try:
        write()
    except (PutError, UpdateError) as error:
        if not tables.unmet(error):
            raise
        return False
    return True


def _key(unit: str, notice_id: str) -> str:
    return f"{unit}#notice#{notice_id}"


def _notice(row: Mapping[str, Any]) -> Notice:
    unit, _, notice_id = row["unit"].partition("#notice#")
    return Notice(
        notice_id, unit, from_text(row["at"]), Text(row["vi"], row["en"]), bool(row.get("read"))
    )


def _contact(row: Mapping[str, Any]) -> Contact:
    since, until = date.fromisoformat(row["since"]), _day(row["until"])
    return json_values.of(Contact, {**row, "since": since, "until": until})


def _date(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
