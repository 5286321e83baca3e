"""Uploaded tables: what they show is read, what might surprise is said, the rest is refused."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from random import Random

import pytest

from chalicelib.documents import list_files
from chalicelib.domain.errors import Invalid
from chalicelib.domain.lists.files import HEADINGS
from chalicelib.domain.people import account_files
from chalicelib.domain.reading.filled_tables import Uploaded
from chalicelib.domain.rounds import ruling_files
from infra.folders import PROJECT
from tests.documents.raw_books import book, parts_of, table, zipped

CASES = PROJECT / "tests/cases"
HEADER = ["Nhóm đối tượng", "Họ và tên", "Thư điện tử", "Chức vụ", "Cơ quan công tác"]
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OWNER = ("thu-2026", "so-a")


def read(content: bytes, headings: Mapping[str, tuple[str, ...]] = HEADINGS) -> Uploaded:
    return list_files.read(content, OWNER, headings)


def case(name: str, headings: Mapping[str, tuple[str, ...]] = HEADINGS) -> Uploaded:
    return read((CASES / name).read_bytes(), headings)


def told(uploaded: Uploaded) -> list[tuple[str, str]]:
    return [(remark.at, remark.code) for remark in uploaded.remarks]


def column(uploaded: Uploaded, at: int) -> list[str]:
    return [line.cells.get(at, "") for line in uploaded.lines[1:]]


def person(number: int) -> list[str]:
    return ["Lãnh đạo phòng", f"Người {number}", f"n{number}@example.test", "Phó", "Sở A"]


def refused(content: bytes) -> tuple[str, str]:
    with pytest.raises(Invalid) as caught:
        read(content)
    (problem,) = caught.value.errors
    return problem.code, problem.en


def test_a_percent_format_scales_and_is_said() -> None:
    found = case("external-percent-cell.xlsx", ruling_files.HEADINGS)
    assert column(found, 3) == ["85.3"] and told(found) == [("D2", "percent")]


def test_the_visible_sheet_is_read_and_the_hidden_one_named() -> None:
    found = case("hidden-first-sheet.xlsx")
    assert column(found, 1) == ["Người Thử 9"] and told(found) == [("A1", "sheet_left_out")]
    assert "Nháp cũ" in found.remarks[0].vi


def test_rows_under_a_merged_cell_have_its_content() -> None:
    found = case("merged.xlsx")
    assert column(found, 4) == ["Sở A"] * 3 and told(found) == [("E2", "merged")]


def test_hidden_rows_are_said_with_their_numbers() -> None:
    found = case("hidden-row.xlsx")
    assert column(found, 1) == ["Người Thử 1", "Người Thử 2", "Người Thử 3"]
    assert told(found) == [("A3", "hidden_rows")] and found.remarks[0].details == {"rows": [3]}


def test_a_locked_workbook_is_called_locked() -> None:
    code, words = refused((CASES / "locked-by-password.xlsx").read_bytes())
    assert code == "locked" and "password" in words


def containers() -> Iterator[bytes]:
    """Files of Microsoft's older container, which Office puts around what it encrypts."""
    for seed in range(20):
        chance = Random(seed)
        names = ["EncryptionInfo", "EncryptedPackage", "DataSpaces", "Root Entry"]
        chance.shuffle(names)
        around = [chance.randbytes(chance.randrange(600)) for _ in names]
        entries = (name.encode("utf-16-le").ljust(64, b"\0") for name in names)
        yield OLD + b"".join(before + entry for before, entry in zip(around, entries, strict=True))


@pytest.mark.parametrize("content", list(containers()))
def test_whatever_office_encrypts_is_called_locked(content: bytes) -> None:
    assert refused(content)[0] == "locked"


@pytest.mark.parametrize("part", parts_of({"S": ""}))
def test_a_workbook_of_which_a_part_is_locked_is_called_locked(part: str) -> None:
    content = bytearray(zipped(parts_of({"S": table([HEADER])})))
    at = content.index(part.encode(), content.index(b"PK\x01\x02"))
    content[content.rindex(b"PK\x01\x02", 0, at) + 8] |= 1
    assert refused(bytes(content))[0] == "locked"


