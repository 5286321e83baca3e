"""Carrying over: a unit copies explanations and contacts from an earlier round of the same
authority, marked as copied.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any

from chalicelib.actions import places
from chalicelib.actions.assessment import assigning, saving
from chalicelib.actions.assessment.saving import MAX_SAVE_LEAVES
from chalicelib.actions.places import Place
from chalicelib.actions.rounds import current
from chalicelib.domain.assessment.changes import MAX_EXPLANATION, Change
from chalicelib.domain.assessment.team import Contact
from chalicelib.domain.criteria.tree import Leaf
from chalicelib.domain.errors import Forbidden
from chalicelib.domain.rounds.round import Round
from chalicelib.store import sheets
from chalicelib.store import teams as store

# How many leaves are copied in one save.
_A_SAVE = MAX_SAVE_LEAVES // 2


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be copied from a round: explanations as they would be saved, by leaf; contacts."""

    source: Round
    explanations: dict[str, str]
    contacts: tuple[Contact, ...]


def offers(place: Place, now: datetime) -> list[Offer]:
    """The offers of earlier rounds, the latest round first, without those that are empty."""
    earlier = [
        round_
        for round_ in current.list_rounds(now)
        if is_earlier(round_, place.round) and place.unit.id in current.units(round_.id, now)
    ]
    offered = []
    for round_ in sorted(earlier, key=attrgetter("year", "id"), reverse=True):
        source = places.place(round_.id, place.unit.id, place.kind, now)
        texts = {change.leaf: str(change.explanation) for change in _copies(place, source)}
        offered.append(Offer(round_, texts, tuple(_contacts_to_copy(place, source, now))))
    return [offer for offer in offered if offer.explanations or offer.contacts]


def carry_over(
    place: Place, from_round: str, save_id: str, by: str, now: datetime
) -> dict[str, Any]:
    """Copy explanations (where there is none yet) and contacts (if there are none) from an earlier
    round; returns `copied`, the codes of the leaves, and `contacts`, how many were copied.

    An explanation is copied if code and title of the leaf are the same and it is not too long with
    its mark. Sent again under the same id, nothing is copied twice. Forbidden for a round of
    another authority.
    """
    if repeated := _carried(place, save_id):
        return {"copied": repeated, "contacts": 0}
    source = places.place(from_round, place.unit.id, place.kind, now)
    if not is_earlier(source.round, place.round):
        raise Forbidden(
            "Chỉ chép được từ kỳ trước của cùng cơ quan chủ trì.",
            "Only an earlier round of the same authority can be copied from.",
        )
    changes = _copies(place, source)
    copied: list[str] = []
    for number, start in enumerate(range(0, len(changes), _A_SAVE)):
        part = changes[start : start + _A_SAVE]
        copied += saving.save(place, f"{save_id}-{number}", part, by, now).changes
    return {"copied": copied, "contacts": _copy_contacts(place, source, now)}


def is_earlier(source: Round, to: Round) -> bool:
    """Whether a round is another one of the same authority, of the same year or before."""
    same_authority = source.id != to.id and source.authority == to.authority
    return same_authority and source.year <= to.year


def _carried(place: Place, save_id: str) -> list[str]:
    copied: list[str] = []
    while save := sheets.find_save(place.key, f"{save_id}-{len(copied) // _A_SAVE}"):
        copied += save.changes
        if len(save.changes) < _A_SAVE:
            break
    return copied


def _copies(place: Place, source: Place) -> list[Change]:
    old, new = sheets.get(source.key), sheets.get(place.key)
    mark = f"[Chép từ kỳ {source.round.year}] "
    changes = []
    for code, leaf in place.index.leaves.items():
        text, entry = old.entry(code).explanation.strip(), new.entry(code)
        if (
            text
            and not entry.explanation.strip()
            and len(mark + text) <= MAX_EXPLANATION
            and _same(leaf, source)
        ):
            changes.append(
                Change(
                    code, entry.version, explanation=text if text.startswith(mark) else mark + text
                )
            )
    return changes


def _same(leaf: Leaf, source: Place) -> bool:
    before = source.index.leaves.get(leaf.code)
    return (
        before is not None
        and before.title == leaf.title
        and leaf.method in ("self_assessed", "council_only")
    )


def _contacts_to_copy(place: Place, source: Place, now: datetime) -> list[Contact]:
    if assigning.contacts(place)[1]:
        return []
    return [
        Contact(
            contact.kind,
            contact.name,
            contact.position,
            contact.phone,
            contact.email,
            assigning.today(place, now),
            copied_from=source.round.id,
        )
        for contact in assigning.contacts(source)[0]
        if contact.until is None
    ]


def _copy_contacts(place: Place, source: Place, now: datetime) -> int:
    copied = _contacts_to_copy(place, source, now)
    if copied and store.put_contacts(place.round.id, place.unit.id, copied, 0):
        return len(copied)
    return 0
