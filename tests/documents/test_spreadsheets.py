"""Cells are read as the screen shows them, and no file costs more than a moment."""

from __future__ import annotations

import io
import random
import warnings
import zipfile
from collections.abc import Callable

import pytest
from openpyxl import Workbook

from chalicelib.documents import spreadsheets, xlsx_pages, xlsx_parts
from chalicelib.documents.shown_pages import Merged, Page, Raw
from chalicelib.domain.errors import Invalid
from tests.documents.raw_books import book, data, parts_of, table, zipped


def page(content: bytes, most: int = 1000) -> Page:
    return spreadsheets.read(content, lambda read: read.page(next(iter(read.names)), most))


def cell(inside: str, *formats: str, texts: tuple[str, ...] = (), strict: bool = False) -> Raw:
    return page(book(data(inside), *formats, texts=texts, strict=strict)).rows[1][1]


def code(content: bytes) -> str:
    with pytest.raises(Invalid) as refused:
        page(content)
    (problem,) = refused.value.errors
    return problem.code


READINGS: dict[str, tuple[str, Raw]] = {
    "number": ('<c r="A1"><v>1.25</v></c>', Raw("A1", "number", "1.25")),
    "stored long": ('<c r="A1"><v>1.2500000000000002</v></c>', Raw("A1", "number", "1.25")),
    "exponent": ('<c r="A1"><v>1.5E-3</v></c>', Raw("A1", "number", "0.0015")),
    "percent": ('<c r="A1" s="1"><v>0.853</v></c>', Raw("A1", "number", "85.3", percent=True)),
    "rounded": ('<c r="A1" s="2"><v>1.256</v></c>', Raw("A1", "number", "1.256", display="1.26")),
    "shown whole": ('<c r="A1" s="2"><v>1.25</v></c>', Raw("A1", "number", "1.25")),
    "date": ('<c r="A1" s="3"><v>45000</v></c>', Raw("A1", "date", "45000")),
    "strict date": ('<c r="A1" t="d"><v>2024-12-20</v></c>', Raw("A1", "date", "2024-12-20")),
    "unknown style": ('<c r="A1" s="99"><v>3</v></c>', Raw("A1", "number", "3")),
    "truth": ('<c r="A1" t="b"><v>1</v></c>', Raw("A1", "truth", "TRUE")),
    "error": ('<c r="A1" t="e"><v>#N/A</v></c>', Raw("A1", "error", "#N/A")),
    "no number": ('<c r="A1"><v>1e999</v></c>', Raw("A1", "error", "1e999")),
    "shared text": ('<c r="A1" t="s"><v>0</v></c>', Raw("A1", "text", "Sở A")),
    "rich text": ('<c r="A1" t="s"><v>1</v></c>', Raw("A1", "text", "Sở B")),
    "pronounced text": ('<c r="A1" t="s"><v>2</v></c>', Raw("A1", "text", "東京")),
    "text inside": (
        '<c r="A1" t="inlineStr"><is><r><t>Sở</t></r><r><t> C</t></r></is></c>',
        Raw("A1", "text", "Sở C"),
    ),
    "escaped": ('<c r="A1" t="str"><v>a_x000D__x000A_b_x005F_x0041_</v></c>',
                Raw("A1", "text", "a\nb_x0041_")),
    "result": ('<c r="A1"><f>1+1</f><v>2</v></c>', Raw("A1", "number", "2", computed=True)),
    "text result": ('<c r="A1" t="str"><f>B1</f><v>Sở</v></c>',
                    Raw("A1", "text", "Sở", computed=True)),
    "error result": ('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
                     Raw("A1", "error", "#DIV/0!", computed=True)),
    "no result": ('<c r="A1"><f>1+1</f><v></v></c>', Raw("A1", "formula")),
    "no result at all": ('<c r="A1"><f t="shared" si="0"/></c>', Raw("A1", "formula")),
    "no address": ("<c><v>5</v></c>", Raw("A1", "number", "5")),
}  # fmt: skip


@pytest.mark.parametrize("strict", [False, True], ids=["usual", "strict"])
@pytest.mark.parametrize("name", READINGS)
def test_a_cell_is_read_as_it_is_shown(name: str, strict: bool) -> None:
    inside, raw = READINGS[name]
    texts = ("<t>Sở A</t>", "<r><t>Sở</t></r><r><t> B</t></r>", "<t>東京</t><rPh><t>とう</t></rPh>")
    assert cell(inside, "0.0%", "0.00", "dd/mm/yyyy", texts=texts, strict=strict) == raw


