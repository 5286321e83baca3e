"""CSV tables of a bundle: read with each problem at `file:row:column`, written in one canonical
form.

Row 1 is the header. Rows count as in a spreadsheet: a blank line is a row, and a cell with line
breaks is still in one row. A byte-order mark, CRLF, blank lines (also of nothing but commas) and
unknown columns are allowed.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from chalicelib.domain.errors import Problem
from chalicelib.domain.reading.fields import Field

# The columns of each table, in the order in which they are written (contract §3).
TABLES: Mapping[str, tuple[str, ...]] = {
    "units": ("unit", "index", "name_vi", "name_en", "region", "ranked", "predecessors"),
    "scores": ("unit", "leaf", "value", "explanation"),
    "appraisals": ("unit", "leaf", "pass", "value", "comment"),
    "external": ("unit", "leaf", "value"),
    "answers": ("unit", "group", "answers"),
    "cells": ("unit", "group", "question", "answered", "weight_sum", "weight_square_sum"),
    "participation": ("unit", "group", "invited", "answered"),
    "intervals": ("unit", "index_low", "index_high", "rank_low", "rank_high"),
    "not_applicable": ("unit", "leaf", "reason"),
    "exclusions": ("unit", "reason"),
    "voids": ("unit", "reason"),
    "adjustments": ("unit", "points", "reason"),
    "previous": ("unit", "index", "rank"),
}
_QUOTED = re.compile(r'[,"\r\n]')
# What "surrogateescape" makes of a byte that is not UTF-8.
_NOT_UTF8 = re.compile("[\udc80-\udcff]")
# Columns that came later: written only where a row fills them, so that files without keep their
# bytes.
LATER = {"units": ("predecessors",)}
MAY_BE_EMPTY = frozenset({"region", "name_en", "predecessors", "reason", "explanation", "comment"})
# No explanation is too long to be read; the module's own limit is 128 KiB for the whole process.
csv.field_size_limit(2**31 - 1)


@dataclass(frozen=True, slots=True)
class CsvRow:
    """A row of a table: its number in the file, its cells by column ("" where empty or missing)."""

    file: str
    number: int
    cells: Mapping[str, str]
    problems: list[Problem]

    def cell(self, column: str) -> Field:
        """The cell as a field that notes its problems at `file:row:column`.

        An empty cell that must have content was noted when the row was read; it is not noted again.
        """
        text = self.cells[column]
        noted = self.problems if text or column in MAY_BE_EMPTY else []
        return Field(text, f"{self.file}:{self.number}:{column}", noted)


def read_table(name: str, data: bytes, problems: list[Problem]) -> Iterator[CsvRow]:
    """The rows of the table `name`; problems of form are noted while the rows are read.

    A column that the header lacks is noted once and is empty in every row, so that the others are
    still checked. A table without any known column has no rows.
    """
    file = f"{name}.csv"
    known = TABLES[name]
    records = _records(name, data, problems)
    number, header = next(records, (1, []))
    missing = [column for column in known if column not in header and column not in MAY_BE_EMPTY]
    problems += [
        Problem(
            f"{file}:{number}:{column}",
            "thiếu cột này ở dòng tiêu đề",
            "the header lacks this column",
            "missing",
        )
        for column in missing
    ]
    problems += [
        Problem(
            f"{file}:{number}:{column}",
            "cột này có hai lần ở dòng tiêu đề",
            "the header has this column twice",
            "repeated",
        )
        for column in known
        if header.count(column) > 1
    ]
    if not any(column in header for column in known):
        return iter(())
    return _rows(
        file,
        [(column, header.index(column) if column in header else None) for column in known],
        len(header),
        records,
        problems,
    )


def _records(name: str, data: bytes, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """The records that are not blank, with their row numbers; a broken quotation ends the table."""
    text = data.decode("utf-8-sig", errors="surrogateescape")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    readable, header, number = text.isascii() or not _NOT_UTF8.search(text), list[str](), 0
    while True:
        number += 1
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            problems.append(
                Problem(
                    f"{name}.csv:{number}:{TABLES[name][0]}",
                    f"không đọc được từ dòng này trở đi ({error})",
                    f"unreadable from this row on ({error})",
                    "quotation",
                )
            )
            return
        if any(cell and not cell.isspace() for cell in record):
            header = header or record
            yield number, record if readable else _replaced(name, number, header, record, problems)


def _replaced(
    name: str, number: int, header: Sequence[str], record: list[str], problems: list[Problem]
) -> list[str]:
    """The record with U+FFFD for each byte that is not UTF-8; every cell that has one is noted."""
    problems += [
        Problem(
            f"{name}.csv:{number}:{_column(name, header, place)}",
            "ô này không phải UTF-8; hãy lưu tệp dạng CSV UTF-8",
            "this cell is not UTF-8; save the file as CSV UTF-8",
            "encoding",
        )
        for place, cell in enumerate(record)
        if _NOT_UTF8.search(cell)
    ]
    return [_NOT_UTF8.sub("\N{REPLACEMENT CHARACTER}", cell) for cell in record]


def _column(name: str, header: Sequence[str], place: int) -> str:
    """The name of the column, or its number (from 1) if the table has no such column."""
    return (
        header[place] if place < len(header) and header[place] in TABLES[name] else str(place + 1)
    )


def _rows(
    file: str,
    columns: Sequence[tuple[str, int | None]],
    width: int,
    records: Iterator[tuple[int, list[str]]],
    problems: list[Problem],
) -> Iterator[CsvRow]:
    for number, record in records:
        if any(record[width:]):
            problems.append(
                Problem(
                    f"{file}:{number}:{width + 1}",
                    f"có {len(record)} ô, tiêu đề chỉ có {width}; nội dung có dấu phẩy phải đặt"
                    " trong ngoặc kép",
                    f"has {len(record)} cells, the header only {width}; quote what has a comma",
                    "too_many_cells",
                )
            )
        cells = {
            column: record[place] if place is not None and place < len(record) else ""
            for column, place in columns
        }
        row = CsvRow(file, number, cells, problems)
        for column, place in columns:
            if place is not None and not cells[column] and column not in MAY_BE_EMPTY:
                problems.append(
                    Problem(
                        f"{file}:{number}:{column}",
                        "không được để trống",
                        "must not be empty",
                        "missing",
                    )
                )
        yield row


def write_table(name: str, rows: Iterable[Sequence[object]]) -> bytes:
    """The table `name` with the rows as given (None is an empty cell), in canonical form."""
    written = [TABLES[name], *rows]
    later = len(LATER.get(name, ()))
    if later and not any(cell for row in written[1:] for cell in row[-later:]):
        written = [row[:-later] for row in written]
    return write_rows(written)


def write_rows(rows: Iterable[Sequence[object]]) -> bytes:
    """Rows as canonical CSV: UTF-8 without a byte-order mark, LF, quotes only where needed."""
    return "".join(",".join(map(_written, row)) + "\n" for row in rows).encode()


def _written(value: object) -> str:
    text = "" if value is None else str(value)
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text
