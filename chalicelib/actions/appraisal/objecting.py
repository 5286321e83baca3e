"""Objecting: a unit objects to a criterion of its final result, the council decides on record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from chalicelib.actions import places
from chalicelib.actions.appraisal import allowing
from chalicelib.actions.assessment import seeing_results
from chalicelib.actions.evidence import attaching, replacing
from chalicelib.actions.evidence.replacing import ShownFile
from chalicelib.actions.places import ATTEMPTS, Place
from chalicelib.domain.appraisal import objections
from chalicelib.domain.appraisal.objections import Objection
from chalicelib.domain.assessment import releases, sheets
from chalicelib.domain.assessment.changes import Change
from chalicelib.domain.assessment.releases import PASSES, Release
from chalicelib.domain.assessment.sheets import Entry, Save
from chalicelib.domain.errors import (
    ChangedMeanwhile,
    Conflict,
    Forbidden,
    Invalid,
    NotFound,
    WindowClosed,
)
from chalicelib.domain.instants import FOREVER, to_local
from chalicelib.domain.people.accounts import Account
from chalicelib.store import audit
from chalicelib.store import objections as store
from chalicelib.store import releases as released
from chalicelib.store import sheets as sheet_store

KIND = "objection"


@dataclass(frozen=True, slots=True)
class ObjectionTime:
    """The final release that a unit may object to, and the first instant at which it may not."""

    release: Release
    closes: datetime


def place(round_id: str, unit: str, now: datetime) -> Place:
    """Where the files of a unit's objections are; it takes some while the unit may object."""
    at = places.place(round_id, unit, KIND, now)
    time = find_time(at)
    return replace(at, until=time.closes if time else now)


def find_time(place: Place) -> ObjectionTime | None:
    """When the unit of the place may object; None if it may not at all, or not yet."""
    days = place.round.objection_days
    last = releases.latest(released.list_releases(place.round.id), 2, place.unit.index)
    if days is None or last is None:
        return None
    return ObjectionTime(last, objections.closes_at(last.at, days, place.round.timezone))


def list_of(round_id: str, unit: str = "") -> list[Objection]:
    """The objections of a round, or of one unit."""
    return store.list_objections(round_id, unit)


def make(place: Place, leaf: str, reason: str, by: Account, now: datetime) -> Objection:
    """Object to a leaf, with the files for it that no objection to an earlier release has; sent
    again it is the same.

    WindowClosed outside the days for it; Invalid for a leaf that the council does not appraise;
    Conflict if the unit has objected to it since the final release.
    """
    time = find_time(place)
    if time is None:
        raise WindowClosed(
            "Chưa trả kết quả thẩm định lần 2, hoặc kỳ này không nhận đề nghị xem xét lại.",
            "The final result is not released, or this round takes no objections.",
        )
    if time.closes <= now:
        at = time.closes, place.round.timezone
        raise WindowClosed(
            f"Đã hết hạn đề nghị xem xét lại lúc {to_local(*at)}.",
            f"Objections were taken until {to_local(*at, 'on')}.",
        )
    skipped = time.release.skipped.get(place.unit.id, ())
    if problems := objections.check_leaf(leaf, place.index, skipped):
        raise Invalid(errors=problems)
    final = seeing_results.seen(place, now).final or {}
    before = store.list_objections(place.round.id, place.unit.id)
    used = {file for each in before if each.release != time.release.number for file in each.files}
    files = [
        file.id
        for file in attaching.list_files(place)
        if leaf in file.leaves and file.id not in used
    ]
    made = Objection(
        place.unit.id,
        leaf,
        time.release.number,
        reason,
        tuple(files),
        by.email,
        now,
        final[leaf][1].value if leaf in final else None,
    )
    act = audit.act_of(
        place.round.id, now, by.email, "object", f"{place.unit.id}/{made.id}", reason
    )
    if store.add(place.round.id, made, act):
        return made
    known = find(place.round.id, place.unit.id, leaf, made.release)
    if (known.by, known.reason) == (made.by, made.reason):
        return known
    raise Conflict(
        "Đơn vị đã đề nghị xem xét lại tiêu chí này.",
        "The unit has objected to this criterion already.",
    )


