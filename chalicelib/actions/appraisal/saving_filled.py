"""Saving a filled workbook of appraisals, if nothing in it is wrong.

The parts of several units are saved in one transaction; where that fails each is saved by itself,
and one that is too large in pages. What was cut off is finished by saving the same workbook again,
since what already stands is no change.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
# A transaction takes 100 items and 4 MB; a sheet has an item of all its values in it.
_MOST_ITEMS, _MOST_SHEETS, _BYTES = 100, 20, 1_000_000

Page = tuple[Place, list[Change]]


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
    for pages in _together(_pages(round_id, found, now)):
        if _saved_at_once(pages, found, by, now):
            for place, changes in pages:
                saved[place.unit.id] += [change.leaf for change in changes]
            continue
        for place, changes in pages:
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


def _saved_at_once(
    pages: Sequence[Page], found: AppraisalsPreview, by: Account, now: datetime
) -> bool:
    """Whether these pages are saved in one transaction. That each may be saved was asked for all of
    them when the workbook was checked.
    """
    parts = [
        (place, found.sheets[place.unit.id], _save_id(place, changes), changes)
        for place, changes in pages
    ]
    return saving.save_together(parts, by.email, now)


def _together(pages: Iterable[Page]) -> Iterator[list[Page]]:
    """Pages of different units, as many as one transaction takes."""
    group, items, size = list[Page](), 0, 0
    for place, changes in pages:
        more, bytes_ = len(changes) + 2, sum(map(_size, changes))
        units = {other.unit.id for other, _ in group}
        full = len(group) >= _MOST_SHEETS or items + more > _MOST_ITEMS or size + bytes_ > _BYTES
        if group and (full or place.unit.id in units):
            yield group
            group, items, size = [], 0, 0
        group.append((place, changes))
        items, size = items + more, size + bytes_
    if group:
        yield group


def _pages(round_id: str, found: AppraisalsPreview, now: datetime) -> Iterator[Page]:
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
