"""Rounds: the loaded document (compressed), and the timetable, which staff change."""

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

    `revision` is the number of its questionnaires' revision, from 1; `invited_at` is when the first
    person was invited, after which they no longer change.
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
    """Openings of windows and sealings of surveys, changed one version at a time."""

    class Meta(tables.TableMeta):
        table_name = tables.name("rounds")

    round = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True, default="timetable")
    version = NumberAttribute()
    content = UnicodeAttribute()


def find_document(round_id: str) -> tuple[str, str] | None:
    """Digest and text of the loaded document; None if the round was never loaded."""
    try:
        item = RoundDocument.get(round_id, "document", consistent_read=True)
    except RoundDocument.DoesNotExist:
        return None
    return item.digest, zlib.decompress(item.content).decode()


def get_document(round_id: str) -> tuple[str, str]:
    """As `find_document`; NotFound if there is none."""
    document = find_document(round_id)
    if document is None:
        raise NotFound(f"Không có kỳ đánh giá {round_id}.", f"There is no round {round_id}.")
    return document


def put_document(round_id: str, digest: str, text: str, act: audit.Act, revision: int = 1) -> None:
    """Load the round, or load it again; Conflict if a window was opened before."""
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
    """Replace the document with the digest `before` by one with other questionnaires; False if it
    was replaced already, or if anybody was invited.

    The timetable, if there is one, gets the next version, so that copies of the round are known to
    be old.
    """
    document = RoundDocument(
        round_id, digest=digest, content=zlib.compress(text.encode(), 9), revision=revision
    )
    timetable = next(
        RoundTimetable.query(round_id, RoundTimetable.item == "timetable", consistent_read=True),
        None,
    )

    def fill(transaction: Any) -> None:
        if timetable:
            transaction.update(
                timetable,
                [RoundTimetable.version.set(RoundTimetable.version + 1)],
                condition=RoundTimetable.version == timetable.version,
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
    """The revision of the questionnaires, and when the first person was invited; (0, None) for a
    round that was never loaded.
    """
    try:
        item = RoundDocument.get(round_id, "document", True, ["revision", "invited_at"])
    except RoundDocument.DoesNotExist:
        return 0, None
    return int(item.revision), from_text(item.invited_at) if item.invited_at else None


def record_invited(round_id: str, now: datetime) -> None:
    """Note the first invitation: from then on the questionnaires no longer change. May be
    repeated.
    """
    RoundDocument(round_id, "document").update(
        [RoundDocument.invited_at.set(RoundDocument.invited_at | to_text(now))]
    )


def get_timetable(round_: Round) -> Timetable:
    """The current timetable, read consistently in one query: its item and one of each unit with
    openings of its own.
    """
    timetable = Timetable(round_.timezone, round_.windows)
    units = {}
    for row in tables.query("rounds", "round", round_.id, prefix=("item", "timetable")):
        content = json.loads(row["content"])
        openings = {window: _opening(opening) for window, opening in content["openings"].items()}
        if unit := row["item"].partition("#")[2]:
            units[unit] = openings
        else:
            sealed = {index: from_text(instant) for index, instant in content["sealed"].items()}
            timetable = replace(timetable, openings=openings, sealed=sealed, version=row["version"])
    return replace(timetable, units=units)


def record_timetable(round_id: str, timetable: Timetable, act: audit.Act, unit: str = "") -> bool:
    """Keep `timetable` in place of the version before it; False if somebody else changed it first.

    `unit` is the unit whose openings changed: they are a separate item (`timetable#<unit>`) in the
    same transaction, since those of hundreds of units would not fit into one item.
    """
    content = {
        "openings": {window: _as_json(opening) for window, opening in timetable.openings.items()},
        "sealed": {index: to_text(instant) for index, instant in timetable.sealed.items()},
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
            of_unit = timetable.units[unit].items()
            openings = {window: _as_json(opening) for window, opening in of_unit}
            transaction.save(
                RoundTimetable(
                    round_id,
                    f"timetable#{unit}",
                    version=timetable.version,
                    content=tables.dump({"openings": openings}),
                )
            )

    return tables.write(fill) is None


def list_ids() -> list[str]:
    """The ids of all rounds (a handful), sorted."""
    documents = RoundDocument.scan(
        RoundDocument.item == "document", attributes_to_get=["round", "item"]
    )
    return sorted({document.round for document in documents})


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
