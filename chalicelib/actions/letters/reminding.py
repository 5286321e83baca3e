"""Reminding: people who have not answered get another letter, and lost letters are queued again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from chalicelib.actions.lists.listing import Lister
from chalicelib.actions.rounds import current
from chalicelib.aws import queues
from chalicelib.domain.errors import Conflict, TooManyRequests
from chalicelib.domain.instants import local_time, to_local, to_text
from chalicelib.domain.letters import delivery
from chalicelib.domain.letters.invitations import invitation_id
from chalicelib.domain.letters.mailings import Sweep
from chalicelib.domain.lists import respondents
from chalicelib.domain.lists.respondents import Respondent
from chalicelib.domain.people.accounts import Account
from chalicelib.domain.rounds.reminders import Reminders
from chalicelib.store import audit, mailings
from chalicelib.store import invitations as store
from chalicelib.store import respondents as respondents_store

# One run of the tick goes through this many people; the next one continues.
PEOPLE_A_RUN = 5_000
# A unit may ask for the reminders of a group once in this time.
NUDGES_APART = timedelta(days=1)


def sweep(round_id: str, now: datetime) -> int:
    """Continue the sweep of the day, if one is due; returns how many letters were queued.

    It goes through each list once a day, for reminders that are due and for letters that were not
    sent, even if their message was lost. A run continues from where the last one was noted; a
    letter that is queued twice goes out once.
    """
    current.require_open(round_id, "survey", now)
    round_ = current.get(round_id, now)
    last = mailings.find_sweep(round_id)
    local = local_time(now, round_.timezone)
    if last is None:  # a survey that has just begun has nothing to look for
        mailings.put_sweep(round_id, Sweep(local.date(), done=True))
        return 0
    todo = last.next(local)
    if todo is None:
        return 0
    queued = people = 0
    policy = round_.reminders if round_.reminders.automatic else Reminders()
    for place in _invited(round_id, now, todo.after):
        if people >= PEOPLE_A_RUN:
            break
        rows = dict(respondents_store.list_rows(round_id, [place]))[place]
        queued += _go_through(round_id, place, rows, policy, local.date())
        people += len(rows)
        todo = replace(todo, after="/".join(place))
    else:
        todo = replace(todo, done=True)
    mailings.put_sweep(round_id, todo)
    return queued


def nudge(
    lister: Lister, group_id: str, index_id: str, by: Account, now: datetime
) -> dict[str, str]:
    """Remind the people of a unit's own list who have not answered, within the round's limits.

    Returns `group` and `again_at`, when it can be asked for again, but not how many people it
    concerns. WindowClosed; Conflict if the round has no reminders or the group is not invited;
    TooManyRequests.
    """
    round_ = lister.round
    current.require_open(round_.id, "survey", now)
    place = _place(lister, group_id, index_id)
    if not round_.reminders.most:
        raise Conflict(
            "Kỳ này không gửi thư nhắc. Liên hệ bộ phận điều hành nếu cần.",
            "This round sends no reminders. Ask the operations staff if they are needed.",
        )
    if not _is_invited(round_.id, place):
        raise Conflict(
            "Nhóm này chưa được mời nên chưa có ai để nhắc.",
            "Nobody of this group was invited yet.",
        )
    name = "/".join(place)
    last = mailings.find_nudge(round_.id, name)
    if last and now < last + NUDGES_APART or not mailings.record_nudge(round_.id, name, last, now):
        again = (last or now) + NUDGES_APART
        raise TooManyRequests(
            f"Nhóm này vừa được nhắc; có thể nhắc lại từ {to_local(again, round_.timezone)}.",
            "This group was reminded recently; it can be reminded again from "
            f"{to_local(again, round_.timezone, 'on')}.",
        )
    audit.record(round_.id, now, by.email, "nudge", name)
    rows = dict(respondents_store.list_rows(round_.id, [place])).get(place, ())
    _go_through(round_.id, place, rows, round_.reminders, local_time(now, round_.timezone).date())
    return {"group": place[2], "again_at": to_text(now + NUDGES_APART)}


def outlook(lister: Lister, group_id: str, index_id: str, now: datetime) -> dict[str, Any]:
    """The round's limits (`Reminders`) with `invited`, whether the list is invited, and `again_at`,
    when the lister can ask again (None: now).
    """
    place, policy = _place(lister, group_id, index_id), lister.round.reminders
    last = mailings.find_nudge(lister.round.id, "/".join(place))
    again = last + NUDGES_APART if last else now
    return {
        **asdict(policy),
        "invited": _is_invited(lister.round.id, place),
        "again_at": to_text(again) if again > now else None,
    }


def _place(lister: Lister, group_id: str, index_id: str) -> tuple[str, str, str]:
    index, group = respondents.find_group(lister.round, lister.lists_for, group_id, index_id)
    return lister.id, index.id, group.id


def _is_invited(round_id: str, place: tuple[str, str, str]) -> bool:
    return any(
        place[2] in head.invited for head in respondents_store.list_sent(round_id, [place[:2]])
    )


def _invited(round_id: str, now: datetime, after: str) -> list[tuple[str, str, str]]:
    """The lists whose people are all invited, by name, from the one after `after` on."""
    listers = respondents.listers(current.get(round_id, now), current.units(round_id, now))
    keys = dict.fromkeys((lister, index.id) for lister, index, _ in listers)
    places: list[tuple[str, str, str]] = []
    for head in respondents_store.list_sent(round_id, keys):
        groups = [group for group, people in head.invited.items() if people]
        places += [(head.lister, head.index, group) for group in groups]
    return sorted((place for place in places if "/".join(place) > after), key="/".join)


def _go_through(
    round_id: str,
    place: tuple[str, str, str],
    rows: Sequence[Respondent],
    policy: Reminders,
    today: date,
) -> int:
    """Queue the letters that are due to the people whom one list invited; returns how many."""
    index, remind = place[1], partial(delivery.reminded, reminders=policy, today=today)
    ids = [invitation_id(round_id, index, row.email) for row in rows]
    queued = 0
    for start in range(0, len(ids), store.BATCH):
        stored = store.find_all(ids[start : start + store.BATCH])
        invited = {id_: kept for id_, kept in stored.items() if kept.row[:3] == place}
        reminded = {after.id: after for _, after in store.change(invited.values(), remind)}
        latest = invited | reminded
        due = [invitation.id for invitation in latest.values() if delivery.is_due(invitation)]
        queues.send_invitations(round_id, index, due)
        queued += len(due)
    return queued
