"""How units, windows and rulings look to the operations staff."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from chalicelib.api import views
from chalicelib.domain.assessment import receipts

if TYPE_CHECKING:
    from datetime import datetime

    from chalicelib.actions.rounds.overview import Standing
    from chalicelib.domain.rounds.rulings import Ruling
    from chalicelib.domain.rounds.windows import Timetable


def standing(found: Standing, now: datetime) -> dict[str, Any]:
    """One unit: how far its sheet is, what it has sent, and the windows that were decided for it
    alone.
    """
    sheet, sent = found.sheet, found.sheet.submission
    return {
        "unit": found.unit.id,
        "name": views.text(found.unit.name),
        "index": found.unit.index,
        "region": found.unit.region,
        "done": found.done,
        "leaves": found.leaves,
        "submission": receipts.submission(sent),
        "sent_at": sent.submitted_at if sent else None,
        "receipt": sent.receipt if sent else None,
        "reopened": sent is not None and sheet.submitted_at is None,
        "windows": {
            name: views.ops_window(found.timetable, name, now)
            for name in found.timetable.official
            if name in found.timetable.own
        },
    }


def windows(timetable: Timetable, now: datetime) -> dict[str, Any]:
    """All windows by name, each with its official dates, and who decided otherwise when."""
    return {
        name: {
            **views.ops_window(timetable, name, now),
            "official_opens": official.opens,
            "official_closes": official.closes,
            "decided_by": opening.by if opening else None,
            "decided_at": opening.at if opening else None,
        }
        for name, official in timetable.official.items()
        for opening in [timetable.openings.get(name)]
    }


def ruling(found: Ruling) -> dict[str, Any]:
    """A ruling, as it was put."""
    return asdict(found)
