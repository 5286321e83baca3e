"""Workbooks that say little and cost much, one of each kind that we know."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable

from chalicelib.documents import packages
from tests.documents.raw_books import book, data, parts_of, table, zipped


def lying(declared: int, size: int) -> bytes:
    """A part that says another size than it has."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, inside in parts_of({"S": table([["a"]])}).items():
            archive.writestr(part, inside)
        with archive.open("xl/media.xml", "w") as file:
            for at in range(0, size, 1_000_000):
                file.write(b" " * min(size - at, 1_000_000))
    content = bytearray(out.getvalue())
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        name = content.find(b"xl/media.xml", 0 if at == 22 else content.rfind(mark))
        head = content.rfind(mark, 0, name)
        content[head + at : head + at + 4] = struct.pack("<I", declared)
    return bytes(content)


def with_part(name: str, part: str) -> bytes:
    return zipped({**parts_of({"S": table([["a"]])}), name: part})


def many_sheets(number: int, target: str = "worksheets/sheet1.xml") -> bytes:
    parts = parts_of({"S": table([["a"]])})
    workbook, links = str(parts["xl/workbook.xml"]), str(parts["xl/_rels/workbook.xml.rels"])
    more = "".join(f'<sheet name="{at}" r:id="x{at}"/>' for at in range(number))
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    rels = "".join(
        f'<Relationship Id="x{at}" Type="{kind}" Target="{target}"/>' for at in range(number)
    )
    parts["xl/workbook.xml"] = workbook.replace("</sheets>", f"{more}</sheets>")
    parts["xl/_rels/workbook.xml.rels"] = links.replace(
        "</Relationships>", f"{rels}</Relationships>"
    )
    return zipped(parts)


def shared_text(length: int, cells: int) -> bytes:
    inside = data('<c t="s"><v>0</v></c>' * 100, row=1)[: -len("</sheetData>")]
    rows = ("<row>" + '<c t="s"><v>0</v></c>' * 100 + "</row>") * (cells // 100)
    return book(f"{inside}{rows}</sheetData>", texts=[f"<t>{'x' * length}</t>"])


def merges(number: int) -> str:
    rows = table([["a", "b"]] * 20_000)
    each = "".join(f'<mergeCell ref="A{at}:XFD1048576"/>' for at in range(2, number + 2))
    return f"{rows}<mergeCells>{each}</mergeCells>"


HOSTILE: dict[str, Callable[[], bytes]] = {
    "declared small": lambda: lying(1000, 700_000_000),
    "declared large": lambda: lying(2**31, 1000),
    "bomb": lambda: with_part("xl/media.xml", " " * (packages.MAX_UNPACKED + 1)),
    "fonts": lambda: with_part("xl/styles.xml", f"<s><fonts>{'<font/>' * 1_966_080}</fonts></s>"),
    "formats": lambda: with_part(
        "xl/styles.xml", "<cellXfs>" + '<xf numFmtId="9"/>' * 800_000 + "</cellXfs>"
    ),
    "sheets": lambda: many_sheets(60_000),
    "one part for many sheets": lambda: many_sheets(200),
    "cells of one row": lambda: book(data("<c><v>1</v></c>" * 700_000)),
    "empty cells": lambda: book(data("<c/>" * 3_900_000)),
    "rows": lambda: book(f"<sheetData>{'<row/>' * 1_490_000}</sheetData>"),
    "hidden rows": lambda: book("<sheetData>" + '<row hidden="1"/>' * 900_000 + "</sheetData>"),
    "columns": lambda: book(
        "<cols>" + '<col min="1" max="16384" hidden="1"/>' * 400_000 + "</cols>"
    ),
    "far columns": lambda: book('<cols><col min="-999999999" max="999999999" hidden="1"/></cols>'),
    "elements": lambda: book("<a/>" * 4_000_000),
    "depth": lambda: book("<a>" * 1_900_000 + "</a>" * 1),
    "nested to the end": lambda: book("<a>" * 900_000 + "</a>" * 900_000),
    "attributes": lambda: book("<a " + " ".join(f'a{at}="1"' for at in range(900_000)) + "/>"),
    "namespaces": lambda: book(
        "<a " + " ".join(f'xmlns:a{at}="u{at}"' for at in range(500_000)) + "/>"
    ),
    "texts": lambda: book("", texts=["<t>x</t>"] * 480_000),
    "pieces of a text": lambda: book("", texts=["<r><t>x</t></r>" * 480_000]),
    "a text shared": lambda: shared_text(30_000, 200_000),
    "a long number": lambda: book(data(f"<c><v>{'1' * 16_000_000}</v></c>")),
    "a long address": lambda: book(data(f'<c r="{"A" * 15_000_000}1"><v>1</v></c>')),
    "a long row number": lambda: book(f'<sheetData><row r="{"9" * 4000}"/></sheetData>'),
    "a long style": lambda: book(data(f'<c s="{"9" * 4000}"><v>1</v></c>')),
    "a long text number": lambda: book(data(f'<c t="s"><v>{"9" * 5000}</v></c>')),
    "a long format": lambda: book(data('<c s="1"><v>1</v></c>' * 9), "0" * 15_000_000),
    "formats of their own": lambda: book(
        data("".join(f'<c s="{at}"><v>1.5</v></c>' for at in range(1, 60_000))),
        *(f"0.{'0' * (at % 200)}_{at}" for at in range(60_000)),
    ),
    "merges": lambda: book(merges(9_000)),
    "too many merges": lambda: book(merges(200_000)),
    "squeezed otherwise": lambda: zipped(
        {**parts_of({"S": ""}), "b.xml": b" " * 50_000_000}, zipfile.ZIP_LZMA
    ),
    "squeezed by bzip2": lambda: zipped(
        {**parts_of({"S": ""}), "b.xml": b" " * 50_000_000}, zipfile.ZIP_BZIP2
    ),
}