def test_csv_of_the_field() -> None:
    assert column(case("sep-line.csv"), 4) == ["Sở A"]
    assert [(each.at, each.code) for each in case("unquoted-comma.csv").problems] == [
        ("F2", "too_many_cells")
    ]


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#DIV/0!", "########", "Err:502"])
def test_a_result_that_is_an_error_is_told_in_csv_too(error: str) -> None:
    found = read(f"Nhóm,Họ và tên,Thư điện tử\nA, {error},a@example.test\n".encode())
    assert [(each.at, each.code) for each in found.problems] == [("B2", "error")]


FULL, EMPTY, OTHER = [HEADER, person(1)], [HEADER], [["Ghi chú"], ["x"]]
Pages = Mapping[str, Sequence[Sequence[str]]]


@pytest.mark.parametrize(
    ("pages", "unseen", "chosen"),
    [
        ({"A": FULL}, "", "A"),
        ({"A": FULL}, "A", "A"),
        ({"A": OTHER, "B": FULL}, "", "B"),
        ({"A": FULL, "B": FULL}, "A", "B"),
        ({"A": FULL, "B": FULL}, "B", "A"),
        ({"A": EMPTY, "B": FULL}, "", "B"),
        ({"A": FULL, "Danh sách": FULL}, "", "Danh sách"),
        ({"A": FULL, "Danh sách": EMPTY}, "", "A"),
        ({"A": FULL, "Danh sách": FULL}, "Danh sách", "A"),
        ({"A": OTHER, "Danh sách": OTHER}, "", "Danh sách"),
        ({"A": OTHER, "B": OTHER}, "", "A"),
        ({"A": OTHER, "B": FULL}, "B", "A"),
        ({"Hướng dẫn": OTHER, "A": FULL, "C": EMPTY}, "", "A"),
        ({"A": FULL, "B": FULL}, "", None),
        ({"A": FULL, "B": FULL, "Danh sách": EMPTY}, "", None),
        ({"A": EMPTY, "B": EMPTY}, "", None),
    ],
)
@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_the_sheet_that_is_seen_and_has_the_table_is_read_or_asked_for(
    pages: Pages, unseen: str, chosen: str | None, state: str
) -> None:
    sheets = {
        name: table([*rows[:1], *[[*row[:1], name, *row[2:]] for row in rows[1:]]])
        for name, rows in pages.items()
    }
    content = zipped(parts_of(sheets, states={unseen: state}))
    if chosen is None:
        assert refused(content)[0] == "several_sheets"
        return
    found = read(content)
    rows = pages[chosen]
    assert [line.cells[0] for line in found.lines] == [row[0] for row in rows]
    if rows is FULL:
        assert column(found, 1) == [chosen]
    others = {name for name, given in pages.items() if given is FULL and name != chosen}
    assert {each.details["sheet"] for each in found.remarks} == others


@pytest.mark.parametrize(("top", "bottom"), list(combinations(range(2, 9), 2)))
def test_merged_cells_fill_the_rows_that_they_cover(top: int, bottom: int) -> None:
    rows = [
        HEADER,
        *(
            [*person(at)[:4], "Sở A" if at == top or not top < at <= bottom else ""]
            for at in range(2, 9)
        ),
    ]
    merged = f'<mergeCells><mergeCell ref="E{top}:E{bottom}"/></mergeCells>'
    found = read(book(table(rows) + merged))
    assert column(found, 4) == ["Sở A"] * 7 and told(found) == [(f"E{top}", "merged")]


def test_headings_merged_over_two_rows_are_no_rows() -> None:
    merged = '<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:B2"/></mergeCells>'
    found = read(book(table([HEADER, [], person(1)]) + merged))
    assert [line.number for line in found.lines] == [1, 3] and not found.remarks


