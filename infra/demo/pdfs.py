"""Genuine small PDF files whose pages look scanned, every byte written here.

ISO 32000-1 §7.5 gives the file's structure: header, numbered objects, cross-reference table,
trailer.
"""

from __future__ import annotations

import random
import zlib

_WIDTH, _HEIGHT = 1240, 1754  # A4 at 150 dots an inch, one bit a dot
_ROW = _WIDTH // 8
_MARGIN = b"\xff" * 15


def scanned_pdf(title: str, seed: str, pages: int) -> bytes:
    """A valid PDF of `pages` scanned-looking pages, about 50 KB each; the same seed gives the same
    bytes.
    """
    rng = random.Random(seed)  # noqa: S311  must be repeatable, guards nothing
    kids = " ".join(f"{4 + 3 * page} 0 R" for page in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {pages} /Kids [{kids}] >>".encode(),
        b"<< /Title <" + ("\ufeff" + title).encode("utf-16-be").hex().encode() + b"> >>",
    ]
    for page in range(pages):
        objects += _page(4 + 3 * page, _scan(rng))
    return _file(objects)


def _page(number: int, image: bytes) -> list[bytes]:
    drawing = b"q 595 0 0 842 0 0 cm /Scan Do Q"
    return [
        (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {number + 1} 0 R"
            f" /Resources << /XObject << /Scan {number + 2} 0 R >> >> >>"
        ).encode(),
        _stream("", drawing),
        _stream(
            f"/Type /XObject /Subtype /Image /Width {_WIDTH} /Height {_HEIGHT} /ColorSpace"
            " /DeviceGray /BitsPerComponent 1 /Filter /FlateDecode ",
            zlib.compress(image),
        ),
    ]


def _scan(rng: random.Random) -> bytes:
    """Lines of dark specks between white margins: what typed text looks like to a fax."""
    blank = b"\xff" * _ROW
    rows: list[bytes] = []
    while len(rows) < _HEIGHT:
        rows += [blank] * 28
        inked = rng.randint(60, _ROW - 2 * len(_MARGIN))
        for _ in range(13):
            specks = rng.randbytes(inked)
            rows.append((_MARGIN + specks).ljust(_ROW, b"\xff"))
    return b"".join(rows[:_HEIGHT])


def _stream(entries: str, content: bytes) -> bytes:
    return f"<< {entries}/Length {len(content)} >>\nstream\n".encode() + content + b"\nendstream"


def _file(objects: list[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    out += (
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info 3 0 R"
        f" >>\nstartxref\n{table}\n%%EOF\n".encode()
    )
    return bytes(out)
