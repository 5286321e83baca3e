"""Erasing: the names, addresses, corrections and invitations of an index are erased some months
after its first final publication.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from itertools import chain

from chalicelib.actions.rounds import current
from chalicelib.domain.instants import from_text, to_text
from chalicelib.domain.letters.invitations import invitation_id
from chalicelib.domain.lists import respondents, retention
from chalicelib.domain.rounds.indexes import Index
from chalicelib.store import audit, closings, corrections, results
from chalicelib.store import invitations as store
from chalicelib.store import respondents as respondents_store

ACT = "erase_respondents"
REASON = "hết thời hạn giữ dữ liệu cá nhân / the time for keeping personal data is over"


def erase(round_id: str, months: int, by: str, now: datetime) -> dict[str, int]:
    """Erase the respondents of every index that has been final for `months`; returns how many
    people, by index.

    The counts of people listed and invited and of answers stay. The next run finishes one that
    died.
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
    """Whether the respondents of an index were erased; `noted` are the round's closings."""
    return _note(index) in noted


def _note(index: str) -> str:
    return f"erased {index}"


def _is_due(round_id: str, index: str, months: int, now: datetime) -> bool:
    versions = results.list_versions(round_id, index)
    final = (
        from_text(version.published_at)
        for version in versions
        if version.finished and version.status == "final"
    )
    end = retention.ends_at(final, months)
    return end is not None and end <= now


def _erase(round_id: str, index: Index, now: datetime) -> int:
    """Erase the invitations before the list: without it nobody can tell whose they were."""
    corrected = [
        correction
        for correction in corrections.list_corrections(round_id)
        if correction.index == index.id
    ]
    emails = chain.from_iterable((correction.old, correction.new) for correction in corrected)
    store.erase(invitation_id(round_id, index.id, email) for email in emails)
    corrections.erase(round_id, [correction.id for correction in corrected])
    people = 0
    listers = respondents.listers(current.get(round_id, now), current.units(round_id, now))
    places = [(lister, listed.id, group.id) for lister, listed, group in listers if listed == index]
    for (lister, _, group), rows in respondents_store.list_rows(round_id, places):
        people += len(rows)
        if all(map(retention.is_erased, rows)):
            continue
        store.erase(invitation_id(round_id, index.id, row.email) for row in rows if row.email)
        respondents_store.erase(
            round_id, lister, index.id, group, [retention.erased(row) for row in rows]
        )
    return people
