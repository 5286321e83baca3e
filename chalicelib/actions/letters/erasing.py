"""Erasing respondents: names, addresses, corrections of addresses and invitations of an index, some
months after its final publication.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from chalicelib.actions.rounds import current
from chalicelib.domain.instants import from_text, to_text
from chalicelib.domain.letters.invitations import invitation_id
from chalicelib.domain.lists import respondents, retention
from chalicelib.domain.rounds.indexes import Index
from chalicelib.store import audit, closings, corrections, results
from chalicelib.store import invitations as store
from chalicelib.store import respondents as lists

ACT = "erase_respondents"
REASON = "hết thời hạn giữ dữ liệu cá nhân / the time for keeping personal data is over"


def erase(round_id: str, months: int, by: str, now: datetime) -> dict[str, int]:
    """Erase the respondents of every index that has been final for so many months; how many people,
    by index.

    Counts stay: of people listed and invited, and of answers. A run that dies is finished by the
    next.
    """
    done: dict[str, int] = {}
    for index in current.get(round_id, now).indexes:
        noted = closings.get(round_id)
        if _note(index.id) in noted or not _is_due(round_id, index.id, months, now):
            continue
        done[index.id] = _erase(round_id, index, now)
        audit.record(round_id, now, by, ACT, index.id, REASON, {"people": done[index.id]})
        closings.put(round_id, {**noted, _note(index.id): to_text(now)})
    return done


def is_erased(noted: Mapping[str, str], index: str) -> bool:
    """Whether the respondents of an index are gone, by what the round's closings note."""
    return _note(index) in noted


def _note(index: str) -> str:
    return f"erased {index}"


def _is_due(round_id: str, index: str, months: int, now: datetime) -> bool:
    versions = results.list_versions(round_id, index)
    final = (
        from_text(each.published_at)
        for each in versions
        if each.finished and each.status == "final"
    )
    end = retention.ends_at(final, months)
    return end is not None and end <= now


def _erase(round_id: str, index: Index, now: datetime) -> int:
    """Invitations first: once a list is erased, nothing tells any more whose they were."""
    corrected = [each for each in corrections.list_corrections(round_id) if each.index == index.id]
    store.erase(
        invitation_id(round_id, index.id, email)
        for each in corrected
        for email in (each.old, each.new)
    )
    corrections.erase(round_id, [each.id for each in corrected])
    people = 0
    listers = respondents.listers(current.get(round_id, now), current.units(round_id, now))
    places = [(lister, its.id, group.id) for lister, its, group in listers if its == index]
    for (lister, _, group), rows in lists.list_rows(round_id, places):
        people += len(rows)
        if all(map(retention.is_erased, rows)):
            continue
        store.erase(invitation_id(round_id, index.id, row.email) for row in rows if row.email)
        lists.erase(round_id, lister, index.id, group, [retention.erased(row) for row in rows])
    return people
