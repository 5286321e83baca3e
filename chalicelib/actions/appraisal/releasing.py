"""Releasing: one act of the secretariat or operations staff shows the result of a pass to units."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from chalicelib.actions.rounds import current, ruling
from chalicelib.domain.assessment import past_sheets, releases
from chalicelib.domain.assessment.releases import PASSES, Release
from chalicelib.domain.assessment.sheets import Sheet
from chalicelib.domain.criteria.tree import APPRAISED
from chalicelib.domain.errors import ChangedMeanwhile, Conflict, Invalid, Problem
from chalicelib.domain.people.accounts import Account
from chalicelib.domain.rounds.round import Index
from chalicelib.domain.rounds.units import Unit
from chalicelib.store import audit, sheets
from chalicelib.store import releases as store


@dataclass(frozen=True, slots=True)
class PassOfIndex:
    """A pass of the units of an index: those whose pass is not over, how many criteria there are
    and how many of them are `waiting` for a value, its releases, and the units whose result
    `changed` since the last one.
    """

    round_pass: int
    index: Index
    units: Sequence[Unit]
    still_open: Sequence[Unit]
    leaves: int
    waiting: int
    releases: Sequence[Release]
    changed: Sequence[Unit]


@dataclass(frozen=True, slots=True)
class ReleasesOverview:
    """Every pass of every index; `version` counts the releases of the round."""

    version: int
    passes: Sequence[PassOfIndex]


def overview(round_id: str, now: datetime) -> ReleasesOverview:
    """How far each pass is and what was released of it."""
    round_, units = current.get(round_id, now), current.units(round_id, now)
    timetable = current.latest_timetable(round_id, now)
    kept, skipped = store.list_releases(round_id), ruling.not_applicable(round_id)
    keys = {
        (unit, number): sheets.key(round_id, unit, kind)
        for unit in units
        for number, kind in PASSES.items()
    }
    stored = sheets.list_without_texts(keys.values())
    passes = []
    for index in round_.indexes:
        of_index = [unit for unit in units.values() if unit.index == index.id]
        codes = [leaf.code for leaf in index.leaves.values() if leaf.method in APPRAISED]
        due = {
            unit.id: [code for code in codes if code not in skipped.get(unit.id, ())]
            for unit in of_index
        }
        for number in PASSES:
            shown = {
                unit.id: [stored.get(keys[unit.id, each], Sheet()) for each in range(1, number + 1)]
                for unit in of_index
            }
            open_ = {
                problem.at for problem in releases.still_open(timetable, number, of_index, now)
            }
            last = releases.latest(kept, number, index.id)
            passes.append(
                PassOfIndex(
                    number,
                    index,
                    of_index,
                    [unit for unit in of_index if unit.id in open_],
                    sum(map(len, due.values())),
                    sum(_waiting(due[unit.id], shown[unit.id]) for unit in of_index),
                    [one for one in kept if one.round_pass == number and index.id in one.indexes],
                    [
                        unit
                        for unit in of_index
                        if last and _has_changed(unit, shown[unit.id], last, skipped)
                    ],
                )
            )
    return ReleasesOverview(len(kept), passes)


def _waiting(codes: Iterable[str], shown: Sequence[Sheet]) -> int:
    return sum(all(sheet.entry(code).value is None for sheet in shown) for code in codes)


def _has_changed(
    unit: Unit, shown: Iterable[Sheet], last: Release, skipped: Mapping[str, Collection[str]]
) -> bool:
    now_skipped = set(skipped.get(unit.id, ()))
    return now_skipped != set(last.skipped.get(unit.id, ())) or any(
        past_sheets.has_changed_since(sheet, last.at) for sheet in shown
    )


def release(
    round_id: str,
    round_pass: int,
    indexes: Sequence[str],
    waiting: int,
    version: int,
    reason: str,
    by: Account,
    now: datetime,
) -> ReleasesOverview:
    """Release a pass to the units of these indexes, on record. `waiting` is how many criteria have
    no value, as the person saw and confirmed it, `version` the overview's.

    Invalid for an unknown index; Conflict with every unit whose pass is not over; ChangedMeanwhile
    if what was seen is no longer so. The same release sent again changes nothing.
    """
    round_, before = current.get(round_id, now), overview(round_id, now)
    known = [index.id for index in round_.indexes]
    wanted = tuple(index for index in known if index in indexes)
    if problems := [_unknown(index, known) for index in indexes if index not in known]:
        raise Invalid(errors=problems)
    if _is_again(store.list_releases(round_id), version, round_pass, wanted, by, reason):
        return before
    passes = [one for one in before.passes if one.round_pass == round_pass]
    asked = [one for one in passes if one.index.id in wanted]
    timetable = current.latest_timetable(round_id, now)
    of_indexes = [unit for one in asked for unit in one.units]
    if still_open := releases.still_open(timetable, round_pass, of_indexes, now):
        raise Conflict(
            "Lần thẩm định chưa đóng với mọi đơn vị nên chưa trả kết quả được.",
            "The pass has not closed for every unit, so its result cannot be released yet.",
            still_open,
        )
    counted = sum(one.waiting for one in asked)
    if counted != waiting or before.version != version:
        raise ChangedMeanwhile(
            "Số liệu vừa thay đổi hoặc người khác vừa trả kết quả; hãy tải lại trang rồi xem.",
            "Something changed or somebody else released meanwhile; load the page again.",
        )
    skipped = ruling.not_applicable(round_id)
    made = Release(
        version + 1,
        round_pass,
        wanted,
        by.email,
        now,
        reason,
        counted,
        {unit.id: skipped[unit.id] for unit in of_indexes if unit.id in skipped},
    )
    act = audit.act_of(
        round_id,
        now,
        by.email,
        "release_result",
        f"{round_pass}/{','.join(wanted)}",
        reason,
        {"number": made.number, "waiting": counted},
    )
    if not store.add(round_id, made, act):
        raise ChangedMeanwhile(
            "Người khác vừa trả kết quả; hãy tải lại trang rồi xem.",
            "Somebody else released a result meanwhile; load the page again.",
        )
    return overview(round_id, now)


def _is_again(
    kept: Sequence[Release],
    version: int,
    round_pass: int,
    wanted: tuple[str, ...],
    by: Account,
    reason: str,
) -> bool:
    made = next((one for one in kept if one.number == version + 1), None)
    return made is not None and (made.round_pass, made.indexes, made.by, made.reason) == (
        round_pass,
        wanted,
        by.email,
        reason,
    )


def _unknown(index: str, known: Iterable[str]) -> Problem:
    names = ", ".join(known)
    return Problem(
        "indexes",
        f"Không có bộ chỉ số {index}; chọn trong: {names}",
        f"There is no index {index}; choose among: {names}",
        "unknown_index",
    )
