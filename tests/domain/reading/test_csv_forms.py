"""Separator and quotation marks of a CSV file, and what programs put around a table."""

from __future__ import annotations

import pytest

from chalicelib.domain.reading import csv_files, csv_forms
from chalicelib.domain.reading.csv_files import NotReadable
from chalicelib.domain.reading.csv_forms import CsvForm
from chalicelib.domain.reading.filled_tables import plain

HEADINGS = ("Nhóm đối tượng", "Họ và tên", "Thư điện tử", "Cơ quan công tác")
KNOWN = frozenset(map(plain, HEADINGS))
ROWS = [
    list(HEADINGS),
    ["Lãnh đạo", "Nguyễn Văn An", "an@example.test", "Sở A"],
    ["Công chức", "Lê Văn Chi", "chi@example.test", "Sở B"],
]


def lines(separator: str = ",", quote: str = "", end: str = "\r\n") -> str:
    """The rows, with `quote` (opening, closing) around each cell."""
    before, after = quote[:1], quote[-1:]
    return "".join(separator.join(f"{before}{cell}{after}" for cell in row) + end for row in ROWS)


def form(text: str) -> CsvForm:
    return csv_forms.form_of(text, KNOWN)


@pytest.mark.parametrize(
    ("line", "separator"),
    [
        ("sep=;", ";"),
        ("sep=;;;;;", ";"),
        ("SEP = ;", ";"),
        ("sep=,;;;;", ";"),
        ('"sep=;"', ";"),
        ('"sep=;";;;', ";"),
        ("'sep=;'", ";"),
        ("sep= ;", ";"),
        ("sep=;", ","),
        ("sep=,", ";"),
        ("sep=\t", "\t"),
        ("sep=|||", "|"),
    ],
)
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_a_line_about_the_separator_is_no_row_whatever_was_made_of_it(
    line: str, separator: str, end: str
) -> None:
    found = form(f"{line}{end}{lines(separator, end=end)}")
    assert list(found.records()) == ROWS and found.unusual


@pytest.mark.parametrize("separator", ",;\t|^~:")
@pytest.mark.parametrize("quote", ["", '""', "''", "“”", "„“"])
def test_any_separator_and_any_quotation_marks_are_found_out(separator: str, quote: str) -> None:
    found = form(lines(separator, quote))
    assert list(found.records()) == ROWS
    assert found.unusual is (separator not in ",;\t" or quote not in ("", '""'))


@pytest.mark.parametrize("separator", ",;\t|")
@pytest.mark.parametrize("more", ["", ";;;", ",,"])
def test_quotation_marks_around_whole_lines_are_taken_off(separator: str, more: str) -> None:
    written = [separator.join(ROWS[0])]
    written += [separator.join(f'"{cell}"' for cell in row) for row in ROWS[1:]]
    wrapped = "".join('"' + line.replace('"', '""') + '"' + more + "\r\n" for line in written)
    found = form(wrapped)
    assert list(found.records()) == ROWS and found.unusual


def test_one_cell_in_quotation_marks_is_no_wrapped_line() -> None:
    text = '"Ghi chú"\r\n"Họ, tên"\r\n'
    assert list(form(text).records()) == [["Ghi chú"], ["Họ, tên"]]


def test_blanks_before_a_quoted_cell_do_not_break_it() -> None:
    text = lines() + 'Lãnh đạo, "Nguyễn, An", a@example.test, Sở A\r\n'
    assert list(form(text).records())[-1] == ["Lãnh đạo", "Nguyễn, An", "a@example.test", "Sở A"]


@pytest.mark.parametrize(
    "row",
    [
        '"Lãnh đạo","Phòng "A" x",a@example.test,Sở A',
        '"Lãnh đạo,An,a@example.test,Sở A',
        'Lãnh đạo,"Nguyễn \\"Út\\" An",a@example.test,Sở A',
        'Lãnh đạo,"An" ,a@example.test,Sở A',
    ],
)
def test_the_row_whose_quotation_marks_do_not_fit_is_named(row: str) -> None:
    with pytest.raises(NotReadable) as refused:
        csv_files.read((lines() + row + "\r\n" + lines()).encode(), KNOWN, 100)
    assert refused.value.row == 4


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf\xef\xbb\xbf" + lines().encode(),
        lines().encode() + b"\x1a",
        lines().encode() + b"\0" * 300,
        lines().encode("utf-32"),
    ],
    ids=["two marks", "end of DOS", "padded", "UTF-32"],
)
def test_what_is_put_around_the_text_is_left_out(content: bytes) -> None:
    found = csv_files.read(content, KNOWN, 100)
    assert [list(line.cells.values()) for line in found.lines] == ROWS and not found.problems
