"""Mailing: letters from the mail queue go to the mail service, within its quota.

Every letter goes out at least once, and never twice knowingly. A worker that dies after the mail
service took a letter, before it noted that, leaves the letter claimed. Unless the mail service
reports meanwhile that it was sent, the next worker sends it again after `delivery.STALE`, and the
invitation counts it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from chalicelib.actions.letters import going_live
from chalicelib.actions.rounds import current
from chalicelib.aws import mail, queues, secrets
from chalicelib.domain.errors import WindowClosed
from chalicelib.domain.instants import last_moment, local_time, to_text
from chalicelib.domain.letters import delivery
from chalicelib.domain.letters.delivery import STALE, News
from chalicelib.domain.letters.invitations import BOUNCED, Invitation, invitation_id, link_token
from chalicelib.domain.lists.respondents import Respondent
from chalicelib.domain.rounds.round import Round
from chalicelib.store import invitations as store
from chalicelib.store import quotas, respondents, rulings

ATTEMPTS = 10
# How long to wait if all workers reserve at once, and if the service is too busy for a call.
SHORTLY, AGAIN = timedelta(milliseconds=50), timedelta(minutes=1)
AT_ONCE = timedelta(0)


@dataclass(frozen=True, slots=True)
class Rest:
    """The ids of the invitations that still want a letter, and how long they have to wait."""

    invitations: tuple[str, ...] = ()
    after: timedelta = AT_ONCE


def send(round_id: str, invitations: Sequence[str], now: datetime) -> Rest:
    """Send some of the letters of these invitations (at most 100) in one call; returns the rest.

    Nothing is sent unless the survey is open, or about a unit whose survey was voided.
    ConnectionError if the mail service refused letters for a reason that waiting does not fix.
    """
    try:
        current.require_open(round_id, "survey", now)
    except WindowClosed:
        return Rest()
    known = store.find_all(invitations).values()
    due = _let(round_id, [invitation for invitation in known if delivery.is_due(invitation)])
    free = [invitation for invitation in due if delivery.claimable(invitation, now)]
    if not free:
        return Rest(tuple(invitation.id for invitation in due), STALE)
    free = [invitation for invitation in free if _kind(invitation) == _kind(free[0])]
    day = local_time(now, current.get(round_id, now).timezone).toordinal()
    granted, wait = _reserve(len(free), now)
    if not granted:
        return Rest(tuple(invitation.id for invitation in due), wait)
    claim = partial(delivery.claimed, now=now, day=day)
    claimed = [after for _, after in store.change(free[:granted], claim)]
    people = _people(round_id, claimed)
    sendable = [invitation for invitation in claimed if invitation.id in people]
    busy = _post(round_id, sendable, people, now) if sendable else ()
    left = {invitation.id for invitation in due} - {invitation.id for invitation in claimed}
    return Rest(tuple(sorted(left | set(busy))), AGAIN if busy else wait)


def postpone(round_id: str, index: str, rest: Rest) -> None:
    """Put the rest into the queue again as a new message, since waiting is no failure."""
    queues.send_invitations(round_id, index, rest.invitations, rest.after)


def hear(event: Mapping[str, Any]) -> str:
    """Note what the mail service reports of a letter; returns the delivery state, or `ignored` for
    an event that is of no invitation.

    Events may come twice, late, in any order, and before the worker's own note.
    """
    told = delivery.read_event(event)
    if told is None:
        return "ignored"
    invitation, news = told
    store.change(store.find_all([invitation]).values(), partial(delivery.told, news=news))
    return news.delivery


def quota(now: datetime) -> dict[str, Any]:
    """The mail account: letters `used` of the `daily` ones, `rate` a second, and when that was read
    (`read_at`); all None before it was first read.
    """
    known, _ = quotas.get()
    if known.limits is None:
        return {"used": None, "daily": None, "rate": None, "read_at": None}
    return {
        "used": known.used(now),
        "daily": known.limits.daily,
        "rate": known.limits.rate,
        "read_at": to_text(known.read_at),
    }


def _let(round_id: str, due: Sequence[Invitation]) -> Sequence[Invitation]:
    """The invitations that may get a letter now. The sweep finds those that the trial holds back
    once the round is live.
    """
    voided = {
        ruling.unit for ruling in rulings.list_rulings(round_id, "void") if not ruling.withdrawn
    }
    counted = [invitation for invitation in due if invitation.unit not in voided]
    trial = going_live.get(round_id)
    if trial.live:
        return counted
    rows = _rows(round_id, counted)
    return [
        invitation
        for invitation in counted
        if trial.lets(rows[invitation.row[:3]][invitation.at].email)
    ]


def _rows(
    round_id: str, invitations: Iterable[Invitation]
) -> dict[tuple[str, str, str], tuple[Respondent, ...]]:
    """The lists that these invitations are from, by place."""
    places = {invitation.row[:3] for invitation in invitations}
    return dict(respondents.list_rows(round_id, places))


def _kind(invitation: Invitation) -> str:
    """The kind of the next letter."""
    return "reminder" if invitation.letters else "invitation"


def _reserve(wanted: int, now: datetime) -> tuple[int, timedelta]:
    """How many letters may be sent now, and how long the others have to wait."""
    for _ in range(ATTEMPTS):
        known, version = quotas.get()
        fresh = known if known.is_current(now) else known.informed(mail.limits(), now)
        quota, granted, wait = fresh.reserve(wanted, now)
        if quota == known or quotas.put(quota, version):
            return granted, wait
    return 0, SHORTLY


def _people(round_id: str, claimed: Sequence[Invitation]) -> dict[str, Respondent]:
    """The person of each invitation by its id, read after the letters were claimed.

    Those whose address was corrected meanwhile are left out: the new address has an invitation of
    its own, and the old link does not work any more.
    """
    rows, people = _rows(round_id, claimed), {}
    for invitation in claimed:
        person = rows[invitation.row[:3]][invitation.at]
        if invitation_id(round_id, invitation.index, person.email) == invitation.id:
            people[invitation.id] = person
    return people


def _post(
    round_id: str, claimed: Sequence[Invitation], people: Mapping[str, Respondent], now: datetime
) -> list[str]:
    """Hand letters over and note the outcome of each; returns the ids of those to try again."""
    letters = _letters(round_id, claimed, people, now)
    tags = [_tags(invitation) for invitation in claimed]
    try:
        outcomes = mail.send(_kind(claimed[0]), letters, tags)
    except mail.Busy:
        outcomes = [mail.LATER] * len(claimed)
    by_outcome: dict[str, list[Invitation]] = {}
    for invitation, outcome in zip(claimed, outcomes, strict=True):
        by_outcome.setdefault(outcome, []).append(invitation)
    for outcome, concerned in by_outcome.items():
        _note(concerned, _STEPS[outcome])
    if mail.STUCK in by_outcome:
        raise ConnectionError(
            f"the mail service refuses {len(by_outcome[mail.STUCK])} letters until reconfigured"
        )
    return [invitation.id for invitation in by_outcome.get(mail.LATER, ())]


def _note(
    concerned: Sequence[Invitation], step: Callable[[Invitation, Invitation], Invitation]
) -> None:
    claims = {claim.id: claim for claim in concerned}
    store.change(concerned, lambda invitation: step(invitation, claims[invitation.id]))


_STEPS: Mapping[str, Callable[[Invitation, Invitation], Invitation]] = {
    mail.SENT: lambda invitation, claim: delivery.told(invitation, News(claim.letters + 1)),
    mail.REFUSED: lambda invitation, claim: delivery.told(
        invitation, News(claim.letters + 1, BOUNCED)
    ),
    mail.LATER: delivery.released,
    mail.STUCK: delivery.released,
}


def _tags(invitation: Invitation) -> dict[str, str]:
    return {"invitation": invitation.id, "letter": str(invitation.letters + 1)}


def _letters(
    round_id: str,
    invitations: Sequence[Invitation],
    people: Mapping[str, Respondent],
    now: datetime,
) -> list[tuple[str, dict[str, str]]]:
    key = secrets.link_key()
    units, shared = current.units(round_id, now), _shared(current.get(round_id, now), now)
    letters = []
    for invitation in invitations:
        person, unit = people[invitation.id], units[invitation.unit].name
        link = mail.link(link_token(invitation.id, key))
        letters.append(
            (
                person.email,
                {
                    **shared,
                    "name": person.name,
                    "unit": unit.vi,
                    "unit_en": unit.en or unit.vi,
                    "link": link,
                },
            )
        )
    return letters


def _shared(round_: Round, now: datetime) -> dict[str, str]:
    closes = current.timetable(round_.id, now).window("survey").closes
    vi, en = (
        last_moment(closes, round_.timezone)
        if closes
        else ("ngày sẽ được thông báo", "a day to be announced")
    )
    return {
        "round": round_.title.vi,
        "round_en": round_.title.en or round_.title.vi,
        "authority": round_.authority.vi,
        "authority_en": round_.authority.en or round_.authority.vi,
        "closes": vi,
        "closes_en": en,
    }
