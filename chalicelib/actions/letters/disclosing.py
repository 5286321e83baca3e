"""Disclosing and erasing what is kept of one person who was listed for a survey, as the law gives
them a right to. What they answered is joined to nobody, so it is in neither.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Any

from chalicelib.actions.rounds import current
from chalicelib.domain.email_addresses import normalised
from chalicelib.domain.errors import Conflict
from chalicelib.domain.letters.corrections import Correction
from chalicelib.domain.letters.invitations import invitation_id
from chalicelib.domain.lists import respondents, retention
from chalicelib.domain.lists.respondents import Respondent
from chalicelib.store import audit, corrections, invitations, signals
from chalicelib.store import respondents as respondents_store
from chalicelib.store.respondents import Place

ACT = "erase_person"


def person(round_id: str, email: str, now: datetime) -> dict[str, Any]:
    """What a round keeps of an address: its rows on `lists`, `invitations`, `corrections`."""
    email = normalised(email)
    found = {index: invitation_id(round_id, index, email) for index in _indexes(round_id, now)}
    invited = invitations.find_all(found.values())
    return {
        "lists": [
            {"lister": lister, "index": index, "group": group, **asdict(row)}
            for (lister, index, group), rows in _lists(round_id, now)
            for row in rows
            if row.email == email
        ],
        "invitations": [asdict(invited[id_]) for id_ in found.values() if id_ in invited],
        "corrections": [asdict(each) for each in _corrections(round_id, email)],
    }


def erase_person(round_id: str, email: str, reason: str, by: str, now: datetime) -> int:
    """Erase an address of a round as all are erased at the end; returns how many rows it was on.
    The counts of people listed, invited and of answers stay. May be repeated.

    Conflict until each index whose lists hold the address is sealed: whoever has answered could
    answer again.
    """
    email = normalised(email)
    held = [
        (place, rows)
        for place, rows in _lists(round_id, now)
        if any(row.email == email for row in rows)
    ]
    for index in sorted({index for (_, index, _), _ in held}):
        if not signals.are_dropped(round_id, index):
            raise Conflict(
                f"Phiếu của chỉ số {index} chưa niêm phong; hãy xóa sau khi niêm phong.",
                f"The ballots of {index} are not sealed; erase after that.",
            )
    invitations.erase(invitation_id(round_id, each, email) for each in _indexes(round_id, now))
    corrections.erase(round_id, [each.id for each in _corrections(round_id, email)])
    count = 0
    for (lister, index, group), rows in held:
        left = [retention.erased(row) if row.email == email else row for row in rows]
        respondents_store.erase(round_id, lister, index, group, left)
        count += sum(row.email == email for row in rows)
    if count:
        audit.record(round_id, now, by, ACT, "1", reason, {"rows": count})
    return count


def _indexes(round_id: str, now: datetime) -> list[str]:
    return [index.id for index in current.get(round_id, now).indexes]


def _lists(round_id: str, now: datetime) -> Iterator[tuple[Place, tuple[Respondent, ...]]]:
    listers = respondents.listers(current.get(round_id, now), current.units(round_id, now))
    places = [(lister, index.id, group.id) for lister, index, group in listers]
    return respondents_store.list_rows(round_id, places)


def _corrections(round_id: str, email: str) -> list[Correction]:
    return [
        each for each in corrections.list_corrections(round_id) if email in (each.old, each.new)
    ]
