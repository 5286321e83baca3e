"""The cells of an uploaded workbook, or of a file that claims to be one; nothing in it is executed.

A file is refused before it costs time or memory: if it has too many parts, parts that are too large
once unpacked, or parts that declare entities. Rows and columns are read as a stream up to fixed
limits, whatever size the file claims.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from chalicelib.domain.errors import Invalid, Problem

if TYPE_CHECKING:
    from openpyxl import Workbook

MAX_PARTS, MAX_UNPACKED = 200, 16 * 1024 * 1024
MAX_COLUMNS = 120
_ENCODING = re.compile(rb"""\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([^"']*)""")
_ESCAPES = re.compile(r"_x(005F|000D)_")
# What a library may raise for a broken or hostile file.
_UNREADABLE = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    SyntaxError,
    ArithmeticError,
    AssertionError,
    RuntimeError,
    OSError,
    EOFError,
    zipfile.BadZipFile,
    zlib.error,
)
Content = TypeVar("Content")


@dataclass(frozen=True, slots=True)
class Raw:
    """A cell at the address `at`: `kind` is `empty`, `text`, `number`, `truth`, `formula`, `date`
    or `error`; `text` is its content.

    Numbers are plain decimals.
    """

    at: str
    kind: str = "empty"
    text: str = ""


def read(content: bytes, take: Callable[[Workbook], Content]) -> Content:
    """What `take` makes of the workbook; Invalid, with what to do, if the file is not such a
    workbook.
    """
    _check_parts(content)
    try:
        from openpyxl import load_workbook

        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        try:
            return take(book)
        finally:
            book.close()
    except _UNREADABLE as error:
        raise refusal() from error


def _check_parts(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise refusal(
                    "Tệp quá lớn sau khi giải nén.", "The file is too large once unpacked."
                )
            if any(_declares_entities(archive.read(part)) for part in parts):
                raise refusal()
    except _UNREADABLE as error:
        raise refusal() from error


def _declares_entities(part: bytes) -> bool:
    # Office never writes a document type. Entities can make a small file large, and a part in
    # another encoding than UTF-8 could hide them.
    encoding = _ENCODING.match(part)
    return (
        b"<!DOCTYPE" in part
        or b"<!ENTITY" in part
        or part[:2] in (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
        or (encoding is not None and encoding[1].lower() != b"utf-8")
    )


def refusal(
    vi: str = "Tệp không đọc được như bảng tính.",
    en: str = "The file cannot be read as a workbook.",
) -> Invalid:
    """The refusal of a file that is not a workbook, with what to do."""
    return Invalid(
        errors=[
            Problem(
                "content",
                f"{vi} Hãy tải mẫu về, điền và tải lên dạng .xlsx.",
                f"{en} Download the form, fill it and upload it as .xlsx.",
                "not_a_workbook",
            )
        ]
    )


def rows(page: Any, most: int) -> Iterator[dict[int, Raw]]:
    """The cells of each of the first `most` rows, by column number from 1; empty ones are left
    out.
    """
    from openpyxl.utils import get_column_letter

    letters = ["", *map(get_column_letter, range(1, MAX_COLUMNS + 1))]
    page.reset_dimensions()
    for number, row in enumerate(page.iter_rows(max_row=most, max_col=MAX_COLUMNS), start=1):
        yield {
            column: _raw(f"{letters[column]}{number}", cell)
            for column, cell in enumerate(row, start=1)
            if cell.value is not None
        }


def _raw(address: str, cell: Any) -> Raw:
    value = cell.value
    if cell.data_type == "f":
        return Raw(address, "formula", str(value))
    if cell.data_type == "e":
        return Raw(address, "error", str(value))
    if isinstance(value, bool):
        return Raw(address, "truth", "TRUE" if value else "")
    if isinstance(value, int | float):
        return Raw(address, "number", _plain(value))
    if isinstance(value, str):
        text = _ESCAPES.sub(lambda escape: "_" if escape[1] == "005F" else "", value)
        return Raw(address, "text" if text.strip() else "empty", text)
    return Raw(address, "date", str(value))


def _plain(number: float) -> str:
    # The shortest decimal that gives this binary number is what somebody typed: a spreadsheet shows
    # at most 15 digits.
    text = format(Decimal(repr(number)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
