"""Reminding: how far each member, area and unit is in the pass, and reminding members by e-mail of
what is left.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from chalicelib.actions.appraisal import allowing, appraising, filling
from chalicelib.actions.rounds import current, ruling
from chalicelib.aws import mail
from chalicelib.domain.appraisal import appraisal_progress
from chalicelib.domain.appraisal.appraisal_progress import (
    AppraisedShare,
    AssignedCell,
    MemberReminder,
)
from chalicelib.domain.instants import last_moment
from chalicelib.domain.people.accounts import APPRAISING, Account
from chalicelib.store import accounts, audit
from chalicelib.store import member_reminders as store

LETTER = "appraisal-reminder"
_NO_DEADLINE = "chưa định ngày đóng", "no closing date yet"


@dataclass(frozen=True, slots=True)
class AppraisalProgress:
    """What is done of what is assigned: by member (an e-mail address), by index and area, by unit;
    `unassigned` criteria of units have nobody. A criterion is done once it has a value in this
    pass or the one before.
    """

    people: Mapping[str, Account]
    members: Mapping[str, AppraisedShare]
    areas: Mapping[tuple[str, str], AppraisedShare]
    units: Mapping[str, AppraisedShare]
    unassigned: int
    reminders: Mapping[str, MemberReminder]
    day: str


@dataclass(frozen=True, slots=True)
class RemindedMembers:
    """The members who were sent a letter with how much was left, and why others were not."""

    reminded: Mapping[str, int]
    skipped: Mapping[str, str]


def progress(round_id: str, now: datetime) -> AppraisalProgress:
    """How far the appraisal is."""
    people = _members(round_id, now)
    cells, every = list(_cells(round_id, people, now)), _count(round_id, now)
    shares = appraisal_progress.shares
    members = {person: AppraisedShare() for person in people}
    whole = shares(cells, lambda _: "").get("", AppraisedShare())
    return AppraisalProgress(
        people,
        members | shares(cells, lambda cell: cell.member),
        shares(cells, lambda cell: (cell.index, cell.area)),
        shares(cells, lambda cell: cell.unit),
        every - whole.assigned,
        store.list_last(round_id),
        appraisal_progress.day_of(now, current.timetable(round_id, now).timezone),
    )


def remind(round_id: str, members: Sequence[str], by: Account, now: datetime) -> RemindedMembers:
    """Send these members a letter with what is left and until when, on record, once a day each;
    one that the mail service does not take stops no other. WindowClosed unless a pass is open.
    """
    filling.open_pass(round_id, now)
    found = progress(round_id, now)
    left = {person: share.left for person, share in found.members.items() if share.assigned}
    reminded, skipped = dict[str, int](), dict[str, str]()
    for member in dict.fromkeys(members):
        last = found.reminders.get(member)
        if why := appraisal_progress.why_not(member, left, last, found.day):
            skipped[member] = why
            continue
        wanted = MemberReminder(member, found.day, left[member], by.email, now)
        if not store.claim(round_id, wanted):  # another secretary was faster
            skipped[member] = "today"
        elif _send(round_id, wanted, found.people[member], now):
            reminded[member] = wanted.left
        else:
            skipped[member] = "failed"
    return RemindedMembers(reminded, skipped)


def _send(round_id: str, reminder: MemberReminder, person: Account, now: datetime) -> bool:
    """Send the letter of a claimed reminder; False if the mail service does not take it, so that it
    may be sent again.
    """
    round_, timetable = current.get(round_id, now), current.timetable(round_id, now)
    closes = timetable.window(appraising.PASSES[filling.open_pass(round_id, now)]).closes
    until = last_moment(closes, timetable.timezone) if closes else _NO_DEADLINE
    values = {
        "name": person.name,
        "round": round_.title.vi,
        "round_en": round_.title.en or round_.title.vi,
        "left": str(reminder.left),
        "closes": until[0],
        "closes_en": until[1],
        "url": mail.sign_in_page(),
    }
    try:
        mail.send_one(LETTER, reminder.member, values)
    except mail.NotTaken:
        store.put_failed(round_id, reminder)
        return False
    details = {"left": reminder.left}
    audit.record(round_id, now, reminder.by, "remind_member", reminder.member, details=details)
    return True


def _members(round_id: str, now: datetime) -> dict[str, Account]:
    """Who appraises in the round and can sign in, in that post, by e-mail address."""
    posts = [
        (account, account.council_post(round_id, now))
        for account in sorted(accounts.list_of(round_id), key=lambda each: (each.name, each.email))
        if not account.disabled
    ]
    return {
        account.email: account.in_post(post)
        for account, post in posts
        if post and not post.has_ended(now) and post.role in APPRAISING
    }


def _cells(round_id: str, people: Mapping[str, Account], now: datetime) -> Iterator[AssignedCell]:
    round_, units = current.get(round_id, now), current.units(round_id, now)
    rows = {row.unit.id: row for row in appraising.overview(round_id, now)}
    areas = {
        unit: {leaf: area for area, codes in row.leaves.items() for leaf in codes}
        for unit, row in rows.items()
    }
    waiting = {
        (unit, leaf)
        for unit, row in rows.items()
        for codes in row.waiting.values()
        for leaf in codes
    }
    for email, person in people.items():
        for unit, may in allowing.allowed_of(round_, list(units.values()), person).items():
            for leaf in may.appraises:
                if area := areas[unit].get(leaf):
                    done = (unit, leaf) not in waiting
                    yield AssignedCell(email, unit, units[unit].index, area, leaf, done)


def _count(round_id: str, now: datetime) -> int:
    """How many criteria of units take a value."""
    from chalicelib.domain.criteria.tree import APPRAISED

    round_, skipped = current.get(round_id, now), ruling.not_applicable(round_id)
    return sum(
        leaf.method in APPRAISED and leaf.code not in skipped.get(unit.id, ())
        for unit in current.units(round_id, now).values()
        for leaf in round_.index(unit.index).leaves.values()
    )