def find(round_id: str, unit: str, leaf: str, release: int) -> Objection:
    """One objection; NotFound."""
    for each in store.list_objections(round_id, unit):
        if (each.leaf, each.release) == (leaf, release):
            return each
    raise NotFound("Không có đề nghị xem xét lại này.", "There is no such objection.")


def decide(
    objection: Objection, value: Any, note: str, by: Account, now: datetime, round_id: str
) -> Objection:
    """Accept an objection with the value that counts from now on, or (None) refuse it; the note is
    the reason, and that of the value. The value before is kept with the save.

    Forbidden for the own unit; Invalid; Conflict if it was decided, but not if the same person has
    decided just that.
    """
    at = places.place(round_id, objection.unit, PASSES[2], now)
    if allowing.allowed(at, by).own_unit:
        raise Forbidden(
            "Không ai quyết định về đơn vị nơi mình công tác.",
            "Nobody decides about the unit where they work.",
        )
    wanted = value, note, by.email
    for _ in range(ATTEMPTS):
        decision = objection.value, objection.note, objection.decided_by
        if objection.state != objections.REQUESTED and decision == wanted:
            return objection
        made = objection.decided(value, note, by.email, now)
        act = audit.act_of(
            round_id,
            now,
            by.email,
            f"objection_{made.state}",
            f"{made.unit}/{made.id}",
            note,
            {"value": made.value, "was": made.was},
        )
        corrected = () if value is None else _corrected(at, made)
        if store.decide(round_id, made, act, *corrected):
            return made
        objection = find(round_id, objection.unit, objection.leaf, objection.release)
    raise ChangedMeanwhile


def _corrected(at: Place, made: Objection) -> tuple[str, sheets.Sheet, Save]:
    """The key of the final pass's sheet, the sheet with the accepted value, and its save."""
    sheet = sheet_store.get(at.key)
    before = sheet.entry(made.leaf)
    counted = before if before.value is not None else _first(at, made.leaf)
    if problems := objections.check_value(made.leaf, made.value, counted.value, at.index):
        raise Invalid(errors=problems)
    now = made.decided_at or made.at
    change = Change(made.leaf, before.version, made.value, made.note)
    after = sheets.save(sheet, [change], at.index, PASSES[2], made.decided_by, now)
    entry = after.entry(made.leaf)
    told: Mapping[str, Any] = {
        "version": entry.version,
        "value": entry.value,
        "was": before.value,
        "explanation": entry.explanation,
    }
    save = Save(made.save_id, made.id, made.decided_by, now, FOREVER, {made.leaf: told})
    return at.key, after, save


def _first(at: Place, leaf: str) -> Entry:
    first = sheet_store.key(at.round.id, at.unit.id, PASSES[1])
    return sheet_store.get(first).entry(leaf)


def files_of(
    made: Iterable[Objection], round_id: str, now: datetime
) -> dict[tuple[str, str], list[ShownFile]]:
    """The files of each of these objections, by unit and id, also removed ones, with their verdicts
    so far and what replaces them; read once for each unit that has any.
    """
    by_unit: dict[str, list[Objection]] = {}
    for each in made:
        by_unit.setdefault(each.unit, []).append(each)
    found = {}
    for unit, of_unit in by_unit.items():
        at = places.place(round_id, unit, KIND, now)
        named = {file for each in of_unit for file in each.files}
        files = [file for file in attaching.list_all(at) if file.id in named] if named else []
        shown = replacing.shown(at, files, now) if files else []
        for each in of_unit:
            found[unit, each.id] = [one for one in shown if one.file.id in each.files]
    return found
