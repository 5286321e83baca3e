"""Cells of .xls and .xlsb that hold an error (#N/A, #REF!, …): python-calamine shows them as empty,
so they are looked up in the records of the file (MS-XLS 2.4.24 and 2.4.127, MS-XLSB 2.4.313).

It runs where the reader runs, in a child process with limits; a file that is not as described has
no errors that we know of.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from itertools import islice
from xml.parsers.expat import ExpatError

from chalicelib.documents import packages

ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
Cells = list[tuple[int, int, str]]
"""Row and column from 1, and the error."""
# What the standard library raises for a file that is not as described.
_OTHERWISE = (
    LookupError,
    ValueError,
    ArithmeticError,
    RuntimeError,
    OSError,
    EOFError,
    ExpatError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)
_COMPOUND = b"\xd0\xcf\x11\xe0"
_NO_SECTOR, _SMALL = 0xFFFFFFF0, 4096
_SHEET, _ERROR, _FORMULA, _BEGINNING, _END = 0x85, 0x205, 0x06, 0x809, 0x0A
_ROW, _BUNDLE, _CELL_ERROR, _FORMULA_ERROR = 0, 156, 3, 11


def by_sheet(content: bytes) -> list[Cells]:
    """The errors of each sheet, in the order of the sheets; empty if nothing can be told."""
    try:
        if content.startswith(_COMPOUND):
            return list(_of_old(_workbook_of(content)))
        return list(_of_binary(packages.unpack(content)))
    except _OTHERWISE:
        return []


def _of_old(book: bytes) -> Iterator[Cells]:
    starts = [int.from_bytes(data[:4], "little") for kind, data in _records(book, 0, 0)
              if kind == _SHEET]  # fmt: skip
    for start in starts:
        cells: Cells = []
        for kind, data in _records(book, start, 0):
            if kind == _ERROR and data[7]:
                code = data[6]
            elif kind == _FORMULA and data[12:14] == b"\xff\xff" and data[6] == 2:
                code = data[8]
            else:
                continue
            row, column = struct.unpack_from("<HH", data)
            cells.append((row + 1, column + 1, ERRORS.get(code, "#N/A")))
        yield cells


def _records(book: bytes, at: int, depth: int) -> Iterator[tuple[int, bytes]]:
    """The records of one part of an old workbook, from its beginning to its end."""
    while at + 4 <= len(book):
        kind, size = struct.unpack_from("<HH", book, at)
        yield kind, book[at + 4 : at + 4 + size]
        depth += (kind == _BEGINNING) - (kind == _END)
        if depth <= 0:
            return
        at += 4 + size


def _workbook_of(content: bytes) -> bytes:
    """The stream of the workbook in the older container (MS-CFB)."""
    size = 1 << struct.unpack_from("<H", content, 30)[0]

    def sector(number: int) -> bytes:
        return content[(number + 1) * size : (number + 2) * size]

    def numbers(data: bytes) -> list[int]:
        return list(struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4]))

    def chain(start: int, table: list[int]) -> Iterator[int]:
        for _ in range(len(content) // 64):  # no chain is longer, however it turns back
            if start >= _NO_SECTOR:
                return
            yield start
            start = table[start]

    listed, more = numbers(content[76:512]), struct.unpack_from("<I", content, 68)[0]
    for _ in range(len(content) // size):
        if more >= _NO_SECTOR:
            break
        *found, more = numbers(sector(more))
        listed += found
    table = [each for at in listed if at < _NO_SECTOR for each in numbers(sector(at))]

    def joined(start: int) -> bytes:
        return b"".join(map(sector, islice(chain(start, table), len(content) // size)))

    entries = joined(struct.unpack_from("<I", content, 48)[0])
    streams = {
        entry[: struct.unpack_from("<H", entry, 64)[0]].decode("utf-16-le").rstrip("\0"): (
            struct.unpack_from("<II", entry, 116)
        )
        for entry in (entries[at : at + 128] for at in range(0, len(entries), 128))
        if len(entry) == 128
    }
    start, length = streams.get("Workbook") or streams["Book"]
    if length >= _SMALL:
        return joined(start)[:length]
    small = joined(struct.unpack_from("<I", entries, 116)[0])  # the first entry is the root
    small_table = numbers(joined(struct.unpack_from("<I", content, 60)[0]))
    pieces = (small[at * 64 : (at + 1) * 64] for at in chain(start, small_table))
    return b"".join(pieces)[:length]


def _of_binary(parts: Mapping[str, bytes]) -> Iterator[Cells]:
    book = "xl/workbook.bin"
    targets = {id_: part for id_, _, part in packages.relations(parts, book)}
    for kind, data in binary_records(parts[book]):
        if kind == _BUNDLE:
            length = struct.unpack_from("<I", data, 8)[0]
            yield _of_page(parts[targets[data[12 : 12 + 2 * length].decode("utf-16-le")]])


def _of_page(part: bytes) -> Cells:
    cells, row = list[tuple[int, int, str]](), 0
    for kind, data in binary_records(part):
        if kind == _ROW:
            row = struct.unpack_from("<I", data)[0]
        elif kind in (_CELL_ERROR, _FORMULA_ERROR):
            column = struct.unpack_from("<I", data)[0]
            cells.append((row + 1, column + 1, ERRORS.get(data[8], "#N/A")))
    return cells


def binary_records(part: bytes) -> Iterator[tuple[int, bytes]]:
    """The number and content of each record of a part of a .xlsb (MS-XLSB 2.1.4)."""
    at, end = 0, len(part)
    while at < end:
        number, at = part[at], at + 1
        if number & 0x80 and at < end:
            number, at = number & 0x7F | part[at] << 7, at + 1
        size = shift = 0
        while at < end and shift < 28:
            byte, at = part[at], at + 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        yield number, part[at : at + size]
        at += size
