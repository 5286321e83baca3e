"""Faults in sending, receiving and answering: a unit reports, operations staff answer, either
closes.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from chalicelib.actions.lists.listing import Lister
from chalicelib.actions.rounds import current
from chalicelib.domain.errors import ChangedMeanwhile, Conflict, Invalid, Problem
from chalicelib.domain.people.accounts import Account
from chalicelib.domain.people.incidents import MAX_OPEN, Incident, IncidentNote
from chalicelib.domain.rounds.help_desk import Helper
from chalicelib.domain.rounds.indexes import Index
from chalicelib.store import audit
from chalicelib.store import incidents as store

ATTEMPTS = 5


def list_incidents(round_id: str, unit: str = "") -> list[Incident]:
    """The incidents that a unit, or anyone, reported; latest first."""
    return store.list_incidents(round_id, unit)


def helpers(round_id: str, unit: str, now: datetime) -> tuple[Helper, ...]:
    """Whom a unit asks: the helpers of its index."""
    return current.get(round_id, now).index(current.units(round_id, now)[unit].index).helpers


def report(lister: Lister, incident: Incident, now: datetime) -> Incident:
    """Keep a unit's report of a fault; sent again under the same id it is the same report.

    Invalid if the unit has nothing to do with the group, Conflict if too many of its reports wait
    for an answer.
    """
    round_id = lister.round.id
    _check_group(lister, incident, now)
    known = store.list_incidents(round_id, incident.unit)
    for each in known:
        if each.id == incident.id:
            return each
    if sum(each.status == "open" for each in known) >= MAX_OPEN:
        raise Conflict(
            f"Đơn vị có {MAX_OPEN} báo lỗi chưa được trả lời; hãy chờ trả lời hoặc gọi đầu mối hỗ"
            " trợ.",
            f"{MAX_OPEN} of your reports wait for an answer; please wait, or call a helper.",
        )
    details = {"kind": incident.kind, "index": incident.index, "group": incident.group}
    act = audit.act_of(
        round_id,
        now,
        incident.reported_by,
        "report_fault",
        f"{incident.unit}/{incident.id}",
        details=details,
    )
    if store.put(round_id, incident, 0, act):
        return incident
    return store.get(round_id, incident.unit, incident.id)[0]


def answer(round_id: str, unit: str, incident: str, reply: IncidentNote) -> Incident:
    """Add an answer, on record; Conflict once the report is closed. The tick tells the unit."""
    return _change(
        round_id,
        unit,
        incident,
        "answer_fault",
        reply.by,
        reply.at,
        lambda found: found.answered(reply),
    )


def close(round_id: str, unit: str, incident: str, by: Account, now: datetime) -> Incident:
    """Close a report, on record; closing it again changes nothing."""
    return _change(
        round_id,
        unit,
        incident,
        "close_fault",
        by.email,
        now,
        lambda found: found.closed(by.email, now),
    )


def _change(
    round_id: str,
    unit: str,
    incident: str,
    act: str,
    by: str,
    now: datetime,
    change: Callable[[Incident], Incident],
) -> Incident:
    for _ in range(ATTEMPTS):
        found, version = store.get(round_id, unit, incident)
        changed = change(found)
        done = audit.act_of(round_id, now, by, act, f"{unit}/{incident}")
        if changed == found or store.put(round_id, changed, version, done):
            return changed
    raise ChangedMeanwhile


def _check_group(lister: Lister, incident: Incident, now: datetime) -> None:
    if incident.group and (incident.index, incident.group) not in {
        (index.id, group) for index, group in _groups(lister, now)
    }:
        raise Invalid(
            errors=[
                Problem(
                    "group",
                    "Nhóm này không thuộc đơn vị; hãy chọn trong danh sách",
                    "This group is not one of the unit's; choose one of the list",
                    "unknown_group",
                )
            ]
        )


def _groups(lister: Lister, now: datetime) -> list[tuple[Index, str]]:
    """The groups a unit has to do with: those it lists, and those of its own index."""
    own = [(index, group.id) for index, group in lister.groups]
    if lister.unit is None:
        return own
    index = current.get(lister.round.id, now).index(lister.unit.index)
    return [*own, *((index, group.id) for group in index.groups)]
