"""What a unit carries over from an earlier round of the same authority: explanations and contacts,
marked as copied.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
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


@dataclass(frozen=True, slots=True)
class Offer:
    """What could be copied from a round: explanations as they would stand, by leaf; contacts."""

    source: Round
    explanations: dict[str, str]
    contacts: tuple[Contact, ...]


def offers(at: Place, now: datetime) -> list[Offer]:
    """What earlier rounds have to give, the latest round first; rounds with nothing are left
    out.
    """
    earlier = [
        each
        for each in current.list_rounds(now)
        if _may_give(each, at.round)
        and each.year <= at.round.year
        and at.unit.id in current.units(each.id, now)
    ]
    found = []
    for each in sorted(earlier, key=lambda each: (each.year, each.id), reverse=True):
        source = places.place(each.id, at.unit.id, at.kind, now)
        texts = {change.leaf: str(change.explanation) for change in _copies(at, source)}
        found.append(Offer(each, texts, tuple(_contacts_to_copy(at, source, now))))
    return [offer for offer in found if offer.explanations or offer.contacts]


def carry_over(at: Place, from_round: str, save_id: str, by: str, now: datetime) -> dict[str, Any]:
    """Copy explanations (where there is none yet) and contacts (if there are none) from an earlier
    round of the same authority, marked as copied; sent again under the same id it gives the same
    answer.

    An explanation is copied where code and title of the leaf are the same; one too long to be
    marked is left out.
    """
    if repeated := _carried(at, save_id):
        return {"copied": repeated, "contacts": 0}
    source = places.place(from_round, at.unit.id, at.kind, now)
    if not _may_give(source.round, at.round):
        raise Forbidden(
            "Chỉ chép được từ kỳ trước của cùng cơ quan chủ trì.",
            "Only an earlier round of the same authority can be copied from.",
        )
    changes = _copies(at, source)
    copied: list[str] = []
    for number, start in enumerate(range(0, len(changes), MAX_SAVE_LEAVES // 2)):
        part = changes[start : start + MAX_SAVE_LEAVES // 2]
        copied += saving.save(at, f"{save_id}-{number}", part, by, now).changes
    return {"copied": copied, "contacts": _copy_contacts(at, source, now)}


def _may_give(source: Round, to: Round) -> bool:
    return source.id != to.id and source.authority == to.authority


def _carried(at: Place, save_id: str) -> list[str]:
    copied: list[str] = []
    while found := sheets.find_save(at.key, f"{save_id}-{len(copied) // (MAX_SAVE_LEAVES // 2)}"):
        copied += found.changes
        if len(found.changes) < MAX_SAVE_LEAVES // 2:
            break
    return copied


def _copies(at: Place, source: Place) -> list[Change]:
    old, new = sheets.get(source.key), sheets.get(at.key)
    mark = f"[Chép từ kỳ {source.round.year}] "
    changes = []
    for code, leaf in at.index.leaves.items():
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


def _contacts_to_copy(at: Place, source: Place, now: datetime) -> list[Contact]:
    if assigning.contacts(at)[1]:
        return []
    return [
        Contact(
            each.kind,
            each.name,
            each.position,
            each.phone,
            each.email,
            assigning.today(at, now),
            copied_from=source.round.id,
        )
        for each in assigning.contacts(source)[0]
        if each.until is None
    ]


def _copy_contacts(at: Place, source: Place, now: datetime) -> int:
    copied = _contacts_to_copy(at, source, now)
    return len(copied) if copied and store.put_contacts(at.round.id, at.unit.id, copied, 0) else 0
