"""Filling: what is assigned to a member in the open pass, as a workbook to fill offline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from chalicelib.actions.appraisal import allowing, appraising, reading_submissions
from chalicelib.actions.rounds import current, ruling
from chalicelib.domain.errors import TooLarge
from chalicelib.domain.people.accounts import Account
from chalicelib.domain.rounds.units import Unit

if TYPE_CHECKING:
    from chalicelib.documents.workbook.appraisal_layout import AppraisalCase


def open_pass(round_id: str, now: datetime) -> int:
    """The pass that is open, the final one if both are; WindowClosed if none is."""
    timetable = current.timetable(round_id, now)
    for number in (2, 1):
        if timetable.state(appraising.PASSES[number], now) == "open":
            return number
    timetable.require_open(appraising.PASSES[1], now)
    return 1


def workbook(round_id: str, by: Account, now: datetime) -> bytes:
    """The workbook (XLSX) of what is assigned to the member in the open pass; WindowClosed,
    TooLarge.
    """
    from chalicelib.documents.workbook import appraisal_layout, appraisal_writing

    by.require_appraiser(round_id)
    number, round_ = open_pass(round_id, now), current.get(round_id, now)
    units, skipped = current.units(round_id, now), ruling.not_applicable(round_id)
    mine = {
        unit: [code for code in may.appraises if code not in skipped.get(unit, ())]
        for unit, may in allowing.allowed_of(round_, list(units.values()), by).items()
    }
    count = sum(map(len, mine.values()))
    if count > appraisal_layout.MAX_ROWS:
        most = appraisal_layout.MAX_ROWS
        raise TooLarge(
            f"Phần được phân công có {count} lượt tiêu chí, bảng tính chỉ chứa {most}; hãy thẩm"
            " định trên trang.",
            f"{count} criteria of units are assigned to you, a workbook has {most}; appraise them"
            " on the page.",
        )
    cases = [
        case
        for unit, codes in mine.items()
        if codes
        for case in _cases(round_id, units[unit], codes, number, now)
    ]
    return appraisal_writing.xlsx(round_, number, cases)


def _cases(
    round_id: str, unit: Unit, codes: Sequence[str], number: int, now: datetime
) -> Iterator[AppraisalCase]:
    from chalicelib.documents.workbook.appraisal_layout import AppraisalCase

    sent = reading_submissions.sheet_sent(round_id, unit.id)
    passes = appraising.council_sheets(round_id, unit.id)
    leaves = current.get(round_id, now).index(unit.index).leaves
    for code in codes:
        first = passes[1].entry(code) if number > 1 else None
        yield AppraisalCase(unit, leaves[code], sent.entry(code), first, passes[number].entry(code))
