"""Inspections of stored files, in the table of the files: one item for each stored version, so that
neither overwrites the other.

Events that come twice, late or in any order change nothing. One item for each use of a digest tells
who else has the same file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pynamodb.attributes import BooleanAttribute, UnicodeAttribute
from pynamodb.models import Model

from chalicelib.domain.evidence import inspection
from chalicelib.domain.evidence.inspection import Use, Verdict
from chalicelib.domain.instants import from_text, to_text
from chalicelib.store import tables


@dataclass(frozen=True, slots=True)
class Waiting:
    """A confirmed file without a result: not inspected yet, or `unexamined`, as no inspection came
    to an end. `again_at` is when somebody last asked for another one.
    """

    id: str
    name: str
    uploaded_by: str
    uploaded_at: datetime
    is_unexamined: bool
    again_at: datetime | None


@dataclass(frozen=True, slots=True)
class Look:
    """What a look over a partition found: the files without a result, by id; whether any stored
    version was found bad of late; in a partition of replacements the files that have one.
    """

    waiting: list[Waiting]
    is_news: bool
    replaced: frozenset[str]


class Inspection(Model):
    """The verdicts on one stored version: `inspection#<file>#<version>`; `bad_since` is when it was
    first found bad, if it still is. `unexamined` says in brief what the verdicts say; items stored
    before it was noted have none.
    """

    class Meta(tables.TableMeta):
        table_name = tables.name("evidence")

    sheet = UnicodeAttribute(hash_key=True)
    evidence = UnicodeAttribute(range_key=True)
    inspected_at = UnicodeAttribute()
    sha256 = UnicodeAttribute()
    verdicts = UnicodeAttribute()
    bad_since = UnicodeAttribute(null=True)
    unexamined = BooleanAttribute(null=True)


class DigestUse(Model):
    """One use of a file: partition `sha256#<hex>`, sort key `<round>/<unit>/<file>`."""

    class Meta(tables.TableMeta):
        table_name = tables.name("evidence")

    sheet = UnicodeAttribute(hash_key=True)
    evidence = UnicodeAttribute(range_key=True)


def put(
    sheet: str,
    evidence: str,
    version_id: str,
    sha256: str,
    verdicts: Iterable[Verdict],
    now: datetime,
) -> None:
    """Keep the verdicts of the inspection of one stored version. One that was found bad before and
    still is stays bad since then.
    """
    found, item = list(verdicts), f"inspection#{evidence}#{version_id}"
    since = None
    if inspection.is_bad(found):
        before = find_all(sheet, f"{evidence}#").get(item)
        since = to_text((bad_since(before) if before else None) or now)
    Inspection(
        sheet,
        item,
        inspected_at=to_text(now),
        sha256=sha256,
        verdicts=tables.dump(inspection.as_json(found)),
        bad_since=since,
        unexamined=inspection.is_unexamined(found),
    ).save()


def find_verdicts(sheet: str, evidence: str, version_id: str) -> tuple[Verdict, ...] | None:
    """The verdicts of the inspection of one stored version; None until it was inspected."""
    try:
        item = Inspection.get(sheet, f"inspection#{evidence}#{version_id}", consistent_read=True)
    except Inspection.DoesNotExist:
        return None
    return inspection.from_json(json.loads(item.verdicts))


def find_all(sheet: str, of: str = "") -> dict[str, dict[str, Any]]:
    """The inspections as they are stored, by `inspection#<file>#<version>`; `of` is how what
    follows the first `#` begins.
    """
    rows = tables.query("evidence", "sheet", sheet, prefix=("evidence", f"inspection#{of}"))
    return {row["evidence"]: row for row in rows}


def verdicts_of(row: Mapping[str, Any]) -> tuple[Verdict, ...]:
    """The verdicts of an inspection of `find_all`."""
    return inspection.from_json(json.loads(row["verdicts"]))


def bad_since(row: Mapping[str, Any]) -> datetime | None:
    """Since when the version of an inspection of `find_all` is bad; None if it is not. What was
    inspected before this was noted is bad since its last inspection.
    """
    if not inspection.is_bad(verdicts_of(row)):
        return None
    return from_text(row.get("bad_since") or row["inspected_at"])


def look_over(sheet: str, since: datetime) -> Look:
    """The confirmed files of a partition that have no result and were not removed, what was found
    bad after `since`, and what was replaced. One query that leaves the verdicts out, and one more
    where any inspection was stored before it noted `unexamined`.
    """
    columns = ("evidence", "name", "uploaded_by", "uploaded_at", "version_id", "removed_at")
    more = ("again_at", "inspected_at", "bad_since", "unexamined", "replacement")
    rows = list(tables.query("evidence", "sheet", sheet, columns + more))
    is_news = any(row.get("bad_since", "") > to_text(since) for row in rows)
    unexamined = _unexamined(sheet, rows)
    waiting = []
    for row in rows:
        if not row.get("uploaded_at") or row.get("removed_at"):
            continue
        found = unexamined.get(f"inspection#{row['evidence']}#{row.get('version_id')}")
        if found is not False:
            waiting.append(_waiting(row, is_unexamined=found is not None))
    replaced = (row["evidence"].removeprefix("of#") for row in rows if "replacement" in row)
    return Look(waiting, is_news, frozenset(replaced))


def _unexamined(sheet: str, rows: Iterable[Mapping[str, Any]]) -> dict[str, bool]:
    """Whether each inspection came to no end, by `inspection#<file>#<version>`."""
    told = {row["evidence"]: row.get("unexamined") for row in rows if "inspected_at" in row}
    before = find_all(sheet) if None in told.values() else {}
    return {
        item: inspection.is_unexamined(verdicts_of(before[item])) if known is None else known
        for item, known in told.items()
    }


def _waiting(row: Mapping[str, Any], *, is_unexamined: bool) -> Waiting:
    asked = row.get("again_at")
    return Waiting(
        row["evidence"],
        row["name"],
        row["uploaded_by"],
        from_text(row["uploaded_at"]),
        is_unexamined,
        from_text(asked) if asked else None,
    )


def uses(sha256: str, use: Use) -> list[Use]:
    """Note that `use` uses the file with that digest (sha256, hex); returns all its uses, `use`
    included.
    """
    DigestUse(f"sha256#{sha256}", f"{use.sheet}/{use.evidence}").save()
    rows = tables.query("evidence", "sheet", f"sha256#{sha256}")
    places = [row["evidence"].rpartition("/") for row in rows]
    return [Use(sheet, evidence) for sheet, _, evidence in places]