@pytest.mark.parametrize(
    "inside", ['<c r="A1"/>', '<c r="A1" t="str"><f>""</f><v></v></c>', '<c r="A1" t="s"/>',
               '<c r="A1" t="inlineStr"><is><t>  </t></is></c>']
)  # fmt: skip
def test_what_shows_nothing_is_empty(inside: str) -> None:
    assert page(book(data(inside))).rows == {}


def test_what_the_screen_hides_is_known() -> None:
    inside = (
        '<cols><col min="2" max="3" hidden="1"/><col min="5" max="16384" hidden="true"/></cols>'
        + table([["a", "b"], ["c"], ["d"]], hidden=[2])
        + '<mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="B1:D1"/></mergeCells>'
    )
    found = page(book(inside))
    assert found.hidden_rows == {2} and found.hidden_columns == {2, 3, *range(5, 121)}
    assert found.merged == [Merged(2, 1, 3, 1), Merged(1, 2, 1, 4)]


@pytest.mark.parametrize(
    ("row", "column", "is_hidden"),
    [
        ('ht="0" customHeight="1"', 'width="0" customWidth="1"', True),
        ('ht="0.0"', 'width="0.00"', True),
        ('hidden="1" ht="15"', 'hidden="1" width="9"', True),
        ('hidden="true" outlineLevel="1"', 'hidden="true" collapsed="1"', True),
        ('hidden="0" ht="15"', 'hidden="false" width="9"', False),
        ('ht="0.75" customHeight="1"', 'width="0.5"', False),
        ('ht="x"', 'width=""', False),
    ],
)
def test_what_has_no_height_or_width_is_hidden_too(row: str, column: str, is_hidden: bool) -> None:
    cols = f'<cols><col min="1" max="1" {column}/></cols>'
    found = page(book(f'{cols}<sheetData><row r="2" {row}><c><v>5</v></c></row></sheetData>'))
    assert bool(found.hidden_rows) is bool(found.hidden_columns) is is_hidden


def test_rows_beyond_the_limit_are_known_and_not_read() -> None:
    found = page(book(table([["a"]] * 9)), most=4)
    assert (list(found.rows), found.beyond) == ([1, 2, 3, 4], 5)


def test_pages_are_named_with_whether_they_are_seen() -> None:
    parts = parts_of({"A": "", "B": "", "C": ""}, states={"A": "hidden", "C": "veryHidden"})
    names = spreadsheets.read(zipped(parts), lambda read: read.names)
    assert names == {"A": False, "B": True, "C": False}


def test_names_of_parts_may_have_backslashes_and_capitals() -> None:
    parts = parts_of({"S": table([["a"]])})
    for written in (
        {name.replace("/", "\\"): part for name, part in parts.items()},
        {name.upper(): part for name, part in parts.items()},
    ):
        assert page(zipped(written)).rows[1][1].text == "a"


def test_styles_that_no_library_takes_do_not_stand_in_the_way() -> None:
    parts = parts_of({"S": data('<c r="A1" s="1"><v>0.5</v></c>')}, ["0%"])
    styles = str(parts["xl/styles.xml"])
    parts["xl/styles.xml"] = styles.replace(
        "<cellStyleXfs>", '<fills><fill/><fill x="1"><none/></fill></fills><fonts count="-1"/>'
        "<dxfs><dxf><numFmt numFmtId='164' formatCode='0.00'/></dxf></dxfs><cellStyleXfs>"
    )  # fmt: skip
    assert page(zipped(parts)).rows[1][1].text == "50"


@pytest.mark.parametrize(
    "parts",
    [
        {"word/document.xml": "<w/>"},
        {"ppt/presentation.xml": "<p/>"},
        {"Index/Document.iwa": b"x"},
        {"a.txt": b"x"},
        {**parts_of({"S": ""}), "xl/workbook.xml": "<workbook/>"},
        {**parts_of({"S": ""}), "xl/worksheets/sheet1.xml": "<broken"},
        {**parts_of({"S": ""}), "xl/workbook.xml": '<!DOCTYPE a><workbook/>'},
        parts_of({"S": data('<c r="A1" t="s"><v>7</v></c>')}),
        parts_of({"S": data('<c r="1A"><v>7</v></c>')}),
    ],
)  # fmt: skip
def test_other_documents_and_broken_ones_are_refused(parts: dict[str, bytes | str]) -> None:
    assert code(zipped(parts)) == "not_a_workbook"


