"""Saving a filled workbook of appraisals, if nothing in it is wrong.

Each unit's part is saved by itself, in pages of the size that a transaction allows; what was cut
off is finished by saving the same workbook again, since what already stands is no change.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from chalicelib.actions import places
from chalicelib.actions.appraisal import appraising, checking_filled
from chalicelib.actions.appraisal.checking_filled import AppraisalsPreview
from chalicelib.actions.assessment import saving
from chalicelib.actions.places import Place
from chalicelib.domain.assessment.changes import Change
from chalicelib.domain.errors import Invalid, Refusal
from chalicelib.domain.people.accounts import Account
from chalicelib.store import audit

# What a save keeps of a change beside the text is less than this, in bytes.
_BESIDE = 1_000


@dataclass(frozen=True, slots=True)
class AppraisalsSaved:
    """The leaves that were saved by unit; `refusal` is why those in `left` were not."""

    number: int
    saved: Mapping[str, Sequence[str]]
    left: Mapping[str, Sequence[str]]
    refusal: Refusal | None


def save(round_id: str, content: str, by: Account, now: datetime) -> AppraisalsSaved:
    """Save a filled workbook (base64) if nothing in it is wrong, else Invalid with every problem at
    its cell. What somebody else, or the end of the pass, takes away while it is saved is told.
    """
    found = checking_filled.preview(round_id, content, by, now)
    if found.errors:
        raise Invalid(errors=found.errors)
    saved, left, refusal = (
        defaultdict[str, list[str]](list),
        defaultdict[str, list[str]](list),
        None,
    )
    for place, changes in _pages(round_id, found, now):
        codes = [change.leaf for change in changes]
        try:
            appraising.appraise(place, _save_id(place, changes), changes, by, now)
        except Refusal as refused:
            refusal = refusal or refused
            left[place.unit.id] += codes
        else:
            saved[place.unit.id] += codes
    if refusal and not saved:
        raise refusal
    details = {"pass": found.number, "saved": {unit: len(codes) for unit, codes in saved.items()}}
    if saved:
        audit.record(round_id, now, by.email, "appraise_by_workbook", round_id, details=details)
    return AppraisalsSaved(found.number, saved, left, refusal)


def _pages(
    round_id: str, found: AppraisalsPreview, now: datetime
) -> Iterator[tuple[Place, list[Change]]]:
    """The changes unit by unit, as many in a page as one save takes."""
    by_unit: dict[str, list[Change]] = defaultdict(list)
    for each in found.changes:
        by_unit[each.unit.id].append(each.change)
    for unit, changes in by_unit.items():
        place = places.place(round_id, unit, appraising.PASSES[found.number], now)
        page, size = list[Change](), 0
        for change in changes:
            more = _size(change)
            if page and (
                len(page) >= saving.MAX_SAVE_LEAVES or size + more > saving.MAX_SAVE_BYTES
            ):
                yield place, page
                page, size = [], 0
            page.append(change)
            size += more
        yield place, page


def _size(change: Change) -> int:
    """The most bytes that a save keeps of the change."""
    text = change.explanation if isinstance(change.explanation, str) else ""
    return len(text.encode()) + _BESIDE


def _save_id(place: Place, changes: Sequence[Change]) -> str:
    """The same for the same changes of the same sheet, so that a repeated save is found."""
    content = [
        [each.leaf, each.version, repr(each.value), repr(each.explanation)] for each in changes
    ]
    digest = hashlib.sha256(json.dumps([place.key, content]).encode()).hexdigest()
    return f"workbook-{digest[:32]}"
