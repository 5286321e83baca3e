"""The sample of a round for second scores, who gives them, and how differences were settled.

Partition `round/#second` of the table of sheets: `draw`, written once; `dealt#<version>` and
`settled#<unit>#<leaf>#<version>`, of which the newest counts and none is changed. The second scores
themselves are sheets (`…/second`).
"""

from __future__ import annotations

import json
import zlib
from fractions import Fraction
from typing import Any

from pynamodb.attributes import BinaryAttribute, UnicodeAttribute
from pynamodb.models import Model

from chalicelib.domain import json_values
from chalicelib.domain.appraisal.sampling import Case, FrameRow
from chalicelib.domain.appraisal.second_scores import Dealing, Draw, Settlement
from chalicelib.domain.assessment.sheets import Entry, as_json
from chalicelib.domain.instants import from_text, to_text
from chalicelib.store import audit, tables


class SecondScoreItem(Model):
    """One item of the partition; `packed` is compressed JSON."""

    class Meta(tables.TableMeta):
        table_name = tables.name("sheets")

    sheet = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    by = UnicodeAttribute()
    saved_at = UnicodeAttribute()
    packed = BinaryAttribute(legacy_encoding=False)


def find_draw(round_id: str) -> Draw | None:
    """The draw of the round; None while there is none."""
    for item in SecondScoreItem.query(
        _key(round_id), SecondScoreItem.item == "draw", consistent_read=True
    ):
        kept = _unpacked(item)
        frame = tuple(json_values.of_row(FrameRow, row) for row in kept["frame"])
        by_case = {row.case: row for row in frame}
        return Draw(
            kept["seed"],
            Fraction(kept["share"]),
            frame,
            tuple(by_case[unit, leaf] for unit, leaf in kept["sample"]),
            kept["assignments"],
            item.by,
            from_text(item.saved_at),
        )
    return None


def put_draw(round_id: str, draw: Draw, dealing: Dealing, act: audit.Act) -> bool:
    """Keep the draw with its first dealing and its act; False if there is a draw already."""
    kept = {
        "seed": draw.seed,
        "share": str(draw.share),
        "frame": [[row.unit, row.leaf, row.first] for row in draw.frame],
        "sample": [row.case for row in draw.sample],
        "assignments": draw.assignments,
    }
    drawn = _item(round_id, "draw", kept, draw.by, to_text(draw.at))
    dealt = _item(round_id, _dealt(dealing), _cases(dealing), draw.by, to_text(draw.at))
    return _write([drawn, dealt], act)


def get_dealing(round_id: str) -> Dealing:
    """Who gives which second score by the newest dealing; version 0 before the draw."""
    newest = SecondScoreItem.query(
        _key(round_id),
        SecondScoreItem.item.startswith("dealt#"),
        scan_index_forward=False,
        limit=1,
        consistent_read=True,
    )
    for item in newest:
        seconds = {(unit, leaf): person for unit, leaf, person in _unpacked(item)}
        return Dealing(seconds, int(item.item.partition("#")[2]))
    return Dealing()


def put_dealing(round_id: str, dealing: Dealing, act: audit.Act, at: str) -> bool:
    """Keep a new dealing with its act; False if that version is there already."""
    return _write([_item(round_id, _dealt(dealing), _cases(dealing), act.by, at)], act)


def list_settlements(round_id: str) -> dict[Case, Settlement]:
    """The newest settlement of every case that has one."""
    found: dict[Case, Settlement] = {}
    for item in SecondScoreItem.query(
        _key(round_id), SecondScoreItem.item.startswith("settled#"), consistent_read=True
    ):
        _, unit, leaf, version = item.item.split("#")
        kept = _unpacked(item)
        found[unit, leaf] = Settlement(
            kept["how"],
            kept["reason"],
            item.by,
            from_text(item.saved_at),
            kept["marks"],
            _entry(kept["before"]),
            int(version),
        )
    return found


def put_settlement(round_id: str, case: Case, settled: Settlement, act: audit.Act) -> bool:
    """Keep a settlement with its act; False if that version is there already."""
    kept = {
        "how": settled.how,
        "reason": settled.reason,
        "marks": settled.marks,
        "before": as_json(settled.before),
    }
    name = "#".join(("settled", *case, f"{settled.version:04}"))
    return _write([_item(round_id, name, kept, settled.by, to_text(settled.at))], act)


def _write(items: list[SecondScoreItem], act: audit.Act) -> bool:
    def fill(transaction: Any) -> None:
        for item in items:
            transaction.save(item, condition=SecondScoreItem.sheet.does_not_exist())
        audit.fill(act, transaction)

    return tables.write(fill) is None


def _item(round_id: str, name: str, kept: object, by: str, at: str) -> SecondScoreItem:
    packed = zlib.compress(tables.dump(kept).encode(), 9)
    return SecondScoreItem(_key(round_id), name, by=by, saved_at=at, packed=packed)


def _unpacked(item: SecondScoreItem) -> Any:
    return json.loads(zlib.decompress(item.packed))


def _dealt(dealing: Dealing) -> str:
    return f"dealt#{dealing.version:04}"


def _cases(dealing: Dealing) -> list[tuple[str, str, str]]:
    return [(unit, leaf, person) for (unit, leaf), person in dealing.seconds.items()]


def _entry(kept: dict[str, Any]) -> Entry:
    saved_at = kept["saved_at"]
    return Entry(
        kept["value"],
        kept["explanation"],
        kept["version"],
        from_text(saved_at) if saved_at else None,
        kept["saved_by"],
    )


def _key(round_id: str) -> str:
    return f"{round_id}/#second"
