"""What an uploaded file is, by its first bytes, whatever its name says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["workbook", "old", "locked", "text", "other"]
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The first record of an old workbook; the one that says it is encrypted follows among the next.
_BEGINNING = re.compile(rb"\x09\x08[\x08\x10]\x00\x00[\x05\x06]\x05\x00")
_ENCRYPTED, _AMONG = 0x2F, 4
_STARTS: dict[bytes, tuple[str, str]] = {
    b"%PDF": ("tệp PDF", "a PDF file"),
    b"\x89PNG": ("tệp ảnh", "a picture"),
    b"\xff\xd8": ("tệp ảnh", "a picture"),
    b"GIF8": ("tệp ảnh", "a picture"),
    b"{\\rtf": ("tệp văn bản RTF", "an RTF document"),
    b"Rar!": ("tệp nén RAR", "a RAR archive"),
    b"7z\xbc\xaf": ("tệp nén 7z", "a 7z archive"),
    b"\x1f\x8b": ("tệp nén GZ", "a GZ archive"),
    b"\x09\x08\x08\x00": ("tệp Excel rất cũ", "a very old Excel file"),
    b"\x09\x08\x10\x00": ("tệp Excel rất cũ", "a very old Excel file"),
    b"\x09\x04\x06\x00": ("tệp Excel rất cũ", "a very old Excel file"),
    b"\x09\x02\x06\x00": ("tệp Excel rất cũ", "a very old Excel file"),
    b"ID;P": ("tệp SYLK (.slk)", "a SYLK file (.slk)"),
    b"\xd0\xcf\x11\xe0": (
        "tệp Excel hoặc Word kiểu cũ (.xls, .doc)",
        "an old Excel or Word file (.xls, .doc)",
    ),
}
# Programs hand out web pages and XML of 2003 as `.xls`; a spreadsheet opens both.
_MARKED: dict[bytes, tuple[str, str]] = {
    b"opendocument": ("bảng tính .fods", "a spreadsheet in .fods"),
    b"<html": ("trang web có đuôi .xls", "a web page named .xls"),
    b"<!doctype html": ("trang web có đuôi .xls", "a web page named .xls"),
    b"<table": ("trang web có đuôi .xls", "a web page named .xls"),
    b"mso-application": ("bảng tính XML 2003", "an XML spreadsheet of 2003"),
    b"<?xml": ("tệp XML", "an XML file"),
}


@dataclass(frozen=True, slots=True)
class FileKind:
    """`workbook` is a zip that may be one, `old` an Excel file of 1997–2003, `text` what may be
    CSV; `other` files have a name in Vietnamese and English.
    """

    kind: Kind
    vi: str = ""
    en: str = ""


def kind_of(content: bytes) -> FileKind:
    """What the file is; nothing of it is unpacked."""
    if content.startswith(b"PK"):
        return FileKind("workbook")
    if content.startswith(_COMPOUND):
        return _compound(content)
    for start, names in _STARTS.items():
        if content.startswith(start):
            return FileKind("other", *names)
    head = content[:600].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for mark, names in _MARKED.items():
        if head.startswith(b"<") and mark in head:
            return FileKind("other", *names)
    return FileKind("text")


def _compound(content: bytes) -> FileKind:
    """A file of Microsoft's older container, by the names of its streams."""

    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") + b"\0\0" in content

    if has("EncryptedPackage"):
        return FileKind("locked")
    if _is_locked_workbook(content):
        return FileKind("locked")
    if has("Workbook") or has("Book"):
        return FileKind("old", *_STARTS[_COMPOUND[:4]])
    if has("WordDocument"):
        return FileKind("other", "tệp Word kiểu cũ (.doc)", "an old Word file (.doc)")
    return FileKind("other", *_STARTS[_COMPOUND[:4]])


def _is_locked_workbook(content: bytes) -> bool:
    """Whether a workbook of 1997–2003 says that its records are encrypted (MS-XLS 2.4.117)."""
    if not (found := _BEGINNING.search(content)):
        return False
    at = found.start()
    for _ in range(_AMONG):
        at += 4 + int.from_bytes(content[at + 2 : at + 4], "little")
        if int.from_bytes(content[at : at + 2], "little") == _ENCRYPTED:
            return True
    return False
