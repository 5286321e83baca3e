"""Files that only look like workbooks are refused in words, at once, whatever they hold."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable

import pytest

from chalicelib.documents import spreadsheets
from chalicelib.documents.workbook import reading
from chalicelib.domain.errors import Invalid
from tests.documents.books import AT, fill, full, made, outcome, place

SHEET = "xl/worksheets/sheet1.xml"


def changed(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The file with one part changed."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return out.getvalue()


def refused(content: bytes) -> str:
    began = time.process_time()
    with pytest.raises(Invalid) as caught:
        reading.read(content)
    assert time.process_time() - began < 5
    (problem,) = caught.value.errors
    assert (problem.at, problem.code) == ("content", "not_a_workbook")
    return problem.en


def bomb() -> bytes:
    return changed(
        made(full()), "docProps/app.xml", lambda _: b" " * (spreadsheets.MAX_UNPACKED + 1)
    )


def many_parts() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(spreadsheets.MAX_PARTS + 1):
            archive.writestr(f"{number}.xml", b"<a/>")
    return out.getvalue()


def with_entities(encoding: str = "UTF-8", declared: str = "UTF-8") -> bytes:
    head = f'<?xml version="1.0" encoding="{declared}"?>\n'
    text = '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'
    raw = (
        (head + text).encode(encoding)
        if encoding.startswith("UTF-16")
        else head.encode() + text.encode(encoding)
    )
    return changed(made(full()), SHEET, lambda _: raw)


BAD: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "no zip": lambda: b"%PDF-1.4 something",
    "only a zip": lambda: many_parts()[:500],
    "bomb": bomb,
    "many parts": many_parts,
    "entities": with_entities,
    "entities in another encoding": lambda: with_entities("UTF-16", "UTF-16"),
    "entities behind a code page": lambda: with_entities("cp037", "cp037"),
    "half a file": lambda: made(full())[:3000],
    "a missing part": lambda: changed(made(full()), "xl/workbook.xml", lambda _: b"<workbook/>"),
    "broken XML": lambda: changed(made(full()), SHEET, lambda part: part[:2000]),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_is_no_workbook_of_ours_is_refused(name: str) -> None:
    assert "Download the form" in refused(BAD[name]())


def test_a_claimed_size_and_merged_cells_cost_nothing() -> None:
    def grow(part: bytes) -> bytes:
        merged = b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
        far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
        return part.replace(b"</sheetData>", far + merged)

    began = time.process_time()
    found = outcome(changed(made(full()), SHEET, grow))
    assert (found.changed, found.problems) == ([], [])
    assert time.process_time() - began < 5


def test_numbers_are_read_as_they_were_typed_and_dates_are_no_numbers() -> None:
    content = made(full())
    cell = place(content, "2.1.2", AT.first_input)
    raw = {row.code: row for row in reading.read(fill(content, {cell: 1.1})).rows}["2.1.2"].cell(
        AT.first_input
    )
    assert (raw.at, raw.kind, raw.text) == (cell, "number", "1.1")
    for value, kind in ((True, "truth"), ("#N/A", "error"), ("=1+1", "formula")):
        row = {row.code: row for row in reading.read(fill(content, {cell: value})).rows}["2.1.2"]
        assert row.cell(AT.first_input).kind == kind
