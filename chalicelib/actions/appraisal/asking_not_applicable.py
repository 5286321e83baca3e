"""Asking that a criterion should not apply: a unit asks with its reason, the council decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chalicelib.actions import places
from chalicelib.actions.appraisal import allowing, reading_submissions
from chalicelib.actions.evidence import attaching, replacing
from chalicelib.actions.evidence.replacing import ShownFile
from chalicelib.actions.places import ATTEMPTS, Place
from chalicelib.actions.rounds import current, ruling
from chalicelib.domain.appraisal import not_applicable_requests, objections
from chalicelib.domain.appraisal.not_applicable_requests import NotApplicableRequest
from chalicelib.domain.errors import ChangedMeanwhile, Forbidden, Invalid, NotFound, WindowClosed
from chalicelib.domain.people.accounts import Account
from chalicelib.store import audit
from chalicelib.store import not_applicable_requests as store

# A unit asks while it may still say something: in the first of these windows that is open.
WINDOWS = ("self_assessment", "supplement")


@dataclass(frozen=True, slots=True)
class Decision:
    """What the council decides, why, and number and day (ISO) of the document it rests on."""

    accept: bool
    note: str
    document: str = ""
    dated: str = ""


def is_open(place: Place, now: datetime) -> bool:
    """Whether the unit may ask now."""
    return any(place.timetable.window(name).is_open(now) for name in WINDOWS)


def list_of(round_id: str, unit: str = "") -> list[NotApplicableRequest]:
    """The requests of a round, or of one unit."""
    return store.list_requests(round_id, unit)


def ask(place: Place, leaf: str, reason: str, by: Account, now: datetime) -> NotApplicableRequest:
    """Ask that a leaf should not apply to the unit, with the files that it has there now; sent
    again it is the same.

    WindowClosed outside the unit's own windows; Invalid for a leaf that the council does not
    appraise or that does not apply already; Conflict while a request about it waits.
    """
    _require_open(place, now)
    skipped = ruling.not_applicable(place.round.id).get(place.unit.id, frozenset())
    if problems := objections.check_leaf(leaf, place.index, skipped):
        raise Invalid(errors=problems)
    files = tuple(
        file.id
        for part in _parts(place.round.id, place.unit.id, now)
        for file in attaching.list_files(part)
        if leaf in file.leaves
    )
    earlier = store.list_requests(place.round.id, place.unit.id)
    made = not_applicable_requests.after(
        earlier, NotApplicableRequest(place.unit.id, leaf, 1, reason, files, by.email, now)
    )
    if made in earlier:
        return made
    subject = f"{made.unit}/{made.id}"
    act = audit.act_of(place.round.id, now, by.email, "ask_not_applicable", subject, reason)
    if not store.add(place.round.id, made, act):
        return ask(place, leaf, reason, by, now)
    return made


def _require_open(place: Place, now: datetime) -> None:
    *others, last = WINDOWS
    for window in others:
        try:
            current.require_open(place.round.id, window, now, place.unit.id)
        except WindowClosed:
            continue
        return
    current.require_open(place.round.id, last, now, place.unit.id)


def find(round_id: str, unit: str, leaf: str, number: int) -> NotApplicableRequest:
    """One request; NotFound."""
    for each in store.list_requests(round_id, unit):
        if (each.leaf, each.number) == (leaf, number):
            return each
    raise NotFound("Không có đề nghị không áp dụng này.", "There is no such request.")


def decide(
    round_id: str, request: NotApplicableRequest, decision: Decision, by: Account, now: datetime
) -> NotApplicableRequest:
    """Accept or refuse a request; an accepted one is a ruling from then on. Sent again it is the
    same. Forbidden for the own unit; Conflict if it was decided otherwise.
    """
    at = places.place(round_id, request.unit, WINDOWS[0], now)
    if allowing.allowed(at, by).own_unit:
        raise Forbidden(
            "Không ai quyết định về đơn vị nơi mình công tác.",
            "Nobody decides about the unit where they work.",
        )
    source = decision.document, decision.dated
    for _ in range(ATTEMPTS):
        made = request.decided(decision.accept, decision.note, source, by.email, now)
        if made == request or store.decide(round_id, made, _act_of(round_id, made, now)):
            return made
        request = find(round_id, request.unit, request.leaf, request.number)
    raise ChangedMeanwhile


def _act_of(round_id: str, made: NotApplicableRequest, now: datetime) -> audit.Act:
    act, subject = f"not_applicable_{made.state}", f"{made.unit}/{made.id}"
    details = {"document": made.document, "dated": made.dated}
    return audit.act_of(round_id, now, made.decided_by, act, subject, made.note, details)


def files_of(
    made: Iterable[NotApplicableRequest], round_id: str, now: datetime
) -> dict[tuple[str, str], list[ShownFile]]:
    """The files that each of these requests had, by unit and id, also removed ones, with their
    verdicts so far and what replaces them; read once for each unit that has any.
    """
    by_unit: dict[str, list[NotApplicableRequest]] = {}
    for each in made:
        by_unit.setdefault(each.unit, []).append(each)
    found = {}
    for unit, of_unit in by_unit.items():
        named = {file for each in of_unit for file in each.files}
        parts = _parts(round_id, unit, now) if named else ()
        shown = [one for part in parts for one in _shown(part, named, now)]
        for each in of_unit:
            found[unit, each.id] = [one for one in shown if one.file.id in each.files]
    return found


def _shown(part: Place, named: set[str], now: datetime) -> list[ShownFile]:
    files = [file for file in attaching.list_all(part) if file.id in named]
    return replacing.shown(part, files, now) if files else []


def open_file(
    round_id: str, unit: str, evidence_id: str, by: Account, now: datetime
) -> dict[str, Any]:
    """A download link (`url`, `expires_at`) for a file of one of the unit's requests, good for five
    minutes; opening it is on record. NotFound for any other file.
    """
    part = _part_with(round_id, unit, evidence_id, now)
    return reading_submissions.open_evidence(part, evidence_id, by, now)


def open_replacement(
    round_id: str, unit: str, evidence_id: str, by: Account, now: datetime
) -> dict[str, Any]:
    """As `open_file`, for what was sent in place of that file; NotFound if nothing was."""
    part = _part_with(round_id, unit, evidence_id, now)
    return reading_submissions.open_replacement(part, evidence_id, by, now)


def _part_with(round_id: str, unit: str, evidence_id: str, now: datetime) -> Place:
    """Where a file of one of the unit's requests is; NotFound."""
    asked = {file for each in store.list_requests(round_id, unit) for file in each.files}
    for part in _parts(round_id, unit, now) if evidence_id in asked else ():
        if any(file.id == evidence_id for file in attaching.list_all(part)):
            return part
    raise NotFound("Không có tệp này trong đề nghị.", "No request has this file.")


def _parts(round_id: str, unit: str, now: datetime) -> Iterator[Place]:
    """Where the evidence of a unit is: beside its self-assessment and its supplement."""
    for kind in WINDOWS:
        yield places.place(round_id, unit, kind, now)
