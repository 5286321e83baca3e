"""Small workbooks of other formats, written by hand: .xlsb (MS-XLSB) and .ods."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Sequence
from html import escape

from tests.documents.raw_books import USUAL, zipped

Rows = Sequence[Sequence[str | float]]
_RELATED = f"{USUAL}/officeDocument/2006/relationships"


def _relations(*targets: tuple[str, str, str]) -> str:
    links = "".join(
        f'<Relationship Id="{id_}" Type="{_RELATED}/{kind}" Target="{target}"/>'
        for id_, kind, target in targets
    )
    return f'<Relationships xmlns="{USUAL}/package/2006/relationships">{links}</Relationships>'


def _record(number: int, data: bytes = b"") -> bytes:
    head = bytes([number]) if number < 128 else bytes([number & 0x7F | 0x80, number >> 7])
    size, length = b"", len(data)
    while True:
        more = length > 127
        size += bytes([length & 0x7F | (0x80 if more else 0)])
        length >>= 7
        if not more:
            return head + size + data


def _text(text: str) -> bytes:
    raw = text.encode("utf-16-le")
    return struct.pack("<I", len(raw) // 2) + raw


def xlsb(
    rows: Sequence[Sequence[str | float | bytes]], last_row: int = 0, last_column: int = 0
) -> bytes:
    """A binary workbook with one sheet; it may claim another size. A byte is an error's number."""
    cells = b""
    for at, row in enumerate(rows):
        cells += _record(0, struct.pack("<IIHBBBI", at, 0, 300, 0, 0, 0, 0))
        for column, value in enumerate(row):
            head = struct.pack("<II", column, 0)
            if isinstance(value, str):
                cells += _record(6, head + _text(value))
            elif isinstance(value, bytes):
                cells += _record(3, head + value)
            else:
                cells += _record(5, head + struct.pack("<d", value))
    size = struct.pack("<IIII", 0, last_row or len(rows) - 1, 0, last_column or len(rows[0]) - 1)
    sheet = b"".join(
        [_record(129), _record(148, size), _record(145), cells, _record(146), _record(130)]
    )
    listed = _record(156, struct.pack("<II", 0, 1) + _text("r1") + _text("Danh sách"))
    book = b"".join([_record(131), _record(143), listed, _record(144), _record(132)])
    return zipped(
        {
            "_rels/.rels": _relations(("r1", "officeDocument", "xl/workbook.bin")),
            "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": _relations(("r1", "worksheet", "worksheets/sheet1.bin")),
            "xl/worksheets/sheet1.bin": sheet,
        }
    )


def short_xlsb(rows: Rows) -> bytes:
    """The same as `xlsb` with texts alone, where only the first cell of a row names its column."""
    cells = b""
    for at, row in enumerate(rows):
        cells += _record(0, struct.pack("<IIHBBBI", at, 0, 300, 0, 0, 0, 0))
        for column, value in enumerate(row):
            first = struct.pack("<II", column, 0)
            cells += _record(17 if column else 6, (b"" if column else first) + _text(str(value)))
    size = struct.pack("<IIII", 0, len(rows) - 1, 0, len(rows[0]) - 1)
    sheet = [_record(129), _record(148, size), _record(145), cells, _record(146), _record(130)]
    with zipfile.ZipFile(io.BytesIO(xlsb(rows))) as archive:
        parts: dict[str, bytes | str] = {name: archive.read(name) for name in archive.namelist()}
    return zipped(parts | {"xl/worksheets/sheet1.bin": b"".join(sheet)})


def ods(rows: Rows, more: str = "", indent: str = "") -> bytes:
    """An Open Document spreadsheet with one sheet; `more` is put behind its rows, `indent` before
    each row and cell.
    """
    urn = "urn:oasis:names:tc:opendocument:xmlns"

    def cell(value: str | float) -> str:
        if isinstance(value, str):
            text = f"<text:p>{escape(value)}</text:p>"
            return f'{indent}<table:table-cell office:value-type="string">{text}</table:table-cell>'
        return f'{indent}<table:table-cell office:value-type="float" office:value="{value}"/>'

    def line(row: Sequence[str | float]) -> str:
        return f"{indent}<table:table-row>{''.join(map(cell, row))}{indent}</table:table-row>"

    lines = "".join(map(line, rows))
    content = (
        f'<office:document-content xmlns:office="{urn}:office:1.0" xmlns:table="{urn}:table:1.0"'
        f' xmlns:text="{urn}:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="Danh sách">{lines}{more}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = f'<manifest:manifest xmlns:manifest="{urn}:manifest:1.0"/>'
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content,
            "META-INF/manifest.xml": manifest,
        }
    )
