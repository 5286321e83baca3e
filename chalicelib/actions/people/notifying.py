"""Notifying: notices to units, in the application and by e-mail to their people, each once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TypeVar

from chalicelib.actions.rounds import current
from chalicelib.aws import mail
from chalicelib.domain.appraisal.not_applicable_requests import NotApplicableRequest
from chalicelib.domain.appraisal.objections import ACCEPTED, Objection
from chalicelib.domain.evidence import replacing
from chalicelib.domain.instants import from_text
from chalicelib.domain.integrity.cases import DISHONESTY
from chalicelib.domain.letters.corrections import Correction
from chalicelib.domain.lists.exemptions import Exemption
from chalicelib.domain.people import evidence_notices, notices, result_notices
from chalicelib.domain.people.accounts import UNIT_ROLES
from chalicelib.domain.people.notices import Notice, Published
from chalicelib.domain.people.result_notices import CouncilDecision, ReleasedResult
from chalicelib.domain.texts import Text
from chalicelib.store import (
    accounts,
    cases,
    closings,
    corrections,
    exemptions,
    explanation_requests,
    incidents,
    not_applicable_requests,
    objections,
    releases,
    results,
    sheets,
)
from chalicelib.store import teams as store

# One run of the tick makes this many notices; the next one continues.
MAX_NOTICES = 200
Asked = TypeVar("Asked", Exemption, Correction)


def list_notices(round_id: str, unit: str) -> list[Notice]:
    """The notices of a unit, newest first."""
    return store.list_notices(round_id, unit)


def read(round_id: str, unit: str, ids: Sequence[str]) -> list[Notice]:
    """Mark these notices as read; returns all notices of the unit, newest first."""
    for notice_id in ids:
        store.put_read(round_id, unit, notice_id)
    return list_notices(round_id, unit)


def notify(round_id: str, now: datetime) -> int:
    """Make the notices that are due and send their letters; returns how many were new.

    A notice is made before its letters go out, and the letters are claimed first, so that two
    ticks send them once. Notices are noted as told while they are due, so that a tick without
    news reads one item and writes none.
    """
    timetable, units = current.timetable(round_id, now), current.units(round_id, now)
    due = list(
        notices.due(
            timetable,
            {unit.id: unit.index for unit in units.values()},
            _published(round_id, now),
            now,
            incidents.list_incidents(round_id),
            [*cases.list_cases(round_id), *cases.list_cases(round_id, DISHONESTY)],
            _titled(round_id, exemptions.list_exemptions(round_id), now),
            _titled(round_id, corrections.list_corrections(round_id), now),
        )
    )
    found = closings.get(round_id).get(replacing.NOTED, "[]")
    replaceable = replacing.from_json(json.loads(found))
    due += evidence_notices.due(replaceable, timetable.timezone, now)
    due += result_notices.due(
        _released(round_id), {unit.id: unit.index for unit in units.values()}, now
    )
    due += result_notices.decided(_decided(objections.list_objections(round_id)), now)
    asked = not_applicable_requests.list_requests(round_id)
    due += result_notices.not_applicable(_decided(asked), now)
    told = store.get_told(round_id) if due else set()
    fresh = [notice for notice in due if _mark(notice) not in told][:MAX_NOTICES]
    people = _people(round_id, now) if fresh else {}
    for notice in (_with_questions(round_id, each) for each in fresh):
        if _concerns(round_id, notice):
            store.put_notice(round_id, notice)
            _send(round_id, notice, people.get(notice.unit, []), now)
    if fresh:
        still_due = told & {_mark(notice) for notice in due}
        store.put_told(round_id, still_due | {_mark(notice) for notice in fresh})
    return len(fresh)


def _mark(notice: Notice) -> str:
    return f"{notice.unit} {notice.id}"


def _published(round_id: str, now: datetime) -> list[Published]:
    published = []
    for index in current.get(round_id, now).indexes:
        version = results.find_latest(round_id, index.id)
        if version:
            published.append(
                Published(index.id, index.title, version.version, from_text(version.published_at))
            )
    return published


def _released(round_id: str) -> list[ReleasedResult]:
    return [
        ReleasedResult(one.number, one.round_pass, one.indexes, one.at)
        for one in releases.list_releases(round_id)
    ]


def _decided(asked: Iterable[Objection] | Iterable[NotApplicableRequest]) -> list[CouncilDecision]:
    """What the council has decided of these."""
    return [
        CouncilDecision(
            each.id, each.unit, each.leaf, each.state == ACCEPTED, each.note, each.decided_at
        )
        for each in asked
        if each.decided_at
    ]


def _titled(round_id: str, asked: Iterable[Asked], now: datetime) -> list[tuple[Asked, Text]]:
    """Each exemption or correction with the title of its group."""
    round_ = current.get(round_id, now)
    return [(wish, round_.index(wish.index).group(wish.group).title) for wish in asked]


def _concerns(round_id: str, notice: Notice) -> bool:
    """Whether the unit still has something to do before the deadline of the notice: to submit, or
    to supplement what it submitted.
    """
    if notice.kind != "deadline_near":
        return True
    sent = sheets.get(sheets.key(round_id, notice.unit, "self_assessment")).submitted_at is not None
    return sent == notice.id.startswith("deadline_near-supplement-")


def _with_questions(round_id: str, notice: Notice) -> Notice:
    """The notice; that of an opened supplement also says what the council asks the unit about."""
    if notice.kind != "supplement_open":
        return notice
    asked = explanation_requests.list_requests(round_id, notice.unit)
    return result_notices.asking(notice, [each.leaf for each in asked if each.question])


def _people(round_id: str, now: datetime) -> dict[str, list[tuple[str, str]]]:
    """E-mail address and name of the people of each unit whose post has not ended."""
    people: dict[str, list[tuple[str, str]]] = {}
    for account in accounts.list_of(round_id):
        for post in account.posts:
            works = post.round == round_id and not (account.disabled or post.has_ended(now))
            if works and post.role in UNIT_ROLES:
                people.setdefault(post.unit, []).append((account.email, account.name))
    return people


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
