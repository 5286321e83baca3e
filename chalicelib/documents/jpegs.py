"""Reading a JPEG segment by segment (ITU-T T.81, annex B), without decoding it.

What draws the picture is kept as it is: tables, frame, scans, colours. All else is left out:
whatever cameras and programs note (APP1 to APP13: place, owner, small copies), comments, and
whatever comes after the end, where phones put further pictures and films. Only which way up it is
shown is kept of the notes.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass, field

from chalicelib.documents.image_parts import Image, ImageError, orientation, require_size, turned
from chalicelib.domain.evidence import images, kinds

MOST_SEGMENTS = 5000
MOST_SCANS = 100
_EOI, _SOS, _SOF = 0xD9, 0xDA, (0xC0, 0xC1, 0xC2)  # frames that browsers show
_DHT, _DQT, _DRI = 0xC4, 0xDB, 0xDD
_APP0, _APP1, _APP2, _APP14 = 0xE0, 0xE1, 0xE2, 0xEE
_LEFT_OUT = (*range(0xE0, 0xF0), 0xFE)
# A scan lasts until a marker that is neither an escaped byte nor a restart.
_END_OF_SCAN = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
_FILL = re.compile(rb"\xff+")


def read(content: bytes) -> Image:
    """The image of a whole file; ImageError says what is wrong with it. It looks at each byte once
    and at MOST_SEGMENTS segments.
    """
    file = _File(content)
    for _ in range(MOST_SEGMENTS):
        if file.to_marker() == _EOI:
            return file.image()
        file.take()
    raise ImageError(images.unusual())


def _segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


@dataclass
class _File:
    """How far a file was read: `at` its next marker (the byte before its code)."""

    content: bytes
    at: int = 2
    size: tuple[int, int] | None = None
    heads: dict[int, bytes] = field(default_factory=dict)
    tables: set[int] = field(default_factory=set)
    scans: int = 0
    drawn: int = 0  # bytes in scans
    parts: list[tuple[int, int] | bytes] = field(default_factory=list)

    def to_marker(self) -> int:
        """Go to the next marker, past bytes that only fill, and give its code."""
        fill = _FILL.match(self.content, self.at)
        if fill is None:
            raise ImageError(images.broken() if self.at < len(self.content) else images.cut_off())
        if fill.end() == len(self.content):
            raise ImageError(images.cut_off())
        self.at = fill.end() - 1
        return self.content[fill.end()]

    def take(self) -> None:
        """Take in the segment at the marker and go past it."""
        marker, start, end = self.content[self.at + 1], self.at + 4, self._end()
        if marker in _SOF:
            self._frame(self.content[start:end])
            self._keep(end)
        elif marker == _SOS:
            end = self._scan(end)
        elif marker in (_DHT, _DQT, _DRI):
            self.tables.add(marker)
            self._keep(end)
        elif marker in _LEFT_OUT:
            self._note(marker, self.content[start:end])
            if marker == _APP2 and self.content.startswith(b"ICC_PROFILE\0", start, end):
                self._keep(end)
        else:
            raise ImageError(images.unusual())
        self.at = end

    def image(self) -> Image:
        """The image once its end is reached."""
        if self.size is None or not self.tables >= {_DHT, _DQT}:
            raise ImageError(images.broken())
        width, height = self.size
        # Each block of 8 by 8 pixels takes a bit or more.
        if not self.drawn or self.drawn * 8 < -(-width // 8) * -(-height // 8):
            raise ImageError(images.cut_off())
        heads = [self.heads[marker] for marker in (_APP0, _APP1, _APP14) if marker in self.heads]
        parts = (b"\xff\xd8", *heads, *self.parts, b"\xff\xd9")
        return Image(kinds.JPEG, width, height, parts)

    def _end(self) -> int:
        """Where the segment at the marker ends."""
        if self.at + 4 > len(self.content):
            raise ImageError(images.cut_off())
        (length,) = struct.unpack_from(">H", self.content, self.at + 2)
        if length < 2 or self.content[self.at + 1] in (0x01, *range(0xD0, 0xD9)):
            raise ImageError(images.broken())
        if self.at + 2 + length > len(self.content):
            raise ImageError(images.cut_off())
        return int(self.at + 2 + length)

    def _keep(self, end: int) -> None:
        self.parts.append((self.at, end))

    def _frame(self, body: bytes) -> None:
        if self.size is not None or len(body) < 6 or len(body) != 6 + 3 * body[5]:
            raise ImageError(images.broken())
        depth, height, width, channels = struct.unpack_from(">BHHB", body)
        if depth != 8 or channels not in (1, 3, 4) or (not height and width):
            raise ImageError(images.unusual())
        require_size(width, height)
        self.size = width, height

    def _scan(self, start: int) -> int:
        """Keep a scan whose coded bytes begin there; returns where they end."""
        self.scans += 1
        if self.size is None:
            raise ImageError(images.broken())
        if self.scans > MOST_SCANS:
            raise ImageError(images.unusual())
        end = _END_OF_SCAN.search(self.content, start)
        if end is None:
            raise ImageError(images.cut_off())
        self.drawn += end.start() - start
        self._keep(end.start())
        return end.start()

    def _note(self, marker: int, body: bytes) -> None:
        """What of a note the picture needs: its dots an inch, which way up, and its colours."""
        if marker in self.heads:
            return
        if marker == _APP0 and body.startswith(b"JFIF\0") and len(body) >= 14:
            self.heads[marker] = _segment(marker, body[:12] + b"\0\0")  # no small copy
        elif marker == _APP14 and body.startswith(b"Adobe") and len(body) >= 12:
            self.heads[marker] = _segment(marker, body[:12])
        elif marker == _APP1 and body.startswith(b"Exif\0\0"):
            way = orientation(body[6:])
            self.heads[marker] = _segment(marker, b"Exif\0\0" + turned(way)) if way > 1 else b""
