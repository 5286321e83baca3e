"""Scheduling: open, extend and close the windows of a round, for all units or for one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from chalicelib.actions.rounds import current
from chalicelib.domain.assessment.changes import SHEETS
from chalicelib.domain.errors import Conflict, Invalid, Problem
from chalicelib.domain.people.accounts import Account
from chalicelib.domain.rounds.round import Round
from chalicelib.domain.rounds.windows import Timetable
from chalicelib.store import audit, sheets
from chalicelib.store import rounds as store

# Each is a call of some milliseconds, and hundreds of units wait for it.
LOCKS_AT_ONCE = 8


def open_window(
    round_id: str, name: str, until: datetime, reason: str, by: Account, now: datetime
) -> Timetable:
    """Open a window from now until `until`, on record with the reason; Invalid, Conflict."""
    return _change(
        round_id,
        now,
        lambda table: table.opened(name, until, reason, by.email, now),
        name,
        "open_window",
        reason,
        by.email,
    )


def close_window(round_id: str, name: str, reason: str, by: Account, now: datetime) -> Timetable:
    """Close a window in 10 seconds, on record with the reason; Invalid, Conflict."""
    return _change(
        round_id,
        now,
        lambda table: table.closed(name, reason, by.email, now),
        name,
        "close_window",
        reason,
        by.email,
    )


def open_for_unit(
    round_id: str, unit_id: str, name: str, until: datetime, reason: str, by: Account, now: datetime
) -> Timetable:
    """Reopen or extend a window for one unit; its submitted sheet can be written again.

    The earlier submission stays on record, since its save never changes.
    """
    current.unit(round_id, unit_id, now)
    table = _change(
        round_id,
        now,
        lambda table: table.opened_for(unit_id, name, until, reason, by.email, now),
        name,
        "open_window",
        reason,
        by.email,
        unit_id,
    )
    if name in SHEETS:
        sheets.reopen(sheets.key(round_id, unit_id, name))
    return table.of(unit_id)


def close_for_unit(
    round_id: str, unit_id: str, name: str, reason: str, by: Account, now: datetime
) -> Timetable:
    """Close a window for one unit in 10 seconds."""
    current.unit(round_id, unit_id, now)
    return _change(
        round_id,
        now,
        lambda table: table.closed_for(unit_id, name, reason, by.email, now),
        name,
        "close_window",
        reason,
        by.email,
        unit_id,
    ).of(unit_id)


def seal(round_id: str, index: str, reason: str, by: str, now: datetime) -> Timetable:
    """Note that the survey of `index` cannot reopen any more; WindowClosed until it has been closed
    for 10 seconds.
    """
    return _change(
        round_id, now, lambda table: table.with_sealed(index, now), index, "seal", reason, by
    )


def _change(
    round_id: str,
    now: datetime,
    decide: Callable[[Timetable], Timetable],
    subject: str,
    act: str,
    reason: str,
    by: str,
    unit: str = "",
) -> Timetable:
    round_ = current.get(round_id, now)
    _known(round_, subject, act)
    for _ in range(5):
        changed = decide(store.get_timetable(round_))
        entry = audit.act_of(
            round_id, now, by, act, f"{subject}/{unit}" if unit else subject, reason
        )
        if store.record_timetable(round_id, changed, entry, unit):
            current.forget(round_id)
            put_locks(round_id, changed, subject, [unit] if unit else current.units(round_id, now))
            return changed
    raise Conflict(
        "Người khác đang thay đổi thời hạn; hãy thử lại.",
        "Somebody else is changing the windows; please try again.",
    )


def put_locks(round_id: str, table: Timetable, name: str, unit_ids: Iterable[str]) -> None:
    """Put the closing instant of each unit on its sheet, if the window `name` is of a sheet."""
    if name not in SHEETS:
        return

    def put(unit: str) -> None:
        sheets.set_locks(round_id, unit, name, table.of(unit).locks_at(name), table.version)

    with ThreadPoolExecutor(LOCKS_AT_ONCE) as pool:
        for _ in pool.map(put, unit_ids):  # raises what one of them raised
            pass


def _known(round_: Round, subject: str, act: str) -> None:
    known = [index.id for index in round_.indexes] if act == "seal" else list(round_.windows)
    if subject not in known:
        raise Invalid(
            errors=[
                Problem(
                    "window",
                    f"Không có {subject}; chọn một trong: {', '.join(known)}",
                    f"There is no {subject}; choose one of: {', '.join(known)}",
                )
            ]
        )
