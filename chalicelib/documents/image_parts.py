"""An image as its readers see it: its size, and the parts of the file that draw the picture."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from chalicelib.domain.evidence import images
from chalicelib.domain.evidence.inspection import Verdict

_ORDERS = {b"II*\0": "<", b"MM\0*": ">"}
_ORIENTATION, _SHORT = 0x0112, 3


class ImageError(Exception):
    """The image cannot be used; `verdict` says why."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.text.en)
        self.verdict = verdict


@dataclass(frozen=True, slots=True)
class Image:
    """An image of one kind; its size is in pixels. `parts` make the file that is kept: places
    (from, to) in the one that was read, and a few bytes written anew.
    """

    kind: str
    width: int
    height: int
    parts: tuple[tuple[int, int] | bytes, ...]

    def cleaned(self, content: bytes) -> bytes:
        """The file that is kept, of the content that was read."""
        return b"".join(
            part if isinstance(part, bytes) else content[slice(*part)] for part in self.parts
        )


def require_size(width: int, height: int) -> None:
    """Raise ImageError unless the image has pixels, and not too many."""
    if not width or not height:
        raise ImageError(images.broken())
    if images.is_too_large(width, height):
        raise ImageError(images.too_large(width, height))


def orientation(tiff: bytes) -> int:
    """Which way up an image is shown, 1 to 8, by the notes of a camera (Exif 2.3, 4.6.4); 1 where
    they do not say.
    """
    order = _ORDERS.get(tiff[:4])
    if order is None:
        return 1
    try:
        (at,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, at)
        for entry in range(count):
            tag, type_, _, value = struct.unpack_from(f"{order}HHIH", tiff, at + 2 + 12 * entry)
            if tag == _ORIENTATION:
                return value if type_ == _SHORT and 1 <= value <= 8 else 1
    except struct.error:
        return 1
    return 1


def turned(way: int) -> bytes:
    """Notes that say nothing but which way up the image is shown."""
    entry = struct.pack(">HHHIHH", 1, _ORIENTATION, _SHORT, 1, way, 0)
    return b"MM\0*" + struct.pack(">I", 8) + entry + bytes(4)
