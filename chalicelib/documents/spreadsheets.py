"""The cells of an uploaded workbook as its screen shows them; nothing in it is executed.

Sizes are measured while a file is unpacked, and elements, cells and texts are counted, so that a
hostile file is refused before it costs time or memory.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol, TypeVar
from xml.parsers.expat import ExpatError

from chalicelib.documents import packages
from chalicelib.documents.packages import Locked, TooMuch
from chalicelib.documents.shown_pages import Page
from chalicelib.domain.errors import Invalid, Problem

if TYPE_CHECKING:
    from chalicelib.documents.xlsx_parts import PagePart, Shared

MAX_PARTS, MAX_UNPACKED = packages.MAX_PARTS, packages.MAX_UNPACKED
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
# How other files are told from workbooks: the beginning of a part's name.
_OTHER_PARTS = {
    "word/": ("tệp Word", "a Word file"),
    "ppt/": ("tệp PowerPoint", "a PowerPoint file"),
    "index/": ("tệp của Apple Numbers", "a file of Apple Numbers"),
}
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"
Content = TypeVar("Content")


class Book(Protocol):
    """A workbook whose pages are read when they are asked for.

    `unseen`: the file does not tell number formats, hidden rows and formulas.
    """

    unseen: bool

    @property
    def names(self) -> dict[str, bool]:
        """The pages by name, in order, and whether each is visible."""

    def page(self, name: str, most: int) -> Page:
        """The first `most` rows of a page; KeyError if there is no such page."""


class _UsualBook:
    """A workbook in Office Open XML."""

    unseen = False

    def __init__(self, parts: Mapping[str, bytes], pages: list[PagePart], shared: Shared) -> None:
        self._parts, self._shared = parts, shared
        self._pages = {page.name: page for page in pages}

    @property
    def names(self) -> dict[str, bool]:
        return {name: page.visible for name, page in self._pages.items()}

    def page(self, name: str, most: int) -> Page:
        from chalicelib.documents.xlsx_pages import read_page

        return read_page(self._parts[self._pages[name].part], self._shared, most)


def read(content: bytes, take: Callable[[Book], Content]) -> Content:
    """What `take` makes of the workbook; Invalid, with what to do, if the file is not such a
    workbook.
    """
    try:
        return take(_opened(content))
    except Locked as error:
        raise locked() from error
    except TooMuch as error:
        raise refusal(
            "Tệp quá lớn sau khi giải nén.", "The file is too large once unpacked."
        ) from error
    except _UNREADABLE as error:
        raise refusal() from error


def _opened(content: bytes) -> Book:
    from chalicelib.documents import other_workbooks, xlsx_parts

    if not content.startswith(b"PK"):
        return other_workbooks.read(content)
    parts = packages.unpack(content)
    if b"encryption-data" in parts.get("meta-inf/manifest.xml", b""):
        raise Locked("manifest")
    if "xl/workbook.bin" in parts:
        other_workbooks.require_whole_cells(parts)
        return other_workbooks.read(content)
    if parts.get("mimetype", b"").startswith(_OPEN_DOCUMENT):
        return other_workbooks.read(other_workbooks.without_indents(parts))
    if other := _other(parts):
        raise refusal(f"Đây là {other[0]}, không phải bảng tính.", f"This is {other[1]}.")
    return _UsualBook(parts, xlsx_parts.pages(parts), xlsx_parts.shared(parts))


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
