"""Reporting incidents: a unit reports one, operations staff answer, both can close it."""

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
    """The incidents of a unit, or of all units (""), latest first."""
    return store.list_incidents(round_id, unit)


def helpers(round_id: str, unit: str, now: datetime) -> tuple[Helper, ...]:
    """The people whom a unit can ask for help: the helpers of its index."""
    return current.get(round_id, now).index(current.units(round_id, now)[unit].index).helpers


def report(lister: Lister, incident: Incident, now: datetime) -> Incident:
    """Keep an incident that a unit reports; sent again under the same id it is the same one.

    Invalid if the group is not one of the unit; Conflict if MAX_OPEN of its incidents have no
    answer yet.
    """
    round_id = lister.round.id
    _check_group(lister, incident, now)
    reported = store.list_incidents(round_id, incident.unit)
    for known in reported:
        if known.id == incident.id:
            return known
    if sum(known.status == "open" for known in reported) >= MAX_OPEN:
        raise Conflict(
            f"Đơn vị có {MAX_OPEN} báo lỗi chưa được trả lời; hãy chờ trả lời hoặc gọi đầu mối hỗ"
            " trợ.",
            f"{MAX_OPEN} of your incidents have no answer yet; please wait, or call a helper.",
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
    """Add an answer, on record; Conflict if the incident is closed. The tick notifies the unit."""
    return _change(
        round_id,
        unit,
        incident,
        "answer_fault",
        reply.by,
        reply.at,
        lambda known: known.answered(reply),
    )


def close(round_id: str, unit: str, incident: str, by: Account, now: datetime) -> Incident:
    """Close an incident, on record; closing it again changes nothing."""
    return _change(
        round_id,
        unit,
        incident,
        "close_fault",
        by.email,
        now,
        lambda known: known.closed(by.email, now),
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
        known, version = store.get(round_id, unit, incident)
        changed = change(known)
        done = audit.act_of(round_id, now, by, act, f"{unit}/{incident}")
        if changed == known or store.put(round_id, changed, version, done):
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
                    "This group is not one of the unit's; choose one from the list",
                    "unknown_group",
                )
            ]
        )


def _groups(lister: Lister, now: datetime) -> list[tuple[Index, str]]:
    """The groups of a unit: those it lists, and those of its own index."""
    listed = [(index, group.id) for index, group in lister.groups]
    if lister.unit is None:
        return listed
    index = current.get(lister.round.id, now).index(lister.unit.index)
    return [*listed, *((index, group.id) for group in index.groups)]
