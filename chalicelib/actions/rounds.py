"""Rounds: read them, open and close their windows."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any

from chalicelib.domain.assessment.changes import SHEETS
from chalicelib.domain.errors import Conflict, Finding, Invalid, NotFound
from chalicelib.domain.people.accounts import Account
from chalicelib.domain.rounds.round import Round, parse_round
from chalicelib.domain.rounds.units import Unit, parse_units
from chalicelib.domain.rounds.windows import MAX_AGE, Timetable
from chalicelib.store import audit, sheets
from chalicelib.store import rounds as store

# Copies of this process, each with the instant before it was read.
_copies: dict[str, tuple[datetime, Round, Timetable, dict[str, Unit]]] = {}


def _copy(round_id: str, now: datetime) -> tuple[datetime, Round, Timetable, dict[str, Unit]]:
    copy = _copies.get(round_id)
    if copy and now - copy[0] < MAX_AGE:
        return copy
    # Once a window was opened, only questionnaires may change in the document, and the timetable's
    # version with them.
    if copy and copy[2].version > 0:
        table = store.get_timetable(copy[1])
        if table.version == copy[2].version:
            copy = _copies[round_id] = (now, copy[1], table, copy[3])
            return copy
    round_, units_ = parsed(store.get_document(round_id)[1])
    copy = _copies[round_id] = (now, round_, store.get_timetable(round_), units_)
    return copy


@lru_cache(maxsize=8)
def parsed(text: str) -> tuple[Round, dict[str, Unit]]:
    """The round and its units by id, of the text they are kept as."""
    content = json.loads(text)
    round_ = parse_round(content["round"])
    return round_, {unit.id: unit for unit in parse_units(content["units"], round_)}


def forget(round_id: str) -> None:
    """Whoever asks next reads the round afresh."""
    _copies.pop(round_id, None)


def get(round_id: str, now: datetime) -> Round:
    """The round; NotFound if it was never loaded."""
    return _copy(round_id, now)[1]


def timetable(round_id: str, now: datetime) -> Timetable:
    """The timetable, at most MAX_AGE old."""
    return _copy(round_id, now)[2]


def require_open(round_id: str, window: str, now: datetime, unit: str = "") -> Timetable:
    """The timetable (as it counts for `unit`), if the window is open at `now`; WindowClosed
    otherwise.

    Only a fresh copy may refuse: a window opened seconds ago is open for everybody.
    """
    read_at, round_, copy, units_ = _copy(round_id, now)
    if read_at < now and not copy.of(unit).window(window).is_open(now):
        _copies[round_id] = (now - MAX_AGE, round_, copy, units_)
    found = timetable(round_id, now).of(unit)
    found.require_open(window, now)
    return found


def current_timetable(round_id: str, now: datetime) -> Timetable:
    """The timetable as it stands at this moment, for those who change it and look at what they
    did.
    """
    return store.get_timetable(get(round_id, now))


def units(round_id: str, now: datetime) -> dict[str, Unit]:
    """The units of the round by id."""
    return _copy(round_id, now)[3]


def unit(round_id: str, unit_id: str, now: datetime) -> Unit:
    """One unit of the round; NotFound if it has none of that id."""
    found = units(round_id, now).get(unit_id)
    if found is None:
        raise NotFound(
            f"Không có đơn vị {unit_id} trong kỳ {round_id}.",
            f"There is no unit {unit_id} in {round_id}.",
        )
    return found


def list_rounds(now: datetime) -> list[Round]:
    """Every loaded round."""
    return [get(round_id, now) for round_id in store.list_ids()]


def document(round_id: str) -> dict[str, Any]:
    """The round's own JSON as it was loaded (contract §2)."""
    content: dict[str, Any] = json.loads(store.get_document(round_id)[1])["round"]
    return content


def open_window(
    round_id: str, name: str, until: datetime, reason: str, by: Account, now: datetime
) -> Timetable:
    """Open a window now until `until`; recorded with its reason."""
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
    """Close a window in 10 seconds; recorded with its reason."""
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
    """Reopen or extend a window for one unit; a sheet that was submitted can be written again.

    The earlier submission stays on record: the save that made it is never changed.
    """
    unit(round_id, unit_id, now)
    table = _change(
        round_id,
        now,
        lambda found: found.opened_for(unit_id, name, until, reason, by.email, now),
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
    unit(round_id, unit_id, now)
    return _change(
        round_id,
        now,
        lambda found: found.closed_for(unit_id, name, reason, by.email, now),
        name,
        "close_window",
        reason,
        by.email,
        unit_id,
    ).of(unit_id)


def seal(round_id: str, index: str, reason: str, by: str, now: datetime) -> Timetable:
    """From here on the survey of `index` cannot reopen; refused until it has been closed for 10
    seconds.
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
    round_ = get(round_id, now)
    _known(round_, subject, act)
    for _ in range(5):
        changed = decide(store.get_timetable(round_))
        entry = audit.act_of(
            round_id, now, by, act, f"{subject}/{unit}" if unit else subject, reason
        )
        if store.record_timetable(round_id, changed, entry, unit):
            forget(round_id)
            put_locks(round_id, changed, subject, [unit] if unit else units(round_id, now))
            return changed
    raise Conflict(
        "Người khác đang thay đổi thời hạn; hãy thử lại.",
        "Somebody else is changing the windows; please try again.",
    )


def put_locks(round_id: str, table: Timetable, name: str, unit_ids: Iterable[str]) -> None:
    """Put each unit's closing instant on its sheet, if the window is one of a sheet's."""
    if name not in SHEETS:
        return
    for each in unit_ids:
        sheets.set_locks(round_id, each, name, table.of(each).locks_at(name), table.version)


def _known(round_: Round, subject: str, act: str) -> None:
    known = [index.id for index in round_.indexes] if act == "seal" else list(round_.windows)
    if subject not in known:
        raise Invalid(
            errors=[
                Finding(
                    "window",
                    f"Không có {subject}; chọn một trong: {', '.join(known)}",
                    f"There is no {subject}; choose one of: {', '.join(known)}",
                )
            ]
        )
