"""Rounds: the loaded document (compressed) and the timetable that ops' openings change."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from pynamodb.attributes import BinaryAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.expressions.condition import Condition
from pynamodb.models import Model

from chalicelib.domain.errors import Conflict, NotFound
from chalicelib.domain.instants import from_text, to_text
from chalicelib.domain.rounds.round import Round
from chalicelib.domain.rounds.windows import Opening, Timetable
from chalicelib.store import audit, tables


class RoundDocument(Model):
    """The round as it was loaded; `digest` is the sha256 of its text and of its units.

    `revision` counts its questionnaires from 1; `invited_at` is when the first person was invited,
    which freezes them.
    """

    class Meta(tables.TableMeta):
        table_name = tables.name("rounds")

    round = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True, default="document")
    digest = UnicodeAttribute()
    content = BinaryAttribute(legacy_encoding=False)
    revision = NumberAttribute(default=1)
    invited_at = UnicodeAttribute(null=True)


class RoundTimetable(Model):
    """Ops' openings and sealings, changed one version at a time."""

    class Meta(tables.TableMeta):
        table_name = tables.name("rounds")

    round = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True, default="timetable")
    version = NumberAttribute()
    content = UnicodeAttribute()


def find_document(round_id: str) -> tuple[str, str] | None:
    """The loaded document's digest and text, if the round was ever loaded."""
    try:
        found = RoundDocument.get(round_id, "document", consistent_read=True)
    except RoundDocument.DoesNotExist:
        return None
    return found.digest, zlib.decompress(found.content).decode()


def get_document(round_id: str) -> tuple[str, str]:
    """As `find_document`; NotFound if there is none."""
    found = find_document(round_id)
    if found is None:
        raise NotFound(f"Không có kỳ đánh giá {round_id}.", f"There is no round {round_id}.")
    return found


def put_document(round_id: str, digest: str, text: str, act: audit.Act, revision: int = 1) -> None:
    """Load the round, or load it again, unless a window was opened meanwhile (Conflict)."""
    document = RoundDocument(
        round_id, digest=digest, content=zlib.compress(text.encode(), 9), revision=revision
    )

    def fill(transaction: Any) -> None:
        transaction.condition_check(
            RoundTimetable, round_id, "timetable", RoundTimetable.version.does_not_exist()
        )
        transaction.save(document)
        audit.fill(act, transaction)

    if tables.write(fill) is not None:
        raise Conflict


def revise_document(
    round_id: str, before: str, digest: str, text: str, act: audit.Act, revision: int
) -> bool:
    """Put other questionnaires in the place of the document `before`; False if that is no more, or
    anybody was invited.

    The timetable, if windows were opened, counts one version on: by that, anyone who holds a copy
    sees that it is old.
    """
    document = RoundDocument(
        round_id, digest=digest, content=zlib.compress(text.encode(), 9), revision=revision
    )
    table = next(
        RoundTimetable.query(round_id, RoundTimetable.item == "timetable", consistent_read=True),
        None,
    )

    def fill(transaction: Any) -> None:
        if table:
            transaction.update(
                table,
                [RoundTimetable.version.set(RoundTimetable.version + 1)],
                condition=RoundTimetable.version == table.version,
            )
        else:
            transaction.condition_check(
                RoundTimetable, round_id, "timetable", RoundTimetable.version.does_not_exist()
            )
        transaction.save(
            document, (RoundDocument.digest == before) & RoundDocument.invited_at.does_not_exist()
        )
        audit.fill(act, transaction)

    return tables.write(fill) is None


def find_questionnaires(round_id: str) -> tuple[int, datetime | None]:
    """Which revision the questionnaires are, and since when frozen; (0, None) for a round that was
    never loaded.
    """
    try:
        found = RoundDocument.get(round_id, "document", True, ["revision", "invited_at"])
    except RoundDocument.DoesNotExist:
        return 0, None
    return int(found.revision), from_text(found.invited_at) if found.invited_at else None


def record_invited(round_id: str, now: datetime) -> None:
    """Note the first invitation: from here on the questionnaires stay as they are. May be
    repeated.
    """
    RoundDocument(round_id, "document").update(
        [RoundDocument.invited_at.set(RoundDocument.invited_at | to_text(now))]
    )


def get_timetable(round_: Round) -> Timetable:
    """The timetable as it is now, read consistently in one query: its own item and one of each
    unit decided on.
    """
    table = Timetable(round_.timezone, round_.windows)
    units = {}
    for row in tables.query("rounds", "round", round_.id, prefix=("item", "timetable")):
        content = json.loads(row["content"])
        openings = {window: _opening(opening) for window, opening in content["openings"].items()}
        if unit := row["item"].partition("#")[2]:
            units[unit] = openings
        else:
            sealed = {index: from_text(at) for index, at in content["sealed"].items()}
            table = replace(table, openings=openings, sealed=sealed, version=row["version"])
    return replace(table, units=units)


def record_timetable(round_id: str, timetable: Timetable, act: audit.Act, unit: str = "") -> bool:
    """Keep `timetable` in place of the version before it; False if somebody else was faster.

    `unit` names the unit whose own openings changed: they are an item of their own
    (`timetable#<unit>`), written in the same transaction, so that hundreds of units never outgrow
    one item.
    """
    content = {
        "openings": {window: _as_json(opening) for window, opening in timetable.openings.items()},
        "sealed": {index: to_text(at) for index, at in timetable.sealed.items()},
    }
    item = RoundTimetable(round_id, version=timetable.version, content=tables.dump(content))
    last = timetable.version - 1
    before: Condition = (
        RoundTimetable.version == last if last else RoundTimetable.version.does_not_exist()
    )

    def fill(transaction: Any) -> None:
        transaction.save(item, condition=before)
        audit.fill(act, transaction)
        if unit:
            own = {window: _as_json(opening) for window, opening in timetable.units[unit].items()}
            transaction.save(
                RoundTimetable(
                    round_id,
                    f"timetable#{unit}",
                    version=timetable.version,
                    content=tables.dump({"openings": own}),
                )
            )

    return tables.write(fill) is None


def list_ids() -> list[str]:
    """The ids of all rounds (a handful)."""
    return sorted(
        {
            document.round
            for document in RoundDocument.scan(
                RoundDocument.item == "document", attributes_to_get=["round", "item"]
            )
        }
    )


def _opening(content: Mapping[str, Any]) -> Opening:
    return Opening(
        opens=from_text(content["opens"]) if content["opens"] else None,
        closes=from_text(content["closes"]) if content["closes"] else None,
        reason=content["reason"],
        by=content["by"],
        at=from_text(content["at"]),
        missed=from_text(content["missed"]) if content.get("missed") else None,
    )


def _as_json(opening: Opening) -> dict[str, Any]:
    def text(instant: datetime | None) -> str | None:
        return to_text(instant) if instant else None

    return {
        "opens": text(opening.opens),
        "closes": text(opening.closes),
        "reason": opening.reason,
        "by": opening.by,
        "at": to_text(opening.at),
        "missed": text(opening.missed),
    }
