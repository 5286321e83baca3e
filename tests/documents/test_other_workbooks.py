"""Workbooks of other formats: values are read, what cannot be seen is said, none costs much."""

from __future__ import annotations

import contextlib
import struct
import time
from collections.abc import Callable

import pytest

from chalicelib.documents import list_files
from chalicelib.domain.errors import Invalid
from chalicelib.domain.lists.files import HEADINGS
from chalicelib.domain.reading.filled_tables import Uploaded
from chalicelib.domain.rounds import ruling_files
from infra.folders import PROJECT
from tests.documents.other_books import ods, short_xlsb, xlsb
from tests.documents.raw_books import zipped

CASES = PROJECT / "tests/cases"
HEADER = ["Nhóm đối tượng", "Họ và tên", "Thư điện tử", "Chức vụ", "Cơ quan công tác"]
ROWS = [HEADER, ["Lãnh đạo phòng", "Người Thử", "thu@example.test", "Phó", "Sở A"]]
FAR = '<table:table-row table:number-rows-repeated="{}"><table:table-cell {}/></table:table-row>'
VALUE = 'office:value-type="float" office:value="1" table:number-columns-repeated="{}"'


def read(content: bytes) -> Uploaded:
    return list_files.read(content, ("thu-2026", "so-a"), HEADINGS)


def test_an_old_workbook_shows_its_values_and_what_is_not_seen() -> None:
    found = read((CASES / "list.xls").read_bytes())
    assert [line.cells[1] for line in found.lines[1:]] == ["Người Thử 9", "Người Thử 10"]
    assert [line.cells[4] for line in found.lines[1:]] == ["Sở A", "Sở A"]
    assert [each.code for each in found.remarks] == ["formats_unseen", "sheet_left_out", "merged"]


def test_a_percent_format_that_is_not_seen_is_said() -> None:
    content = (CASES / "external-percent-cell.xls").read_bytes()
    found = list_files.read(content, ("thu-2026", ""), ruling_files.HEADINGS)
    assert found.lines[1].cells[3] == "0.853"
    assert "85,3%" in found.remarks[0].vi


@pytest.mark.parametrize("make", [xlsb, ods])
def test_binary_and_open_document_workbooks_are_read(make: Callable[..., bytes]) -> None:
    found = read(make([*ROWS, ["Lãnh đạo phòng", "Hai", "hai@example.test", 1.5, 20.0]]))
    assert [dict(line.cells) for line in found.lines] == [
        *(dict(enumerate(row)) for row in ROWS),
        {0: "Lãnh đạo phòng", 1: "Hai", 2: "hai@example.test", 3: "1.5", 4: "20"},
    ]
    assert [each.code for each in found.remarks] == ["formats_unseen"]


@pytest.mark.parametrize("indent", ["\n    ", "\r\n\t", " "])
def test_an_open_document_with_indents_is_read_alike(indent: str) -> None:
    spaced = [*ROWS, ["Lãnh đạo phòng", "Hai  Ba", "hai@example.test", " ", "x"]]
    found = read(ods(spaced, indent=indent))
    assert [dict(line.cells) for line in found.lines] == [
        dict(line.cells) for line in read(ods(spaced)).lines
    ]


def test_a_binary_workbook_whose_cells_would_be_left_out_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        read(short_xlsb(ROWS))
    assert refused.value.errors[0].code == "not_a_workbook"


PASSES = [
    struct.pack("<HHHHH", 0x2F, 6, 0, 0x1234, 0x5678),
    struct.pack("<HHHHH", 0x2F, 54, 1, 1, 1) + b"x" * 48,
    struct.pack("<HH", 0x86, 0) + struct.pack("<HHHHH", 0x2F, 54, 1, 2, 2) + b"x" * 48,
]


@pytest.mark.parametrize("record", PASSES, ids=["XOR", "RC4", "write protected too"])
def test_an_old_workbook_with_a_password_is_called_locked(record: bytes) -> None:
    content = (CASES / "list.xls").read_bytes()
    after = content.index(b"\x09\x08\x10\x00\x00\x06\x05\x00") + 20
    locked = content[:after] + record + content[after + len(record) :]
    with pytest.raises(Invalid) as refused:
        read(locked)
    assert refused.value.errors[0].code == "locked"


@pytest.mark.parametrize("part", ["content.xml", "encrypted-package"])
def test_so_is_an_open_document_whether_a_part_or_all_of_it_is_encrypted(part: str) -> None:
    urn = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    manifest = (
        f'<manifest:manifest xmlns:manifest="{urn}">'
        f'<manifest:file-entry manifest:full-path="{part}">'
        "<manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    with pytest.raises(Invalid) as refused:
        read(zipped({"mimetype": kind, part: b"\x8a\xff" * 99, "META-INF/manifest.xml": manifest}))
    assert refused.value.errors[0].code == "locked"


@pytest.mark.long
@pytest.mark.parametrize(
    "content",
    [
        lambda: xlsb(ROWS, last_row=1_048_575, last_column=16_383),
        lambda: xlsb(ROWS, last_row=2**32 - 1, last_column=2**32 - 1),
        lambda: ods(ROWS, FAR.format(1_048_000, VALUE.format(16_000))),
        lambda: ods(ROWS, FAR.format(2**31, VALUE.format(2**31))),
        lambda: ods(ROWS, FAR.format(60_000, VALUE.format(100))),
        lambda: ods(ROWS, FAR.format(1_048_000, 'table:number-columns-repeated="16384"')),
        lambda: ods([["x" * 30_000] * 100] * 50),
        lambda: ods(ROWS, "<table:table-row>" * 400_000),
    ],
)
def test_a_claimed_size_costs_a_moment(content: Callable[[], bytes]) -> None:
    made = content()
    began = time.monotonic()
    with contextlib.suppress(Invalid):
        read(made)
    assert time.monotonic() - began < 20
