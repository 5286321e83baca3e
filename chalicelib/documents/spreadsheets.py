"""The cells of an uploaded workbook as its screen shows them; nothing in it is executed.

Sizes are measured while a file is unpacked, and elements, cells and texts are counted, so that a
hostile file is refused before it costs time or memory.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar
from xml.parsers.expat import ExpatError

from chalicelib.documents import packages
from chalicelib.documents.packages import Locked, TooMuch
from chalicelib.domain.errors import Invalid, Problem

if TYPE_CHECKING:
    from chalicelib.documents.xlsx_parts import PagePart, Shared

MAX_PARTS, MAX_UNPACKED = packages.MAX_PARTS, packages.MAX_UNPACKED
MAX_COLUMNS = 120
# What the standard library raises for a broken or hostile file.
_UNREADABLE = (
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    RuntimeError,
    OSError,
    EOFError,
    ExpatError,
    zipfile.BadZipFile,
    zlib.error,
)
_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
# How other files are told from workbooks: the beginning of a part's name.
_OTHER_PARTS = {
    "word/": ("tệp Word", "a Word file"),
    "ppt/": ("tệp PowerPoint", "a PowerPoint file"),
    "index/": ("tệp của Apple Numbers", "a file of Apple Numbers"),
}
Content = TypeVar("Content")


@dataclass(frozen=True, slots=True)
class Raw:
    """A cell at the address `at`: `kind` is `empty`, `text`, `number`, `truth`, `formula` (whose
    result the file does not have), `date` or `error`; `text` is its content.

    Numbers are plain decimals; under a `percent` format they are what the screen shows before the
    sign. `display` is what the screen shows where that is another number, else None. `computed`:
    the content is a formula's result.
    """

    at: str
    kind: str = "empty"
    text: str = ""
    percent: bool = False
    display: str | None = None
    computed: bool = False


@dataclass(frozen=True, slots=True)
class Merged:
    """Merged cells, rows and columns from 1."""

    top: int
    left: int
    bottom: int
    right: int

    def covers(self, at: str) -> bool:
        """Whether the cell at this address is one of them."""
        column, row = place(at)
        return self.top <= row <= self.bottom and self.left <= column <= self.right


@dataclass(slots=True)
class Page:
    """The cells of a page that are not empty, by row and column from 1, and what its screen hides.

    `beyond` is the first row with content after those that were read, 0 if there is none.
    """

    rows: dict[int, dict[int, Raw]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[Merged] = field(default_factory=list)
    beyond: int = 0


class Book:
    """A workbook whose pages are read when they are asked for."""

    def __init__(self, parts: Mapping[str, bytes], pages: list[PagePart], shared: Shared) -> None:
        self._parts, self._shared = parts, shared
        self._pages = {page.name: page for page in pages}

    @property
    def names(self) -> dict[str, bool]:
        """The pages by name, in order, and whether each is visible."""
        return {name: page.visible for name, page in self._pages.items()}

    def page(self, name: str, most: int) -> Page:
        """The first `most` rows of a page; KeyError if there is no such page."""
        from chalicelib.documents.xlsx_pages import read_page

        return read_page(self._parts[self._pages[name].part], self._shared, most)


def read(content: bytes, take: Callable[[Book], Content]) -> Content:
    """What `take` makes of the workbook; Invalid, with what to do, if the file is not such a
    workbook.
    """
    from chalicelib.documents import xlsx_parts

    try:
        parts = packages.unpack(content)
        if other := _other(parts):
            raise refusal(f"Đây là {other[0]}, không phải bảng tính.", f"This is {other[1]}.")
        return take(Book(parts, xlsx_parts.pages(parts), xlsx_parts.shared(parts)))
    except Locked as error:
        raise locked() from error
    except TooMuch as error:
        raise refusal(
            "Tệp quá lớn sau khi giải nén.", "The file is too large once unpacked."
        ) from error
    except _UNREADABLE as error:
        raise refusal() from error


def _other(parts: Mapping[str, bytes]) -> tuple[str, str] | None:
    for start, names in _OTHER_PARTS.items():
        if any(name.startswith(start) for name in parts):
            return names
    return None


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


def locked() -> Invalid:
    """The refusal of a file that opens with a password only."""
    return Invalid(
        errors=[
            Problem(
                "content",
                "Tệp có mật khẩu nên không đọc được. Hãy mở tệp bằng Excel, bỏ mật khẩu (Tệp › "
                "Thông tin › Bảo vệ sổ làm việc › Mã hóa bằng mật khẩu, xóa trống ô), lưu dạng "
                ".xlsx rồi nạp lại.",
                "The file is locked by a password. Open it in Excel, remove the password (File › "
                "Info › Protect Workbook › Encrypt with Password, clear the field), save it as "
                ".xlsx and upload it again.",
                "locked",
            )
        ]
    )


@lru_cache(maxsize=4096)
def place(at: str) -> tuple[int, int]:
    """(column, row) of an address, both from 1."""
    found = _CELL.fullmatch(at)
    if found is None:
        raise ValueError(at)
    column = 0
    for letter in found[1]:
        column = 26 * column + ord(letter) - ord("A") + 1
    return column, int(found[2])
