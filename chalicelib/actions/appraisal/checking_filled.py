"""Checking: what a filled workbook of appraisals would change, and everything that is wrong in it,
by cell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from chalicelib.actions import places
from chalicelib.actions.appraisal import allowing, appraising, filling, reading_submissions
from chalicelib.actions.appraisal.allowing import Allowed
from chalicelib.actions.places import Place
from chalicelib.actions.rounds import current, ruling
from chalicelib.domain import decimals
from chalicelib.domain.appraisal import reasons
from chalicelib.domain.assessment import merges
from chalicelib.domain.assessment.changes import KEEP, Change
from chalicelib.domain.assessment.sheets import Entry, Sheet
from chalicelib.domain.criteria.tree import Leaf
from chalicelib.domain.errors import Invalid, Problem, WindowClosed
from chalicelib.domain.people.accounts import Account
from chalicelib.domain.reading import filled_tables
from chalicelib.domain.reading.uploads import decoded
from chalicelib.domain.rounds.units import Unit
from chalicelib.store import many_sheets, sheets

if TYPE_CHECKING:
    from chalicelib.documents.workbook.appraisal_reading import ChangedCase


@dataclass(frozen=True, slots=True)
class FilledChange:
    """One criterion of a unit that a workbook would change: the cell, what the pass has now, and
    the change; `points` are those after it (two decimals, None without a value).
    """

    unit: Unit
    leaf: Leaf
    cell: str
    now: Entry
    change: Change
    points: str | None


@dataclass(frozen=True, slots=True)
class AppraisalsPreview:
    """What a filled workbook would change in the pass `number`, its problems (`errors`) and
    questions about it (`doubts`), each at its cell. `sheets` are those of the pass that it would
    change, by unit, as they were read.
    """

    number: int
    changes: Sequence[FilledChange]
    errors: Sequence[Problem]
    doubts: Sequence[Problem]
    sheets: Mapping[str, Sheet]


@dataclass(frozen=True, slots=True)
class KeptOfUnit:
    """What is stored of a unit: the council's sheet of the pass, and what the unit sent."""

    council: Sheet
    sent: Sheet


def preview(round_id: str, content: str, by: Account, now: datetime) -> AppraisalsPreview:
    """What a filled workbook (base64) would change; nothing is saved. WindowClosed; Invalid if the
    file is no workbook of appraisals, or that of another round or pass.
    """
    from chalicelib.documents.workbook import appraisal_reading

    by.require_appraiser(round_id)
    number, filled = filling.open_pass(round_id, now), appraisal_reading.read(decoded(content))
    if (filled.round, filled.number) != (round_id, str(number)):
        raise Invalid(errors=[_another()])
    units, skipped = current.units(round_id, now), ruling.not_applicable(round_id)
    round_ = current.get(round_id, now)
    outcome = appraisal_reading.compare(filled, round_, units, skipped)
    by_unit = _by_unit(outcome.changed)
    may = allowing.allowed_of(round_, [units[unit] for unit in by_unit], by)
    sent, kept = (
        reading_submissions.sheets_sent(round_id, by_unit),
        _kept(round_id, number, by_unit),
    )
    changes, problems = list[FilledChange](), [*outcome.problems]
    for unit, cases in by_unit.items():
        place = places.place(round_id, unit, appraising.PASSES[number], now)
        made, wrong = _compared(place, cases, may[unit], KeptOfUnit(kept[unit], sent[unit]), now)
        changes += made
        problems += wrong
    errors = filled_tables.told([], problems)
    return AppraisalsPreview(number, changes, errors, outcome.doubts, kept)


def _kept(
    round_id: str, number: int, by_unit: Mapping[str, Sequence[ChangedCase]]
) -> dict[str, Sheet]:
    """The sheets of the pass by unit, with the texts of what the workbook changes alone."""
    keys = {unit: sheets.key(round_id, unit, appraising.PASSES[number]) for unit in by_unit}
    leaves = {keys[unit]: [case.leaf.code for case in cases] for unit, cases in by_unit.items()}
    found = many_sheets.list_with_texts(leaves)
    return {unit: found.get(key, Sheet()) for unit, key in keys.items()}


