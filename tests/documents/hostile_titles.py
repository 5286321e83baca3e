"""A workbook of a round whose every title and name begins like a formula."""

from __future__ import annotations

import copy
from typing import Any

from openpyxl import Workbook

from chalicelib.documents.workbook import workbook
from chalicelib.domain.assessment.reports import report_of
from chalicelib.domain.assessment.sheets import Sheet
from chalicelib.domain.rounds.round import parse_round
from chalicelib.domain.rounds.units import parse_units
from tests import small_round
from tests.documents.books import opened


def _retitled(part: Any, text: str) -> Any:
    if isinstance(part, list):
        return [_retitled(each, text) for each in part]
    if isinstance(part, dict):
        return {
            key: text if key in ("vi", "en") else _retitled(each, text)
            for key, each in part.items()
        }
    return part


def book(text: str) -> Workbook:
    """The workbook."""
    round_ = parse_round(_retitled(copy.deepcopy(small_round.document()), text))
    rows = [row | {"name_vi": text, "name_en": text} for row in small_round.unit_rows()]
    unit = parse_units(rows, round_)[0]
    report = report_of(round_, unit, Sheet(), [], frozenset())
    return opened(workbook.xlsx(report, round_.index(unit.index), Sheet(), frozenset()))
