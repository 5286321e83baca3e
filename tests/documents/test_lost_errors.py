"""Errors in cells of .xls and .xlsb are told at their cells, as in .xlsx."""

from __future__ import annotations

import time
from random import Random

import pytest

from chalicelib.documents import list_files, lost_errors
from chalicelib.domain.lists.files import HEADINGS
from infra.folders import PROJECT
from tests.documents.other_books import ods, xlsb

OLD = (PROJECT / "tests/cases/errors.xls").read_bytes()
HEADER = ["Nhóm đối tượng", "Họ và tên", "Thư điện tử", "Chức vụ", "Cơ quan công tác"]
ROW = ["Lãnh đạo phòng", "Người Thử", "thu@example.test", "Phó", "Sở A"]


def told(content: bytes) -> list[tuple[str, str]]:
    found = list_files.read(content, ("thu-2026", "so-a"), HEADINGS)
    return sorted((each.at, each.code) for each in found.problems)


def test_errors_of_an_old_workbook_are_found_in_each_sheet_written_or_computed() -> None:
    first = [(3, 5, "#REF!"), (4, 4, "#N/A"), (61, 5, "#DIV/0!")]
    assert lost_errors.by_sheet(OLD) == [first, [(2, 1, "#NAME?")]]
    assert told(OLD) == [("D4", "error"), ("E3", "error"), ("E61", "error")]


@pytest.mark.parametrize("code", lost_errors.ERRORS)
def test_errors_of_a_binary_workbook_are_found(code: int) -> None:
    content = xlsb([HEADER, [*ROW[:4], bytes([code])], ROW])
    assert lost_errors.by_sheet(content) == [[(2, 5, lost_errors.ERRORS[code])]]
    assert told(content) == [("E2", "error")]


def test_a_workbook_without_errors_has_none() -> None:
    assert told(xlsb([HEADER, ROW])) == told(ods([HEADER, ROW])) == []
    assert lost_errors.by_sheet((PROJECT / "tests/cases/list.xls").read_bytes()) == [[], []]


@pytest.mark.parametrize("seed", range(40))
def test_damaged_files_end_in_nothing_or_something_and_cost_little(seed: int) -> None:
    chance = Random(seed)
    for content in (OLD, xlsb([HEADER, [*ROW[:4], b"\x07"]])):
        damaged = bytearray(content)
        for _ in range(chance.randint(1, 40)):
            reach = chance.choice((80, 600, len(damaged)))
            damaged[chance.randrange(reach)] = chance.randrange(256)
        began = time.process_time()
        assert isinstance(lost_errors.by_sheet(bytes(damaged[: chance.randint(1, 20_000)])), list)
        assert time.process_time() - began < 2
