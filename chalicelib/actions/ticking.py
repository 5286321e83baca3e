"""Ticking: what is due in a round once a minute.

Closings are noted, locks repeated, people invited, reminded and counted, ballots sealed, answers
backed up until then, drafts and publications asked for, units notified, personal data erased, files
that wait too long for their inspection told.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from chalicelib.actions.evidence import watching
from chalicelib.actions.letters import erasing, inviting, reminding
from chalicelib.actions.people import notifying
from chalicelib.actions.results import falling_due
from chalicelib.actions.rounds import current, scheduling
from chalicelib.actions.survey import backing_up, counting, following, sealing
from chalicelib.domain.instants import from_text, to_text
from chalicelib.store import audit, closings
from chalicelib.store import rounds as store

BY = "tick"
REASON = "một ngày sau khi đóng điều tra / a day after the survey closed"
# How long operations staff can seal a closed survey by hand; then the tick seals it (design
# decision 4).
SEAL_AFTER = timedelta(days=1)
# Longer than the publisher tries.
ASK_AGAIN = timedelta(hours=2)


def list_rounds() -> list[str]:
    """The ids of all rounds."""
    return store.list_ids()


def tick(round_id: str, now: datetime, personal_data_months: int = 6) -> dict[str, Any]:
    """Do what is due in one round; returns what was done. Run again, it does nothing more."""
    timetable = current.timetable(round_id, now)
    _lock(round_id, now)
    done: dict[str, Any] = {"closed": _close(round_id, now)}
    if timetable.state("survey", now) == "open":
        done["invited"] = inviting.invite(round_id, now)
        if reminded := reminding.sweep(round_id, now):
            done["reminded"] = reminded
    if counting.count_hourly(round_id, now):
        done["counted"] = True
    if (
        timetable.state("survey", now) == "closed"
        and now >= timetable.locks_at("survey") + SEAL_AFTER
    ):
        done["sealed"] = _seal(round_id, now)
    if backups := backing_up.keep(round_id, now):
        done["backups"] = backups
    if asked := falling_due.ask(round_id, BY, now):
        done["results"] = asked
    if told := notifying.notify(round_id, now):
        done["notices"] = told
    if erased := erasing.erase(round_id, personal_data_months, BY, now):
        done["erased"] = erased
    if waits := watching.sweep(round_id, now):
        done["evidence_waits"] = waits
    return done


def _seal(round_id: str, now: datetime) -> list[str]:
    """Have the publisher seal each index that is not noted as sealed, and note what it has done;
    returns the ids of those that were sealed since the last tick. It has minutes for it, and more
    memory, and asks for a message again that it did not finish.

    A survey without invitations is left out, since it has no ballots: a round that was loaded after
    its dates waits for operations staff.
    """
    noted, done = closings.get(round_id), []
    due = [
        index.id
        for index in current.get(round_id, now).indexes
        if f"sealed {index.id}" not in noted and following.begun(round_id, index.id, now)
    ]
    for index in due:
        asked = noted.get(f"sealing {index}")
        if sealing.is_done(round_id, index):
            noted[f"sealed {index}"] = to_text(now)
            done.append(index)
        elif asked is None or from_text(asked) <= now - ASK_AGAIN:
            sealing.request(round_id, index, REASON, BY, now)
            noted[f"sealing {index}"] = to_text(now)
        else:
            continue
        closings.put(round_id, noted)
    return done


def _lock(round_id: str, now: datetime) -> None:
    """Put the locks of a changed timetable on every sheet again, in case the process that changed
    it died before that.
    """
    timetable, noted = current.timetable(round_id, now), closings.get(round_id)
    if noted.get("locks") == str(timetable.version):
        return
    for name in timetable.official:
        scheduling.put_locks(round_id, timetable, name, current.units(round_id, now))
    closings.put(round_id, {**noted, "locks": str(timetable.version)})


def _close(round_id: str, now: datetime) -> list[str]:
    """Note each window that has closed since the last tick; returns their names.

    No lock depends on it: every write checks the clock against the timetable and the sheet's lock.
    """
    timetable, noted = current.timetable(round_id, now), closings.get(round_id)
    fresh = {
        name: to_text(timetable.locks_at(name))
        for name in timetable.official
        if timetable.state(name, now) == "closed"
        and noted.get(name) != to_text(timetable.locks_at(name))
    }
    for name, closed_at in fresh.items():
        audit.record(round_id, now, BY, "window_closed", name, details={"closed_at": closed_at})
    if fresh:
        closings.put(round_id, {**noted, **fresh})
    return sorted(fresh)