def test_a_locked_zip_is_told() -> None:
    content = bytearray(zipped(parts_of({"S": ""})))
    at = content.find(b"PK\x01\x02")
    content[at + 8] |= 1
    assert code(bytes(content)) == "locked"


def test_what_a_library_writes_comes_back() -> None:
    workbook, out = Workbook(), io.BytesIO()
    sheet = workbook.active
    assert sheet is not None
    chance = random.Random(4)
    values = [
        [chance.choice(["", "Sở A", 1, 2.5, -0.1, True]) for _ in range(8)] for _ in range(200)
    ]
    for row in values:
        sheet.append(row)
    workbook.save(out)
    read = page(out.getvalue()).rows
    for number, row in enumerate(values, start=1):
        for column, value in enumerate(row, start=1):
            text = read.get(number, {}).get(column, Raw("")).text
            assert text == ("TRUE" if value is True else str(value))


@pytest.mark.long
def test_the_limits_leave_room_for_every_table_that_people_fill() -> None:
    assert xlsx_pages.MAX_CELLS >= 20_000 * 8 and xlsx_parts.MAX_PAGES >= 100
    rows = [[f"người {at}"] * 10 for at in range(20_000)]
    assert len(page(book(table(rows)), most=40_001).rows) == 20_000


def twice(name: str, other: bytes) -> bytes:
    """A workbook that has a part again under a name that means the same, first or last."""
    members = list(parts_of({"S": table([["a"]])}).items())
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w") as archive:
        warnings.simplefilter("ignore")
        for at, part in [*members, (name, other)]:
            archive.writestr(at, part)
    return out.getvalue()


SAME = [(name, write) for name in parts_of({"S": ""}) for write in (str, str.upper)]
STRANGE = {
    "a cell twice": table([["a"]]) + table([["b"]]),
    "a cell twice in a row": data('<c r="A1"><v>1</v></c>', '<c r="A1"><v>2</v></c>'),
    "a figure twice": data('<c r="A1"><v>1</v><v>2</v></c>'),
    "a cell within a cell": data('<c r="A1"><c r="B1"><v>1</v></c></c>'),
    "a row before the first": '<sheetData><row r="0"><c><v>1</v></c></row></sheetData>',
    "a row below none": '<sheetData><row r="-1"><c><v>1</v></c></row></sheetData>',
    "a text from the end": data('<c r="A1" t="s"><v>-1</v></c>'),
    "a style from the end": data('<c r="A1" s="-1"><v>1</v></c>'),
    "a text numbered oddly": data('<c r="A1" t="s"><v>0_1</v></c>'),
    "a text numbered in other digits": data('<c r="A1" t="s"><v>٠</v></c>'),
}


@pytest.mark.parametrize("inside", STRANGE.values(), ids=STRANGE)
def test_what_programs_would_read_differently_is_refused(inside: str) -> None:
    assert code(book(inside, "0%", texts=["<t>a</t>", "<t>b</t>"])) == "not_a_workbook"


@pytest.mark.parametrize(("name", "write"), SAME)
def test_a_part_that_is_there_twice_is_refused(name: str, write: Callable[[str], str]) -> None:
    assert code(twice(write(name), b"<a/>")) == "not_a_workbook"
    assert code(twice(name.replace("/", "\\"), b"<a/>")) == "not_a_workbook"


@pytest.mark.parametrize("missing", ["xl/styles.xml", "xl/sharedStrings.xml"])
def test_a_workbook_without_a_part_that_it_names_is_refused(missing: str) -> None:
    parts = parts_of({"S": data('<c r="A1" s="1"><v>0.853</v></c>')}, ["0%"])
    assert page(zipped(parts)).rows[1][1].text == "85.3"
    del parts[missing]
    assert code(zipped(parts)) == "not_a_workbook"


@pytest.mark.parametrize("name", ["A", "a"])
def test_two_sheets_of_one_name_are_refused(name: str) -> None:
    parts = parts_of({"A": table([["1"]]), "B": table([["2"]])})
    parts["xl/workbook.xml"] = str(parts["xl/workbook.xml"]).replace('name="B"', f'name="{name}"')
    assert code(zipped(parts)) == "not_a_workbook"
