"""Awaiting: a final publication waits for every decision about its units that is still open."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from chalicelib.actions.rounds import current, ruling
from chalicelib.domain.appraisal import not_applicable_requests, objections
from chalicelib.domain.errors import Conflict
from chalicelib.domain.integrity.cases import DISHONESTY
from chalicelib.domain.results.open_decisions import OpenDecision
from chalicelib.store import cases
from chalicelib.store import not_applicable_requests as requests
from chalicelib.store import objections as objected


def list_open(round_id: str, now: datetime) -> list[OpenDecision]:
    """What still waits about units of the round, kind by kind and by unit; four queries."""
    waiting = [
        *(OpenDecision(each.ruling.kind, each.ruling.unit) for each in ruling.waiting(round_id)),
        *(
            OpenDecision("not_applicable", each.unit, each.leaf)
            for each in requests.list_requests(round_id)
            if each.state == not_applicable_requests.REQUESTED
        ),
        *(
            OpenDecision("dishonesty", case.unit)
            for case in cases.list_cases(round_id, DISHONESTY)
            if case.state == "open"
        ),
        *(
            OpenDecision("objection", each.unit, each.leaf)
            for each in objected.list_objections(round_id)
            if each.state == objections.REQUESTED
        ),
    ]
    units = current.units(round_id, now)
    return [each for each in waiting if each.unit in units]


def require_decided(round_id: str, status: str, indexes: Collection[str], now: datetime) -> None:
    """Raise Conflict, naming everything that waits about units of these indexes, unless the
    publication is provisional.
    """
    if status != "final":
        return
    units = current.units(round_id, now)
    waiting = [each for each in list_open(round_id, now) if units[each.unit].index in indexes]
    if waiting:
        raise Conflict(
            "Còn việc chờ quyết định nên chưa công bố chính thức được; hãy quyết định từng việc rồi"
            " công bố.",
            "Some decisions are still open, so nothing final can be published; decide each, then"
            " publish.",
            [each.as_problem(units[each.unit].name) for each in waiting],
        )
