"""Mailing: what the mail queue asks for becomes calls to the mail service, within its quota.

Every letter goes out at least once and never knowingly twice. A worker that dies between the mail
service and the note that a letter was sent leaves it in hand; unless the mail service itself tells
meanwhile that it was sent, the next worker sends it again after `letters.STALE`, and the invitation
counts it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from chalicelib.actions.letters import going_live
from chalicelib.actions.rounds import current as rounds
from chalicelib.aws import mail, queues, secrets
from chalicelib.domain.instants import last_moment, local_time, to_text
from chalicelib.domain.letters import delivery
from chalicelib.domain.letters.delivery import STALE, News
from chalicelib.domain.letters.invitations import BOUNCED, Invitation, invitation_id, link_token
from chalicelib.domain.lists.respondents import Respondent
from chalicelib.domain.rounds.round import Round
from chalicelib.store import invitations as store
from chalicelib.store import quotas, rulings
from chalicelib.store import respondents as lists

ATTEMPTS = 10
# Where all workers reserve at once, or the service is too busy for a call.
SHORTLY, AGAIN = timedelta(milliseconds=50), timedelta(minutes=1)
AT_ONCE = timedelta(0)


@dataclass(frozen=True, slots=True)
class Rest:
    """What is still to be sent, and how long that has to wait."""

    invitations: tuple[str, ...] = ()
    after: timedelta = AT_ONCE


def send(round_id: str, invitations: Sequence[str], now: datetime) -> Rest:
    """Send some of the letters that these invitations (at most 100) want, in one call; what is left
    to be done.

    Nothing is sent once the survey is not open, or about a unit whose survey was voided.
    ConnectionError if the mail service refused letters for a reason that waiting does not cure.
    """
    if not rounds.timetable(round_id, now).window("survey").is_open(now):
        return Rest()
    found = _let(
        round_id, [each for each in store.find_all(invitations).values() if delivery.is_due(each)]
    )
    free = [each for each in found if delivery.claimable(each, now)]
    if not free:
        return Rest(tuple(each.id for each in found), STALE)
    free = [each for each in free if _kind(each) == _kind(free[0])]
    day = local_time(now, rounds.get(round_id, now).timezone).toordinal()
    granted, wait = _reserve(len(free), now)
    if not granted:
        return Rest(tuple(each.id for each in found), wait)
    taken = [
        after
        for _, after in store.change(free[:granted], partial(delivery.claimed, now=now, day=day))
    ]
    people = _people(round_id, taken)
    theirs = [each for each in taken if each.id in people]
    busy = _post(round_id, theirs, people, now) if theirs else ()
    left = {each.id for each in found} - {each.id for each in taken}
    return Rest(tuple(sorted(left | set(busy))), AGAIN if busy else wait)


def postpone(round_id: str, index: str, rest: Rest) -> None:
    """Ask the queue to bring back what is left, as a new message: waiting is no failure."""
    queues.send_invitations(round_id, index, rest.invitations, rest.after)


def hear(event: Mapping[str, Any]) -> str:
    """Note what the mail service tells of a letter; the word for it, `ignored` if it concerns no
    invitation.

    It may come twice, late, in any order, and before the worker's own note.
    """
    told = delivery.read_event(event)
    if told is None:
        return "ignored"
    invitation, news = told
    store.change(store.find_all([invitation]).values(), partial(delivery.told, news=news))
    return news.delivery


def quota(now: datetime) -> dict[str, Any]:
    """How many letters the account may send a day and a second, and how many of the day are used
    up; None before the account was ever read.
    """
    found, _ = quotas.get()
    if found.limits is None:
        return {"used": None, "daily": None, "rate": None, "read_at": None}
    return {
        "used": found.used(now),
        "daily": found.limits.daily,
        "rate": found.limits.rate,
        "read_at": to_text(found.read_at),
    }


def _let(round_id: str, found: Sequence[Invitation]) -> Sequence[Invitation]:
    """Those who may be written to. Whom the trial holds back is looked for once the round is
    live.
    """
    voided = {
        ruling.unit for ruling in rulings.list_rulings(round_id, "void") if not ruling.withdrawn
    }
    found, trial = [each for each in found if each.unit not in voided], going_live.get(round_id)
    if trial.live:
        return found
    people = dict(lists.list_rows(round_id, {each.row[:3] for each in found}))
    return [each for each in found if trial.lets(people[each.row[:3]][each.at].email)]


def _kind(invitation: Invitation) -> str:
    """Which letter is the next."""
    return "reminder" if invitation.letters else "invitation"


def _reserve(wanted: int, now: datetime) -> tuple[int, timedelta]:
    """How many letters may be sent now, and how long the others have to wait."""
    for _ in range(ATTEMPTS):
        known, version = quotas.get()
        current = known if known.is_current(now) else known.informed(mail.limits(), now)
        quota, granted, wait = current.reserve(wanted, now)
        if quota == known or quotas.put(quota, version):
            return granted, wait
    return 0, SHORTLY


def _people(round_id: str, taken: Sequence[Invitation]) -> dict[str, Respondent]:
    """By invitation who it is for, read after the letters were taken in hand; left out is whose
    address was corrected meanwhile: the new one has an invitation of its own, and the old link is
    dead.
    """
    rows = dict(lists.list_rows(round_id, {each.row[:3] for each in taken}))
    found = {each: rows[each.row[:3]][each.at] for each in taken}
    return {
        each.id: person
        for each, person in found.items()
        if invitation_id(round_id, each.index, person.email) == each.id
    }


def _post(
    round_id: str, taken: Sequence[Invitation], people: Mapping[str, Respondent], now: datetime
) -> list[str]:
    """Hand letters over and note what became of each; the ids of those that are to be tried
    again.
    """
    try:
        outcomes = mail.send(
            _kind(taken[0]), _letters(round_id, taken, people, now), [_tags(each) for each in taken]
        )
    except mail.Busy:
        outcomes = [mail.LATER] * len(taken)
    by_outcome = {
        outcome: [each for each, its in zip(taken, outcomes, strict=True) if its == outcome]
        for outcome in outcomes
    }
    for outcome, concerned in by_outcome.items():
        _note(concerned, _STEPS[outcome])
    if mail.STUCK in by_outcome:
        raise ConnectionError(
            f"the mail service refuses {len(by_outcome[mail.STUCK])} letters until reconfigured"
        )
    return [each.id for each in by_outcome.get(mail.LATER, ())]


def _note(
    concerned: Sequence[Invitation], step: Callable[[Invitation, Invitation], Invitation]
) -> None:
    claims = {each.id: each for each in concerned}
    store.change(concerned, lambda each: step(each, claims[each.id]))


_STEPS: Mapping[str, Callable[[Invitation, Invitation], Invitation]] = {
    mail.SENT: lambda each, claim: delivery.told(each, News(claim.letters + 1)),
    mail.REFUSED: lambda each, claim: delivery.told(each, News(claim.letters + 1, BOUNCED)),
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
    units, shared = rounds.units(round_id, now), _shared(rounds.get(round_id, now), now)
    found = []
    for each in invitations:
        person, unit = people[each.id], units[each.unit].name
        link = mail.link(link_token(each.id, key))
        found.append(
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
    return found


def _shared(round_: Round, now: datetime) -> dict[str, str]:
    closes = rounds.timetable(round_.id, now).window("survey").closes
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
