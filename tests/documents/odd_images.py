"""Odd and hostile images: those that people really send, and those that nobody should open."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable

from tests.documents.drawn_images import (
    ADOBE,
    END,
    JFIF,
    SECRET,
    TABLES,
    chunk,
    exif,
    frame,
    head,
    jpeg,
    png,
    scan,
    scans,
    segment,
    tiff,
)

START = b"\xff\xd8"
_XMP = segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x exif:GPSLatitude='" + SECRET + b"'/>")
_SMALL_COPY = segment(0xE0, b"JFIF\0\1\2\1\0\x48\0\x48\3\3" + SECRET[:27])
_TWO_PICTURES = segment(0xE2, b"MPF\0" + SECRET)
_PROFILE = segment(0xE2, b"ICC_PROFILE\0\1\1" + bytes(200))
_TWELVE = struct.pack(">BHHB", 12, 24, 40, 1) + b"\1\x11\0"


def _packed(size: int) -> bytes:
    return zlib.compress(bytes(size), 9)


def _raw(depth: int, colour: int, interlaced: int, size: int, palette: bytes = b"") -> bytes:
    return png(palette, pixels=bytes(size), first=head(40, 24, depth, colour, interlaced))


#: Images that are kept: what is noted in them is not.
USABLE: dict[str, Callable[[], bytes]] = {
    "plain": jpeg,
    "grey": lambda: START + TABLES + frame(8, 8, 1) + scan(8, 8, 1) + END,
    "CMYK": lambda: START + ADOBE + TABLES + frame(16, 8, 4) + scan(16, 8, 4) + END,
    "progressive": lambda: START + TABLES + frame(40, 24, marker=0xC2) + scans(40, 24) + END,
    "position": lambda: jpeg(exif(">")),
    "position, the other order": lambda: jpeg(exif("<", 8)),
    "position twice": lambda: jpeg(exif() + exif()),
    "position after the tables": lambda: START + TABLES + exif() + jpeg()[2 + len(TABLES) :],
    "notes of a program": lambda: jpeg(JFIF + _XMP),
    "notes of an agency": lambda: jpeg(segment(0xED, b"Photoshop 3.0\0" + SECRET)),
    "a comment": lambda: jpeg(segment(0xFE, SECRET)),
    "a comment before the end": lambda: jpeg()[:-2] + segment(0xFE, SECRET) + END,
    "a small copy": lambda: jpeg(_SMALL_COPY),
    "a small copy as JPEG": lambda: jpeg(JFIF + segment(0xE0, b"JFXX\0\x10" + jpeg(exif()))),
    "a small copy in the notes": lambda: jpeg(segment(0xE1, b"Exif\0\0" + tiff() + jpeg(exif()))),
    "a second picture after it": lambda: jpeg(_TWO_PICTURES + exif(), jpeg(exif())),
    "a film after it": lambda: jpeg(exif(), b"\0\0\0\x18ftypmp42" + SECRET),
    "a zip after it": lambda: jpeg(after=b"PK\x03\x04" + SECRET),
    "a PDF within it": lambda: jpeg(segment(0xFE, b"%PDF-1.7\n" + SECRET)),
    "a page within it": lambda: jpeg(segment(0xFE, b"<script>" + SECRET)),
    "a profile of colours": lambda: jpeg(_PROFILE),
    "maker's notes": lambda: jpeg(segment(0xEB, SECRET) + segment(0xEF, SECRET)),
    "an end marker in its notes": lambda: jpeg(segment(0xE1, b"Exif\0\0" + END * 40)),
    "bytes that fill": lambda: jpeg(b"\xff" * 1000 + JFIF + b"\xff" * 7),
    "notes without sense": lambda: jpeg(segment(0xE1, b"Exif\0\0II*\0\xff\xff\xff\xff")),
    "notes that loop": lambda: jpeg(segment(0xE1, b"Exif\0\0II*\0\x08\0\0\0" + b"\x12\x01" * 99)),
    "png": png,
    "png of one bit": lambda: _raw(1, 0, 0, 24 * 6),
    "png with a palette": lambda: _raw(4, 3, 0, 24 * 21, chunk(b"PLTE", bytes(48))),
    "png of sixteen bits": lambda: _raw(16, 6, 0, 24 * 321),
    "interlaced": lambda: _raw(8, 2, 1, 40 * 24 * 3 + 15 + 3 * 24),
    "png, text": lambda: png(chunk(b"tEXt", b"Comment\0" + SECRET)),
    "png, packed text": lambda: png(chunk(b"zTXt", b"XML\0\0" + zlib.compress(SECRET))),
    "png, text of any language": lambda: png(chunk(b"iTXt", b"XMP\0\0\0\0\0" + SECRET)),
    "png, position": lambda: png(chunk(b"eXIf", tiff())),
    "png, text after the pixels": lambda: (
        png()[:-12] + chunk(b"tEXt", b"GPS\0" + SECRET) + chunk(b"IEND")
    ),
    "png, a program's own chunk": lambda: png(chunk(b"prVt", SECRET) + chunk(b"tIME", bytes(7))),
    "png, a zip after it": lambda: png(after=b"PK\x03\x04" + SECRET),
    "png, a profile that expands": lambda: png(chunk(b"iCCP", b"x\0\0" + _packed(9_000_000))),
    "png, a packed text that expands": lambda: png(chunk(b"zTXt", b"x\0\0" + _packed(9_000_000))),
    "png, pixels that expand": lambda: png(pixels=bytes(30_000_000)),
    "png, an empty piece of pixels": lambda: png()[:33] + chunk(b"IDAT") + png()[33:],
}


def _without(name: bytes) -> bytes:
    """A PNG without the chunk of that name."""
    made = png()
    at = made.index(name) - 4
    (length,) = struct.unpack_from(">I", made, at)
    return made[:at] + made[at + 12 + length :]


#: Images that are not kept, each with a word of the reason.
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (bytes, "hỏng"),
    "the first bytes": (lambda: jpeg()[:3], "cắt cụt"),
    "zeros after the first bytes": (lambda: START + b"\xff" + bytes(5000), "hỏng"),
    "cut in its tables": (lambda: jpeg()[:60], "cắt cụt"),
    "cut in its picture": (lambda: jpeg()[:-4], "cắt cụt"),
    "cut and ended": (lambda: jpeg(width=4000, height=4000)[:9000] + END, "cắt cụt"),
    "no picture": (lambda: START + TABLES + END, "hỏng"),
    "no tables": (lambda: START + frame(40, 24) + scan(40, 24) + END, "hỏng"),
    "a picture before its size": (lambda: START + TABLES + scan(40, 24) + END, "hỏng"),
    "two sizes": (lambda: jpeg(frame(8, 8)), "hỏng"),
    "as large as can be said": (lambda: jpeg(width=65535, height=65535)[:5000] + END, "quá lớn"),
    "one line too long": (lambda: START + TABLES + frame(65535, 1) + END, "quá lớn"),
    "no height": (lambda: START + TABLES + frame(40, 0) + scan(40, 8) + END, "ít gặp"),
    "no width": (lambda: START + TABLES + frame(0, 24) + scan(8, 24) + END, "hỏng"),
    "two channels": (lambda: START + TABLES + frame(8, 8, 2) + scan(8, 8, 2) + END, "ít gặp"),
    "more channels than said": (lambda: jpeg(segment(0xC0, b"\x08\0\x18\0\x28\xff\1\1\1")), "hỏng"),
    "lossless": (lambda: START + TABLES + frame(8, 8, marker=0xC3) + scan(8, 8) + END, "ít gặp"),
    "arithmetic": (lambda: START + TABLES + frame(8, 8, marker=0xC9) + scan(8, 8) + END, "ít gặp"),
    "twelve bits": (lambda: START + TABLES + segment(0xC1, _TWELVE) + END, "ít gặp"),
    "an image in itself": (lambda: START + jpeg() + END, "hỏng"),
    "images in images": (lambda: START * 100_000 + jpeg(), "hỏng"),
    "a million notes": (lambda: jpeg(segment(0xFE, b"") * 1_000_000), "ít gặp"),
    "a thousand scans": (
        lambda: START + TABLES + frame(40, 24, marker=0xC2) + scans(40, 24) * 250 + END,
        "ít gặp",
    ),
    "a segment longer than the file": (lambda: START + b"\xff\xe1\xff\xff" + bytes(99), "cắt cụt"),
    "a segment shorter than its length": (lambda: jpeg(b"\xff\xe1\0\1"), "hỏng"),
    "only bytes that fill": (lambda: START + b"\xff" * 1_000_000, "cắt cụt"),
    "png, the first bytes": (lambda: png()[:8], "cắt cụt"),
    "png, cut in its pixels": (lambda: png()[:-20], "cắt cụt"),
    "png, no end": (lambda: png()[:-12], "cắt cụt"),
    "png, fewer pixels than said": (lambda: png(pixels=bytes(24 * 120)), "cắt cụt"),
    "png, no pixels": (lambda: _without(b"IDAT"), "hỏng"),
    "png, no head": (lambda: _without(b"IHDR"), "hỏng"),
    "png, a bit turned": (lambda: png()[:45] + b"\xee" + png()[46:], "hỏng"),
    "png, pixels that do not unpack": (
        lambda: head() + chunk(b"IDAT", b"\x78\x9c" + b"\xff" * 50) + chunk(b"IEND"),
        "hỏng",
    ),
    "png, as large as can be said": (lambda: png(first=head(2**31 - 1, 2**31 - 1)), "quá lớn"),
    "png, a pixel too many": (lambda: png(first=head(8000, 8001)), "quá lớn"),
    "png, no width": (lambda: png(first=head(0, 24)), "hỏng"),
    "png, unknown colours": (lambda: png(first=head(40, 24, 8, 5)), "hỏng"),
    "png, three bits": (lambda: png(first=head(40, 24, 3, 0)), "hỏng"),
    "png, unknown interlacing": (lambda: png(first=head(40, 24, 8, 2, 2)), "hỏng"),
    "png, a palette that is missing": (lambda: png(first=head(40, 24, 8, 3)), "hỏng"),
    "png, two heads": (lambda: png(head()[8:]), "hỏng"),
    "png, a chunk that nobody knows": (lambda: png(chunk(b"ABCD")), "hỏng"),
    "png, pixels apart": (
        lambda: png()[:-12] + chunk(b"tEXt", b"a\0b") + chunk(b"IDAT", b"x") + chunk(b"IEND"),
        "hỏng",
    ),
    "png, moving": (lambda: png(chunk(b"acTL", bytes(8)) + chunk(b"fcTL", bytes(26))), "động"),
    "png of a phone's program": (
        lambda: head()[:8] + chunk(b"CgBI", bytes(4)) + png()[8:],
        "ít gặp",
    ),
    "png, a million chunks": (lambda: png(chunk(b"tEXt") * 1_000_000), "ít gặp"),
}

#: Files of other kinds, each with what it is called.
OTHER_KINDS: dict[str, bytes] = {
    "GIF": b"GIF89a" + bytes(50),
    "WebP": b"RIFF\x40\0\0\0WEBPVP8 " + bytes(50),
    "HEIC": b"\0\0\0\x18ftypheic" + bytes(50),
    "AVIF": b"\0\0\0\x18ftypavif" + bytes(50),
    "TIFF": b"II*\0\x08\0\0\0" + bytes(50),
    "BMP": b"BM\x40\0\0\0\0\0\0\0" + bytes(50),
    "Word/Excel/ZIP": b"PK\x03\x04" + jpeg(),
    "SVG/HTML/XML": b"  <svg xmlns='http://www.w3.org/2000/svg'/>",
    "MP4": b"\0\0\0\x18ftypisom" + bytes(50),
}
