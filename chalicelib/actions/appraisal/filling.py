"""Filling: what is assigned to a member in the open pass, as a workbook to fill offline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from chalicelib.actions.appraisal import allowing, appraising, reading_submissions
from chalicelib.actions.rounds import current, ruling
from chalicelib.domain.assessment.sheets import Entry, Sheet
from chalicelib.domain.errors import TooLarge
from chalicelib.domain.people.accounts import Account
from chalicelib.domain.rounds.round import Round
from chalicelib.domain.rounds.units import Unit
from chalicelib.store import many_sheets, sheets

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
    listed = {unit: codes for unit, codes in mine.items() if codes}
    return appraisal_writing.xlsx(round_, number, list(_cases(round_, units, listed, number)))


def _cases(
    round_: Round, units: Mapping[str, Unit], listed: Mapping[str, Sequence[str]], number: int
) -> Iterator[AppraisalCase]:
    """The rows of these criteria of units; everything is read a hundred a call."""
    from chalicelib.documents.workbook.appraisal_layout import AppraisalCase

    sent = reading_submissions.sheets_sent(round_.id, listed)
    wanted = {
        sheets.key(round_.id, unit, appraising.PASSES[each]): codes
        for unit, codes in listed.items()
        for each in range(1, number + 1)
    }
    kept = many_sheets.list_with_texts(wanted)

    def given(unit: str, each: int, code: str) -> Entry:
        return kept.get(sheets.key(round_.id, unit, appraising.PASSES[each]), Sheet()).entry(code)

    for unit, codes in listed.items():
        leaves = round_.index(units[unit].index).leaves
        for code in codes:
            first = given(unit, 1, code) if number > 1 else None
            own = sent[unit].entry(code)
            yield AppraisalCase(units[unit], leaves[code], own, first, given(unit, number, code))
