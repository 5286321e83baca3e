"""Documents that we write carry no clock: the same content gives the same bytes.

The libraries put the instant of writing into each part of a zipped document and into its
properties. A published file never changes, and two replies that should be the same are the same.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_NO_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip file can name
_PROPERTIES = "docProps/core.xml"
_WRITTEN = re.compile(rb"(<(dcterms:(?:created|modified))\b[^>]*>)[^<]*(</\2>)")


def new_workbook(title: str) -> tuple[Workbook, Worksheet]:
    """A workbook and its first page, which has this title."""
    from openpyxl import Workbook

    book = Workbook()
    page = book.active
    assert page is not None  # noqa: S101  a new workbook has one
    page.title = title
    return book, page


def workbook_bytes(book: Workbook, instant: datetime | None = None) -> bytes:
    """The workbook as a file (.xlsx); see `without_clock`."""
    book.save(raw := io.BytesIO())
    return without_clock(raw.getvalue(), instant)


def without_clock(document: bytes, instant: datetime | None = None) -> bytes:
    """A zipped document (.xlsx, .docx) that says it was written at `instant`, or not when."""
    named = rb"\g<1>" + f"{instant:%Y-%m-%dT%H:%M:%SZ}".encode() + rb"\g<3>" if instant else b""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as parts, zipfile.ZipFile(out, "w") as archive:
        for name in parts.namelist():
            content = parts.read(name)
            if name == _PROPERTIES:
                content = _WRITTEN.sub(named, content)
            part = zipfile.ZipInfo(name, _NO_TIME)
            part.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(part, content)
    return out.getvalue()
