"""Images made byte by byte: small and grey, but such as any program opens."""

from __future__ import annotations

import struct
import zlib

# What no file that is kept may hold: it stands wherever cameras and programs note something.
SECRET = b"21.0285N 105.8542E Nguoi Chup"
END = b"\xff\xd9"
TEXT, EXIF = b"tEXt", b"eXIf"


def segment(marker: int, body: bytes) -> bytes:
    """A segment of a JPEG."""
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


# Codes of one bit: no difference from the block before, and nothing else in the block.
TABLES = (
    segment(0xDB, b"\0" + bytes([1] * 64))
    + segment(0xC4, b"\x00" + bytes([1, *[0] * 15, 0]))
    + segment(0xC4, b"\x10" + bytes([1, *[0] * 15, 0]))
)
JFIF = segment(0xE0, b"JFIF\0\1\2\1\0\x48\0\x48\0\0")
ADOBE = segment(0xEE, b"Adobe\0\x64\0\0\0\0\x02")


def frame(width: int, height: int, channels: int = 3, marker: int = 0xC0, depth: int = 8) -> bytes:
    """The segment that says how large a JPEG is."""
    parts = b"".join(bytes([number, 0x11, 0]) for number in range(1, channels + 1))
    return segment(marker, struct.pack(">BHHB", depth, height, width, channels) + parts)


def scan(width: int, height: int, channels: int = 3) -> bytes:
    """The only scan of a grey JPEG."""
    return _scan(width, height, range(1, channels + 1), (0, 63), 2)


def scans(width: int, height: int, channels: int = 3) -> bytes:
    """The scans of a grey progressive JPEG."""
    rest = (_scan(width, height, [number], (1, 63), 1) for number in range(1, channels + 1))
    return _scan(width, height, range(1, channels + 1), (0, 0), 1) + b"".join(rest)


def _scan(
    width: int, height: int, channels: range | list[int], band: tuple[int, int], bits: int
) -> bytes:
    head = b"".join(bytes([number, 0]) for number in channels)
    blocks = -(-width // 8) * -(-height // 8) * len(channels)
    full, left = divmod(blocks * bits, 8)
    coded = bytes(full) + (bytes([0xFF >> left]) if left else b"")
    return segment(0xDA, bytes([len(channels)]) + head + bytes([*band, 0])) + coded


def jpeg(notes: bytes = b"", after: bytes = b"", width: int = 40, height: int = 24) -> bytes:
    """A JPEG with these segments at its beginning, and these bytes after its end."""
    drawn = TABLES + frame(width, height) + scan(width, height)
    return b"\xff\xd8" + notes + drawn + END + after


def tiff(order: str = ">", way: int = 6) -> bytes:
    """What a camera notes: which way up, its owner, and where it was."""
    start, secret_at, place_at = (b"MM\0*" if order == ">" else b"II*\0"), 80, 50
    entries = [
        struct.pack(f"{order}HHIHH", 0x0112, 3, 1, way, 0),
        struct.pack(f"{order}HHII", 0x013B, 2, len(SECRET), secret_at),
        struct.pack(f"{order}HHII", 0x8825, 4, 1, place_at),
    ]
    first = struct.pack(f"{order}H", len(entries)) + b"".join(entries) + bytes(4)
    place = struct.pack(f"{order}HHHI4sI", 1, 1, 2, 2, b"N\0", 0)
    noted = start + struct.pack(f"{order}I", 8) + first
    return (noted.ljust(place_at, b"\0") + place).ljust(secret_at, b"\0") + SECRET


def exif(order: str = ">", way: int = 6) -> bytes:
    """The segment in which a JPEG keeps it."""
    return segment(0xE1, b"Exif\0\0" + tiff(order, way))


def chunk(kind: bytes, body: bytes = b"") -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def head(
    width: int = 40, height: int = 24, depth: int = 8, colour: int = 2, interlaced: int = 0
) -> bytes:
    """The signature and the first chunk."""
    body = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlaced)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", body)


def png(
    notes: bytes = b"", after: bytes = b"", *, pixels: bytes = b"", first: bytes = b""
) -> bytes:
    """A PNG of 40 × 24 with these chunks before its pixels, and these bytes after its end;
    `pixels` are packed here, `first` stands for the head.
    """
    packed = zlib.compress(pixels or bytes(24 * (1 + 40 * 3)))
    return (first or head()) + notes + chunk(b"IDAT", packed) + chunk(b"IEND") + after
