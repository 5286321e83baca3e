"""Kinds of file that a unit may upload, told by their first bytes and never by their name.

Evidence is a PDF (national guide 2024 §1a; Hà Nội's guide §2). Images are supporting data, for
reference only (Hà Nội's guide §2). A kind is called by its media type.
"""

from __future__ import annotations

import re

PDF = "application/pdf"
JPEG = "image/jpeg"
PNG = "image/png"
IMAGES = (JPEG, PNG)
TAKEN = (PDF, *IMAGES)

JPEG_START = b"\xff\xd8\xff"
PNG_START = b"\x89PNG\r\n\x1a\n"
# Readers accept a PDF whose header lies within the first 1024 bytes (ISO 32000-1, Annex H, note
# 13).
_HEADER_WITHIN = 1024
# The first bytes of other kinds of file, so that a refusal can name the kind.
_CALLED = tuple(
    (re.compile(start, re.DOTALL), name)
    for start, name in (
        (rb"PK\x03\x04", "Word/Excel/ZIP"),
        (rb"\xd0\xcf\x11\xe0", "Word/Excel 97–2003"),
        (rb"\xff\xd8\xff", "JPEG"),
        (rb"\x89PNG", "PNG"),
        (rb"....ftyp(?:hei|hev|mif|msf)", "HEIC"),
        (rb"....ftypavi[fs]", "AVIF"),
        (rb"....ftyp", "MP4"),
        (rb"RIFF....WEBP", "WebP"),
        (rb"GIF8", "GIF"),
        (rb"II\*\0|MM\0\*", "TIFF"),
        (rb"BM....\0\0\0\0", "BMP"),
        (rb"\{\\rtf", "RTF"),
        (rb"Rar!", "RAR"),
        (rb"\s*<(?:svg|\?xml|!doctype|html)", "SVG/HTML/XML"),
    )
)
ENDINGS = {PDF: (".pdf",), JPEG: (".jpg", ".jpeg", ".jpe", ".jfif"), PNG: (".png",)}


def of_bytes(start: bytes) -> str:
    """The kind of a file by its first bytes (a kilobyte or more); "" if it is none that is taken.

    What begins as an image is one, whatever else is in it.
    """
    if start.startswith(JPEG_START):
        return JPEG
    if start.startswith(PNG_START):
        return PNG
    return PDF if b"%PDF-" in start[:_HEADER_WITHIN] else ""


def called(start: bytes) -> str:
    """What people call a file that begins so; "" if that is not known."""
    return next((name for known, name in _CALLED if known.match(start)), "")


def named(name: str, kind: str) -> str:
    """The name with an ending of its kind, so that a computer opens an image as an image. A PDF
    keeps the name that it was given.
    """
    if kind == PDF or name.lower().endswith(ENDINGS[kind]):
        return name
    stem, dot, ending = name.rpartition(".")
    known = dot and stem and f".{ending.lower()}" in (*ENDINGS[JPEG], *ENDINGS[PNG], ".heic")
    return f"{stem if known else name}{ENDINGS[kind][0]}"
