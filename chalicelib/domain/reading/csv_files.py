"""CSV files that people upload: separator, quotation marks and encoding are found out, and told
where they are unusual.

Rows count as a spreadsheet counts them: a cell may have line breaks, a blank line is a row, a
first line such as `sep=;` is none.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from chalicelib.domain.errors import Problem
from chalicelib.domain.reading.csv_forms import FEWEST, WIDEST, CsvForm, form_of, known_headings
from chalicelib.domain.reading.filled_tables import HEADER_ROW, Line, Uploaded, address

# What old programs put at the end of a file, and what copying leaves at its beginning.
_END, _MARK = "\x1a\0", "\ufeff"
# A cell that is too long is told at its place; the module's own limit is for the whole process.
csv.field_size_limit(2**31 - 1)
_LOOSE_TONE = re.compile("(?<![aăâeêioôơuưy])[\u0300\u0301\u0303\u0309\u0323]", re.IGNORECASE)


class NotReadable(ValueError):
    """The bytes are no text in a known encoding, or the quotation marks of a row (`row`, from 1) do
    not fit; 0 if no row can be named.
    """

    def __init__(self, why: str, row: int = 0) -> None:
        super().__init__(why)
        self.row = row


def read(content: bytes, known: Collection[str], most: int) -> Uploaded:
    """The first `most` rows with their texts; an error for each row that has more or fewer cells
    than the headings.

    `known` are the headings that a table may have, in plain form. NotReadable if it is no CSV.
    """
    text, encoding = _decoded(content)
    form = form_of(text.lstrip(_MARK).rstrip(_END), known)
    records: list[list[str]] = []
    try:
        records.extend(islice(form.records(), most))
    except csv.Error as error:
        is_table = known_headings(records[0] if records else (), known) >= FEWEST
        raise NotReadable(str(error), len(records) + 1 if is_table else 0) from error
    if encoding != "UTF-8" and known_headings(records[0] if records else (), known) < FEWEST:
        raise NotReadable(encoding)
    lines = [
        Line(number, cells)
        for number, record in enumerate(records, start=1)
        if (cells := {column: cell for column, cell in enumerate(record[:WIDEST]) if cell.strip()})
    ]
    return Uploaded(lines, list(_ragged(records)), list(_told(form, encoding)))


def _decoded(content: bytes) -> tuple[str, str]:
    """The text, and the name of its encoding."""
    try:
        if content.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
            return content.decode("utf-32"), "UTF-32"
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return content.decode("utf-16"), "UTF-16"
        if (order := _utf16(content)) is not None:
            return content.decode(order), "UTF-16"
    except UnicodeDecodeError as error:
        raise NotReadable("UTF-16") from error
    try:
        return content.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        return _windows(content), "Windows-1258"


def _utf16(content: bytes) -> str | None:
    """The byte order of UTF-16 without a mark: the first row has many letters of ASCII."""
    head = content[:400].rstrip(b"\0") or content[:400]
    odd, even = head[1::2].count(0), head[::2].count(0)
    if max(odd, even) * 5 < len(head) or not head:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _windows(content: bytes) -> str:
    """A text in Windows-1258, whose tone marks follow their vowels; a mark that does not shows
    another encoding.
    """
    try:
        text = content.decode("cp1258")
    except UnicodeDecodeError as error:
        raise NotReadable("cp1258") from error
    if _LOOSE_TONE.search(text):
        raise NotReadable("cp1258")
    return unicodedata.normalize("NFC", text)


def _ragged(records: Sequence[Sequence[str]]) -> Iterator[Problem]:
    """An error for each row that is not blank and has more filled cells than the headings, or ends
    before the last of them.
    """
    header = _filled(records[0]) if records else 0
    if not header:
        return
    for number, record in enumerate(records, start=1):
        filled = _filled(record)
        if filled > max(header, len(records[0])):
            yield Problem(
                address(number, header),
                f"Dòng có {len(record)} ô, tiêu đề chỉ có {header}; nội dung có dấu phân cách phải"
                " đặt trong ngoặc kép",
                f"The row has {len(record)} cells, the headings only {header}; quote what has a"
                " separator in it",
                "too_many_cells",
            )
        elif filled and len(record) < header:
            yield Problem(
                address(number, len(record)),
                f"Dòng chỉ có {len(record)} ô, tiêu đề có {header}; ô trống cũng phải có dấu phân"
                " cách",
                f"The row has only {len(record)} cells, the headings {header}; an empty cell needs"
                " its separator too",
                "too_few_cells",
            )


def _filled(record: Sequence[str]) -> int:
    """How many cells a row has up to the last one with content."""
    return max((place for place, cell in enumerate(record, start=1) if cell.strip()), default=0)


def _told(form: CsvForm, encoding: str) -> Iterator[Problem]:
    """What is unusual about the file, so that people see how it was read."""
    at = address(HEADER_ROW, 0)
    if encoding != "UTF-8":
        yield Problem(
            at,
            f"Tệp được đọc theo bảng mã {encoding}; xin xem kỹ các chữ có dấu",
            f"The file was read as {encoding}; please look at the letters with marks",
            "encoding",
            {"encoding": encoding},
        )
    if form.unusual:
        separator = {"\t": "Tab"}.get(form.separator, form.separator)
        yield Problem(
            at,
            f"Tệp được đọc với dấu phân cách “{separator}” và dấu bao {form.quote}",
            f"The file was read with the separator “{separator}” and the quotation mark"
            f" {form.quote}",
            "csv_form",
            {"separator": form.separator, "quote": form.quote},
        )