def _by_unit(changed: Iterable[ChangedCase]) -> dict[str, list[ChangedCase]]:
    by_unit: dict[str, list[ChangedCase]] = defaultdict(list)
    for case in changed:
        by_unit[case.unit.id].append(case)
    return by_unit


def _compared(
    place: Place, cases: Sequence[ChangedCase], may: Allowed, stored: KeptOfUnit, now: datetime
) -> tuple[list[FilledChange], list[Problem]]:
    """What changes at a unit, and why it cannot; what already stands is no change."""
    try:
        sheet, _ = places.writable(place, now, stored.council)
    except WindowClosed as closed:
        return [], [_closed(case, closed) for case in cases]
    made, problems = list[FilledChange](), list[Problem]()
    for case in cases:
        entry = sheet.entry(case.leaf.code)
        if case.leaf.code not in may.appraises:
            problems.append(_not_allowed(case, may))
        elif parts := _parts(case, entry):
            if any(part.clash for part in parts):
                problems.append(_clash(case, entry))
            else:
                made.append(_made(case, entry))
    return made, [*problems, *_without_reason(place, made, stored, cases)]


def _parts(case: ChangedCase, entry: Entry) -> tuple[merges.Part, ...]:
    from chalicelib.documents.workbook.layout import mark_of

    original = case.changed.original
    touched = {
        "value": not merges.same_value(case.leaf, entry.value, original.value),
        "explanation": mark_of(entry.explanation) != original.mark,
    }
    names = [name for name, by_others in touched.items() if by_others]
    return merges.parts(case.changed.change, entry, names, case.leaf)


def _made(case: ChangedCase, entry: Entry) -> FilledChange:
    wanted = case.changed.change
    change = Change(case.leaf.code, entry.version, wanted.value, wanted.explanation)
    value = entry.value if change.value is KEEP else change.value
    points = None if value is None else decimals.two(case.leaf.rule.points(value, case.leaf))
    return FilledChange(case.unit, case.leaf, case.changed.cell, entry, change, points)


def _without_reason(
    place: Place, made: Sequence[FilledChange], stored: KeptOfUnit, cases: Sequence[ChangedCase]
) -> list[Problem]:
    changes = [each.change for each in made]
    missing = reasons.missing(changes, stored.council, stored.sent, place.index)
    lacking = {each.at: each for each in missing}
    return [
        Problem(
            case.reason, f"{place.unit.id} {found.vi}", f"{place.unit.id} {found.en}", found.code
        )
        for case in cases
        if (found := lacking.get(case.leaf.code))
    ]


def _another() -> Problem:
    return Problem(
        "content",
        "Tệp này của kỳ hoặc lần thẩm định khác; hãy tải bảng của lần đang mở về",
        "This file is of another round or pass; download the workbook of the open one",
        "another_workbook",
    )


def _closed(case: ChangedCase, closed: WindowClosed) -> Problem:
    return Problem(
        case.changed.cell,
        f"{case.unit.id} {case.leaf.code}: {closed.vi}",
        f"{case.unit.id} {case.leaf.code}: {closed.en}",
        "window_closed",
    )


def _not_allowed(case: ChangedCase, may: Allowed) -> Problem:
    name = f"{case.unit.id} {case.leaf.code}"
    if may.own_unit:
        return Problem(
            case.changed.cell,
            f"{name}: là của đơn vị nơi Ông/Bà công tác",
            f"{name}: it is of the unit where you work",
            "own_unit",
        )
    return Problem(
        case.changed.cell,
        f"{name}: không được phân công cho Ông/Bà",
        f"{name}: it is not assigned to you",
        "not_assigned",
    )


def _clash(case: ChangedCase, entry: Entry) -> Problem:
    name = f"{case.unit.id} {case.leaf.code}"
    return Problem(
        case.changed.cell,
        f"{name}: {entry.saved_by or 'người khác'} đã lưu giá trị khác sau khi tải bảng về; hãy tải"
        " bảng mới",
        f"{name}: {entry.saved_by or 'somebody else'} saved another value after the workbook was"
        " downloaded; download a new one",
        "changed_meanwhile",
    )
