"""Reminding: people who have not answered are written to again, and letters that got lost on the
way are asked for again.
"""

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
from chalicelib.store import respondents as lists

# One run of the tick goes through this many people; the next one goes on.
PEOPLE_A_RUN = 5_000
# A unit may ask for the reminders of a group once in this time.
NUDGES_APART = timedelta(days=1)


def sweep(round_id: str, now: datetime) -> int:
    """Go on with the day's sweep, if one is due; how many letters were asked for.

    Each list is gone through once a day: reminders that are due, and letters that are wanted and
    not sent, whatever became of their message. A run that died is taken up where it was last noted;
    a letter asked for twice goes out once.
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
    asked = people = 0
    policy = round_.reminders if round_.reminders.automatic else Reminders()
    for place in _invited(round_id, now, todo.after):
        if people >= PEOPLE_A_RUN:
            break
        rows = dict(lists.list_rows(round_id, [place]))[place]
        asked += _go_through(round_id, place, rows, policy, local.date())
        people += len(rows)
        todo = replace(todo, after="/".join(place))
    else:
        todo = replace(todo, done=True)
    mailings.put_sweep(round_id, todo)
    return asked


def nudge(
    lister: Lister, group_id: str, index_id: str, by: Account, now: datetime
) -> dict[str, str]:
    """Remind the people of a unit's own list who have not answered, within the round's limits; when
    it may be asked for again.

    How many that concerns is not told. WindowClosed, Conflict where the round has no reminders,
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
            "This group was reminded lately; it can be reminded again from "
            f"{to_local(again, round_.timezone, 'on')}.",
        )
    audit.record(round_.id, now, by.email, "nudge", name)
    rows = dict(lists.list_rows(round_.id, [place])).get(place, ())
    _go_through(round_.id, place, rows, round_.reminders, local_time(now, round_.timezone).date())
    return {"group": place[2], "again_at": to_text(now + NUDGES_APART)}


def outlook(lister: Lister, group_id: str, index_id: str, now: datetime) -> dict[str, Any]:
    """The round's limits, whether the list is invited, and when a lister may ask again (None: at
    once).
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
    return any(place[2] in head.invited for head in lists.list_sent(round_id, [place[:2]]))


def _invited(round_id: str, now: datetime, after: str) -> list[tuple[str, str, str]]:
    """The lists that are wholly invited, in the order of their names, beyond the one named
    `after`.
    """
    keys = dict.fromkeys(
        (lister, index.id)
        for lister, index, _ in respondents.listers(
            current.get(round_id, now), current.units(round_id, now)
        )
    )
    places = (
        (head.lister, head.index, group)
        for head in lists.list_sent(round_id, keys)
        for group in head.invited
        if head.invited[group]
    )
    return sorted((place for place in places if "/".join(place) > after), key="/".join)


def _go_through(
    round_id: str,
    place: tuple[str, str, str],
    rows: Sequence[Respondent],
    policy: Reminders,
    today: date,
) -> int:
    """Ask for what is due to the people of one list who were invited by it; how many letters that
    is.
    """
    index, remind = place[1], partial(delivery.reminded, reminders=policy, today=today)
    ids = [invitation_id(round_id, index, row.email) for row in rows]
    asked = 0
    for start in range(0, len(ids), store.BATCH):
        own = [
            each
            for each in store.find_all(ids[start : start + store.BATCH]).values()
            if each.row[:3] == place
        ]
        changed = {after.id: after for _, after in store.change(own, remind)}
        due = [each.id for each in own if delivery.is_due(changed.get(each.id, each))]
        queues.send_invitations(round_id, index, due)
        asked += len(due)
    return asked
