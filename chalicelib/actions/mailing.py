"""Mailing: one message of the mail queue becomes one call to the mail service, at least once, never knowingly twice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from chalicelib.actions import rounds
from chalicelib.aws import mail, secrets
from chalicelib.domain.instants import to_local
from chalicelib.domain.invitations import FAILED, SENDING, SENT, Invitation, link_token
from chalicelib.domain.rounds import Round
from chalicelib.store import invitations as store
from chalicelib.store import respondents as lists

ATTEMPTS = 3
STATUSES = {mail.SENT: SENT, mail.REFUSED: FAILED}


def send(round_id: str, invitations: Sequence[str], now: datetime) -> bool:
    """Send the letters of these invitations (at most 50); False if some are still to be sent later.

    Each is first taken in hand. If the worker dies between the mail service and the note that it was sent, the next
    one to get the message sends it again after `invitations.STALE`; `sends` counts that.
    """
    key = secrets.link_key()
    taken, busy = _take(invitations, now)
    outcomes = mail.send("invitation", _letters(round_id, taken, key, now)) if taken else []
    for outcome, status in STATUSES.items():
        store.settle([each for each, its in zip(taken, outcomes, strict=True) if its == outcome], status)
    return not busy and mail.LATER not in outcomes


def _take(invitations: Sequence[str], now: datetime) -> tuple[list[Invitation], bool]:
    """Those that are now in our hands, and whether others are in somebody else's."""
    for _ in range(ATTEMPTS):
        found = list(store.find_all(invitations).values())
        free = [each for each in found if each.claimable(now)]
        claimed = [each.claimed(now) for each in free]
        if not free or store.claim(free, claimed):
            return claimed, any(each.status == SENDING and not each.claimable(now) for each in found)
    return [], True


def _letters(round_id: str, invitations: Sequence[Invitation], key: bytes, now: datetime,
             ) -> list[tuple[str, dict[str, str]]]:
    round_, units = rounds.get(round_id, now), rounds.units(round_id, now)
    shared = _shared(round_, now)
    people = dict(lists.list_rows(round_id, {(each.lister, each.index, each.group) for each in invitations}))
    letters = []
    for each in invitations:
        lister, index, group, at = each.row
        person, unit = people[lister, index, group][at], units[each.unit].name
        link = mail.link(link_token(each.id, key))
        letters.append((person.email, {**shared, "name": person.name, "unit": unit.vi, "unit_en": unit.en or unit.vi,
                                       "link": link}))
    return letters


def _shared(round_: Round, now: datetime) -> dict[str, str]:
    closes = rounds.timetable(round_.id, now).window("survey").closes
    when = to_local(closes, round_.timezone) if closes else ""
    return {"round": round_.title.vi, "round_en": round_.title.en or round_.title.vi,
            "authority": round_.authority.vi, "authority_en": round_.authority.en or round_.authority.vi,
            "closes": when or "khi có thông báo", "closes_en": when.replace(" ngày ", " on ") or "further notice"}
