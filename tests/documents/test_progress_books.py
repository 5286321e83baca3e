"""The workbook of a survey's progress: the counts that the API tells, and no text that is a
formula.
"""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from openpyxl import load_workbook

from chalicelib.documents import progress_books
from chalicelib.domain.rounds.round import Window
from chalicelib.domain.survey import progress
from chalicelib.domain.survey.progress import RoundProgress, UnitProgress
from chalicelib.domain.survey.snapshots import Counts, Snapshot
from chalicelib.domain.texts import Text
from tests import small_round

NOW = datetime(2026, 11, 20, 7, 0, tzinfo=UTC)
INDEX = small_round.departments()
SNAPSHOT = Snapshot(
    "departments",
    NOW,
    {
        ("authority", "council", "so-a"): Counts(4, 4, 4, 3, 1, answered=2),
        ("so-a", "leaders", "so-a"): Counts(9, 9, 9, 8, 1, 1, answered=6),
    },
)
CLOCK = progress.clock(
    [SNAPSHOT], Window(NOW, datetime(2026, 11, 23, 17, 0, tzinfo=UTC)), "open", NOW
)
HOSTILE = "=cmd|' /C calc'!A0"


def unit() -> UnitProgress:
    own = [(INDEX, INDEX.group("leaders"))]
    found = {"departments": SNAPSHOT}
    return progress.of_unit(
        small_round.parsed(), small_round.units()["so-a"], own, {}, found, CLOCK
    )


def whole() -> RoundProgress:
    index = progress.of_index(
        INDEX, small_round.units().values(), Text("Thành phố"), SNAPSHOT, False
    )
    return RoundProgress(small_round.parsed(), CLOCK, (index,))


def cells(content: bytes, page: int = 0) -> list[list[Any]]:
    book = load_workbook(io.BytesIO(content))
    return [[cell.value for cell in row] for row in book.worksheets[page].iter_rows()]


def test_a_units_workbook_has_a_line_a_group_and_a_dash_where_few_were_invited() -> None:
    rows = cells(progress_books.of_unit(unit()))
    assert (
        rows[2][0]
        == "Số liệu lúc 14:00 ngày 20/11/2026; hạn trả lời: hết ngày 23/11/2026; còn 3 ngày"
    )
    assert rows[5:] == [
        ["Khối sở", "Lãnh đạo phòng", 30, 9, 9, 9, 8, 1, 1, 9, 6, 66.67],
        ["Khối sở", "Đại biểu", 20, 4, 4, 4, 3, 1, 0, "–", "–", "–"],
        ["Cộng", None, "–", 13, 13, 13, 11, 2, 1, 9, 6, 66.67],
    ]


def test_the_last_day_is_no_day_left_and_not_none() -> None:
    last = replace(unit(), clock=replace(CLOCK, days_left=0))
    assert str(cells(progress_books.of_unit(last))[2][0]).endswith("; còn chưa đầy 1 ngày")


def test_a_units_workbook_says_which_figures_are_as_of_now() -> None:
    assert "Danh sách: số hiện nay" in cells(progress_books.of_unit(unit()))[3][0]
    assert "hiện nay" not in cells(progress_books.of_round(whole()))[3][0]


def test_the_whole_survey_has_pages_by_group_by_rated_unit_and_by_lister() -> None:
    content = progress_books.of_round(whole())
    assert [row[0] for row in cells(content, 0)[5:]] == ["Đại biểu", "Lãnh đạo phòng", "Cộng"]
    assert cells(content, 1)[5:] == [
        ["Sở A", "so-a", "Đại biểu", 4, 4, 4, 3, 1, 0, "–", "–", "–"],
        ["Sở A", "so-a", "Lãnh đạo phòng", 9, 9, 9, 8, 1, 1, 9, 6, 66.67],
        ["Sở A", "so-a", "Cộng", 13, 13, 13, 11, 2, 1, 9, 6, 66.67],
    ]
    assert [row[:3] for row in cells(content, 2)[5:]] == [
        ["Thành phố", "authority", "Đại biểu"],
        ["Thành phố", "authority", "Cộng"],
        ["Sở A", "so-a", "Lãnh đạo phòng"],
        ["Sở A", "so-a", "Cộng"],
    ]


def test_its_pages_are_called_by_the_title_of_the_index_as_a_spreadsheet_allows() -> None:
    def called(title: str) -> list[str]:
        (index,) = whole().indexes
        indexes = (replace(index, index=replace(index.index, title=Text(title))),) * 2
        content = progress_books.of_round(replace(whole(), indexes=indexes))
        return list(load_workbook(io.BytesIO(content)).sheetnames)

    assert called("Khối sở")[:3] == ["Khối sở – nhóm", "Khối sở – được đánh giá", "Khối sở – lập"]
    odd = called("'Bộ chỉ số [cải cách/hành chính]: các sở, ban, ngành*?'")
    assert len({name.casefold() for name in odd}) == 6 and max(map(len, odd)) <= 31


@pytest.mark.parametrize(
    "content",
    [
        progress_books.of_unit(
            replace(
                unit(),
                unit=replace(unit().unit, name=Text(HOSTILE)),
                lines=tuple(
                    replace(line, group=replace(line.group, title=Text(HOSTILE)))
                    for line in unit().lines
                ),
            )
        ),
        progress_books.of_round(
            replace(
                whole(),
                indexes=tuple(
                    replace(
                        each,
                        rated=tuple(replace(row, name=Text(HOSTILE)) for row in each.rated),
                        groups=tuple(
                            replace(line, group=replace(line.group, title=Text(HOSTILE)))
                            for line in each.groups
                        ),
                    )
                    for each in whole().indexes
                ),
            )
        ),
    ],
)
def test_no_name_or_title_is_ever_a_formula(content: bytes) -> None:
    found = [
        cell
        for page in load_workbook(io.BytesIO(content)).worksheets
        for row in page.iter_rows()
        for cell in row
    ]
    assert not [cell for cell in found if cell.data_type == "f"]
    hostile = [cell for cell in found if cell.value == HOSTILE]
    assert hostile and all(cell.quotePrefix for cell in hostile)