@pytest.mark.parametrize(
    "hidden", [rows for size in range(6) for rows in combinations(range(2, 7), size)] + [(40,)]
)
def test_any_hidden_rows_are_said(hidden: Sequence[int]) -> None:
    found = read(book(table([HEADER, *map(person, range(2, 8))], hidden=hidden)))
    rows = [row for row in hidden if row <= 7]
    assert [each.details["rows"] for each in found.remarks] == ([rows] if rows else [])


def test_hidden_columns_with_a_heading_of_ours_are_said() -> None:
    hidden = '<cols><col min="3" max="4" hidden="1"/><col min="9" max="12" hidden="1"/></cols>'
    found = read(book(hidden + table([HEADER, person(1)])))
    assert told(found) == [("C1", "hidden_column"), ("D1", "hidden_column")]


def test_many_remarks_of_a_kind_are_counted() -> None:
    rows = "".join(
        f'<row r="{at}"><c r="C{at}" t="str"><f>A1</f><v>n{at}@example.test</v></c></row>'
        for at in range(2, 502)
    )
    found = read(book(table([HEADER]).replace("</sheetData>", f"{rows}</sheetData>")))
    assert len(found.remarks) == 21 and found.remarks[-1].details == {"more": 480}
    assert column(found, 2)[499] == "n501@example.test" and not found.problems


def test_a_row_far_below_the_others_is_not_overlooked() -> None:
    far = '<row r="900000"><c r="A900000" t="str"><v>x</v></c></row></sheetData>'
    found = read(book(table([HEADER, person(1)]).replace("</sheetData>", far)))
    assert [(each.at, each.code) for each in found.problems] == [("A900000", "too_long")]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") + bytes(9),
            "Word",
        ),
        (b"%PDF-1.7", "PDF"),
        (b"GIF89a", "picture"),
        (b"\x09\x08\x08\x00\x00\x05\x05\x00" + bytes(90), "very old Excel"),
        (b'ID;PWXL;N;E\nC;Y1;X1;K"A"\nE\n', "SYLK"),
        (
            b'<?xml version="1.0"?><a xmlns="urn:oasis:names:tc:opendocument:x"><table:a/></a>',
            "fods",
        ),
        (b"{\\rtf1", "RTF"),
        (b"Rar!\x1a", "RAR"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"\x1f\x8b\x08", "GZ"),
        (b"<html><table><tr><td>a</td></tr></table></html>", "web page"),
        (b"\xef\xbb\xbf<!DOCTYPE html><html>", "web page"),
        (b"<table><tr>", "web page"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>', "XML spreadsheet"),
        (b"<?xml version='1.0'?><a/>", "XML file"),
    ],
)
def test_another_kind_of_file_is_called_by_its_name(content: bytes, words: str) -> None:
    code, told_ = refused(content)
    assert code == "not_a_list" and words in told_ and ".xlsx" in told_


@pytest.mark.long
@pytest.mark.parametrize(
    "cell",
    ["\ufdfa" * 500, "a" + "\u0301\u0323" * 280, "x" * 601, "\ufdfb", "\u202e", "x" * 100_000],
)
def test_texts_that_nobody_types_are_told_at_the_cell_and_cost_little(cell: str) -> None:
    rows = [HEADER, *([*person(at)[:4], cell] for at in range(2, 7000))]
    for content in (
        book(table(rows[: 2 + 4_000_000 // len(cell)])),
        "\n".join(",".join(row) for row in rows[: 2 + 2_000_000 // len(cell)]).encode(),
    ):
        began = time.process_time()
        found = read(content)
        assert {each.at[0] for each in found.problems} == {"E"}
        assert {line.cells[4] for line in found.lines[1:]} == {""}
        assert time.process_time() - began < 5


@pytest.mark.parametrize("headings", [HEADINGS, ruling_files.HEADINGS, account_files.HEADINGS])
def test_headings_of_every_table_cost_little_to_compare(
    headings: Mapping[str, tuple[str, ...]],
) -> None:
    began = time.process_time()
    read(("\ufdfa" * 1_000_000).encode(), headings)
    read(("\ufdfa," * 1_000_000).encode(), headings)
    assert time.process_time() - began < 5
