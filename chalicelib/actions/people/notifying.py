"""Notices to units, in the application and by e-mail to their people: each once, however often the
tick runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TypeVar

from chalicelib.actions.rounds import current
from chalicelib.aws import mail
from chalicelib.domain.instants import from_text
from chalicelib.domain.letters.corrections import Correction
from chalicelib.domain.lists.exemptions import Exemption
from chalicelib.domain.people import notices
from chalicelib.domain.people.accounts import UNIT_ROLES
from chalicelib.domain.people.notices import Notice, Published
from chalicelib.domain.texts import Text
from chalicelib.store import accounts, cases, corrections, exemptions, incidents, results, sheets
from chalicelib.store import teams as store

# One run of the tick tells so many units; the next one goes on.
MAX_NOTICES = 200
Asked = TypeVar("Asked", Exemption, Correction)


def list_notices(round_id: str, unit: str) -> list[Notice]:
    """The notices of a unit, newest first."""
    return store.list_notices(round_id, unit)


def read(round_id: str, unit: str, ids: Sequence[str]) -> list[Notice]:
    """Mark notices as read; gives all of them as they are."""
    for each in ids:
        store.put_read(round_id, unit, each)
    return list_notices(round_id, unit)


def notify(round_id: str, now: datetime) -> int:
    """Make what notices are due and send their letters; returns how many were new.

    A notice is made before its letters go out; letters are claimed first, so that two ticks
    send them once. What was told is noted for as long as it is due, so a tick without news reads
    one item and writes none.
    """
    timetable, units = current.timetable(round_id, now), current.units(round_id, now)
    due = list(
        notices.due(
            timetable,
            {unit.id: unit.index for unit in units.values()},
            _published(round_id, now),
            now,
            incidents.list_incidents(round_id),
            cases.list_cases(round_id),
            _titled(round_id, exemptions.list_exemptions(round_id), now),
            _titled(round_id, corrections.list_corrections(round_id), now),
        )
    )
    told = store.get_told(round_id) if due else set()
    fresh = [each for each in due if _mark(each) not in told][:MAX_NOTICES]
    people = _people(round_id) if fresh else {}
    for notice in fresh:
        if _concerns(round_id, notice):
            store.put_notice(round_id, notice)
            _send(round_id, notice, people.get(notice.unit, []), now)
    if fresh:
        store.put_told(
            round_id, ({_mark(each) for each in due} & told) | {_mark(each) for each in fresh}
        )
    return len(fresh)


def _mark(notice: Notice) -> str:
    return f"{notice.unit} {notice.id}"


def _published(round_id: str, now: datetime) -> list[Published]:
    found = []
    for index in current.get(round_id, now).indexes:
        version = results.find_latest(round_id, index.id)
        if version:
            found.append(
                Published(index.id, index.title, version.version, from_text(version.published_at))
            )
    return found


def _titled(round_id: str, asked: Iterable[Asked], now: datetime) -> list[tuple[Asked, Text]]:
    """Each with the title of its group."""
    round_ = current.get(round_id, now)
    return [(each, round_.index(each.index).group(each.group).title) for each in asked]


def _concerns(round_id: str, notice: Notice) -> bool:
    """A deadline is near for who has something to do until then: send, or supplement what was
    sent.
    """
    if notice.kind != "deadline_near":
        return True
    sent = sheets.get(sheets.key(round_id, notice.unit, "self_assessment")).submitted_at is not None
    return sent == notice.id.startswith("deadline_near-supplement-")


def _people(round_id: str) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for account in accounts.list_of(round_id):
        if account.role in UNIT_ROLES and not account.disabled:
            found.setdefault(account.unit, []).append((account.email, account.name))
    return found


def _send(round_id: str, notice: Notice, people: Sequence[tuple[str, str]], now: datetime) -> None:
    if not people or not store.claim(round_id, notice, now):
        return
    letters = [
        (
            email,
            {"name": name, "vi": notice.text.vi, "en": notice.text.en, "url": mail.sign_in_page()},
        )
        for email, name in people
    ]
    for start in range(0, len(letters), mail.MAX_LETTERS):
        mail.send("notice", letters[start : start + mail.MAX_LETTERS])
    store.put_mailed(round_id, notice, now)
